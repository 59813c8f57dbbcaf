"""Judging a case: items, quantities, tables, readiness - each name worked out once.

An evaluation keeps every value by name, so that an edit only works out anew what depends on it.
Nothing here touches files, clocks or locales; equal inputs give equal results in any order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Context, localcontext
from functools import lru_cache
from typing import Final

from desktop_app.core.blank_records import blank_record
from desktop_app.core.changes import Changes
from desktop_app.core.data import Case, Enterprise
from desktop_app.core.dependencies import Names, result_id
from desktop_app.core.dirty import Dirty, dirty_names
from desktop_app.core.inputs import Input, Slot
from desktop_app.core.methods import METHODS
from desktop_app.core.methods.readiness import ReadinessVerdict, Table
from desktop_app.core.methods.readiness import judge as judge_readiness
from desktop_app.core.methods.rows import Row
from desktop_app.core.model import Model
from desktop_app.core.notices import notices
from desktop_app.core.numbers import CONTEXT
from desktop_app.core.pack import Assessment, Confidence, Limb
from desktop_app.core.policy_truths import know_tables
from desktop_app.core.problems import Problem
from desktop_app.core.readiness_context import CaseContext
from desktop_app.core.result import Result
from desktop_app.core.results import (
    quantity_result,
    readiness_results,
    row_result,
    table_result,
)
from desktop_app.core.table_rows import judge_row, new_build, row_places
from desktop_app.core.value import Value
from desktop_app.core.workings import Workings, record_name

__all__ = ["Evaluation", "changed_results", "evaluate", "record_name", "reevaluate"]

_POINTS: Final = Context(prec=CONTEXT.prec)
"""Points and averages: as exact as formulas, but without their bound on exponents."""


@dataclass(frozen=True, slots=True, eq=False)
class Evaluation:
    """A judged case: values and confidence by name, tables, and the results made from them.

    Two of them are never compared, so that what is read from one can be kept by it.
    """

    model: Model
    case: Case
    inputs: Mapping[str, Input]
    values: Mapping[str, Value]
    confidences: Mapping[str, Confidence]
    tables: Mapping[str, Table]
    readiness: ReadinessVerdict | None
    results: Mapping[str, Result]
    problems: tuple[Problem, ...]

    def workings(self) -> Workings:
        """The values judged, in a copy, to work further formulas out with."""
        return Workings(self.model, self.case, self.inputs, self.values, self.confidences)


def evaluate(model: Model, case: Case) -> Evaluation:
    """Judge a case from scratch."""
    blank = _unanswered(model)
    answered = [(key.item, key.record) for key in case.data]
    answered += [(item, "") for item in case.carried]
    work = Workings(model, case, blank.inputs, blank.values, blank.confidences)
    results = dict(blank.results)
    live: set[str] = set()
    for record in case.records:
        bare = blank_record(model, record)
        bare.lay_out(work)
        results |= bare.results
        live |= bare.live
    further = _adding_up(model, frozenset(live)) if case.records else ()
    touched = dirty_names(model, answered, further)
    work.forget(touched)
    return _judged(work, replace(blank, results=results), touched)


def reevaluate(before: Evaluation, case: Case, changes: Changes) -> Evaluation:
    """Judge a case anew after an edit that touched only data; equal to `evaluate`, but quicker."""
    model = before.model
    if changes.structural:
        return evaluate(model, case)
    touched = dirty_names(model, [(key.item, key.record) for key in changes.keys])
    work = Workings(model, case, before.inputs, before.values, before.confidences)
    work.forget(touched)
    return _judged(work, before, touched)


@lru_cache(maxsize=16)
def _unanswered(model: Model) -> Evaluation:
    """The model judged for a case without data, which is how most of any case still looks."""
    case = Case(Enterprise(""), model.year, (), {})
    return _judged(Workings.fresh(model, case))


def _judged(
    work: Workings, before: Evaluation | None = None, touched: Dirty | None = None
) -> Evaluation:
    with localcontext(_POINTS):
        return _Judge(work, before, touched).judged()


@lru_cache(maxsize=64)
def _adding_up(model: Model, live: Names) -> Names:
    """What reads these names at all records at once, and the tables with rows of records."""
    readers = (one for name in live for one in model.dependents.get(name, ()))
    tables = (t.id for t in model.assessments if any(row.record for row in t.indicators))
    return frozenset(reader for reader in readers if model.spreads(reader)).union(tables)


def changed_results(before: Evaluation, after: Evaluation) -> frozenset[str]:
    """The ids whose result differs between two evaluations."""
    old, new = before.results, after.results
    changed = {
        name
        for name, result in new.items()
        if (known := old.get(name)) is not result and known != result
    }
    return frozenset(changed | (old.keys() - new.keys()))


@lru_cache(maxsize=64)
def _figure_names(model: Model, records: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """The names of all derived figures in working order, with records of these kinds and ids."""
    at: dict[str, list[str]] = {"": [""]}
    for kind, record in records:
        at.setdefault(kind, []).append(record)
    return tuple(
        record_name(quantity.id, record)
        for quantity in model.quantities
        for record in at.get(quantity.record, ())
    )


class _Judge:
    """One run of judging: what is touched is worked out, the rest is kept from before."""

    def __init__(self, work: Workings, before: Evaluation | None, touched: Dirty | None) -> None:
        self.work = work
        self.model = work.model
        self.before = before
        self.touched = touched
        self.results: dict[str, Result] = dict(before.results) if before else {}
        self.judged_tables: dict[str, Table] = dict(before.tables) if before else {}

    def judged(self) -> Evaluation:
        """Work everything out and gather it."""
        self._judge_quantities()
        truths_known = False
        for assessment in self.model.assessments:
            if not self._is_touched(assessment.id):
                continue
            if assessment.limb is Limb.POLICY and not truths_known:
                know_tables(self.work, self.judged_tables)
                truths_known = True
            self._judge_table(assessment)
        readiness = self._judge_readiness()
        results = self._in_order()
        return Evaluation(
            model=self.model,
            case=self.work.case,
            inputs=self.work.inputs,
            values=dict(self.work.values),
            confidences=self.work.confidences,
            tables=self.judged_tables,
            readiness=readiness,
            results=results,
            problems=notices(self.work, results),
        )

    def _is_touched(self, name: str, record: str = "") -> bool:
        return self.touched is None or self.touched.holds(name, record)

    def _judge_quantities(self) -> None:
        for name, record in self._quantities_touched():
            full = record_name(name, record)
            value = self.work.values[full]
            firm = self.work.confidences[full]
            quantity = self.model.quantity_by_id[name]
            self.results[full] = quantity_result(quantity, record, value, firm)

    def _quantities_touched(self) -> Iterator[Slot]:
        """The derived figures to work out, each with its record or ""."""
        touched, records = self.touched, self.work.case.records
        for quantity in self.model.quantities:
            if not quantity.record and (touched is None or quantity.id in touched.somewhere):
                yield quantity.id, ""
        for record in records:
            names = None if touched is None else touched.at_record(record.id)
            for name in self.model.quantities_of(record.kind):
                if names is None or name in names:
                    yield name, record.id

    def _judge_table(self, assessment: Assessment) -> None:
        """Judge a table and those of its rows that are new or touched."""
        known = self.judged_tables.get(assessment.id)
        kept = {row.id: row for row in known.rows} if known else {}
        rows: list[Row] = []
        fresh: list[Row] = []
        for indicator, record in row_places(self.work, assessment):
            row = kept.get(record_name(indicator.id, record))
            if row is None or self._is_touched(result_id(assessment.id, indicator.id), record):
                row = judge_row(self.work, assessment, indicator, record)
                fresh.append(row)
            rows.append(row)
        scale = self.model.scales[assessment.scale]
        verdict = METHODS[assessment.method].judge(
            assessment, scale, rows, new_build(self.work, assessment)
        )
        table = Table(assessment, scale, tuple(rows), verdict)
        self.judged_tables[assessment.id] = table
        self.results[assessment.id] = table_result(table)
        for row in fresh:
            result = row_result(table, row)
            self.results[result.id] = result

    def _in_order(self) -> dict[str, Result]:
        """Figures in working order, each table before its rows, readiness last."""
        before = self.before
        if before is not None and before.case.records == self.work.case.records:
            return self.results
        records = tuple((record.kind, record.id) for record in self.work.case.records)
        names = list(_figure_names(self.model, records))
        for own_id, table in self.judged_tables.items():
            names += [own_id, *(f"{own_id}.{row.id}" for row in table.rows)]
        return {name: self.results[name] for name in names} | self.results

    def _judge_readiness(self) -> ReadinessVerdict | None:
        model = self.model.readiness
        if model is None:
            return None
        before = self.before.readiness if self.before else None
        if before is not None and not self._is_touched(model.id):
            return before
        known = before.sub_indices if before else {}
        kept = {
            name: score
            for name, score in known.items()
            if not self._is_touched(result_id(model.id, name))
        }
        context = CaseContext(self.work, self.judged_tables)
        verdict = judge_readiness(model, context, kept)
        self.results |= readiness_results(model, verdict)
        return verdict
