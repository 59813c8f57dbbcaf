"""What one cell of the ledger shows: its look, its text, and what is to be said about it. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from desktop_app.core.consistency.thresholds import CHANGE
from desktop_app.core.data import Datum, Key, Period, State
from desktop_app.core.inputs import aggregate, read_item
from desktop_app.core.numbers import exact_text, significant
from desktop_app.core.pack import Item, ItemKind
from desktop_app.core.problems import Problem
from desktop_app.core.units import convert
from desktop_app.core.value import ValueState
from desktop_app.i18n import _, translate

YEAR_COLUMN: Final = 12
LAST_COLUMN: Final = 13
DEVIATION_COLUMN: Final = 14
COLUMNS: Final = 15
#: More decimals than these are rounded on screen; the stored figure keeps them.
_SHOWN_PLACES: Final = 4


class Look(StrEnum):
    """How a cell is drawn.

    REFUSED shows a text as typed that could not be read; OPEN is a month that need not be known
    because the year is; CLOSED cannot be filled.
    """

    GIVEN = "given"
    ESTIMATED = "estimated"
    BLANK = "blank"
    NA = "n.a."
    REFUSED = "refused"
    OPEN = "open"
    CLOSED = "closed"
    TOTAL = "total"
    LAST = "last"
    DEVIATION = "deviation"
    NOTABLE = "notable"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: `problem` is shown with a red corner, `remark` without; `months` of 12 answered.

    Under the figure stand `last` and `change` (against last year), where they are shown; `asks`
    tells that somebody should say why it changed so much. `proofs` names the documents that support
    it: P-001、P-004.
    """

    look: Look
    text: str = ""
    problem: str = ""
    remark: str = ""
    note: bool = False
    months: int = 12
    last: str = ""
    change: str = ""
    notable: bool = False
    asks: bool = False
    proofs: str = ""


def say(problem: Problem) -> str:
    """A problem without its place, in the language in force."""
    return problem.told(translate)


def one_line(text: str) -> str:
    """A text as a cell has room for it: what had several lines elsewhere stands on one."""
    return " ".join(text.split())


def figure_text(value: Decimal) -> str:
    """A figure as the grid shows it: thousands separated, at most four decimals."""
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and exponent < -_SHOWN_PLACES:
        value = significant(value, 4) if abs(value) < 1 else round(value, _SHOWN_PLACES)
    return exact_text(value)


def in_unit(value: Decimal, source: str, target: str) -> Decimal | None:
    """A value in another unit, None when the units do not fit."""
    if not target or source == target:
        return value
    found = convert(value, source, target)
    return None if isinstance(found, Problem) else found


def value_of(datum: Datum, item: Item, unit: str) -> Decimal | None:
    """The figure of a datum in the unit of its row."""
    if datum.value is None:
        return None
    return in_unit(datum.value, datum.unit or item.unit, unit)


def row_data(data: Mapping[Key, Datum], item: Item, year: int) -> tuple[Datum, ...]:
    """What a case holds for an item: the year first, then its months."""
    keys = (Key(item.key, Period(year, month)) for month in range(13))
    return tuple(data[key] for key in keys if key in data)


def datum_cell(datum: Datum | None, item: Item, unit: str) -> Cell:
    """The cell of a month, or of a year that was typed."""
    if datum is None:
        return Cell(Look.BLANK)
    note = bool(datum.note)
    if datum.state is State.NA:
        return Cell(Look.NA, "—", remark=_remark(datum), note=note)
    look = Look.ESTIMATED if datum.state is State.ESTIMATED else Look.GIVEN
    if item.kind is not ItemKind.AMOUNT:
        return Cell(look, _answer(item, datum.text), remark=_remark(datum), note=note)
    value = value_of(datum, item, unit)
    text = figure_text(value) if value is not None else datum.raw
    return Cell(look, text, remark=_remark(datum), note=note)


def _answer(item: Item, text: str) -> str:
    words = {"yes": _("是"), "no": _("否")}
    option = next((option.text for option in item.options if option.id == text), "")
    return translate(option) or words.get(text, text)


def _remark(datum: Datum) -> str:
    reason = _("不适用：{reason}").format(reason=datum.reason) if datum.reason else ""
    return "\n".join(part for part in (reason, datum.note) if part)


def year_cell(item: Item, unit: str, data: Sequence[Datum]) -> Cell:
    """The year: typed, or made from the months; a sum of some months says how many."""
    months = [datum for datum in data if datum.key.period.monthly]
    typed = next((datum for datum in data if not datum.key.period.monthly), None)
    if not months:
        return datum_cell(typed, item, unit)
    found = read_item(item, item.key, data)
    said = [say(each) for each in found.problems if each.code != "judge.partial_months"]
    value = found.value
    if value.number is None:
        return Cell(Look.TOTAL, "—" if value.state is ValueState.NA else "", problem="".join(said))
    shown = in_unit(value.number, item.unit, unit)
    partial = value.state is ValueState.PARTIAL
    remark = _("只有 {count} 个月有数，缺月不按零计。").format(count=len(months)) if partial else ""
    text = figure_text(shown) if shown is not None else ""
    look = Look.ESTIMATED if value.state is ValueState.ESTIMATED else Look.TOTAL
    return Cell(look, text, "".join(said), remark, months=len(months) if partial else 12)


def last_value(item: Item, unit: str, data: Sequence[Datum]) -> Decimal | None:
    """Last year's figure in the unit of the row, None when there was none."""
    found = read_item(item, item.key, data).value.number if data else None
    return None if found is None else in_unit(found, item.unit, unit)


def last_cell(item: Item, unit: str, data: Sequence[Datum]) -> Cell:
    """The year before."""
    value = last_value(item, unit, data)
    return Cell(Look.LAST, figure_text(value) if value is not None else "")


def deviation_cell(item: Item, now: Sequence[Datum], before: Sequence[Datum]) -> Cell:
    """By how many percent this year is above last year, over the same months."""
    share = deviation(item, now, before)
    if share is None:
        return Cell(Look.DEVIATION)
    text = f"{share:+.1f}%"
    return Cell(Look.NOTABLE if abs(share) > CHANGE else Look.DEVIATION, text)


def deviation(item: Item, now: Sequence[Datum], before: Sequence[Datum]) -> Decimal | None:
    """The change against last year in percent; years partly known compare by common months."""
    if not now or not before:
        return None
    pair = _whole_years(item, now, before) or _same_months(item, now, before)
    if pair is None or not pair[1]:
        return None
    return (pair[0] - pair[1]) / pair[1] * 100


def _whole_years(
    item: Item, now: Sequence[Datum], before: Sequence[Datum]
) -> tuple[Decimal, Decimal] | None:
    values = [read_item(item, item.key, data).value for data in (now, before)]
    numbers = [value.number for value in values if value.state is not ValueState.PARTIAL]
    if len(numbers) < 2 or numbers[0] is None or numbers[1] is None:
        return None
    return numbers[0], numbers[1]


def _same_months(
    item: Item, now: Sequence[Datum], before: Sequence[Datum]
) -> tuple[Decimal, Decimal] | None:
    both = [_by_month(item, data) for data in (now, before)]
    common = sorted(both[0].keys() & both[1].keys())
    if not common:
        return None
    sums = [aggregate(item.aggregate, [months[month] for month in common]) for months in both]
    return sums[0], sums[1]


def _by_month(item: Item, data: Sequence[Datum]) -> dict[int, Decimal]:
    found = {d.key.period.month: value_of(d, item, item.unit) for d in data}
    return {month: value for month, value in found.items() if month and value is not None}


def column_title(column: int, year: int) -> str:
    """The head of a column."""
    if column < YEAR_COLUMN:
        return _("{month}月").format(month=column + 1)
    if column == YEAR_COLUMN:
        return _("全年合计")
    return _("{year}年").format(year=year - 1) if column == LAST_COLUMN else _("偏差")
