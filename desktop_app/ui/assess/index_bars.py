"""The level index of a table: per level a bar from 0 to 100, with the mark it has to reach."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.painted import Painted
from desktop_app.ui.result_words import score, score_span
from desktop_app.ui.span_bar import paint_span
from desktop_app.ui.theme import Type

_LINE: Final = 22
_LABEL: Final = 44
_WORDS: Final = 190
_LONGEST: Final = 420


@dataclass(frozen=True, slots=True)
class IndexBar:
    """One index: its name, value as filled, at best, what is needed, and its colour token."""

    name: str
    low: Decimal
    high: Decimal
    needed: Decimal | None
    token: str

    def words(self) -> str:
        """The figures behind the bar."""
        span = score_span(self.low, self.high)
        if self.needed is None:
            return span
        return _("{value}，需 {needed}").format(value=span, needed=score(self.needed))


class IndexBars(Painted):
    """Bars one below the other; the hatched part is what blanks still leave open."""

    def __init__(self) -> None:
        super().__init__()
        self._bars: tuple[IndexBar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def bars(self) -> tuple[IndexBar, ...]:
        """What is shown."""
        return self._bars

    def show_bars(self, bars: tuple[IndexBar, ...]) -> None:
        """Show other bars; the same ones cost nothing."""
        if bars == self._bars:
            return
        self._bars = bars
        said = _("；").join(f"{bar.name} {bar.words()}" for bar in bars)
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.refresh()

    def wanted(self) -> QSize:
        """One line per bar."""
        worn = theme.current()
        return QSize(worn.px(_LABEL + _WORDS + 120), worn.px(_LINE) * len(self._bars))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint name, bar and figures of each."""
        worn = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = worn.px(_LINE)
        label, words = worn.px(_LABEL), worn.px(_WORDS)
        length = min(worn.px(_LONGEST), self.width() - label - words)
        for index, bar in enumerate(self._bars):
            top = index * line
            painter.setFont(worn.font(Type.SMALL))
            painter.setPen(worn.colour("muted"))
            painter.drawText(QRectF(0, top, label, line), Qt.AlignmentFlag.AlignVCenter, bar.name)
            height = worn.px(8)
            track = QRectF(label, top + (line - height) / 2, length, height)
            paint_span(painter, track, bar.low, bar.high, bar.token, worn)
            if bar.needed is not None:
                x = track.left() + length * float(bar.needed) / 100
                mark = QRectF(min(x, track.right() - 2), track.top() - 3, 2, height + 6)
                painter.fillRect(mark, worn.colour("text"))
            painter.setPen(worn.colour("text"))
            room = QRectF(track.right() + worn.px(12), top, words, line)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, bar.words())
