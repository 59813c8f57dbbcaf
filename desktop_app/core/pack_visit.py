"""Going through all of a pack that carries a citation, and putting other things in its place.

One walk serves reading and changing alike, so that what is listed is what can be confirmed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Protocol, TypeAlias, TypeVar

from desktop_app.core.pack import (
    Assessment,
    ConsistencyRule,
    Gate,
    Group,
    Indicator,
    Measure,
    Pack,
    Parameter,
    Quantity,
    Readiness,
    ScorePart,
    Source,
    SubIndex,
)

Held: TypeAlias = (
    Parameter | Quantity | Indicator | Group | Gate | ScorePart | Measure | ConsistencyRule | Source
)
"""What can carry a citation and be looked at by itself."""

One = TypeVar(
    "One",
    Parameter,
    Quantity,
    Indicator,
    Group,
    Gate,
    ScorePart,
    Measure,
    ConsistencyRule,
    Source,
)


class Visit(Protocol):
    """Takes an entry with its path and gives what shall stand in its place."""

    def __call__(self, path: str, held: One, /) -> One:
        """The entry itself, or another one of its kind."""


def visited(pack: Pack, visit: Visit) -> Pack:
    """The pack with every entry replaced by what `visit` gave for it, in the order of its lists.

    Paths are unique inside a pack and name the same entry in every version of it:
    `parameter[carbon.factor.coke@2023-01-01/52/member]`, `assessment[steel.cp].indicator[coke]`.
    """
    return replace(
        pack,
        assessments=tuple(_table(table, visit) for table in pack.assessments),
        parameters=tuple(visit(parameter_path(one), one) for one in pack.parameters),
        quantities=tuple(visit(f"quantity[{one.id}]", one) for one in pack.quantities),
        readiness=None if pack.readiness is None else _readiness(pack.readiness, visit),
        measures=tuple(visit(f"measure[{one.id}]", one) for one in pack.measures),
        rules=tuple(visit(f"check[{one.id}]", one) for one in pack.rules),
        sources=tuple(visit(f"source[{one.id}]", one) for one in pack.sources),
    )


def parameter_path(one: Parameter) -> str:
    """A parameter's key with what tells it from others of that key: day, area, factor set."""
    told = [_day(one.valid_from), one.area, one.member]
    return f"parameter[{one.key}@{'/'.join(told)}]" if any(told) else f"parameter[{one.key}]"


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _table(table: Assessment, visit: Visit) -> Assessment:
    path = f"assessment[{table.id}]"
    return replace(
        table,
        groups=tuple(
            one if one.weight is None else visit(f"{path}.group[{one.id}]", one)
            for one in table.groups
        ),
        indicators=tuple(
            visit(place, row)
            for place, row in zip(_row_paths(table), table.indicators, strict=True)
        ),
    )


def _row_paths(table: Assessment) -> list[str]:
    often = Counter(row.id for row in table.indicators)
    return [_row_path(table, row, several=often[row.id] > 1) for row in table.indicators]


def _row_path(table: Assessment, row: Indicator, *, several: bool) -> str:
    """A row by table and id; with its first day where the table has several editions of it."""
    own = f"{row.id}@{_day(row.valid_from)}" if several else row.id
    return f"assessment[{table.id}].indicator[{own}]"


def row_path(table: Assessment, row: Indicator) -> str:
    """The path of a row of a table as it is declared, with all its editions."""
    several = sum(one.id == row.id for one in table.indicators) > 1
    return _row_path(table, row, several=several)


def _readiness(model: Readiness, visit: Visit) -> Readiness:
    return replace(
        model,
        sub_indices=tuple(_sub_index(one, visit) for one in model.sub_indices),
        gates=tuple(visit(f"readiness.gate[{one.id}]", one) for one in model.gates),
    )


def _sub_index(one: SubIndex, visit: Visit) -> SubIndex:
    path = f"readiness.sub_index[{one.id}]"
    return replace(one, parts=tuple(visit(f"{path}.part[{part.name}]", part) for part in one.parts))
