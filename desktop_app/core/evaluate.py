"""Judging a case: items, quantities, tables, readiness - each name worked out once, on demand.

An evaluation keeps every value by name, so that an edit only works out anew what depends on it.
Nothing here touches files, clocks or locales; equal inputs give equal results in any order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from desktop_app.core.changes import Changes
from desktop_app.core.data import Case, Datum
from desktop_app.core.expr import Expr
from desktop_app.core.expr.evaluate import evaluate as evaluate_expr
from desktop_app.core.influence import used_names
from desktop_app.core.inputs import Input, Slot, read_item, slots
from desktop_app.core.methods import METHODS
from desktop_app.core.methods.readiness import ReadinessVerdict, Table
from desktop_app.core.methods.readiness import judge as judge_readiness
from desktop_app.core.methods.rows import Reader, Row, all_parts, cumulative, judge_part, status_of
from desktop_app.core.model import Model
from desktop_app.core.numbers import CONTEXT
from desktop_app.core.pack import Assessment, Confidence, Indicator, Met, Part, Quantity
from desktop_app.core.problems import Problem
from desktop_app.core.result import Result, Status
from desktop_app.core.results import assessment_results, quantity_result, readiness_results
from desktop_app.core.value import Value, ValueState

T = TypeVar("T")


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
    return _Judge(model, case).judged()


def reevaluate(before: Evaluation, case: Case, changes: Changes) -> Evaluation:
    """Judge a case anew after an edit that touched only data; equal to `evaluate`, but quicker."""
    if changes.structural:
        return evaluate(before.model, case)
    return _Judge(before.model, case, before, before.model.closure(changes.items)).judged()


def changed_results(before: Evaluation, after: Evaluation) -> frozenset[str]:
    """The ids whose result differs between two evaluations."""
    ids = before.results.keys() | after.results.keys()
    return frozenset(
        result_id
        for result_id in ids
        if before.results.get(result_id) != after.results.get(result_id)
    )


def record_name(name: str, record: str) -> str:
    """The name of a repeating item or quantity at one record: `air.so2[DA001]`."""
    return f"{name}[{record}]" if record else name


class _Judge:
    """One run of judging. Values are worked out when first asked for and kept by name."""

    def __init__(
        self,
        model: Model,
        case: Case,
        before: Evaluation | None = None,
        dirty: frozenset[str] = frozenset(),
    ) -> None:
        self.model = model
        self.case = case
        self.slots: Mapping[Slot, tuple[Datum, ...]] = slots(case)
        self.dirty = dirty
        self.before = before
        self.inputs: dict[str, Input] = _clean(before.inputs, dirty) if before else {}
        self.values: dict[str, Value] = _clean(before.values, dirty) if before else {}
        self.confidences: dict[str, Confidence] = (
            _clean(before.confidences, dirty) if before else {}
        )
        self.judged_tables: dict[str, Table] = {}

    def judged(self) -> Evaluation:
        """Work everything out and gather it."""
        results: dict[str, Result] = {}
        for quantity in self.model.quantities:
            for record in self._records(quantity.record):
                name = record_name(quantity.id, record)
                self.lookup(quantity.id, record)
                results[name] = self._kept(name) or quantity_result(
                    quantity, record, self.values[name], self.confidences[name]
                )
        for assessment in self.model.assessments:
            table, fresh = self._table(assessment)
            self.judged_tables[assessment.id] = table
            kept = None if fresh else self._kept_results(assessment)
            results.update(kept if kept is not None else assessment_results(table))
        readiness = None
        if self.model.readiness is not None:
            readiness = judge_readiness(self.model.readiness, self)
            results.update(readiness_results(self.model.readiness, readiness))
        for item in self.model.items.values():
            for record in self._records(item.record):
                self.lookup(item.key, record)
        return Evaluation(
            self.model,
            self.case,
            self.inputs,
            self.values,
            self.confidences,
            self.judged_tables,
            readiness,
            results,
            self._problems(),
        )

    # values by name

    def lookup(self, name: str, record: str = "") -> Value:
        """The value of a name, at a record where the name repeats for its kind."""
        full = name if name.endswith("]") else record_name(name, self._scoped(name, record))
        found = self.values.get(full)
        if found is None:
            found, confidence = self._work_out(full)
            self.values[full], self.confidences[full] = found, confidence
        return found

    def _scoped(self, name: str, record: str) -> str:
        return record if record and self.model.record_kind(name) else ""

    def _work_out(self, full: str) -> tuple[Value, Confidence]:
        name, _bracket, rest = full.partition("[")
        record = rest.rstrip("]")
        parameter = self.model.parameters.get(name)
        if parameter is not None:
            return Value.given(parameter.value), parameter.cited.confidence
        item = self.model.items.get(name)
        if item is not None:
            read = read_item(item, full, self.slots.get((name, record), ()))
            self.inputs[full] = read
            return read.value, Confidence.CONFIRMED
        quantity = self.model.quantity(name)
        if quantity is not None:
            return self._quantity(quantity, record)
        return Value.blank(name), Confidence.CONFIRMED

    def _quantity(self, quantity: Quantity, record: str) -> tuple[Value, Confidence]:
        value = self._in_unit(quantity.formula, quantity.unit, record)
        if quantity.needs and self.lookup(quantity.needs, record).truth is not True:
            value = _unconfirmed(value, quantity.needs)
        return value, self._firmness(quantity.formula, record)

    def _in_unit(self, expr: Expr, unit: str, record: str) -> Value:
        """The value of a formula in the unit of the place it stands at."""
        value = self._evaluate(expr, record)
        scale = self.model.scale_to(expr, unit)
        if value.number is None or scale == 1:
            return value
        return replace(value, number=CONTEXT.multiply(value.number, scale))

    def _evaluate(
        self, expr: Expr, record: str = "", names: Mapping[str, Value] | None = None
    ) -> Value:
        extra = names or {}

        def lookup(name: str) -> Value:
            return extra[name] if name in extra else self.lookup(name, record)

        return evaluate_expr(expr, lookup, self._expand)

    def _expand(self, pattern: str) -> Sequence[str]:
        names: list[str] = []
        for name in self.model.expand(pattern):
            kind = self.model.record_kind(name)
            records = self._records(kind) if kind else ("",)
            names.extend(record_name(name, record) for record in records)
        return names

    def _firmness(self, expr: Expr, record: str = "") -> Confidence:
        used = used_names(expr, lambda name: self.lookup(name, record), self._expand)
        weakest = Confidence.CONFIRMED
        for name in used:
            self.lookup(name, record)
            full = name if name.endswith("]") else record_name(name, self._scoped(name, record))
            weakest = min(weakest, self.confidences[full])
        return weakest

    def _records(self, kind: str) -> tuple[str, ...]:
        return tuple(record.id for record in self.case.of_kind(kind)) if kind else ("",)

    # tables

    def _table(self, assessment: Assessment) -> tuple[Table, bool]:
        if self.before is not None and assessment.id not in self.dirty:
            kept = self.before.tables.get(assessment.id)
            if kept is not None:
                return kept, False
        scale = self.model.scales[assessment.scale]
        rows = tuple(
            row for indicator in assessment.indicators for row in self._rows(assessment, indicator)
        )
        verdict = METHODS[assessment.method].judge(assessment, scale, rows)
        return Table(assessment, scale, rows, verdict), True

    def _rows(self, assessment: Assessment, indicator: Indicator) -> Iterable[Row]:
        if not indicator.record:
            return (self._row(assessment, indicator, ""),)
        return tuple(
            self._row(assessment, indicator, record.id)
            for record in self.case.of_kind(indicator.record)
            if all(record.fields.get(field) in words for field, words in indicator.match.items())
        )

    def _row(self, assessment: Assessment, indicator: Indicator, record: str) -> Row:
        blank = (None,) * len(self.model.scales[assessment.scale].levels)
        if not self._in_force(indicator):
            return Row(indicator, record, Status.NA, None, "", blank, blank, Confidence.CONFIRMED)
        row = self._judged_row(assessment, indicator, record)
        if indicator.applies is None:
            return row
        applies = self._evaluate(indicator.applies, record)
        if applies.truth is False or applies.state is ValueState.NA:
            return Row(indicator, record, Status.NA, None, "", blank, blank, Confidence.CONFIRMED)
        if applies.truth is None:
            missing = tuple(sorted(applies.missing))
            return replace(row.opened(), status=Status.BLANK, missing=missing)
        return row

    def _judged_row(self, assessment: Assessment, indicator: Indicator, record: str) -> Row:
        scale = self.model.scales[assessment.scale]

        def reader(part: Part) -> Reader:
            return lambda expr: self._in_unit(expr, part.unit, record)

        values = [reader(part)(part.value) for part in indicator.parts]
        met = all_parts(
            [
                judge_part(part, value, reader(part), scale)
                for part, value in zip(indicator.parts, values, strict=True)
            ]
        )
        if METHODS[assessment.method].cumulative:
            met = cumulative(met)
        first = values[0]
        lacking = self._blanks_of_limits(indicator, record) if None in met else frozenset()
        return Row(
            indicator=indicator,
            record=record,
            status=_row_status(values, limits_open=bool(lacking)),
            value=first.number,
            text=first.text or "",
            met=met,
            limits=self._limits(indicator, record),
            confidence=self._row_confidence(indicator, record),
            missing=tuple(sorted(lacking.union(*(value.missing for value in values)))),
            weight_by=self._evaluate(indicator.weight_by, record).number
            if indicator.weight_by
            else None,
            permit=self._in_unit(indicator.permit, indicator.unit, record).number
            if indicator.permit
            else None,
        )

    def _limits(self, indicator: Indicator, record: str) -> tuple[Decimal | None, ...]:
        part = indicator.parts[0]
        return tuple(
            self._in_unit(step.limit, part.unit, record).number
            if step.met is Met.LIMIT and step.limit is not None
            else None
            for step in part.thresholds
        )

    def _blanks_of_limits(self, indicator: Indicator, record: str) -> frozenset[str]:
        """The items whose blanks keep a limit from being worked out (corrections)."""
        limits = [step.limit for part in indicator.parts for step in part.thresholds if step.limit]
        return frozenset().union(*(self._evaluate(limit, record).missing for limit in limits))

    def _row_confidence(self, indicator: Indicator, record: str) -> Confidence:
        exprs = [part.value for part in indicator.parts]
        exprs += [step.limit for part in indicator.parts for step in part.thresholds if step.limit]
        return min(indicator.cited.confidence, *(self._firmness(expr, record) for expr in exprs))

    def _in_force(self, indicator: Indicator) -> bool:
        """In force at the end of the reporting year (an edition starting later is not used)."""
        end = date(self.case.year, 12, 31)
        begun = indicator.valid_from is None or indicator.valid_from <= end
        return begun and (indicator.valid_to is None or indicator.valid_to >= end)

    # the readiness model reads through these

    def read(self, expr: Expr, names: Mapping[str, Value], unit: str = "") -> Value:
        """The value of a formula, in a unit if one is named, else with extra names in scope."""
        return self._in_unit(expr, unit, "") if unit else self._evaluate(expr, "", names)

    def item(self, key: str) -> Value:
        """The value of an item."""
        return self.lookup(key)

    def confidence(self, expr: Expr) -> Confidence:
        """The weakest number behind a formula."""
        return self._firmness(expr)

    def tables(self, pattern: str) -> Sequence[Table]:
        """Judged tables by id, or by the ending after "*"."""
        if pattern.startswith("*"):
            ending = pattern[1:]
            return [t for name, t in self.judged_tables.items() if name.endswith(ending)]
        return [t for name, t in self.judged_tables.items() if name == pattern]

    # keeping what did not change

    def _kept(self, name: str) -> Result | None:
        if self.before is None or name.partition("[")[0] in self.dirty:
            return None
        return self.before.results.get(name)

    def _kept_results(self, assessment: Assessment) -> Mapping[str, Result] | None:
        if self.before is None:
            return None
        own = assessment.id
        return {
            key: result
            for key, result in self.before.results.items()
            if own in (key, result.parent)
        }

    def _problems(self) -> tuple[Problem, ...]:
        found = list(self.model.notices)
        for read in self.inputs.values():
            found.extend(read.problems)
        found.extend(self._missing_parameters())
        return tuple(found)

    def _missing_parameters(self) -> Iterable[Problem]:
        """Notices of parameters that results in hand really lack or carried over."""
        wanted = {name for value in self.values.values() for name in value.missing}
        wanted |= {name for name in self.values if name in self.model.parameters}
        for name, notices in self.model.parameter_notices.items():
            if name in wanted:
                yield from notices


def _unconfirmed(value: Value, needs: str) -> Value:
    """A figure whose list nobody has confirmed: partial; where nothing is listed yet, open."""
    if value.state is ValueState.NA:
        return Value.blank(needs)
    if value.number is None or value.state is ValueState.PARTIAL:
        return value
    return Value.partial(value.number, value.missing | {needs})


def _clean(kept: Mapping[str, T], dirty: frozenset[str]) -> dict[str, T]:
    return {name: value for name, value in kept.items() if name.partition("[")[0] not in dirty}


def _row_status(values: Sequence[Value], *, limits_open: bool) -> Status:
    """The weakest component decides; an indicator wholly n.a. does not apply."""
    order = (Status.INVALID, Status.BLANK, Status.PARTIAL, Status.NA, Status.ESTIMATED)
    found = [status_of(value) for value in values]
    if all(status is Status.NA for status in found):
        return Status.NA
    weakest = next((status for status in order if status in found), Status.GIVEN)
    known = weakest in (Status.GIVEN, Status.ESTIMATED)
    return Status.PARTIAL if limits_open and known else weakest
