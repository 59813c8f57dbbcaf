"""The double near-zero 双近零 readiness model: sub-indices, axes, gates, grades.

The model itself is pack data (ours, not official). Axis = Σ w s / Σ w over sub-indices that
apply; n.a. ones hand their weight on, blank ones score 0 as filled and 100 at best. The grade
follows the weaker axis, so that neither side can buy the other; failed or open gates cap it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Protocol

from desktop_app.core.expr import Expr
from desktop_app.core.methods.interpolate import ADVANCED, Anchors, points
from desktop_app.core.methods.row_points import band_points, limit_points
from desktop_app.core.methods.rows import Row
from desktop_app.core.methods.table_truths import (
    all_advanced,
    levels_reached,
    rows_reach,
    truths_asked,
)
from desktop_app.core.methods.verdict import Verdict
from desktop_app.core.pack import (
    Assessment,
    Confidence,
    Gate,
    Grade,
    Readiness,
    Scale,
    ScorePart,
    SubIndex,
)
from desktop_app.core.result import Status
from desktop_app.core.value import Value, ValueState

_ZERO: Final = Decimal(0)
_FULL: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Table:
    """A judged table the model may refer to."""

    assessment: Assessment
    scale: Scale
    rows: tuple[Row, ...]
    verdict: Verdict

    def row(self, row_id: str) -> Row | None:
        """The row of that id (with its record in brackets where it repeats)."""
        return next((row for row in self.rows if row.id == row_id), None)


class Context(Protocol):
    """What the model reads: formulas, items and judged tables of the case."""

    def read(self, expr: Expr, names: Mapping[str, Value], unit: str = "") -> Value:
        """The value of a formula, in a unit if one is named, else with extra names in scope."""

    def item(self, key: str) -> Value:
        """The value of an item."""

    def confidence(self, expr: Expr) -> Confidence:
        """The weakest number behind a formula."""

    def tables(self, pattern: str) -> Sequence[Table]:
        """The tables whose id is `pattern`, or ends with the rest of "*.suffix"."""


@dataclass(frozen=True, slots=True)
class Score:
    """Points of a part, sub-index or axis: as filled (`low`), at best (`high`); None when n.a."""

    name: str
    weight: Decimal
    low: Decimal | None
    high: Decimal | None
    value: Decimal | None = None
    unit: str = ""
    confidence: Confidence = Confidence.CONFIRMED
    missing: tuple[str, ...] = ()
    parts: tuple[Score, ...] = ()

    @property
    def applies(self) -> bool:
        """Whether it takes part in the average."""
        return self.low is not None


@dataclass(frozen=True, slots=True)
class GateState:
    """A gate: passed True, failed False, or None while its questions are open."""

    gate: Gate
    passed: bool | None
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadinessVerdict:
    """Everything the readiness page shows. `grade` is as filled, `grade_high` at best."""

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
    model: Readiness, context: Context, kept: Mapping[str, Score] | None = None
) -> ReadinessVerdict:
    """The position of a case in the model `model`; `kept` are sub-indices known to be as before."""
    known = kept or {}
    subs = {sub.id: known.get(sub.id) or _sub_index(sub, context) for sub in model.sub_indices}
    axes = {
        axis: _average(name, [subs[sub.id] for sub in model.sub_indices if sub.axis == axis])
        for axis, name in model.axes.items()
    }
    gates = tuple(_gate(gate, context) for gate in model.gates)
    asked = dict.fromkeys(truths_asked(grade.rule for grade in model.grades), Value.na())
    low = asked | _scope(axes, subs, gates, context, best=False)
    high = asked | _scope(axes, subs, gates, context, best=True)
    everything = (*axes.values(),)
    return ReadinessVerdict(
        axes=axes,
        sub_indices=subs,
        gates=gates,
        grade=_grade(model, gates, low, context, best=False),
        grade_high=_grade(model, gates, high, context, best=True),
        index=_geometric([score.low for score in everything]),
        index_high=_geometric([score.high for score in everything]),
        confidence=min((score.confidence for score in everything), default=Confidence.CONFIRMED),
        missing=_names([score.missing for score in subs.values()], [g.missing for g in gates]),
    )


def _sub_index(sub: SubIndex, context: Context) -> Score:
    """One sub-index; wholly open while it is unknown whether it applies."""
    applies = context.read(sub.applies, {}) if sub.applies is not None else Value.of_truth(True)
    if applies.truth is False or applies.state is ValueState.NA:
        return Score(sub.name, sub.weight, None, None)
    if applies.truth is None:
        missing = tuple(sorted(applies.missing))
        return Score(sub.name, sub.weight, _ZERO, _FULL, missing=missing)
    parts = [_part(part, context) for part in sub.parts]
    whole = _average(sub.name, parts)
    return Score(
        sub.name,
        sub.weight,
        whole.low,
        whole.high,
        confidence=min(whole.confidence, sub.cited.confidence),
        missing=whole.missing,
        parts=tuple(parts),
    )


def _average(name: str, scores: Sequence[Score]) -> Score:
    taking_part = [score for score in scores if score.applies]
    total = sum((score.weight for score in taking_part), _ZERO)
    if not total:
        return Score(name, _ZERO, None, None, parts=tuple(scores))
    low = sum(((score.low or _ZERO) * score.weight for score in taking_part), _ZERO) / total
    high = sum(((score.high or _ZERO) * score.weight for score in taking_part), _ZERO) / total
    return Score(
        name,
        total,
        low,
        high,
        confidence=min(score.confidence for score in taking_part),
        missing=_names([score.missing for score in taking_part]),
        parts=tuple(scores),
    )


def _names(*lists: Sequence[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for group in lists for names in group for name in names))


def _part(part: ScorePart, context: Context) -> Score:
    return _PARTS[part.kind](part, context)


def _metric(part: ScorePart, context: Context) -> Score:
    if part.value is None:
        raise ValueError(f"metric part without a formula: {part.name}")
    value = context.read(part.value, {}, part.unit)
    if value.state is ValueState.NA:
        return Score(part.name, part.weight, None, None)
    read = {name: context.read(expr, {}, part.unit) for name, expr in part.anchors.items()}
    missing = tuple(sorted(value.missing.union(*(anchor.missing for anchor in read.values()))))
    anchors = _anchors(read)
    number = None if value.state is ValueState.PARTIAL else value.number
    if number is None or anchors is None:
        return Score(part.name, part.weight, _ZERO, _FULL, value.number, part.unit, missing=missing)
    low = points(number, anchors)
    # A near-zero anchor still to be filled in can only add points beyond the advanced one.
    waiting = anchors.near_zero is None and "near_zero" in read and read["near_zero"].missing
    return Score(
        part.name,
        part.weight,
        low,
        _FULL if waiting and low >= ADVANCED else low,
        number,
        part.unit,
        min(part.cited.confidence, *(context.confidence(e) for e in _formulas(part))),
        missing,
    )


def _formulas(part: ScorePart) -> list[Expr]:
    return [*([part.value] if part.value is not None else []), *part.anchors.values()]


def _anchors(read: Mapping[str, Value]) -> Anchors | None:
    """The anchors that are settled; None without base or advanced one."""
    settled = {name: value.number for name, value in read.items() if not value.missing}
    base, advanced = settled.get("base"), settled.get("advanced")
    if base is None or advanced is None:
        return None
    return Anchors(base, advanced, settled.get("near_zero"), settled.get("worst"))


def _levels(part: ScorePart, context: Context) -> Score:
    tables = [t for t in context.tables(part.assessment) if t.verdict.status is not Status.NA]
    if not tables:
        return Score(part.name, part.weight, None, None)
    judged = [_level_points(part, table) for table in tables]
    return Score(
        part.name,
        part.weight,
        min(low for low, _high in judged),
        min(high for _low, high in judged),
        confidence=min(table.verdict.confidence for table in tables),
        missing=_names([table.verdict.missing for table in tables]),
    )


def _level_points(part: ScorePart, table: Table) -> tuple[Decimal, Decimal]:
    verdict = table.verdict
    first = table.scale.levels[0].id
    bonus = part.points.get(f"{first}_95")
    low = part.points.get(verdict.level or verdict.level_low, _ZERO)
    high = part.points.get(verdict.level_high, _ZERO)
    if bonus is not None and verdict.level == first:
        low = bonus if (verdict.figures.values.get("Y1") or _ZERO) >= 95 else low
    if bonus is not None and verdict.level_high == first:
        high = bonus if (verdict.figures.best.get("Y1") or _FULL) >= 95 else high
    return low, max(low, high)


def _limits(part: ScorePart, context: Context) -> Score:
    """Outlet rows: base the general limit, advanced the best tier known, near-zero half of it."""
    tables = context.tables(part.assessment)
    rows = [row for table in tables for row in table.rows]
    if tables and not rows:
        return Score(part.name, part.weight, _ZERO, _FULL, missing=("record:outlet",))
    return _weighted_rows(part, [row for row in rows if row.applies], limit_points)


def _bands(part: ScorePart, context: Context) -> Score:
    """Benchmark rows: base 基准, advanced 标杆, near-zero 10 % better, weighted by output."""
    rows = [row for table in context.tables(part.assessment) for row in table.rows if row.applies]
    return _weighted_rows(part, rows, band_points)


def _weighted_rows(
    part: ScorePart, rows: Sequence[Row], score: Callable[[Row], Decimal | None]
) -> Score:
    if not rows:
        return Score(part.name, part.weight, None, None)
    weighted = all(row.weight_by is not None and row.weight_by > 0 for row in rows)
    low = high = total = _ZERO
    for row in rows:
        weight = row.weight_by if weighted and row.weight_by is not None else Decimal(1)
        got = score(row) if not row.open_by_blank else None
        total += weight
        low += weight * (got if got is not None else _ZERO)
        high += weight * (got if got is not None else _FULL)
    return Score(
        part.name,
        part.weight,
        low / total,
        high / total,
        confidence=min(
            (row.confidence for row in rows if not row.open_by_blank), default=Confidence.CONFIRMED
        ),
        missing=_names([row.missing for row in rows]),
    )


def _checklist(part: ScorePart, context: Context) -> Score:
    answers = {key: context.item(key) for key in part.items}
    asked = {key: value for key, value in answers.items() if value.state is not ValueState.NA}
    if not asked:
        return Score(part.name, part.weight, None, None)
    yes = sum(1 for value in asked.values() if value.truth is True)
    blank = [key for key, value in asked.items() if value.truth is None]
    return Score(
        part.name,
        part.weight,
        _FULL * yes / len(asked),
        _FULL * (yes + len(blank)) / len(asked),
        confidence=part.cited.confidence,
        missing=tuple(blank),
    )


_PARTS: Final[Mapping[str, Callable[[ScorePart, Context], Score]]] = {
    "metric": _metric,
    "levels": _levels,
    "limits": _limits,
    "bands": _bands,
    "checklist": _checklist,
}


def _gate(gate: Gate, context: Context) -> GateState:
    """The state of a gate; answered n.a. throughout it stays open, waiting for an answer."""
    value = context.read(gate.condition, {})
    asked = gate.condition.names if value.state is ValueState.NA else value.missing
    return GateState(gate, value.truth, tuple(sorted(asked)))


def _scope(
    axes: Mapping[str, Score],
    subs: Mapping[str, Score],
    gates: Sequence[GateState],
    context: Context,
    *,
    best: bool,
) -> dict[str, Value]:
    """Names a grade rule may use: axes and sub-indices (points), gates (truth).

    Also truths about tables: cp_<level> (every clean-production table reaches the level),
    benchmark_<level> (every benchmark row does), limits_advanced (every outlet row keeps to the
    best tier known). They are n.a. where no table or row applies.
    """
    names: dict[str, Value] = {}
    for key, score in (*axes.items(), *subs.items()):
        number = score.high if best else score.low
        names[key] = Value.na() if number is None else Value.given(number)
    for state in gates:
        passed = best if state.passed is None else state.passed
        names[state.gate.id] = Value.of_truth(passed)
    names |= levels_reached("cp", context.tables("*.cp"), best=best)
    names |= rows_reach("benchmark", context.tables("*.benchmark"), best=best)
    names["limits_advanced"] = all_advanced(context.tables("*.limits"), best=best)
    return names


def _grade(
    model: Readiness,
    gates: Sequence[GateState],
    names: Mapping[str, Value],
    context: Context,
    *,
    best: bool,
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


def _geometric(scores: Sequence[Decimal | None]) -> Decimal | None:
    """D = sqrt(P * C): one axis at zero makes the whole zero, one that is n.a. leaves none."""
    product = Decimal(1)
    for score in scores:
        if score is None:
            return None
        product *= score
    return product.sqrt() if len(scores) == 2 else product
