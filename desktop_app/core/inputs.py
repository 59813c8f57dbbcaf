"""From stored data to the value of an item for the year: months added up, units converted.

Months that are not answered are never zero: a year with fewer than twelve answered months is
PARTIAL. A month marked n.a. (stopped plant) counts as answered and adds nothing.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from desktop_app.core.data import Case, Datum, State
from desktop_app.core.numbers import CONTEXT, add_up
from desktop_app.core.pack import Item, ItemKind
from desktop_app.core.problem_texts import USED
from desktop_app.core.problems import Problem, problem
from desktop_app.core.units import convert
from desktop_app.core.value import Value, ValueState

Slot = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Input:
    """The value of one item (of one record) for the year, with the data it was made from."""

    value: Value
    data: tuple[Datum, ...] = ()
    problems: tuple[Problem, ...] = ()


_NOT_LISTED: Final = Input(Value.na())


def slots(case: Case, items: Container[str] | None = None) -> Mapping[Slot, tuple[Datum, ...]]:
    """The answered data of the reporting year (of some items) by (item, record), by period.

    What nobody answered is taken over from the year before, where the case carries it.
    """
    found: dict[Slot, list[Datum]] = {}
    for key, datum in case.data.items():
        if items is not None and key.item not in items:
            continue
        if key.period.year == case.year and datum.filled:
            found.setdefault((key.item, key.record), []).append(datum)
    for item, carried in case.carried.items():
        if items is None or item in items:
            found.setdefault((item, ""), [carried.datum])
    return {slot: tuple(sorted(data, key=_month_of)) for slot, data in found.items()}


def _month_of(datum: Datum) -> int:
    return datum.key.period.month


def read_item(item: Item, name: str, data: Sequence[Datum], *, asked: bool = False) -> Input:
    """The year value of `item`; `name` is its name in formulas (with record, if any).

    A listed item without data does not apply, unless it is `asked` for by a row of a table.
    """
    if not data:
        return _NOT_LISTED if item.listed and not asked else Input(Value.blank(name))
    if item.kind is not ItemKind.AMOUNT:
        return Input(_answer(item, name, data[-1]), tuple(data))
    whole = [datum for datum in data if not datum.key.period.monthly]
    months = [datum for datum in data if datum.key.period.monthly]
    problems: list[Problem] = []
    if whole and months:
        used = USED["months" if len(months) == 12 else "year"]
        problems.append(
            problem("data.year_and_months", "case", str(whole[0].key), name=item.name, used=used)
        )
    if whole and len(months) < 12:
        return _year(item, name, whole[0], problems)
    return _months(item, name, months, problems)


def _answer(item: Item, name: str, datum: Datum) -> Value:
    if datum.state is State.NA:
        return Value.na()
    if not datum.text:
        return Value.blank(name)
    state = ValueState.ESTIMATED if datum.state is State.ESTIMATED else ValueState.GIVEN
    if item.kind is ItemKind.YESNO:
        return Value(truth=datum.text == "yes", state=state)
    return Value(text=datum.text, state=state)


def _year(item: Item, name: str, datum: Datum, problems: list[Problem]) -> Input:
    if datum.state is State.NA:
        return Input(Value.na(), (datum,), tuple(problems))
    number = _converted(item, datum, problems)
    if number is None:
        return Input(Value.blank(name), (datum,), tuple(problems))
    estimated = datum.state is State.ESTIMATED
    value = Value.estimated(number) if estimated else Value.given(number)
    return Input(value, (datum,), tuple(problems))


def _months(item: Item, name: str, data: Sequence[Datum], problems: list[Problem]) -> Input:
    known = [datum for datum in data if datum.state is not State.NA]
    if not known and len(data) == 12:
        return Input(Value.na(), tuple(data), tuple(problems))
    numbers = [_converted(item, datum, problems) for datum in known]
    figures = [number for number in numbers if number is not None]
    partial = len(data) < 12 or len(figures) < len(known)
    if partial:
        problems.append(
            problem("judge.partial_months", "case", name, name=item.name, count=len(data))
        )
    value = _of_months(item, name, figures, partial=partial)
    if value.state is ValueState.GIVEN and any(one.state is State.ESTIMATED for one in known):
        value = replace(value, state=ValueState.ESTIMATED)
    return Input(value, tuple(data), tuple(problems))


def _of_months(item: Item, name: str, figures: Sequence[Decimal], *, partial: bool) -> Value:
    if not figures:
        return Value.blank(name)
    number = aggregate(item.aggregate, figures)
    return Value.partial(number, frozenset({name})) if partial else Value.given(number)


def _converted(item: Item, datum: Datum, problems: list[Problem]) -> Decimal | None:
    if datum.value is None:
        return None
    unit = datum.unit or item.unit
    if unit == item.unit:
        return datum.value
    found = convert(datum.value, unit, item.unit)
    if isinstance(found, Problem):
        problems.append(found.at("case", str(datum.key)))
        return None
    return found


def aggregate(how: str, figures: Sequence[Decimal]) -> Decimal:
    """The year's figure from its months: sum, mean, last or max."""
    if how == "mean":
        return CONTEXT.divide(add_up(figures), Decimal(len(figures)))
    if how == "last":
        return figures[-1]
    return max(figures) if how == "max" else add_up(figures)
