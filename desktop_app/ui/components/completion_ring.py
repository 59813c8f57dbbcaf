"""How much of something is filled in, as a ring with the share written inside."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.painted import Painted
from desktop_app.ui.theme import Type


class CompletionRing(Painted):
    """A ring of `size` design pixels. `share` runs from 0 to 1; None means nothing to fill in."""

    def __init__(
        self, share: Decimal | None = None, size: int = 56, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._share: Decimal | None = None
        self._size = size
        self.set_share(share)

    def set_share(self, share: Decimal | None) -> None:
        """Show another share; a value outside 0 to 1 is brought to the nearer end."""
        self._share = None if share is None else min(Decimal(1), max(Decimal(0), share))
        self.setAccessibleName(_("完成度 {share}").format(share=self.text()))
        self.update()

    def text(self) -> str:
        """The share in whole per cent, rounded down: 100 % means all of it."""
        if self._share is None:
            return "—"
        return f"{(self._share * 100).quantize(Decimal(1), ROUND_DOWN)}%"

    def wanted(self) -> QSize:
        """A square of the size asked for."""
        side = theme.current().px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the track, the filled part and the figure."""
        worn = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = max(3.0, self.width() / 11)
        box = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.setPen(QPen(worn.colour("track"), width))
        painter.drawEllipse(box)
        if self._share:
            pen = QPen(worn.colour("accent"), width)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawArc(box, 90 * 16, -round(float(self._share) * 360 * 16))
        painter.setPen(worn.colour("text"))
        font = worn.font(Type.SMALL, bold=True)
        font.setPointSizeF(font.pointSizeF() * min(1.0, self._size / 48))
        painter.setFont(font)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
