"""How far the reading or writing of a workbook has come, told as it goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Step: TypeAlias = Callable[[float], object]
"""Is told the share done, from 0 to 1, and may raise to stop: nothing was written by then."""


def unwatched(_share: float) -> None:
    """What is told where nobody waits for it."""


def within(step: Step, start: float, end: float) -> Step:
    """The steps of a part of the work that takes the shares from `start` to `end`."""
    return lambda share: step(start + (end - start) * share)
