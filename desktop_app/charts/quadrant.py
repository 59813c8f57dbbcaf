"""The double near-zero quadrant 双近零象限: near-zero pollution P to the right, carbon C up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from math import hypot
from typing import Final

from desktop_app.charts.scene import (
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
    shorten,
    text_width,
)

#: Lower bounds of min(P, C) for the grade bands, each a step fainter than the next better one.
BAND_STARTS: Final = (60, 70, 80, 90)
_BAND_OPACITY: Final = (0.05, 0.10, 0.17, 0.26)
_TICKS: Final = (0, 20, 40, 60, 80, 100)
_MARGIN_LEFT: Final = 40.0
_MARGIN_BOTTOM: Final = 38.0
_MARGIN_TOP: Final = 18.0
_MARGIN_RIGHT: Final = 40.0
_FLAG_HEIGHT: Final = 17.0
_GATES_HEIGHT: Final = 24.0
_GATE_SIGNS: Final = {"ok": ("●", "level_1"), "fail": ("✕", "level_below"), "open": ("○", "muted")}

Position = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class QuadrantInput:
    """What the quadrant shows; scores are 0-100.

    `p`/`c` are None while nothing can be said. The interval from low to high is what blanks still
    leave open. `last` is last year's position, `path` where planned measures lead, in order.
    Gates are (id, "ok" | "fail" | "open"). `labels` gives the words, already translated: p_axis,
    c_axis, target, point, last, plan, missing, interval, title, description, band_60 ... band_90,
    and gate_<id> for hover texts; a word left out is not drawn.
    """

    p: Decimal | None
    c: Decimal | None
    p_low: Decimal | None = None
    p_high: Decimal | None = None
    c_low: Decimal | None = None
    c_high: Decimal | None = None
    last: Position | None = None
    path: tuple[Position, ...] = ()
    grade: str = ""
    gates: tuple[tuple[str, str], ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)

    def label(self, key: str) -> str:
        """The word for `key`, or "" when the caller gave none."""
        return self.labels.get(key, "")


@dataclass(frozen=True, slots=True)
class _Plot:
    """The square inside the axes and the way from scores to points."""

    left: float
    top: float
    side: float

    def at(self, p: Decimal | float, c: Decimal | float) -> Point:
        """The place of the scores (p, c), held inside the square."""
        across, up = (min(100.0, max(0.0, float(score))) for score in (p, c))
        return (self.left + self.side * across / 100, self.top + self.side * (1 - up / 100))


def quadrant(shown: QuadrantInput, size: float = 320) -> Scene:
    """The quadrant as a scene `size` wide, a little higher when there are gates to show."""
    plot = _Plot(_MARGIN_LEFT, _MARGIN_TOP, size - _MARGIN_LEFT - _MARGIN_RIGHT)
    bottom = plot.top + plot.side + _MARGIN_BOTTOM
    shapes = (
        *_bands(plot, shown),
        *_axes(plot, shown),
        *_interval(plot, shown),
        *_history(plot, shown),
        *_plan(plot, shown),
        *_point(plot, shown),
        *_gates(shown, plot.left, bottom, plot.side),
    )
    height = bottom + (_GATES_HEIGHT if shown.gates else 0)
    return Scene(size, height, shapes, shown.label("title"), shown.label("description"))


def _bands(plot: _Plot, shown: QuadrantInput) -> Iterator[Shape]:
    """L-shaped steps: the area where min(P, C) lies between one grade line and the next."""
    left, top = plot.at(0, 100)
    yield Rect(left, top, plot.side, plot.side, fill="surface", stroke="border")
    for (start, end), opacity in zip(pairwise((*BAND_STARTS, 100)), _BAND_OPACITY, strict=True):
        corners = [(start, start), (start, 100), (end, 100), (end, end), (100, end), (100, start)]
        points = tuple(plot.at(p, c) for p, c in corners)
        tip = shown.label(f"band_{start}")
        yield Polygon(points, fill="accent", opacity=opacity, tip=tip)
        yield Polyline((points[1], points[0], points[5]), "border", 0.6)
        x, y = plot.at(100, start)
        yield Text(x + 5, y - plot.side * 0.035, tip, 7, colour="muted")
    x, y = plot.at(100, 100)
    arm = plot.side * 0.1
    yield Polyline(((x - arm, y), (x, y), (x, y + arm)), "accent", 2, tip=shown.label("target"))
    yield Text(x, y - 5, shown.label("target"), 8, "end", bold=True, colour="accent")


def _axes(plot: _Plot, shown: QuadrantInput) -> Iterator[Shape]:
    left, bottom = plot.at(0, 0)
    for tick in _TICKS:
        x, _ = plot.at(tick, 0)
        _, y = plot.at(0, tick)
        yield Line(x, bottom, x, bottom + 3)
        yield Line(left - 3, y, left, y)
        yield Text(x, bottom + 12, str(tick), 7.5, "middle", colour="muted")
        yield Text(left - 6, y + 2.7, str(tick), 7.5, "end", colour="muted")
    right, top = plot.at(100, 100)
    yield Line(left, bottom, right, bottom, "pollution", 1.25)
    yield Line(left, bottom, left, top, "carbon", 1.25)
    yield Text(
        (left + right) / 2, bottom + 27, shown.label("p_axis"), 8.5, "middle", colour="pollution"
    )
    yield Text(
        12, (top + bottom) / 2, shown.label("c_axis"), 8.5, "middle", colour="carbon", rotate=-90
    )


def _interval(plot: _Plot, shown: QuadrantInput) -> Iterator[Shape]:
    """The box that blanks leave open; nothing when the position is certain."""
    bounds = (shown.p_low, shown.p_high, shown.c_low, shown.c_high)
    p_low, p_high, c_low, c_high = bounds
    if p_low is None or p_high is None or c_low is None or c_high is None:
        return
    if (p_low, c_low) == (p_high, c_high):
        return
    left, bottom = plot.at(p_low, c_low)
    right, top = plot.at(p_high, c_high)
    tip = shown.label("interval")
    yield Hatch(left, top, right - left, bottom - top, "accent", 5, 0.5, tip)
    yield Rect(left, top, right - left, bottom - top, stroke="accent", dash=(3, 2), tip=tip)


def _history(plot: _Plot, shown: QuadrantInput) -> Iterator[Shape]:
    """Last year's hollow point and a thin arrow to this year's."""
    if shown.last is None:
        return
    before = plot.at(*shown.last)
    tip = shown.label("last")
    yield Circle(*before, 3.5, fill="surface", stroke="muted", width=1.2, tip=tip)
    if shown.p is None or shown.c is None:
        return
    now = plot.at(shown.p, shown.c)
    distance = hypot(now[0] - before[0], now[1] - before[1])
    if distance < 16:
        return
    start, end = _along(before, now, 4.5 / distance), _along(before, now, 1 - 8 / distance)
    yield Line(*start, *end, "muted", 0.9, tip=tip)
    yield _arrow_head(start, end, "muted")


def _plan(plot: _Plot, shown: QuadrantInput) -> Iterator[Shape]:
    """Where measures lead: a dotted path from the point, each station a small dot."""
    if not shown.path or shown.p is None or shown.c is None:
        return
    stations = tuple(plot.at(p, c) for p, c in shown.path)
    tip = shown.label("plan")
    yield Polyline((plot.at(shown.p, shown.c), *stations), "accent", 1.2, (1.2, 2.4), tip)
    for station in stations:
        yield Circle(*station, 2.2, fill="accent", tip=tip)


def _point(plot: _Plot, shown: QuadrantInput) -> Iterator[Shape]:
    if shown.p is None or shown.c is None:
        x, y = plot.at(50, 32)
        yield Text(x, y, shown.label("missing"), 9, "middle", colour="muted")
        return
    x, y = plot.at(shown.p, shown.c)
    tip = shown.label("point")
    yield Circle(x, y, 8.5, fill="accent", opacity=0.18, tip=tip)
    yield Circle(x, y, 5, fill="accent", stroke="surface", width=1.4, tip=tip)
    if shown.grade:
        yield from _flag(plot, shown, x, y)


def _flag(plot: _Plot, shown: QuadrantInput, x: float, y: float) -> Iterator[Shape]:
    """The grade above the point and its interval, or below them when there is no room above."""
    tip = shown.label("point")
    width = text_width(shown.grade, 9) + 12
    left = min(max(x - width / 2, plot.left + 3), plot.left + plot.side - width - 3)
    highest, lowest = _extent(plot, shown, y)
    top = highest - 9 - _FLAG_HEIGHT
    if top < plot.top + 3:
        top = min(lowest + 9, plot.top + plot.side - _FLAG_HEIGHT - 3)
    yield Rect(left, top, width, _FLAG_HEIGHT, fill="accent", radius=3, tip=tip)
    yield Text(left + width / 2, top + 12, shown.grade, 9, "middle", bold=True, colour="on_accent")


def _extent(plot: _Plot, shown: QuadrantInput, y: float) -> tuple[float, float]:
    """Top and bottom of the point and of its interval box."""
    scores = [score for score in (shown.c_low, shown.c_high) if score is not None]
    ends = [plot.at(0, score)[1] for score in scores]
    return min([y - 5, *ends]), max([y + 5, *ends])


def _gates(shown: QuadrantInput, left: float, top: float, room: float) -> Iterator[Shape]:
    """One sign and id per gate, in a row below the plot."""
    if not shown.gates:
        return
    step = room / len(shown.gates)
    for index, (gate, state) in enumerate(shown.gates):
        sign, colour = _GATE_SIGNS[state]
        x = left + index * step
        tip = shown.label(f"gate_{gate}") or gate
        yield Text(x, top + 11, sign, 8, colour=colour, tip=tip)
        yield Text(x + 10, top + 11, shorten(gate, 8, step - 11), 8, colour="muted", tip=tip)


def _along(start: Point, end: Point, share: float) -> Point:
    return (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)


def _arrow_head(start: Point, end: Point, colour: str) -> Polygon:
    length = hypot(end[0] - start[0], end[1] - start[1])
    ux, uy = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    base = (end[0] - 5 * ux, end[1] - 5 * uy)
    tip = (end[0] + ux, end[1] + uy)
    wings = ((base[0] - 2.2 * uy, base[1] + 2.2 * ux), (base[0] + 2.2 * uy, base[1] - 2.2 * ux))
    return Polygon((tip, *wings), fill=colour)
