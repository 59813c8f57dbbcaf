"""What painted components share: rounded grounds, the focus ring, and the signs of the levels."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop_app.ui.theme import Theme, blend

RADIUS: Final = 6
RING: Final = 2.0


def ground(
    painter: QPainter, rect: QRectF, fill: QColor, edge: QColor | None = None, radius: float = 6
) -> None:
    """A rounded area, with a hairline edge when one is given."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill)
    painter.setPen(Qt.PenStyle.NoPen if edge is None else QPen(edge, 1))
    inset = 0.0 if edge is None else 0.5
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)


def focus_ring(
    painter: QPainter, rect: QRectF, theme: Theme, *, token: str = "accent", inset: float = 0
) -> None:
    """The ring of two pixels that shows where the keyboard is, inside `rect`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour(token), RING))
    edge = inset + RING / 2
    radius = max(1.0, theme.px(RADIUS) - inset)
    painter.drawRoundedRect(rect.adjusted(edge, edge, -edge, -edge), radius, radius)


def tinted(theme: Theme, token: str, share: float = 0.10) -> QColor:
    """The faint ground that goes with text in `token`."""
    return QColor(blend(theme.hex(token), theme.hex("surface"), share))


def _disc(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.setBrush(colour)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(box)


def _ring(painter: QPainter, box: QRectF, colour: QColor) -> None:
    width = box.width() / 7
    edge = width / 2
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, width))
    painter.drawEllipse(box.adjusted(edge, edge, -edge, -edge))


def _half(painter: QPainter, box: QRectF, colour: QColor) -> None:
    _ring(painter, box, colour)
    painter.setBrush(colour)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawPie(box, 90 * 16, 180 * 16)


def _cross(painter: QPainter, box: QRectF, colour: QColor) -> None:
    edge = box.width() * 0.14
    inner = box.adjusted(edge, edge, -edge, -edge)
    pen = QPen(colour, box.width() / 6)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawLine(QLineF(inner.topLeft(), inner.bottomRight()))
    painter.drawLine(QLineF(inner.bottomLeft(), inner.topRight()))


def _dash(painter: QPainter, box: QRectF, colour: QColor) -> None:
    pen = QPen(colour, box.width() / 6)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    half = QPointF(box.width() * 0.36, 0)
    painter.drawLine(QLineF(box.center() - half, box.center() + half))


_SIGNS: Final[Mapping[str, Callable[[QPainter, QRectF, QColor], None]]] = {
    "●": _disc,
    "◐": _half,
    "○": _ring,
    "✕": _cross,
    "—": _dash,
}


def draw_sign(painter: QPainter, box: QRectF, sign: str, colour: QColor) -> None:
    """Draw a level's sign into a square; crisper and more even than the font's glyphs.

    A sign without a drawing of its own (a pack may bring its own) is written as text.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawn = _SIGNS.get(sign)
    if drawn is not None:
        drawn(painter, box, colour)
        return
    painter.setPen(colour)
    painter.drawText(box.adjusted(-4, -4, 4, 4), Qt.AlignmentFlag.AlignCenter, sign)
