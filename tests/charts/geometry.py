"""Bounding boxes of shapes, for tests of chart geometry."""

from __future__ import annotations

from typing import TypeVar

from desktop_app.charts.palette import PALETTES
from desktop_app.charts.scene import (
    Arc,
    Circle,
    Hatch,
    Line,
    Point,
    Polygon,
    Polyline,
    Rect,
    Scene,
    Shape,
    Text,
    text_width,
)

Box = tuple[float, float, float, float]
S = TypeVar("S")


def shapes_of(scene: Scene, kind: type[S]) -> list[S]:
    return [shape for shape in scene.shapes if isinstance(shape, kind)]


def box(shape: Shape) -> Box:
    """Left, top, right, bottom."""
    if isinstance(shape, Text):
        return text_box(shape)
    xs, ys = zip(*extremes(shape), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def extremes(shape: Shape) -> tuple[Point, ...]:
    """Points whose bounding box is that of the shape."""
    match shape:
        case Line():
            return (shape.x1, shape.y1), (shape.x2, shape.y2)
        case Polyline() | Polygon():
            return shape.points
        case Rect() | Hatch():
            return (shape.x, shape.y), (shape.x + shape.width, shape.y + shape.height)
        case Circle() | Arc():
            r = shape.radius
            return (shape.x - r, shape.y - r), (shape.x + r, shape.y + r)
        case Text():
            raise AssertionError(shape.text)


def text_box(text: Text) -> Box:
    width = text_width(text.text, text.size)
    back = {"start": 0.0, "middle": width / 2, "end": width}[text.anchor]
    ascent, descent = text.size * 0.8, text.size * 0.12
    if text.rotate:
        return text.x - ascent, text.y - width + back, text.x + descent, text.y + back
    return text.x - back, text.y - ascent, text.x - back + width, text.y + descent


def overlaps(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def colliding_texts(scene: Scene) -> list[tuple[str, str]]:
    texts = [text for text in shapes_of(scene, Text) if text.text]
    return [
        (one.text, other.text)
        for index, one in enumerate(texts)
        for other in texts[index + 1 :]
        if overlaps(text_box(one), text_box(other))
    ]


def outside(scene: Scene) -> list[Shape]:
    """Shapes that leave the frame of the scene by more than a hair."""
    found = []
    for shape in scene.shapes:
        if isinstance(shape, Text) and not shape.text:
            continue
        left, top, right, bottom = box(shape)
        if left < -1 or top < -1 or right > scene.width + 1 or bottom > scene.height + 1:
            found.append(shape)
    return found


def unknown_colours(scene: Scene) -> set[str]:
    tokens: set[str] = set()
    for shape in scene.shapes:
        for field in ("colour", "fill", "stroke"):
            tokens.add(getattr(shape, field, ""))
    return tokens - set(PALETTES["light"]) - {""}
