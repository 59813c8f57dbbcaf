"""What the double near-zero page shows, as plain words and figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.expr.show import show
from desktop_app.core.methods.readiness import GateState, ReadinessVerdict, Score
from desktop_app.core.methods.table_truths import is_table_truth, truth_label
from desktop_app.core.pack import Gate, Grade, Item, ItemKind, Readiness, SubIndex
from desktop_app.core.problems import problem
from desktop_app.i18n import _, translate
from desktop_app.ui.result_words import (
    LevelWords,
    gate_state,
    name_label,
    name_target,
    score,
    score_span,
)

_FEW = 3


@dataclass(frozen=True, slots=True)
class SubReading:
    """A sub-index: its points as filled and at best, and what its axis counts it for."""

    id: str
    title: str
    shown: str
    low: Decimal | None
    high: Decimal | None
    weight: str
    why: str
    missing: int
    to_verify: bool
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gain:
    """What is missing in one component and what it could bring to its axis at most."""

    points: Decimal
    axis: str
    text: str
    remark: str
    target: str


def sub_reading(evaluation: Evaluation, model: Readiness, sub: SubIndex) -> SubReading:
    """The reading of a sub-index."""
    verdict = evaluation.readiness
    found = verdict.sub_indices[sub.id] if verdict else Score(sub.name, sub.weight, None, None)
    result = evaluation.results[f"{model.id}.{sub.id}"]
    weight = _("权重 {weight}").format(weight=score(sub.weight))
    shown = score_span(found.low, found.high) if found.applies else _("不适用")
    return SubReading(
        id=sub.id,
        title=f"{sub.id} {translate(sub.name)}",
        shown=shown,
        low=found.low,
        high=found.high,
        weight=weight if found.applies else _("权重分给其余各项"),
        why=translate(sub.why),
        missing=len(found.missing),
        to_verify=result.to_verify,
        notes=tuple(note.told(translate) for note in result.notes),
    )


def gains(evaluation: Evaluation) -> tuple[Gain, ...]:
    """The components blanks keep open, by the points they can bring to their axis at most."""
    model, verdict = evaluation.model.readiness, evaluation.readiness
    if model is None or verdict is None:
        return ()
    found = [gain for sub in model.sub_indices for gain in _sub_gains(evaluation, verdict, sub)]
    return tuple(sorted(found, key=lambda gain: (-gain.points, gain.text)))


def _sub_gains(evaluation: Evaluation, verdict: ReadinessVerdict, sub: SubIndex) -> Iterator[Gain]:
    whole = verdict.sub_indices[sub.id]
    axis_weight = verdict.axes[sub.axis].weight
    parts = [part for part in whole.parts if part.applies]
    inside = sum((part.weight for part in parts), Decimal(0))
    for part in parts:
        if part.low is None or part.high is None or not part.missing or not inside:
            continue
        share = part.weight / inside * sub.weight / axis_weight
        points = share * (part.high - part.low)
        if points > 0:
            names = [name_label(evaluation, name) for name in part.missing]
            yield Gain(
                points=points,
                axis=sub.axis,
                text=_("{sub}：{part}").format(sub=sub.id, part=translate(part.name)),
                remark=_shortened(names),
                target=name_target(evaluation, part.missing[0]),
            )


def _shortened(names: list[str]) -> str:
    shown = _("、").join(dict.fromkeys(names[:_FEW]))
    if len(names) <= _FEW:
        return _("缺 {names}").format(names=shown)
    return _("缺 {names} 等 {count} 项").format(names=shown, count=len(names))


def gate_words(state: GateState) -> LevelWords:
    """The badge of a gate."""
    return gate_state({True: "passed", False: "failed", None: "open"}[state.passed])


def gate_questions(evaluation: Evaluation, state: GateState) -> tuple[Item, ...]:
    """The yes/no items a gate asks, in the order of the form."""
    asked = state.gate.condition.names
    return tuple(
        item
        for key, item in evaluation.model.items.items()
        if key in asked and item.kind is ItemKind.YESNO and not item.record
    )


def gate_conflict(state: GateState) -> str:
    """What is said where the answers to a gate do not go with the data."""
    if not state.contradicted:
        return ""
    gate = state.gate
    return problem("gate.contradicted", gate=gate.id, name=gate.conflict).told(translate)


def gate_rule(evaluation: Evaluation, gate: Gate) -> str:
    """How a gate follows from judged tables, in words; "" where it rests on answers alone."""
    model = evaluation.model.readiness
    if model is None or not any(is_table_truth(name) for name in gate.condition.names):
        return ""
    words = show(gate.condition, lambda name: _rule_name(evaluation, model, name))
    return _("判定条件：{rule}").format(rule=words)


def rule_text(evaluation: Evaluation, model: Readiness, grade: Grade) -> str:
    """The rule of a grade in words."""

    def label(name: str) -> str:
        return _rule_name(evaluation, model, name)

    return show(grade.rule, label)


def _rule_name(evaluation: Evaluation, model: Readiness, name: str) -> str:
    """A name of a rule: axes and gates keep their short ids, everything else is spelt out."""
    if name in model.axes or any(name == gate.id for gate in model.gates):
        return name
    sub = next((sub for sub in model.sub_indices if sub.id == name), None)
    if sub is not None:
        return f"{sub.id} {translate(sub.name)}"
    return _truth_name(evaluation, name) or translate(evaluation.model.label_of(name))


def _truth_name(evaluation: Evaluation, name: str) -> str:
    """A truth about judged tables in words; "" for other names."""
    if not is_table_truth(name):
        return ""
    return truth_label(name, evaluation.model.scales.values())
