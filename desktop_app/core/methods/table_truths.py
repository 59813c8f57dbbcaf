"""What grade rules ask of judged tables: do all of them, or all their rows, reach a level."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from desktop_app.core.expr import Expr
from desktop_app.core.methods.interpolate import ADVANCED
from desktop_app.core.methods.row_points import limit_points
from desktop_app.core.result import Status
from desktop_app.core.value import Value

if TYPE_CHECKING:
    from desktop_app.core.methods.readiness import Table


def truths_asked(rules: Iterable[Expr]) -> frozenset[str]:
    """The truths about tables that rules ask for; where no such table is judged, they are n.a."""
    names = frozenset(name for rule in rules for name in rule.names)
    return frozenset(name for name in names if name.startswith(("cp_", "benchmark_")))


def levels_reached(prefix: str, tables: Sequence[Table], *, best: bool) -> dict[str, Value]:
    """Whether all tables that apply reach each level of their scale; n.a. where none applies."""
    names: dict[str, Value] = {
        f"{prefix}_{step.id}": Value.na() for table in tables for step in table.scale.levels
    }
    for table in tables:
        if table.verdict.status is Status.NA:
            continue
        level = table.verdict.level_high if best else table.verdict.level
        order = [step.id for step in table.scale.levels]
        place = order.index(level) if level in order else len(order)
        for index, step in enumerate(order):
            name = f"{prefix}_{step}"
            names[name] = Value.of_truth(names[name].truth is not False and place <= index)
    return names


def rows_reach(prefix: str, tables: Sequence[Table], *, best: bool) -> dict[str, Value]:
    """Whether all rows that apply reach each level; open cells count as reached at best."""
    names: dict[str, Value] = {}
    levels = tables[0].scale.levels if tables else ()
    for index, step in enumerate(levels):
        met = [row.met[index] for table in tables for row in table.rows if row.applies]
        reached = all(cell is True or (best and cell is None) for cell in met)
        names[f"{prefix}_{step.id}"] = Value.of_truth(reached) if met else Value.na()
    return names


def all_advanced(tables: Sequence[Table], *, best: bool) -> Value:
    """Whether every outlet row scores at least the advanced point."""
    rows = [row for table in tables for row in table.rows if row.applies]
    scores = [None if row.open_by_blank else limit_points(row) for row in rows]
    reached = all(best if score is None else score >= ADVANCED for score in scores)
    return Value.of_truth(reached) if rows else Value.na()
