"""Which of several limits an enterprise is held to, and how much room it has below the strictest.

The limit of the permit always binds (排污许可管理条例), and so does the general limit of the
standard. The special and ultra-low limits bind at outlets that execute them, with all laxer ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from desktop_app.core.expr.combine import order
from desktop_app.core.methods.rows import Reader, settled
from desktop_app.core.pack import Direction, Met, Part, Scale
from desktop_app.core.value import Value

PERMIT: Final = "permit"
EXECUTES: Final = "executes"
"""The field of a record that names the limits it executes: the id of a level, in lower case."""


@dataclass(frozen=True, slots=True)
class Bound:
    """The strictest limit that binds, what sets it, and whether one that binds is a hole."""

    limit: Decimal | None = None
    by: str = ""
    hole: bool = False

    def exceeded(self, part: Part, value: Value) -> bool:
        """Whether a figure is beyond the limit, so that it meets no level."""
        number = settled(value)
        if number is None or self.limit is None:
            return False
        beyond = order(number, self.limit)
        return beyond > 0 if part.direction is Direction.LOWER else beyond < 0

    def headroom(self, part: Part, value: Value) -> Decimal | None:
        """What is left up to the limit; negative beyond it, None while the figure is open."""
        number = settled(value)
        if number is None or self.limit is None:
            return None
        lower = part.direction is Direction.LOWER
        return self.limit - number if lower else number - self.limit


def executed_place(scale: Scale, fields: Mapping[str, str]) -> int:
    """The place of the level a record executes: the last one, the general limits, unless it says.

    A pack may add choices of its own for levels of its own scale.
    """
    word = fields.get(EXECUTES, "").casefold()
    places = [place for place, level in enumerate(scale.levels) if level.id.casefold() == word]
    return places[0] if places else len(scale.levels) - 1


def permit_bound(part: Part, permit: Decimal | None) -> Bound:
    """The limit of the permit alone, for tables whose levels are no limits."""
    if permit is None or part.direction is not Direction.LOWER:
        return Bound()
    return Bound(permit, PERMIT)


def strictest(part: Part, read: Reader, scale: Scale, place: int, permit: Decimal | None) -> Bound:
    """The strictest of the permit and the limits of the levels from `place` to the last.

    Where two are equal the permit is named, as the one an inspector looks at first.
    """
    if part.direction not in (Direction.LOWER, Direction.HIGHER):
        return Bound()
    lower = part.direction is Direction.LOWER
    found = [(permit, PERMIT)] if permit is not None and lower else []
    hole = False
    for level, step in zip(scale.levels[place:], part.thresholds[place:], strict=True):
        hole = hole or step.met is Met.UNKNOWN
        limit = settled(read(step.limit)) if step.met is Met.LIMIT and step.limit else None
        if limit is not None:
            found.append((limit, level.id))
    if not found:
        return Bound(hole=hole)
    pick = min if lower else max
    limit, by = pick(found, key=lambda pair: pair[0])
    return Bound(limit, by, hole)
