"""The ledger as a table model: rows are items, columns January to December, year, last year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from desktop_app.core.arithmetic import is_sum, work_out
from desktop_app.core.changes import Changes
from desktop_app.core.consistency.finding import Finding
from desktop_app.core.data import Datum, Key, Origin, State
from desktop_app.core.entry import Entry, kept_note
from desktop_app.core.evidence import Evidence
from desktop_app.core.numbers import plain
from desktop_app.core.pack import ItemKind
from desktop_app.core.units import show_unit
from desktop_app.i18n import _, translate
from desktop_app.ui.ledger.beside import explained, month_beside, to_explain
from desktop_app.ui.ledger.cells import (
    COLUMNS,
    DEVIATION_COLUMN,
    LAST_COLUMN,
    YEAR_COLUMN,
    Cell,
    Look,
    column_title,
    datum_cell,
    deviation_cell,
    in_unit,
    last_cell,
    one_line,
    row_data,
    say,
    value_of,
    year_cell,
)
from desktop_app.ui.ledger.proofs import changed_items, proof_words, proofs_by_key
from desktop_app.ui.ledger.rows import NO_INDEX, LedgerRows

Index = QModelIndex | QPersistentModelIndex


class LedgerModel(LedgerRows):
    """The items of one section with their figures, and what typing into a cell does."""

    _to_explain: Mapping[str, Finding] = MappingProxyType({})
    _proofs: Mapping[Key, str] = MappingProxyType({})
    _proofs_of: tuple[Evidence, ...] = ()

    # what asks for a reason

    def take_findings(self, found: Iterable[Finding]) -> None:
        """Show what the rules found beside last year."""
        old, self._to_explain = self._to_explain, to_explain(found)
        keys = old.keys() | self._to_explain.keys()
        self._touch(key for key in keys if old.get(key) != self._to_explain.get(key))

    def finding(self, row: int) -> Finding | None:
        """What the rules found about a row beside last year."""
        return self._to_explain.get(self._rows[row])

    # cells

    def refused(self, row: int, column: int) -> bool:
        """Whether a cell holds a text that could not be read."""
        return self.key(row, column) in self._bridge.pending

    def key(self, row: int, column: int) -> Key | None:
        """The datum a cell stands for, None for figures of last year."""
        if column > YEAR_COLUMN:
            return None
        return Key(self._rows[row], self.period(0 if column == YEAR_COLUMN else column + 1))

    def datum(self, row: int, column: int) -> Datum | None:
        """What is stored for a cell."""
        key = self.key(row, column)
        return None if key is None else self.stored(key)

    def stored(self, key: Key) -> Datum | None:
        """What is stored at a key."""
        return self._bridge.case.data.get(key)

    def cell(self, row: int, column: int) -> Cell:
        """What a cell shows."""
        kept = self._cells.setdefault(self._rows[row], [None] * COLUMNS)
        found = kept[column]
        if found is None:
            cell, key = self._make(row, column), self.key(row, column)
            proofs = self.proofs.get(key, "") if key is not None else ""
            found = kept[column] = replace(cell, proofs=proofs) if proofs else cell
        return found

    @property
    def proofs(self) -> Mapping[Key, str]:
        """The numbers of the documents that support each datum."""
        evidence = self._bridge.case.evidence
        if evidence is not self._proofs_of:
            self._proofs_of, self._proofs = evidence, proofs_by_key(evidence)
        return self._proofs

    def _make(self, row: int, column: int) -> Cell:
        cell = self._make_plain(row, column)
        if column == DEVIATION_COLUMN:
            return explained(cell, self._to_explain.get(self._rows[row]))
        if not self._beside or column >= YEAR_COLUMN:
            return cell
        item = self.item(row)
        month = next((d for d in self._before(item) if d.key.period.month == column + 1), None)
        return month_beside(cell, item, self.unit(row), self.datum(row, column), month)

    def _make_plain(self, row: int, column: int) -> Cell:
        item, unit, case = self.item(row), self.unit(row), self._bridge.case
        key = self.key(row, column)
        pending = self._bridge.pending.get(key) if key is not None else None
        if pending is not None:
            held = self.datum(row, column)
            was = datum_cell(held, item, unit).text if held is not None else ""
            remark = _("改好之前仍按原来的 {value} 计。").format(value=was) if was else ""
            return Cell(Look.REFUSED, one_line(pending.text), say(pending.problem), remark)
        if column < YEAR_COLUMN:
            if item.cadence != "month":
                return Cell(Look.CLOSED)
            datum = self.datum(row, column)
            if datum is None and self.datum(row, YEAR_COLUMN) is not None:
                return Cell(Look.OPEN)
            return datum_cell(datum, item, unit)
        data = row_data(case.data, item, case.year)
        if column == YEAR_COLUMN:
            return year_cell(item, unit, data)
        before = self._before(item)
        if column == LAST_COLUMN:
            return last_cell(item, unit, before)
        return deviation_cell(item, data, before)

    def only_years(self) -> bool:
        """Whether there are figures, and none of them stands in a month."""
        columns = range(YEAR_COLUMN)
        months = any(
            self.datum(row, column) is not None
            for row in range(self.rowCount())
            for column in columns
        )
        years = (self.datum(row, YEAR_COLUMN) is not None for row in range(self.rowCount()))
        return not months and any(years)

    def number(self, row: int, column: int) -> Decimal | None:
        """The figure of a cell in the unit of its row, exactly."""
        datum = self.datum(row, column)
        if datum is None and column != YEAR_COLUMN:
            return None
        item, unit = self.item(row), self.unit(row)
        if datum is not None and not (column == YEAR_COLUMN and self.summed(row)):
            return value_of(datum, item, unit)
        found = self._bridge.evaluation.inputs.get(item.key)
        number = found.value.number if found is not None else None
        return None if number is None else in_unit(number, item.unit, unit)

    def months_before(self, row: int) -> dict[int, Decimal]:
        """Last year's figures of the months in the unit of the row, where there are any."""
        item, unit = self.item(row), self.unit(row)
        found = {d.key.period.month: value_of(d, item, unit) for d in self._before(item)}
        return {month: value for month, value in found.items() if month and value is not None}

    def summed(self, row: int) -> bool:
        """Whether the year of a row is made from its months."""
        key, data = self._rows[row], self._bridge.case.data
        return any(Key(key, self.period(month)) in data for month in range(1, 13))

    def editable(self, row: int, column: int) -> bool:
        """Whether a cell can be typed into; a year made from months cannot."""
        if column > YEAR_COLUMN:
            return False
        if column == YEAR_COLUMN:
            return not self.summed(row)
        return self.item(row).cadence == "month"

    def edit_text(self, row: int, column: int) -> str:
        """What the editor of a cell starts with: as typed if refused, else the exact figure."""
        key = self.key(row, column)
        pending = self._bridge.pending.get(key) if key is not None else None
        if pending is not None:
            return pending.text
        datum = self.datum(row, column)
        if datum is None or datum.state is State.NA:
            return ""
        typed_here = is_sum(datum.raw) and datum.unit == self.unit(row)
        if typed_here and work_out(datum.raw) == datum.value:
            return datum.raw.strip()
        value = value_of(datum, self.item(row), self.unit(row))
        return plain(value) if value is not None else self.cell(row, column).text

    # verbs

    def entry(self, row: int, column: int, text: str, origin: Origin = Origin.TYPED) -> Entry:
        """What typing `text` into a cell means."""
        key = self.key(row, column)
        assert key is not None  # noqa: S101 - only cells that can be typed into come here
        amount = self.item(row).kind is ItemKind.AMOUNT
        return Entry(
            key,
            text,
            self.unit(row) if amount else "",
            note=kept_note(self.datum(row, column)),
            origin=origin,
        )

    def type_into(self, row: int, column: int, text: str) -> None:
        """Store what was typed into a cell, unless it is what was there."""
        key = self.key(row, column)
        if text == self.edit_text(row, column) and key not in self._bridge.pending:
            return
        self.enter([self.entry(row, column, text)], self.label(row, column))

    def enter(self, entries: Sequence[Entry], label: str) -> None:
        """Store entries as one undo step and show what was refused where it was typed."""
        self._bridge.enter(entries, label)
        self._touch(entry.key.item for entry in entries)

    def clear(self, cells: Iterable[tuple[int, int]], label: str) -> None:
        """Make cells blank, those that can be typed into and a typed year beside months."""
        keys = [key for row, column in cells if (key := self._clearable(row, column)) is not None]
        self._bridge.clear(keys, label)
        self._touch(key.item for key in keys)

    def _clearable(self, row: int, column: int) -> Key | None:
        key = self.key(row, column)
        held = key in self._bridge.case.data or key in self._bridge.pending
        return key if held else None

    def label(self, row: int, column: int) -> str:
        """The name of the undo step of typing into a cell."""
        name = translate(self.item(row).name)
        if column == YEAR_COLUMN:
            return _("填写 {name} 全年").format(name=name)
        return _("填写 {name} {month} 月").format(name=name, month=column + 1)

    # after edits

    def refresh(self, changes: Changes | None) -> None:
        """Show what an edit changed; None or other packs: everything."""
        if changes is None or changes.structural:
            self.reload()
            return
        before = self._proofs
        self._touch(changes.items | changed_items(before, self.proofs))

    # Qt

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """One row per item shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """Twelve months, the year, last year and the change."""
        return 0 if parent.isValid() else COLUMNS

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell can be selected; some can be typed into."""
        return _TYPED if self.editable(index.row(), index.column()) else _SHOWN

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Text, tip and what a screen reader says; the delegate reads `cell` itself."""
        if role not in _ROLES:
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.EditRole:
            return self.edit_text(row, column)
        cell = self.cell(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            parts = (cell.problem, cell.remark, proof_words(cell.proofs))
            return "\n".join(part for part in parts if part)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, column, cell)
        return cell.text

    def setData(
        self,
        index: Index,
        value: object,
        role: int = Qt.ItemDataRole.EditRole,
    ) -> bool:
        """Store what an editor was left with."""
        self.type_into(index.row(), index.column(), str(value))
        return True

    def _spoken(self, row: int, column: int, cell: Cell) -> str:
        words = {Look.BLANK: _("未填"), Look.NA: _("不适用"), Look.ESTIMATED: _("估算")}
        parts = (
            translate(self.item(row).name),
            column_title(column, self.year),
            words.get(cell.look, ""),
            cell.text,
            show_unit(self.unit(row)) if cell.text and column != DEVIATION_COLUMN else "",
            _("上年 {value}").format(value=cell.last) if cell.last else "",
            cell.change,
            cell.problem,
            proof_words(cell.proofs),
        )
        return " ".join(part for part in parts if part)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """Months across, items down."""
        if orientation is Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if role == Qt.ItemDataRole.DisplayRole:
                return column_title(section, self.year)
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            item = self.item(section)
            return "\n".join(part for part in (translate(item.name), translate(item.hint)) if part)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{translate(self.item(section).name)} {show_unit(self.unit(section))}"
        return None


_SHOWN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_TYPED = _SHOWN | Qt.ItemFlag.ItemIsEditable
_ROLES = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.EditRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
    }
)
