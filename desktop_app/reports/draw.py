"""A chart scene on a PDF page, as vectors with real text."""

from __future__ import annotations

from dataclasses import dataclass

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
from desktop_app.reports.pen import Pen
from desktop_app.reports.style import TextStyle
from desktop_app.reports.typeset import TextLine, Typesetter


def draw_scene(
    pen: Pen, setter: Typesetter, scene: Scene, x: float, y: float, scale: float = 1
) -> None:
    """Draw `scene` with its top left corner at (x, y), all lengths times `scale`."""
    hand = _Hand(pen, setter, scene.height)
    canvas = pen.canvas
    canvas.saveState()
    canvas.translate(x, y - scene.height * scale)
    canvas.scale(scale, scale)
    for shape in scene.shapes:
        hand.draw(shape)
    canvas.restoreState()


@dataclass(frozen=True, slots=True)
class _Hand:
    """Draws shapes of a scene of the given height: a scene's y runs down, a page's runs up."""

    pen: Pen
    setter: Typesetter
    height: float

    def draw(self, shape: Shape) -> None:
        match shape:
            case Line():
                self._stroke(shape.colour, shape.width, shape.dash)
                self.pen.canvas.line(shape.x1, self._up(shape.y1), shape.x2, self._up(shape.y2))
            case Polyline():
                self._stroke(shape.colour, shape.width, shape.dash)
                self._path(shape.points, closed=False, stroke=True, fill=False)
            case Polygon():
                self._paint(shape.fill, shape.opacity, shape.stroke, shape.width)
                filled, stroked = bool(shape.fill), bool(shape.stroke)
                self._path(shape.points, closed=True, stroke=stroked, fill=filled)
            case Rect():
                self._rect(shape)
            case Circle():
                self._paint(shape.fill, shape.opacity, shape.stroke, shape.width)
                self.pen.canvas.circle(
                    shape.x,
                    self._up(shape.y),
                    shape.radius,
                    stroke=int(bool(shape.stroke)),
                    fill=int(bool(shape.fill)),
                )
            case Arc():
                self._arc(shape)
            case Text():
                self._text(shape)
            case Hatch():
                self._hatch(shape)

    def _up(self, y: float) -> float:
        return self.height - y

    def _stroke(self, token: str, width: float, dash: tuple[float, ...] = ()) -> None:
        canvas = self.pen.canvas
        canvas.setStrokeColor(self.pen.colour(token))
        canvas.setLineWidth(width)
        canvas.setDash(list(dash), 0)

    def _paint(
        self, fill: str, opacity: float, stroke: str, width: float, dash: tuple[float, ...] = ()
    ) -> None:
        if fill:
            self.pen.canvas.setFillColor(self.pen.colour(fill, opacity))
        if stroke:
            self._stroke(stroke, width, dash)

    def _path(
        self, points: tuple[tuple[float, float], ...], *, closed: bool, stroke: bool, fill: bool
    ) -> None:
        path = self.pen.canvas.beginPath()
        path.moveTo(points[0][0], self._up(points[0][1]))
        for x, y in points[1:]:
            path.lineTo(x, self._up(y))
        if closed:
            path.close()
        self.pen.canvas.drawPath(path, stroke=int(stroke), fill=int(fill))

    def _rect(self, shape: Rect) -> None:
        self._paint(shape.fill, shape.opacity, shape.stroke, shape.stroke_width, shape.dash)
        radius = min(shape.radius, shape.width / 2, shape.height / 2)
        self.pen.canvas.roundRect(
            shape.x,
            self._up(shape.y + shape.height),
            shape.width,
            shape.height,
            radius,
            stroke=int(bool(shape.stroke)),
            fill=int(bool(shape.fill)),
        )

    def _arc(self, shape: Arc) -> None:
        self._stroke(shape.colour, shape.width)
        middle, radius = self._up(shape.y), shape.radius
        self.pen.canvas.arc(
            shape.x - radius,
            middle - radius,
            shape.x + radius,
            middle + radius,
            90 - shape.start - shape.sweep,
            shape.sweep,
        )

    def _text(self, shape: Text) -> None:
        if not shape.text:
            return
        line = self._set(shape)
        back = {"middle": line.right / 2, "end": line.right}.get(shape.anchor, 0.0)
        canvas = self.pen.canvas
        canvas.saveState()
        canvas.translate(shape.x, self._up(shape.y))
        canvas.rotate(-shape.rotate)
        self.pen.line(line, -back, 0)
        canvas.restoreState()

    def _set(self, shape: Text) -> TextLine:
        style = TextStyle(shape.size, shape.size, shape.colour, shape.bold)
        return self.setter.lines(shape.text.replace("\n", " "), style, float("inf"))[0]

    def _hatch(self, shape: Hatch) -> None:
        """Lines from bottom left to top right, cut off at the edges."""
        canvas = self.pen.canvas
        canvas.saveState()
        path = canvas.beginPath()
        bottom = self._up(shape.y + shape.height)
        path.rect(shape.x, bottom, shape.width, shape.height)
        canvas.clipPath(path, stroke=0, fill=0)
        canvas.setStrokeColor(self.pen.colour(shape.colour, shape.opacity))
        canvas.setLineWidth(0.5)
        canvas.setDash()
        offset = -shape.height
        while offset < shape.width:
            left = shape.x + offset
            canvas.line(left, bottom, left + shape.height, bottom + shape.height)
            offset += shape.step
        canvas.restoreState()
