"""A table of lines to read and choose among: its look, and the part of its model all share."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Final, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop_app.ui import theme

Line = TypeVar("Line")
Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()
ROW: Final = 32
RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class LinesModel(QAbstractTableModel, Generic[Line]):
    """Lines down, `heads` across; `data` says what stands in a cell.

    The heads of the columns `right` stand at the right, over their figures.
    """

    right: Container[int] = ()

    def __init__(self, heads: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.heads = tuple(heads)
        self.lines: list[Line] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many lines are shown."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The heads of the columns; lines have none."""
        across = orientation is Qt.Orientation.Horizontal
        if across and role == Qt.ItemDataRole.TextAlignmentRole and section in self.right:
            return int(RIGHT)
        return self.heads[section] if across and role == Qt.ItemDataRole.DisplayRole else None


class RowTable(QTableView):
    """Whole rows without a grid, not edited; Tab leaves it; the last column takes what is left."""

    def __init__(
        self,
        model: QAbstractItemModel,
        name: str,
        widths: Sequence[int],
        row: int = ROW,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self._row_height, self._wanted_widths, self._scale = row, tuple(widths), 0
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        self._measure()

    def let_grow(self, column: int) -> None:
        """Let this column take what the others leave, in place of the last one."""
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def set_widths(self, widths: Sequence[int]) -> None:
        """Make the columns as wide as said, at the ordinary font size."""
        self._wanted_widths, self._scale = tuple(widths), 0
        self._measure()

    def _measure(self) -> None:
        """Rows and columns in the font size worn now; what the user drew wider stays in it."""
        worn = theme.current()
        if self._scale == worn.px(100):
            return
        self._scale = worn.px(100)
        self.verticalHeader().setDefaultSectionSize(worn.px(self._row_height))
        for column, width in enumerate(self._wanted_widths):
            self.setColumnWidth(column, worn.px(width))

    def changeEvent(self, event: QEvent) -> None:
        """Keep up with another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event) and hasattr(self, "_scale"):
            self._measure()
