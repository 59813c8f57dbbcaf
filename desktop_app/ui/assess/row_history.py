"""What the history asks of a row of an evaluation: the answers it rests on, months included."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_app.core.data import Key, Period
from desktop_app.core.log import Place
from desktop_app.core.result import Result
from desktop_app.i18n import translate
from desktop_app.ui.assess.detail import find_row, quantity_items
from desktop_app.ui.assess.readings import direct_items, source_items
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.history.subject import HistorySubject


def row_subject(bridge: Bridge, result: Result, anchor: QWidget) -> HistorySubject | None:
    """The data a row is answered by or worked out from; None where it rests on none."""
    evaluation = bridge.evaluation
    found = find_row(evaluation, result)
    if found is None:
        names: tuple[str, ...] = tuple(quantity_items(bridge.model, result.id))
    else:
        row = found[1]
        names = direct_items(evaluation, row) or source_items(evaluation, row)
    places = tuple(place for name in names for place in _places(bridge, name))
    return HistorySubject(places, translate(result.name), anchor) if places else None


def _places(bridge: Bridge, name: str) -> list[Place]:
    base, _bracket, rest = name.partition("[")
    item = bridge.model.items.get(base)
    if item is None:
        return []
    record, year = rest.rstrip("]"), bridge.case.year
    months = range(13) if item.cadence == "month" else range(1)
    return [Place.of_datum(Key(base, Period(year, month), record)) for month in months]
