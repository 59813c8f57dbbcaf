"""What is in force for a reporting year: 31 December of the year decides.

A document that takes effect during the year counts for the whole year, one that ends during the
year no longer does; a value dated to the year's end (valid_to 31 December) still does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from desktop_app.core.pack import Assessment, Binding, Indicator, Pack, Parameter
from desktop_app.core.problems import Problem, problem

INDUSTRY_KIND = "industry"
_LETTERS = "ABCDEFGHIJKLMNOPQRST"


@dataclass(frozen=True, slots=True)
class Resolved:
    """The value of every parameter for one year and area.

    `notices` tell which are carried over from an earlier year, and which have no value at all -
    those are not in `values`, though their names are known.
    """

    values: dict[str, Parameter] = field(default_factory=dict)
    notices: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Offer:
    """A value offered for a parameter, with the rank of its pack."""

    parameter: Parameter
    rank: int

    def order(self, year: int) -> tuple[int, date, int]:
        """What wins: the closest area, then the latest edition, then the more specific pack."""
        start, end = self.parameter.valid_from, self.parameter.valid_to
        ended = end if end is not None and end < year_end(year) else None
        return len(self.parameter.area), ended or start or date.min, self.rank


def year_end(year: int) -> date:
    """The day that decides what is in force for `year`."""
    return date(min(max(year, date.min.year), date.max.year), 12, 31)


def holds(valid_from: date | None, valid_to: date | None, year: int) -> bool:
    """Whether something valid between these days is in force for `year`."""
    day = year_end(year)
    return (valid_from is None or valid_from <= day) and (valid_to is None or valid_to >= day)


class ForIndustries(Protocol):
    """What says which industries it is for: a pack, or its header."""

    @property
    def kind(self) -> str:
        """Base, industry or readiness."""

    @property
    def industries(self) -> Sequence[str]:
        """GB/T 4754 codes."""


def covers(pack: ForIndustries, industry: str) -> bool:
    """Whether an industry pack is for this GB/T 4754 code, written with or without its letter."""
    code = industry.lstrip(_LETTERS)
    own = [named.lstrip(_LETTERS) for named in pack.industries]
    return pack.kind == INDUSTRY_KIND and bool(code) and any(map(code.startswith, own))


def pack_rank(pack: Pack, industry: str) -> int:
    """How specific a pack is to an enterprise of this GB/T 4754 code: 0 general, 2 its own."""
    if pack.kind != INDUSTRY_KIND:
        return 0
    return 2 if covers(pack, industry) else 1


def assessments_in_force(
    packs: Sequence[Pack], year: int, region: str = ""
) -> tuple[Assessment, ...]:
    """The tables in force, each with the rows in force.

    What a document of another province asks is asked of nobody here; as long as the region of the
    enterprise is not known, everything is. A table of which nothing is left for the region is not
    there.
    """
    areas = {one.id: one.area for pack in packs for one in pack.sources if one.area}

    def here(row: Indicator) -> bool:
        return not region or region.startswith(areas.get(row.cited.source, ""))

    tables = [table for pack in packs for table in pack.assessments]
    return tuple(
        replace(
            table,
            indicators=tuple(
                row
                for row in table.indicators
                if holds(row.valid_from, row.valid_to, year) and here(row)
            ),
        )
        for table in tables
        if holds(table.valid_from, table.valid_to, year)
        and (not table.indicators or any(map(here, table.indicators)))
    )


def assessments_to_come(packs: Sequence[Pack], year: int) -> tuple[Problem, ...]:
    """Notices about tables that take effect only after the year."""
    return tuple(
        problem(
            "judge.not_in_force", pack.id, f"assessment[{table.id}]",
            source=table.name, date=table.valid_from, year=year,
        )
        for pack in packs
        for table in pack.assessments
        if table.valid_from is not None and table.valid_from > year_end(year)
    )  # fmt: skip


def bound_members(
    packs: Sequence[Pack], year: int, industry: str
) -> tuple[dict[str, str], list[Problem]]:
    """The member in force of each parameter family: the most specific pack's binding wins."""
    offers: dict[str, list[tuple[int, Binding]]] = {}
    for pack in packs:
        for binding in pack.bindings:
            if holds(binding.valid_from, binding.valid_to, year):
                offers.setdefault(binding.family, []).append((pack_rank(pack, industry), binding))
    members: dict[str, str] = {}
    found: list[Problem] = []
    for family, ranked in offers.items():
        top = max(rank for rank, _binding in ranked)
        names = sorted({binding.member for rank, binding in ranked if rank == top})
        members[family] = names[0]
        if len(names) > 1:
            listed = "、".join(names)
            found.append(problem("pack.binding_conflict", family=family, year=year, members=listed))
    return members, found


def resolve_parameters(
    packs: Sequence[Pack], year: int, region: str, industry: str = ""
) -> Resolved:
    """The one value of every parameter for a year and a GB/T 2260 region code.

    Of the values in force the one for the closest area wins, then the latest edition. Where none
    is in force, the last of those marked carry_forward stands in, with a notice.
    """
    members, found = bound_members(packs, year, industry)
    offers: dict[str, list[_Offer]] = {}
    for pack in packs:
        rank = pack_rank(pack, industry)
        for parameter in pack.parameters:
            offers.setdefault(parameter.key, []).append(_Offer(parameter, rank))
    values: dict[str, Parameter] = {}
    notices: dict[str, tuple[Problem, ...]] = {}
    for key, offered in offers.items():
        fitting = [one for one in offered if _fits(one.parameter, members, region)]
        in_force = [one for one in fitting if _in_force(one.parameter, year)]
        earlier = [one for one in fitting if _carried(one.parameter, year)]
        chosen = max(in_force or earlier, key=lambda one: one.order(year), default=None)
        if chosen is None:
            notices[key] = (_missing(offered[0].parameter, year, region),)
            continue
        values[key] = chosen.parameter
        if not in_force:
            notices[key] = (_stands_in(chosen.parameter, year),)
        found += _rivals(chosen, in_force or earlier, year)
    return Resolved(values, notices, tuple(found))


def _fits(parameter: Parameter, members: dict[str, str], region: str) -> bool:
    if parameter.family and members.get(parameter.family) != parameter.member:
        return False
    return region.startswith(parameter.area)


def _in_force(parameter: Parameter, year: int) -> bool:
    return holds(parameter.valid_from, parameter.valid_to, year)


def _carried(parameter: Parameter, year: int) -> bool:
    ended = parameter.valid_to is not None and parameter.valid_to < year_end(year)
    return parameter.carry_forward and ended


def _missing(parameter: Parameter, year: int, region: str) -> Problem:
    return problem(
        "judge.parameter_missing", path=parameter.key,
        name=parameter.name, year=year, area=region,
    )  # fmt: skip


def _stands_in(parameter: Parameter, year: int) -> Problem:
    used = parameter.valid_to.year if parameter.valid_to else year
    return problem(
        "judge.factor_carried", path=parameter.key, name=parameter.name, year=year, used=used
    )


def _rivals(chosen: _Offer, offers: Sequence[_Offer], year: int) -> list[Problem]:
    """A problem when another value has the same claim as the chosen one."""
    values = {one.parameter.value for one in offers if one.order(year) == chosen.order(year)}
    if len(values) < 2:
        return []
    listed = "、".join(sorted(format(value, "f") for value in values))
    name = chosen.parameter.name
    return [
        problem(
            "pack.parameter_ambiguous", path=chosen.parameter.key,
            name=name, year=year, values=listed,
        )
    ]  # fmt: skip
