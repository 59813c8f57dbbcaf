"""The double near-zero 双近零 readiness model: sub-indices, axes, gates, grades.

The model itself is pack data (ours, not official). Axis = Σ w s / Σ w over sub-indices that
apply; n.a. ones hand their weight on, blank ones score 0 as filled and 100 at best. The grade
follows the weaker axis, so that neither side can buy the other; failed or open gates cap it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from desktop_app.core.dependencies import TRUTHS
from desktop_app.core.expr import Expr
from desktop_app.core.expr.parse import parse
from desktop_app.core.methods.score_parts import score_part
from desktop_app.core.methods.scores import (
    AS_JUDGED,
    FULL,
    ZERO,
    Context,
    Reading,
    Score,
    Table,
    average,
    gathered,
)
from desktop_app.core.methods.table_truths import (
    settled_truths,
    table_truths,
    truths_asked,
)
from desktop_app.core.pack import Confidence, Gate, Grade, Readiness, SubIndex
from desktop_app.core.value import Value, ValueState

__all__ = ["Context", "GateState", "ReadinessVerdict", "Score", "Table", "judge"]


@dataclass(frozen=True, slots=True)
class GateState:
    """A gate: passed True, failed False, or None while its questions are open.

    `contradicted` tells that what is answered does not go with what follows from the data.
    """

    gate: Gate
    passed: bool | None
    missing: tuple[str, ...]
    contradicted: bool = False


@dataclass(frozen=True, slots=True)
class ReadinessVerdict:
    """Everything the readiness page shows. `grade` is as filled, `grade_high` at best.

    `confidence` is that of the grade as filled: the weakest number that can change it. The marks
    of P and C are their own, since a number may move an axis without moving the grade.
    """

    axes: Mapping[str, Score]
    sub_indices: Mapping[str, Score]
    gates: tuple[GateState, ...]
    grade: Grade
    grade_high: Grade
    index: Decimal | None
    index_high: Decimal | None
    confidence: Confidence
    missing: tuple[str, ...]


def judge(
    model: Readiness,
    context: Context,
    kept: Mapping[str, Score] | None = None,
    reading: Reading = AS_JUDGED,
) -> ReadinessVerdict:
    """The position of a case in the model `model`; `kept` are sub-indices known to be as before."""
    known = kept or {}
    subs = {
        sub.id: known.get(sub.id) or _sub_index(sub, context, reading) for sub in model.sub_indices
    }
    axes = _axes(model, subs)
    gates = _gates(model, context, reading)
    low = _names(model, axes, subs, gates) | table_truths(context, best=False, reading=reading)
    high = _names(model, axes, subs, gates, best=True)
    high |= table_truths(context, best=True, reading=reading)
    grade, judged = _grade(model, gates, low, context), reading == AS_JUDGED
    return ReadinessVerdict(
        axes=axes,
        sub_indices=subs,
        gates=gates,
        grade=grade,
        grade_high=_grade(model, gates, high, context, best=True),
        index=_geometric([score.low for score in axes.values()]),
        index_high=_geometric([score.high for score in axes.values()]),
        confidence=_confidence(model, context, subs, grade) if judged else _weak(subs),
        missing=gathered([score.missing for score in subs.values()], [g.missing for g in gates]),
    )


def _axes(model: Readiness, subs: Mapping[str, Score]) -> dict[str, Score]:
    return {
        axis: average(name, [subs[sub.id] for sub in model.sub_indices if sub.axis == axis])
        for axis, name in model.axes.items()
    }


def _sub_index(sub: SubIndex, context: Context, reading: Reading) -> Score:
    """One sub-index; wholly open while it is unknown whether it applies."""
    applies = context.read(sub.applies, {}) if sub.applies is not None else Value.of_truth(True)
    if applies.truth is False or applies.state is ValueState.NA:
        return Score(sub.name, sub.weight, None, None)
    if applies.truth is None:
        missing = tuple(sorted(applies.missing))
        return Score(sub.name, sub.weight, ZERO, FULL, missing=missing)
    whole = average(sub.name, [score_part(part, context, reading) for part in sub.parts])
    return replace(whole, weight=sub.weight, confidence=min(whole.confidence, sub.cited.confidence))


def _gates(model: Readiness, context: Context, reading: Reading) -> tuple[GateState, ...]:
    truths = settled_truths(context, reading)
    return tuple(_gate(gate, context, _asked(gate) | truths) for gate in model.gates)


def gate_names(gate: Gate, context: Context) -> dict[str, Value]:
    """The truths about tables that the conditions of a gate read; blank while open."""
    return _asked(gate) | settled_truths(context)


def _asked(gate: Gate) -> dict[str, Value]:
    """The truths a gate asks for: n.a. where no such table is judged."""
    asked = truths_asked(one for one in (gate.condition, gate.contradiction) if one)
    return dict.fromkeys(asked, Value.na())


def _gate(gate: Gate, context: Context, names: Mapping[str, Value]) -> GateState:
    """The state of a gate; answered n.a. throughout it stays open, waiting for an answer."""
    value = context.read(gate.condition, names)
    asked = gate.condition.names - names.keys() if value.state is ValueState.NA else value.missing
    against = context.read(gate.contradiction, names) if gate.contradiction else None
    contradicted = against is not None and against.truth is True
    return GateState(gate, value.truth, tuple(sorted(asked)), contradicted)


def _names(
    model: Readiness,
    axes: Mapping[str, Score],
    subs: Mapping[str, Score],
    gates: Sequence[GateState],
    *,
    best: bool = False,
) -> dict[str, Value]:
    """Names a grade rule may use besides truths of tables: axes and sub-indices (points), gates."""
    names = dict.fromkeys(truths_asked(grade.rule for grade in model.grades), Value.na())
    for key, score in (*axes.items(), *subs.items()):
        number = score.high if best else score.low
        names[key] = Value.na() if number is None else Value.given(number)
    for state in gates:
        names[state.gate.id] = Value.of_truth(best if state.passed is None else state.passed)
    return names


def _grade(
    model: Readiness,
    gates: Sequence[GateState],
    names: Mapping[str, Value],
    context: Context,
    *,
    best: bool = False,
) -> Grade:
    """The last grade whose rule holds, no higher than the caps of gates not passed."""
    order = [grade.id for grade in model.grades]
    holding = (
        place
        for place in reversed(range(len(order)))
        if _holds(context.read(model.grades[place].rule, names), best=best)
    )
    reached = next(holding, 0)
    for state in gates:
        passed = (state.passed is not False) if best else (state.passed is True)
        if not passed:
            reached = min(reached, order.index(state.gate.cap))
    return model.grades[reached]


def _holds(rule: Value, *, best: bool) -> bool:
    """Whether a rule holds; what still rests on blanks holds only at best."""
    if rule.state in (ValueState.BLANK, ValueState.PARTIAL):
        return best
    return rule.truth is True


def _weak(subs: Mapping[str, Score]) -> Confidence:
    """The weakest number any sub-index rests on."""
    return min(
        (score.confidence for score in subs.values() if score.applies),
        default=Confidence.CONFIRMED,
    )


def _confidence(
    model: Readiness, context: Context, subs: Mapping[str, Score], grade: Grade
) -> Confidence:
    """The weakest number that can change the grade as filled.

    What rests on numbers to verify - points, rows of tables, figures a rule reads - is put to the
    one end and to the other. Where the grade stays, these numbers do not taint it.
    """
    weakest = min(_weak(subs), *(_behind(model, context)))
    if not weakest.to_verify:
        return weakest
    for pinned in (ZERO, FULL):
        if _pinned_grade(model, context, subs, pinned) != grade:
            return weakest
    firm = [score.confidence for score in subs.values() if not score.confidence.to_verify]
    return min(firm, default=Confidence.SINGLE)


def _behind(model: Readiness, context: Context) -> list[Confidence]:
    """How firm the tables and figures are that gates and rules ask for besides the points."""
    found = [one.verdict.confidence for pattern in TRUTHS for one in context.tables(pattern)]
    return [Confidence.CONFIRMED, *found, *(context.confidence(g.rule) for g in model.grades)]


def _pinned_grade(
    model: Readiness, context: Context, subs: Mapping[str, Score], pinned: Decimal
) -> Grade:
    """The grade as filled with everything to verify at one end."""
    reading, doubting = Reading(pinned=pinned), _Doubting(context, holds=pinned > 0)
    moved = {sub.id: _pinned_sub(sub, context, subs[sub.id], reading) for sub in model.sub_indices}
    gates = _gates(model, doubting, reading)
    names = _names(model, _axes(model, moved), moved, gates)
    names |= table_truths(context, best=False, reading=reading)
    return _grade(model, gates, names, doubting)


def _pinned_sub(sub: SubIndex, context: Context, score: Score, reading: Reading) -> Score:
    if not score.applies or not score.confidence.to_verify:
        return score
    if sub.cited.confidence.to_verify:
        return replace(score, low=reading.pinned, high=reading.pinned)
    return _sub_index(sub, context, reading)


class _Doubting:
    """A context whose conditions come out at one end where they turn on figures to verify."""

    def __init__(self, context: Context, *, holds: bool) -> None:
        self._context = context
        self._holds = holds
        self.item = context.item
        self.confidence = context.confidence
        self.tables = context.tables

    def read(self, expr: Expr, names: Mapping[str, Value], unit: str = "") -> Value:
        """The value of a condition, or the end it is put to while it waits for what is doubted."""
        doubted = {name for name in expr.names - names.keys() if self._doubts(name)}
        if not doubted:
            return self._context.read(expr, names, unit)
        blanks = {name: Value.blank(name) for name in doubted}
        value = self._context.read(expr, {**names, **blanks}, unit)
        return Value.of_truth(self._holds) if value.missing & doubted else value

    def _doubts(self, name: str) -> bool:
        named = parse(name)
        return isinstance(named, Expr) and self._context.confidence(named).to_verify


def _geometric(scores: Sequence[Decimal | None]) -> Decimal | None:
    """D = sqrt(P * C): one axis at zero makes the whole zero, one that is n.a. leaves none."""
    product = Decimal(1)
    for score in scores:
        if score is None:
            return None
        product *= score
    return product.sqrt() if len(scores) == 2 else product
