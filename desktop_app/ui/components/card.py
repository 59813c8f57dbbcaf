"""A card: title, badge, one big figure with its unit, a caption, and how far along it is."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.ui import theme
from desktop_app.ui.components.drawing import focus_ring, ground
from desktop_app.ui.components.figure import Figure
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.level_badge import LevelBadge
from desktop_app.ui.components.progress_bar import ThinBar


class Card(QFrame):
    """A card whose parts appear as they are given; `body` is free for more.

    A card made with `clickable` takes the keyboard focus, and mouse, Enter and Space open it.

    Signals:
        clicked(): a clickable card was opened.
    """

    clicked = Signal()

    def __init__(
        self, title: str = "", *, clickable: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(title)
        self._clickable = clickable
        self._ringed = False
        if clickable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._title = label(title, "muted")
        self._badge = LevelBadge()
        self._figure = Figure()
        self._caption = label("", "caption", wrap=True)
        self._bar = ThinBar()
        self.body = QVBoxLayout()
        self._arrange()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._badge)
        head.setSpacing(8)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(8)
        self._column.addLayout(head)
        self._column.addWidget(self._figure)
        self._column.addWidget(self._caption)
        self._column.addLayout(self.body)
        # Cards side by side are equally high: their bars line up at the bottom.
        self._column.addStretch(1)
        self._column.addWidget(self._bar)
        for part in (self._figure, self._caption, self._bar):
            part.hide()
        self._badge.hide()
        self._title.setVisible(bool(self._title.text()))
        self._pad()

    def _pad(self) -> None:
        pad = theme.current().px(16)
        self._column.setContentsMargins(pad, pad, pad, pad)
        self._title.setMinimumHeight(theme.current().px(24))

    def set_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)

    def set_figure(self, figure: str, unit: str = "") -> None:
        """Show the one big figure; an empty one hides it."""
        self._figure.set_figure(figure, unit)
        self._figure.setVisible(bool(figure))
        self.setAccessibleDescription(f"{figure} {unit}".strip())

    def set_badge(self, tone: str, text: str, sign: str = "") -> None:
        """Show a level at the right of the title; an empty text hides it."""
        self._badge.set_level(tone, text, sign)
        self._badge.setVisible(bool(text))

    def set_caption(self, text: str) -> None:
        """Show a line of explanation; an empty one hides it."""
        self._caption.setText(text)
        self._caption.setVisible(bool(text))

    def set_progress(self, share: Decimal | None, token: str = "accent") -> None:
        """Show a thin bar for a share from 0 to 1; None hides it."""
        self._bar.setVisible(share is not None)
        if share is not None:
            self._bar.set_share(float(share), token)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember whether the keyboard brought the focus."""
        self._ringed = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open a clickable card."""
        inside = self.rect().contains(event.position().toPoint())
        if self._clickable and event.button() == Qt.MouseButton.LeftButton and inside:
            self.clicked.emit()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open a clickable card by Enter or Space."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if self._clickable and event.key() in keys:
            self.clicked.emit()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Grow the margins with the font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self._pad()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, the hover of a clickable card, and the ring."""
        super().paintEvent(event)
        worn = theme.current()
        if self._clickable and self.underMouse():
            painter = QPainter(self)
            ground(painter, QRectF(self.rect()), worn.colour("hover"), worn.colour("outline"))
            painter.end()
        if self.hasFocus() and self._ringed:
            focus_ring(QPainter(self), QRectF(self.rect()), worn)
