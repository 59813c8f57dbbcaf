"""From a pasted block to cells of a ledger: finds names, months, units and totals by itself.

Pure: text in, cells out; whether a figure can be read is decided where all figures are read. What
is not stored is listed with its reason, so that nothing disappears silently.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from desktop_app.core.numbers import NumberText, plain, read_number
from desktop_app.core.problems import Problem, problem
from desktop_app.exchange.table_heads import Names, Target, is_part, title_year
from desktop_app.exchange.table_layout import Column, Layout, Line, Role, find_layout

Grid = Sequence[Sequence[str]]
MAX_CELLS: Final = 50_000
ABSENT: Final = frozenset({"", "-", "--", "—", "——", "/", "\\", "无", "－", "／"})
"""Cells that say nothing is there; they are left out without a word."""


@dataclass(frozen=True, slots=True)
class PastedCell:
    """One figure and where it goes: item, month (0: the year), with the unit the table gives it.

    `row` and `column` count from 0 in the block as it was copied.
    """

    item: str
    month: int
    text: str
    unit: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something of the block that is not stored, and why; `sheet` where it came from a file."""

    row: int
    column: int
    problem: Problem
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class PastedTable:
    """What a block says; `by_names` when names or months of the table decided where it goes."""

    cells: tuple[PastedCell, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    by_names: bool = False


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a block without heads goes: the items from the cursor down, and its column.

    `column` is 0 for January to 11 for December and 12 for the year.
    """

    items: tuple[str, ...] = ()
    column: int = 0


def split_cells(text: str) -> tuple[tuple[str, ...], ...]:
    """The cells of a clipboard text as spreadsheets write it: tabs, quoted line breaks and quotes.

    A quote inside a cell that does not start with one is an ordinary character. Of a text with
    more than `MAX_CELLS` cells only as many are read as show that: its rows are not of one length.
    """
    lines = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter="\t")
    try:
        rows = _stripped(lines)
    except csv.Error:
        # A lone quote at the start of a cell swallows the rest: read without quoting.
        rows = _stripped(line.rstrip("\r\n").split("\t") for line in io.StringIO(text))
    while rows and not any(rows[-1]):
        rows.pop()
    if count_cells(rows) > MAX_CELLS:
        return tuple(rows)
    width = max((len(row) for row in rows), default=0)
    return tuple(row + ("",) * (width - len(row)) for row in rows)


def _stripped(lines: Iterable[Sequence[str]]) -> list[tuple[str, ...]]:
    """The cells line by line, until there are more than anybody pastes."""
    rows: list[tuple[str, ...]] = []
    room = MAX_CELLS
    for line in lines:
        if room < 0:
            break
        rows.append(tuple(cell.strip() for cell in line[: MAX_CELLS + 1]))
        room -= len(rows[-1]) or 1
    return rows


def count_cells(grid: Sequence[Sequence[object]]) -> int:
    """How many cells the smallest block holds that has room for all rows."""
    return len(grid) * max((len(row) for row in grid), default=0)


def read_table(
    grid: Grid, targets: Sequence[Target], year: int, anchor: Anchor | None = None
) -> PastedTable:
    """Match a block to items and months of the reporting year; see `LeftOut` for the rest.

    Rows may be items and columns months or the other way round, in any order. A block without
    names or months goes where `anchor` says. Problems: `paste.*`.
    """
    count = count_cells(grid)
    if count > MAX_CELLS:
        found = problem("paste.too_large", count=count, limit=MAX_CELLS)
        return PastedTable(left_out=(LeftOut(0, 0, found),))
    reader = _Reader(grid, {target.key: target for target in targets}, year)
    layout = find_layout(grid, Names(targets))
    if layout is None:
        reader.by_place(anchor or Anchor())
    else:
        reader.by_layout(layout, anchor or Anchor())
    if not reader.cells and not reader.left_out:
        reader.leave(0, 0, problem("paste.nothing"))
    return PastedTable(tuple(reader.cells), tuple(reader.left_out), layout is not None)


def read_layout(
    grid: Grid, layout: Layout, targets: Sequence[Target], year: int
) -> tuple[tuple[PastedCell, ...], tuple[LeftOut, ...]]:
    """The figures of a block of which it is settled how it is to be read, and the rest."""
    reader = _Reader(grid, {target.key: target for target in targets}, year)
    reader.by_layout(layout, Anchor())
    return tuple(reader.cells), tuple(reader.left_out)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Collects cells and what is left out."""

    grid: Grid
    targets: Mapping[str, Target]
    year: int
    cells: list[PastedCell] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)

    def leave(self, row: int, column: int, found: Problem) -> None:
        """Note something that is not stored."""
        self.left_out.append(LeftOut(row, column, found))

    # a block without heads

    def by_place(self, anchor: Anchor) -> None:
        """Every figure goes as far from the cursor as it is from the corner of the block."""
        for r, row in enumerate(self.grid):
            months = False
            for c, text in enumerate(row):
                place = anchor.column + c
                if text in ABSENT:
                    continue
                if r >= len(anchor.items) or place > 12:
                    self.leave(r, c, problem("paste.outside", text=text))
                elif place == 12 and months:
                    self._total(row, r, c, self._known(row[:c]))
                else:
                    months = months or place < 12
                    self._put(anchor.items[r], place + 1 if place < 12 else 0, text, "", (r, c))

    # a block with heads

    def by_layout(self, layout: Layout, anchor: Anchor) -> None:
        """Every figure goes to the item and month its heads name."""
        for at, title in layout.titles:
            found = title_year(title)
            if found and found != self.year:
                self.leave(at, 0, problem("paste.title_year", found=found, year=self.year))
        self._columns_left_out(layout)
        below = iter(anchor.items)
        for line in layout.lines:
            filled = [
                column
                for column in layout.columns
                if column.role is Role.FIGURE and line.text(column) not in ABSENT
            ]
            key = next(below, "") if line.role is Role.PLACE else line.item
            if filled:
                self._line(layout, line, key, filled)

    def _columns_left_out(self, layout: Layout) -> None:
        """One note per column that is money or another year, instead of one per cell."""
        for column in layout.columns:
            row, at = layout.place(layout.head_row, column.index)
            if column.role is Role.MONEY:
                self.leave(row, at, problem("paste.money", name=column.name))
            elif column.role is Role.OTHER:
                texts = (line.text(column) for line in layout.lines)
                shown = column.name or next((text for text in texts if text), "")
                self.leave(row, at, problem("paste.outside", text=shown))
            elif column.year not in (0, self.year):
                found = problem("paste.other_year", name=column.name, year=self.year)
                self.leave(row, at, found)

    def _line(self, layout: Layout, line: Line, key: str, filled: list[Column]) -> None:
        row, at = layout.place(line.index, line.name_column)
        refusal = self._refusal(line, key, filled)
        if refusal is not None:
            self.leave(row, at, refusal)
            return
        self.seen[key] = line.index
        wanted = [column for column in filled if column.year in (0, self.year)]
        months = [column for column in wanted if column.month]
        for column in wanted:
            place = layout.place(line.index, column.index)
            text = line.text(column)
            if not column.month and months and self.targets[key].monthly:
                self._total_cell(place, text, [line.text(each) for each in months])
            elif column.sum_only:
                self.leave(*place, problem("paste.total", text=text))
            else:
                self._put(key, column.month, text, column.unit or line.unit, place)

    def _refusal(self, line: Line, key: str, filled: list[Column]) -> Problem | None:
        name = line.name
        if line.role is Role.TOTAL:
            return problem("paste.total_row", name=name)
        if line.role is Role.MONEY:
            return problem("paste.money", name=name)
        if line.role is Role.PART:
            return problem("paste.part", name=name)
        if len(line.candidates) > 1:
            names = "、".join(self.targets[each].name for each in line.candidates)
            return problem("paste.several_items", name=name, names=names)
        if not key:
            code = "paste.outside" if line.role is Role.PLACE else "paste.no_item"
            return problem(code, name=name, text=line.text(filled[0]))
        if key in self.seen and is_part(name):
            return problem("paste.part", name=name)
        if key in self.seen:
            texts = "、".join(line.text(column) for column in filled[:3])
            return problem("paste.repeated", name=name or self.targets[key].name, text=texts)
        return None

    # cells

    def _put(self, key: str, month: int, text: str, unit: str, place: tuple[int, int]) -> None:
        target = self.targets.get(key)
        if target is None:
            self.leave(*place, problem("paste.outside", text=text))
        elif month and not target.monthly:
            self.leave(*place, problem("paste.not_monthly", name=target.name, text=text))
        else:
            self.cells.append(PastedCell(key, month, text, unit, *place))

    def _total_cell(self, place: tuple[int, int], text: str, months: list[str]) -> None:
        self._total(months, *place, self._known(months), text)

    def _known(self, texts: Sequence[str]) -> Decimal | None:
        """The sum of the figures, None when one of them is not a plain figure."""
        total = Decimal(0)
        for text in texts:
            if text in ABSENT:
                continue
            found = read_number(text)
            if not isinstance(found, NumberText) or found.value is None or found.unit_text:
                return None
            total += found.value
        return total

    def _total(
        self, row: Sequence[str], r: int, c: int, known: Decimal | None, text: str = ""
    ) -> None:
        shown = text or row[c]
        stated = read_number(shown)
        figure = stated.value if isinstance(stated, NumberText) else None
        if known is not None and figure is not None and _differs(figure, known):
            self.leave(r, c, problem("paste.total_differs", text=shown, sum=plain(known)))
        else:
            self.leave(r, c, problem("paste.total", text=shown))


def _differs(stated: Decimal, known: Decimal) -> bool:
    """Whether a total disagrees by more than the rounding of its own last digit."""
    exponent = stated.as_tuple().exponent
    step = Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)
    return abs(stated - known) > step
