"""Where the number behind a result is declared: pack and path, so that it can be confirmed."""

from __future__ import annotations

from typing import NamedTuple

from desktop_app.core.dependencies import result_id
from desktop_app.core.model import Model
from desktop_app.core.pack import Cited, Indicator, Parameter, Quantity
from desktop_app.core.pack_visit import parameter_path, row_path


class EntryPlace(NamedTuple):
    """A pack by id, the path of one of its entries (core.entries), and how firm that one is."""

    pack: str
    path: str
    cited: Cited


def place_of(model: Model, name: str) -> EntryPlace | None:
    """The entry a parameter, a derived figure or a row of a table stands in; None for others.

    `name` is the id of a result or of a node of a trace; of several editions of a parameter it is
    the one in force.
    """
    base = name.partition("[")[0]
    declared = model.parameters.get(base) or model.quantity_by_id.get(base)
    if declared is not None:
        return _declared(model, declared)
    for table in model.assessments:
        for row in table.indicators:
            if result_id(table.id, row.id) == base:
                return _row(model, table.id, row)
    return None


def _declared(model: Model, declared: Parameter | Quantity) -> EntryPlace | None:
    for pack in model.packs:
        if isinstance(declared, Quantity) and declared in pack.quantities:
            return EntryPlace(pack.id, f"quantity[{declared.id}]", declared.cited)
        if isinstance(declared, Parameter) and declared in pack.parameters:
            return EntryPlace(pack.id, parameter_path(declared), declared.cited)
    return None


def _row(model: Model, table_id: str, row: Indicator) -> EntryPlace | None:
    for pack in model.packs:
        for table in pack.assessments:
            if table.id == table_id:
                return EntryPlace(pack.id, row_path(table, row), row.cited)
    return None
