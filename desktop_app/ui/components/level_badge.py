"""A level as sign, word and colour: never the colour alone."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop_app.charts.bands import LEVEL_SIGNS
from desktop_app.ui import theme
from desktop_app.ui.components.drawing import draw_sign, ground, tinted
from desktop_app.ui.components.painted import Painted
from desktop_app.ui.theme import Type

_UNKNOWN: Final = "—"


class LevelBadge(Painted):
    """A pill with a level's sign and word.

    `tone` is a colour token (level_1, level_2, level_3, level_below; muted while unknown),
    `text` the level's word, `sign` the scale's own sign if it has another than the tone's.
    """

    def __init__(
        self, tone: str = "muted", text: str = "", sign: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tone, self._text, self._sign = "muted", "", ""
        self.set_level(tone, text, sign)

    def set_level(self, tone: str, text: str, sign: str = "") -> None:
        """Show another level."""
        self._tone, self._text = tone, text
        self._sign = sign or LEVEL_SIGNS.get(tone, _UNKNOWN)
        self.setAccessibleName(text)
        self.refresh()

    def wanted(self) -> QSize:
        """Sign, gap, word and equal margins."""
        worn = theme.current()
        words = QFontMetricsF(worn.font(Type.SMALL, bold=True)).horizontalAdvance(self._text)
        return QSize(round(words) + worn.px(31), worn.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pill."""
        worn = theme.current()
        painter = QPainter(self)
        area = QRectF(self.rect())
        ground(painter, area, tinted(worn, self._tone), radius=area.height() / 2)
        side = worn.px(10)
        box = QRectF(worn.px(9), (area.height() - side) / 2, side, side)
        draw_sign(painter, box, self._sign, worn.colour(self._tone))
        painter.setFont(worn.font(Type.SMALL, bold=True))
        painter.setPen(worn.colour(self._tone))
        words = area.adjusted(box.right() + worn.px(4), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._text)
