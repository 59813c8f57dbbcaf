"""The ledgers of a case as a workbook for colleagues: filled in anywhere, taken in without mapping.

Every sheet says in its hidden first cell what it is, every line in its hidden first column which
item it stands for; so lines and columns may be moved, and sheets without them are left alone.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from desktop_app.core.problems import Problem, problem
from desktop_app.exchange.clipboard_table import ABSENT, LeftOut
from desktop_app.exchange.table_heads import Span, flat, read_head

MARK: Final = "near-zero-ledger"
KEY_HEAD, NAME_HEAD, UNIT_HEAD, NOTE_HEAD = "编号", "品种", "单位", "备注或不适用的理由"
NOT_APPLICABLE: Final = "不适用"


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One item: what it is called, the units it may be filled in, and what is known already.

    `cells` are by month, 0 for the year: a figure, or a text such as ≈100 or 不适用.
    """

    key: str
    name: str
    unit: str
    units: tuple[str, ...]
    cells: Mapping[int, Decimal | str] = field(default_factory=dict)
    note: str = ""
    mean: bool = False


@dataclass(frozen=True, slots=True)
class TemplateSheet:
    """One ledger."""

    section: str
    title: str
    hint: str
    rows: tuple[TemplateRow, ...]


@dataclass(frozen=True, slots=True)
class FilledCell:
    """One cell of a filled template: item, month (0: the year), text, unit, note of its line."""

    item: str
    month: int
    text: str
    unit: str
    note: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """What a sheet of a filled template says; `months` are its columns of months."""

    cells: tuple[FilledCell, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    months: frozenset[int] = frozenset()


def mark_of(year: int) -> str:
    """What stands in the first cell of a sheet."""
    return f"{MARK}:{year}"


def year_of(grid: Sequence[Sequence[str]]) -> int | None:
    """The year a sheet of a template is for; None for any other sheet."""
    first = grid[0][0] if grid and grid[0] else ""
    mark, _colon, year = first.partition(":")
    return int(year) if mark == MARK and year.isdigit() and len(year) == 4 else None


def read_filled(
    grid: Sequence[Sequence[str]],
    items: Mapping[str, str],
    year: int,
    formulas: Container[tuple[int, int]] = (),
) -> FilledSheet:
    """The filled cells of a sheet; `items` are the names of the items there are, by key.

    `formulas` are the cells Excel worked out: a year of that kind is only the sum of its months.
    Problems: `import.template_year`, `import.template_head`, `paste.no_item`, `paste.repeated`.
    """
    of_year = year_of(grid)
    if of_year != year:
        found = problem("import.template_year", found=of_year or "—", year=year)
        return FilledSheet(left_out=(LeftOut(0, 0, found),))
    head = next((at for at, row in enumerate(grid) if row[0] == KEY_HEAD), -1)
    columns = _columns(grid[head]) if head >= 0 else {}
    if not columns:
        return FilledSheet(left_out=(LeftOut(0, 0, problem("import.template_head")),))
    return _read_rows(grid, head, columns, items, formulas)


def _columns(heads: Sequence[str]) -> dict[int, int]:
    """The month of each column of figures, 0 for the year."""
    found: dict[int, int] = {}
    for at, text in enumerate(heads):
        head = read_head(text)
        if head is not None and head.span is not Span.SUM:
            found[at] = head.month
    return found


def _read_rows(
    grid: Sequence[Sequence[str]],
    head: int,
    columns: Mapping[int, int],
    items: Mapping[str, str],
    formulas: Container[tuple[int, int]],
) -> FilledSheet:
    cells: list[FilledCell] = []
    left_out: list[LeftOut] = []
    words = [flat(text) for text in grid[head]]
    at_unit = words.index(UNIT_HEAD) if UNIT_HEAD in words else -1
    at_note = words.index(NOTE_HEAD) if NOTE_HEAD in words else -1
    seen: set[str] = set()
    for number in range(head + 1, len(grid)):
        row, key = grid[number], grid[number][0]
        filled = [
            at
            for at, month in columns.items()
            if row[at] not in ABSENT and (month or (number, at) not in formulas)
        ]
        wrong = _wrong(key, row, items, seen, [row[at] for at in filled])
        if wrong is not None:
            left_out += [LeftOut(number, 0, wrong)] if filled else []
            continue
        seen.add(key)
        by_month = any(columns[at] for at in filled)
        for at in filled:
            if by_month and not columns[at]:
                left_out.append(LeftOut(number, at, problem("paste.total", text=row[at])))
                continue
            unit = row[at_unit] if at_unit >= 0 else ""
            note = row[at_note] if at_note >= 0 else ""
            cells.append(FilledCell(key, columns[at], row[at], unit, note, number, at))
    months = frozenset(at for at, month in columns.items() if month)
    return FilledSheet(tuple(cells), tuple(left_out), months)


def _wrong(
    key: str, row: Sequence[str], items: Mapping[str, str], seen: set[str], texts: Sequence[str]
) -> Problem | None:
    name = next((text for text in row[1:] if text), key)
    if key not in items:
        return problem("paste.no_item", name=name)
    if key in seen:
        return problem("paste.repeated", name=items[key], text="、".join(texts[:3]))
    return None
