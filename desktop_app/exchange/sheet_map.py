"""How a sheet of somebody's ledger is read: which line is which item, which column which month.

It is suggested by names and heads, may be corrected one by one, and is remembered by the texts it
was decided by, so that next month's file of the same making needs no correction.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from desktop_app.core.numbers import read_number
from desktop_app.core.problems import Problem
from desktop_app.exchange.clipboard_table import LeftOut, PastedCell, read_layout
from desktop_app.exchange.table_heads import Names, Span, Target, flat, read_head, split_unit
from desktop_app.exchange.table_layout import Column, Layout, Line, Role, find_layout

Grid = Sequence[Sequence[str]]
YEAR: Final = 0
"""A column of figures for the whole year; 1 to 12 are months."""

_YEARS: Final = re.compile(r"(?:19|20)\d{2}年?[-/.]?")


@dataclass(frozen=True, slots=True)
class SheetMap:
    """Which lines are items and which columns are months, by index; what is not in it is left out.

    `turned`: items stand side by side and months one below the other, so lines are the columns of
    the sheet. `head` is the line that holds the heads of the columns. Units are those the sheet
    gives; without one the unit of the item in the form counts.
    """

    turned: bool = False
    head: int = -1
    items: Mapping[int, str] = field(default_factory=dict)
    months: Mapping[int, int] = field(default_factory=dict)
    item_units: Mapping[int, str] = field(default_factory=dict)
    month_units: Mapping[int, str] = field(default_factory=dict)

    def with_item(self, line: int, item: str) -> SheetMap:
        """The same with a line read as an item, or left out for ""."""
        items = {at: key for at, key in self.items.items() if at != line}
        return replace(self, items={**items, line: item} if item else items)

    def with_month(self, column: int, month: int | None) -> SheetMap:
        """The same with a column read as a month (YEAR: the year), or left out for None."""
        months = {at: one for at, one in self.months.items() if at != column}
        return replace(self, months=months if month is None else {**months, column: month})


@dataclass(frozen=True, slots=True)
class Remembered:
    """What was decided for a layout: items by the name of a line, months by the head of a column.

    "" and None stand for left out.
    """

    items: Mapping[str, str] = field(default_factory=dict)
    months: Mapping[str, int | None] = field(default_factory=dict)


def suggested(grid: Grid, targets: Sequence[Target], year: int, title: str = "") -> SheetMap:
    """How a sheet called `title` is most likely to be read; empty where nothing is recognised."""
    layout = find_layout(grid, Names(targets)) if grid else None
    if layout is None:
        return SheetMap()
    items: dict[int, str] = {}
    for line in layout.lines:
        if line.role is Role.FIGURE and line.item and line.item not in items.values():
            items[line.index] = line.item
    columns = [one for one in layout.columns if _is_figure(one, year)]
    months = {one.index: one.month for one in columns}
    head = read_head(title)
    if head is not None and head.span is Span.MONTH and list(months.values()) == [YEAR]:
        # One sheet a month: the sheet says which.
        months = dict.fromkeys(months, head.month)
    return SheetMap(
        layout.turned,
        layout.head_row,
        items,
        months,
        {line.index: line.unit for line in layout.lines if line.unit},
        {one.index: one.unit for one in columns if one.unit},
    )


def year_beside(grid: Grid, targets: Sequence[Target], year: int) -> int:
    """The year the months of a sheet are of when none of them is of `year`; 0 otherwise."""
    layout = find_layout(grid, Names(targets)) if grid else None
    columns = layout.columns if layout is not None else ()
    years = {one.year for one in columns if one.role is Role.FIGURE and one.month}
    return 0 if years & {0, year} else max(years, default=0)


def _is_figure(column: Column, year: int) -> bool:
    return column.role is Role.FIGURE and not column.sum_only and column.year in (0, year)


def read_sheet(
    grid: Grid, found: SheetMap, targets: Sequence[Target], year: int
) -> tuple[tuple[PastedCell, ...], tuple[LeftOut, ...]]:
    """The figures of a sheet read by a map, and what of the mapped lines is not stored."""
    return read_layout(grid, _layout(grid, found), targets, year)


def _layout(grid: Grid, found: SheetMap) -> Layout:
    view = lines_of(grid, turned=found.turned)
    columns = tuple(
        Column(at, month, 0, head_of(grid, found, at), found.month_units.get(at, ""))
        for at, month in sorted(found.months.items())
    )
    lines = tuple(
        Line(
            at,
            view[at],
            Role.FIGURE,
            (item,),
            name_of(grid, found, at),
            unit=found.item_units.get(at, ""),
        )
        for at, item in sorted(found.items.items())
        if at < len(view)
    )
    titles = tuple((at, cell) for at in range(max(found.head, 0)) for cell in view[at] if cell)
    return Layout(columns, lines, titles, found.head, found.turned)


def lines_of(grid: Grid, *, turned: bool) -> tuple[tuple[str, ...], ...]:
    """The lines along which items are looked for: rows of the sheet, or its columns."""
    plain = tuple(tuple(row) for row in grid)
    return tuple(zip(*plain, strict=True)) if turned else plain


def name_of(grid: Grid, found: SheetMap, line: int) -> str:
    """The name a line has in the sheet: the first text in it that is neither figure nor unit."""
    view = lines_of(grid, turned=found.turned)
    cells = view[line] if line < len(view) else ()
    first = min(found.months, default=len(cells))
    return next((cell for cell in cells[:first] if cell and not _is_number(cell)), "")


def head_of(grid: Grid, found: SheetMap, column: int) -> str:
    """The head a column has in the sheet."""
    view = lines_of(grid, turned=found.turned)
    at = max(found.head, 0)
    return view[at][column] if at < len(view) and column < len(view[at]) else ""


def _is_number(text: str) -> bool:
    return not isinstance(read_number(text), Problem)


# remembering


def layout_id(grid: Grid, found: SheetMap) -> str:
    """What tells files of the same making: the heads of the columns, years apart."""
    view = lines_of(grid, turned=found.turned)
    at = max(found.head, 0)
    heads = [_YEARS.sub("", flat(cell)) for cell in (view[at] if at < len(view) else ())]
    text = "\x1f".join((str(found.turned), *heads))
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def decided(grid: Grid, before: SheetMap, after: SheetMap) -> Remembered:
    """What somebody changed of a suggestion, by the texts of the sheet."""
    lines = before.items.keys() | after.items.keys()
    columns = before.months.keys() | after.months.keys()
    names = {at: _word(name_of(grid, after, at)) for at in sorted(lines)}
    heads = {at: _word(head_of(grid, after, at)) for at in sorted(columns)}
    return Remembered(
        {
            name: after.items.get(at, "")
            for at, name in names.items()
            if name and before.items.get(at) != after.items.get(at)
        },
        {
            head: after.months.get(at)
            for at, head in heads.items()
            if head and before.months.get(at) != after.months.get(at)
        },
    )


def recalled(grid: Grid, found: SheetMap, kept: Remembered, items: Sequence[str]) -> SheetMap:
    """A suggestion corrected as somebody corrected it before; items no pack knows are left out."""
    view = lines_of(grid, turned=found.turned)
    known = frozenset(items)
    for at in range(found.head + 1, len(view)):
        item = kept.items.get(_word(name_of(grid, found, at)))
        if item is not None and (not item or item in known):
            found = found.with_item(at, item)
    width = len(view[0]) if view else 0
    for column in range(width):
        word = _word(head_of(grid, found, column))
        if word in kept.months:
            found = found.with_month(column, kept.months[word])
    return found


def _word(text: str) -> str:
    """A name or head as it is compared from file to file: without unit and year."""
    return _YEARS.sub("", split_unit(text)[0])


def address(row: int, column: int) -> str:
    """The address of a cell, counted from 0: row 6 of column 1 is B7."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
