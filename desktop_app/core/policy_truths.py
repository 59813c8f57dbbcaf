"""What policy tables ask of the other tables, as values their formulas read by name.

A duty such as 能耗达到基准水平 is not asked again: it follows from the table that judges it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from desktop_app.core.dependencies import formulas_of_indicator
from desktop_app.core.expr import Expr
from desktop_app.core.methods.readiness import Table
from desktop_app.core.methods.table_truths import (
    is_table_truth,
    settled_truths,
    tables_of,
)
from desktop_app.core.model import Model
from desktop_app.core.pack import Confidence, Limb
from desktop_app.core.readiness_context import CaseContext
from desktop_app.core.value import Value
from desktop_app.core.workings import Workings


@lru_cache(maxsize=64)
def truths_of_policy(model: Model) -> tuple[str, ...]:
    """The truths about other tables that the policy tables of a model read, in order."""
    names = {name for formula in _formulas(model) for name in formula.names}
    return tuple(sorted(name for name in names if is_table_truth(name)))


def _formulas(model: Model) -> Iterator[Expr]:
    for table in model.assessments:
        if table.limb is Limb.POLICY:
            for row in table.indicators:
                yield from formulas_of_indicator(row)


def know_tables(work: Workings, tables: Mapping[str, Table]) -> None:
    """Put these truths among the values: n.a. where there is no such table, blank while open.

    A truth is as firm as the conclusions of the tables it is about.
    """
    asked = truths_of_policy(work.model)
    if not asked:
        return
    context = CaseContext(work, tables)
    known = settled_truths(context)
    for name in asked:
        work.values[name] = known.get(name, Value.na())
        about = [table.verdict.confidence for table in tables_of(name, context.tables)]
        work.confidences[name] = min(about, default=Confidence.CONFIRMED)
