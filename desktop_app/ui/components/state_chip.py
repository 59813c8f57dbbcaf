"""The state of a datum or result, recognisable without reading: hatch, dash, ≈ or ring."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.drawing import draw_sign, ground
from desktop_app.ui.components.painted import Painted
from desktop_app.ui.icons import draw_icon
from desktop_app.ui.paint import hatch
from desktop_app.ui.theme import Theme, Type


class ChipState(StrEnum):
    """What a chip can say; the first four are the states of a datum."""

    GIVEN = "given"
    BLANK = "blank"
    NA = "n.a."
    ESTIMATED = "estimated"
    TO_VERIFY = "to_verify"


def state_word(state: ChipState) -> str:
    """The word for a state in the language in force."""
    return {
        ChipState.GIVEN: _("已填"),
        ChipState.BLANK: _("未填"),
        ChipState.NA: _("不适用"),
        ChipState.ESTIMATED: _("估算"),
        ChipState.TO_VERIFY: _("待核实"),
    }[state]


class StateChip(Painted):
    """A small chip with the sign and word of a state; `text` replaces the usual word."""

    def __init__(
        self, state: ChipState = ChipState.BLANK, text: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._state, self._text = state, text
        self.set_state(state, text)

    def set_state(self, state: ChipState, text: str = "") -> None:
        """Show another state."""
        self._state, self._text = state, text or state_word(state)
        self.setAccessibleName(self._text)
        self.refresh()

    def _font(self, worn: Theme) -> QFont:
        font = worn.font(Type.SMALL)
        font.setItalic(self._state is ChipState.ESTIMATED)
        return font

    def wanted(self) -> QSize:
        """Sign, gap, word and equal margins."""
        worn = theme.current()
        words = QFontMetricsF(self._font(worn)).horizontalAdvance(self._text)
        return QSize(round(words) + worn.px(28), worn.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, sign and word."""
        worn = theme.current()
        painter = QPainter(self)
        area = QRectF(self.rect())
        side = worn.px(12)
        box = QRectF(worn.px(5), (area.height() - side) / 2, side, side)
        ground(painter, area, worn.colour("bg"), worn.colour("border"), worn.px(4))
        self._sign(painter, worn, box)
        painter.setFont(self._font(worn))
        painter.setPen(worn.colour("text" if self._state is ChipState.TO_VERIFY else "muted"))
        words = area.adjusted(box.right() + worn.px(4), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._text)

    def _sign(self, painter: QPainter, worn: Theme, box: QRectF) -> None:
        muted = worn.colour("muted")
        if self._state is ChipState.GIVEN:
            draw_icon(painter, box, "check", worn.hex("accent"))
        elif self._state is ChipState.BLANK:
            edge = box.adjusted(0.5, 0.5, -0.5, -0.5)
            hatch(painter, edge, muted, 3.5)
            painter.setPen(QPen(muted, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(edge)
        elif self._state is ChipState.NA:
            draw_sign(painter, box, "—", muted)
        elif self._state is ChipState.ESTIMATED:
            painter.setFont(worn.font(Type.BODY))
            painter.setPen(muted)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "≈")
        else:
            draw_sign(painter, box.adjusted(1, 1, -1, -1), "○", worn.colour("level_3"))
