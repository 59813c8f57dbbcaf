"""What the rows of limits tables count for in the readiness model, where they name nothing.

A part with `weigh = "outlet_equivalent"` weighs a row whose value reads `air.so2` by the figure
`outlet_equivalent.air.so2` of the same outlet. So a table of an industry need not repeat it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop_app.core.dependencies import tables_named
from desktop_app.core.expr import Expr
from desktop_app.core.expr.parse import parse
from desktop_app.core.pack import Assessment, Indicator, Quantity, Readiness


def with_weights(
    tables: Sequence[Assessment],
    readiness: Readiness | None,
    quantities: Mapping[str, Quantity],
) -> tuple[Assessment, ...]:
    """The tables, rows weighted as the model asks; rows that name their weight keep it."""
    parts = [part for sub in readiness.sub_indices for part in sub.parts] if readiness else []
    weigh = {
        table.id: part.weigh
        for part in parts
        if part.weigh
        for table in tables_named(part.assessment, tables)
    }
    return tuple(
        _weighted(one, weigh[one.id], quantities) if one.id in weigh else one for one in tables
    )


def _weighted(table: Assessment, weigh: str, quantities: Mapping[str, Quantity]) -> Assessment:
    rows = tuple(
        replace(row, weight_by=row.weight_by or _weight(row, weigh, quantities))
        for row in table.indicators
    )
    return replace(table, indicators=rows)


def _weight(row: Indicator, weigh: str, quantities: Mapping[str, Quantity]) -> Expr | None:
    """The figure of the first name the value of a row reads for which there is one."""
    names = [f"{weigh}.{name}" for part in row.parts for name in sorted(part.value.names)]
    found = (name for name in names if name in quantities)
    for name in found:
        parsed = parse(name)
        if quantities[name].record == row.record and isinstance(parsed, Expr):
            return parsed
    return None
