"""What a formula of a form is worth in a judged case, in the unit the form asks for.

A case may lack packs a form reads from; a name none of its packs declares does not apply there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal, Overflow
from typing import Final

from desktop_app.core.dependencies import expand_wildcards
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.expr import Expr
from desktop_app.core.expr.ast import Name
from desktop_app.core.expr.check import ANY_UNIT
from desktop_app.core.expr.evaluate import Scope, compile_expr
from desktop_app.core.expr.parse import parse
from desktop_app.core.formula_units import factor_to, unit_lookup
from desktop_app.core.names import declared_names
from desktop_app.core.numbers import CONTEXT
from desktop_app.core.units import Unit
from desktop_app.core.value import Value, ValueState
from desktop_app.core.workings import record_name
from desktop_app.reports.regulator_forms.form import OWN_UNIT

_HUNDRED: Final = Decimal(100)
_DEEP: Final = 4
"""How many figures deep what keeps a value from applying is looked for."""


@dataclass(frozen=True, slots=True)
class Worth:
    """A value in the unit asked for, whether it is to verify, and whether it is plainly an item."""

    value: Value
    to_verify: bool = False
    item: str = ""

    @property
    def number(self) -> Decimal | None:
        """The figure, None where there is none."""
        return self.value.number


NOTHING: Final = Worth(Value.na())


class Worths:
    """Works out formulas in one judged case."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation, self.model = evaluation, evaluation.model
        self._work = evaluation.workings()
        self._names = declared_names(self.model.packs)
        self._patterns: dict[str, tuple[str, ...]] = {}
        model = self.model
        self._declared = unit_lookup(model.items, model.quantity_by_id, model.declared_parameters)

    def knows(self, name: str) -> bool:
        """Whether a pack of the case declares a name."""
        return name in self._names

    def of(self, source: str, unit: str, record: str = "", *, strict: bool = False) -> Worth:
        """The value of a formula at a record ("" for the whole enterprise).

        A fuel nobody lists does not apply; but what a form asks by name is missing until somebody
        answers it or says that it does not apply. With `strict` such a value is blank.
        """
        formula = parse(source)
        if not isinstance(formula, Expr):
            return NOTHING
        if formula.names and not any(self.knows(name) for name in formula.names):
            return NOTHING
        value = compile_expr(formula)(Scope(self._lookup(record), self._expand))
        item = ""
        if isinstance(formula.root, Name) and source in self.model.items:
            item = source
            value = self._worded(source, value)
        if strict and value.state is ValueState.NA:
            passed_over = self._passed_over(formula.names, record, _DEEP)
            value = Value.blank(passed_over) if passed_over else value
        if value.number is not None:
            value = self._in_unit(value, formula, unit)
        firm = self._work.firmness(formula, record) if value.known else None
        return Worth(value, firm is not None and firm.to_verify, item)

    def _passed_over(self, names: Iterable[str], record: str, depth: int) -> str:
        """The first listed item a formula rests on that nobody has answered; "" for none."""
        for name in sorted(names):
            item, quantity = self.model.items.get(name), self.model.quantity_by_id.get(name)
            full = record_name(name, record) if name in self.model.repeated else name
            if item is not None and item.listed:
                read = self.evaluation.inputs.get(full)
                if read is None or not read.data:
                    return full
            if quantity is not None and depth and self.evaluation.values[full].number is None:
                found = self._passed_over(quantity.formula.names, record, depth - 1)
                if found:
                    return found
        return ""

    def _worded(self, item: str, value: Value) -> Value:
        """A choice in its words."""
        if value.text is None or not self.model.items[item].options:
            return value
        return replace(value, text=self.model.option_of(item, value.text))

    def _in_unit(self, value: Value, formula: Expr, unit: str) -> Value:
        if unit == OWN_UNIT:
            return value
        factor = factor_to(formula, unit, self._unit, self._family)
        if not isinstance(factor, Decimal):
            return Value.na()
        try:
            number = CONTEXT.multiply(value.number or Decimal(0), factor)
        except Overflow:
            return Value.invalid("formula.overflow")
        return replace(value, number=number)

    def _unit(self, name: str) -> Unit | None:
        """The unit of a name; what no pack of the case declares fits everywhere."""
        return self._declared(name) if self.knows(name) else ANY_UNIT

    def _lookup(self, record: str) -> Callable[[str], Value]:
        inner = self._work.scope(record).lookup

        def lookup(name: str) -> Value:
            return inner(name) if self.knows(name.partition("[")[0]) else Value.na()

        return lookup

    def _family(self, pattern: str) -> tuple[str, ...]:
        """The names a wildcard stands for, without records."""
        found = self._patterns.get(pattern)
        if found is None:
            table = expand_wildcards([pattern], self._names, self.model.repeated)
            found = self._patterns[pattern] = table[pattern]
        return found

    def _expand(self, pattern: str) -> tuple[str, ...]:
        return tuple(
            record_name(name, record)
            for name in self._family(pattern)
            for record in self._work.records(self.model.record_kind(name))
        )


def change(before: Worth, after: Worth, *, rate: bool) -> Worth:
    """How much a figure grew, or by what per cent of what it was; unknown where either is."""
    old, new = before.number, after.number
    unsure = before.to_verify or after.to_verify
    if old is None or new is None:
        lacking = after if new is None else before
        missing = lacking.value.missing
        return Worth(replace(Value.blank(), missing=missing) if missing else Value.na())
    state = after.value.state if after.value.state is not ValueState.GIVEN else before.value.state
    grown = CONTEXT.subtract(new, old)
    if not rate:
        return Worth(Value(grown, state=state), unsure)
    if not old:
        return NOTHING
    return Worth(Value(CONTEXT.divide(grown * _HUNDRED, abs(old)), state=state), unsure)
