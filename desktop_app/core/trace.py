"""The tree behind a result: formula as written and with numbers, inputs, parameters, clauses.

Built on demand from an evaluation; the values in it are the very ones that were judged.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TypedDict

from desktop_app.core.data import Datum, State
from desktop_app.core.evaluate import Evaluation, record_name
from desktop_app.core.expr import Expr
from desktop_app.core.expr.show import show, show_numbers
from desktop_app.core.influence import used_names
from desktop_app.core.methods.rows import Row, status_of
from desktop_app.core.model import Model
from desktop_app.core.numbers import plain, significant
from desktop_app.core.pack import Cited, Confidence
from desktop_app.core.result import Kind, Result, Status, Trace
from desktop_app.core.value import Value

_DIGITS = 7
_DEEP = 12


def build_trace(evaluation: Evaluation, result_id: str, depth: int = _DEEP) -> Trace:
    """The trace of a result, `depth` levels deep; an unknown id gives an empty node."""
    return _Tracer(evaluation).result(result_id, depth)


class _Tracer:
    """Walks one evaluation."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        self.model = evaluation.model

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
        members = [r for r in self.evaluation.results.values() if r.parent == result.id]
        children = tuple(self.result(member.id, depth - 1) for member in members) if depth else ()
        if result.kind is Kind.SUB_INDEX and depth:
            children = self._sub_index(result, depth - 1)
        return Trace(
            kind="result",
            id=result.id,
            label=result.name,
            value=result.value,
            text=result.level_name or result.level,
            unit=result.unit,
            status=result.status,
            confidence=result.confidence,
            children=children,
            **_citation(self.model, result.cited),
        )

    def _sub_index(self, result: Result, depth: int) -> tuple[Trace, ...]:
        model = self.model.readiness
        sub = (
            next((s for s in model.sub_indices if f"{model.id}.{s.id}" == result.id), None)
            if model
            else None
        )
        if sub is None:
            return ()
        found: list[Trace] = []
        for part in sub.parts:
            exprs = [*([part.value] if part.value else []), *part.anchors.values()]
            found.extend(self._formula(expr, "", part.name, depth) for expr in exprs)
            found.extend(
                self.result(table.assessment.id, 0)
                for table in self.evaluation.tables.values()
                if part.assessment and table.assessment.id.endswith(part.assessment.lstrip("*"))
            )
            found.extend(self.name(key, "", depth) for key in part.items)
        return tuple(found)

    def _indicator(self, result: Result, depth: int) -> Trace:
        row = self._row(result)
        parts = row.indicator.parts if row and depth else ()
        children = [self._formula(p.value, result.record, p.name, depth - 1) for p in parts]
        limits = result.standing.limits if result.standing else ()
        return Trace(
            kind="result",
            id=result.id,
            label=result.name,
            value=result.value,
            text=result.level_name or (row.text if row else ""),
            unit=result.unit,
            status=result.status,
            formula=" / ".join(limit or "—" for limit in limits),
            confidence=result.confidence,
            jump=self._jump(result.id) if result.id in self.model.items else "",
            children=tuple(children),
            **_citation(self.model, result.cited),
        )

    def _row(self, result: Result) -> Row | None:
        table = self.evaluation.tables.get(result.parent)
        if table is None:
            return None
        return next(
            (row for row in table.rows if f"{table.assessment.id}.{row.id}" == result.id), None
        )

    def _formula(self, expr: Expr, record: str, label: str, depth: int) -> Trace:
        """A formula without a name of its own; a bare name is shown as itself."""
        if expr.source.strip() in expr.names:
            return self.name(expr.source.strip(), record, depth)
        return Trace(
            kind="step",
            id=expr.source,
            label=label,
            formula=self._shown(expr),
            worked=self._worked(expr, record),
            children=self._inputs(expr, record, depth),
        )

    def name(self, name: str, record: str, depth: int) -> Trace:
        """The node of a quantity, parameter or item by its name in formulas."""
        base = name.partition("[")[0]
        full = (
            name
            if name.endswith("]") or not self.model.record_kind(base)
            else record_name(base, record)
        )
        value = self.evaluation.values.get(full, Value.blank(full))
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
                confidence=self.evaluation.confidences.get(full, Confidence.CONFIRMED),
                children=self._inputs(quantity.formula, record, depth) if depth else (),
                **_citation(self.model, quantity.cited),
            )
        parameter = self.model.parameters.get(base)
        if parameter is not None:
            return Trace(
                kind="parameter",
                id=full,
                label=parameter.name,
                value=parameter.value,
                unit=parameter.unit,
                confidence=parameter.cited.confidence,
                **_citation(self.model, parameter.cited),
            )
        return self._item(base, full, value, depth)

    def _item(self, base: str, full: str, value: Value, depth: int) -> Trace:
        item = self.model.items.get(base)
        read = self.evaluation.inputs.get(full)
        data = read.data if read else ()
        monthly = [datum for datum in data if datum.key.period.monthly]
        return Trace(
            kind="item",
            id=full,
            label=item.name if item else base,
            value=value.number,
            text=value.text or _truth(value),
            unit=item.unit if item else "",
            status=status_of(value),
            note="；".join(
                dict.fromkeys(part for d in data for part in (d.reason, d.note) if part)
            ),
            jump=self._jump(full),
            children=tuple(_month(datum) for datum in monthly) if depth else (),
        )

    def _jump(self, full: str) -> str:
        base, _bracket, record = full.partition("[")
        where = f"[{record}" if record else ""
        return f"{base}{where}@{self.evaluation.case.year}"

    def _inputs(self, expr: Expr, record: str, depth: int) -> tuple[Trace, ...]:
        if depth <= 0:
            return ()
        used = used_names(expr, lambda name: self._value(name, record), self._expand)
        blank = [name for name in sorted(expr.names) if name not in used]
        shown = [*used, *(name for name in blank if self._value(name, record).missing)]
        return tuple(self.name(name, record, depth - 1) for name in shown)

    def _value(self, name: str, record: str) -> Value:
        base = name.partition("[")[0]
        full = (
            name
            if name.endswith("]") or not self.model.record_kind(base)
            else record_name(base, record)
        )
        return self.evaluation.values.get(full, Value.blank(full))

    def _expand(self, pattern: str) -> Sequence[str]:
        found: list[str] = []
        for name in self.model.expand(pattern):
            kind = self.model.record_kind(name)
            records = [r.id for r in self.evaluation.case.of_kind(kind)] if kind else [""]
            found.extend(record_name(name, record) for record in records)
        return found

    def _shown(self, expr: Expr) -> str:
        return show(expr, self._label)

    def _worked(self, expr: Expr, record: str) -> str:
        def number(name: str) -> str:
            return _number(self._value(name, record))

        return show_numbers(expr, number, expand=self._terms)

    def _label(self, name: str) -> str:
        """A name in words; a wildcard as the terms of it that are known."""
        if not name.endswith(".*"):
            return self.model.label_of(name)
        return ", ".join(self.model.label_of(term.partition("[")[0]) for term in self._terms(name))

    def _terms(self, pattern: str) -> Sequence[str]:
        """The known names a wildcard stands for; itself while none is known."""
        return [name for name in self._expand(pattern) if self._value(name, "").known] or [pattern]


class _Citation(TypedDict):
    source: str
    clause: str
    note: str


def _citation(model: Model, cited: Cited) -> _Citation:
    source = model.sources.get(cited.source)
    return {
        "source": source.citation if source else "",
        "clause": cited.clause,
        "note": cited.note,
    }


def _truth(value: Value) -> str:
    return "" if value.truth is None else ("yes" if value.truth else "no")


def _number(value: Value) -> str:
    if value.number is None:
        return "—" if value.text is None else value.text
    return plain(significant(value.number, _DIGITS))


def _month(datum: Datum) -> Trace:
    status = {
        State.GIVEN: Status.GIVEN,
        State.ESTIMATED: Status.ESTIMATED,
        State.NA: Status.NA,
        State.BLANK: Status.BLANK,
    }[datum.state]
    value: Decimal | None = datum.value
    return Trace(
        kind="month",
        id=str(datum.key),
        label=str(datum.key.period),
        value=value,
        unit=datum.unit,
        status=status,
        note="；".join(part for part in (datum.reason, datum.note) if part),
        jump=str(datum.key),
    )
