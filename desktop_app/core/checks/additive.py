"""Additive scores: one base value per row, weights of 100 per part, thresholds with a source."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from desktop_app.core.checks.literals import literal
from desktop_app.core.checks.options import number_of
from desktop_app.core.checks.scope import Scope
from desktop_app.core.methods.additive import (
    QUALITATIVE,
    QUANTITATIVE,
    SHARES,
    groups_of,
    part_of,
)
from desktop_app.core.pack import Assessment, Direction, Indicator
from desktop_app.core.problems import Problem

ADDITIVE: Final = "additive.v1"
_SCORED: Final = (Direction.LOWER, Direction.HIGHER, Direction.CHOICE)
_WORDS: Final = {QUANTITATIVE: "定量指标", QUALITATIVE: "定性指标"}


def check_additive(scope: Scope) -> Iterator[Problem]:
    """All tables of the pack that add up scores."""
    for table in scope.pack.assessments:
        if table.method == ADDITIVE:
            for row in table.indicators:
                yield from _row(scope, table, row)
            yield from _groups(scope, table)
            yield from _options(scope, table)


def _row(scope: Scope, table: Assessment, row: Indicator) -> Iterator[Problem]:
    path = f"assessment[{table.id}].indicator[{row.id}]"
    part = row.parts[0]
    plain = len(row.parts) == 1 and part.direction in _SCORED and not row.pool
    if not plain or row.limiting or row.weight is None:
        yield scope.fault("pack.additive_row", path, method=table.method)
    base = literal(part.thresholds[0].limit) if part.thresholds else None
    if base is not None and base <= 0:
        yield scope.fault("pack.additive_base", f"{path}.levels", value=base)


def _groups(scope: Scope, table: Assessment) -> Iterator[Problem]:
    path = f"assessment[{table.id}].group"
    for group in table.groups:
        rows = [row for row in table.indicators if row.group == group.id]
        if len({part_of(row) for row in rows}) > 1:
            yield scope.fault("pack.additive_mixed", f"{path}[{group.id}]", group=group.name)
        total = sum((row.weight or Decimal(0) for row in rows), Decimal(0))
        if group.weight != total:
            yield scope.fault(
                "pack.additive_group",
                f"{path}[{group.id}].weight",
                group=group.name,
                weight="—" if group.weight is None else group.weight,
                total=total,
            )
    for part, word in _WORDS.items():
        groups = groups_of(table, part)
        total = sum((group.weight or Decimal(0) for group in groups), Decimal(0))
        if groups and total != 100:
            yield scope.fault("pack.additive_total", path, part=word, total=total)


def _options(scope: Scope, table: Assessment) -> Iterator[Problem]:
    path = f"assessment[{table.id}].options"
    a, b, best, next_best = (
        number_of(table.options.get(name, "")) for name in (*SHARES, "minimum_1", "minimum_2")
    )
    if a is not None and b is not None and a + b != 1:
        yield scope.fault("pack.additive_shares", path, total=a + b)
    if best is not None and next_best is not None and best <= next_best:
        yield scope.fault("pack.additive_order", path)
