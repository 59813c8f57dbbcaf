"""The readiness model: axes and caps that exist, anchors that get better all the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from desktop_app.core.checks.literals import literals
from desktop_app.core.checks.scope import Scope, nearest
from desktop_app.core.dependencies import tables_named
from desktop_app.core.pack import Confidence, Readiness, ScorePart
from desktop_app.core.problems import Problem

ANCHOR_ORDER = ("worst", "base", "advanced", "near_zero")
NEEDED_ANCHORS = ("base", "advanced")
ON_TABLES = ("levels", "limits", "bands")
BONUS = "_95"


def check_readiness(scope: Scope) -> Iterator[Problem]:
    """The [readiness] table of the pack, if it has one."""
    model = scope.pack.readiness
    if model is None:
        return
    yield from _axes(scope, model)
    yield from _gates(scope, model)
    yield from _variants(scope, model)
    for sub in model.sub_indices:
        for number, part in enumerate(sub.parts):
            yield from _part(scope, f"readiness.sub_index[{sub.id}].part[{number}]", part)


def _axes(scope: Scope, model: Readiness) -> Iterator[Problem]:
    choices = "、".join(model.axes)
    for sub in model.sub_indices:
        if sub.axis not in model.axes:
            path = f"readiness.sub_index[{sub.id}].axis"
            yield scope.fault("pack.axis_unknown", path, axis=sub.axis, choices=choices)


def _gates(scope: Scope, model: Readiness) -> Iterator[Problem]:
    grades = [grade.id for grade in model.grades]
    for gate in model.gates:
        path = f"readiness.gate[{gate.id}]"
        if gate.cap not in grades:
            listed = "、".join(grades)
            yield scope.fault("pack.cap_unknown", f"{path}.cap", cap=gate.cap, choices=listed)
        if gate.cited.confidence < Confidence.SINGLE:
            word = gate.cited.confidence.label
            yield scope.fault("pack.confidence_low", path, name=gate.name, confidence=word)
        if gate.contradiction is not None and not gate.conflict:
            yield scope.fault("pack.field_missing", f"{path}.conflict", field="conflict")


def _variants(scope: Scope, model: Readiness) -> Iterator[Problem]:
    """Other ways to judge: items and tiers that exist, and something that differs at all."""
    tiers = dict.fromkeys(level.id for one in scope.scales.values() for level in one.levels)
    for variant in model.variants:
        path = f"readiness.variant[{variant.id}]"
        for name in variant.without:
            if name not in scope.items:
                near = nearest(name, scope.items)
                yield scope.fault(
                    "pack.item_unknown", f"{path}.without", name=name, suggestion=near
                )
        if variant.tier and variant.tier not in tiers:
            listed = "、".join(tiers)
            yield scope.fault(
                "pack.points_level", f"{path}.tier", level=variant.tier, choices=listed
            )
        if not (variant.without or variant.tier or variant.firm_anchors):
            yield scope.fault("pack.field_missing", path, field="without")


def _part(scope: Scope, path: str, part: ScorePart) -> Iterator[Problem]:
    if part.kind == "metric":
        yield from _anchors(scope, f"{path}.anchors", part)
    elif part.kind in ON_TABLES:
        yield from _table(scope, path, part)
    elif not part.items:
        yield scope.fault("pack.field_missing", f"{path}.items", field="items")


def _anchors(scope: Scope, path: str, part: ScorePart) -> Iterator[Problem]:
    missing = [name for name in NEEDED_ANCHORS if name not in part.anchors]
    if missing:
        yield scope.fault("pack.anchors_missing", path, missing="、".join(missing))
    numbers = literals([part.anchors[name] for name in ANCHOR_ORDER if name in part.anchors])
    rising = all(first < second for first, second in pairwise(numbers))
    falling = all(first > second for first, second in pairwise(numbers))
    if not rising and not falling:
        values = ", ".join(str(number) for number in numbers)
        yield scope.fault("pack.anchors_order", path, values=values)


def _table(scope: Scope, path: str, part: ScorePart) -> Iterator[Problem]:
    """A part read off tables: "*.cp" may match none yet, a plain id must exist."""
    if not part.assessment:
        yield scope.fault("pack.field_missing", f"{path}.assessment", field="assessment")
        return
    tables = [table for pack in scope.packs for table in pack.assessments]
    found = tables_named(part.assessment, tables)
    if not found and not part.assessment.startswith("*"):
        known: Mapping[str, None] = {table.id: None for table in tables}
        near = nearest(part.assessment, known)
        yield scope.fault(
            "pack.assessment_unknown", f"{path}.assessment", name=part.assessment, suggestion=near
        )
    if part.kind == "levels":
        yield from _points(scope, f"{path}.points", part)
    if part.weigh and not any(name.startswith(f"{part.weigh}.") for name in scope.quantities):
        near = nearest(part.weigh, scope.quantities)
        yield scope.fault("pack.name_unknown", f"{path}.weigh", name=part.weigh, suggestion=near)


def _points(scope: Scope, path: str, part: ScorePart) -> Iterator[Problem]:
    if not part.points:
        yield scope.fault("pack.field_missing", path, field="points")
    levels = {level.id for scale in scope.scales.values() for level in (*scale.levels, scale.below)}
    for name in part.points:
        if name.removesuffix(BONUS) not in levels:
            listed = "、".join(sorted(levels))
            yield scope.fault("pack.points_level", f"{path}.{name}", level=name, choices=listed)
