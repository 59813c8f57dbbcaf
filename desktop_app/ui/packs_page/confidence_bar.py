"""A bar in four colours: how much of a pack is how firm; the legend says it in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.core.pack import Confidence
from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.painted import Painted
from desktop_app.ui.packs_page.facts import confidence_word
from desktop_app.ui.theme import Type

TOKENS: Final = {
    Confidence.CONFIRMED: "level_1",
    Confidence.SINGLE: "level_2",
    Confidence.RECALLED: "level_3",
    Confidence.UNSURE: "level_below",
}
_BAR: Final = 8
_LEGEND: Final = 22


class ConfidenceBar(Painted):
    """Firm at the left, doubtful at the right."""

    def __init__(self, shares: Mapping[Confidence, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._shares = {one: shares.get(one, 0) for one in TOKENS if shares.get(one, 0)}
        self.setAccessibleName(_("，").join(self._words(one) for one in self._shares))

    def _words(self, one: Confidence) -> str:
        share = self._shares[one] / sum(self._shares.values())
        count = f"{confidence_word(one)} {self._shares[one]}"
        return _("{name}（{detail}）").format(name=count, detail=f"{share:.0%}")

    def wanted(self) -> QSize:
        """Bar and legend."""
        worn = theme.current()
        return QSize(worn.px(320), worn.px(_BAR + _LEGEND))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the parts of the bar, and the legend below it."""
        worn = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = sum(self._shares.values())
        left, high, gap = 0.0, worn.px(_BAR), 2.0
        painter.setPen(Qt.PenStyle.NoPen)
        for one, count in self._shares.items():
            width = (self.width() - gap * (len(self._shares) - 1)) * count / whole
            painter.setBrush(worn.colour(TOKENS[one]))
            painter.drawRoundedRect(QRectF(left, 0, max(2.0, width), high), 2, 2)
            left += width + gap
        self._paint_legend(painter)

    def _paint_legend(self, painter: QPainter) -> None:
        worn = theme.current()
        font = worn.font(Type.SMALL)
        metrics = QFontMetricsF(font)
        left, side = 0.0, worn.px(8)
        top = worn.px(_BAR)
        for one in self._shares:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(worn.colour(TOKENS[one]))
            middle = top + worn.px(_LEGEND) / 2
            painter.drawEllipse(QRectF(left, middle - side / 2 + 1, side, side))
            left += side + worn.px(6)
            painter.setFont(font)
            painter.setPen(worn.colour("muted"))
            words = self._words(one)
            room = QRectF(left, top, metrics.horizontalAdvance(words) + 2, worn.px(_LEGEND))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
            left += room.width() + worn.px(16)
