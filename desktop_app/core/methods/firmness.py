"""How firm a level is: the weakest number that can change it; one that cannot does not taint it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from desktop_app.core.methods.rows import Row
from desktop_app.core.pack import Confidence


def weakest_deciding(
    found: Iterable[Confidence], holds: Callable[[Confidence], bool]
) -> Confidence:
    """The weakest of these confidences on which the level depends, CONFIRMED where on none.

    `holds(c)` tells whether the level stays whatever the numbers of confidence `c` and below are.
    """
    for confidence in sorted(set(found) - {Confidence.CONFIRMED}):
        if not holds(confidence):
            return confidence
    return Confidence.CONFIRMED


def doubted(row: Row, confidence: Confidence) -> Row:
    """The row where numbers of that confidence and below may be anything.

    Open rows count as they do now, as not met: no number had a say in them yet.
    """
    if row.open_by_blank or row.confidence > confidence:
        return as_filled(row)
    return row.opened()


def as_filled(row: Row) -> Row:
    """The row as it counts now: what is open is not met."""
    return replace(row, met=tuple(cell is True for cell in row.met))
