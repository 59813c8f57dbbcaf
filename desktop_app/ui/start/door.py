"""A way in: what it leads to, in a sentence, and the button that goes there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.ui import theme
from desktop_app.ui.components.buttons import Button, PrimaryButton, QuietButton
from desktop_app.ui.components.emblem import Emblem
from desktop_app.ui.components.labels import label


class Door(QFrame):
    """A card with an emblem, a title, a sentence and a button.

    Signals:
        opened(): the button was pressed.
    """

    opened = Signal()

    def __init__(
        self, icon_name: str, title: str, *, primary: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(title)
        self._words = label("", "muted", wrap=True)
        self.button: Button = PrimaryButton(title) if primary else QuietButton(title)
        self.button.clicked.connect(self.opened)
        words = QVBoxLayout()
        words.addWidget(label(title, "section"))
        words.addWidget(self._words)
        words.addStretch(1)
        words.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self._column = words
        self._row = QHBoxLayout(self)
        self._row.addWidget(Emblem(icon_name, 40), 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(words, 1)
        self._size()

    def describe(self, words: str, button: str) -> None:
        """Say what is behind the door, and what the button does."""
        self._words.setText(words)
        self.button.set_text(button)
        self.setAccessibleDescription(words)

    def _size(self) -> None:
        worn = theme.current()
        pad = worn.px(20)
        self._row.setContentsMargins(pad, pad, pad, pad)
        self._row.setSpacing(worn.px(16))
        self._column.setSpacing(worn.px(8))

    def changeEvent(self, event: QEvent) -> None:
        """Keep the margins in another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self._size()
