"""A bar from 0 to 100: filled as far as answers go, hatched as far as blanks could still lead."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.drawing import ground
from desktop_app.ui.components.painted import Painted
from desktop_app.ui.paint import hatch
from desktop_app.ui.result_words import score
from desktop_app.ui.theme import Theme


class SpanBar(Painted):
    """A score with its interval, as wide as its place; `token` is the colour token."""

    def __init__(self, token: str = "accent", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._token = token
        self._span: tuple[Decimal, Decimal] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def span(self) -> tuple[Decimal, Decimal] | None:
        """As filled and at best; None while it does not apply."""
        return self._span

    def set_span(self, low: Decimal | None, high: Decimal | None) -> None:
        """Show another score; None draws the empty track."""
        span = None if low is None or high is None else (low, high)
        if span == self._span:
            return
        self._span = span
        self.setToolTip("" if span is None else span_words(*span))
        self.setAccessibleName(self.toolTip())
        self.update()

    def wanted(self) -> QSize:
        """Thin, and as long as need be."""
        worn = theme.current()
        return QSize(worn.px(60), worn.px(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint track and span."""
        low, high = self._span or (Decimal(0), Decimal(0))
        worn = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_span(painter, QRectF(self.rect()), low, high, self._token, worn)


def span_words(low: Decimal, high: Decimal) -> str:
    """A span in words."""
    if low == high:
        return _("得分 {score}").format(score=score(low))
    return _("已填部分得 {low} 分，补全后最多 {high} 分").format(low=score(low), high=score(high))


def paint_span(
    painter: QPainter, track: QRectF, low: Decimal, high: Decimal, token: str, worn: Theme
) -> None:
    """A bar from 0 to 100: filled up to `low`, hatched on to `high`."""
    radius = track.height() / 2
    ground(painter, track, worn.colour("track"), radius=radius)
    start = track.left() + track.width() * float(low) / 100
    end = track.left() + track.width() * float(high) / 100
    if end > start:
        open_part = QRectF(start, track.top(), end - start, track.height())
        hatch(painter, open_part, worn.colour(token), 3.5)
    if start > track.left():
        filled = QRectF(track.left(), track.top(), start - track.left(), track.height())
        ground(painter, filled, worn.colour(token), radius=min(radius, filled.width() / 2))
