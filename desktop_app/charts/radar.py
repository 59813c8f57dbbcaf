"""The radar of groups: per group of a table, how much of it reaches each level."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Final

from desktop_app.charts.scene import (
    Circle,
    Point,
    Polygon,
    Polyline,
    Scene,
    Shape,
    Text,
    text_width,
)

FEWEST: Final = 3
"""Spokes a radar needs; of fewer groups there is no area."""

_SIZE: Final = 8.5
_RINGS: Final = (0.25, 0.5, 0.75, 1.0)
_LABEL_ROOM: Final = 92.0
_LABEL_GAP: Final = 8.0
_LEGEND: Final = 20.0
_TOP: Final = 26.0
_MOST_RADIUS: Final = 110.0
_DOT: Final = 2.2


@dataclass(frozen=True, slots=True)
class Spoke:
    """One group: shares from 0 to 1, one per series in their order; `tip` gives the figures."""

    label: str
    shares: tuple[float, ...]
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One area: its name, its palette token, and whether it is only possible yet (dashed)."""

    label: str
    colour: str
    open: bool = False


def radar(
    spokes: Sequence[Spoke], series: Sequence[Series], width: float = 320, title: str = ""
) -> Scene:
    """The groups around a circle, the first at twelve o'clock; series in the order given.

    Raises:
        ValueError: fewer than FEWEST spokes.
    """
    if len(spokes) < FEWEST:
        raise ValueError(len(spokes))
    radius = min(_MOST_RADIUS, max(48.0, width / 2 - _LABEL_ROOM))
    middle = (width / 2, _TOP + radius)
    height = _TOP + 2 * radius + _TOP + _LEGEND
    web = _Web(middle, radius, len(spokes))
    shapes = (
        *_grid(web, spokes),
        *(shape for at, one in enumerate(series) for shape in _area(web, spokes, at, one)),
        *_labels(web, spokes, width),
        *_legend(series, width, height - 6),
    )
    described = "；".join(spoke.tip or spoke.label for spoke in spokes)
    return Scene(width, height, shapes, title, described)


@dataclass(frozen=True, slots=True)
class _Web:
    """Middle, radius and number of spokes, and the way from shares to points."""

    middle: Point
    radius: float
    count: int

    def at(self, spoke: int, share: float) -> Point:
        """The place of a share on a spoke."""
        angle = 2 * pi * spoke / self.count
        reach = self.radius * min(1.0, max(0.0, share))
        return (self.middle[0] + reach * sin(angle), self.middle[1] - reach * cos(angle))

    def ring(self, share: float) -> tuple[Point, ...]:
        """The corners of the ring of a share."""
        return tuple(self.at(spoke, share) for spoke in range(self.count))


def _grid(web: _Web, spokes: Sequence[Spoke]) -> Iterator[Shape]:
    for share in _RINGS:
        yield Polygon(web.ring(share), stroke="border")
    for place in range(len(spokes)):
        yield Polyline((web.middle, web.at(place, 1)), "border", 0.75)


def _area(web: _Web, spokes: Sequence[Spoke], place: int, one: Series) -> Iterator[Shape]:
    corners = tuple(web.at(at, spoke.shares[place]) for at, spoke in enumerate(spokes))
    if one.open:
        yield Polyline((*corners, corners[0]), one.colour, 0.9, (3, 2))
        return
    yield Polygon(corners, one.colour, one.colour, 1.2, 0.16)
    for (x, y), spoke in zip(corners, spokes, strict=True):
        yield Circle(x, y, _DOT, one.colour, tip=spoke.tip)


def _labels(web: _Web, spokes: Sequence[Spoke], width: float) -> Iterator[Shape]:
    for place, spoke in enumerate(spokes):
        x, y = _outside(web, place)
        side = x - web.middle[0]
        anchor = "middle" if abs(side) < web.radius * 0.2 else ("start" if side > 0 else "end")
        room = {"middle": width, "start": width - x, "end": x}[anchor]
        lines = _folded(spoke.label, room)
        above = y < web.middle[1] - web.radius * 0.8
        top = y - (len(lines) - 1) * (_SIZE + 2) if above else y
        for at, line in enumerate(lines):
            yield Text(x, top + at * (_SIZE + 2), line, _SIZE, anchor, tip=spoke.tip)


def _outside(web: _Web, place: int) -> Point:
    """Where the label of a spoke begins: a little beyond its end, its baseline centred."""
    angle = 2 * pi * place / web.count
    reach = web.radius + _LABEL_GAP
    down = _SIZE * 0.36 - _SIZE * 0.5 * cos(angle)
    return (web.middle[0] + reach * sin(angle), web.middle[1] - reach * cos(angle) + down)


def _folded(label: str, room: float) -> tuple[str, ...]:
    """A label on as many lines as its room asks for."""
    lines = [""]
    for char in label:
        if lines[-1] and text_width(lines[-1] + char, _SIZE) > room:
            lines.append("")
        lines[-1] += char
    return tuple(lines)


def _legend(series: Sequence[Series], width: float, y: float) -> Iterator[Shape]:
    widths = [14 + text_width(one.label, _SIZE) + 14 for one in series]
    x = max(0.0, (width - sum(widths)) / 2)
    for one, taken in zip(series, widths, strict=True):
        dash = (3.0, 2.0) if one.open else ()
        yield Polyline(((x, y - 3), (x + 10, y - 3)), one.colour, 0.9 if one.open else 2.4, dash)
        yield Text(x + 14, y, one.label, _SIZE, colour="muted")
        x += taken
