"""One row of a table against its scale: which levels are met, surely or possibly.

Membership is three-valued: True met, False not met, None open - because the answer is blank or
because the table has a hole at that level.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from desktop_app.core.expr import Expr
from desktop_app.core.expr.combine import order
from desktop_app.core.pack import Confidence, Direction, Indicator, Met, Part, Scale, Threshold
from desktop_app.core.result import Status
from desktop_app.core.value import Value, ValueState

Reader = Callable[[Expr], Value]
Membership = tuple[bool | None, ...]

_STATUS = {
    ValueState.GIVEN: Status.GIVEN,
    ValueState.ESTIMATED: Status.ESTIMATED,
    ValueState.PARTIAL: Status.PARTIAL,
    ValueState.BLANK: Status.BLANK,
    ValueState.NA: Status.NA,
    ValueState.INVALID: Status.INVALID,
}


def status_of(value: Value) -> Status:
    """The result status that a value's state becomes."""
    return _STATUS[value.state]


_UNANSWERED = {Met.FREE: True, Met.ABSENT: False}


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator (of one record, if it repeats) as judged against its scale.

    `limits` are the thresholds as numbers per level (None for texts, holes, free levels);
    `met` is cumulative where the method says so; `open_by_blank` tells a blank from a hole.
    `bound` is the strictest limit the enterprise is held to and `bound_by` what sets it, a level
    of the scale or PERMIT; `headroom` is what is left up to it, negative beyond it, in the unit
    of the row. `bound_open` tells that a limit it is held to is a hole. `later` tells that the
    deadline of the row is after the year judged; `truth` is the answer of a row that asks yes or
    no.
    """

    indicator: Indicator
    record: str
    status: Status
    value: Decimal | None
    text: str
    met: Membership
    limits: tuple[Decimal | None, ...]
    confidence: Confidence
    missing: tuple[str, ...] = ()
    weight_by: Decimal | None = None
    permit: Decimal | None = None
    bound: Decimal | None = None
    bound_by: str = ""
    bound_open: bool = False
    headroom: Decimal | None = None
    later: bool = False
    truth: bool | None = None

    @property
    def id(self) -> str:
        """Indicator id, with the record in brackets where it repeats."""
        return f"{self.indicator.id}[{self.record}]" if self.record else self.indicator.id

    @property
    def applies(self) -> bool:
        """Whether the row takes part at all."""
        return self.status is not Status.NA

    @property
    def open_by_blank(self) -> bool:
        """Whether filling in an answer would settle it."""
        return self.status in (Status.BLANK, Status.PARTIAL, Status.INVALID)

    def opened(self) -> Row:
        """The same row with every requirement left open (used to test what depends on it)."""
        return replace(self, met=(None,) * len(self.met))


def judge_part(part: Part, value: Value, read: Reader, scale: Scale) -> Membership:
    """Membership of one component per level, best level first, not yet cumulative."""
    if part.direction is Direction.CHOICE:
        return _by_choice(part, value, scale)
    return tuple(_by_number(part, threshold, value, read) for threshold in part.thresholds)


def _by_choice(part: Part, value: Value, scale: Scale) -> Membership:
    options = [level.id for level in scale.levels]
    if value.truth is not None:
        chosen = 0 if value.truth else len(options)
    elif value.text is None:
        return tuple(_UNANSWERED.get(step.met) for step in part.thresholds)
    else:
        chosen = options.index(value.text) if value.text in options else len(options)
    met: list[bool | None] = []
    for position, threshold in enumerate(part.thresholds):
        if threshold.met is Met.FREE or chosen <= position:
            met.append(True)
        else:
            met.append(None if threshold.met is Met.UNKNOWN else False)
    return tuple(met)


def _by_number(part: Part, threshold: Threshold, value: Value, read: Reader) -> bool | None:
    if threshold.met in (Met.FREE, Met.ABSENT):
        return threshold.met is Met.FREE
    if threshold.met is not Met.LIMIT or threshold.limit is None:
        return None
    number, limit = settled(value), settled(read(threshold.limit))
    if number is None or limit is None:
        return None
    if part.direction in (Direction.LOWER, Direction.HIGHER):
        lower = part.direction is Direction.LOWER
        beyond = order(number, limit) if lower else order(limit, number)
        return beyond < 0 or (beyond == 0 and not part.strict)
    low = settled(read(threshold.low)) if threshold.low is not None else None
    return None if low is None else order(low, number) <= 0 <= order(limit, number)


def settled(value: Value) -> Decimal | None:
    """The number of a value, unless blanks may still move it."""
    return None if value.state is ValueState.PARTIAL else value.number


def all_parts(memberships: Sequence[Membership]) -> Membership:
    """A level is met when every component meets it; an open component leaves it open."""
    return tuple(_both(column) for column in zip(*memberships, strict=True))


def _both(column: Sequence[bool | None]) -> bool | None:
    if any(cell is False for cell in column):
        return False
    return None if any(cell is None for cell in column) else True


def cumulative(met: Membership, absent: Collection[int] = ()) -> Membership:
    """Meeting a better level meets the worse ones too (编制通则: 隶属函数按级累积).

    So what fails a worse level fails the better ones, also where the table has a hole there.
    Nothing follows from failing a level the standard has not (`absent`, by place).
    """
    reached = [
        True if any(cell is True for cell in met[: position + 1]) else met[position]
        for position in range(len(met))
    ]
    failed = [place for place, cell in enumerate(reached) if cell is False and place not in absent]
    return tuple(
        False if cell is None and failed and failed[-1] > place else cell
        for place, cell in enumerate(reached)
    )


def absent_levels(parts: Sequence[Part]) -> frozenset[int]:
    """The places of the levels that the standard has not, for some component at least."""
    return frozenset(
        place
        for part in parts
        for place, step in enumerate(part.thresholds)
        if step.met is Met.ABSENT
    )


def best_level(met: Membership, scale: Scale, *, possible: bool = False) -> str:
    """The best level met for sure (or still possible); the one below when none is; "" if open."""
    for level, cell in zip(scale.levels, met, strict=True):
        if cell is True or (possible and cell is None):
            return level.id
    return scale.below.id if all(cell is False for cell in met) else ""


def next_gap(row: Row, scale: Scale) -> tuple[Decimal | None, str]:
    """What is missing to the next better level in the row's unit (positive), and that level.

    There is no gap to a range or to a text, and none where a component of several is missing.
    """
    if row.value is None or len(row.indicator.parts) != 1:
        return None, ""
    part = row.indicator.parts[0]
    reached = row.met.index(True) if True in row.met else len(row.met)
    better = [
        place
        for place, cell in enumerate(row.met[:reached])
        if cell is False and part.thresholds[place].met is not Met.ABSENT
    ]
    if not better:
        return None, ""
    level, limit = scale.levels[better[-1]].id, row.limits[better[-1]]
    if limit is None or part.direction is Direction.RANGE:
        return None, level
    if part.direction is Direction.LOWER:
        gap = row.value - (limit if row.bound is None else min(limit, row.bound))
    else:
        gap = limit - row.value
    return (gap if gap > 0 else None), level
