"""What the months of one item tell: missing ones, slips of a unit, figures spread evenly."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from desktop_app.core.consistency.examined import (
    Answer,
    Examined,
    Figure,
    deviation,
    listed,
    median,
    ratio,
    short,
    shown,
    spread,
)
from desktop_app.core.consistency.finding import Finding
from desktop_app.core.consistency.thresholds import (
    FEWEST_MONTHS,
    OUTLIER,
    ROUNDING,
    TEN_THOUSANDFOLD,
    TENFOLD,
    THOUSANDFOLD,
)
from desktop_app.core.inputs import aggregate
from desktop_app.core.problem_texts import USED
from desktop_app.core.units import show_unit

_YEAR = 12


def of_months(case: Examined) -> Iterator[Finding]:
    """All findings about items answered by month."""
    for answer in case.answers.values():
        if answer.item.cadence != "month":
            continue
        yield from _both(case, answer)
        yield from _missing(case, answer)
        yield from _units(case, answer)
        yield from _usual(case, answer)
        yield from _even(case, answer)


def _both(case: Examined, answer: Answer) -> Iterator[Finding]:
    """A year's figure beside figures of months: at odds, or one too many."""
    item, whole, months = answer.item, answer.whole, answer.months
    if whole is None or not months:
        return
    made = aggregate(item.aggregate, [one.value for one in months])
    named = {"name": case.labelled(answer), "whole": shown(whole.value, item.unit)}
    if len(months) == _YEAR and whole.value and abs(deviation(made, whole.value)) > ROUNDING:
        off = short(deviation(made, whole.value))
        yield case.finding(
            "finding.months_not_year", item.key, answer.record,
            months=shown(made, item.unit), deviation=off, **named,
        )  # fmt: skip
    elif len(months) < _YEAR and item.aggregate == "sum" and made > whole.value:
        yield case.finding(
            "finding.months_exceed_year", item.key, answer.record,
            months=shown(made, item.unit), count=len(months), **named,
        )  # fmt: skip
    else:
        used = USED["months" if len(months) == _YEAR else "year"]
        yield case.finding(
            "finding.year_and_months", item.key, answer.record, name=named["name"], used=used
        )


def _missing(case: Examined, answer: Answer) -> Iterator[Finding]:
    """Months not answered: holes between others, and an unfinished end."""
    answered = {one.key.period.month for one in answer.data if one.key.period.monthly}
    if not answered or answer.whole is not None or len(answered) == _YEAR:
        return
    name, key = case.labelled(answer), answer.item.key
    inside = [month for month in range(min(answered), max(answered)) if month not in answered]
    if inside:
        yield case.finding(
            "finding.month_gap", key, answer.record,
            inside[0], name=name, months=listed(inside),
        )  # fmt: skip
    outside = [m for m in range(1, _YEAR + 1) if m not in answered and m not in inside]
    if outside:
        yield case.finding(
            "finding.months_unfinished", key, answer.record,
            outside[0], name=name, months=listed(outside), count=len(answered),
        )  # fmt: skip


def _units(case: Examined, answer: Answer) -> Iterator[Finding]:
    """Months typed in different units."""
    typed = dict.fromkeys(one.datum.unit or answer.item.unit for one in answer.months)
    if len(typed) > 1:
        units = "、".join(show_unit(unit) or "—" for unit in typed)
        yield case.finding(
            "finding.months_units_mixed", answer.item.key, answer.record,
            name=case.labelled(answer), units=units,
        )  # fmt: skip


def _usual(case: Examined, answer: Answer) -> Iterator[Finding]:
    """Months far from the median of the others."""
    months = [one for one in answer.months if one.value > 0]
    if len(months) < FEWEST_MONTHS:
        return
    for one in months:
        usual = median([other.value for other in months if other is not one])
        times = ratio(one.value, usual)
        code, slip = _code(spread(times))
        if not code:
            continue
        args = {
            "name": case.labelled(answer),
            "usual": shown(usual, answer.item.unit),
            "times": short(times),
        }
        if _fits_as_typed(one, usual, answer.item.unit):
            code = "finding.unit_typed_slip"
            args |= {"typed": shown(one.datum.value or usual), "unit": show_unit(one.datum.unit)}
            args |= {"expected": show_unit(answer.item.unit), "month": f"{one.month} 月"}
        else:
            args |= {"value": shown(one.value, answer.item.unit), "slip": slip}
            args |= {"month": str(one.month)}
        yield case.finding(code, answer.item.key, answer.record, one.month, **args)


def _code(times: Decimal) -> tuple[str, str]:
    """Which rule a ratio above one falls under, and how large the slip looks."""
    power = slip_of(times)
    if power > 1:
        return "finding.month_unit_slip", str(10**power)
    if power == 1:
        return "finding.month_tenfold", ""
    return ("finding.month_outlier", "") if times > OUTLIER else ("", "")


def slip_of(times: Decimal) -> int:
    """The power of ten a ratio above one looks to have slipped by; 0 when by none."""
    for bounds, power in ((TENFOLD, 1), (THOUSANDFOLD, 3), (TEN_THOUSANDFOLD, 4)):
        if bounds[0] <= times <= bounds[1]:
            return power
    return 0


def _fits_as_typed(one: Figure, usual: Decimal, unit: str) -> bool:
    """Whether a figure typed in another unit would be usual, had it been meant in the item's."""
    typed = one.datum.value
    if not typed or typed <= 0 or not one.datum.unit or one.value == typed:
        return False
    return one.datum.unit != unit and spread(ratio(typed, usual)) <= OUTLIER


def _even(case: Examined, answer: Answer) -> Iterator[Finding]:
    """Twelve equal months, and noughts among months that are none."""
    values = [one.value for one in answer.months]
    name, item = case.labelled(answer), answer.item
    if len(values) == _YEAR and len(set(values)) == 1 and values[0]:
        yield case.finding(
            "finding.months_equal", item.key, answer.record,
            name=name, value=shown(values[0], item.unit),
        )  # fmt: skip
    zero = [one.month for one in answer.months if not one.value]
    others = [value for value in values if value > 0]
    if zero and len(others) >= FEWEST_MONTHS:
        yield case.finding(
            "finding.zero_months", item.key, answer.record, zero[0],
            name=name, months=listed(zero), usual=shown(median(others), item.unit),
        )  # fmt: skip
