"""What a total is made of: its terms as far down as there are sums, and their course by month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.expr.ast import Call, Name, Wildcard
from desktop_app.core.model import Model
from desktop_app.core.pack import ItemKind
from desktop_app.core.problems import Problem
from desktop_app.core.units import convert


def terms(model: Model, total: str) -> tuple[str, ...]:
    """The names whose values add up to the derived figure `total`, in the order of its formula.

    A figure that is no plain sum of names in its own unit is its own only term; so is one that
    gathers over records, whose terms stand at the records. A name reached twice is kept twice,
    as the sum counts it twice.
    """
    return tuple(_terms(model, total))


def known_terms(evaluation: Evaluation, total: str) -> tuple[str, ...]:
    """The terms of a total that have a number of their own other than zero."""
    found = []
    for name in terms(evaluation.model, total):
        value = evaluation.values.get(name)
        if value is not None and value.number:
            found.append(name)
    return tuple(found)


def _terms(model: Model, name: str) -> Iterator[str]:
    parts = _summed(model, name)
    if parts is None:
        yield name
        return
    for part in parts:
        yield from _terms(model, part)


def _summed(model: Model, name: str) -> tuple[str, ...] | None:
    """The names a figure is the plain sum of; None when it is anything else."""
    quantity = model.quantity(name)
    if quantity is None or quantity.record or not isinstance(quantity.formula.root, Call):
        return None
    if quantity.formula.root.function != "sum":
        return None
    if model.scale_to(quantity.formula, quantity.unit) != 1:
        return None
    found: list[str] = []
    for node in quantity.formula.root.args:
        match node:
            case Name(one):
                found.append(one)
            case Wildcard(pattern):
                found.extend(model.expand(pattern))
            case _:
                return None
    single = all(not model.repeats(one) for one in found)
    return tuple(found) if single else None


def monthly(evaluation: Evaluation, name: str) -> Mapping[int, Decimal]:
    """The amounts of an item by month (1-12) in the item's own unit; years and blanks left out."""
    item, found = evaluation.model.items.get(name), evaluation.inputs.get(name)
    if item is None or found is None or item.kind is not ItemKind.AMOUNT:
        return {}
    amounts: dict[int, Decimal] = {}
    for datum in found.data:
        if not datum.key.period.monthly or datum.value is None:
            continue
        amount = convert(datum.value, datum.unit or item.unit, item.unit)
        if not isinstance(amount, Problem):
            amounts[datum.key.period.month] = amount
    return amounts


def monthly_items(evaluation: Evaluation, total: str) -> tuple[str, ...]:
    """The items filled by month behind a total, those behind its largest terms first.

    Of each term it is the item that gives most of its months; terms filled by the year, or in a
    single month, have no course to show.
    """

    def weight(name: str) -> Decimal:
        return abs(evaluation.values[name].number or Decimal(0))

    ordered = sorted(known_terms(evaluation, total), key=weight, reverse=True)
    found: dict[str, None] = {}
    for name in ordered:
        months = {item: len(monthly(evaluation, item)) for item in _items_behind(evaluation, name)}
        best = max(months, key=lambda item: months[item], default="")
        if best and months[best] > 1:
            found.setdefault(best)
    return tuple(found)


def _items_behind(evaluation: Evaluation, name: str) -> tuple[str, ...]:
    """The items a figure rests on, nearest first."""
    model = evaluation.model
    seen, waiting = {name: None}, [name]
    while waiting:
        for read in sorted(model.reads(waiting.pop(0))):
            if read not in seen:
                seen[read] = None
                waiting.append(read)
    return tuple(one for one in seen if one in model.items)
