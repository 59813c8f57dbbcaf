"""Weights as tables print them: shares of 1 or of 100, in the group or of the whole, some missing.

Nothing is rounded: a pack takes the figures as printed, at most moved by two decimals. A weight
"0.8/n" is shared equally by those rows of a run that apply.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeAlias

from desktop_app.core.numbers import read_number
from desktop_app.core.problems import Problem, problem

_ONE: Final = Decimal(1)
_HUNDRED: Final = Decimal(100)
_SHARED: Final = re.compile(r"(?P<whole>.+?)\s*[/／÷]\s*[nNｎ][^/]{0,4}")


class How(StrEnum):
    """What the weights of rows are shares of."""

    NONE = "none"
    GROUP = "group"
    WHOLE = "whole"
    PARTIAL = "partial"


@dataclass(frozen=True, slots=True)
class Share:
    """The weight of a row; rows of one `pool` (a number within the group) share it, 0 is none."""

    value: Decimal
    pool: int = 0

    def moved(self, step: int) -> Share:
        """The share with its decimal point moved."""
        return Share(self.value.scaleb(step), self.pool) if step else self


Row: TypeAlias = "Share | None"


@dataclass(frozen=True, slots=True)
class Weighed:
    """First-level weights, those of the rows of each group, and what these are shares of.

    `scaled` tells that some were printed as parts of 100.
    """

    how: How
    groups: tuple[Decimal | None, ...]
    rows: tuple[tuple[Row, ...], ...]
    scaled: bool = False


@dataclass(frozen=True, slots=True)
class Unbalanced:
    """Weights that do not add up: of the group with that number, -1 for the groups themselves."""

    group: int
    fault: Problem


def read_weight(text: str) -> Share | Problem | None:
    """A weight as typed: 0.15, 15, 15%, or 0.8/n (pool 1); None for an empty one or a dash."""
    shared = _SHARED.fullmatch(text.strip())
    body = shared["whole"] if shared else text.strip()
    if not body:
        return None
    read = read_number(body)
    refused = problem("template.weight_unread", value=text[:40])
    if isinstance(read, Problem):
        return refused
    if read.absent:
        return None
    if read.value is None or read.qualifier or read.unit_text not in ("", "%", "％"):
        return refused
    value = read.value.scaleb(-2) if read.unit_text else read.value
    return Share(value, 1 if shared else 0) if 0 < value <= _HUNDRED else refused


def weigh(
    groups: Sequence[Decimal | None],
    rows: Sequence[Sequence[Row]],
    bonus: Collection[int] = (),
) -> Weighed | Unbalanced:
    """What printed weights mean; the sum that is neither 1 nor 100 where they mean nothing.

    The groups numbered in `bonus` only add to an index: they stand outside the sum.
    """
    known = [weight for weight in groups if weight is not None]
    every = [weight for inside in rows for weight in inside]
    if not known and all(weight is None for weight in every):
        return Weighed(How.NONE, tuple(groups), tuple(map(tuple, rows)))
    if len(known) < len(groups):
        return Unbalanced(list(groups).index(None), problem("template.group_weight_missing"))
    total = sum(weight for number, weight in enumerate(known) if number not in bonus)
    if total not in (_ONE, _HUNDRED):
        return Unbalanced(-1, problem("template.group_weights", total=f"{total:f}"))
    step = -2 if total == _HUNDRED else 0
    shares = [one.scaleb(step) if step else one for one in known]
    if any(weight is None for weight in every):
        return _partial(shares, rows, scaled=bool(step))
    return _full(shares, known, rows, step)


def _partial(
    shares: Sequence[Decimal], rows: Sequence[Sequence[Row]], *, scaled: bool
) -> Weighed | Unbalanced:
    """Some rows have no weight: what the others leave of 1 is theirs together."""
    by_hundred = any(one is not None and one.value > 1 for inside in rows for one in inside)
    found = tuple(_moved(inside, -2 if by_hundred else 0) for inside in rows)
    for number, inside in enumerate(found):
        total = _total(inside)
        if (total >= _ONE) if None in inside else (total != _ONE):
            code = "template.weights_used_up" if None in inside else "template.row_weights"
            return Unbalanced(number, problem(code, total=f"{total:f}", group=""))
    return Weighed(How.PARTIAL, tuple(shares), found, scaled or by_hundred)


def _full(
    shares: Sequence[Decimal],
    printed: Sequence[Decimal],
    rows: Sequence[Sequence[Row]],
    step: int,
) -> Weighed | Unbalanced:
    """Every row has a weight: shares of its group, else of the whole index."""
    totals = [_total(inside) for inside in rows]
    if all(total in (_ONE, _HUNDRED) for total in totals):
        steps = [-2 if total == _HUNDRED else 0 for total in totals]
        written = tuple(_moved(inside, own) for inside, own in zip(rows, steps, strict=True))
        return Weighed(How.GROUP, tuple(shares), written, bool(step) or any(steps))
    if totals == list(printed):
        whole = tuple(_moved(inside, step) for inside in rows)
        return Weighed(How.WHOLE, tuple(shares), whole, bool(step))
    number = next(n for n, total in enumerate(totals) if total not in (_ONE, _HUNDRED))
    return Unbalanced(
        number, problem("template.row_weights", total=f"{totals[number]:f}", group="")
    )


def _moved(inside: Iterable[Row], step: int) -> tuple[Row, ...]:
    return tuple(None if one is None else one.moved(step) for one in inside)


def _total(inside: Iterable[Row]) -> Decimal:
    """The sum of the known weights of a group, each pool counted once."""
    pools: dict[int, Decimal] = {}
    total = Decimal(0)
    for one in inside:
        if one is not None and one.pool:
            pools[one.pool] = one.value
        elif one is not None:
            total += one.value
    return total + sum(pools.values())
