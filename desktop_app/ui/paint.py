"""Draws a chart scene with QPainter: the window's counterpart of the report's vector drawing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from desktop_app.charts.scene import (
    Arc,
    Circle,
    Hatch,
    Line,
    Polygon,
    Polyline,
    Rect,
    Scene,
    Shape,
    Text,
)
from desktop_app.ui.fonts import window_font
from desktop_app.ui.theme import Theme

_ANCHORS: Final = {"start": 0.0, "middle": 0.5, "end": 1.0}
# Thin strokes and small dots are hard to hit with a mouse: areas for tips reach a little further.
_REACH: Final = 3.0
_POINTS_PER_INCH: Final = 72


def paint_scene(painter: QPainter, scene: Scene, theme: Theme) -> None:
    """Draw a scene at the painter's origin, one unit of the scene per unit of the painter."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for shape in scene.shapes:
        _DRAW[type(shape)](painter, shape, theme)
    painter.restore()


def tip_at(scene: Scene, x: float, y: float) -> str:
    """The hover text of the topmost shape at a place of the scene; empty where there is none."""
    spot = QRectF(x - _REACH, y - _REACH, 2 * _REACH, 2 * _REACH)
    return next(
        (shape.tip for shape in reversed(scene.shapes) if shape.tip and _hit(shape, spot)),
        "",
    )


def _hit(shape: Shape, spot: QRectF) -> bool:
    if not isinstance(shape, Polygon):
        return bounds(shape).intersects(spot)
    path = QPainterPath()
    path.addPolygon(_polygon(shape))
    path.closeSubpath()
    return path.intersects(spot)


def bounds(shape: Shape) -> QRectF:
    """The upright rectangle around a shape, in scene units; of a text, around its baseline."""
    if isinstance(shape, (Rect, Hatch)):
        return QRectF(shape.x, shape.y, shape.width, shape.height)
    if isinstance(shape, (Circle, Arc)):
        side = 2 * shape.radius
        return QRectF(shape.x - shape.radius, shape.y - shape.radius, side, side)
    if isinstance(shape, Text):
        width = QFontMetricsF(window_font(shape.size * 0.75)).horizontalAdvance(shape.text)
        left = shape.x - width * _ANCHORS[shape.anchor]
        return QRectF(left, shape.y - shape.size, width, shape.size * 1.3)
    if isinstance(shape, Line):
        corner = QRectF(QPointF(shape.x1, shape.y1), QPointF(shape.x2, shape.y2)).normalized()
        return corner.adjusted(-0.5, -0.5, 0.5, 0.5)
    return _polygon(shape).boundingRect().adjusted(-0.5, -0.5, 0.5, 0.5)


def _polygon(shape: Polygon | Polyline) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in shape.points])


def _colour(theme: Theme, token: str, opacity: float = 1) -> QColor:
    return theme.colour(token, opacity) if token else QColor(Qt.GlobalColor.transparent)


def _brush(theme: Theme, token: str, opacity: float) -> QBrush:
    return QBrush(_colour(theme, token, opacity)) if token else QBrush(Qt.BrushStyle.NoBrush)


def _pen(theme: Theme, token: str, width: float, dash: tuple[float, ...] = ()) -> QPen:
    if not token:
        return QPen(Qt.PenStyle.NoPen)
    pen = QPen(_colour(theme, token), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if dash:
        # Qt counts dashes in pen widths, and wants an even number of them.
        lengths = dash if len(dash) % 2 == 0 else dash * 2
        pen.setDashPattern([length / width for length in lengths])
    return pen


def _line(painter: QPainter, shape: Line, theme: Theme) -> None:
    painter.setPen(_pen(theme, shape.colour, shape.width, shape.dash))
    painter.drawLine(QPointF(shape.x1, shape.y1), QPointF(shape.x2, shape.y2))


def _polyline(painter: QPainter, shape: Polyline, theme: Theme) -> None:
    painter.setPen(_pen(theme, shape.colour, shape.width, shape.dash))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(_polygon(shape))


def _filled_polygon(painter: QPainter, shape: Polygon, theme: Theme) -> None:
    painter.setPen(_pen(theme, shape.stroke, shape.width))
    painter.setBrush(_brush(theme, shape.fill, shape.opacity))
    painter.drawPolygon(_polygon(shape))


def _rect(painter: QPainter, shape: Rect, theme: Theme) -> None:
    painter.setPen(_pen(theme, shape.stroke, shape.stroke_width, shape.dash))
    painter.setBrush(_brush(theme, shape.fill, shape.opacity))
    painter.drawRoundedRect(bounds(shape), shape.radius, shape.radius)


def _circle(painter: QPainter, shape: Circle, theme: Theme) -> None:
    painter.setPen(_pen(theme, shape.stroke, shape.width))
    painter.setBrush(_brush(theme, shape.fill, shape.opacity))
    painter.drawEllipse(bounds(shape))


def _arc(painter: QPainter, shape: Arc, theme: Theme) -> None:
    path = QPainterPath()
    # Qt counts degrees anticlockwise from three o'clock.
    start = 90 - shape.start
    path.arcMoveTo(bounds(shape), start)
    path.arcTo(bounds(shape), start, -shape.sweep)
    painter.setPen(_pen(theme, shape.colour, shape.width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


def _hatch(painter: QPainter, shape: Hatch, theme: Theme) -> None:
    hatch(painter, bounds(shape), _colour(theme, shape.colour, shape.opacity), shape.step)


def hatch(painter: QPainter, area: QRectF, colour: QColor, step: float = 4) -> None:
    """Fill an area with thin diagonal lines `step` apart: the sign of something not known."""
    painter.save()
    painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(colour, 0.6))
    reach = area.height()
    x = area.left() - reach
    while x < area.right():
        painter.drawLine(QPointF(x, area.bottom()), QPointF(x + reach, area.top()))
        x += step
    painter.restore()


def _text(painter: QPainter, shape: Text, theme: Theme) -> None:
    device = painter.device()
    points = shape.size * _POINTS_PER_INCH / device.logicalDpiY()
    font = window_font(points, bold=shape.bold)
    width = QFontMetricsF(font, device).horizontalAdvance(shape.text)
    painter.save()
    painter.setFont(font)
    painter.setPen(_colour(theme, shape.colour))
    painter.translate(shape.x, shape.y)
    painter.rotate(shape.rotate)
    painter.drawText(QPointF(-width * _ANCHORS[shape.anchor], 0), shape.text)
    painter.restore()


_Draw: TypeAlias = Callable[[QPainter, Any, Theme], None]
_DRAW: Final[Mapping[type, _Draw]] = {
    Line: _line,
    Polyline: _polyline,
    Polygon: _filled_polygon,
    Rect: _rect,
    Circle: _circle,
    Arc: _arc,
    Text: _text,
    Hatch: _hatch,
}
