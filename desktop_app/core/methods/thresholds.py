"""Which of several weights can still tip a sum over its threshold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_MOST: Final = 512
"""How many different sums are kept; beyond, a weight counts as able to tip."""


def can_tip(own: int, others: Sequence[int], goal: int) -> bool:
    """Whether some of `others` add up to less than `goal` but reach it together with `own`.

    Weights not larger than `own` fill any gap up to it step by step, so that only the sums of
    larger ones are tried. With very many different sums the answer is yes, which may be wrong
    towards asking for too much, never too little.
    """
    if own <= 0 or goal <= 0:
        return False
    reach = own + sum(one for one in others if one <= own)
    sums = {0}
    for weight in (one for one in others if one > own):
        sums |= {total + weight for total in sums if total + weight < goal}
        if max(sums) + reach >= goal or len(sums) > _MOST:
            return True
    return max(sums) + reach >= goal
