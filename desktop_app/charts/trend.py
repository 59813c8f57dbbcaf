"""The months of a year: this year's columns, last year's line over them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import floor, log10
from typing import Final

from desktop_app.charts.scene import Circle, Line, Polyline, Rect, Scene, Shape, Text, text_width

_SIZE: Final = 8.0
_TOP: Final = 22.0
_BOTTOM: Final = 18.0
_HEIGHT: Final = 120.0
_TICKS: Final = 4
_COLUMN_SHARE: Final = 0.56
_DOT: Final = 1.8
_GAP: Final = 6.0


@dataclass(frozen=True, slots=True)
class Month:
    """One month: its short name, both years' amounts (None: not known), the figures in words."""

    label: str
    this: Decimal | None
    last: Decimal | None = None
    tip: str = ""


@dataclass(frozen=True, slots=True)
class TrendWords:
    """What a trend is called: unit over the axis, names of both years; "" is not drawn."""

    title: str
    unit: str
    this: str
    last: str = ""


@dataclass(frozen=True, slots=True)
class _Plot:
    left: float
    width: float
    step: float
    top: float
    months: int

    def middle(self, place: int) -> float:
        """The middle of a month's column."""
        return self.left + self.width * (place + 0.5) / self.months

    def height(self, amount: Decimal) -> float:
        """How far above the axis an amount reaches."""
        return _HEIGHT * float(amount) / self.top if self.top else 0.0

    @property
    def base(self) -> float:
        """The height of the axis."""
        return _TOP + _HEIGHT


def trend(
    months: Sequence[Month],
    words: TrendWords,
    width: float = 400,
    colour: str = "accent",
) -> Scene:
    """Columns for this year, a dotted line for last year where it is known.

    Amounts below zero are drawn as nothing: a ledger of what is used has none.
    """
    known = [one for month in months for one in (month.this, month.last) if one is not None]
    step = _step(max((float(one) for one in known), default=0.0) / _TICKS)
    top = step * _TICKS
    room = max(text_width(_tick(step * count, top), _SIZE) for count in range(_TICKS + 1))
    plot = _Plot(room + _GAP, width - room - _GAP, step, top, max(1, len(months)))
    shapes = (
        *_axis(plot),
        *_columns(plot, months, colour),
        *_line(plot, months),
        *_names(plot, months),
        *_head(plot, words, width, colour, last=any(month.last is not None for month in months)),
    )
    described = "；".join(month.tip for month in months if month.tip)
    return Scene(width, plot.base + _BOTTOM, shapes, words.title, described)


def _step(least: float) -> float:
    """The smallest of 1, 2, 2.5, 5 times a power of ten that is not below `least`."""
    if least <= 0:
        return 1.0
    power = 10.0 ** floor(log10(least))
    return next(power * one for one in (1, 2, 2.5, 5, 10) if power * one >= least * (1 - 1e-9))


def _tick(amount: float, top: float) -> str:
    """A tick's figure; an axis that goes far counts in 万 as people here read it."""
    if amount and top >= 100_000:
        return f"{amount / 10_000:,g}万"
    return f"{amount:,.10g}"


def _axis(plot: _Plot) -> Iterator[Shape]:
    for count in range(_TICKS + 1):
        y = plot.base - _HEIGHT * count / _TICKS
        colour, width = ("muted", 0.75) if count == 0 else ("border", 0.5)
        yield Line(plot.left, y, plot.left + plot.width, y, colour, width)
        figure = _tick(plot.step * count, plot.top)
        yield Text(plot.left - _GAP + 2, y + _SIZE * 0.36, figure, _SIZE, "end", colour="muted")


def _columns(plot: _Plot, months: Sequence[Month], colour: str) -> Iterator[Shape]:
    wide = plot.width / plot.months * _COLUMN_SHARE
    for place, month in enumerate(months):
        if month.this is None or month.this <= 0:
            continue
        tall = plot.height(month.this)
        left = plot.middle(place) - wide / 2
        yield Rect(left, plot.base - tall, wide, tall, colour, radius=1, tip=month.tip)


def _line(plot: _Plot, months: Sequence[Month]) -> Iterator[Shape]:
    """Last year's months, broken where one is not known."""
    run: list[tuple[float, float]] = []
    for place, month in enumerate(months):
        if month.last is None:
            if len(run) > 1:
                yield Polyline(tuple(run), "muted", 1.1, (2, 2))
            run = []
            continue
        x, y = plot.middle(place), plot.base - plot.height(max(month.last, Decimal(0)))
        run.append((x, y))
        yield Circle(x, y, _DOT, "surface", "muted", 1, tip=month.tip)
    if len(run) > 1:
        yield Polyline(tuple(run), "muted", 1.1, (2, 2))


def _names(plot: _Plot, months: Sequence[Month]) -> Iterator[Shape]:
    for place, month in enumerate(months):
        x = plot.middle(place)
        yield Text(x, plot.base + 12, month.label, _SIZE, "middle", colour="muted", tip=month.tip)


def _head(
    plot: _Plot, words: TrendWords, width: float, colour: str, *, last: bool
) -> Iterator[Shape]:
    y = 9.0
    yield Text(plot.left, y, words.unit, _SIZE, colour="muted")
    x = width
    if last and words.last:
        x -= text_width(words.last, _SIZE)
        yield Text(x, y, words.last, _SIZE, colour="muted")
        x -= 14
        yield Polyline(((x, y - 3), (x + 10, y - 3)), "muted", 1.1, (2, 2))
        x -= 12
    x -= text_width(words.this, _SIZE)
    yield Text(x, y, words.this, _SIZE, colour="muted")
    yield Rect(x - 12, y - 7, 8, 8, colour, radius=1)
