"""The values of a case by name: items read, parameters in force, figures worked out on demand.

A value is worked out when it is first asked for and then kept, so that an edit only works out
anew what depends on it. The names of repeating items and figures carry their record in brackets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Overflow

from desktop_app.core.data import Case
from desktop_app.core.dirty import Dirty
from desktop_app.core.expr import Expr
from desktop_app.core.expr.evaluate import Lookup, Scope, compile_expr
from desktop_app.core.formula_units import SAME
from desktop_app.core.influence import always_heard, is_zero, names_of_zero, used_names
from desktop_app.core.inputs import Input, Slot, read_item, slots
from desktop_app.core.model import Model
from desktop_app.core.numbers import CONTEXT
from desktop_app.core.pack import Confidence, Quantity
from desktop_app.core.value import Value, ValueState


def record_name(name: str, record: str) -> str:
    """The name of a repeating item or quantity at one record: `air.so2[DA001]`."""
    return f"{name}[{record}]" if record else name


def split_name(full: str) -> Slot:
    """The name and the record ("" if none) in a name as formulas and results use it."""
    name, _bracket, rest = full.partition("[")
    return name, rest.removesuffix("]")


class _Values(dict[str, Value]):
    """Values by name; one that is missing is worked out."""

    def __init__(self, known: Mapping[str, Value], work_out: Callable[[str], Value]) -> None:
        super().__init__(known)
        self._work_out = work_out

    def __missing__(self, name: str) -> Value:
        return self._work_out(name)


class Workings:
    """What one run of judging knows: inputs, values and how firm each value is, by name."""

    def __init__(
        self,
        model: Model,
        case: Case,
        inputs: Mapping[str, Input],
        values: Mapping[str, Value],
        confidences: Mapping[str, Confidence],
    ) -> None:
        self.model = model
        self.case = case
        self.inputs = dict(inputs)
        self.values = _Values(values, self._work_out)
        self.confidences = dict(confidences)
        self._records: dict[str, tuple[str, ...]] = {"": ("",)}
        self._expanded: dict[str, tuple[str, ...]] = {}
        self._scopes: dict[str, Scope] = {}

    @classmethod
    def fresh(cls, model: Model, case: Case) -> Workings:
        """Parameters and items only; a parameter without a value in force is blank."""
        values = {name: Value.blank(name) for name in model.parameter_notices}
        values |= {name: Value.given(one.value) for name, one in model.parameters.items()}
        firm = {name: one.cited.confidence for name, one in model.parameters.items()}
        work = cls(model, case, {}, values, firm)
        items = model.items.values()
        work.read_slots((one.key, id_) for one in items for id_ in work.records(one.record))
        return work

    def read_slots(self, wanted: Iterable[Slot]) -> None:
        """Read items of the case, each at one record or, where it does not repeat, at ""."""
        places = tuple(wanted)
        items = self.model.items
        paired = {items[key].beside for key, _record in places}
        answered = slots(self.case, {key for key, _record in places} | paired)
        for key, record in places:
            item = items[key]
            full = f"{key}[{record}]" if record else key
            data = answered.get((key, record), ())
            asked = item.listed and not data and self._asks(key, record)
            asked = asked or (item.beside, record) in answered
            read = read_item(item, full, data, asked=asked)
            self.inputs[full] = read
            self.values[full] = read.value
            if item.carry:
                self._note_firmness(key)

    def _asks(self, item: str, record: str) -> bool:
        """Whether rows ask a record for a listed item."""
        if item not in self.model.asked:
            return False
        kind = self.model.record_kind(item)
        return any(
            one.id == record and self.model.asks(item, one) for one in self.case.of_kind(kind)
        )

    def _note_firmness(self, key: str) -> None:
        """A figure of the year before is as firm as it was then; what is typed is a fact."""
        carried = self.case.carried.get(key)
        if carried is not None and self.inputs[key].data == (carried.datum,):
            self.confidences[key] = carried.confidence
        else:
            self.confidences.pop(key, None)

    def forget(self, dirty: Dirty) -> None:
        """Drop the derived figures among what is dirty and read its items again."""
        items, repeats = self.model.items, self.model.repeats
        touched = [(name, "") for name in dirty.somewhere if not repeats(name)]
        for record in self.case.records:
            names = dirty.at_record(record.id) & self.model.names_of(record.kind)
            touched += [(name, record.id) for name in names]
        for name, at in touched:
            if name in self.model.quantity_by_id:
                self.values.pop(f"{name}[{at}]" if at else name, None)
        self.read_slots(slot for slot in touched if slot[0] in items)

    def records(self, kind: str) -> tuple[str, ...]:
        """The ids of the records of a kind; one empty id for what does not repeat."""
        found = self._records.get(kind)
        if found is None:
            found = tuple(record.id for record in self.case.of_kind(kind))
            self._records[kind] = found
        return found

    def scope(self, record: str = "") -> Scope:
        """Where formulas get values; at a record, names that repeat are those of the record."""
        found = self._scopes.get(record)
        if found is None:
            found = Scope(self._lookup_at(record), self.expand)
            self._scopes[record] = found
        return found

    def _lookup_at(self, record: str) -> Lookup:
        if not record:
            return self.values.__getitem__
        repeated, values = self.model.repeated, self.values
        return lambda name: values[f"{name}[{record}]" if name in repeated else name]

    def expand(self, pattern: str) -> tuple[str, ...]:
        """The names a wildcard stands for, over all records."""
        found = self._expanded.get(pattern)
        if found is None:
            found = tuple(
                record_name(name, record)
                for name in self.model.expand(pattern)
                for record in self.records(self.model.record_kind(name))
            )
            self._expanded[pattern] = found
        return found

    def value(self, expr: Expr, record: str = "") -> Value:
        """The value of a formula."""
        return compile_expr(expr)(self.scope(record))

    def value_with(self, expr: Expr, names: Mapping[str, Value]) -> Value:
        """The value of a formula with extra names in scope."""
        values = self.values

        def lookup(name: str) -> Value:
            return names[name] if name in names else values[name]

        return compile_expr(expr)(Scope(lookup, self.expand))

    def in_unit(self, expr: Expr, unit: str, record: str = "") -> Value:
        """The value of a formula in the unit of the place it stands at."""
        return self._scaled(self.value(expr, record), expr, unit)

    def _scaled(self, value: Value, expr: Expr, unit: str) -> Value:
        if value.number is None:
            return value
        scale = self.model.scale_to(expr, unit)
        if scale == SAME:
            return value
        try:
            return replace(value, number=CONTEXT.multiply(value.number, scale))
        except Overflow:
            return Value.invalid("formula.overflow")

    def firmness(self, expr: Expr, record: str = "") -> Confidence:
        """The weakest number that really had a say in the value of a formula."""
        if not expr.names and not expr.wildcards:
            return Confidence.CONFIRMED
        return self._weakest(self._heard(expr, record))

    def _weakest(self, names: Iterable[str]) -> Confidence:
        """The weakest of the known values of these full names."""
        weakest, known, values = Confidence.CONFIRMED, self.confidences, self.values
        for full in names:
            firm = known.get(full, Confidence.CONFIRMED)
            if firm < weakest and values[full].known:
                weakest = firm
        return weakest

    def _heard(self, expr: Expr, record: str) -> Iterable[str]:
        """The names, with their record, that may have had a say; all that did are among them."""
        always = always_heard(expr)
        if always is None:
            scope = self.scope(record)
            names: Iterable[str] = used_names(expr, scope.lookup, scope.expand)
        else:
            names, patterns = always
            if patterns:
                names = (*names, *(name for one in patterns for name in self.expand(one)))
        return self._at(names, record)

    def _at(self, names: Iterable[str], record: str) -> Iterable[str]:
        """Names as formulas at a record write them, in full."""
        if not record:
            return names
        repeated = self.model.repeated
        return [f"{name}[{record}]" if name in repeated else name for name in names]

    def _work_out(self, full: str) -> Value:
        name, record = split_name(full)
        quantity = self.model.quantity_by_id.get(name)
        if quantity is not None:
            return self._figure(quantity, full, record)
        item = self.model.items.get(name)
        return Value.blank(full) if item is None else read_item(item, full, ()).value

    def _figure(self, quantity: Quantity, full: str, record: str) -> Value:
        found = self.model.runs[quantity.id](self.scope(record))
        value = self._scaled(found, quantity.formula, quantity.unit)
        if quantity.needs and self.scope(record).lookup(quantity.needs).truth is not True:
            value = _unconfirmed(value, quantity.needs)
        firm = self.firmness(quantity.formula, record) if value.known else Confidence.CONFIRMED
        if firm < Confidence.CONFIRMED and is_zero(value):
            scope = self.scope(record)
            names = names_of_zero(quantity.formula, scope.lookup, scope.expand)
            firm = self._weakest(self._at(names, record))
        self.values[full], self.confidences[full] = value, firm
        return value


def _unconfirmed(value: Value, needs: str) -> Value:
    """A figure whose list nobody has confirmed: partial; where nothing is listed yet, open."""
    if value.state is ValueState.NA:
        return Value.blank(needs)
    if value.number is None or value.state is ValueState.PARTIAL:
        return value
    return Value.partial(value.number, value.missing | {needs})
