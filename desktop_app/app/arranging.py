"""Finding and ordering among many cases: what is asked for, in the order of a column.

Everything that takes time is worked out once per line; narrowing ten thousand lines and ordering
them then takes some milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from desktop_app.app.enterprise_columns import Column
from desktop_app.app.enterprises import CaseLine, Standing
from desktop_app.app.pinyin import Pinyin, plain, reads
from desktop_app.core.case_summary import MarkState
from desktop_app.core.pack import Limb
from desktop_app.core.problems import Severity


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines to show; what is empty does not narrow.

    `text` are words that must all be found in name, credit code, region, industry or year, or be
    read so. `level` is a limb and the id of a level in it. `unfinished`, `errors` and `unjudged`
    ask for cases that are not filled in, have findings of that severity, or no current verdict.
    """

    text: str = ""
    industry: str = ""
    region: str = ""
    year: int = 0
    grade: str = ""
    level: tuple[Limb, str] | None = None
    unfinished: bool = False
    errors: bool = False
    unjudged: bool = False


EVERYTHING: Final = Wanted()


@dataclass(frozen=True, slots=True)
class Order:
    """By which column lines are ordered, and whether from the other end."""

    column: Column
    backwards: bool = False


@dataclass(slots=True)
class _Prepared:
    """What is worked out once for a line."""

    line: CaseLine
    text: str
    starts: str
    name: tuple[str, ...]
    keys: dict[str, Any] = field(default_factory=dict)


class Arranger:
    """The lines of a list, ready to be narrowed and ordered."""

    def __init__(self, lines: Iterable[CaseLine], pinyin: Pinyin) -> None:
        self._pinyin = pinyin
        self._known = {line.id: self._prepared(line) for line in lines}
        self._named = sorted(self._known.values(), key=_by_name)
        self._waiting = {one.line.id for one in self._named if not _is_current(one.line)}

    def _prepared(self, line: CaseLine) -> _Prepared:
        who = line.enterprise
        told = (who.name, who.uscc, line.region, line.industry, str(line.facts.year))
        name = who.name.strip()
        starts = self._pinyin.starts(name)
        return _Prepared(line, plain(" ".join(told)), starts, self._pinyin.order(name))

    @property
    def lines(self) -> list[CaseLine]:
        """All lines, in the order they came."""
        return [one.line for one in self._known.values()]

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._known)

    @property
    def waiting(self) -> int:
        """How many lines have no current verdict."""
        return len(self._waiting)

    def line(self, case_id: str) -> CaseLine | None:
        """The line of a case."""
        found = self._known.get(case_id)
        return found.line if found is not None else None

    def renew(self, line: CaseLine) -> None:
        """Put a line with another verdict in the place of the one there is."""
        known = self._known.get(line.id)
        if known is not None:
            known.line = line
            known.keys.clear()
            change = self._waiting.discard if _is_current(line) else self._waiting.add
            change(line.id)

    def shown(self, wanted: Wanted, order: Order | None = None) -> list[CaseLine]:
        """The lines asked for; without an order as they came."""
        words = plain(wanted.text).split()
        found = [
            one
            for one in (self._named if order else self._known.values())
            if all(word in one.text or reads(one.starts, word) for word in words)
            and _admits(wanted, one.line)
        ]
        return [one.line for one in (_ordered(found, order) if order else found)]


def _is_current(line: CaseLine) -> bool:
    return line.standing is Standing.CURRENT


def _admits(wanted: Wanted, line: CaseLine) -> bool:
    if wanted.year and line.facts.year != wanted.year:
        return False
    if wanted.industry and line.industry != wanted.industry:
        return False
    if wanted.region and line.region != wanted.region:
        return False
    if wanted.unjudged and line.standing is Standing.CURRENT:
        return False
    return _admits_verdict(wanted, line)


def _admits_verdict(wanted: Wanted, line: CaseLine) -> bool:
    """What is asked of the verdict; one that is not current meets nothing but 没有填完."""
    found = line.shown
    if wanted.grade and found.grade != wanted.grade:
        return False
    if wanted.level is not None:
        limb, level = wanted.level
        mark = found.marks.get(limb)
        if mark is None or mark.state is not MarkState.LEVEL or mark.level != level:
            return False
    if wanted.errors and not found.findings.get(Severity.ERROR):
        return False
    judged = line.standing is Standing.CURRENT
    return not (wanted.unfinished and judged and found.complete)


def _ordered(found: Sequence[_Prepared], order: Order) -> list[_Prepared]:
    """By the key of a column; lines without one come last either way.

    What is `found` stands in the order of names, and equal lines keep it.
    """
    column = order.column
    for one in found:
        if column.id not in one.keys:
            one.keys[column.id] = one.name if column.by_name else column.key(one.line)
    known = [one for one in found if one.keys[column.id] is not None]
    unknown = [one for one in found if one.keys[column.id] is None]
    known.sort(key=lambda one: one.keys[column.id], reverse=order.backwards)
    return known + unknown


def _by_name(one: _Prepared) -> tuple[tuple[str, ...], int]:
    return (one.name, -one.line.facts.year)
