"""The rows of a table for one case: which there are, which apply, how each stands on its scale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from desktop_app.core.asked import fits
from desktop_app.core.expr import Expr
from desktop_app.core.methods import METHODS
from desktop_app.core.methods.rows import (
    Membership,
    Reader,
    Row,
    absent_levels,
    all_parts,
    cumulative,
    judge_part,
    over_permit,
    status_of,
)
from desktop_app.core.pack import Assessment, Confidence, Indicator, Met, Part
from desktop_app.core.result import Status
from desktop_app.core.value import Value, ValueState
from desktop_app.core.workings import Workings


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


def judge_row(work: Workings, assessment: Assessment, indicator: Indicator, record: str) -> Row:
    """One row; wholly open while it is unknown whether it applies."""
    if indicator.applies is None:
        return _judged(work, assessment, indicator, record)
    applies = work.value(indicator.applies, record)
    if applies.truth is False or applies.state is ValueState.NA:
        nothing = (None,) * len(work.model.scales[assessment.scale].levels)
        return Row(indicator, record, Status.NA, None, "", nothing, nothing, Confidence.CONFIRMED)
    row = _judged(work, assessment, indicator, record)
    if applies.truth is not None:
        return row
    return replace(row.opened(), status=Status.BLANK, missing=tuple(sorted(applies.missing)))


def _judged(work: Workings, assessment: Assessment, indicator: Indicator, record: str) -> Row:
    readers = [_reader(work, part, record) for part in indicator.parts]
    values = [read(part.value) for part, read in zip(indicator.parts, readers, strict=True)]
    permit = _number(work, indicator.permit, indicator.unit, record)
    met = _met(work, assessment, indicator, values, readers)
    over = over_permit(indicator.parts[0], values[0], permit)
    if over:
        met = (False,) * len(met)
    lacking = _blanks_of_limits(indicator, readers) if None in met else frozenset()
    first = values[0]
    return Row(
        indicator=indicator,
        record=record,
        status=_status(values, limits_open=bool(lacking)),
        value=first.number,
        text=first.text or "",
        met=met,
        limits=_limits(indicator.parts[0], readers[0]),
        confidence=_confidence(work, indicator, record, limits=not over),
        missing=tuple(sorted(lacking.union(*(value.missing for value in values)))),
        weight_by=_number(work, indicator.weight_by, "", record),
        permit=permit,
    )


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
