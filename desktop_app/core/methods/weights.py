"""The weight of each row in a composite index, exact.

Rows that do not apply hand their weight on inside their group; a group wholly n.a. hands it on
to the other groups, which no text of a standard settles, so that it is said. Bonus groups stand
outside the sum of 1: they add to the index, and the index ends at 100.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Final

from desktop_app.core.methods.rows import Row
from desktop_app.core.pack import Assessment, Group

Pick = Callable[[bool | None], bool]
Weights = dict[str, Fraction]

FULL: Final = Fraction(100)
"""Where an index ends, whatever bonus groups add."""


def effective_weights(assessment: Assessment, rows: Sequence[Row]) -> Weights | None:
    """The weight of each row in the whole index, or None where the table has none.

    `rows` are those that apply; without bonus groups the weights add up to 1. Rows of a pool
    share its weight by output where they name one, else equally (0.8/n rules); so do the rows of
    one indicator.
    """
    shares = group_shares(assessment, rows)
    if shares is None:
        return None
    found: Weights = {}
    for group, whole in shares.items():
        inside = _inside(members(rows, group))
        if inside is None:
            return None
        found |= {row_id: whole * weight for row_id, weight in inside.items()}
    return found


def group_shares(assessment: Assessment, rows: Sequence[Row]) -> Weights | None:
    """The part of the index of each group that has rows; None where a weight is missing.

    Without bonus groups they add up to 1. `rows` are those that apply.
    """
    present = [group for group in assessment.groups if members(rows, group.id)]
    if any(group.weight is None for group in present):
        return None
    total = sum((_own(group) for group in present if not group.bonus), Fraction(0))
    if not total:
        return None
    return {group.id: _own(group) if group.bonus else _own(group) / total for group in present}


def _own(group: Group) -> Fraction:
    return Fraction(group.weight or 0)


def members(rows: Sequence[Row], group: str) -> list[Row]:
    """The rows of a group."""
    return [row for row in rows if row.indicator.group == group]


def bonus_groups(assessment: Assessment) -> frozenset[str]:
    """The ids of the groups that only add."""
    return frozenset(group.id for group in assessment.groups if group.bonus)


def handed_on(assessment: Assessment, rows: Sequence[Row]) -> tuple[Group, ...]:
    """The groups whose rows are all n.a., so that others carry their weight."""
    used = {row.indicator.group for row in rows if row.applies}
    known = {row.indicator.group for row in rows}
    return tuple(
        group
        for group in assessment.groups
        if group.id in known and group.id not in used and not group.bonus
    )


def _inside(rows: Sequence[Row]) -> Weights | None:
    """The weights inside a group (sum 1); None where one is missing or cannot be shared out."""
    raw = known_inside(rows)
    total = sum(raw.values(), Fraction(0)) if raw else Fraction(0)
    return {row_id: weight / total for row_id, weight in raw.items()} if raw and total else None


def known_inside(rows: Sequence[Row]) -> Weights | None:
    """The weights of rows of one group as they are; None where one is missing or not shared."""
    raw: Weights = {}
    for row in rows:
        share = _share(row, rows)
        own = row.indicator.pool_weight if row.indicator.pool else row.indicator.weight
        if share is None or own is None:
            return None
        raw[row.id] = Fraction(own) * share
    return raw


def _share(row: Row, rows: Sequence[Row]) -> Fraction | None:
    """A row's part of the weight it shares: by output where one is named, else equal."""
    together = [other.weight_by for other in rows if _shares(row, other)]
    if row.indicator.weight_by is None or len(together) == 1:
        return Fraction(1, len(together))
    known = [Fraction(output) for output in together if output is not None]
    total = sum(known, Fraction(0))
    if len(known) < len(together) or row.weight_by is None or total <= 0:
        return None
    return Fraction(row.weight_by) / total


def _shares(row: Row, other: Row) -> bool:
    """Whether two rows of a group share one weight: the same pool, or the same indicator."""
    if row.indicator.pool:
        return row.indicator.pool == other.indicator.pool
    return other.indicator is row.indicator


@dataclass(frozen=True, slots=True)
class Points:
    """Weights as whole numbers, so that many sums of them are quick: points are `units / whole`."""

    units: Mapping[str, int]
    whole: int

    def index(self, rows: Sequence[Row], place: int, pick: Pick) -> Fraction:
        """Y of the level at `place`, counting the rows whose membership `pick` accepts."""
        return min(Fraction(self.sum(rows, place, pick), self.whole), FULL)

    def sum(self, rows: Sequence[Row], place: int, pick: Pick) -> int:
        """The units of the rows whose membership `pick` accepts, bonuses without an end."""
        return sum(self.units[row.id] for row in rows if pick(row.met[place]))


def points_of(weights: Weights) -> Points:
    """What each row adds to an index of 100."""
    whole = lcm(*(weight.denominator for weight in weights.values()))
    return Points({name: int(100 * whole * weight) for name, weight in weights.items()}, whole)


def as_decimal(value: Fraction) -> Decimal:
    """A fraction to as many digits as the context keeps."""
    return Decimal(value.numerator) / Decimal(value.denominator)
