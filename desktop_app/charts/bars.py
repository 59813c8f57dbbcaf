"""Horizontal bars: shares by part, and a waterfall from parts to their total."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from desktop_app.charts.scene import Line, Rect, Scene, Shape, Text, shorten, text_width

_ROW: Final = 20.0
_BAR: Final = 10.0
_SIZE: Final = 8.5
_GAP: Final = 8.0
_LABEL_SHARE: Final = 0.34
_SPARE: Final = 1.06  # a real font may be a little wider than `text_width` thinks


@dataclass(frozen=True, slots=True)
class Bar:
    """One part: its name, its amount in the chart's common unit, and the amount as shown.

    `amount` is None while it is not known: the row is kept, its bar left out, `shown` says why.
    `colour` is a palette token.
    """

    label: str
    amount: Decimal | None
    shown: str
    colour: str = "accent"
    tip: str = ""


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where labels, bars and figures of a chart stand, and the scale of its bars."""

    left: float
    width: float
    low: Decimal
    high: Decimal
    label_room: float

    def at(self, amount: Decimal) -> float:
        """The place of an amount on the bar axis."""
        if self.high == self.low:
            return self.left
        return self.left + self.width * float((amount - self.low) / (self.high - self.low))


@dataclass(frozen=True, slots=True)
class _Span:
    """A bar from one amount to another."""

    bar: Bar
    start: Decimal
    end: Decimal
    bold: bool = False


def bar_chart(bars: Sequence[Bar], width: float = 400, title: str = "") -> Scene:
    """One bar per part from a common zero, negative amounts to the left of it."""
    spans = [_Span(bar, Decimal(0), bar.amount or Decimal(0)) for bar in bars]
    return _scene(spans, width, title)


def waterfall(
    bars: Sequence[Bar], total_label: str, total_shown: str, width: float = 400, title: str = ""
) -> Scene:
    """Each part begins where the one before ended; the last row is the total from zero.

    Negative parts (exported power or heat) step back. The total adds the known parts only.
    """
    spans: list[_Span] = []
    reached = Decimal(0)
    for bar in bars:
        end = reached + (bar.amount or Decimal(0))
        spans.append(_Span(bar, reached, end))
        reached = end
    total = Bar(total_label, reached, total_shown, "text")
    spans.append(_Span(total, Decimal(0), reached, bold=True))
    return _scene(spans, width, title, linked=True)


def _scene(spans: Sequence[_Span], width: float, title: str, *, linked: bool = False) -> Scene:
    frame = _frame(spans, width)
    height = _ROW * len(spans) + 4
    shapes: list[Shape] = []
    for index, span in enumerate(spans):
        top = index * _ROW + 2
        shapes.extend(_row(frame, span, top))
        if linked and index + 1 < len(spans):
            x = frame.at(span.end)
            shapes.append(
                Line(x, top + (_ROW + _BAR) / 2, x, top + _ROW + (_ROW - _BAR) / 2, "muted", 0.5)
            )
    zero = frame.at(Decimal(0))
    shapes.append(Line(zero, 0, zero, height, "muted", 0.6))
    description = "；".join(f"{span.bar.label} {span.bar.shown}" for span in spans)
    return Scene(width, height, tuple(shapes), title, description)


def _frame(spans: Sequence[_Span], width: float) -> _Frame:
    """Labels take what they need up to a third; figures what they need; bars have the rest."""
    labels = max((text_width(span.bar.label, _SIZE) for span in spans), default=0.0) * _SPARE
    figures = max((text_width(span.bar.shown, _SIZE) for span in spans), default=0.0) * _SPARE
    label_room = min(labels, width * _LABEL_SHARE)
    left = label_room + _GAP
    room = max(width * 0.2, width - left - figures - _GAP)
    ends = [Decimal(0), *(span.start for span in spans), *(span.end for span in spans)]
    return _Frame(left, room, min(ends), max(ends), label_room)


def _row(frame: _Frame, span: _Span, top: float) -> Iterator[Shape]:
    bar = span.bar
    baseline = top + _ROW / 2 + _SIZE * 0.36
    label = shorten(bar.label, _SIZE, frame.label_room / _SPARE)
    yield Text(frame.label_room, baseline, label, _SIZE, "end", span.bold, tip=bar.tip or bar.label)
    left, right = sorted((frame.at(span.start), frame.at(span.end)))
    known = bar.amount is not None
    if known and bar.amount:
        yield Rect(
            left,
            top + (_ROW - _BAR) / 2,
            max(right - left, 0.75),
            _BAR,
            bar.colour,
            radius=1.5,
            tip=bar.tip,
        )
    colour = "text" if known else "muted"
    yield Text(right + 5, baseline, bar.shown, _SIZE, "start", span.bold, colour, tip=bar.tip)
