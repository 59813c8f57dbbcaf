"""A check box in the colours of the theme."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from desktop_app.ui import theme
from desktop_app.ui.components.drawing import focus_ring, ground
from desktop_app.ui.icons import draw_icon

_BOX = 16
_COLOURS = {
    (True, True): ("accent", "accent", "on_accent"),
    (True, False): ("track", "track", "muted"),
    (False, True): ("surface", "outline", ""),
    (False, False): ("bg", "border", ""),
}
"""Ground, edge and tick of the box, by whether it is ticked and can be changed."""


class CheckBox(QCheckBox):
    """A yes or no with its words; Space changes it, `toggled` says so."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Box, gap and words, with room for the ring; the box alone where there are no words."""
        worn = theme.current()
        if not self.text():
            return QSize(worn.px(_BOX + 8), worn.px(28))
        words = QFontMetricsF(worn.font()).horizontalAdvance(self.text())
        return QSize(round(words) + worn.px(_BOX + 18), worn.px(28))

    def minimumSizeHint(self) -> QSize:
        """Words are never cut off."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """The words count as well as the box."""
        return self.rect().contains(pos)

    def changeEvent(self, event: QEvent) -> None:
        """Measure again in another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint box, tick and words."""
        worn = theme.current()
        painter = QPainter(self)
        side = worn.px(_BOX)
        box = QRectF(worn.px(4), (self.height() - side) / 2, side, side)
        on = self.isChecked()
        fill, edge, tick = _COLOURS[on, self.isEnabled()]
        ground(painter, box, worn.colour(fill), worn.colour(edge), worn.px(4))
        if on:
            draw_icon(painter, box.adjusted(2, 2, -2, -2), "check", worn.hex(tick))
        painter.setFont(worn.font())
        painter.setPen(worn.colour("text" if self.isEnabled() else "disabled"))
        words = QRectF(self.rect()).adjusted(box.right() + worn.px(8), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()), worn)
