"""Whole ledgers to and from Excel: reading a workbook, how it is mapped, what it would store.

A workbook somebody filled from our own template needs no mapping; any other is mapped sheet by
sheet, by names and heads and by what was decided for a file of the same making before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Final

from desktop_app.app.import_memory import ImportMemory
from desktop_app.core.data import Case, Key, Origin, Period, State
from desktop_app.core.entry import Entry
from desktop_app.core.model import Model
from desktop_app.core.numbers import plain
from desktop_app.core.pack import Item, ItemKind, Section
from desktop_app.core.problems import Problem, problem
from desktop_app.core.summary import sections_of
from desktop_app.exchange.clipboard_table import LeftOut
from desktop_app.exchange.sheet_map import (
    YEAR,
    SheetMap,
    address,
    layout_id,
    lines_of,
    name_of,
    read_sheet,
    recalled,
    suggested,
    year_beside,
)
from desktop_app.exchange.table_heads import Target
from desktop_app.exchange.template_book import NOT_APPLICABLE, FilledCell, read_filled, year_of
from desktop_app.packs.workbook.cells import Cell, Sheet
from desktop_app.packs.workbook.opening import read_book

__all__ = [
    "YEAR",
    "Found",
    "LedgerBook",
    "SheetGrid",
    "SheetMap",
    "SheetPlan",
    "address",
    "decisions",
    "found_in",
    "found_in_template",
    "items_of",
    "ledgers_of",
    "lines_of",
    "name_of",
    "plan_book",
    "plan_sheet",
    "read_ledger_book",
    "unmapped",
]

Grid = tuple[tuple[str, ...], ...]
Step = Callable[[float], object]
_LOOKED_AT: Final = 400
"""So many lines decide which ledger a sheet belongs to."""


@dataclass(frozen=True, slots=True)
class SheetGrid:
    """The texts of a sheet from A1 on; Excel works `formulas` out, but kept none for `empty`.

    Places count from 0.
    """

    name: str
    grid: Grid
    formulas: frozenset[tuple[int, int]] = frozenset()
    empty: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class LedgerBook:
    """A workbook: its sheets that hold anything."""

    name: str
    sheets: tuple[SheetGrid, ...]

    @property
    def is_template(self) -> bool:
        """Whether it was made from our template."""
        return any(year_of(sheet.grid) is not None for sheet in self.sheets)


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """How a sheet is to be read: into which ledger, by which map; `wanted` tells whether at all.

    `suggestion` is the map before anybody, now or earlier, corrected it. `other_year` is the year
    the sheet is of when that is not the one of the case.
    """

    section: str
    map: SheetMap
    suggestion: SheetMap
    wanted: bool = True
    other_year: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """What an import would store, and what of the file it leaves out."""

    entries: tuple[Entry, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def unwatched(_share: float) -> None:
    """What is told where nobody waits for it."""


def read_ledger_book(path: Path, step: Step = unwatched) -> LedgerBook | tuple[Problem, ...]:
    """The sheets of a workbook as texts, or every reason against it. `step` may raise to stop."""
    book = read_book(path, step)
    if isinstance(book, tuple):
        return book
    sheets = tuple(_grid_of(sheet) for sheet in book.sheets if sheet.cells)
    return LedgerBook(path.name, sheets)


def _grid_of(sheet: Sheet) -> SheetGrid:
    rows = max(row for row, _column in sheet.cells)
    columns = max(column for _row, column in sheet.cells)
    lines = [[""] * columns for _row in range(rows)]
    for (row, column), cell in sheet.cells.items():
        lines[row - 1][column - 1] = _text_of(cell)
    made = frozenset((r - 1, c - 1) for (r, c), cell in sheet.cells.items() if cell.formula)
    empty = frozenset((r, c) for r, c in made if not lines[r][c])
    return SheetGrid(sheet.name, tuple(map(tuple, lines)), made, empty)


def _text_of(cell: Cell) -> str:
    """A cell as it is seen: a share of 0.12 shown in percent is 12%."""
    if cell.percent and isinstance(cell.value, int | Decimal):
        return f"{plain(Decimal(cell.value) * 100)}%"
    return cell.text.strip()


# ledgers of a case


def ledgers_of(model: Model) -> tuple[Section, ...]:
    """The sections that are month grids, in the order of the form."""
    return tuple(section for section in sections_of(model) if section.layout == "grid")


def items_of(model: Model, section: str) -> tuple[Item, ...]:
    """The amounts of a ledger."""
    return tuple(
        item
        for item in model.items.values()
        if item.section == section and item.kind is ItemKind.AMOUNT and not item.record
    )


def targets_of(model: Model, section: str) -> tuple[Target, ...]:
    """The items of a ledger as tables are matched to them."""
    return tuple(
        Target(item.key, item.name, item.unit, item.cadence == "month")
        for item in items_of(model, section)
    )


# mapping


def plan_sheet(
    sheet: SheetGrid, model: Model, year: int, section: str, memory: ImportMemory | None = None
) -> SheetPlan:
    """How a sheet is read into a ledger: as suggested, and as it was corrected before."""
    targets = targets_of(model, section)
    first = suggested(sheet.grid, targets, year, sheet.name)
    kept = memory.recall(layout_id(sheet.grid, first)) if memory is not None else None
    keys = [target.key for target in targets]
    found = recalled(sheet.grid, first, kept, keys) if kept is not None else first
    other = year_beside(sheet.grid, targets, year)
    return SheetPlan(section, found, first, bool(found.items and found.months), other)


def plan_book(
    book: LedgerBook,
    model: Model,
    year: int,
    preferred: str,
    memory: ImportMemory | None = None,
    step: Step = unwatched,
) -> tuple[SheetPlan, ...]:
    """How each sheet is read: into the ledger whose items it names most, `preferred` when equal."""
    plans: list[SheetPlan] = []
    for number, sheet in enumerate(book.sheets):
        step(number / len(book.sheets))
        section = _ledger_for(sheet, model, year, preferred)
        plans.append(plan_sheet(sheet, model, year, section, memory))
    return tuple(plans)


def _ledger_for(sheet: SheetGrid, model: Model, year: int, preferred: str) -> str:
    top = sheet.grid[:_LOOKED_AT]
    said = "".join((sheet.name, *(cell for row in top[:3] for cell in row)))

    def likeness(section: Section) -> tuple[int, bool, bool]:
        found = suggested(top, targets_of(model, section.id), year, sheet.name)
        named = section.title.removesuffix("台账") in said
        return len(found.items), named, section.id == preferred

    ledgers = ledgers_of(model)
    return max(ledgers, key=likeness).id if ledgers else ""


def unmapped(sheet: SheetGrid, found: SheetMap) -> tuple[int, ...]:
    """The lines that hold figures in mapped columns but are not taken for any item."""
    view = lines_of(sheet.grid, turned=found.turned)
    return tuple(
        at
        for at in range(found.head + 1, len(view))
        if at not in found.items and any(view[at][column] for column in found.months)
    )


# what is to be stored


def found_in(
    book: LedgerBook,
    plans: Sequence[SheetPlan],
    case: Case,
    model: Model,
    units: Callable[[str], str],
) -> Found:
    """What the planned sheets would store; `units` says in which unit an item is typed."""
    taken = _Taken(case.year, model, units)
    for sheet, plan in zip(book.sheets, plans, strict=True):
        if not plan.wanted:
            continue
        targets = targets_of(model, plan.section)
        cells, left_out = read_sheet(sheet.grid, plan.map, targets, case.year)
        taken.leave(sheet, left_out, _unworked(sheet, plan.map))
        for cell in cells:
            entry = taken.entry(cell.item, cell.month, cell.text, cell.unit)
            taken.take(sheet, entry, (cell.row, cell.column))
    return taken.found()


def _unworked(sheet: SheetGrid, found: SheetMap) -> int:
    """How many formulas that should give a figure have none."""
    places = ((c, r) if found.turned else (r, c) for r, c in sheet.empty)
    return sum(line in found.items and column in found.months for line, column in places)


def found_in_template(
    book: LedgerBook, case: Case, model: Model, units: Callable[[str], str]
) -> Found:
    """What a filled template would store."""
    taken = _Taken(case.year, model, units)
    names = {item.key: item.name for item in model.items.values() if not item.record}
    for sheet in book.sheets:
        if year_of(sheet.grid) is None:
            continue
        read = read_filled(sheet.grid, names, case.year, sheet.formulas)
        empty = sum(column in read.months for _row, column in sheet.empty)
        taken.leave(sheet, read.left_out, empty)
        for cell in read.cells:
            entry = taken.entry(cell.item, cell.month, cell.text, cell.unit)
            taken.take(sheet, _stated(entry, cell), (cell.row, cell.column))
    return taken.found()


def _stated(entry: Entry, cell: FilledCell) -> Entry:
    if cell.text == NOT_APPLICABLE:
        return replace(entry, text="", unit="", state=State.NA, reason=cell.note)
    return replace(entry, note=cell.note)


@dataclass(frozen=True, slots=True)
class _Taken:
    """Collects entries; a key that comes a second time is kept as it was the first time."""

    year: int
    model: Model
    units: Callable[[str], str]
    entries: dict[Key, Entry] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)

    def entry(self, item: str, month: int, text: str, unit: str) -> Entry:
        key = Key(item, Period(self.year, month))
        return Entry(key, text, unit or self.units(item), origin=Origin.IMPORTED)

    def leave(self, sheet: SheetGrid, left_out: Sequence[LeftOut], empty: int) -> None:
        self.left_out.extend(replace(one, sheet=sheet.name) for one in left_out)
        if empty:
            found = problem("import.formula_empty", count=empty)
            self.left_out.append(LeftOut(0, 0, found, sheet.name))

    def take(self, sheet: SheetGrid, entry: Entry, place: tuple[int, int]) -> None:
        known = self.entries.setdefault(entry.key, entry)
        if (known.text, known.unit) != (entry.text, entry.unit):
            name = self.model.label_of(entry.key.item)
            found = problem("import.conflict", name=name, first=known.text, text=entry.text)
            self.left_out.append(LeftOut(*place, found, sheet.name))

    def found(self) -> Found:
        if not self.entries and not self.left_out:
            return Found(left_out=(LeftOut(0, 0, problem("import.no_figures")),))
        return Found(tuple(self.entries.values()), tuple(self.left_out))


def decisions(
    book: LedgerBook, plans: Sequence[SheetPlan]
) -> Mapping[str, tuple[Grid, SheetMap, SheetMap]]:
    """What is worth remembering of an import: by layout, the sheet, suggestion and map."""
    return {
        layout_id(sheet.grid, plan.suggestion): (sheet.grid, plan.suggestion, plan.map)
        for sheet, plan in zip(book.sheets, plans, strict=True)
        if plan.wanted and plan.map != plan.suggestion
    }
