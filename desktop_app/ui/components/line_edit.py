"""A line of text that leaves its keys to the input method while Chinese is being composed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QInputMethodEvent, QKeyEvent, QKeySequence, QValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.core.printable import one_line
from desktop_app.ui.dragged import paths_in

_LEAVING: Final = frozenset(
    {
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
        Qt.Key.Key_Escape,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
    }
)
"""Keys that end a line; while composing they choose a candidate or end the composing."""


class _OneLine(QValidator):
    """Turns what is pasted into one line; refuses nothing."""

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        line = one_line(text)
        return QValidator.State.Acceptable, line, max(0, place - (len(text) - len(line)))


class LineEdit(QLineEdit):
    """A line of text; line breaks and unseen signs that are pasted into it do not stay.

    What is being composed is no text yet: it is neither in `text()` nor committed by the keys
    that leave the line. Whoever takes keys before the line does asks `composing` first.

    Attributes:
        composing: an input method shows text that is not entered yet.

    Signals:
        late(): an input method entered text after the line was left.
    """

    late = Signal()

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.composing = False
        self.setValidator(_OneLine(self))

    @property
    def settled(self) -> bool:
        """Whether the text is committed somewhere: undoing is the window's then, not the line's."""
        return False

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Notice whether anything is still being composed."""
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if event.commitString() and not self.hasFocus():
            self.late.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take text that is dragged here; leave files to the window, which knows their place."""
        if paths_in(event.mimeData()):
            event.ignore()
            return
        super().dragEnterEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep the keys that would leave the line while something is being composed.

        Undo and redo belong to the window while nothing uncommitted stands in the line.
        """
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            standard = QKeySequence.StandardKey
            undoing = event.matches(standard.Undo) or event.matches(standard.Redo)
            if undoing and self.settled:
                event.ignore()
                return False
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and self.composing
            and event.key() in _LEAVING
        ):
            return True
        return super().event(event)
