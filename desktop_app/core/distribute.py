"""A year's figure spread over its months: evenly, or in the proportions of another year.

The months always give the year's figure back exactly, by the way the item makes a year of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from desktop_app.core.numbers import CONTEXT, add_up, round_gbt8170

MONTHS: Final = tuple(range(1, 13))
_DIGITS: Final = 5
"""The months keep at least so many significant digits."""


def rest_of(year: Decimal, filled: Mapping[int, Decimal], how: str) -> Decimal:
    """What is left of a year's figure for the months that are not filled; may be negative.

    `how` is the item's aggregate. For a mean it is what is left of the sum of all months.
    """
    whole = CONTEXT.multiply(year, Decimal(len(MONTHS))) if how == "mean" else year
    return CONTEXT.subtract(whole, add_up(filled.values()))


def spread(
    rest: Decimal, months: Sequence[int], weights: Mapping[int, Decimal] | None = None
) -> Mapping[int, Decimal]:
    """`rest` in parts for some months, equal or by `weights`; empty when weights tell nothing.

    Each part is rounded such that the parts of all months so far are; so they add up exactly.
    """
    shares = {month: Decimal(1) if weights is None else weights.get(month) for month in months}
    known = {month: share for month, share in shares.items() if share is not None}
    total = add_up(known.values())
    if not months or len(known) < len(months) or total <= 0 or min(known.values()) < 0:
        return {}
    places = _places(rest, len(months))
    parts: dict[int, Decimal] = {}
    done, before = Decimal(0), Decimal(0)
    for month in months:
        done = CONTEXT.add(done, known[month])
        up_to = round_gbt8170(CONTEXT.divide(CONTEXT.multiply(rest, done), total), places)
        parts[month] = CONTEXT.subtract(up_to, before)
        before = up_to
    # The last sum is `rest` itself: what rounding to its own decimals could take is put back.
    parts[months[-1]] = CONTEXT.add(parts[months[-1]], CONTEXT.subtract(rest, before))
    return parts


def _places(rest: Decimal, count: int) -> int:
    """The decimals of the parts: those of the whole, and enough for five digits."""
    own = -int(rest.as_tuple().exponent)
    mean = CONTEXT.divide(abs(rest), Decimal(count))
    return max(own, _DIGITS - 1 - mean.adjusted(), 0) if mean else max(own, 0)
