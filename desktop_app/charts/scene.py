"""Toolkit-free drawing: a scene is a frozen list of shapes that window and report both draw.

Lengths are in points (the window takes a point for a logical pixel), the origin is the top left
corner and y runs down. Colours are token names of `palette`; "" means not drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

Point: TypeAlias = tuple[float, float]

#: From which code point on a character is taken for a full-width one.
_WIDE_FROM: Final = 0x2E80
#: Full-width signs below that: level signs, Roman numerals, arrows, comparison signs.
_WIDE_BELOW: Final = frozenset("●◐○✕→≥≤≈×ⅠⅡⅢⅣ—…℃")


@dataclass(frozen=True, slots=True)
class Line:
    """A straight stroke; `dash` holds lengths of stroke and gap in turn."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str = "border"
    width: float = 0.75
    dash: tuple[float, ...] = ()
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Polyline:
    """An open path of straight strokes."""

    points: tuple[Point, ...]
    colour: str = "text"
    width: float = 1
    dash: tuple[float, ...] = ()
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Polygon:
    """A closed area; `opacity` (0-1) applies to the fill alone."""

    points: tuple[Point, ...]
    fill: str = ""
    stroke: str = ""
    width: float = 0.75
    opacity: float = 1
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Rect:
    """An upright rectangle, corners rounded by `radius`; `opacity` applies to the fill alone."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    stroke: str = ""
    stroke_width: float = 0.75
    radius: float = 0
    opacity: float = 1
    dash: tuple[float, ...] = ()
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle around (x, y)."""

    x: float
    y: float
    radius: float
    fill: str = ""
    stroke: str = ""
    width: float = 1
    opacity: float = 1
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Arc:
    """A stroke along a circle: degrees clockwise, `start` 0 at twelve o'clock."""

    x: float
    y: float
    radius: float
    start: float
    sweep: float
    colour: str = "accent"
    width: float = 4
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text whose baseline passes (x, y); `anchor` is start, middle or end.

    `rotate` turns it clockwise around (x, y), in degrees.
    """

    x: float
    y: float
    text: str
    size: float = 9
    anchor: str = "start"
    bold: bool = False
    colour: str = "text"
    rotate: float = 0
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Hatch:
    """A rectangle filled with thin diagonal lines `step` apart: something not known yet."""

    x: float
    y: float
    width: float
    height: float
    colour: str = "muted"
    step: float = 4
    opacity: float = 1
    tip: str = ""


Shape: TypeAlias = Line | Polyline | Polygon | Rect | Circle | Arc | Text | Hatch


@dataclass(frozen=True, slots=True)
class Scene:
    """A drawing of `width` x `height` points; `description` says in words what it shows."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    title: str = ""
    description: str = ""


def text_width(text: str, size: float) -> float:
    """The width `text` takes at `size`, near enough to place labels without a font at hand."""
    return sum(_em(char) for char in text) * size


def shorten(text: str, size: float, room: float) -> str:
    """`text`, or as much of its beginning as fits `room` followed by an ellipsis."""
    if text_width(text, size) <= room:
        return text
    kept = text
    while kept and text_width(kept + "…", size) > room:
        kept = kept[:-1]
    return kept + "…"


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> tuple[float, ...]:
    """Positions in the order of `wanted`, at least `gap` apart and between `low` and `high`.

    Each stays as near to where it was wanted as its neighbours allow. When all do not fit, they
    are spaced evenly over the room there is.
    """
    if not wanted:
        return ()
    if (len(wanted) - 1) * gap > high - low:
        gap = (high - low) / (len(wanted) - 1)
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    placed = [wanted[index] for index in order]
    floor = low
    for rank, position in enumerate(placed):
        placed[rank] = floor = max(position, floor)
        floor += gap
    ceiling = high
    for rank in reversed(range(len(placed))):
        placed[rank] = ceiling = min(placed[rank], ceiling)
        ceiling -= gap
    result = [0.0] * len(wanted)
    for rank, index in enumerate(order):
        result[index] = placed[rank]
    return tuple(result)


def _em(char: str) -> float:
    if ord(char) >= _WIDE_FROM or char in _WIDE_BELOW:
        return 1
    if char in " .,:;'|il!-()":
        return 0.36
    return 0.68 if char.isupper() or char in "%mw" else 0.57
