"""The figures of a chart one after the other, for those who go through it with the keyboard."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from desktop_app.charts.scene import Circle, Scene, Shape, Text
from desktop_app.ui.paint import bounds


@dataclass(frozen=True, slots=True)
class Stop:
    """What is said at one place of a chart, and the boxes around it in scene units."""

    tip: str
    boxes: tuple[QRectF, ...]


def stops_of(scene: Scene) -> tuple[Stop, ...]:
    """Every tip once, in the order of drawing, with all shapes that carry it."""
    shapes: dict[str, list[Shape]] = {}
    for shape in scene.shapes:
        if shape.tip:
            shapes.setdefault(shape.tip, []).append(shape)
    return tuple(Stop(tip, _around(found)) for tip, found in shapes.items())


def _around(shapes: list[Shape]) -> tuple[QRectF, ...]:
    """One box around a bar with its words; dots apart from one another keep their own."""
    boxes = [bounds(shape) for shape in shapes]
    if all(isinstance(shape, (Circle, Text)) for shape in shapes):
        return tuple(boxes)
    whole = boxes[0]
    for box in boxes[1:]:
        whole = whole.united(box)
    return (whole,)
