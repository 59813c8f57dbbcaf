"""Residual emissions, and how far products stay behind the best level of their industry.

Process emissions (carbonate, anodes, process carbon) cannot come near zero yet, so the residual
emission 残余排放 alone says little: beside it stands the distance to the level an industry can
reach 行业可达最好水平, which is the advanced benchmark 标杆水平.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.methods.rows import Row
from desktop_app.core.methods.score_parts import row_weights
from desktop_app.core.pack import Limb
from desktop_app.core.result import Result

_BENCHMARKS: Final = ".benchmark"


@dataclass(frozen=True, slots=True)
class Distance:
    """A product against its best level: positive `percent` is worse than it, in % of it."""

    result: str
    name: str
    record: str
    value: Decimal
    best: Decimal
    unit: str
    percent: Decimal


def residual_figures(evaluation: Evaluation) -> tuple[Result, ...]:
    """The headline figures the readiness model has of its own, in the order of the packs."""
    return tuple(
        evaluation.results[one.id]
        for pack in evaluation.model.packs
        for one in pack.quantities
        if one.limb is Limb.READINESS and one.headline and one.id in evaluation.results
    )


def distances(evaluation: Evaluation) -> tuple[Distance, ...]:
    """All products whose figure and best level are known, farthest first."""
    found = [_distance(*one) for one in _rows(evaluation)]
    return tuple(sorted(found, key=lambda one: (-one.percent, one.result)))


def mean_distance(evaluation: Evaluation) -> Decimal | None:
    """The mean distance in %, by output where that of every product is known; None without any."""
    rows = _rows(evaluation)
    if not rows:
        return None
    weights = row_weights([row for _table, row in rows])
    parts = [w * _distance(*one).percent for w, one in zip(weights, rows, strict=True)]
    return sum(parts, Decimal(0)) / sum(weights, Decimal(0))


def _rows(evaluation: Evaluation) -> Sequence[tuple[str, Row]]:
    return [
        (table_id, row)
        for table_id, table in evaluation.tables.items()
        if table_id.endswith(_BENCHMARKS)
        for row in table.rows
        if row.applies and not row.open_by_blank and row.value is not None and row.limits[0]
    ]


def _distance(table_id: str, row: Row) -> Distance:
    value, best = row.value or Decimal(0), row.limits[0] or Decimal(1)
    percent = (value - best) / abs(best) * 100
    name = row.indicator.name
    return Distance(
        f"{table_id}.{row.id}", name, row.record, value, best, row.indicator.unit, percent
    )
