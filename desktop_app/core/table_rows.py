"""The rows of a table for one case: which there are, which apply, how each stands on its scale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from desktop_app.core.asked import fits
from desktop_app.core.expr import Expr
from desktop_app.core.in_force import year_end
from desktop_app.core.methods import METHODS
from desktop_app.core.methods.binding import Bound, executed_place, permit_bound, strictest
from desktop_app.core.methods.options import NEW_BUILD
from desktop_app.core.methods.rows import (
    Membership,
    Reader,
    Row,
    absent_levels,
    all_parts,
    cumulative,
    judge_part,
    status_of,
)
from desktop_app.core.pack import Assessment, Confidence, Indicator, Met, Part
from desktop_app.core.result import Status
from desktop_app.core.value import Value, ValueState
from desktop_app.core.workings import Workings

_APPLIES: Final = Value.of_truth(True)


def row_places(work: Workings, assessment: Assessment) -> Iterator[tuple[Indicator, str]]:
    """The rows of a table with their records; one that repeats, once for every record it is for."""
    for indicator in assessment.indicators:
        for record in _records(work, indicator):
            yield indicator, record


def _records(work: Workings, indicator: Indicator) -> Iterable[str]:
    if not indicator.record:
        return ("",)
    return (
        record.id for record in work.case.of_kind(indicator.record) if fits(record, indicator.match)
    )


def new_build(work: Workings, assessment: Assessment) -> bool | None:
    """Whether the project is new or rebuilt; None while nobody answered the item that tells.

    A table that does not ask, or where the question does not apply, is of an existing enterprise.
    """
    asked = assessment.options.get(NEW_BUILD)
    if asked is None:
        return False
    value = work.values[asked]
    return False if value.state is ValueState.NA else value.truth


def judge_row(work: Workings, assessment: Assessment, indicator: Indicator, record: str) -> Row:
    """One row; wholly open while it is unknown whether it applies."""
    applies = work.value(indicator.applies, record) if indicator.applies else _APPLIES
    made = _made(work, assessment, indicator, record)
    if any(one.truth is False or one.state is ValueState.NA for one in (applies, made)):
        nothing = (None,) * len(work.model.scales[assessment.scale].levels)
        return Row(indicator, record, Status.NA, None, "", nothing, nothing, Confidence.CONFIRMED)
    row = _judged(work, assessment, indicator, record)
    if applies.truth is not None and made.truth is not None:
        return row
    missing = tuple(sorted(applies.missing | made.missing))
    output = row.weight_by if made.truth is not None else None
    return replace(row.opened(), status=Status.BLANK, missing=missing, weight_by=output, truth=None)


def _made(work: Workings, assessment: Assessment, indicator: Indicator, record: str) -> Value:
    """Whether the product of a row is made, where rows share a weight by output.

    An output that may still grow settles nothing: neither its product's part nor the others'.
    """
    if indicator.weight_by is None or not METHODS[assessment.method].weighed:
        return _APPLIES
    output = work.value(indicator.weight_by, record)
    if output.state in (ValueState.NA, ValueState.BLANK):
        return output
    if output.state in (ValueState.GIVEN, ValueState.ESTIMATED) and output.number is not None:
        return Value.of_truth(output.number > 0)
    return Value.blank(*output.missing)


def _judged(work: Workings, assessment: Assessment, indicator: Indicator, record: str) -> Row:
    readers = [_reader(work, part, record) for part in indicator.parts]
    values = [read(part.value) for part, read in zip(indicator.parts, readers, strict=True)]
    permit = _number(work, indicator.permit, indicator.unit, record)
    met = _met(work, assessment, indicator, values, readers)
    part, first = indicator.parts[0], values[0]
    bound = _bound(work, assessment, indicator, record, readers[0], permit)
    if bound.exceeded(part, first):
        met = (False,) * len(met)
    by_permit = permit_bound(part, permit).exceeded(part, first)
    lacking = _blanks_of_limits(indicator, readers) if None in met else frozenset()
    return Row(
        indicator=indicator,
        record=record,
        status=_status(values, limits_open=bool(lacking)),
        value=first.number,
        text=first.text or "",
        met=met,
        limits=_limits(indicator.parts[0], readers[0]),
        confidence=_confidence(work, indicator, record, limits=not by_permit),
        missing=tuple(sorted(lacking.union(*(value.missing for value in values)))),
        weight_by=_number(work, indicator.weight_by, "", record),
        permit=permit,
        bound=bound.limit,
        bound_by=bound.by,
        bound_open=bound.hole,
        headroom=bound.headroom(part, first),
        later=_later(work, indicator),
        truth=first.truth,
    )


def _later(work: Workings, indicator: Indicator) -> bool:
    """Whether the deadline of a row is after the year judged."""
    return indicator.deadline is not None and indicator.deadline > year_end(work.case.year)


def _bound(
    work: Workings,
    assessment: Assessment,
    indicator: Indicator,
    record: str,
    read: Reader,
    permit: Decimal | None,
) -> Bound:
    """The strictest limit a row is held to: that of the permit, and those its outlet executes."""
    part = indicator.parts[0]
    if not METHODS[assessment.method].binding:
        return permit_bound(part, permit)
    scale = work.model.scales[assessment.scale]
    same = (one for one in work.case.of_kind(indicator.record) if one.id == record)
    found = next(same, None)
    place = executed_place(scale, found.fields if found else {})
    return strictest(part, read, scale, place, permit)


def _met(
    work: Workings,
    assessment: Assessment,
    indicator: Indicator,
    values: Sequence[Value],
    readers: Sequence[Reader],
) -> Membership:
    """Membership by the components that apply."""
    scale = work.model.scales[assessment.scale]
    memberships = [
        judge_part(part, value, read, scale)
        for part, value, read in zip(indicator.parts, values, readers, strict=True)
        if value.state is not ValueState.NA
    ]
    if not memberships:
        return (None,) * len(scale.levels)
    met = all_parts(memberships)
    if not METHODS[assessment.method].cumulative:
        return met
    return cumulative(met, absent_levels(indicator.parts))


def _reader(work: Workings, part: Part, record: str) -> Reader:
    """Values of the formulas of a part in its unit, each worked out once."""
    known: dict[Expr, Value] = {}

    def read(expr: Expr) -> Value:
        found = known.get(expr)
        if found is None:
            found = known[expr] = work.in_unit(expr, part.unit, record)
        return found

    return read


def _number(work: Workings, expr: Expr | None, unit: str, record: str) -> Decimal | None:
    if expr is None:
        return None
    value = work.in_unit(expr, unit, record) if unit else work.value(expr, record)
    return value.number


def _limits(part: Part, read: Reader) -> tuple[Decimal | None, ...]:
    return tuple(
        read(step.limit).number if step.met is Met.LIMIT and step.limit is not None else None
        for step in part.thresholds
    )


def _limit_formulas(part: Part) -> list[Expr]:
    ends = [end for step in part.thresholds for end in (step.limit, step.low)]
    return [end for end in ends if end is not None and (end.names or end.wildcards)]


def _blanks_of_limits(indicator: Indicator, readers: Sequence[Reader]) -> frozenset[str]:
    """The items whose blanks keep a limit from being worked out (corrections)."""
    found: frozenset[str] = frozenset()
    for part, read in zip(indicator.parts, readers, strict=True):
        found = found.union(*(read(limit).missing for limit in _limit_formulas(part)))
    return found


def _confidence(work: Workings, indicator: Indicator, record: str, *, limits: bool) -> Confidence:
    """The weakest number behind a row; `limits` tells whether those of the table had a say."""
    found = [work.firmness(part.value, record) for part in indicator.parts]
    if limits:
        found.append(indicator.cited.confidence)
        formulas = [limit for part in indicator.parts for limit in _limit_formulas(part)]
        found += [work.firmness(formula, record) for formula in formulas]
    return min(found)


def _status(values: Sequence[Value], *, limits_open: bool) -> Status:
    """The weakest component decides; those that are n.a. do not, unless all are."""
    found = {status_of(value) for value in values}
    order = (Status.INVALID, Status.BLANK, Status.PARTIAL, Status.ESTIMATED, Status.GIVEN)
    weakest = next((status for status in order if status in found), Status.NA)
    known = weakest in (Status.GIVEN, Status.ESTIMATED)
    return Status.PARTIAL if limits_open and known else weakest
