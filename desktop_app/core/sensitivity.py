"""How the double near-zero grade changes when the case is judged another way 敏感性.

The ways are data of the pack: without anchors to verify, without green certificates, with the
special limits as the advanced line. Nothing here changes a result; it is shown beside the grade.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from desktop_app.core.changes import Changes
from desktop_app.core.evaluate import Evaluation, reevaluate
from desktop_app.core.methods.readiness import ReadinessVerdict, judge
from desktop_app.core.methods.scores import Reading, Score
from desktop_app.core.pack import Readiness, Variant
from desktop_app.core.readiness_context import CaseContext


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case judged another way. `left_out` are the parts that take no part that way."""

    variant: Variant
    verdict: ReadinessVerdict
    left_out: tuple[str, ...] = ()


def sensitivity(evaluation: Evaluation) -> tuple[Outcome, ...]:
    """The case judged in every other way the model names; empty without a model."""
    model = evaluation.model.readiness
    if model is None or evaluation.readiness is None:
        return ()
    return tuple(_outcome(evaluation, model, one) for one in model.variants)


def _outcome(evaluation: Evaluation, model: Readiness, variant: Variant) -> Outcome:
    judged = _without(evaluation, frozenset(variant.without)) if variant.without else evaluation
    reading = Reading(firm_anchors=variant.firm_anchors, tier=variant.tier)
    verdict = judge(model, CaseContext(judged.workings(), judged.tables), reading=reading)
    before = evaluation.readiness
    subs = before.sub_indices if before else {}
    left = [name for sub in subs for name in _gone(sub, subs[sub], verdict.sub_indices[sub])]
    return Outcome(variant, verdict, tuple(left))


def _gone(sub: str, before: Score, after: Score) -> Iterable[str]:
    """The parts of a sub-index that applied before; only its id where all of it is gone."""
    if before.applies and not after.applies:
        return (sub,)
    pairs = zip(before.parts, after.parts, strict=False)
    return tuple(f"{sub} {old.name}" for old, new in pairs if old.applies and not new.applies)


def _without(evaluation: Evaluation, items: frozenset[str]) -> Evaluation:
    """The case judged as if these items had not been answered."""
    case = evaluation.case
    keys = frozenset(key for key in case.data if key.item in items)
    if not keys:
        return evaluation
    left = {key: datum for key, datum in case.data.items() if key not in keys}
    return reevaluate(evaluation, replace(case, data=left), Changes(keys=keys))
