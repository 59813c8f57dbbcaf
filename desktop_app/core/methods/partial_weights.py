"""The index of a table of which some weights are not known: what holds for any that they may be.

The first-level weights are known, and inside a group what its known rows leave of 1 is shared by
the others in an unknown way, each of them more than nothing. So the index of a level lies between
two ends; rows that do not apply hand their weight on inside the group as ever.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from desktop_app.core.methods.rows import Row
from desktop_app.core.methods.weights import (
    FULL,
    Pick,
    Weights,
    group_shares,
    known_inside,
    members,
)
from desktop_app.core.pack import Assessment, Indicator

OPTION: Final = "weights"
PARTIAL: Final = "partial"
"""The option of a table that says so, and its word."""

_ONE: Final = Fraction(1)
_NONE: Final = Fraction(0)


def left_over(rows: Sequence[Indicator]) -> Fraction:
    """What the known rows of a group leave of 1 for the unknown ones, each pool counted once."""
    pools = {row.pool: Fraction(row.pool_weight or 0) for row in rows if row.pool}
    own = sum((Fraction(row.weight or 0) for row in rows if not row.pool), _NONE)
    return _ONE - own - sum(pools.values(), _NONE)


def is_unknown(indicator: Indicator) -> bool:
    """Whether a row has neither a weight of its own nor one of a pool."""
    return indicator.weight is None and indicator.pool_weight is None


@dataclass(frozen=True, slots=True)
class Shared:
    """A group: its share of the index, the weights of its known rows, and the unknown ones.

    `rest` is what the unknown rows weigh together; `lost` tells that some of them do not apply,
    so that those that do may weigh less than that.
    """

    share: Fraction
    known: Weights
    unknown: frozenset[str]
    rest: Fraction
    lost: bool

    def ends(self, met: Set[str]) -> tuple[Fraction, Fraction]:
        """The least and the most part of the group that meets a level, over all weightings.

        `met` are the rows of the table that meet it.
        """
        whole = sum(self.known.values(), _NONE)
        reached = sum((self.known[name] for name in self.known if name in met), _NONE)
        if not self.unknown:
            return reached / whole, reached / whole
        heavy = (reached + self.rest) / (whole + self.rest)
        light = reached / (whole + self.rest)
        least = light if self.unknown - met else heavy
        most = heavy if self.unknown & met else light
        if not self.lost:
            return least, most
        if not self.unknown - met:
            least = reached / whole if whole else _ONE
        if not self.unknown & met:
            most = reached / whole if whole else _NONE
        return least, most


@dataclass(frozen=True, slots=True)
class Ranges:
    """The groups of a table of which some weights are not known."""

    groups: tuple[Shared, ...]

    def least(self, rows: Sequence[Row], place: int, pick: Pick) -> Fraction:
        """The index of a level at its lower end, ended at 100."""
        return min(self._sums(rows, place, pick)[0], FULL)

    def most(self, rows: Sequence[Row], place: int, pick: Pick) -> Fraction:
        """The index of a level at its upper end, ended at 100."""
        return min(self._sums(rows, place, pick)[1], FULL)

    def reaches(self, rows: Sequence[Row], place: int, goal: int, *, sure: bool) -> bool:
        """Whether every weighting (or, not `sure`, some) brings the index of a level to a goal.

        Open cells count as met only where not `sure`. An end that depends on the weighting is
        never quite reached: the rows against it would have to weigh nothing.
        """
        least, most = self._sums(rows, place, _sure if sure else _possible)
        if sure:
            return least >= goal
        return most > goal or least == most == goal

    def _sums(self, rows: Sequence[Row], place: int, pick: Pick) -> tuple[Fraction, Fraction]:
        met = {row.id for row in rows if pick(row.met[place])}
        ends = [(one.share, one.ends(met)) for one in self.groups]
        least, most = (sum((s * e[n] for s, e in ends), _NONE) for n in (0, 1))
        return 100 * least, 100 * most


def _sure(cell: bool | None) -> bool:
    return cell is True


def _possible(cell: bool | None) -> bool:
    return cell is not False


def ranges_of(assessment: Assessment, rows: Sequence[Row]) -> Ranges | None:
    """The index of a table with partly known weights; None where even that cannot be said.

    `rows` are all of the table. Nothing can be said while a first-level weight, or an output by
    which known weights are shared, is missing, nor of a table that does not say it is such a one.
    """
    applying = [row for row in rows if row.applies]
    shares = group_shares(assessment, applying)
    if assessment.options.get(OPTION) != PARTIAL or shares is None:
        return None
    found: list[Shared] = []
    for group, share in shares.items():
        inside = members(applying, group)
        weights = known_inside([row for row in inside if not is_unknown(row.indicator)])
        unknown = frozenset(row.id for row in inside if is_unknown(row.indicator))
        if weights is None or (not unknown and not sum(weights.values(), _NONE)):
            return None
        rest = left_over([one for one in assessment.indicators if one.group == group])
        found.append(Shared(share, weights, unknown, rest, _lost(assessment, group, rows)))
    return Ranges(tuple(found))


def _lost(assessment: Assessment, group: str, rows: Sequence[Row]) -> bool:
    """Whether some unknown row of a group does not apply, or is not there at all."""
    unknown = [one for one in assessment.indicators if one.group == group and is_unknown(one)]
    return any(
        all(row.indicator is not one for row in rows)
        or any(row.indicator is one and not row.applies for row in rows)
        for one in unknown
    )
