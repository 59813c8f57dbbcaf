"""The cost curve 减排成本曲线: what a tonne of carbon less costs, the cheapest measure first.

As wide as a measure cuts, as high as its tonne costs; below the line it pays for itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from desktop_app.charts.scene import Line, Rect, Scene, Shape, Text, text_width
from desktop_app.charts.ticks import round_ticks, tick_text

_LEFT: Final = 52.0
_RIGHT: Final = 14.0
_TOP: Final = 14.0
_BOTTOM: Final = 36.0
_HIGH: Final = 0.56
_THINNEST: Final = 1.5


@dataclass(frozen=True, slots=True)
class CostStep:
    """A measure: its number in the plan, tCO2 a year it cuts, 元 per tonne it costs."""

    mark: str
    amount: Decimal
    cost: Decimal
    tip: str = ""


@dataclass(frozen=True, slots=True)
class CostCurveInput:
    """The measures in any order, and the words: x, y, empty, title."""

    steps: tuple[CostStep, ...]
    labels: Mapping[str, str] = field(default_factory=dict)
    description: str = ""

    def label(self, key: str) -> str:
        """The word for `key`, or "" when the caller gave none."""
        return self.labels.get(key, "")


def cost_curve(shown: CostCurveInput, width: float = 320) -> Scene:
    """The curve as a scene `width` wide."""
    inner = width - _LEFT - _RIGHT
    height = inner * _HIGH
    shapes = tuple(_shapes(shown, inner, height))
    whole = _TOP + height + _BOTTOM
    return Scene(width, whole, shapes, shown.label("title"), shown.description)


def _shapes(shown: CostCurveInput, inner: float, height: float) -> Iterator[Shape]:
    bottom, right = _TOP + height, _LEFT + inner
    yield Rect(_LEFT, _TOP, inner, height, fill="surface", stroke="border")
    middle = _LEFT + inner / 2
    if not shown.steps:
        yield Text(middle, _TOP + height / 2, shown.label("empty"), 9, "middle", colour="muted")
        return
    steps = sorted(shown.steps, key=lambda step: (step.cost, step.mark))
    total = sum((step.amount for step in steps), Decimal(0))
    costs = [step.cost for step in steps]
    up = round_ticks(min([Decimal(0), *costs]), max([Decimal(0), *costs]), 4)
    along = round_ticks(Decimal(0), total, 4)

    def x(amount: Decimal) -> float:
        return _LEFT + inner * float(amount / along[-1])

    def y(cost: Decimal) -> float:
        return _TOP + height * (1 - float((cost - up[0]) / (up[-1] - up[0])))

    for tick in up:
        yield Line(_LEFT, y(tick), right, y(tick), "border", 0.5)
        yield Text(_LEFT - 6, y(tick) + 2.7, tick_text(tick), 7.5, "end", colour="muted")
    for tick in along:
        yield Line(x(tick), bottom, x(tick), bottom + 3)
        yield Text(x(tick), bottom + 12, tick_text(tick), 7.5, "middle", colour="muted")
    done = Decimal(0)
    for step in steps:
        yield from _step(step, x(done), x(done + step.amount), y(Decimal(0)), y(step.cost))
        done += step.amount
    yield Line(_LEFT, y(Decimal(0)), right, y(Decimal(0)), "text", 0.9)
    yield Text(middle, bottom + 27, shown.label("x"), 8.5, "middle", colour="carbon")
    half = _TOP + height / 2
    yield Text(11, half, shown.label("y"), 8.5, "middle", colour="muted", rotate=-90)


def _step(step: CostStep, left: float, right: float, zero: float, end: float) -> Iterator[Shape]:
    """The bar of a measure with its number beyond its end."""
    top, low = min(zero, end), max(zero, end)
    colour = "level_1" if step.cost <= 0 else "carbon"
    wide = max(right - left - 0.6, _THINNEST)
    yield Rect(left, top, wide, max(low - top, _THINNEST), fill=colour, opacity=0.75, tip=step.tip)
    below = step.cost <= 0
    up = min(low + 9, low - 3) if below and low - top > 14 else (low + 9 if below else top - 3)
    inside = below and low - top > 14
    text = "on_accent" if inside else "text"
    room = text_width(step.mark, 8)
    yield Text(left + max(wide, room) / 2, up, step.mark, 8, "middle", True, text, tip=step.tip)
