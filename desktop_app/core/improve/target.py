"""What a plan is to reach, whether a judged case reaches it, and how far it is away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.methods import METHODS
from desktop_app.core.methods.scores import FULL
from desktop_app.core.pack import Limb
from desktop_app.core.result import Kind, Result, Status
from desktop_app.core.workings import split_name

_ZERO: Final = Decimal(0)
_ONE: Final = Decimal(1)


class Goal(StrEnum):
    """What kind of thing is to be reached: a level, a grade, points of an axis, a figure."""

    LEVEL = "level"
    GRADE = "grade"
    AXIS = "axis"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Target:
    """Result `id` at `level` or better (a level of its scale, a grade), or its value at `bound`.

    An axis is to have at least its bound, a figure at most.
    """

    goal: Goal
    id: str
    level: str = ""
    bound: Decimal | None = None


def reached(target: Target, evaluation: Evaluation) -> bool:
    """Whether a case surely reaches a target: blanks count as not met."""
    return shortfall(target, evaluation) == 0


def shortfall(target: Target, evaluation: Evaluation) -> Decimal:
    """How far a case is from a target; 0 when it is reached.

    Only good for comparing two states of one case: levels missing, then what is missing within.
    """
    result = evaluation.results.get(target.id)
    if result is None:
        return FULL
    if target.goal is Goal.LEVEL:
        return _levels_missing(target, evaluation, result)
    if target.goal is Goal.GRADE:
        return _grades_missing(target, evaluation, result)
    value, bound = result.value, target.bound or _ZERO
    if value is None or (target.goal is Goal.FIGURE and result.status is Status.PARTIAL):
        return FULL
    missing = bound - value if target.goal is Goal.AXIS else value - bound
    return max(missing, _ZERO)


def _levels_missing(target: Target, evaluation: Evaluation, result: Result) -> Decimal:
    scale = evaluation.model.scales[result.scale]
    order = [step.id for step in scale.levels]
    have, want = result.level or result.level_low, order.index(target.level)
    place = order.index(have) if have in order else len(order)
    if place <= want:
        return _ZERO
    return Decimal(place - want) + _within(target, evaluation, result, want)


def _within(target: Target, evaluation: Evaluation, result: Result, want: int) -> Decimal:
    """Between 0 and 1: the share of rows that miss the level, or the gap of one row."""
    if result.kind is Kind.INDICATOR:
        gap = result.standing.gap if result.standing else None
        if gap is None or not result.value:
            return _ONE
        return min(gap / abs(result.value), _ONE)
    rows = [row for row in evaluation.tables[target.id].rows if row.applies]
    if not rows:
        return _ONE
    wanting = _ZERO
    for row in rows:
        if row.met[want] is True:
            continue
        limit = row.limits[want]
        known = row.value is not None and limit is not None and row.value != 0
        away = abs((row.value or _ZERO) - (limit or _ZERO)) / abs(row.value or _ONE)
        wanting += min(away, _ONE) / 2 + _ONE / 2 if known else _ONE
    return wanting / len(rows)


def _grades_missing(target: Target, evaluation: Evaluation, result: Result) -> Decimal:
    model, verdict = evaluation.model.readiness, evaluation.readiness
    if model is None or verdict is None:
        return FULL
    order = [grade.id for grade in model.grades]
    missing = order.index(target.level) - order.index(result.level)
    if missing <= 0:
        return _ZERO
    lows = [score.low for score in verdict.axes.values() if score.low is not None]
    worst = min(lows, default=_ZERO)
    failed = sum(state.passed is not True for state in verdict.gates)
    within = ((FULL - worst) / FULL + Decimal(failed) / (len(verdict.gates) or 1)) / 2
    return Decimal(missing) + within


def on_offer(evaluation: Evaluation) -> tuple[Target, ...]:
    """The targets a case does not reach yet: grades, levels of tables, levels of single rows."""
    return (*_grades(evaluation), *_tables(evaluation), *_rows(evaluation))


def _grades(evaluation: Evaluation) -> Iterator[Target]:
    model, verdict = evaluation.model.readiness, evaluation.readiness
    if model is None or verdict is None:
        return
    order = [grade.id for grade in model.grades]
    for grade in order[order.index(verdict.grade.id) + 1 :]:
        yield Target(Goal.GRADE, model.id, grade)


def _tables(evaluation: Evaluation) -> Iterator[Target]:
    for table in evaluation.tables.values():
        result = evaluation.results[table.assessment.id]
        if table.assessment.limb is Limb.POLICY or result.status in (Status.NA, Status.BLANK):
            continue
        yield from _better(evaluation, result)


def _rows(evaluation: Evaluation) -> Iterator[Target]:
    for result in evaluation.results.values():
        if result.kind is not Kind.INDICATOR or result.limb is Limb.POLICY:
            continue
        table = evaluation.tables[result.parent]
        graded = METHODS[table.assessment.method].graded_rows
        if graded and result.value is not None and result.status is not Status.NA:
            yield from _better(evaluation, result)


def _better(evaluation: Evaluation, result: Result) -> Iterator[Target]:
    """The better levels of a result, the nearest first."""
    levels: Sequence[str] = [step.id for step in evaluation.model.scales[result.scale].levels]
    have = result.level or result.level_low
    place = levels.index(have) if have in levels else len(levels)
    for level in reversed(levels[:place]):
        yield Target(Goal.LEVEL, result.id, level)


def touches(evaluation: Evaluation, target: Target, items: Sequence[str]) -> bool:
    """Whether a change of one of these items can have a say in a target."""
    closure = evaluation.model.closure(items)
    return split_name(target.id)[0] in closure or target.id in closure
