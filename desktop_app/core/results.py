"""From values, tables and the readiness verdict to the flat results everything shows."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final

from desktop_app.core.expr.ast import Literal
from desktop_app.core.methods import METHODS
from desktop_app.core.methods.additive import score
from desktop_app.core.methods.readiness import GateState, ReadinessVerdict, Score, Table
from desktop_app.core.methods.rows import Row, best_level, next_gap, status_of
from desktop_app.core.methods.verdict import Brings
from desktop_app.core.methods.weights import as_decimal
from desktop_app.core.numbers import significant
from desktop_app.core.pack import (
    Cited,
    Confidence,
    Limb,
    Met,
    Quantity,
    Readiness,
    Threshold,
)
from desktop_app.core.problems import problem
from desktop_app.core.result import Deciding, Figures, Kind, Result, Standing, Status
from desktop_app.core.value import Value

_PRINTED_WHOLE: Final = 10
_WORKED_OUT: Final = 6
"""Limits of standards have fewer digits than the first; worked-out ones are shown to so many."""


def quantity_result(
    quantity: Quantity, record: str, value: Value, confidence: Confidence
) -> Result:
    """The result of a derived figure; a partial one, which may yet go up or down, has no bounds."""
    status = status_of(value)
    bound = value.number if status in (Status.GIVEN, Status.ESTIMATED) else None
    return Result(
        id=f"{quantity.id}[{record}]" if record else quantity.id,
        name=quantity.name,
        kind=Kind.QUANTITY,
        limb=quantity.limb,
        value=value.number,
        unit=quantity.unit,
        status=status,
        confidence=confidence,
        low=bound,
        high=bound,
        group=quantity.group,
        record=record,
        missing=tuple(sorted(value.missing)),
        headline=quantity.headline,
        cited=quantity.cited,
    )


def table_result(table: Table) -> Result:
    """The result of a table as a whole."""
    assessment, scale, verdict = table.assessment, table.scale, table.verdict
    level = scale.level(verdict.level)
    return Result(
        id=assessment.id,
        name=assessment.name,
        kind=Kind.ASSESSMENT,
        limb=assessment.limb,
        value=verdict.value,
        unit="",
        status=verdict.status,
        confidence=verdict.confidence,
        level=verdict.level,
        level_name=level.name if level else "",
        level_low=verdict.level_low,
        level_high=verdict.level_high,
        low=verdict.low,
        high=verdict.high,
        scale=scale.id,
        figures=verdict.figures,
        missing=verdict.missing,
        brings=tuple(_deciding(table, brings) for brings in verdict.brings),
        verdict=verdict.note,
        notices=verdict.notes[1:],
        headline=True,
        cited=assessment.cited,
    )


def _deciding(table: Table, brings: Brings) -> Deciding:
    row = table.row(brings.row)
    return Deciding(
        result=f"{table.assessment.id}.{brings.row}",
        item=next(iter(row.missing), "") if row else "",
        certain=brings.certain,
        at_most=brings.at_most,
        gain=brings.gain,
        gate=brings.gate,
    )


def row_result(table: Table, row: Row) -> Result:
    """The result of one row of a table."""
    scale, indicator = table.scale, row.indicator
    method = METHODS[table.assessment.method]
    graded = row.applies and method.graded_rows
    settled = method.settled(row, scale) if graded else ""
    level = scale.level(settled)
    gap, next_level = next_gap(row, scale) if graded else (None, "")
    standing = Standing(
        level=settled,
        met=row.met,
        limits=_limit_texts(row),
        limiting=indicator.limiting,
        weight=indicator.weight,
        gap=gap,
        next_level=next_level,
        binding=row.bound_by,
        bound=row.bound,
        headroom=row.headroom if row.applies else None,
    )
    possible = best_level(row.met, scale, possible=True) if graded else ""
    possible = settled if possible == scale.below.id else possible
    return Result(
        id=f"{table.assessment.id}.{row.id}",
        name=indicator.name,
        kind=Kind.INDICATOR,
        limb=table.assessment.limb,
        value=row.value,
        unit=indicator.unit,
        status=row.status,
        confidence=row.confidence,
        level=settled,
        level_name=level.name if level else "",
        level_low=settled or (method.unmet(row, scale) if graded else ""),
        level_high=possible,
        parent=table.assessment.id,
        group=indicator.group,
        no=indicator.no,
        record=row.record,
        scale=scale.id,
        standing=standing,
        figures=_scored(table, row),
        missing=row.missing,
        cited=indicator.cited,
    )


def _scored(table: Table, row: Row) -> Figures | None:
    """The score of a row of a table that adds up scores."""
    if not row.applies or METHODS[table.assessment.method].graded_rows:
        return None
    low, high = score(row, Fraction(table.assessment.options["cap"]))
    return Figures({"S": as_decimal(low)}, {"S": as_decimal(high)})


def _limit_texts(row: Row) -> tuple[str, ...]:
    part = row.indicator.parts[0]
    texts = []
    for step, limit in zip(part.thresholds, row.limits, strict=True):
        if step.met is Met.LIMIT:
            text = "" if limit is None else _limit_text(step, limit)
            texts.append(f"{part.sign} {text}" if part.strict and text else text)
        else:
            texts.append(step.text)
    return tuple(texts)


def _limit_text(step: Threshold, limit: Decimal) -> str:
    """A limit as printed: those of a standard as they are, worked-out ones to a few digits."""
    digits = len(limit.normalize().as_tuple().digits)
    printed = limit if digits <= _PRINTED_WHOLE else significant(limit, _WORKED_OUT)
    high = format(printed.normalize(), "f")
    low = step.low.root if step.low is not None else None
    return f"{low.value.normalize():f}–{high}" if isinstance(low, Literal) else high


def readiness_results(model: Readiness, verdict: ReadinessVerdict) -> dict[str, Result]:
    """The readiness result, its axes' sub-indices and gates."""
    found = {model.id: _readiness(model, verdict)}
    for sub in model.sub_indices:
        score = verdict.sub_indices[sub.id]
        result_id = f"{model.id}.{sub.id}"
        found[result_id] = _score(result_id, model.id, sub.axis, score, sub.cited)
    for axis, score in verdict.axes.items():
        result_id = f"{model.id}.{axis}"
        found[result_id] = _score(result_id, model.id, axis, score, model.cited)
    for state in verdict.gates:
        result = _gate(model.id, state)
        found[result.id] = result
    return found


def _readiness(model: Readiness, verdict: ReadinessVerdict) -> Result:
    scores = tuple(verdict.axes.values())
    partial = any(score.low != score.high for score in scores)
    figures = Figures(
        {axis: score.low for axis, score in verdict.axes.items()},
        {axis: score.high for axis, score in verdict.axes.items()},
    )
    open_still = Status.PARTIAL if partial or verdict.missing else Status.GIVEN
    return Result(
        id=model.id,
        name=model.name,
        kind=Kind.READINESS,
        limb=Limb.READINESS,
        value=verdict.index,
        unit="",
        status=Status.NA if all(score.low is None for score in scores) else open_still,
        confidence=verdict.confidence,
        level=verdict.grade.id,
        level_name=verdict.grade.name,
        level_low=verdict.grade.id,
        level_high=verdict.grade_high.id,
        low=verdict.index,
        high=verdict.index_high,
        figures=figures,
        missing=verdict.missing,
        headline=True,
        cited=model.cited,
    )


def _score(result_id: str, parent: str, axis: str, score: Score, cited: Cited) -> Result:
    if score.low is None:
        status = Status.NA
    elif score.low == score.high:
        status = Status.GIVEN
    else:
        status = Status.PARTIAL if score.low > Decimal(0) else Status.BLANK
    return Result(
        id=result_id,
        name=score.name,
        kind=Kind.SUB_INDEX,
        limb=Limb.READINESS,
        value=score.low,
        unit="",
        status=status,
        confidence=score.confidence,
        low=score.low,
        high=score.high,
        parent=parent,
        group=axis,
        missing=score.missing,
        notices=score.notes,
        cited=cited,
    )


def _gate(parent: str, state: GateState) -> Result:
    words = {True: "passed", False: "failed", None: "open"}
    gate = state.gate
    told = (problem("gate.contradicted", gate=gate.id, name=gate.conflict),)
    return Result(
        id=f"{parent}.{state.gate.id}",
        name=state.gate.name,
        kind=Kind.GATE,
        limb=Limb.READINESS,
        value=None,
        unit="",
        status=Status.BLANK if state.passed is None else Status.GIVEN,
        confidence=state.gate.cited.confidence,
        level=words[state.passed],
        parent=parent,
        group=state.gate.axis,
        no=state.gate.id,
        missing=state.missing,
        notices=told if state.contradicted else (),
        cited=state.gate.cited,
    )
