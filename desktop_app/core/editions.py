"""Editions inside rule packs: what is in force for one reporting year and what for another.

A number is replaced by date: a parameter by the one of the same key and area, a row of a table by
the one that measures the same thing, a family of factors by the member bound for the year.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.core.declared import Declared, binding_paths, declared
from desktop_app.core.in_force import assessments_in_force, bound_members, holds
from desktop_app.core.pack import Assessment, Binding, Indicator, Pack, Parameter
from desktop_app.core.pack_diff import Change, Fate, changes, differences
from desktop_app.core.pack_visit import parameter_path, row_path


@dataclass(frozen=True, slots=True)
class Editions:
    """What of a pack differs between two reporting years."""

    pack: Pack
    first: int
    last: int
    changes: tuple[Change, ...]

    def of(self, fate: Fate) -> tuple[Change, ...]:
        """The changes of one kind."""
        return tuple(one for one in self.changes if one.fate is fate)


def editions(pack: Pack, beside: Sequence[Pack], first: int, last: int) -> Editions:
    """What of `pack` is in force for `first` and what for `last`, where they differ.

    `beside` are the packs it is judged with, whose bindings choose among its factor sets; the
    pack itself need not be among them.
    """
    everything = {one.path: one for one in declared(pack)}
    packs = [*(one for one in beside if one.id != pack.id), pack]
    before = dict(_in_force(pack, packs, first, everything))
    after = dict(_in_force(pack, packs, last, everything))
    paired = _by_slot(before, after)
    found = [_replaced(before[old], after[new]) for old, new in paired.items()]
    kept = [one for one in found if one is not None]
    gone = [one for slot, one in before.items() if slot not in paired]
    taken = set(paired.values())
    come = [one for slot, one in after.items() if slot not in taken]
    return Editions(pack, first, last, (*kept, *changes(gone, come)))


def first_year(pack: Pack) -> int | None:
    """The first year a date of the pack lies in; None for a pack without dates."""
    return min((day.year for day in _days(pack)), default=None)


def last_year(pack: Pack) -> int | None:
    """The last year in which something of the pack begins or ends."""
    return max((day.year for day in _days(pack)), default=None)


def _days(pack: Pack) -> Iterator[date]:
    rows = [row for table in pack.assessments for row in table.indicators]
    dated: tuple[Parameter | Binding | Assessment | Indicator, ...] = (
        *pack.parameters, *pack.bindings, *pack.assessments, *rows,
    )  # fmt: skip
    for one in dated:
        yield from (day for day in (one.valid_from, one.valid_to) if day is not None)


def _replaced(old: Declared, new: Declared) -> Change | None:
    """One edition in place of another; None where the next says the same but for its dates."""
    told = [one for one in differences(old, new) if one.field not in ("valid_from", "valid_to")]
    return Change(Fate.CHANGED, old, new, tuple(told), old.path) if told else None


Slot = tuple[str, ...]
"""What keeps its place while editions change; the last word tells rows of one slot apart."""


def _in_force(
    pack: Pack, packs: Sequence[Pack], year: int, everything: dict[str, Declared]
) -> Iterator[tuple[Slot, Declared]]:
    """What is in force for a year, by what it is the edition of."""
    industry = pack.industries[0] if pack.industries else ""
    members, _conflicts = bound_members(packs, year, industry)
    chosen: dict[Slot, Parameter] = {}
    for one in pack.parameters:
        bound = not one.family or members.get(one.family) == one.member
        if bound and holds(one.valid_from, one.valid_to, year):
            slot: Slot = ("parameter", one.key, one.area)
            rival = chosen.get(slot)
            if rival is None or (rival.valid_from or date.min) <= (one.valid_from or date.min):
                chosen[slot] = one
    for slot, parameter in chosen.items():
        yield slot, everything[parameter_path(parameter)]
    for path, binding in zip(binding_paths(pack), pack.bindings, strict=True):
        if holds(binding.valid_from, binding.valid_to, year):
            yield ("binding", binding.family), everything[path]
    whole = {table.id: table for table in pack.assessments}
    for table in assessments_in_force([pack], year):
        for row in table.indicators:
            path = row_path(whole[table.id], row)
            yield ("row", *row_slot(table, row), path), everything[path]


def row_slot(table: Assessment, row: Indicator) -> Slot:
    """What a row measures, whatever its levels: formulas, units, conditions, kind of record."""
    applies = row.applies.source if row.applies else ""
    match = ",".join(f"{name}={'/'.join(row.match[name])}" for name in sorted(row.match))
    measured = ";".join(f"{part.value.source} {part.unit}" for part in row.parts)
    return (table.limb.value, table.method, table.scale, measured, row.record, match, applies)


def _by_slot(before: dict[Slot, Declared], after: dict[Slot, Declared]) -> dict[Slot, Slot]:
    """What of before is followed by what of after: the thing itself, else the one in its slot.

    Where several rows measure one thing no one is taken for the other's next edition.
    """
    paired = {slot: slot for slot in before if slot in after}
    gone = _single([slot for slot in before if slot not in paired])
    come = _single([slot for slot in after if slot not in paired])
    return paired | {gone[stem]: come[stem] for stem in gone if stem in come}


def _single(slots: Sequence[Slot]) -> dict[Slot, Slot]:
    """Rows by what they measure, those that are the only ones of it."""
    found: dict[Slot, list[Slot]] = {}
    for slot in slots:
        if slot[0] == "row":
            found.setdefault(slot[:-1], []).append(slot)
    return {stem: each[0] for stem, each in found.items() if len(each) == 1}
