"""Small instruments: threshold band, completion ring and level badge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from desktop_app.charts.scene import (
    Arc,
    Circle,
    Hatch,
    Line,
    Polygon,
    Rect,
    Scene,
    Shape,
    Text,
    spread,
    text_width,
)

#: The sign that goes with a level's colour, so that no level is told by colour alone.
LEVEL_SIGNS: Final = MappingProxyType(
    {"level_1": "●", "level_2": "◐", "level_3": "○", "level_below": "✕"}
)
BAND_WIDTH: Final = 120.0
BAND_HEIGHT: Final = 8.0
_MARKER_ROOM: Final = 7.0
_LABEL_SIZE: Final = 7.0
_INSET: Final = 5.0


@dataclass(frozen=True, slots=True)
class BandInput:
    """A value on the scale of an indicator, all in the indicator's own unit.

    `limits` are (label, limit, level colour token), best level first; a limit of None (a hole in
    the table) is skipped. `value` is None while it is not known. Words are already translated.
    """

    limits: tuple[tuple[str, Decimal | None, str], ...]
    value: Decimal | None
    lower_is_better: bool = False
    tip: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class _Step:
    """Limits that coincide, drawn as one tick: where it lies (0 worst - 1 best) and its words."""

    share: float
    label: str
    colour: str


@dataclass(frozen=True, slots=True)
class _Axis:
    """The way from values to places; better is always to the right."""

    worst: Decimal
    best: Decimal
    left: float
    width: float

    def share(self, value: Decimal) -> float:
        """0 at the left end, 1 at the right; beyond the ends off the scale."""
        return float((value - self.worst) / (self.best - self.worst))

    def at(self, share: float) -> float:
        """The place of a share, held between the ends."""
        return self.left + self.width * min(1.0, max(0.0, share))


def threshold_band(shown: BandInput, width: float = BAND_WIDTH) -> Scene:
    """The bar with one tick per level and our marker above it.

    A value beyond the drawn range is marked by a sideways arrow at that end; an unknown value
    hatches the bar.
    """
    height = _MARKER_ROOM + BAND_HEIGHT + _LABEL_SIZE + 4
    limits = [(label, limit, colour) for label, limit, colour in shown.limits if limit is not None]
    if not limits:
        bar = _unknown(width)
        return Scene(width, height, (bar,), shown.title, shown.tip)
    axis = _axis([limit for _, limit, _ in limits], shown.lower_is_better, width)
    steps = _steps(axis, limits)
    shapes = [*_segments(axis, steps), *_ticks(axis, steps)]
    if shown.value is None:
        shapes.append(_unknown(width))
    else:
        shapes.extend(_marker(axis, shown.value, shown.tip))
    return Scene(width, height, tuple(shapes), shown.title, shown.tip)


def completion_ring(done: int, total: int, tip: str = "", size: float = 44) -> Scene:
    """A ring filled clockwise by done/total, the percentage inside; an empty total draws 0 %.

    The percentage is rounded down: 100 % is shown only when nothing is left.
    """
    middle, radius = size / 2, size / 2 - 4
    percent = 100 * done // total if total else 0
    shapes: list[Shape] = [Circle(middle, middle, radius, stroke="border", width=4, tip=tip)]
    if done and total:
        sweep = 360 * min(1.0, done / total)
        shapes.append(Arc(middle, middle, radius, 0, sweep, "accent", 4, tip))
    shapes.append(
        Text(middle, middle + size * 0.08, f"{percent}%", size * 0.23, "middle", bold=True)
    )
    return Scene(size, size, tuple(shapes), "", tip)


def level_badge(level: str, word: str, size: float = 9) -> Scene:
    """A pill with the sign and the word of a level (a key of LEVEL_SIGNS; else drawn muted)."""
    sign = LEVEL_SIGNS.get(level, "")
    colour = level if sign else "muted"
    text = f"{sign} {word}".strip()
    width, height = text_width(text, size) + size * 1.4, size * 1.9
    pill = Rect(0, 0, width, height, fill=colour, radius=height / 2, opacity=0.12)
    label = Text(width / 2, height / 2 + size * 0.36, text, size, "middle", True, colour)
    return Scene(width, height, (pill, label), word)


def _axis(limits: list[Decimal], lower_is_better: bool, width: float) -> _Axis:
    """A range that leaves two fifths of the span of limits free at either end."""
    least, most = min(limits), max(limits)
    span = (most - least) or abs(most) or Decimal(1)
    low, high = least - span * 2 / 5, most + span * 2 / 5
    worst, best = (high, low) if lower_is_better else (low, high)
    return _Axis(worst, best, 0, width)


def _steps(axis: _Axis, limits: list[tuple[str, Decimal, str]]) -> tuple[_Step, ...]:
    """Worst first; equal limits (Ⅱ and Ⅲ often share one) become one step with both labels."""
    steps: list[_Step] = []
    for label, limit, colour in limits:
        share = axis.share(limit)
        if steps and steps[-1].share == share:
            steps[-1] = _Step(share, f"{steps[-1].label}/{label}", steps[-1].colour)
        else:
            steps.append(_Step(share, label, colour))
    return tuple(sorted(steps, key=lambda step: step.share))


def _segments(axis: _Axis, steps: tuple[_Step, ...]) -> Iterator[Shape]:
    starts = [(0.0, "level_below"), *((step.share, step.colour) for step in steps)]
    for (start, colour), (end, _) in pairwise((*starts, (1.0, ""))):
        left, right = axis.at(start), axis.at(end)
        yield Rect(left, _MARKER_ROOM, right - left, BAND_HEIGHT, fill=colour, opacity=0.28)


def _ticks(axis: _Axis, steps: tuple[_Step, ...]) -> Iterator[Shape]:
    """Ticks stay where the limits are; labels move apart when they would touch.

    Where the bar has no room for all labels there are none: ten grades have their words elsewhere.
    """
    widest = max(text_width(step.label, _LABEL_SIZE) for step in steps)
    places = [axis.at(step.share) for step in steps]
    half = widest / 2
    bottom = _MARKER_ROOM + BAND_HEIGHT
    centres = spread(places, widest + 2, axis.left + half, axis.left + axis.width - half)
    crowded = (widest + 2) * len(steps) > axis.width
    for step, place, centre in zip(steps, places, centres, strict=True):
        yield Line(place, _MARKER_ROOM, place, bottom + 2, step.colour, 1)
        if crowded:
            continue
        yield Text(
            centre, bottom + _LABEL_SIZE + 2.5, step.label, _LABEL_SIZE, "middle", colour="muted"
        )


def _marker(axis: _Axis, value: Decimal, tip: str) -> Iterator[Shape]:
    share = axis.share(value)
    top, bottom = _MARKER_ROOM - 6.5, _MARKER_ROOM + BAND_HEIGHT
    if 0 <= share <= 1:
        x = min(max(axis.at(share), axis.left + 3.5), axis.left + axis.width - 3.5)
        corners = ((x - 3.5, top), (x + 3.5, top), (x, top + 5.5))
        yield Polygon(corners, fill="text", tip=tip)
        yield Line(x, top + 5, x, bottom, "text", 1.2, tip=tip)
        return
    outward = 1 if share > 1 else -1
    edge = axis.at(share)
    middle = _MARKER_ROOM + BAND_HEIGHT / 2
    back = edge - outward * _INSET
    yield Polygon(((edge, middle), (back, middle - 4), (back, middle + 4)), fill="text", tip=tip)


def _unknown(width: float) -> Hatch:
    return Hatch(0, _MARKER_ROOM, width, BAND_HEIGHT, "muted", 4, 0.6)
