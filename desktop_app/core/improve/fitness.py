"""What is wrong with a planned measure as typed, before it is stored."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from desktop_app.core.improve.scenario import PLAN
from desktop_app.core.planned import DataChange, How, PlannedMeasure
from desktop_app.core.printable import check_printable
from desktop_app.core.problems import Problem, problem

_EVERYTHING: Final = Decimal(-100)


def faults(one: PlannedMeasure) -> tuple[Problem, ...]:
    """Why a measure cannot be stored; empty when it can."""
    return tuple(_faults(one))


def _faults(one: PlannedMeasure) -> Iterator[Problem]:
    if not one.name.strip():
        yield problem("plan.name_missing", PLAN, one.id)
    unfit = check_printable(one.name, one.name, one.owner, one.note)
    if unfit is not None:
        yield unfit
    if one.investment is not None and one.investment < 0:
        yield problem("plan.negative_investment", PLAN, one.id, value=one.investment)
    if one.years is not None and one.years <= 0:
        yield problem("plan.bad_years", PLAN, one.id, value=one.years)
    for text in (one.begin, one.due):
        if text and not _is_date(text):
            yield problem("plan.bad_date", PLAN, one.id, value=text)
    if one.begin and one.due and one.due < one.begin:
        yield problem("plan.dates", PLAN, one.id, begin=one.begin, due=one.due)
    for change in one.changes:
        if _takes_too_much(change):
            yield problem("plan.below_nothing", PLAN, one.id, value=f"{change.value}%")


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _takes_too_much(change: DataChange) -> bool:
    if change.how is not How.PERCENT or change.value is None:
        return False
    return change.value < _EVERYTHING
