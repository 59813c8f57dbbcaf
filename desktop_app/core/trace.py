"""The tree behind a result: formula as written and with numbers, inputs, parameters, clauses.

Built on demand from an evaluation; the values in it are the very ones that were judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypedDict

from desktop_app.core.data import Datum, Key, Period, State
from desktop_app.core.dependencies import result_id, tables_named
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.expr import Expr
from desktop_app.core.expr.ast import Call, Node, children
from desktop_app.core.expr.evaluate import compile_node
from desktop_app.core.expr.show import as_source, show, show_numbers
from desktop_app.core.influence import used_names
from desktop_app.core.methods.rows import Row, status_of
from desktop_app.core.methods.table_truths import (
    is_table_truth,
    settled_truths,
    tables_of,
    truth_label,
    truths_asked,
)
from desktop_app.core.model import Model
from desktop_app.core.numbers import plain, significant
from desktop_app.core.pack import Checked, Cited, Confidence, SubIndex
from desktop_app.core.readiness_context import CaseContext
from desktop_app.core.result import Kind, Result, Status, Trace
from desktop_app.core.value import Value
from desktop_app.core.workings import record_name, split_name

_DIGITS = 7
_YES, _NO = "是", "否"
_DEEP = 12


def build_trace(evaluation: Evaluation, result_id: str, depth: int = _DEEP) -> Trace:
    """The trace of a result, `depth` levels deep; an unknown id gives an empty node."""
    return _Tracer(evaluation).result(result_id, depth)


def build_traces(evaluation: Evaluation, depth: int = _DEEP) -> dict[str, Trace]:
    """The traces of all results, by id."""
    tracer = _Tracer(evaluation)
    return {name: tracer.result(name, depth) for name in evaluation.results}


class _Tracer:
    """Walks one evaluation."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        self.model = evaluation.model
        self.work = evaluation.workings()
        self.context = CaseContext(self.work, evaluation.tables)
        self.work.values.update(self._truths())
        self._rows = {
            result_id(table_id, row.id): row
            for table_id, table in evaluation.tables.items()
            for row in table.rows
        }

    def _truths(self) -> dict[str, Value]:
        """The truths about tables that gates read, n.a. where there is no such table."""
        model = self.model.readiness
        if model is None:
            return {}
        asked = truths_asked(gate.condition for gate in model.gates)
        return dict.fromkeys(asked, Value.na()) | settled_truths(self.context)

    def _truth(self, name: str, depth: int) -> Trace:
        """A truth about judged tables: yes, no or open, and the tables it is about."""
        value = self.work.values[name]
        tables = tables_of(name, self.context.tables) if depth > 0 else []
        return Trace(
            kind="truth",
            id=name,
            label=truth_label(name, self.model.scales.values()),
            text=_truth(value),
            status=status_of(value),
            children=tuple(self.result(one.assessment.id, depth - 1) for one in tables),
        )

    def result(self, result_id: str, depth: int) -> Trace:
        """The node of any result."""
        result = self.evaluation.results.get(result_id)
        if result is None:
            return self.name(result_id, "", depth)
        if result.kind is Kind.QUANTITY:
            return self.name(result_id, result.record, depth)
        if result.kind is Kind.INDICATOR:
            return self._indicator(result, depth)
        return self._composite(result, depth)

    def _composite(self, result: Result, depth: int) -> Trace:
        return Trace(
            kind="result",
            id=result.id,
            label=result.name,
            value=result.value,
            text=result.level_name or result.level,
            unit=result.unit,
            status=result.status,
            confidence=result.confidence,
            children=self._members(result, depth - 1) if depth > 0 else (),
            **_citation(self.model, result.cited),
        )

    def _members(self, result: Result, depth: int) -> tuple[Trace, ...]:
        """What a result is made of: a table's rows, the axes and gates of the model, and so on."""
        model = self.model.readiness
        within = [one for one in self.evaluation.results.values() if one.parent == result.id]
        if model is None or result.kind is Kind.ASSESSMENT:
            return tuple(self.result(one.id, depth) for one in within)
        own = result.id.removeprefix(f"{model.id}.")
        if result.kind is Kind.READINESS:
            subs = {result_id(model.id, sub.id) for sub in model.sub_indices}
            return tuple(self.result(one.id, depth) for one in within if one.id not in subs)
        for gate in model.gates:
            if gate.id == own:
                return (self._formula(gate.condition, "", gate.name, depth),)
        for sub in model.sub_indices:
            if sub.id == own:
                return self._sub_index(sub, depth)
        members = (sub.id for sub in model.sub_indices if sub.axis == own)
        return tuple(self.result(result_id(model.id, member), depth) for member in members)

    def _sub_index(self, sub: SubIndex, depth: int) -> tuple[Trace, ...]:
        found: list[Trace] = []
        if sub.applies is not None:
            found.append(self._formula(sub.applies, "", sub.name, depth))
        for part in sub.parts:
            exprs = [*([part.value] if part.value else []), *part.anchors.values()]
            found.extend(self._formula(expr, "", part.name, depth, part.unit) for expr in exprs)
            tables = tables_named(part.assessment, self.model.assessments)
            found.extend(self.result(table.id, 0) for table in tables)
            found.extend(self.name(key, "", depth) for key in part.items)
        return tuple(found)

    def _indicator(self, result: Result, depth: int) -> Trace:
        row = self._rows[result.id]
        limits = result.standing.limits if result.standing else ()
        return Trace(
            kind="result",
            id=result.id,
            label=result.name,
            value=result.value,
            text=result.level_name or row.text,
            unit=result.unit,
            status=result.status,
            formula=" / ".join(limit or "—" for limit in limits),
            confidence=result.confidence,
            jump=self._jump(result.id) if split_name(result.id)[0] in self.model.items else "",
            children=tuple(self._row_steps(row, depth - 1)) if depth > 0 else (),
            **_citation(self.model, result.cited),
        )

    def _row_steps(self, row: Row, depth: int) -> Iterator[Trace]:
        """The condition of a row, its values, the limits that are worked out, the permit."""
        indicator = row.indicator
        if indicator.applies is not None:
            yield self._formula(indicator.applies, row.record, indicator.name, depth)
        for part in indicator.parts:
            yield self._formula(part.value, row.record, part.name, depth, part.unit)
            for step in part.thresholds:
                for end in (step.low, step.limit):
                    if end is not None and (end.names or end.wildcards):
                        yield self._formula(end, row.record, part.name, depth, part.unit)
        if indicator.permit is not None and row.permit is not None:
            yield self._formula(indicator.permit, row.record, "", depth, indicator.unit)

    def _formula(self, expr: Expr, record: str, label: str, depth: int, unit: str = "") -> Trace:
        """A formula without a name of its own; a bare name is shown as itself."""
        if expr.source.strip() in expr.names:
            return self.name(expr.source.strip(), record, depth)
        value = self.work.in_unit(expr, unit, record) if unit else self.work.value(expr, record)
        return Trace(
            kind="step",
            id=expr.source,
            label=label,
            value=value.number,
            text=_truth(value),
            unit=unit,
            status=status_of(value),
            formula=self._shown(expr),
            worked=self._worked(expr, record),
            children=(*self._inputs(expr, record, depth), *self._roundings(expr, record)),
        )

    def name(self, name: str, record: str, depth: int) -> Trace:
        """The node of a quantity, parameter or item by its name in formulas."""
        if is_table_truth(name):
            return self._truth(name, depth)
        full = self._full(name, record)
        base, record = split_name(full)
        value = self.work.values[full]
        quantity = self.model.quantity(base)
        if quantity is not None:
            return Trace(
                kind="result",
                id=full,
                label=quantity.name,
                value=value.number,
                unit=quantity.unit,
                status=status_of(value),
                formula=self._shown(quantity.formula),
                worked=self._worked(quantity.formula, record),
                confidence=self.work.confidences.get(full, Confidence.CONFIRMED),
                children=self._below(quantity.formula, record, depth),
                **_citation(self.model, quantity.cited),
            )
        parameter = self.model.parameters.get(base)
        declared = parameter or self.model.declared_parameters.get(base)
        if declared is not None:
            return Trace(
                kind="parameter",
                id=full,
                label=declared.name,
                value=parameter.value if parameter else None,
                unit=declared.unit,
                status=status_of(value),
                confidence=declared.cited.confidence,
                **_citation(self.model, declared.cited),
            )
        return self._item(base, full, value, depth)

    def _below(self, expr: Expr, record: str, depth: int) -> tuple[Trace, ...]:
        if not depth:
            return ()
        return (*self._inputs(expr, record, depth), *self._roundings(expr, record))

    def _roundings(self, expr: Expr, record: str) -> Iterator[Trace]:
        """The places where a formula rounds: what is rounded, the number before and after it."""
        scope = self.work.scope(record)
        for call in _rounding_calls(expr.root):
            before, after = compile_node(call.args[0])(scope), compile_node(call)(scope)
            if before.number is None or after.number is None:
                continue
            yield Trace(
                kind="rounding",
                id=as_source(call),
                label=self._shown(_alone(call.args[0])),
                value=after.number,
                status=status_of(after),
                formula=self._shown(_alone(call)),
                worked=f"{plain(before.number)} → {plain(after.number)}",
            )

    def _item(self, base: str, full: str, value: Value, depth: int) -> Trace:
        item = self.model.items.get(base)
        read = self.evaluation.inputs.get(full)
        data = read.data if read else ()
        monthly = [datum for datum in data if datum.key.period.monthly]
        return Trace(
            kind="item",
            id=full,
            label=self.model.label_of(base),
            value=value.number,
            text=self.model.option_of(base, value.text) if value.text else _truth(value),
            unit=item.unit if item else "",
            status=status_of(value),
            note="；".join(
                dict.fromkeys(part for d in data for part in (d.reason, d.note) if part)
            ),
            origin="+".join(dict.fromkeys(datum.origin.value for datum in data if datum.filled)),
            jump=self._jump(full) if item else "",
            children=tuple(_month(datum) for datum in monthly) if depth else (),
        )

    def _jump(self, full: str) -> str:
        base, record = split_name(full)
        return str(Key(base, Period(self.evaluation.case.year), record))

    def _inputs(self, expr: Expr, record: str, depth: int) -> tuple[Trace, ...]:
        if depth <= 0:
            return ()
        scope = self.work.scope(record)
        used = used_names(expr, scope.lookup, scope.expand)
        blank = [name for name in sorted(expr.names) if name not in used]
        shown = [*used, *(name for name in blank if self._value(name, record).missing)]
        shown = shown or sorted(expr.names)
        return tuple(self.name(name, record, depth - 1) for name in shown)

    def _full(self, name: str, record: str) -> str:
        """A name with its record, if it repeats and none is written in it."""
        return record_name(name, record) if self.model.record_kind(name) else name

    def _value(self, name: str, record: str) -> Value:
        return self.work.values[self._full(name, record)]

    def _shown(self, expr: Expr) -> str:
        return show(expr, self._label, self.model.option_of)

    def _worked(self, expr: Expr, record: str) -> str:
        def number(name: str) -> str:
            value = self._value(name, record)
            if value.text is not None and value.number is None and value.truth is None:
                return self.model.option_of(split_name(name)[0], value.text)
            return _number(value)

        return show_numbers(expr, number, self.model.option_of, expand=self._terms)

    def _label(self, name: str) -> str:
        """A name in words; a wildcard as the terms of it that are known."""
        if is_table_truth(name):
            return truth_label(name, self.model.scales.values())
        if not name.endswith(".*"):
            return self.model.label_of(name)
        terms = [term.partition("[")[0] for term in self._terms(name) if term != name]
        return ", ".join(self.model.label_of(term) for term in terms) or "—"

    def _terms(self, pattern: str) -> Sequence[str]:
        """The known names a wildcard stands for; itself while none is known."""
        return [name for name in self.work.expand(pattern) if self._value(name, "").known] or [
            pattern
        ]


class _Citation(TypedDict):
    source: str
    clause: str
    note: str
    checked: Checked | None


def _citation(model: Model, cited: Cited) -> _Citation:
    source = model.sources.get(cited.source)
    return {
        "source": source.citation if source else "",
        "clause": cited.clause,
        "note": cited.note,
        "checked": cited.checked,
    }


def _truth(value: Value) -> str:
    return "" if value.truth is None else ("yes" if value.truth else "no")


def _number(value: Value) -> str:
    if value.truth is not None:
        return _YES if value.truth else _NO
    if value.number is None:
        return "—"
    return plain(significant(value.number, _DIGITS))


def _rounding_calls(node: Node) -> Iterator[Call]:
    if isinstance(node, Call) and node.function == "round":
        yield node
    for child in children(node):
        yield from _rounding_calls(child)


def _alone(node: Node) -> Expr:
    """A part of a formula as a formula of its own, to be shown."""
    return Expr(as_source(node), node, frozenset(), frozenset())


def _month(datum: Datum) -> Trace:
    status = {
        State.GIVEN: Status.GIVEN,
        State.ESTIMATED: Status.ESTIMATED,
        State.NA: Status.NA,
        State.BLANK: Status.BLANK,
    }[datum.state]
    return Trace(
        kind="month",
        id=str(datum.key),
        label=str(datum.key.period),
        value=datum.value,
        unit=datum.unit,
        status=status,
        note="；".join(part for part in (datum.reason, datum.note) if part),
        origin=datum.origin.value,
        jump=str(datum.key),
    )
