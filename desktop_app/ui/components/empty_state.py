"""What a place shows while there is nothing in it: one sentence and one button."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.ui import theme
from desktop_app.ui.components.buttons import PrimaryButton
from desktop_app.ui.components.drawing import ground, tinted
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.painted import Painted
from desktop_app.ui.icons import draw_icon

_WIDEST: Final = 380


class _Emblem(Painted):
    """An icon on a round, faint ground."""

    def __init__(self, icon_name: str) -> None:
        super().__init__()
        self._icon_name = icon_name

    def wanted(self) -> QSize:
        side = theme.current().px(56)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = theme.current()
        painter = QPainter(self)
        area = QRectF(self.rect())
        ground(painter, area, tinted(worn, "accent"), radius=area.height() / 2)
        inset = area.width() * 0.29
        box = area.adjusted(inset, inset, -inset, -inset)
        draw_icon(painter, box, self._icon_name, worn.hex("accent"))


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
        column.addWidget(_Emblem(icon_name), 0, Qt.AlignmentFlag.AlignHCenter)
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
