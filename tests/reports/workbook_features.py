"""What a case puts into a workbook, told apart: so that few workbooks show every kind of cell."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.expr.ast import Node, children


def features(evaluation: Evaluation) -> frozenset[Hashable]:
    """Kinds of results by method and state, of rows of tables, and of formulas by their parts."""
    return frozenset([*_of_results(evaluation), *_of_rows(evaluation), *_of_formulas(evaluation)])


def _of_results(evaluation: Evaluation) -> Iterator[Hashable]:
    for result in evaluation.results.values():
        table = evaluation.tables.get(result.parent)
        method = table.assessment.method if table else ""
        yield result.kind, result.status, bool(result.level), result.low == result.high, method


def _of_rows(evaluation: Evaluation) -> Iterator[Hashable]:
    for table in evaluation.tables.values():
        method = table.assessment.method
        for row in table.assessment.indicators:
            shape = len(row.parts) > 1, bool(row.pool), row.limiting, bool(row.record)
            yield method, *shape, row.applies is None, row.weight_by is None, row.permit is None
            for part in row.parts:
                yield method, part.direction, part.strict, *(one.met for one in part.thresholds)


def _of_formulas(evaluation: Evaluation) -> Iterator[Hashable]:
    for quantity in evaluation.model.quantities:
        value = evaluation.values.get(quantity.id)
        yield "root", _sign(quantity.formula.root), value.state if value else None
        yield from _pairs(quantity.formula.root)


def _pairs(node: Node) -> Iterator[Hashable]:
    for part in children(node):
        yield _sign(node), _sign(part)
        yield from _pairs(part)


def _sign(node: Node) -> str:
    """An operator, a function, or what else a node is."""
    return str(getattr(node, "op", "") or getattr(node, "function", "") or type(node).__name__)
