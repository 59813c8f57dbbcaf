"""The table inside the paste preview: one line per item, old and new in every cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from PySide6.QtCore import (
    QAbstractTableModel,
    QLineF,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
)
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_app.core.data import Datum, Key, State
from desktop_app.core.entry import Entry, read_entry
from desktop_app.core.pack import Item
from desktop_app.core.problems import Problem
from desktop_app.core.units import show_unit
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.drawing import ground
from desktop_app.ui.icons import draw_icon
from desktop_app.ui.ledger.cells import (
    Look,
    column_title,
    datum_cell,
    one_line,
    say,
    value_of,
)
from desktop_app.ui.theme import Theme, Type

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX: Final = QModelIndex()
ROW_HEIGHT: Final = 44


class Effect(StrEnum):
    """What a pasted cell does."""

    FILL = "fill"
    CHANGE = "change"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Change:
    """One pasted cell: what is typed, what it was and what it becomes, ready for display.

    `held` tells that something is stored there already.
    """

    entry: Entry
    effect: Effect
    old: str
    new: str
    problem: str = ""
    held: bool = False


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """The changes of one item by month (0: the year)."""

    item: str
    name: str
    unit: str
    added: bool
    changes: dict[int, Change]


class Previewed(Protocol):
    """What a preview asks of the ledgers a change is for."""

    @property
    def items(self) -> Sequence[Item]:
        """All items, in the order of the form."""

    def item_of(self, key: str) -> Item:
        """An item."""

    def unit_of(self, key: str) -> str:
        """The unit an item is shown in."""

    def stored(self, key: Key) -> Datum | None:
        """What is stored at a key."""

    def row_of(self, key: str) -> int:
        """-1 for an item that has no row yet."""


def preview_rows(model: Previewed, entries: Sequence[Entry]) -> tuple[PreviewRow, ...]:
    """What entries would do, item by item in the order of the form."""
    place = {item.key: at for at, item in enumerate(model.items)}
    rows: dict[str, PreviewRow] = {}
    for entry in sorted(entries, key=lambda entry: place[entry.key.item]):
        key = entry.key.item
        if key not in rows:
            name = translate(model.item_of(key).name)
            rows[key] = PreviewRow(key, name, model.unit_of(key), model.row_of(key) < 0, {})
        rows[key].changes[entry.key.period.month] = _change(model, entry)
    return tuple(rows.values())


def _change(model: Previewed, entry: Entry) -> Change:
    item, unit = model.item_of(entry.key.item), model.unit_of(entry.key.item)
    old = model.stored(entry.key)
    shown = datum_cell(old, item, unit).text if old is not None else _("未填")
    found = read_entry(item, entry)
    if isinstance(found, Problem):
        typed = one_line(entry.text)
        return Change(entry, Effect.REFUSED, shown, typed, say(found), old is not None)
    new = datum_cell(found, item, unit)
    text = f"≈ {new.text}" if new.look is Look.ESTIMATED else new.text
    if found.state is State.BLANK:
        text = _("未填")
    return Change(entry, _effect(item, old, found), shown, text, held=old is not None)


def _effect(item: Item, old: Datum | None, new: Datum) -> Effect:
    """The same amount in another unit is no change."""
    if old is None:
        return Effect.SAME if new.state is State.BLANK else Effect.FILL
    amounts = [value_of(datum, item, item.unit) for datum in (old, new)]
    same = (old.text, old.state) == (new.text, new.state) and amounts[0] == amounts[1]
    return Effect.SAME if same else Effect.CHANGE


class PasteModel(QAbstractTableModel):
    """Rows of a preview; the first column carries the tick."""

    def __init__(self, rows: Sequence[PreviewRow], year: int, parent: QObject) -> None:
        super().__init__(parent)
        self.rows = tuple(rows)
        self._year = year
        months = {month for row in rows for month in row.changes}
        self.months = (*sorted(months - {0}), *sorted(months & {0}))
        self._ticked = [True] * len(self.rows)
        #: Whether cells that hold something already are left as they are.
        self.only_fill = False

    def set_only_fill(self, *, only: bool) -> None:
        """Leave cells that hold something already as they are, or change them, too."""
        self.only_fill = only
        last = self.index(len(self.rows) - 1, len(self.months))
        self.dataChanged.emit(self.index(0, 0), last)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries of the ticked rows that would do something."""
        return tuple(
            change.entry
            for row, ticked in zip(self.rows, self._ticked, strict=True)
            if ticked
            for change in row.changes.values()
            if change.effect is not Effect.SAME and not self.spared(change)
        )

    def spared(self, change: Change) -> bool:
        """Whether a cell keeps what it holds because only empty ones are to be filled."""
        return self.only_fill and change.held

    def count(self, effect: Effect) -> int:
        """How many ticked cells do this."""
        ticked = (row for row, on in zip(self.rows, self._ticked, strict=True) if on)
        return sum(
            change.effect is effect and not self.spared(change)
            for row in ticked
            for change in row.changes.values()
        )

    def ticked(self, row: int) -> bool:
        """Whether a row is to be stored."""
        return self._ticked[row]

    def toggle(self, row: int) -> None:
        """Tick or untick a row."""
        self._ticked[row] = not self._ticked[row]
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.months)))

    def change(self, row: int, column: int) -> Change | None:
        """The change of a cell; the first column has none."""
        return self.rows[row].changes.get(self.months[column - 1]) if column else None

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """One row per item."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        """The item, then every month that occurs."""
        return 0 if parent.isValid() else 1 + len(self.months)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Texts for screen readers and tips; the delegate reads `change` itself."""
        change = self.change(index.row(), index.column())
        if change is None:
            named = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return self.rows[index.row()].name if named and index.column() == 0 else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return change.problem
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{change.old} → {change.new} {change.problem}".strip()
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | int | None:
        """Months across."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_RIGHT if section else _LEFT)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if section == 0:
            return _("品种")
        month = self.months[section - 1]
        return column_title(month - 1, self._year) if month else _("全年")


class PasteDelegate(QStyledItemDelegate):
    """Paints old above new; what is refused in red, what stays the same in grey."""

    def __init__(self, model: PasteModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, hairline, and the two lines of the cell."""
        worn = theme.current()
        box = QRectF(option.rect)  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        row, column = index.row(), index.column()
        on = self._model.ticked(row)
        painter.save()
        painter.fillRect(box, worn.colour("surface"))
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, worn.colour("tint"))
        painter.setPen(worn.colour("border"))
        painter.drawLine(QLineF(box.left(), box.bottom() - 0.5, box.right(), box.bottom() - 0.5))
        painter.setOpacity(1 if on else 0.4)
        if column == 0:
            _draw_name(painter, worn, box, self._model.rows[row], on=on)
        else:
            change = self._model.change(row, column)
            if change is not None:
                painter.setOpacity(1 if on and not self._model.spared(change) else 0.4)
                _draw_change(painter, worn, box, change)
        painter.restore()


_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def _draw_name(painter: QPainter, worn: Theme, box: QRectF, row: PreviewRow, *, on: bool) -> None:
    side = worn.px(16)
    tick = QRectF(box.left() + worn.px(10), box.center().y() - side / 2, side, side)
    fill = worn.colour("accent" if on else "surface")
    ground(painter, tick, fill, worn.colour("accent" if on else "outline"), worn.px(4))
    if on:
        draw_icon(painter, tick.adjusted(2, 2, -2, -2), "check", worn.hex("on_accent"))
    words = box.adjusted(worn.px(36), worn.px(4), -worn.px(6), -worn.px(4))
    upper, lower = _halves(words)
    painter.setFont(worn.font(Type.SMALL, bold=True))
    painter.setPen(worn.colour("text"))
    painter.drawText(upper, _LEFT, _fit(painter, row.name, upper))
    painter.setFont(worn.font(Type.SMALL))
    painter.setPen(worn.colour("muted"))
    unit = show_unit(row.unit)
    painter.drawText(lower, _LEFT, f"{unit}  {_('将添加')}" if row.added else unit)


def _draw_change(painter: QPainter, worn: Theme, box: QRectF, change: Change) -> None:
    words = box.adjusted(worn.px(6), worn.px(4), -worn.px(8), -worn.px(4))
    upper, lower = _halves(words)
    small = worn.font(Type.SMALL)
    if change.effect is Effect.SAME:
        painter.setFont(small)
        painter.setPen(worn.colour("muted"))
        painter.drawText(words, _RIGHT, change.new)
        return
    struck = QFont(small)
    struck.setStrikeOut(change.effect is Effect.CHANGE)
    painter.setFont(struck)
    painter.setPen(worn.colour("muted"))
    painter.drawText(upper, _RIGHT, change.old)
    refused = change.effect is Effect.REFUSED
    painter.setFont(worn.font(Type.SMALL, bold=True))
    painter.setPen(worn.colour("level_below" if refused else "text"))
    shown = f"? {change.new}" if refused else f"→ {change.new}"
    painter.drawText(lower, _RIGHT, _fit(painter, shown, lower))


def _halves(box: QRectF) -> tuple[QRectF, QRectF]:
    half = box.height() / 2
    return box.adjusted(0, 0, 0, -half), box.adjusted(0, half, 0, 0)


def _fit(painter: QPainter, text: str, box: QRectF) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
