"""The list of repeating records: many of them can be searched and put in another order."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop_app.core.data import Record
from desktop_app.core.pack import Field, RecordKind
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.search_field import SearchField
from desktop_app.ui.components.select import Select
from desktop_app.ui.reading import folded, is_read_as, order_of

_WIDTH: Final = 180
_MANY: Final = 8
"""From so many records on, looking for one takes longer than typing its name."""
_ID: Final = Qt.ItemDataRole.UserRole
_ADDED, _NUMBER, _NAME = "", "#number", "#name"

Rank: TypeAlias = Callable[[Record], tuple[object, ...]]


class RecordList(QWidget):
    """Records of one kind by number and name; the search and the order come with many of them.

    Signals:
        changed(): another record is current.
    """

    changed = Signal()

    def __init__(self, kind: RecordKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._records: tuple[Record, ...] = ()
        name = translate(kind.name)
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        self.search = SearchField(_("查找{kind}").format(kind=name))
        self.order = Select(_orders(kind), _("排列"))
        self.order.choose(_ADDED)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(8))
        for part in (self.search, self.order, self.list):
            column.addWidget(part)
        self.setFixedWidth(theme.current().px(_WIDTH))
        self.search.searched.connect(lambda _text: self._refill())
        self.order.chosen.connect(lambda _key: self._refill())
        self.list.currentItemChanged.connect(lambda _now, _before: self.changed.emit())

    @property
    def current(self) -> str:
        """The number of the record shown, empty for none."""
        item = self.list.currentItem()
        return str(item.data(_ID)) if self.list.currentRow() >= 0 else ""

    def fill(self, records: Sequence[Record]) -> None:
        """Show these records; what was current stays so, or its neighbour."""
        self._records = tuple(records)
        many = len(records) >= _MANY
        if not many:
            self.search.clear()
            self.order.choose(_ADDED)
        self.search.setVisible(many)
        self.order.setVisible(many)
        self._refill()

    def choose(self, record_id: str) -> bool:
        """Make a record current; a search that hides it is given up."""
        if self._go_to(record_id):
            return True
        if not any(record.id == record_id for record in self._records):
            return False
        self.search.clear()
        self._refill()
        return self._go_to(record_id)

    def _go_to(self, record_id: str) -> bool:
        for row in range(self.list.count()):
            if self.list.item(row).data(_ID) == record_id:
                self.list.setCurrentRow(row)
                return True
        return False

    def _refill(self) -> None:
        kept, row = self.current, self.list.currentRow()
        self.list.blockSignals(True)
        self.list.clear()
        for record in self._shown():
            entry = QListWidgetItem(_title(record))
            entry.setData(_ID, record.id)
            self.list.addItem(entry)
        if not (kept and self._go_to(kept)) and self.list.count():
            self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))
        self.list.blockSignals(False)
        if self.current != kept:
            self.changed.emit()

    def _shown(self) -> list[Record]:
        typed = self.search.text().strip()
        found = [one for one in self._records if not typed or self._says(one, typed)]
        rank = _rank(self.order.key, self._kind)
        return sorted(found, key=rank) if rank is not None else found

    def _says(self, record: Record, typed: str) -> bool:
        said = [record.id, record.name, *(_choice(record, one) for one in self._kind.fields)]
        looked = folded(typed)
        return any(looked in folded(text) for text in said) or is_read_as(record.name, typed)


def _orders(kind: RecordKind) -> list[tuple[str, str]]:
    """As added, by number, by name, and by everything that is chosen from a list."""
    chosen = [(one.id, translate(one.name)) for one in kind.fields if one.options]
    by = [(key, _("按{name}排列").format(name=name)) for key, name in chosen]
    known = [(_ADDED, _("按登记先后")), (_NUMBER, _("按编号")), (_NAME, _("按名称"))]
    return [*known, *by]


def _rank(order: str, kind: RecordKind) -> Rank | None:
    if order == _NUMBER:
        return lambda record: natural(record.id)
    if order == _NAME:
        return lambda record: order_of(record.name)
    field = next((one for one in kind.fields if one.id == order), None)
    if field is None:
        return None
    place = {option.id: at for at, option in enumerate(field.options)}
    return lambda record: (place.get(record.fields.get(field.id, ""), len(place)),)


def natural(text: str) -> tuple[object, ...]:
    """What to sort numbers of records by: DA2 stands before DA10."""
    parts = re.split(r"([0-9]+)", folded(text))
    return tuple((int(part), "") if at % 2 else (-1, part) for at, part in enumerate(parts))


def _choice(record: Record, field: Field) -> str:
    """What a field of a record says, as it is shown."""
    said = record.fields.get(field.id, "")
    text = next((option.text for option in field.options if option.id == said), "")
    return translate(text) if text else said


def _title(record: Record) -> str:
    """Number and name; a number that the name repeats is not said twice."""
    return record.name if record.id in record.name else f"{record.id}  {record.name}"
