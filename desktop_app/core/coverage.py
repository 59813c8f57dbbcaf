"""What the rule packs hold for every industry of the plan 覆盖表: how complete, and how firm.

All of it is counted from what the packs contain; nothing is declared. A cell of a level table is
known when it gives a limit or a requirement, or says the standard asks none; it is not known when
it is a hole, or only sends the reader to the original ("达到标准原文的Ⅰ级").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from desktop_app.core.checks.scope import with_required
from desktop_app.core.entries import Entry, entries
from desktop_app.core.methods.duties import KINDS as DUTY_KINDS
from desktop_app.core.pack import (
    Assessment,
    Confidence,
    Direction,
    Indicator,
    Limb,
    Met,
    Pack,
    Scale,
)
from desktop_app.core.plan import ANY_INDUSTRY, PLAN_INDUSTRIES

GENERAL: Final = "general"
"""The pack all others stand on; it counts for enterprises of no named industry."""

INDUSTRY: Final = "industry"
"""The kind of packs that are for certain industries; others are what these stand on."""

BENCHMARK: Final = "benchmark"
QUOTA: Final = "quota"
OTHER: Final = "other"
"""Rows of energy tables: 标杆与基准 (the scale of that name), 限额, and what is neither."""

LIMITS: Final = "limits.v1"
_CARBON_SOURCES: Final = ("carbon.process.", "carbon.gas.", "carbon.fuel.")
_COUNTED: Final = frozenset({"parameter", "quantity", "indicator", "group", "measure"})


class Column(StrEnum):
    """What an enterprise of an industry is judged by."""

    CLEAN_PRODUCTION = "clean_production"
    ENERGY = "energy"
    CARBON = "carbon"
    POLLUTANTS = "pollutants"
    POLICY = "policy"
    MEASURES = "measures"


class Extent(StrEnum):
    """How much there is, from all to nothing.

    WHOLE: every cell known, and weights where the method needs them. LEVELS: every cell known, no
    weights or not all. PARTIAL: some cells known. REFERRED: only what an audit found, or the
    enterprise's own reading of the original, is recorded. OWN: things of the industry's own that
    cannot be incomplete by themselves. SHARED: only what `general` offers everyone. NONE: nothing.
    """

    WHOLE = "whole"
    LEVELS = "levels"
    PARTIAL = "partial"
    REFERRED = "referred"
    OWN = "own"
    SHARED = "shared"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Cell:
    """An industry in one column: how much, the figures behind it, and how firm its numbers are.

    Figures by name: rows; known and cells of level tables, weights (1 or 0: all or not), rows
    that are weighed; benchmark, quota and other rows, documents they are from, earlier editions;
    duty, target and encouraged rows.
    """

    column: Column
    extent: Extent
    figures: Mapping[str, int] = field(default_factory=dict)
    shares: Mapping[Confidence, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """An industry: its packs (none while nobody wrote one), its cells, all its numbers.

    A pack made for an industry the plan does not name has a line under its own name.
    """

    industry: str
    packs: tuple[str, ...]
    cells: tuple[Cell, ...]
    shares: Mapping[Confidence, int]
    planned: bool = True


def coverage(packs: Mapping[str, Pack]) -> tuple[Line, ...]:
    """A line per industry of the plan, in its order, then one per pack that serves none of them."""
    named = [
        _line(industry, [pack for pack in packs.values() if industry in pack.plan], packs)
        for industry in PLAN_INDUSTRIES
    ]
    others = sorted(
        (pack for pack in packs.values() if pack.kind == INDUSTRY and not pack.plan),
        key=lambda pack: pack.id,
    )
    beyond = [replace(_line(pack.name, [pack], packs), planned=False) for pack in others]
    return (*named, *beyond)


def covered(lines: Iterable[Line]) -> tuple[int, int, int]:
    """How many industries of the plan have packs, of how many; and the lines beyond the plan."""
    listed = list(lines)
    planned = [line for line in listed if line.planned]
    return sum(bool(line.packs) for line in planned), len(planned), len(listed) - len(planned)


def _line(industry: str, serving: Sequence[Pack], packs: Mapping[str, Pack]) -> Line:
    own = _with_shared(serving, packs)
    scales = {scale.id: scale for pack in packs.values() for scale in pack.scales}
    firm = _firmness(own)
    # What general offers is the industry's own only where it serves no named one.
    offered = [packs[GENERAL]] if industry != ANY_INDUSTRY and own and GENERAL in packs else []
    counted = (
        (Column.CLEAN_PRODUCTION, _clean_production(_tables(own, Limb.CLEAN_PRODUCTION), scales)),
        (Column.ENERGY, _energy(_tables(own, Limb.ENERGY))),
        (Column.CARBON, _carbon(own) or _shared(_carbon(offered))),
        (Column.POLLUTANTS, _pollutants(_tables(own, Limb.POLLUTANTS))),
        (Column.POLICY, _policy(own) or _shared(_policy(offered))),
        (Column.MEASURES, _measures(own) or _shared(_measures(offered))),
    )
    return Line(
        industry=industry,
        packs=tuple(pack.id for pack in serving),
        cells=tuple(
            Cell(column, extent, figures, firm[column])
            for column, (extent, figures) in counted
        ),
        shares=sum(firm.values(), Counter()),
    )  # fmt: skip


def _with_shared(serving: Sequence[Pack], packs: Mapping[str, Pack]) -> list[Pack]:
    """The packs of an industry and those they stand on, but not general, which all stand on."""
    found: dict[str, Pack] = {}
    for pack in serving:
        for one in with_required(pack, packs):
            if one.id != GENERAL or pack.id == GENERAL:
                found.setdefault(one.id, one)
    return list(found.values())


def _tables(packs: Iterable[Pack], limb: Limb) -> list[Assessment]:
    return [table for pack in packs for table in pack.assessments if table.limb is limb]


Counted = tuple[Extent, dict[str, int]]


def _clean_production(tables: Sequence[Assessment], scales: Mapping[str, Scale]) -> Counted:
    """The most complete table; an industry may have an old one beside the record of an audit."""
    found = [_level_table(table, scales.get(table.scale)) for table in tables]
    order = (Extent.WHOLE, Extent.LEVELS, Extent.PARTIAL, Extent.REFERRED, Extent.NONE)
    best = min(found, key=lambda one: order.index(one[0]), default=(Extent.NONE, {}))
    return best if best[1] else (Extent.NONE, {})


def _level_table(table: Assessment, scale: Scale | None) -> Counted:
    known, cells = _cells(table.indicators, scale)
    weighed = _weighed(table)
    figures = {
        "rows": len(table.indicators), "known": known, "cells": cells, "weights": int(weighed),
        "weighed": sum(map(_has_weight, table.indicators)),
    }  # fmt: skip
    if not known or _asks_for_the_level(table):
        return Extent.REFERRED, figures
    if known < cells:
        return Extent.PARTIAL, figures
    return (Extent.WHOLE if weighed else Extent.LEVELS), figures


def _asks_for_the_level(table: Assessment) -> bool:
    """Whether all a table does is to ask which level somebody found: one row, one choice."""
    return len(table.indicators) == 1 and all(
        part.direction is Direction.CHOICE for part in table.indicators[0].parts
    )


def _weighed(table: Assessment) -> bool:
    """Whether every row and every group has a weight."""
    rows = table.indicators
    return (
        bool(rows)
        and all(map(_has_weight, rows))
        and all(group.weight is not None for group in table.groups)
    )


def _has_weight(row: Indicator) -> bool:
    return row.weight is not None or row.pool_weight is not None


def _cells(rows: Iterable[Indicator], scale: Scale | None = None) -> tuple[int, int]:
    """How many cells are known, of how many."""
    names = [level.name for level in scale.levels] if scale else []
    found = [
        step.met is not Met.UNKNOWN
        and not (step.met is Met.TEXT and any(name in step.text for name in names))
        for row in rows
        for part in row.parts
        for step in part.thresholds
    ]
    return sum(found), len(found)


def _energy(tables: Sequence[Assessment]) -> Counted:
    rows = [(_energy_kind(table), row) for table in tables for row in table.indicators]
    known, cells = _cells(row for _kind, row in rows)
    if not rows:
        return Extent.NONE, {}
    kinds = Counter(kind for kind, _row in rows)
    figures = {
        "rows": len(rows),
        "known": known,
        "cells": cells,
        **{kind: kinds[kind] for kind in (BENCHMARK, QUOTA, OTHER)},
        "documents": len({row.cited.source for _kind, row in rows if row.cited.source}),
        "earlier": sum(row.valid_to is not None for _kind, row in rows),
    }
    return _extent_of(known, cells), figures


def _energy_kind(table: Assessment) -> str:
    if table.method == "quota.v1":
        return QUOTA
    return BENCHMARK if table.scale == BENCHMARK else OTHER


def _extent_of(known: int, cells: int) -> Extent:
    if not known:
        return Extent.REFERRED
    return Extent.WHOLE if known == cells else Extent.PARTIAL


def _carbon(packs: Sequence[Pack]) -> Counted | None:
    sources = [
        one
        for pack in packs
        for one in pack.quantities
        if one.limb is Limb.CARBON and one.id.startswith(_CARBON_SOURCES)
    ]
    return (Extent.OWN, {"rows": len(sources)}) if sources else None


def _shared(offered: Counted | None) -> Counted:
    """What an industry has that has nothing of its own: what general offers, or nothing."""
    return (Extent.NONE, {}) if offered is None else (Extent.SHARED, offered[1])


def _pollutants(tables: Sequence[Assessment]) -> Counted:
    """Limits of outlets; a row without any number leaves only the permit to compare with."""
    rows = [row for table in tables if table.method == LIMITS for row in table.indicators]
    if not rows:
        return Extent.NONE, {}
    steps = [step.met for row in rows for part in row.parts for step in part.thresholds]
    numbers = sum(met is Met.LIMIT for met in steps)
    known, cells = _cells(rows)
    figures = {"rows": len(rows), "known": known, "cells": cells, "numbers": numbers}
    return (_extent_of(known, cells) if numbers else Extent.REFERRED), figures


def _policy(packs: Sequence[Pack]) -> Counted | None:
    rows = [row for table in _tables(packs, Limb.POLICY) for row in table.indicators]
    groups = Counter(row.group for row in rows)
    figures = {"rows": len(rows), **{kind: groups[kind] for kind in DUTY_KINDS}}
    return (Extent.OWN, figures) if rows else None


def _measures(packs: Sequence[Pack]) -> Counted | None:
    count = sum(len(pack.measures) for pack in packs)
    return (Extent.OWN, {"rows": count}) if count else None


# --- how firm ----------------------------------------------------------------------------------


def _firmness(packs: Sequence[Pack]) -> dict[Column, Counter[Confidence]]:
    """Numbers and rows by column and confidence."""
    found: dict[Column, Counter[Confidence]] = {column: Counter() for column in Column}
    for pack in packs:
        limbs = _limbs(pack)
        for entry in entries(pack):
            column = _column(entry, limbs) if entry.kind in _COUNTED else None
            if column is not None:
                found[column][entry.cited.confidence] += 1
    return found


def _column(entry: Entry, limbs: Mapping[str, Limb]) -> Column | None:
    if entry.kind == "measure":
        return Column.MEASURES
    limb = limbs.get(entry.path.partition("@")[0].rstrip("]"))
    return Column(limb.value) if limb is not None and limb.value in set(Column) else None


def _limbs(pack: Pack) -> dict[str, Limb]:
    """The limb of everything in a pack, by its path up to the first @ or last bracket.

    A parameter belongs to the limb of the first figure or table that reads it.
    """
    found = {f"quantity[{one.id}": one.limb for one in pack.quantities}
    for table in pack.assessments:
        path = f"assessment[{table.id}]"
        found |= {f"{path}.indicator[{row.id}": table.limb for row in table.indicators}
        found |= {f"{path}.group[{group.id}": table.limb for group in table.groups}
    for name, limb in _readers(pack):
        found.setdefault(f"parameter[{name}", limb)
    return found


def _readers(pack: Pack) -> Iterator[tuple[str, Limb]]:
    for one in pack.quantities:
        yield from ((name, one.limb) for name in sorted(one.formula.names))
    for table in pack.assessments:
        for row in table.indicators:
            formulas = [part.value for part in row.parts]
            formulas += [one for part in row.parts for step in part.thresholds
                         for one in (step.limit, step.low) if one is not None]  # fmt: skip
            yield from ((name, table.limb) for one in formulas for name in sorted(one.names))
