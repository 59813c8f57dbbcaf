"""Which items of a section have a row in the ledger, in which order, and in which unit."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject

from desktop_app.core.data import Datum, Key, Period
from desktop_app.core.pack import Item
from desktop_app.core.units import alternatives
from desktop_app.i18n import _, translate
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.ledger.cells import COLUMNS, Cell, row_data

NO_INDEX = QModelIndex()


class LedgerRows(QAbstractTableModel):
    """The rows of a ledger. Listed items have one once they have data or were added."""

    def __init__(self, bridge: Bridge, section: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.section = section
        self._items: dict[str, Item] = {}
        self._order: dict[str, int] = {}
        self._rows: list[str] = []
        self._row_of: dict[str, int] = {}
        self._cells: dict[str, list[Cell | None]] = {}
        self._units: dict[str, str] = {}
        self._beside = False
        self.reload()

    @property
    def year(self) -> int:
        """The reporting year."""
        return self._bridge.case.year

    def period(self, month: int) -> Period:
        """A month of the reporting year, 0 for the whole of it."""
        return Period(self.year, month)

    # rows

    def reload(self) -> None:
        """Read everything anew."""
        self.beginResetModel()
        items = self._bridge.model.items.values()
        self._items = {item.key: item for item in items if item.section == self.section}
        self._order = {key: place for place, key in enumerate(self._items)}
        self._cells.clear()
        self._units.clear()
        self._rows = [key for key, item in self._items.items() if self._belongs(item)]
        self._number()
        self.endResetModel()

    def _number(self) -> None:
        self._row_of = {key: row for row, key in enumerate(self._rows)}

    def _belongs(self, item: Item) -> bool:
        if not item.listed or item.key in self._bridge.listed:
            return True
        if self._beside and self._before(item):
            return True
        keys = [Key(item.key, self.period(month)) for month in range(13)]
        return any(key in self._bridge.case.data or key in self._bridge.pending for key in keys)

    # last year

    @property
    def beside(self) -> bool:
        """Whether last year stands under every figure, and its items have their rows."""
        return self._beside

    def show_beside(self, *, beside: bool) -> None:
        """Show last year under every figure, or no more."""
        if beside != self._beside:
            self._beside = beside
            self.reload()

    @property
    def has_last_year(self) -> bool:
        """Whether there is a year before to look at."""
        return self._bridge.last_case is not None

    def _before(self, item: Item) -> tuple[Datum, ...]:
        """What the case of the year before holds for an item."""
        last = self._bridge.last_case
        return row_data(last.data, item, last.year) if last is not None else ()

    @property
    def rows(self) -> Sequence[str]:
        """The keys of the items that have a row, in order."""
        return tuple(self._rows)

    @property
    def items(self) -> Sequence[Item]:
        """All items of the section, in the order of the pack."""
        return tuple(self._items.values())

    def unlisted(self) -> Sequence[Item]:
        """The items that could be added."""
        return tuple(item for key, item in self._items.items() if key not in self._row_of)

    def item(self, row: int) -> Item:
        """The item of a row."""
        return self._items[self._rows[row]]

    def item_of(self, key: str) -> Item:
        """An item of the section, shown or not."""
        return self._items[key]

    def row_of(self, key: str) -> int:
        """The row of an item, -1 when it has none."""
        return self._row_of.get(key, -1)

    def add(self, keys: Iterable[str]) -> None:
        """Give items a row."""
        for key in keys:
            if key in self._items:
                self._bridge.listed.add(key)
                self._insert(key)

    def _insert(self, key: str) -> None:
        if key in self._row_of:
            return
        place = self._order[key]
        row = bisect(self._rows, place, key=self._order.__getitem__)
        self.beginInsertRows(NO_INDEX, row, row)
        self._rows.insert(row, key)
        self._number()
        self.endInsertRows()

    def remove(self, row: int) -> None:
        """Take away the row of a listed item together with its data; one undo step."""
        item = self.item(row)
        keys = [Key(item.key, self.period(month)) for month in range(13)]
        self._bridge.listed.discard(item.key)
        self.beginRemoveRows(NO_INDEX, row, row)
        del self._rows[row]
        self._number()
        self.endRemoveRows()
        self._bridge.clear(keys, _("移除 {name}").format(name=translate(item.name)))

    # units

    def unit(self, row: int) -> str:
        """The unit a row is shown and typed in."""
        return self.unit_of(self._rows[row])

    def unit_of(self, key: str) -> str:
        """The unit an item is shown and typed in: as chosen, else as stored, else as declared."""
        item = self._items[key]
        chosen = self._bridge.units.get(item.key) or self._units.get(item.key)
        if chosen is None or chosen not in alternatives(item.unit):
            data = row_data(self._bridge.case.data, item, self._bridge.case.year)
            stored = {datum.unit for datum in data if datum.value is not None and datum.unit}
            chosen = stored.pop() if len(stored) == 1 else item.unit
            self._units[item.key] = chosen
        return chosen

    def units(self, row: int) -> tuple[str, ...]:
        """The units a row can be shown in."""
        return alternatives(self.item(row).unit)

    def set_unit(self, row: int, unit: str) -> None:
        """Show and type a row in another unit from now on; stored values stay as they are."""
        self._bridge.choose_unit(self.item(row).key, unit)
        self._touch_row(row)

    # after edits

    def _touch(self, keys: Iterable[str]) -> None:
        for key in dict.fromkeys(keys):
            item = self._items.get(key)
            if item is None:
                continue
            if self._belongs(item):
                self._insert(key)
            elif key in self._row_of:
                # Emptying a row must not take it from under the cursor.
                self._bridge.listed.add(key)
            if key in self._row_of:
                self._touch_row(self._row_of[key])

    def _touch_row(self, row: int) -> None:
        self._cells.pop(self._rows[row], None)
        self.dataChanged.emit(self.index(row, 0), self.index(row, COLUMNS - 1))
