"""From what a user types for a planned measure to a change of data or a figure, or to a problem."""

from __future__ import annotations

from decimal import Decimal

from desktop_app.core.data import Datum, Key, Period
from desktop_app.core.entry import Entry, read_entry
from desktop_app.core.improve.scenario import PLAN
from desktop_app.core.numbers import read_number
from desktop_app.core.pack import Item, ItemKind
from desktop_app.core.planned import DataChange, How
from desktop_app.core.problems import Problem, problem
from desktop_app.core.units import convert

_SIGNS = ("-", "+", "−", "－", "＋")
_PER_CENT = ("%", "％")


def guess_how(item: Item, text: str) -> How:
    """How a text is meant: with a per cent sign in per cent, with a sign more or less, else new."""
    flat = text.strip()
    if item.kind is not ItemKind.AMOUNT:
        return How.TO
    if flat.endswith(_PER_CENT) and (flat.startswith(_SIGNS) or item.unit != "%"):
        return How.PERCENT
    return How.BY if flat.startswith(_SIGNS) else How.TO


def read_change(
    item: Item, how: How, text: str, unit: str = "", record: str = "", month: int = 0
) -> DataChange | Problem:
    """The change a text means for an item; `unit` is the one chosen beside it.

    Problems: `plan.bad_change`, `plan.below_nothing`, and those of an answer typed on a form.
    """
    if item.kind is not ItemKind.AMOUNT:
        return _answer(item, text, record)
    if how is How.TO:
        return _figure(item, text, unit, record, month)
    flat = text.strip()
    if how is How.PERCENT:
        flat = flat.removesuffix("%").removesuffix("％")
    number = read_number(flat)
    if isinstance(number, Problem) or number.value is None:
        return problem("plan.bad_change", PLAN, item.key, value=text)
    if how is How.PERCENT:
        if number.value < -100:
            return problem("plan.below_nothing", PLAN, item.key, value=text)
        return DataChange(item.key, how, number.value, record=record, month=month)
    own = number.unit_text or unit or item.unit
    if own != item.unit:
        fits = convert(number.value, own, item.unit)
        if isinstance(fits, Problem):
            return fits
    return DataChange(item.key, how, number.value, own, record=record, month=month)


def _figure(item: Item, text: str, unit: str, record: str, month: int) -> DataChange | Problem:
    found = _read(item, text, unit)
    if isinstance(found, Problem):
        return found
    if found.value is None:
        return problem("plan.bad_change", PLAN, item.key, value=text)
    return DataChange(item.key, How.TO, found.value, found.unit, record=record, month=month)


def _answer(item: Item, text: str, record: str) -> DataChange | Problem:
    found = _read(item, text, "")
    if isinstance(found, Problem):
        return found
    if not found.text:
        return problem("plan.bad_change", PLAN, item.key, value=text)
    return DataChange(item.key, How.TO, text=found.text, record=record)


def _read(item: Item, text: str, unit: str) -> Datum | Problem:
    found = read_entry(item, Entry(Key(item.key, Period(2000)), text, unit))
    return found if isinstance(found, Datum) else Problem(found.code, args=found.args)


def read_money(name: str, text: str) -> Decimal | Problem | None:
    """A sum in 万元; None where nothing stands. "3.2亿元" and "35000元" are understood."""
    if not text.strip():
        return None
    number = read_number(text)
    if isinstance(number, Problem) or number.value is None:
        return problem("plan.bad_money", PLAN, name=name, value=text)
    if not number.unit_text:
        return number.value
    found = convert(number.value, number.unit_text, "万元")
    if isinstance(found, Problem):
        return problem("plan.bad_money", PLAN, name=name, value=text)
    return found
