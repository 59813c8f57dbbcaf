"""Level tables: as many levels as the scale, thresholds that grow stricter, sane citations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from desktop_app.core.checks.literals import literal, settled, single_values
from desktop_app.core.checks.scope import Scope, nearest
from desktop_app.core.pack import (
    Confidence,
    Direction,
    Indicator,
    Met,
    Part,
    Scale,
)
from desktop_app.core.problems import Problem

NON_MONOTONIC = "non_monotonic"


def check_tables(scope: Scope) -> Iterator[Problem]:
    """All level tables of the pack, row by row."""
    values = single_values(scope.packs)
    for table in scope.pack.assessments:
        scale = scope.scales.get(table.scale)
        groups = {group.id: None for group in table.groups}
        for row in table.indicators:
            path = f"assessment[{table.id}].indicator[{row.id}]"
            if row.group not in groups:
                near = nearest(row.group, groups)
                yield scope.fault(
                    "pack.group_unknown", f"{path}.group", name=row.group, suggestion=near
                )
            if row.limiting and row.cited.confidence < Confidence.SINGLE:
                yield scope.fault(
                    "pack.confidence_low",
                    path,
                    name=row.name,
                    confidence=row.cited.confidence.label,
                )
            yield from _parts(scope, path, row, scale)
            if table.options.get(NON_MONOTONIC) != "true":
                yield from _orders(scope, path, row, values)


def _parts(scope: Scope, path: str, row: Indicator, scale: Scale | None) -> Iterator[Problem]:
    for number, part in enumerate(row.parts):
        place = f"{path}.part[{number}]" if len(row.parts) > 1 else path
        if scale is not None and len(part.thresholds) != len(scale.levels):
            yield scope.fault(
                "pack.levels_count", f"{place}.levels", count=len(part.thresholds),
                scale=scale.id, expected=len(scale.levels),
            )  # fmt: skip
        no_text = all(step.met is not Met.TEXT for step in part.thresholds)
        if part.direction is Direction.CHOICE and no_text:
            yield scope.fault("pack.choice_without_text", f"{place}.levels", name=row.name)
        yield from _ranges(scope, f"{place}.levels", part)


def _orders(
    scope: Scope, path: str, row: Indicator, values: Mapping[str, Decimal]
) -> Iterator[Problem]:
    for number, part in enumerate(row.parts):
        place = f"{path}.part[{number}]" if len(row.parts) > 1 else path
        yield from _order(scope, f"{place}.levels", part, values)


def _ranges(scope: Scope, path: str, part: Part) -> Iterator[Problem]:
    for number, step in enumerate(part.thresholds):
        low, high = literal(step.low), literal(step.limit)
        if low is not None and high is not None and low > high:
            yield scope.fault("pack.range_order", f"{path}[{number}]", low=low, high=high)


def _order(scope: Scope, path: str, part: Part, values: Mapping[str, Decimal]) -> Iterator[Problem]:
    """Neighbouring limits of which the better level asks for less, as far as they are numbers."""
    known = [
        (number, settled(step.low, values), limit)
        for number, step in enumerate(part.thresholds, 1)
        if (limit := settled(step.limit, values)) is not None
    ]
    for (first, low, good), (second, wider, bad) in pairwise(known):
        if not _stricter(part.direction, (low, good), (wider, bad)):
            yield scope.fault(
                "pack.thresholds_order", path, first=first, second=second, values=f"{good}, {bad}"
            )


_Limits = tuple[Decimal | None, Decimal]
"""Lower end (of a range, if it is a number) and limit of a level."""


def _stricter(direction: Direction, better: _Limits, worse: _Limits) -> bool:
    (low, good), (wider, bad) = better, worse
    if direction is Direction.LOWER:
        return good <= bad
    if direction is Direction.HIGHER:
        return good >= bad
    return good <= bad and (low is None or wider is None or low >= wider)
