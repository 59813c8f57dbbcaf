"""The signs of levels and states as text: colour never speaks alone, on paper or in Word."""

from __future__ import annotations

from typing import Final

from desktop_app.charts.bands import LEVEL_SIGNS
from desktop_app.reports.blocks import Cell, Span, spans_of

#: A space no line is broken at: the ring stays with its figure.
_TIE: Final = "\u00a0"


def badge_spans(level: str, word: str) -> tuple[Span, ...]:
    """Sign and word of a level; a badge without a level is its word, muted."""
    sign = LEVEL_SIGNS.get(level, "")
    colour = level if sign else "muted"
    return (Span(f"{sign} {word}".strip(), bold=bool(sign), colour=colour),)


def cell_spans(cell: Cell) -> tuple[Span, ...]:
    """The spans of a cell; a badge becomes sign and word in the level's colour."""
    spans = spans_of(cell.text)
    if cell.badge is not None:
        spans = (*badge_spans(cell.badge.level, cell.badge.word), *spans)
    if cell.tone == "na" and not any(span.text for span in spans):
        return (Span("—"),)
    return (*spans, Span(f"{_TIE}◌", colour="level_3")) if cell.tone == "to_verify" else spans
