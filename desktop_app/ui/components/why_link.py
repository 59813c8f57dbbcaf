"""A computed figure that explains itself: a dotted underline, and a click opens its trace."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import Button
from desktop_app.ui.components.drawing import focus_ring
from desktop_app.ui.theme import Type


class WhyLink(Button):
    """A figure with its unit in muted colour behind it; `clicked` asks why it is so.

    `size` is the type of the figure. The link is as wide as its content and right-aligned in
    whatever width it is given, so that figures line up in a column.
    """

    kind = "link"

    def __init__(
        self,
        figure: str = "",
        unit: str = "",
        size: Type = Type.BODY,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent=parent)
        self._figure, self._unit, self._type = "", "", size
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.set_figure(figure, unit)

    def set_figure(self, figure: str, unit: str = "") -> None:
        """Show another figure."""
        self._figure, self._unit = figure, unit
        shown = f"{figure} {unit}".strip()
        self.setAccessibleName(_("{figure}，查看计算过程").format(figure=shown))
        self.setToolTip(_("为什么？查看计算过程"))
        self.updateGeometry()
        self.update()

    def _widths(self) -> tuple[float, float]:
        worn = theme.current()
        figure = QFontMetricsF(worn.font(self._type)).horizontalAdvance(self._figure)
        unit = QFontMetricsF(worn.font(Type.SMALL)).horizontalAdvance(self._unit)
        return figure, unit + worn.px(5) if self._unit else 0.0

    def sizeHint(self) -> QSize:
        """Figure, gap and unit, with room for the ring."""
        worn = theme.current()
        height = QFontMetricsF(worn.font(self._type)).height()
        return QSize(round(sum(self._widths())) + worn.px(9), round(height) + worn.px(6))

    def minimumSizeHint(self) -> QSize:
        """Figures are never cut off."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the figure, its dotted underline and the unit."""
        worn = theme.current()
        painter = QPainter(self)
        figure, unit = self._widths()
        font = worn.font(self._type)
        metrics = QFontMetricsF(font)
        left = self.width() - worn.px(4) - figure - unit
        base = (self.height() + metrics.ascent() - metrics.descent()) / 2
        painter.setFont(font)
        painter.setPen(worn.colour("accent" if self.underMouse() else "text"))
        painter.drawText(QPointF(left, base), self._figure)
        dots = QPen(worn.colour("accent"), 1.4, Qt.PenStyle.CustomDashLine)
        dots.setDashPattern([1, 1.6])
        painter.setPen(dots)
        under = base + metrics.descent() * 0.75
        painter.drawLine(QPointF(left, under), QPointF(left + figure, under))
        painter.setFont(worn.font(Type.SMALL))
        painter.setPen(worn.colour("muted"))
        painter.drawText(QPointF(left + figure + worn.px(5), base), self._unit)
        if self.hasFocus() and self._ringed:
            focus_ring(painter, QRectF(self.rect()), worn)
