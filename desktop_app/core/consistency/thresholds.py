"""When a figure counts as unusual.

No standard sets these; they are choices of this program, wide enough for seasons and stops and
narrow enough for slips of a unit, and are printed with the findings they lead to.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

FEWEST_MONTHS: Final = 4
"""A month is compared with the others only when at least this many months are known."""

TENFOLD: Final = (Decimal(7), Decimal(14))
"""A ratio in here looks like a nought too many or too few."""

THOUSANDFOLD: Final = (Decimal(333), Decimal(3162))
"""A ratio in here looks like a slip of 10^3 (kg for t): a third of it up to half way to 10^4."""

TEN_THOUSANDFOLD: Final = (Decimal(3162), Decimal(30000))
"""A ratio in here looks like a slip of 10^4 (m3 for 万m3)."""

OUTLIER: Final = Decimal(3)
"""A month further than this from the median of the others, up or down, is far from them."""

JUMP: Final = Decimal(50)
"""Change against last year in % beyond which somebody has to look."""

CHANGE: Final = Decimal(20)
"""Change against last year in % worth a remark."""

APART: Final = Decimal(25)
"""Percentage points by which energy and carbon may change differently within one year."""

ROUNDING: Final = Decimal(1)
"""Difference in % between the year's figure and its months that rounding may explain."""

ESTIMATES: Final = Decimal(30)
"""Share of estimates in % among the figures answered beyond which a result is called rough."""

FEWEST_ANSWERS: Final = 5
"""A share of estimates is told only of at least this many figures."""

DIGITS_TELLING: Final = 4
"""A figure with fewer significant digits may well be the same two years running."""
