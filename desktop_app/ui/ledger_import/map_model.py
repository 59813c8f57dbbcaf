"""A sheet of somebody's file as a table, with what each line and each column is taken for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush

from desktop_app.app.ledger_files import YEAR, SheetGrid, SheetMap, address
from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.theme import Type

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX: Final = QModelIndex()


def month_word(month: int | None) -> str:
    """What a column is taken for."""
    if month is None:
        return _("不导入")
    return _("全年") if month == YEAR else _("{month}月").format(month=month)


class MapModel(QAbstractTableModel):
    """Cells as in the sheet; the heads name items and months, what is not taken is muted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet = SheetGrid("", ())
        self.map = SheetMap()
        self._names: Mapping[str, str] = {}

    def show(self, sheet: SheetGrid, found: SheetMap, names: Mapping[str, str]) -> None:
        """Show a sheet read in some way; `names` are those of the items by key."""
        self.beginResetModel()
        self.sheet, self.map, self._names = sheet, found, names
        self.endResetModel()

    def show_map(self, found: SheetMap) -> None:
        """Show the same sheet read another way."""
        self.map = found
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)
        for way, count in (
            (Qt.Orientation.Horizontal, self.columnCount()),
            (Qt.Orientation.Vertical, self.rowCount()),
        ):
            self.headerDataChanged.emit(way, 0, count - 1)

    def line_and_column(self, row: int, column: int) -> tuple[int, int]:
        """The line of an item and the column of a month a cell stands in."""
        return (column, row) if self.map.turned else (row, column)

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """As many as the sheet has."""
        return 0 if parent.isValid() else len(self.sheet.grid)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        """As many as the sheet has."""
        grid = self.sheet.grid
        return 0 if parent.isValid() or not grid else len(grid[0])

    def taken(self, row: int, column: int) -> bool:
        """Whether the figure of a cell is read."""
        line, at = self.line_and_column(row, column)
        return line in self.map.items and at in self.map.months

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text; muted where nothing is read, on a tint where a figure is."""
        row, column = index.row(), index.column()
        text = self.sheet.grid[row][column]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            line, at = self.line_and_column(row, column)
            taken = self.item_word(line), month_word(self.map.months.get(at))
            return " ".join((address(row, column), text, *taken))
        taken_here = self.taken(row, column)
        if role == Qt.ItemDataRole.ForegroundRole and not taken_here:
            return QBrush(theme.current().colour("muted"))
        if role == Qt.ItemDataRole.TextAlignmentRole and taken_here:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def item_word(self, line: int) -> str:
        """What a line is taken for."""
        key = self.map.items.get(line, "")
        return self._names.get(key, key) or _("不导入")

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The item or the month; what is left out in grey."""
        items = (orientation is Qt.Orientation.Vertical) != self.map.turned
        known = section in (self.map.items if items else self.map.months)
        word = self.item_word(section) if items else month_word(self.map.months.get(section))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return word if known else "—"
        if role == Qt.ItemDataRole.ToolTipRole:
            return _("{word}。点一下改。").format(word=word)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.FontRole and known:
            return theme.current().font(Type.SMALL, bold=True)
        return None
