"""Judging a case: items, quantities, tables, readiness - each name worked out once.

An evaluation keeps every value by name, so that an edit only works out anew what depends on it.
Nothing here touches files, clocks or locales; equal inputs give equal results in any order.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, localcontext
from typing import Final

from desktop_app.core.changes import Changes
from desktop_app.core.data import Case
from desktop_app.core.expr import Expr
from desktop_app.core.inputs import Input
from desktop_app.core.methods import METHODS
from desktop_app.core.methods.readiness import ReadinessVerdict, Table
from desktop_app.core.methods.readiness import judge as judge_readiness
from desktop_app.core.model import Model
from desktop_app.core.notices import notices
from desktop_app.core.numbers import CONTEXT
from desktop_app.core.pack import Assessment, Confidence
from desktop_app.core.problems import Problem
from desktop_app.core.result import Result
from desktop_app.core.results import (
    quantity_result,
    readiness_results,
    row_result,
    table_result,
)
from desktop_app.core.table_rows import judge_row, judge_rows
from desktop_app.core.value import Value
from desktop_app.core.workings import Workings, record_name

__all__ = ["Evaluation", "changed_results", "evaluate", "record_name", "reevaluate"]

_POINTS: Final = Context(prec=CONTEXT.prec)
"""Points and averages: as exact as formulas, but without their bound on exponents."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A judged case: values and confidence by name, tables, and the results made from them."""

    model: Model
    case: Case
    inputs: Mapping[str, Input]
    values: Mapping[str, Value]
    confidences: Mapping[str, Confidence]
    tables: Mapping[str, Table]
    readiness: ReadinessVerdict | None
    results: Mapping[str, Result]
    problems: tuple[Problem, ...]


def evaluate(model: Model, case: Case) -> Evaluation:
    """Judge a case from scratch."""
    with localcontext(_POINTS):
        return _Judge(Workings.fresh(model, case)).judged()


def reevaluate(before: Evaluation, case: Case, changes: Changes) -> Evaluation:
    """Judge a case anew after an edit that touched only data; equal to `evaluate`, but quicker."""
    model = before.model
    if changes.structural:
        return evaluate(model, case)
    dirty = model.closure(changes.items)
    work = Workings(model, case, before.inputs, before.values, before.confidences)
    work.forget(dirty)
    with localcontext(_POINTS):
        return _Judge(work, before, dirty).judged()


def changed_results(before: Evaluation, after: Evaluation) -> frozenset[str]:
    """The ids whose result differs between two evaluations."""
    old, new = before.results, after.results
    kept = frozenset(name for name, result in new.items() if _same(old.get(name), result))
    return frozenset((old.keys() | new.keys()) - kept)


def _same(old: Result | None, new: Result) -> bool:
    return old is new or old == new


class _Everything:
    """What is touched when there is nothing to keep."""

    def __contains__(self, _name: object) -> bool:
        return True


class _Judge:
    """One run of judging: what is touched is worked out, the rest is kept from before."""

    def __init__(
        self,
        work: Workings,
        before: Evaluation | None = None,
        touched: Container[str] | None = None,
    ) -> None:
        self.work = work
        self.model = work.model
        self.before = before
        self.touched: Container[str] = _Everything() if touched is None else touched
        self.results: dict[str, Result] = dict(before.results) if before else {}
        self.judged_tables: dict[str, Table] = dict(before.tables) if before else {}

    def judged(self) -> Evaluation:
        """Work everything out and gather it."""
        self._judge_quantities()
        for assessment in self.model.assessments:
            if assessment.id in self.touched:
                self._judge_table(assessment)
        readiness = self._judge_readiness()
        return Evaluation(
            model=self.model,
            case=self.work.case,
            inputs=self.work.inputs,
            values=dict(self.work.values),
            confidences=self.work.confidences,
            tables=self.judged_tables,
            readiness=readiness,
            results=self.results,
            problems=notices(self.work, self.results),
        )

    def _judge_quantities(self) -> None:
        for quantity in self.model.quantities:
            if quantity.id not in self.touched:
                continue
            for record in self.work.records(quantity.record):
                full = record_name(quantity.id, record)
                value = self.work.values[full]
                firm = self.work.confidences[full]
                self.results[full] = quantity_result(quantity, record, value, firm)

    def _judge_table(self, assessment: Assessment) -> None:
        """Judge a table and those of its rows that are touched."""
        known = self.judged_tables.get(assessment.id)
        if known is None:
            rows = fresh = judge_rows(self.work, assessment)
        else:
            rows = tuple(
                judge_row(self.work, assessment, row.indicator, row.record)
                if f"{assessment.id}.{row.indicator.id}" in self.touched
                else row
                for row in known.rows
            )
            fresh = tuple(row for row, old in zip(rows, known.rows, strict=True) if row is not old)
        scale = self.model.scales[assessment.scale]
        verdict = METHODS[assessment.method].judge(assessment, scale, rows)
        table = Table(assessment, scale, rows, verdict)
        self.judged_tables[assessment.id] = table
        self.results[assessment.id] = table_result(table)
        for row in fresh:
            result = row_result(table, row)
            self.results[result.id] = result

    def _judge_readiness(self) -> ReadinessVerdict | None:
        model = self.model.readiness
        if model is None:
            return None
        if model.id not in self.touched and self.before is not None:
            return self.before.readiness
        verdict = judge_readiness(model, self)
        self.results |= readiness_results(model, verdict)
        return verdict

    # the readiness model reads through these

    def read(self, expr: Expr, names: Mapping[str, Value], unit: str = "") -> Value:
        """The value of a formula, in a unit if one is named, else with extra names in scope."""
        return self.work.in_unit(expr, unit) if unit else self.work.value_with(expr, names)

    def item(self, key: str) -> Value:
        """The value of an item."""
        return self.work.values[key]

    def confidence(self, expr: Expr) -> Confidence:
        """The weakest number behind a formula."""
        return self.work.firmness(expr)

    def tables(self, pattern: str) -> Sequence[Table]:
        """Judged tables by id, or by the ending after "*"."""
        every = self.judged_tables.items()
        if pattern.startswith("*"):
            return [table for name, table in every if name.endswith(pattern[1:])]
        return [table for name, table in every if name == pattern]
