"""Points 0-100 of a figure between its anchors: worst 0, base 60, advanced 85, near-zero 100.

Two-point scoring (基准值/引领值) follows GB/T 36132-2025; the 85 line is that of the level index;
the ends are ours. Straight lines between neighbouring anchors, capped at both ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

BASE: Final = Decimal(60)
"""The points of the base anchor."""

ADVANCED: Final = Decimal(85)
"""The points of the advanced anchor."""

_FULL: Final = Decimal(100)
_NONE: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Anchors:
    """The anchor values of a figure in its own unit; `worst` defaults to base plus one more step.

    Lower is better when `advanced` < `base`; where these are equal, the outer anchors tell. A
    missing `near_zero` leaves the top segment out.
    """

    base: Decimal
    advanced: Decimal
    near_zero: Decimal | None = None
    worst: Decimal | None = None

    @property
    def sign(self) -> int:
        """1 when higher is better, -1 when lower is."""
        start = self.base if self.worst is None else self.worst
        end = self.advanced if self.near_zero is None else self.near_zero
        span = self.advanced - self.base or end - start
        return -1 if span < 0 else 1


def points(value: Decimal, anchors: Anchors) -> Decimal:
    """The points of `value`, 0 to 100."""
    sign = anchors.sign
    x, base, advanced = value * sign, anchors.base * sign, anchors.advanced * sign
    worst = anchors.worst * sign if anchors.worst is not None else base - (advanced - base)
    if x >= advanced:
        return above_advanced(
            x, advanced, None if anchors.near_zero is None else anchors.near_zero * sign
        )
    if x >= base:
        return BASE + (ADVANCED - BASE) * (x - base) / (advanced - base)
    if x <= worst:
        return _NONE
    return BASE * (x - worst) / (base - worst)


def above_advanced(x: Decimal, advanced: Decimal, near_zero: Decimal | None) -> Decimal:
    """The points from the advanced anchor on, where higher is better (negate for lower)."""
    if near_zero is None:
        return ADVANCED
    if x >= near_zero:
        return _FULL
    return ADVANCED + (_FULL - ADVANCED) * (x - advanced) / (near_zero - advanced)
