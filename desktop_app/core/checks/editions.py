"""Editions of one number side by side: none in force twice for a year, no year left out between.

31 December of a year decides what is in force for it (core.in_force), so editions overlap or leave
a gap only where that day of some year falls into both or into neither.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from desktop_app.core.checks.scope import Scope
from desktop_app.core.editions import row_slot
from desktop_app.core.pack import Pack
from desktop_app.core.problems import Problem

_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class _Span:
    """One edition: where it is written, its dates, and what tells it from the next.

    `bridged` says that it stands in until the next is out, `yields` that a later one simply takes
    its place (a parameter of which the latest edition wins), `excused` why the years before it
    have none.
    """

    path: str
    name: str
    start: date | None
    end: date | None
    said: Hashable = None
    bridged: bool = False
    yields: bool = False
    excused: str = ""

    @property
    def first(self) -> int:
        """The first year it is in force for."""
        return self.start.year if self.start else date.min.year

    @property
    def last(self) -> int:
        """The last year it is in force for: that of its last 31 December."""
        if self.end is None:
            return date.max.year
        whole = (self.end.month, self.end.day) == (12, 31)
        return self.end.year if whole else self.end.year - 1


def check_editions(scope: Scope) -> Iterator[Problem]:
    """Parameters, bindings and rows of the pack that come in several editions."""
    for spans in _editions(scope.pack):
        if len(spans) > 1 and any(span.start or span.end for span in spans):
            yield from _neighbours(scope, spans)


def _editions(pack: Pack) -> Iterator[Sequence[_Span]]:
    found: dict[Hashable, list[_Span]] = {}
    for one in pack.parameters:
        path = f"parameter[{one.key}]"
        span = _Span(
            path, one.name, one.valid_from, one.valid_to, one.value,
            bridged=one.carry_forward, yields=one.valid_to is None, excused=one.after_gap,
        )  # fmt: skip
        found.setdefault(("parameter", one.key, one.area, one.member), []).append(span)
    for binding in pack.bindings:
        path = f"binding[{binding.family}]"
        span = _Span(path, binding.family, binding.valid_from, binding.valid_to, binding.member)
        found.setdefault(("binding", binding.family), []).append(span)
    for table in pack.assessments:
        for row in table.indicators:
            path = f"assessment[{table.id}].indicator[{row.id}]"
            start, end = row.valid_from or table.valid_from, row.valid_to or table.valid_to
            span = _Span(path, row.name, start, end, row.id, excused=row.after_gap)
            key = ("row", table.id, row.group, row.permit, *row_slot(table, row))
            found.setdefault(key, []).append(span)
    return iter(found.values())


def _neighbours(scope: Scope, spans: Sequence[_Span]) -> Iterator[Problem]:
    ordered = sorted(spans, key=lambda span: (span.first, span.last))
    for older, newer in pairwise(ordered):
        if _clash(older, newer):
            yield scope.fault(
                "pack.editions_overlap", f"{newer.path}.valid_from", name=newer.name,
                years=_years(newer.first, min(older.last, newer.last)),
            )  # fmt: skip
        elif older.last + 1 < newer.first and not (older.bridged or newer.excused):
            yield scope.fault(
                "pack.editions_gap", f"{newer.path}.valid_from", name=newer.name,
                years=_years(older.last + 1, newer.first - 1),
            )  # fmt: skip


def _clash(older: _Span, newer: _Span) -> bool:
    """Whether both are in force for some year, and that is not how editions follow each other."""
    if newer.first > older.last or newer.last < newer.first:
        return False
    if (older.start, older.end) == (newer.start, newer.end):
        # Of one time they are not editions: rows side by side, or a parameter declared twice.
        return False
    return older.said != newer.said and not (older.yields and older.first < newer.first)


def _years(first: int, last: int) -> str:
    """Years as a text: 2021、2022, or 2021—2030, or 2021— for what never ends."""
    if last == date.max.year:
        return f"{first}—"
    if last - first >= _SHOWN:
        return f"{first}—{last}"
    return "、".join(map(str, range(first, last + 1)))
