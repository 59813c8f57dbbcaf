"""What the readiness model reads of a case: formulas, items and judged tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop_app.core.expr import Expr
from desktop_app.core.methods.readiness import Table
from desktop_app.core.pack import Confidence
from desktop_app.core.value import Value
from desktop_app.core.workings import Workings


class CaseContext:
    """The workings and judged tables of one case, as `core.methods.readiness` asks for them."""

    def __init__(self, work: Workings, tables: Mapping[str, Table]) -> None:
        self._work = work
        self._tables = tables

    def read(self, expr: Expr, names: Mapping[str, Value], unit: str = "") -> Value:
        """The value of a formula, in a unit if one is named, else with extra names in scope."""
        return self._work.in_unit(expr, unit) if unit else self._work.value_with(expr, names)

    def item(self, key: str) -> Value:
        """The value of an item."""
        return self._work.values[key]

    def confidence(self, expr: Expr) -> Confidence:
        """The weakest number behind a formula."""
        return self._work.firmness(expr)

    def tables(self, pattern: str) -> Sequence[Table]:
        """Judged tables by id, or by the ending after "*"."""
        every = self._tables.items()
        if pattern.startswith("*"):
            return [table for name, table in every if name.endswith(pattern[1:])]
        return [table for name, table in every if name == pattern]
