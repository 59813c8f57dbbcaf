"""Weights: of groups, inside each group, of sub-indices and their parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from desktop_app.core.checks.additive import ADDITIVE
from desktop_app.core.checks.scope import Scope
from desktop_app.core.methods.partial_weights import OPTION, PARTIAL, is_unknown, left_over
from desktop_app.core.pack import Assessment, Indicator
from desktop_app.core.problems import Problem

WEIGHTED: Final = "level_index.v1"
_ONE: Final = Decimal(1)
_TOTALS: Final = (_ONE, Decimal(10), Decimal(100))


def check_weights(scope: Scope) -> Iterator[Problem]:
    """All weights of the pack."""
    for table in scope.pack.assessments:
        if table.method == WEIGHTED:
            yield from _groups(scope, table)
            yield from _all_or_none(scope, table)
        yield from _bonus(scope, table)
        yield from _pools(scope, table)
        yield from _shared_output(scope, table)
        if table.method != ADDITIVE:
            yield from _ranges(scope, table)
    yield from _readiness(scope)


def _groups(scope: Scope, table: Assessment) -> Iterator[Problem]:
    base = [group for group in table.groups if not group.bonus]
    given = [group.weight for group in base if group.weight is not None]
    if given and len(given) == len(base) and sum(given) != _ONE:
        path = f"assessment[{table.id}].group"
        yield scope.fault("pack.group_weights", path, total=sum(given))
    for group in table.groups:
        yield from _inside(scope, table, group.id)


def _inside(scope: Scope, table: Assessment, group: str) -> Iterator[Problem]:
    """The weights in one group, for every edition of its rows."""
    rows = [row for row in table.indicators if row.group == group]
    # Some standards print what a row weighs in the whole index: a group then adds up to its own.
    whole = next((one.weight for one in table.groups if one.id == group), None)
    totals: dict[Decimal, None] = {}
    for day in _editions(table, rows):
        total = _total([row for row in rows if _holds(row, day)])
        if total is not None and total not in (_ONE, whole):
            totals[total] = None
    for total in totals:
        yield scope.fault(
            "pack.weights", f"assessment[{table.id}].indicator", group=group, total=total
        )


def _editions(table: Assessment, rows: Iterable[Indicator]) -> Sequence[date]:
    """One day of every stretch of the table's time in which the same rows are in force."""
    first, last = table.valid_from or date.min, table.valid_to or date.max
    starts = {first}
    for row in rows:
        if row.valid_from is not None:
            starts.add(row.valid_from)
        if row.valid_to is not None and row.valid_to < date.max:
            starts.add(row.valid_to + timedelta(days=1))
    return sorted(day for day in starts if first <= day <= last)


def _holds(row: Indicator, day: date) -> bool:
    begun = row.valid_from is None or row.valid_from <= day
    return begun and (row.valid_to is None or row.valid_to >= day)


def _total(rows: Sequence[Indicator]) -> Decimal | None:
    """The sum of weights, pools counted once; None where a weight is missing or nothing stands."""
    pools: dict[str, Decimal] = {}
    total = Decimal(0)
    for row in rows:
        if row.pool and row.pool_weight is not None:
            pools[row.pool] = row.pool_weight
        elif row.weight is not None:
            total += row.weight
        else:
            return None
    return total + sum(pools.values()) if rows else None


def _all_or_none(scope: Scope, table: Assessment) -> Iterator[Problem]:
    if table.options.get(OPTION) == PARTIAL:
        yield from _left_over(scope, table)
        return
    weighted = [row for row in table.indicators if row.weight is not None or row.pool]
    groups = [group for group in table.groups if group.weight is not None]
    path = f"assessment[{table.id}]"
    for place, some, every in (
        ("indicator", len(weighted), len(table.indicators)),
        ("group", len(groups), len(table.groups)),
    ):
        if 0 < some < every:
            yield scope.fault(
                "pack.weights_partial", f"{path}.{place}", with_weight=some, without=every - some
            )


def _left_over(scope: Scope, table: Assessment) -> Iterator[Problem]:
    """Rows without a weight need some of the 1 of their group, which needs a weight itself."""
    for group in table.groups:
        path = f"assessment[{table.id}].group[{group.id}]"
        rows = [row for row in table.indicators if row.group == group.id]
        unknown = sum(is_unknown(row) for row in rows)
        if group.weight is None:
            yield scope.fault("pack.group_weight_missing", path, group=group.id)
        elif unknown and left_over(rows) <= 0:
            yield scope.fault("pack.weights_used_up", path, group=group.id, count=unknown)


def _pools(scope: Scope, table: Assessment) -> Iterator[Problem]:
    weights: dict[tuple[str, str], set[Decimal]] = {}
    for row in table.indicators:
        path = f"assessment[{table.id}].indicator[{row.id}]"
        if bool(row.pool) != (row.pool_weight is not None):
            yield scope.fault("pack.pool_missing", f"{path}.pool")
        elif row.pool and row.pool_weight is not None:
            weights.setdefault((row.group, row.pool), set()).add(row.pool_weight)
    for (group, pool), found in weights.items():
        if len(found) > 1:
            listed = "、".join(str(weight) for weight in sorted(found))
            path = f"assessment[{table.id}].group[{group}]"
            yield scope.fault("pack.pool_conflict", path, pool=pool, weights=listed)


def _bonus(scope: Scope, table: Assessment) -> Iterator[Problem]:
    """Bonus groups only add to an index, so that nothing in them can be required."""
    bonus = {group.id for group in table.groups if group.bonus}
    if bonus and table.method != WEIGHTED:
        path = f"assessment[{table.id}].group"
        yield scope.fault("pack.bonus_method", path, method=table.method)
    for row in table.indicators:
        if row.group in bonus and row.limiting:
            path = f"assessment[{table.id}].indicator[{row.id}].limiting"
            yield scope.fault("pack.bonus_limiting", path, name=row.name)


def _shared_output(scope: Scope, table: Assessment) -> Iterator[Problem]:
    """In a pool shared by output every row must name one."""
    outputs: dict[tuple[str, str], set[bool]] = {}
    for row in table.indicators:
        if row.pool:
            outputs.setdefault((row.group, row.pool), set()).add(row.weight_by is not None)
    for (group, pool), found in outputs.items():
        if len(found) > 1:
            path = f"assessment[{table.id}].group[{group}]"
            yield scope.fault("pack.pool_output", path, pool=pool)


def _ranges(scope: Scope, table: Assessment) -> Iterator[Problem]:
    weights = [(f"group[{group.id}].weight", group.weight) for group in table.groups]
    for row in table.indicators:
        weights.append((f"indicator[{row.id}].weight", row.weight))
        weights.append((f"indicator[{row.id}].pool_weight", row.pool_weight))
    for path, weight in weights:
        if weight is not None and not 0 <= weight <= 1:
            whole = f"assessment[{table.id}].{path}"
            yield scope.fault("pack.weight_range", whole, weight=weight)


def _readiness(scope: Scope) -> Iterator[Problem]:
    model = scope.pack.readiness
    if model is None:
        return
    for axis in model.axes:
        total = sum(sub.weight for sub in model.sub_indices if sub.axis == axis)
        if total not in _TOTALS:
            yield scope.fault("pack.axis_weights", "readiness.sub_index", axis=axis, total=total)
    for sub in model.sub_indices:
        total = sum(part.weight for part in sub.parts)
        if total not in _TOTALS:
            path = f"readiness.sub_index[{sub.id}].part"
            yield scope.fault("pack.part_weights", path, total=total)
