"""Figures of the year before that stand in for items nobody has answered this year."""

from __future__ import annotations

from desktop_app.core.data import Carried, Datum, Key, Origin, Period, State
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.model import Model
from desktop_app.core.pack import Confidence
from desktop_app.core.problems import Problem
from desktop_app.core.units import convert
from desktop_app.core.value import ValueState

_STATES = {ValueState.GIVEN: State.GIVEN, ValueState.ESTIMATED: State.ESTIMATED}


def carried_items(model: Model, before: Evaluation) -> dict[str, Carried]:
    """By item of `model` what it takes over from the year before: only figures that are whole."""
    found: dict[str, Carried] = {}
    for item in model.items.values():
        value = before.values.get(item.carry) if item.carry else None
        state = _STATES.get(value.state) if value is not None else None
        if value is None or value.number is None or state is None:
            continue
        number = convert(value.number, before.model.unit_of(item.carry), item.unit)
        if isinstance(number, Problem):
            continue
        datum = Datum(
            key=Key(item.key, Period(model.year)),
            state=state,
            value=number,
            unit=item.unit,
            note=f"取自 {before.case.year} 年自评：{before.model.label_of(item.carry)}",
            origin=Origin.CARRIED,
        )
        firm = before.confidences.get(item.carry, Confidence.CONFIRMED)
        found[item.key] = Carried(datum, firm)
    return found
