"""Round numbers along an axis."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

_STEPS: Final = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))


def round_ticks(low: Decimal, high: Decimal, about: int = 4) -> tuple[Decimal, ...]:
    """Round numbers from at most `low` to at least `high`, some `about` of them, 0 among them.

    `low` must not be above 0 nor `high` below it; where both are 0 the axis goes to 1.
    """
    span = high - low or Decimal(1)
    rough = span / about
    power = Decimal(1).scaleb(rough.adjusted())
    step = next(one * power for one in _STEPS if one * power >= rough)
    first = int((low / step).to_integral_value(ROUND_FLOOR))
    last = int((high / step).to_integral_value(ROUND_CEILING)) if high > low else about
    return tuple(place * step for place in range(first, last + 1))


def tick_text(value: Decimal) -> str:
    """A tick as written: no exponent, 万 for ten thousands, a real minus sign."""
    size = abs(value)
    if size >= 10_000:
        text = f"{(size / 10_000).normalize():f}万"
    else:
        text = f"{size.normalize():f}" if size else "0"
    return f"−{text}" if value < 0 else text
