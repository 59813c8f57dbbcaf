"""One big figure with its unit in muted colour on the same line of writing."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop_app.ui import theme
from desktop_app.ui.components.painted import Painted
from desktop_app.ui.theme import Type


class Figure(Painted):
    """A figure ready for display. Its height does not depend on the figure, so nothing jumps."""

    def __init__(
        self,
        figure: str = "",
        unit: str = "",
        size: Type = Type.FIGURE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._figure, self._unit, self._type = figure, unit, size
        self.set_figure(figure, unit)

    def set_figure(self, figure: str, unit: str = "") -> None:
        """Show another figure."""
        self._figure, self._unit = figure, unit
        self.setAccessibleName(f"{figure} {unit}".strip())
        self.refresh()

    def wanted(self) -> QSize:
        """Figure, gap and unit; the height of the type alone."""
        worn = theme.current()
        metrics = QFontMetricsF(worn.font(self._type))
        unit = QFontMetricsF(worn.font()).horizontalAdvance(self._unit)
        width = metrics.horizontalAdvance(self._figure) + unit + worn.px(6 if self._unit else 1)
        return QSize(round(width + 0.5), round(metrics.ascent() * 0.92 + metrics.descent() * 0.6))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write the figure and the unit."""
        worn = theme.current()
        font = worn.font(self._type)
        metrics = QFontMetricsF(font)
        painter = QPainter(self)
        base = self.height() - metrics.descent() * 0.6
        painter.setFont(font)
        painter.setPen(worn.colour("text"))
        painter.drawText(QPointF(0, base), self._figure)
        painter.setFont(worn.font())
        painter.setPen(worn.colour("muted"))
        left = metrics.horizontalAdvance(self._figure) + worn.px(6)
        painter.drawText(QPointF(left, base), self._unit)
