"""From what a user types into a field to a datum, or to the problem shown under the field.

The same function serves typing, pasting, files and imports, so that a text means the same
everywhere. What was typed is kept as `raw` whatever comes of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from desktop_app.core.arithmetic import is_sum, work_out
from desktop_app.core.data import Datum, Key, Origin, Record, State
from desktop_app.core.numbers import NumberText, read_number
from desktop_app.core.pack import Item, ItemKind
from desktop_app.core.printable import check_printable
from desktop_app.core.problems import Problem, problem
from desktop_app.core.units import Unit, alternatives, convert, parse_unit

_YES: Final = frozenset({"yes", "是", "有", "√", "☑", "true", "y", "1", "已", "达标"})
_NO: Final = frozenset({"no", "否", "无", "×", "☐", "false", "n", "0", "未", "没有"})
_NA: Final = frozenset({"不适用", "n.a.", "n/a", "na"})
_NOT_DETECTED: Final = "未检出，按 0 计"
_DATE: Final = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")


@dataclass(frozen=True, slots=True)
class Entry:
    """What was typed for a key: text, unit chosen beside it, and how it is to be understood."""

    key: Key
    text: str
    unit: str = ""
    state: State = State.GIVEN
    reason: str = ""
    note: str = ""
    origin: Origin = Origin.TYPED


def read_entry(item: Item, entry: Entry) -> Datum | Problem:
    """The datum an entry makes; a blank text makes a blank datum.

    Problems: `number.*`, `unit.*`, `data.*`, placed at the key.
    """
    unfit = _period_fits(item, entry) or check_printable(
        item.name, entry.text, entry.unit, entry.reason, entry.note
    )
    found = unfit or _read(item, entry)
    return found.at("case", str(entry.key)) if isinstance(found, Problem) else found


def misplaced(item: Item, key: Key, year: int, records: Iterable[Record]) -> Problem | None:
    """Why a key is no place for a datum of a case: another year, or a record that is not there.

    Problems: `data.outside_year`, `data.unknown_record`, `data.takes_no_record`; without place.
    """
    if key.period.year != year:
        return problem("data.outside_year", value=key.period, year=year)
    if not item.record:
        named = bool(key.record)
        code = "data.takes_no_record"
        return problem(code, name=item.name, record=key.record) if named else None
    if any(record.kind == item.record and record.id == key.record for record in records):
        return None
    return problem("data.unknown_record", record=key.record, name=item.name)


def _period_fits(item: Item, entry: Entry) -> Problem | None:
    period = entry.key.period
    if period.monthly and item.cadence != "month":
        return problem("data.period_not_monthly", name=item.name, value=period, year=period.year)
    return None


def _read(item: Item, entry: Entry) -> Datum | Problem:
    text = entry.text.strip()
    if entry.state is State.NA or text.lower() in _NA:
        if not entry.reason.strip():
            return problem("data.reason_missing", name=item.name)
        return _datum(entry, State.NA)
    if not text or entry.state is State.BLANK:
        if entry.state is State.ESTIMATED:
            return problem("data.value_missing", name=item.name)
        return _datum(entry, State.BLANK)
    if item.kind is ItemKind.AMOUNT:
        return _amount(item, entry)
    return _KINDS[item.kind](item, entry, text)


def _datum(
    entry: Entry, state: State, value: Decimal | None = None, unit: str = "", text: str = ""
) -> Datum:
    return Datum(
        key=entry.key,
        state=state,
        value=value,
        unit=unit,
        text=text,
        raw=entry.text,
        reason=entry.reason.strip(),
        note=entry.note,
        origin=entry.origin,
    )


def _amount(item: Item, entry: Entry) -> Datum | Problem:
    found = _number(entry.text)
    if isinstance(found, Problem):
        return found
    if found.absent == "dash":
        return _datum(entry, State.BLANK)
    unit = found.unit_text or entry.unit or item.unit
    converted = _converted(item, unit, found.value or Decimal(0))
    if isinstance(converted, Problem):
        return converted
    symbol = _symbol(unit)
    if found.value is None:
        return _not_detected(entry, symbol)
    return out_of_range(item, converted, f"{found.value} {symbol}") or _given(entry, found, symbol)


def _number(text: str) -> NumberText | Problem:
    """The figure typed, or the result of the sum typed behind an equals sign."""
    if not is_sum(text):
        return read_number(text)
    found = work_out(text)
    return found if isinstance(found, Problem) else NumberText(found)


def _given(entry: Entry, found: NumberText, unit: str) -> Datum:
    """A bound ("≥100", "约3") is a figure somebody chose, so it counts as estimated."""
    state = State.ESTIMATED if found.qualifier else entry.state
    note = entry.note or (_as_typed(entry.text) if found.qualifier else "")
    return replace(_datum(entry, state, found.value, unit), note=note)


def _not_detected(entry: Entry, unit: str) -> Datum:
    """未检出: below the detection limit; counted as zero and said to be estimated."""
    datum = _datum(entry, State.ESTIMATED, Decimal(0), unit)
    return replace(datum, note=entry.note or _NOT_DETECTED)


def _as_typed(text: str) -> str:
    return f"填写为“{text.strip()}”"


def kept_note(old: Datum | None) -> str:
    """The note that stays when another figure is typed: not one about how the old was typed."""
    if old is None or old.note in (_NOT_DETECTED, _as_typed(old.raw)):
        return ""
    return old.note


def _symbol(unit: str) -> str:
    parsed = parse_unit(unit)
    return parsed.symbol if isinstance(parsed, Unit) else unit


def _converted(item: Item, unit: str, value: Decimal) -> Decimal | Problem:
    """A value in the unit of its item; a unit that does not fit is told with those that do."""
    found = value if unit == item.unit else convert(value, unit, item.unit)
    if isinstance(found, Decimal):
        return found
    if not item.unit:
        return problem("data.no_unit", name=item.name, unit=unit)
    choices = "、".join(alternatives(item.unit))
    return problem("data.bad_unit", name=item.name, unit=unit, expected=item.unit, choices=choices)


def out_of_range(item: Item, value: Decimal, shown: str) -> Problem | None:
    """Why a value in the unit of its item is none it may have; `shown` is how it was written."""
    if item.minimum is not None and value < item.minimum:
        if item.minimum == 0:
            return problem("data.negative", name=item.name, value=shown)
        limit = f"{item.minimum} {item.unit}"
        return problem("data.below_minimum", name=item.name, value=shown, limit=limit)
    if item.maximum is not None and value > item.maximum:
        limit = f"{item.maximum} {item.unit}"
        return problem("data.above_maximum", name=item.name, value=shown, limit=limit)
    return None


def _choice(item: Item, entry: Entry, text: str) -> Datum | Problem:
    for option in item.options:
        if text in (option.id, option.text):
            return _datum(entry, entry.state, text=option.id)
    choices = "、".join(f"{option.id}（{option.text}）" for option in item.options)
    return problem("data.bad_choice", name=item.name, value=text, choices=choices)


def _yesno(item: Item, entry: Entry, text: str) -> Datum | Problem:
    word = text.lower()
    if word in _YES:
        return _datum(entry, entry.state, text="yes")
    if word in _NO:
        return _datum(entry, entry.state, text="no")
    return problem("data.bad_choice", name=item.name, value=text, choices="是、否")


def _text(_item: Item, entry: Entry, text: str) -> Datum | Problem:
    return _datum(entry, entry.state, text=text)


def _date(_item: Item, entry: Entry, text: str) -> Datum | Problem:
    parts = _DATE.fullmatch(unicodedata.normalize("NFKC", text))
    try:
        found = date(*(int(part) for part in parts.groups())) if parts else None
    except ValueError:
        found = None
    if found is None:
        return problem("data.bad_date", value=text)
    return _datum(entry, entry.state, text=found.isoformat())


_KINDS: Final = {
    ItemKind.CHOICE: _choice,
    ItemKind.YESNO: _yesno,
    ItemKind.TEXT: _text,
    ItemKind.DATE: _date,
}
