"""The chapters of a template as a list: ticked ones are printed, in the order they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import IconButton
from desktop_app.ui.components.tick_delegate import TickDelegate

if TYPE_CHECKING:
    from desktop_app.app.report_templates import ChapterLine

_PLACE: Final = Qt.ItemDataRole.UserRole


class _List(QListWidget):
    """Alt with the arrow keys asks to move the current line.

    Signals:
        pushed(int): up by -1, down by 1.
    """

    pushed = Signal(int)

    def sizeHint(self) -> QSize:
        """A few lines; it takes all the height there is."""
        worn = theme.current()
        return QSize(worn.px(320), worn.px(116))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask to move a line, or move among them."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.pushed.emit(step)
            return
        super().keyPressEvent(event)


class ChapterList(QWidget):
    """Space ticks; the buttons, or Alt with the arrow keys, move the current chapter.

    Signals:
        changed(): what is printed, or in which order, is another.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = _List()
        self.list.setAccessibleName(_("章节"))
        self.list.setItemDelegate(TickDelegate(self.list))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.up = IconButton("chevron-up", _("上移"))
        self.down = IconButton("chevron-down", _("下移"))
        self._lines: tuple[ChapterLine, ...] = ()
        self._fixed = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().px(8))
        row.addWidget(self.list, 1)
        buttons = QVBoxLayout()
        buttons.addWidget(self.up)
        buttons.addWidget(self.down)
        buttons.addStretch(1)
        row.addLayout(buttons)
        self.list.pushed.connect(self.move_current)
        self.up.clicked.connect(lambda: self.move_current(-1))
        self.down.clicked.connect(lambda: self.move_current(1))
        self.list.itemChanged.connect(lambda _item: self.changed.emit())
        self.list.model().rowsMoved.connect(self._moved)
        self.list.currentRowChanged.connect(lambda _row: self._show_moves())

    def show_lines(self, lines: Sequence[ChapterLine]) -> None:
        """Show chapters: those of the template first, then what it leaves out."""
        self._lines = tuple(lines)
        self.list.blockSignals(True)
        self.list.clear()
        for place, line in enumerate(self._lines):
            item = QListWidgetItem(line.title)
            item.setData(_PLACE, place)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if line.wanted else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self._show_moves()

    def set_enabled(self, *, enabled: bool) -> None:
        """Let it be changed, or only be looked at."""
        for row in range(self.list.count()):
            item = self.list.item(row)
            flags = item.flags()
            ticks = Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsDragEnabled
            self.list.blockSignals(True)
            item.setFlags(flags | ticks if enabled else flags & ~ticks)
            self.list.blockSignals(False)
        self._fixed = not enabled
        self._show_moves()

    @property
    def wanted(self) -> tuple[ChapterLine, ...]:
        """The ticked chapters in their order."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(
            self._lines[item.data(_PLACE)]
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )

    def move_current(self, step: int) -> None:
        """Move the current chapter up or down."""
        row = self.list.currentRow()
        target = row + step
        if row < 0 or not 0 <= target < self.list.count() or self._fixed:
            return
        item = self.list.takeItem(row)
        self.list.insertItem(target, item)
        self.list.setCurrentRow(target)
        self.changed.emit()

    def _moved(self) -> None:
        self.changed.emit()

    def _show_moves(self) -> None:
        row = self.list.currentRow()
        self.up.setEnabled(row > 0 and not self._fixed)
        self.down.setEnabled(0 <= row < self.list.count() - 1 and not self._fixed)
