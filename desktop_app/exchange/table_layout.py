"""Where things stand in a pasted block: which line holds the months, which the names, the units.

A block is looked at as it is and turned round; whichever way shows more months (or, without
months, more names) is how it is read. Merged heads come as one filled cell and empty ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

from desktop_app.core.numbers import read_number
from desktop_app.core.problems import Problem
from desktop_app.exchange.table_heads import (
    Head,
    Names,
    Span,
    as_unit,
    flat,
    is_money,
    is_part,
    is_total,
    read_head,
    split_unit,
    title_item,
    title_unit,
)

View = tuple[tuple[str, ...], ...]


class Role(StrEnum):
    """What a column or line is for; PLACE lines have no name and go where the cursor is."""

    FIGURE = "figure"
    MONEY = "money"
    OTHER = "other"
    TOTAL = "total"
    PART = "part"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures: month (0: the year), the year its head names (0: none), its unit."""

    index: int
    month: int = 0
    year: int = 0
    name: str = ""
    unit: str = ""
    role: Role = Role.FIGURE
    sum_only: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of figures with the items its name can mean; `unit` as the line or table says."""

    index: int
    cells: tuple[str, ...]
    role: Role = Role.FIGURE
    candidates: tuple[str, ...] = ()
    name: str = ""
    name_column: int = 0
    unit: str = ""

    @property
    def item(self) -> str:
        """The item, when the name leaves no doubt."""
        return self.candidates[0] if len(self.candidates) == 1 else ""

    def text(self, column: Column) -> str:
        """The figure in a column, as written."""
        return self.cells[column.index]


@dataclass(frozen=True, slots=True)
class Layout:
    """How a block is read; `turned` when its lines are the columns of the block as copied."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    titles: tuple[tuple[int, str], ...]
    head_row: int
    turned: bool

    def place(self, line: int, column: int) -> tuple[int, int]:
        """Row and column in the block as it was copied."""
        return (column, max(line, 0)) if self.turned else (max(line, 0), column)


def find_layout(grid: Sequence[Sequence[str]], names: Names) -> Layout | None:
    """How the block is to be read, or None when it has neither months nor known names."""
    plain: View = tuple(tuple(row) for row in grid)
    turned: View = tuple(zip(*plain, strict=True))
    best = max(
        (_Months(view, turn) for view, turn in ((plain, False), (turned, True))),
        key=lambda found: (found.score, found.score and found.named(names)),
    )
    if best.score:
        return _with_months(best, names)
    return _without_months(plain, turned, names)


class _Months:
    """The line of a view that names most months."""

    def __init__(self, view: View, turned: bool) -> None:
        self.view = view
        self.turned = turned
        self.row, self.heads, self.score = -1, dict[int, Head](), 0
        for index, cells in enumerate(view):
            heads = _heads(cells)
            count = sum(head.span is Span.MONTH for head in heads.values())
            if count > self.score:
                self.row, self.heads, self.score = index, heads, count

    def named(self, names: Names) -> int:
        """How many of the lines below have a known name to the left of the months."""
        start = min(self.heads, default=0)
        below = self.view[self.row + 1 :]
        return sum(any(cell and names.find(cell) for cell in line[:start]) for line in below)


def _heads(cells: Sequence[str]) -> dict[int, Head]:
    """The times a line names; 202301 and the like count only where each follows the last."""
    heads = {at: head for at, cell in enumerate(cells) if (head := read_head(cell)) is not None}
    weak = [head.year * 12 + head.month for head in heads.values() if head.weak]
    steady = len(weak) > 1 and all(b == a + 1 for a, b in pairwise(weak))
    return heads if steady else {at: head for at, head in heads.items() if not head.weak}


def _is_figure(text: str) -> bool:
    found = read_number(text) if text else None
    if found is None or isinstance(found, Problem):
        return False
    return not found.unit_text or bool(as_unit(found.unit_text))


# with months


def _with_months(months: _Months, names: Names) -> Layout:
    view, top = months.view, months.row
    start = min(at for at, head in months.heads.items() if head.span is Span.MONTH)
    below = _sub_heads(view, top, start, names)
    years = _years_above(view, top)
    columns = tuple(_columns(months, start, below, years))
    figures = {column.index for column in columns}
    left = [at for at in range(start) if at not in figures]
    titles = tuple(
        (index, cell) for index in range(top) for cell in dict.fromkeys(view[index]) if cell
    )
    first = top + (2 if below else 1)
    lines = _Lines(names, left, titles, months.heads)
    read = tuple(lines.read(index, view[index]) for index in range(first, len(view)))
    return Layout(columns, _placed(read, left), titles, top, months.turned)


def _sub_heads(view: View, top: int, start: int, names: Names) -> Mapping[int, str]:
    """The second line of a head (用量 | 金额, 本月 | 累计, units), empty when there is none."""
    if top + 1 >= len(view):
        return {}
    cells = view[top + 1]
    named = any(names.find(cell) for cell in cells[:start] if cell)
    words = {at: cell for at, cell in enumerate(cells[start:], start) if cell}
    if named or not words or any(_is_figure(cell) for cell in words.values()):
        return {}
    return words if len(words) > 1 or not any(cells[:start]) else {}


def _years_above(view: View, top: int) -> Mapping[int, int]:
    """The year a merged head above the months puts over each column."""
    if top == 0:
        return {}
    heads = {at: read_head(cell) for at, cell in enumerate(view[top - 1]) if cell}
    years = {at: head.year for at, head in heads.items() if head and head.span is Span.YEAR}
    found: dict[int, int] = {}
    year = 0
    for at in range(len(view[top])):
        year = years.get(at, year)
        found[at] = year
    return found


def _columns(
    months: _Months, start: int, below: Mapping[int, str], years: Mapping[int, int]
) -> Iterator[Column]:
    last: Head | None = None
    for at, cell in enumerate(_head_cells(months.view, months.row, start)):
        head = months.heads.get(at) or read_head(cell)
        if head is None and not cell and below.get(at):
            head = last
        last = head if head is not None else (None if cell else last)
        if head is not None:
            yield _column(at, head, cell, below.get(at, ""), years.get(at, 0))
        elif at > start and cell and any(_is_figure(row[at]) for row in months.view):
            role = Role.MONEY if is_money(cell) else Role.OTHER
            yield Column(at, name=cell, role=role)


def _head_cells(view: View, row: int, start: int) -> tuple[str, ...]:
    """The texts of the heads; one merged over two lines has its text in the upper line."""
    if row == 0:
        return view[row]
    both = zip(view[row], view[row - 1], strict=True)
    return tuple(own or (above if at > start else "") for at, (own, above) in enumerate(both))


def _column(at: int, head: Head, cell: str, sub: str, year: int) -> Column:
    below = read_head(sub) if sub else None
    total = head.span is Span.SUM or (below is not None and below.span is not Span.MONTH)
    unit = as_unit(sub) or split_unit(sub)[1] or split_unit(head.rest)[1]
    name = " ".join(part for part in (cell, sub) if part)
    return Column(
        at,
        0 if total else head.month,
        head.year or year,
        name,
        unit,
        Role.MONEY if is_money(sub) or is_money(head.rest) else Role.FIGURE,
        sum_only=total,
    )


_CONSUMPTION: Final = re.compile(
    r"^(?:本月|当月|全厂)?(?:生产)?(?:消费量|消耗量|使用量|用量|消费|消耗|实物量|数量)?(?:总计|合计|总量)?$"
)


class _Lines:
    """Reads the names of lines one after the other; a merged name holds for the lines below it."""

    def __init__(
        self,
        names: Names,
        left: Sequence[int],
        titles: Sequence[tuple[int, str]],
        heads: Mapping[int, Head],
    ) -> None:
        self.names = names
        self.left = left
        self.before = Line(-1, ())
        stated = [title_item(title) for _at, title in titles]
        rests = [split_unit(head.rest)[0] for head in heads.values() if head.rest]
        self.default = next(
            (found for word in (*stated, *rests) if word and (found := names.find(word))), ()
        )
        self.unit = next((unit for _at, title in titles if (unit := title_unit(title))), "")

    def read(self, index: int, cells: tuple[str, ...]) -> Line:
        """The line at `index` of the view."""
        words = [(at, cells[at]) for at in self.left if cells[at]]
        unit = next((found for _at, word in words if (found := _unit_of(word))), "")
        named = next(((at, word) for at, word in words if self.names.find(word)), None)
        wordy = ((a, w) for a, w in words if not as_unit(w) and not _is_figure(w))
        at, word = named or next(wordy, (0, ""))
        candidates = self.names.find(word) if named else self._heir(words)
        role = self._role([word for _at, word in words], named=bool(named))
        if role is Role.FIGURE and not candidates and is_part(word):
            role = Role.PART
        same = bool(candidates) and not named and candidates == self.before.candidates
        line = Line(
            index,
            cells,
            role,
            candidates,
            word or (self.before.name if same else ""),
            at,
            unit or (self.before.unit if same else "") or self.unit,
        )
        if candidates and role is Role.FIGURE:
            self.before = line
        return line

    def _heir(self, words: Sequence[tuple[int, str]]) -> tuple[str, ...]:
        """The item of a line whose own words name none: that of the table or the line above."""
        bare = [flat(word) for _at, word in words if not as_unit(word)]
        if self.default and all(_CONSUMPTION.match(word) for word in bare):
            return self.default
        first = self.left[0] if self.left else -1
        under = bool(self.before.cells) and all(at != first for at, _word in words)
        return self.before.candidates if under else ()

    def _role(self, words: Sequence[str], *, named: bool) -> Role:
        if not named and any(is_total(word) for word in words):
            return Role.TOTAL
        heads = [read_head(word) for word in words]
        if any(head is not None and head.span is not Span.MONTH for head in heads):
            return Role.TOTAL
        return Role.MONEY if any(is_money(word) for word in words) else Role.FIGURE


def _unit_of(word: str) -> str:
    return as_unit(word) or split_unit(word)[1]


def _placed(lines: tuple[Line, ...], left: Sequence[int]) -> tuple[Line, ...]:
    """Lines of a table without any names go where the cursor is."""
    if any(line.candidates or any(line.cells[at] for at in left) for line in lines):
        return lines
    return tuple(Line(line.index, line.cells, Role.PLACE, unit=line.unit) for line in lines)


# without months


def _without_months(plain: View, turned: View, names: Names) -> Layout | None:
    best: tuple[int, int, bool] = (0, 0, False)
    for view, turn in ((plain, False), (turned, True)):
        for at in range(len(view[0]) if view else 0):
            count = sum(bool(row[at]) and bool(names.find(row[at])) for row in view)
            if count > best[0]:
                best = (count, at, turn)
    count, name_at, turn = best
    if not count:
        return None
    view = turned if turn else plain
    first = next(i for i, row in enumerate(view) if row[name_at] and names.find(row[name_at]))
    columns = tuple(_figure_columns(view, first, name_at))
    figures = {column.index for column in columns}
    left = [at for at in range(len(view[0])) if at not in figures]
    titles = tuple((i, cell) for i in range(first) for cell in dict.fromkeys(view[i]) if cell)
    lines = _Lines(names, left, titles, {})
    read = tuple(lines.read(index, view[index]) for index in range(first, len(view)))
    return Layout(columns, read, titles, first - 1, turn)


def _figure_columns(view: View, first: int, name_at: int) -> Iterator[Column]:
    """Twelve columns are months, thirteen months and total; otherwise the first is the year."""
    found = [
        at
        for at in range(name_at + 1, len(view[0]))
        if any(_is_figure(row[at]) for row in view[first:])
    ]
    heads = {at: view[first - 1][at] if first else "" for at in found}
    amounts = [at for at in found if not is_money(heads[at])]
    by_month = len(amounts) in (12, 13)
    for at in found:
        head = read_head(heads[at])
        if at not in amounts:
            yield Column(at, name=heads[at], role=Role.MONEY)
        elif by_month:
            place = amounts.index(at)
            yield Column(at, place + 1 if place < 12 else 0, name=heads[at])
        elif at == amounts[0] or (head is not None and head.span is Span.YEAR):
            year = head.year if head is not None else 0
            yield Column(at, 0, year, heads[at], split_unit(heads[at])[1])
        else:
            yield Column(at, name=heads[at], role=Role.OTHER)
