"""The synergy plane 协同控制坐标: what measures cut of pollution to the right, of carbon up.

Both in per cent of what there is; a measure in the upper right cuts both, one in the lower right
cleans the air and burns more carbon for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import hypot
from typing import Final

from desktop_app.charts.scene import Circle, Line, Polygon, Rect, Scene, Shape, Text, text_width
from desktop_app.charts.ticks import round_ticks, tick_text

_LEFT: Final = 46.0
_RIGHT: Final = 14.0
_TOP: Final = 8.0
_BOTTOM: Final = 36.0
_HIGH: Final = 0.62
_LEAST: Final = Decimal("0.1")
_AIR: Final = Decimal("1.3")
_DOT: Final = 7.0


@dataclass(frozen=True, slots=True)
class SynergyPoint:
    """A measure: the number it has in the plan, and what it cuts in per cent (negative: adds)."""

    mark: str
    pollution: Decimal
    carbon: Decimal
    tip: str = ""
    whole: bool = False


@dataclass(frozen=True, slots=True)
class SynergyInput:
    """The measures, and the words: x, y, both, carbon_only, neither, pollution_only, empty, title.

    A point that is `whole` is the plan in its entirety.
    """

    points: tuple[SynergyPoint, ...]
    labels: Mapping[str, str] = field(default_factory=dict)
    description: str = ""

    def label(self, key: str) -> str:
        """The word for `key`, or "" when the caller gave none."""
        return self.labels.get(key, "")


@dataclass(frozen=True, slots=True)
class _Plane:
    """The rectangle of the plot and the numbers at its edges."""

    left: float
    top: float
    width: float
    height: float
    across: tuple[Decimal, ...]
    up: tuple[Decimal, ...]

    def x(self, value: Decimal) -> float:
        """The place of a cut of pollution."""
        low, high = self.across[0], self.across[-1]
        return self.left + self.width * float((value - low) / (high - low))

    def y(self, value: Decimal) -> float:
        """The place of a cut of carbon."""
        low, high = self.up[0], self.up[-1]
        return self.top + self.height * (1 - float((value - low) / (high - low)))


def synergy(shown: SynergyInput, width: float = 320) -> Scene:
    """The plane as a scene `width` wide."""
    inner = width - _LEFT - _RIGHT
    height = inner * _HIGH
    across = _axis([point.pollution for point in shown.points])
    up = _axis([point.carbon for point in shown.points])
    plane = _Plane(_LEFT, _TOP, inner, height, across, up)
    shapes = (*_ground(plane, shown), *_axes(plane, shown), *_points(plane, shown))
    return Scene(width, _TOP + height + _BOTTOM, shapes, shown.label("title"), shown.description)


def _axis(values: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """From at most a little below zero, so that both sides of it are seen."""
    high = max([_LEAST, *values]) * _AIR
    low = min([-high / 5, *(one * _AIR for one in values)])
    return round_ticks(low, high, 5)


def _ground(plane: _Plane, shown: SynergyInput) -> Iterator[Shape]:
    x, y = plane.x(Decimal(0)), plane.y(Decimal(0))
    right, bottom = plane.left + plane.width, plane.top + plane.height
    yield Rect(plane.left, plane.top, plane.width, plane.height, fill="surface", stroke="border")
    yield Rect(x, plane.top, right - x, y - plane.top, fill="accent", opacity=0.08)
    yield Rect(plane.left, y, x - plane.left, bottom - y, fill="level_below", opacity=0.07)
    corners = (
        ("both", right - 5, plane.top + 11, "end", x, right, "accent"),
        ("carbon_only", plane.left + 5, plane.top + 11, "start", plane.left, x, "muted"),
        ("neither", plane.left + 5, bottom - 5, "start", plane.left, x, "level_below"),
        ("pollution_only", right - 5, bottom - 5, "end", x, right, "muted"),
    )
    for key, at, up, anchor, start, end, colour in corners:
        word = shown.label(key)
        if text_width(word, 7.5) <= end - start - 8:
            yield Text(at, up, word, 7.5, anchor, colour=colour)


def _axes(plane: _Plane, shown: SynergyInput) -> Iterator[Shape]:
    x, y = plane.x(Decimal(0)), plane.y(Decimal(0))
    right, bottom = plane.left + plane.width, plane.top + plane.height
    for tick in plane.across:
        at = plane.x(tick)
        yield Line(at, bottom, at, bottom + 3)
        yield Text(at, bottom + 12, tick_text(tick), 7.5, "middle", colour="muted")
    for tick in plane.up:
        at = plane.y(tick)
        yield Line(plane.left - 3, at, plane.left, at)
        yield Text(plane.left - 6, at + 2.7, tick_text(tick), 7.5, "end", colour="muted")
    yield Line(x, plane.top, x, bottom, "carbon", 1)
    yield Line(plane.left, y, right, y, "pollution", 1)
    middle = (plane.left + right) / 2
    yield Text(middle, bottom + 27, shown.label("x"), 8.5, "middle", colour="pollution")
    half = (plane.top + bottom) / 2
    yield Text(11, half, shown.label("y"), 8.5, "middle", colour="carbon", rotate=-90)


def _points(plane: _Plane, shown: SynergyInput) -> Iterator[Shape]:
    if not shown.points:
        middle = plane.left + plane.width / 2
        up = plane.top + plane.height / 2
        yield Text(middle, up, shown.label("empty"), 9, "middle", colour="muted")
    taken: list[tuple[float, float]] = []
    for point in sorted(shown.points, key=lambda one: one.whole):
        x, y = plane.x(point.pollution), plane.y(point.carbon)
        if point.whole:
            yield _diamond(x, y, point.tip)
            continue
        at = _free(plane, x, y, taken)
        taken.append(at)
        if at != (x, y):
            yield Line(x, y, *at, "accent", 0.6)
            yield Circle(x, y, 1.6, fill="accent")
        yield Circle(*at, _DOT, fill="accent", stroke="surface", width=1, tip=point.tip)
        yield Text(
            at[0],
            at[1] + 2.9,
            point.mark,
            8,
            "middle",
            bold=True,
            colour="on_accent",
            tip=point.tip,
        )


def _diamond(x: float, y: float, tip: str) -> Shape:
    arm = _DOT - 1
    corners = ((x, y - arm), (x + arm, y), (x, y + arm), (x - arm, y))
    return Polygon(corners, fill="surface", stroke="accent", width=1.6, tip=tip)


def _free(
    plane: _Plane, x: float, y: float, taken: Sequence[tuple[float, float]]
) -> tuple[float, float]:
    """A place for a dot that covers none of those drawn: beside the point, in growing rounds."""
    sides = ((1, 0), (0, -1), (-1, 0), (0, 1), (1, -1), (-1, -1))
    right, bottom = plane.left + plane.width, plane.top + plane.height
    rounds = [
        (x + across * step * _DOT * 2, y + up * step * _DOT * 2)
        for step in range(1, 6)
        for across, up in sides
    ]
    inside = [at for at in rounds if plane.left < at[0] < right and plane.top < at[1] < bottom]
    for at in ((x, y), *inside):
        if all(hypot(at[0] - a, at[1] - b) > _DOT * 1.7 for a, b in taken):
            return at
    return x, y
