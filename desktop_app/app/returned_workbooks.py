"""An exported workbook that comes back edited: what changed, what clashes, what is to be stored.

Three texts are compared for every input cell: what the workbook carried when it left, what it says
now, and what the case says now. Where only the workbook changed, the change is taken; where the
case changed too, somebody has to choose.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from desktop_app.app.ledger_files import LedgerBook, SheetGrid, read_ledger_book, unwatched
from desktop_app.core.cell_texts import alike, cell_text, tidy
from desktop_app.core.codes import plain_code
from desktop_app.core.data import Case, Datum, Key, Origin, Period, State
from desktop_app.core.entry import Entry, kept_note, misplaced, read_entry
from desktop_app.core.model import Model
from desktop_app.core.pack import Item, ItemKind
from desktop_app.core.problems import Problem, Where, problem
from desktop_app.core.units import show_unit
from desktop_app.exchange.clipboard_table import LeftOut
from desktop_app.exchange.returned_book import (
    MARK_MONTH,
    Exported,
    ReturnedCell,
    ReturnedSheet,
    exported_in,
    read_returned,
)
from desktop_app.exchange.sheet_map import address
from desktop_app.i18n import _, translate

Step = Callable[[float], object]
_ANSWER: Final = 1
"""The column of an answer: it is written over the first months."""

NOT_OURS: Final = "returned.not_ours"
OTHER_ENTERPRISE: Final = "returned.other_enterprise"


@dataclass(frozen=True, slots=True)
class Change:
    """One datum the workbook changes: texts as in the cells, and what would be stored.

    `before` is what the workbook carried, `ours` what the case says now; they differ in a clash.
    """

    name: str
    where: str
    sheet: str
    cell: str
    unit: str
    before: str
    after: str
    ours: str
    entries: tuple[Entry, ...]

    @property
    def clash(self) -> bool:
        """Whether the case was changed since the export, and to something else."""
        return not alike(self.before, self.ours)


@dataclass(frozen=True, slots=True)
class ReturnPlan:
    """What an import would store, and what of the file it leaves out; `same` is already so."""

    changes: tuple[Change, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    same: int = 0

    @property
    def clashes(self) -> tuple[Change, ...]:
        """The changes somebody has to decide on."""
        return tuple(one for one in self.changes if one.clash)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is left out, each with its sheet and, where it is of one, its row or cell."""
        return tuple(_placed(one) for one in self.left_out)

    def entries(self, taken: Callable[[Change], bool]) -> tuple[Entry, ...]:
        """What is to be stored of the changes that are taken; a later one of a key counts."""
        chosen = {e.key: e for one in self.changes if taken(one) for e in one.entries}
        return tuple(chosen.values())


def _placed(one: LeftOut) -> Problem:
    path = address(one.row, one.column) if one.row else ""
    return Problem(one.problem.code, Where(one.sheet, path), one.problem.args)


@dataclass(frozen=True, slots=True)
class ReturnedBook:
    """An edited workbook: its sheets and what it tells of its export."""

    name: str
    sheets: tuple[ReturnedSheet, ...]
    exported: Exported


def recognised(book: LedgerBook) -> ReturnedBook | tuple[Problem, ...] | None:
    """The workbook, if it is one we exported and needs no mapping; None for any other."""
    found = returned_book(book.name, book.sheets)
    foreign = isinstance(found, tuple) and any(one.code == NOT_OURS for one in found)
    return None if foreign else found


def read_workbook(path: Path, step: Step = unwatched) -> ReturnedBook | tuple[Problem, ...]:
    """The workbook in a file, or every reason against it. `step` may raise to stop."""
    book = read_ledger_book(path, step)
    if isinstance(book, tuple):
        return book
    return returned_book(book.name, book.sheets)


def returned_book(name: str, sheets: Sequence[SheetGrid]) -> ReturnedBook | tuple[Problem, ...]:
    """The same of sheets that are read already."""
    exported = exported_in([sheet.grid for sheet in sheets])
    if isinstance(exported, Problem):
        return (exported.at(name),)
    kept = tuple(ReturnedSheet(one.name, one.grid, one.formulas, one.empty) for one in sheets)
    if exported is None:
        exported = _of_older_version()
        if any(
            one.problem.code == "returned.no_data_sheet"
            for one in read_returned(kept, exported).left_out
        ):
            return (problem(NOT_OURS, name),)
    return ReturnedBook(name, kept, exported)


def _of_older_version() -> Exported:
    """What is known of a workbook that carries nothing: the heads and words of this language."""
    from desktop_app.reports.workbook.data_sheet import data_heads  # openpyxl takes long to load
    from desktop_app.reports.workbook.options_sheet import not_applicable

    words = {"n.a.": not_applicable(), "estimated": _("估算")}
    return Exported(words=words, heads=data_heads(), known=False)


def plan_return(
    book: ReturnedBook, case: Case, model: Model, *, anyway: bool = False
) -> ReturnPlan | tuple[Problem, ...]:
    """What the workbook would change in a case; refused when it is another one's.

    `anyway` lets pass a workbook of an enterprise that is called otherwise.
    """
    refused = _refused(book, case, anyway=anyway)
    if refused is not None:
        return (refused,)
    returned = read_returned(book.sheets, book.exported)
    planner = _Planner(case, model, book.exported)
    for row in _rows_of(returned.cells):
        planner.row(row)
    left_out = [*returned.left_out, *planner.finish()]
    if not book.exported.known:
        left_out.insert(0, LeftOut(0, 0, problem("returned.older")))
    if returned.gone:
        left_out.append(LeftOut(0, 0, problem("returned.rows_gone", count=returned.gone)))
    return ReturnPlan(tuple(planner.changes), tuple(left_out), planner.same)


def _refused(book: ReturnedBook, case: Case, *, anyway: bool) -> Problem | None:
    exported, own = book.exported, case.enterprise
    if not exported.known:
        return None
    if exported.year != case.year:
        return problem("returned.other_year", book.name, found=exported.year, year=case.year)
    codes = plain_code(exported.uscc), plain_code(own.uscc)
    same = codes[0] == codes[1] if all(codes) else exported.enterprise == own.name
    if same or anyway:
        return None
    return problem(OTHER_ENTERPRISE, book.name, found=exported.enterprise, name=own.name)


def _rows_of(cells: Sequence[ReturnedCell]) -> list[list[ReturnedCell]]:
    rows: dict[tuple[str, int], list[ReturnedCell]] = {}
    for cell in cells:
        rows.setdefault((cell.sheet, cell.row), []).append(cell)
    return list(rows.values())


@dataclass(slots=True)
class _Planner:
    """Compares row by row and collects changes."""

    case: Case
    model: Model
    exported: Exported
    changes: list[Change] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    same: int = 0
    formulas: int = 0

    def row(self, cells: Sequence[ReturnedCell]) -> None:
        """The changes of one row."""
        key, record, _month = cells[0].place
        item = self.model.items.get(key)
        changed = [cell for cell in cells if self._moved(cell, item)]
        if item is None:
            if changed and any(cell.text for cell in changed):
                self._leave(cells[0], problem("returned.item_unknown", item=key))
            return
        wrong = self._row_wrong(item, record, cells[0]) if changed else None
        if wrong is not None:
            self._leave(changed[0], wrong)
            return
        mark = next((cell for cell in cells if cell.place[2] == MARK_MONTH), None)
        estimated = mark is not None and alike(mark.text, self.exported.words.get("estimated", ""))
        for cell in changed:
            if cell is not mark:
                self._value(item, cell, estimated=estimated)
        if mark is not None and mark in changed:
            self._mark(item, mark, estimated=estimated)

    def finish(self) -> list[LeftOut]:
        """What is left out, with what is to be said of the whole."""
        found = list(self.left_out)
        if self.formulas:
            taken = problem("returned.formulas_taken", count=self.formulas)
            found.append(LeftOut(0, 0, taken))
        return found

    # one cell

    def _before(self, cell: ReturnedCell, item: Item | None) -> str:
        """What the cell said at the export; of an older workbook, what the case says now."""
        if self.exported.known or item is None:
            return self.exported.cells.get(cell.place, "")
        return self._ours(item, cell)

    def _ours(self, item: Item, cell: ReturnedCell) -> str:
        """What the cell would say of the case as it is now."""
        key, record, month = cell.place
        if month == MARK_MONTH:
            data = self._data(key, record)
            marked = any(one.state is State.ESTIMATED for one in data)
            return self.exported.words.get("estimated", "") if marked else ""
        datum = self._datum(item, record, month)
        word = self.exported.words.get("n.a.", "")
        return cell_text(item, datum, word, self._labels(item))

    def _moved(self, cell: ReturnedCell, item: Item | None) -> bool:
        """Whether a cell says something else; beside an answer there is nothing to say."""
        answer = item is not None and item.kind is not ItemKind.AMOUNT
        if answer and cell.place[2] not in (_ANSWER, MARK_MONTH):
            return False
        return not alike(cell.text, self._before(cell, item))

    def _value(self, item: Item, cell: ReturnedCell, *, estimated: bool) -> None:
        entry = self._entry(item, cell, estimated=estimated)
        read = read_entry(item, entry)
        if isinstance(read, Problem):
            self._leave(cell, read)
            return
        ours = self._ours(item, cell)
        if alike(ours, cell.text):
            self.same += 1
            return
        if cell.formula:
            self.formulas += 1
        self._add(item, cell, ours, (entry,), entry.key.period)

    def _mark(self, item: Item, cell: ReturnedCell, *, estimated: bool) -> None:
        """The mark 估算 put or taken away: the whole row is stored in that state."""
        ours = self._ours(item, cell)
        if alike(ours, cell.text) or (cell.text and not estimated):
            self.same += alike(ours, cell.text)
            return
        state = State.ESTIMATED if estimated else State.GIVEN
        data = self._data(item.key, cell.place[1])
        entries = tuple(
            self._stated(one, state) for one in data if one.state in (State.GIVEN, State.ESTIMATED)
        )
        if entries:
            self._add(item, cell, ours, entries, None)

    def _add(
        self,
        item: Item,
        cell: ReturnedCell,
        ours: str,
        entries: tuple[Entry, ...],
        period: Period | None,
    ) -> None:
        record = cell.place[1]
        name = translate(item.name)
        if record:
            name = _("{name}（{detail}）").format(name=name, detail=record)
        unit = show_unit(item.unit) if item.kind is ItemKind.AMOUNT and period else ""
        where = str(period) if period else _("标注")
        before, after = self._before(cell, item), tidy(cell.text)
        self.changes.append(
            Change(name, where, cell.sheet, cell.address, unit, before, after, ours, entries)
        )

    def _entry(self, item: Item, cell: ReturnedCell, *, estimated: bool) -> Entry:
        _key, record, month = cell.place
        old = self._datum(item, record, month)
        period = Period(self.case.year, month if item.kind is ItemKind.AMOUNT else 0)
        key = old.key if old is not None else Key(item.key, period, record)
        if cell.text and cell.text == self.exported.words.get("n.a."):
            reason = cell.why or _("在导出的工作簿中标为不适用")
            return Entry(key, "", "", State.NA, reason, origin=Origin.IMPORTED)
        state = State.ESTIMATED if estimated and cell.text else State.GIVEN
        text = self._option(item, tidy(cell.text))
        unit = item.unit if item.kind is ItemKind.AMOUNT else ""
        return Entry(key, text, unit, state, note=kept_note(old), origin=Origin.IMPORTED)

    # the case and the pack

    def _datum(self, item: Item, record: str, month: int) -> Datum | None:
        """The datum behind a cell; an answer stands at whatever period it was given for."""
        if item.kind is not ItemKind.AMOUNT:
            return next(reversed(self._data(item.key, record)), None)
        return self.case.data.get(Key(item.key, Period(self.case.year, month), record))

    def _data(self, item: str, record: str) -> list[Datum]:
        data = self.case.data
        keys = sorted(key for key in data if key.item == item and key.record == record)
        return [data[key] for key in keys]

    def _labels(self, item: Item) -> Mapping[str, str]:
        """The labels of an item's options by id, as they were exported or else as they are."""
        known = self.exported.options.get("" if item.kind is ItemKind.YESNO else item.key)
        if known:
            return known
        if item.kind is ItemKind.YESNO:
            return {"yes": _("是"), "no": _("否")}
        return {option.id: translate(option.text) for option in item.options}

    def _option(self, item: Item, text: str) -> str:
        """The option id of a label; any other text as it is."""
        if item.kind not in (ItemKind.CHOICE, ItemKind.YESNO):
            return text
        ids = {label: option for option, label in self._labels(item).items()}
        return ids.get(text, text)

    def _row_wrong(self, item: Item, record: str, cell: ReturnedCell) -> Problem | None:
        """Why nothing of a row can be taken: it has no place in the case, or another unit."""
        key = Key(item.key, Period(self.case.year), record)
        unfit = misplaced(item, key, self.case.year, self.case.records)
        if unfit is not None or not cell.unit or item.kind is not ItemKind.AMOUNT:
            return unfit
        own = show_unit(item.unit)
        if cell.unit in (own, item.unit):
            return None
        name = translate(item.name)
        return problem("returned.unit_changed", name=name, before=own, now=cell.unit)

    def _stated(self, datum: Datum, state: State) -> Entry:
        text = datum.raw or datum.text
        if datum.value is not None:
            text = f"{datum.value:f}"
        return Entry(datum.key, text, datum.unit, state, note=datum.note, origin=Origin.IMPORTED)

    def _leave(self, cell: ReturnedCell, found: Problem) -> None:
        self.left_out.append(LeftOut(cell.row, cell.column, replace(found), cell.sheet))
