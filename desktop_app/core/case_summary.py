"""What lists of many cases show of one: grade, axes, a mark per limb, figures, counts.

Small, and plain enough to be kept beside the data: `to_json` and `from_json` are exact inverses.
Names are those of the packs, in the source language. Nothing is judged here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from desktop_app.core.consistency.finding import Finding
from desktop_app.core.duties import duties_of
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.pack import Level, Limb
from desktop_app.core.problem_texts import TEXTS
from desktop_app.core.problems import Problem, Severity, Where
from desktop_app.core.result import Kind, Result, Status
from desktop_app.core.summary import LIMBS, headline, lead_figure, whole_completion


class MarkState(StrEnum):
    """What a mark says of a limb: a level, a figure without one, or why there is neither."""

    LEVEL = "level"
    FIGURE = "figure"
    OPEN = "open"
    NA = "n.a."
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Mark:
    """How a case stands in one limb.

    `level`, `word`, `sign` and `tone` are those of the step reached, `place` its rank on the scale,
    0 best; `name` is the table or figure they are of. `value` is in `unit`.
    """

    state: MarkState
    name: str = ""
    level: str = ""
    word: str = ""
    sign: str = ""
    tone: str = ""
    place: int = 0
    value: Decimal | None = None
    unit: str = ""
    to_verify: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """Points as filled and at best; None where nothing applies."""

    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in `unit`, None while it cannot be worked out; `partial` when blanks lie below."""

    value: Decimal | None = None
    unit: str = ""
    partial: bool = False
    to_verify: bool = False


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """One case as judged.

    `energy` and `carbon` are the lead figures of their limbs (综合能耗 in tce, emissions in tCO2),
    `findings` counts open findings by severity, those set aside left out. `packs` are the versions
    it was judged by; `faults` tell why it could not be judged, and then all else is empty.
    """

    grade: str = ""
    grade_name: str = ""
    grade_high: str = ""
    pollution_axis: Span = Span()
    carbon_axis: Span = Span()
    marks: Mapping[Limb, Mark] = field(default_factory=dict)
    energy: Figure = Figure()
    carbon: Figure = Figure()
    asked: int = 0
    answered: int = 0
    findings: Mapping[Severity, int] = field(default_factory=dict)
    to_verify: bool = False
    packs: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[Problem, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether everything asked is answered."""
        return not self.faults and self.answered >= self.asked

    @property
    def share(self) -> Decimal | None:
        """The answered share, None where nothing could be judged."""
        if self.faults:
            return None
        return Decimal(self.answered) / self.asked if self.asked else Decimal(1)


def summarize(evaluation: Evaluation, found: tuple[Finding, ...]) -> CaseSummary:
    """The summary of a judged case; `found` are all its findings."""
    verdict, whole = evaluation.readiness, whole_completion(evaluation)
    axes = verdict.axes if verdict is not None else {}
    spans = {name: Span(score.low, score.high) for name, score in axes.items()}
    counts = dict.fromkeys(Severity, 0)
    for finding in found:
        counts[finding.severity] += not finding.set_aside
    return CaseSummary(
        grade=verdict.grade.id if verdict else "",
        grade_name=verdict.grade.name if verdict else "",
        grade_high=verdict.grade_high.id if verdict else "",
        pollution_axis=spans.get("P", Span()),
        carbon_axis=spans.get("C", Span()),
        marks={limb: mark_of(evaluation, limb) for limb in LIMBS},
        energy=_figure(lead_figure(evaluation, Limb.ENERGY)),
        carbon=_figure(lead_figure(evaluation, Limb.CARBON)),
        asked=whole.asked,
        answered=whole.answered,
        findings=counts,
        to_verify=verdict.confidence.to_verify if verdict else False,
        packs={pack.id: pack.version for pack in evaluation.model.packs},
    )


def mark_of(evaluation: Evaluation, limb: Limb) -> Mark:
    """How a case stands in a limb: by its headline, for the policy by all duties together."""
    if limb is Limb.POLICY:
        return _duties(evaluation)
    result = headline(evaluation, limb)
    if result is None:
        return Mark(MarkState.NONE)
    if result.status is Status.NA:
        return Mark(MarkState.NA, result.name)
    if result.kind is Kind.QUANTITY:
        known = result.value is not None
        state = MarkState.FIGURE if known else MarkState.OPEN
        return Mark(
            state, result.name, value=result.value, unit=result.unit, to_verify=result.to_verify
        )
    scale = evaluation.model.scales[result.scale]
    words = (*scale.levels, scale.below, *scale.marks)
    return _levelled(words, scale.level(result.level), result.name, result.to_verify)


def _duties(evaluation: Evaluation) -> Mark:
    duties, scale = duties_of(evaluation), evaluation.model.scales.get("policy")
    if scale is None or not duties.duty.whole:
        return Mark(MarkState.NONE)
    words = (*scale.levels, scale.below, *scale.marks)
    return _levelled(words, scale.level(duties.level), scale.name, to_verify=False)


def _levelled(words: tuple[Level, ...], level: Level | None, name: str, to_verify: bool) -> Mark:
    if level is None:
        return Mark(MarkState.OPEN, name)
    return Mark(
        MarkState.LEVEL,
        name,
        level.id,
        level.name,
        level.sign,
        level.tone,
        words.index(level),
        to_verify=to_verify,
    )


def _figure(result: Result | None) -> Figure:
    if result is None:
        return Figure()
    partial = result.status is Status.PARTIAL
    return Figure(result.value, result.unit, partial, result.to_verify)


# --- plain data ------------------------------------------------------------------------------


def to_json(summary: CaseSummary) -> dict[str, Any]:
    """The summary as JSON can hold it; decimals as text."""
    return {
        "grade": [summary.grade, summary.grade_name, summary.grade_high],
        "axes": [_span_json(summary.pollution_axis), _span_json(summary.carbon_axis)],
        "marks": {
            limb.value: [
                mark.state.value, mark.name, mark.level, mark.word, mark.sign, mark.tone,
                mark.place, _text(mark.value), mark.unit, mark.to_verify,
            ]
            for limb, mark in summary.marks.items()
        },
        "figures": [_figure_json(summary.energy), _figure_json(summary.carbon)],
        "filled": [summary.asked, summary.answered],
        "findings": {severity.value: count for severity, count in summary.findings.items()},
        "to_verify": summary.to_verify,
        "packs": dict(summary.packs),
        "faults": [
            [one.code, one.where.document, one.where.path, dict(one.args)]
            for one in summary.faults
        ],
    }  # fmt: skip


def from_json(data: Mapping[str, Any]) -> CaseSummary:
    """The summary `to_json` made.

    Raises:
        KeyError, ValueError, TypeError, ArithmeticError: it is not one.
    """
    grade, grade_name, grade_high = map(str, data["grade"])
    pollution, carbon = data["axes"]
    energy, emitted = data["figures"]
    asked, answered = map(int, data["filled"])
    return CaseSummary(
        grade,
        grade_name,
        grade_high,
        Span(*map(_decimal, pollution)),
        Span(*map(_decimal, carbon)),
        {Limb(limb): _mark(row) for limb, row in data["marks"].items()},
        _figure_from(energy),
        _figure_from(emitted),
        asked,
        answered,
        {Severity(word): int(count) for word, count in data["findings"].items()},
        bool(data["to_verify"]),
        {str(pack): str(version) for pack, version in data["packs"].items()},
        tuple(_fault(row) for row in data["faults"]),
    )


def _fault(row: list[Any]) -> Problem:
    code, document, path, args = row
    if code not in TEXTS:
        raise ValueError(code)
    return Problem(code, Where(document, path), {str(n): str(text) for n, text in args.items()})


def _mark(row: list[Any]) -> Mark:
    state, name, level, word, sign, tone, place, value, unit, to_verify = row
    kept = _decimal(value)
    return Mark(
        MarkState(state), name, level, word, sign, tone, int(place), kept, unit, bool(to_verify)
    )


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _span_json(span: Span) -> list[str | None]:
    return [_text(span.low), _text(span.high)]


def _figure_json(figure: Figure) -> list[Any]:
    return [_text(figure.value), figure.unit, figure.partial, figure.to_verify]


def _figure_from(row: list[Any]) -> Figure:
    value, unit, partial, to_verify = row
    return Figure(_decimal(value), str(unit), bool(partial), bool(to_verify))
