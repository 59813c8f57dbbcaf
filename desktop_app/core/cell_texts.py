"""What stands in a cell of the workbook for an answer, as a text: written there, read back here.

A workbook that comes back is compared with what it carried when it left and with what the case
says now. All three are these texts, so that they differ exactly where a person sees a difference.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from desktop_app.core.data import Datum, State
from desktop_app.core.numbers import plain
from desktop_app.core.pack import Item, ItemKind
from desktop_app.core.problems import Problem
from desktop_app.core.units import convert

#: Figures longer than this are told as they are.
_LONGEST: Final = 40
#: Spreadsheets keep binary figures of about 16 digits: nearer than this they are the same figure.
_BINARY: Final = Decimal("1E-12")


def in_item_unit(item: Item, datum: Datum) -> Decimal | None:
    """The number of a datum in the unit of its item; None when there is none."""
    if datum.value is None or datum.unit in ("", item.unit):
        return datum.value
    found = convert(datum.value, datum.unit, item.unit)
    return None if isinstance(found, Problem) else found


def cell_text(
    item: Item, datum: Datum | None, not_applicable: str, labels: Mapping[str, str]
) -> str:
    """The text of an answer's cell, "" when it is blank; `labels` are the options by their ids."""
    if datum is None or datum.state is State.BLANK:
        return ""
    if datum.state is State.NA:
        return not_applicable
    if item.kind is ItemKind.AMOUNT:
        number = in_item_unit(item, datum)
        return plain(number) if number is not None else datum.raw or f"{datum.value} {datum.unit}"
    if item.kind in (ItemKind.YESNO, ItemKind.CHOICE):
        return labels.get(datum.text, datum.text)
    return datum.text


def tidy(text: str) -> str:
    """A figure without the noughts its format adds behind the point; any other text as it is."""
    try:
        number = Decimal(text)
    except ArithmeticError:
        return text
    return plain(number) if number.is_finite() and abs(number.adjusted()) < _LONGEST else text


def alike(one: str, other: str) -> bool:
    """Whether two cells say the same: figures but for binary rounding, texts but for blanks."""
    first, second = one.strip(), other.strip()
    if first == second:
        return True
    try:
        left, right = Decimal(first.replace(",", "")), Decimal(second.replace(",", ""))
    except ArithmeticError:
        return False
    if not left.is_finite() or not right.is_finite():
        return False
    return abs(left - right) <= _BINARY * max(abs(left), abs(right))
