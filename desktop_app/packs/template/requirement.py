"""One row of a printed level table as a requirement: which way is better, and the levels.

What the cells of the row leave open is asked for by a problem at a cell; what is derived from
them is told by a note, never silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise
from typing import Final, TypeAlias

from desktop_app.core.problems import Problem, problem
from desktop_app.core.units import Unit, equal_scale, parse_unit
from desktop_app.packs.template.level_cell import LevelCell, Says

Limit: TypeAlias = "Decimal | list[Decimal] | str"
"""A level as a pack writes it: a number, both ends of a range, or a text or word."""

Place: TypeAlias = "tuple[int, Problem]"
"""A problem and the level it is about, 0 first; -1 is the row itself."""

_PLAIN: Final = (Says.FREE, Says.ABSENT, Says.UNKNOWN)
_LOWER: Final = frozenset({"<", "<="})
_HIGHER: Final = frozenset({">", ">="})

_BOUND: Final = re.compile(r"[<>≤≥≦≧⩽⩾＜＞]\s*[0-9０-９]")


@dataclass(frozen=True, slots=True)
class Requirement:
    """A row as it goes into a pack; `by_sign` tells that ≥ or ≤ said which way is better."""

    direction: str = ""
    levels: tuple[Limit, ...] = ()
    strict: bool = False
    unit: str = ""
    by_sign: bool = False
    notes: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Unclear:
    """What must be asked before the row can be read."""

    faults: tuple[Place, ...] = field(default_factory=tuple)


def read_row(cells: Sequence[LevelCell], unit: str) -> Requirement | Unclear:
    """The requirement of a row from its cells, best level first; `unit` is that of its column."""
    faults: list[Place] = []
    resolved = _resolved(cells, faults)
    notes: list[Place] = []
    settled = _without_dashes(resolved, faults, notes)
    faults += _gaps(settled)
    if faults:
        return Unclear(tuple(faults))
    told = [cell for cell in settled if cell.says not in _PLAIN]
    if not told:
        notes.append((0, problem("template.all_unknown")))
        levels = tuple(cell.says.value for cell in settled)
        return Requirement("range", levels, unit=unit, notes=tuple(notes))
    if any(cell.says is Says.TEXT for cell in told):
        return _choice(settled, notes)
    return _numbers(settled, unit, notes)


def _resolved(cells: Sequence[LevelCell], faults: list[Place]) -> list[LevelCell]:
    """The cells with 同左 and 同Ⅰ级 written out; of a chain of them the end counts."""
    found: list[LevelCell] = []
    for place, cell in enumerate(cells):
        at = place
        for _step in cells:
            if cells[at].says is Says.SAME:
                like = cells[at].like
                at = like if like >= 0 else max(at - 1, 0)
        if cell.says is Says.BLANK:
            faults.append((place, problem("template.level_blank")))
        elif cells[at].says is Says.SAME:
            faults.append((place, problem("template.same_as_none", value=cell.text)))
            at = place
        found.append(cells[at])
    return found


def _without_dashes(
    cells: Sequence[LevelCell], faults: list[Place], notes: list[Place]
) -> list[LevelCell]:
    """A dash below the last requirement asks nothing; before one it may mean two things."""
    asking = [place for place, cell in enumerate(cells) if cell.says in _ASKING]
    found: list[LevelCell] = []
    for place, cell in enumerate(cells):
        if cell.says is not Says.DASH:
            found.append(cell)
            continue
        if asking and place < asking[-1]:
            faults.append((place, problem("template.dash_unclear", value=cell.text)))
            found.append(replace(cell, says=Says.UNKNOWN))
            continue
        if asking:
            notes.append((place, problem("template.dash_free", value=cell.text)))
        found.append(replace(cell, says=Says.FREE))
    return found


_ASKING: Final = frozenset({Says.NUMBER, Says.RANGE, Says.TEXT})


def _gaps(cells: Sequence[LevelCell]) -> Iterator[Place]:
    """A row that asks nothing, and levels that ask nothing above one that does."""
    asking = [place for place, cell in enumerate(cells) if cell.says in _ASKING]
    if not asking:
        if not any(cell.says in (Says.BLANK, Says.UNKNOWN) for cell in cells):
            yield -1, problem("template.no_requirement")
        return
    for place, cell in enumerate(cells[: asking[-1]]):
        if cell.says is Says.FREE:
            yield place, problem("template.free_before")


def _choice(cells: Sequence[LevelCell], notes: list[Place]) -> Requirement:
    """Requirements in words; a number among them is one of the words."""
    numbers = [place for place, cell in enumerate(cells) if cell.says in (Says.NUMBER, Says.RANGE)]
    if numbers:
        notes.append((numbers[0], problem("template.levels_mixed", value=cells[numbers[0]].text)))
    told = [(place, cell) for place, cell in enumerate(cells) if cell.says is Says.TEXT]
    if not numbers and all(_BOUND.match(cell.text) for _place, cell in told):
        place, cell = told[0]
        notes.append((place, problem("template.limit_in_words", value=cell.text[:40])))
    levels = tuple(
        cell.says.value if cell.says in _PLAIN else cell.text for cell in cells
    )  # fmt: skip
    return Requirement("choice", levels, notes=tuple(notes))


def _numbers(cells: Sequence[LevelCell], unit: str, notes: list[Place]) -> Requirement | Unclear:
    told = [(place, cell) for place, cell in enumerate(cells) if cell.says not in _PLAIN]
    unit_found = _unit(told, unit, notes)
    if isinstance(unit_found, Unclear):
        return unit_found
    known = [cell for _place, cell in told]
    if all(cell.says is Says.RANGE or cell.sign == "=" for cell in known):
        return _ranges(cells, told, unit_found, notes)
    way = _way(told)
    if isinstance(way, Problem):
        return Unclear(((told[0][0], way),))
    strict = {cell.sign in ("<", ">") for cell in known if cell.sign in _LOWER | _HIGHER}
    plain = any(cell.sign not in _LOWER | _HIGHER for cell in known)
    if True in strict and (False in strict or plain):
        return Unclear(((told[0][0], problem("template.strict_mixed")),))
    for place, cell in told:
        if cell.says is Says.RANGE:
            value = cell.high if way == "lower" else cell.low
            sign = "≤" if way == "lower" else "≥"
            args = {"value": cell.text, "limit": f"{sign}{value}"}
            notes.append((place, problem("template.band_read", **args)))
    if _shares_of_one(told, way, unit):
        listed = "、".join(cell.text for cell in known)
        notes.append((told[0][0], problem("template.percent_of_one", values=listed)))
    by_sign = bool(strict)
    if not by_sign:
        sign = "≤" if way == "lower" else "≥"
        listed = "、".join(cell.text for cell in known)
        notes.append((told[0][0], problem("template.way_by_order", sign=sign, values=listed)))
    levels = tuple(
        cell.says.value if cell.says in _PLAIN else _limit(cell, way) for cell in cells
    )  # fmt: skip
    return Requirement(way, levels, True in strict, unit_found, by_sign, tuple(notes))


def _shares_of_one(told: Sequence[tuple[int, LevelCell]], way: str, unit: str) -> bool:
    """Whether 0.95 may be meant for 95 %: a rate to be high, in per cent, that never exceeds 1."""
    asks = [cell.high for _place, cell in told if not cell.unit and cell.high is not None]
    return way == "higher" and unit == "%" and len(asks) == len(told) and max(asks) <= 1


def _limit(cell: LevelCell, way: str) -> Decimal:
    value = cell.low if cell.says is Says.RANGE and way == "higher" else cell.high
    return Decimal(0) if value is None else value


def _way(told: Sequence[tuple[int, LevelCell]]) -> str | Problem:
    """Which way is better: what the signs say, else the order of the numbers."""
    signs = {cell.sign for _place, cell in told}
    lower, higher = bool(signs & _LOWER), bool(signs & _HIGHER)
    if lower and higher:
        return problem("template.way_conflict")
    if lower or higher:
        return "lower" if lower else "higher"
    values = [cell.high for _place, cell in told if cell.high is not None]
    listed = "、".join(cell.text for _place, cell in told)
    if any(cell.says is Says.RANGE for _place, cell in told):
        return problem("template.bands_unclear", values=listed)
    steps = {(a < b) - (a > b) for a, b in pairwise(values)} - {0}
    if steps == {1}:
        return "lower"
    if steps == {-1}:
        return "higher"
    return problem("template.way_unknown", values=listed)


def _ranges(
    cells: Sequence[LevelCell],
    told: Sequence[tuple[int, LevelCell]],
    unit: str,
    notes: list[Place],
) -> Requirement | Unclear:
    """Ranges one inside the next; bands side by side do not say which way is better."""
    ends = [(cell.high if cell.low is None else cell.low, cell.high) for _place, cell in told]
    known = [(low, high) for low, high in ends if low is not None and high is not None]
    for (place, _cell), ((low, high), (wider, further)) in zip(
        told[1:], pairwise(known), strict=True
    ):
        if not wider <= low <= high <= further:
            listed = "、".join(cell.text for _place, cell in told)
            return Unclear(((place, problem("template.bands_unclear", values=listed)),))
    written = iter(known)
    levels: tuple[Limit, ...] = tuple(
        cell.says.value if cell.says in _PLAIN else list(next(written)) for cell in cells
    )
    return Requirement("range", levels, False, unit, True, tuple(notes))


def _unit(told: Sequence[tuple[int, LevelCell]], unit: str, notes: list[Place]) -> str | Unclear:
    """The unit of the row: its own, or the one behind its numbers; both must be the same."""
    faults: list[Place] = []
    found = unit
    for place, cell in told:
        if not cell.unit:
            continue
        if not found:
            found = cell.unit
            notes.append((place, problem("template.unit_of_cell", unit=cell.unit)))
            continue
        behind, own = parse_unit(cell.unit), parse_unit(found)
        if isinstance(behind, Unit) and isinstance(own, Unit) and not equal_scale(behind, own):
            faults.append((place, problem("template.unit_differs", unit=cell.unit, expected=found)))
    return Unclear(tuple(faults)) if faults else found
