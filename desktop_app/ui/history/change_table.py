"""Changes as a table: what became of it, what it is called, old, new, and by how much."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from desktop_app.app.change_words import ChangeLine
from desktop_app.app.pack_words import fate_word
from desktop_app.core.case_diff import fate_of
from desktop_app.core.pack_diff import Fate
from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.row_table import Index, LinesModel, RowTable

FATE, NAME, OLD, NEW, CHANGE = range(5)
WIDTHS: Final = (92, 240, 210, 210, 104)
MARKS: Final = {Fate.CHANGED: "≠", Fate.NEW: "＋", Fate.DROPPED: "－"}
TOKENS: Final = {Fate.CHANGED: "level_2", Fate.NEW: "level_1", Fate.DROPPED: "level_below"}
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

More = Callable[[int], Sequence[ChangeLine]]
"""What comes after so many lines."""


class ChangeModel(LinesModel[ChangeLine]):
    """Changes, a line each; of many the rest is read as one scrolls."""

    def __init__(self, parent: QObject | None = None) -> None:
        heads = (_("变化"), _("名称"), _("原来"), _("改成"), _("增减"))
        super().__init__(heads, parent)
        self._more: More | None = None
        self._whole = 0

    def show_first(self, lines: Sequence[ChangeLine], whole: int, more: More) -> None:
        """Show the first of `whole` lines; `more` gives what comes after so many."""
        self._more, self._whole = more, whole
        self.show_lines(lines)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there are further lines."""
        return not parent.isValid() and self._more is not None and len(self.lines) < self._whole

    def fetchMore(self, parent: Index) -> None:
        """Read on."""
        found = list(self._more(len(self.lines))) if self._more is not None else []
        if not found:
            self._whole = len(self.lines)
            return
        first = len(self.lines)
        self.beginInsertRows(QModelIndex(), first, first + len(found) - 1)
        self.lines += found
        self.endInsertRows()

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The heads of the columns."""
        if role == Qt.ItemDataRole.TextAlignmentRole and section == CHANGE:
            return _RIGHT
        return super().headerData(section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What stands in a cell."""
        line, column = self.lines[index.row()], index.column()
        fate = fate_of(line.step)
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(line, column, fate)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _text(line, column, fate).strip()
        if role == Qt.ItemDataRole.ForegroundRole:
            token = {FATE: TOKENS[fate], OLD: "muted"}.get(column)
            return theme.current().colour(token) if token is not None else None
        if role == Qt.ItemDataRole.TextAlignmentRole and column == CHANGE:
            return _RIGHT
        return None


def _text(line: ChangeLine, column: int, fate: Fate) -> str:
    change = f"{line.change}　" if line.change else ""
    texts = (f"{MARKS[fate]} {fate_word(fate)}", line.name, line.old, line.new, change)
    return texts[column]


class ChangeTable(RowTable):
    """Whole lines; Enter or a double click goes where the line is about.

    Signals:
        wanted(str): the target the user wants to go to.
    """

    wanted = Signal(str)

    def __init__(self, model: ChangeModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(model, name, WIDTHS, parent=parent)
        self.let_grow(NAME)
        self._lines = model

    @property
    def line(self) -> ChangeLine | None:
        """The line gone to."""
        row = self.currentIndex().row()
        return self._lines.lines[row] if 0 <= row < len(self._lines.lines) else None

    def _go(self) -> None:
        line = self.line
        if line is not None and line.target:
            self.wanted.emit(line.target)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go there on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go()
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go there."""
        super().mouseDoubleClickEvent(event)
        self._go()
