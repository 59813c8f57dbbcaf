"""What a place shows while there is nothing in it: one sentence and one button."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.ui import theme
from desktop_app.ui.components.buttons import PrimaryButton
from desktop_app.ui.components.emblem import Emblem
from desktop_app.ui.components.labels import label

_WIDEST: Final = 380


class EmptyState(QWidget):
    """A sentence that says what belongs here, and the button that puts it there.

    Signals:
        acted(): the button was pressed.
    """

    acted = Signal()

    def __init__(
        self, icon_name: str, sentence: str, button: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(sentence)
        self._sentence = label(sentence, "muted", wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = PrimaryButton(button)
        self.button.clicked.connect(self.acted)
        column = QVBoxLayout(self)
        column.setSpacing(16)
        column.addStretch(2)
        column.addWidget(Emblem(icon_name, 56), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._sentence, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        # Not before it has its place: a widget without a parent would open as a window.
        self.button.setVisible(bool(button))
        self._size()

    def say(self, sentence: str) -> None:
        """Say something else."""
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self._size()

    def _size(self) -> None:
        """Lines of about the same length: a last line of one word looks like a mistake."""
        worn = theme.current()
        widest = worn.px(_WIDEST)
        whole = self._sentence.fontMetrics().horizontalAdvance(self._sentence.text())
        lines = max(1, -(-whole // widest))
        width = min(widest, whole // lines + worn.px(28))
        self._sentence.setFixedWidth(width)
        # A centred label is not asked for its height at a width, so it is told.
        self._sentence.setMinimumHeight(max(0, self._sentence.heightForWidth(width)))

    def changeEvent(self, event: QEvent) -> None:
        """Keep the line length readable in another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self._size()
