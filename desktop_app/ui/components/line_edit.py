"""A line of text that leaves its keys to the input method while Chinese is being composed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

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


class LineEdit(QLineEdit):
    """A line of text.

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

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Notice whether anything is still being composed."""
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if event.commitString() and not self.hasFocus():
            self.late.emit()

    def event(self, event: QEvent) -> bool:
        """Keep the keys that would leave the line while something is being composed."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and self.composing
            and event.key() in _LEAVING
        ):
            return True
        return super().event(event)
