"""From the outline of a table to what a pack says of it: requirements, units, weights, ids.

Ids are r01, r02 ... in the order of the table; rows of the pack that is made anew keep theirs, so
that what an enterprise has answered stays with its question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from desktop_app.core.problems import Problem, has_errors, problem
from desktop_app.packs.template import layout
from desktop_app.packs.template.filled import Filled, Line
from desktop_app.packs.template.level_cell import LevelCell, read_level
from desktop_app.packs.template.outline import Bundle, Entry, outline
from desktop_app.packs.template.plain_unit import PlainUnit, plain_unit
from desktop_app.packs.template.requirement import Requirement, Unclear, read_row
from desktop_app.packs.template.weights import (
    How,
    Row,
    Share,
    Unbalanced,
    Weighed,
    read_weight,
    weigh,
)

_NO_UNIT: Final = frozenset({"", "-", "—", "/", "－", "无", "无量纲"})


@dataclass(frozen=True, slots=True)
class KnownIds:
    """The ids of groups and rows of the pack that is made anew, by their names."""

    groups: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PartDraft:
    """A part of a row, or the row itself as its only one; `words` are cut off its unit."""

    name: str
    line: Line
    requirement: Requirement
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RowDraft:
    """An indicator as it goes into the pack."""

    id: str
    name: str
    line: Line
    limiting: bool
    weight: Row
    parts: tuple[PartDraft, ...]

    @property
    def hint(self) -> str:
        """What is shown below the question: what the row says, and its unit as printed."""
        said = [part.line.text("hint") for part in self.parts]
        units = [
            f"单位原文：{part.line.text('unit')}。" for part in self.parts if part.words
        ]  # fmt: skip
        return " ".join(dict.fromkeys(text for text in (*said, *units) if text))


@dataclass(frozen=True, slots=True)
class GroupDraft:
    """A group with its rows."""

    id: str
    name: str
    line: Line
    weight: Decimal | None
    rows: tuple[RowDraft, ...]
    bonus: bool = False


@dataclass(frozen=True, slots=True)
class TableDraft:
    """A whole table, what its weights are, and what is to be said of it."""

    groups: tuple[GroupDraft, ...]
    how: How
    problems: tuple[Problem, ...]

    @property
    def rows(self) -> Iterator[RowDraft]:
        """All rows in order."""
        return (row for group in self.groups for row in group.rows)


def draft_table(filled: Filled, known: KnownIds, *, weighted: bool) -> TableDraft:
    """The table of a filled template; with errors among the problems it is not to be used."""
    return _Drafter(filled, known, weighted).table()


class _Drafter:
    """Reads one table; collects problems as it goes."""

    def __init__(self, filled: Filled, known: KnownIds, weighted: bool) -> None:
        self.filled, self.known, self.weighted = filled, known, weighted
        self.found: list[Problem] = []
        self.by_sign = 0
        self.taken = set(known.rows.values())
        self.kept: set[str] = set()
        self.group_ids = set(known.groups.values())

    def note(self, line: Line, name: str, found: Problem) -> None:
        self.found.append(self.filled.at_line(line, name, found))

    def head(self, name: str, code: str, /, **args: object) -> None:
        """A problem of a whole column, at its head."""
        where = f"{self.filled.book}/{self.filled.table}"
        self.found.append(problem(code, where, self.filled.heads.get(name, ""), **args))

    def table(self) -> TableDraft:
        bundles = outline(self.filled, self.found)
        if not bundles and not self.found:
            self.head("name", "template.empty")
        read = [
            (bundle, [(entry, self._parts(entry)) for entry in bundle.entries])
            for bundle in bundles
        ]
        self._twice(bundles)
        weighed = self._weights(bundles)
        groups = tuple(
            self._group(bundle, rows, weighed, number) for number, (bundle, rows) in enumerate(read)
        )
        count = sum(len(group.rows) for group in groups)
        if self.by_sign:
            self.head("level_1", "template.way_by_sign", count=self.by_sign)
        if count:
            self.head("name", "template.ids_made", count=count)
        if self.weighted and count and not any(r.limiting for g in groups for r in g.rows):
            self.head("name", "template.no_limiting")
        return TableDraft(groups, weighed.how, tuple(self.found))

    def _twice(self, bundles: Iterable[Bundle]) -> None:
        for bundle in bundles:
            seen: set[str] = set()
            for entry in bundle.entries:
                if entry.name in seen:
                    self.note(entry.line, "name", problem("template.row_twice", name=entry.name))
                seen.add(entry.name)

    # --- rows ---------------------------------------------------------------------------------

    def _parts(self, entry: Entry) -> tuple[PartDraft, ...]:
        parts = entry.parts
        found: list[PartDraft] = []
        for number, (name, line) in enumerate(parts, 1):
            unnamed = len(parts) > 1 and name == entry.name
            title = f"第 {number} 项" if unnamed else name
            found.append(self._part(title, line, entry))
        return tuple(found)

    def _part(self, name: str, line: Line, entry: Entry) -> PartDraft:
        printed = line.text("unit") or entry.line.text("unit")
        cells = self._cells(line, printed)
        if cells is None:
            return PartDraft(name, line, Requirement())
        read = read_row(cells, "")
        if isinstance(read, Unclear):
            self._told(line, read.faults)
            return PartDraft(name, line, Requirement())
        if read.direction == "choice":
            self._told(line, read.notes)
            return PartDraft(name, line, read)
        plain = self._unit(line, printed)
        read = read_row(cells, plain.unit)
        if isinstance(read, Unclear):
            self._told(line, read.faults)
            return PartDraft(name, line, Requirement())
        self._told(line, read.notes)
        self.by_sign += read.by_sign
        if not read.unit and printed in _NO_UNIT:
            self.note(line, "unit", problem("template.unit_blank", name=name))
        return PartDraft(name, line, read, plain.words)

    def _cells(self, line: Line, printed: str) -> list[LevelCell] | None:
        found: list[LevelCell] = []
        for level in layout.LEVELS:
            cell = read_level(line.text(level), printed)
            if isinstance(cell, Problem):
                self.note(line, level, cell)
            else:
                found.append(cell)
        return found if len(found) == len(layout.LEVELS) else None

    def _unit(self, line: Line, printed: str) -> PlainUnit:
        if printed in _NO_UNIT:
            return PlainUnit("")
        plain = plain_unit(printed)
        if isinstance(plain, Problem):
            self.note(line, "unit", plain)
            return PlainUnit("")
        if plain.words:
            cut = "、".join(plain.words)
            told = problem("template.unit_words_cut", value=printed, unit=plain.unit, words=cut)
            self.note(line, "unit", told)
        return plain

    def _told(self, line: Line, found: Iterable[tuple[int, Problem]]) -> None:
        for level, one in found:
            if one.code == "template.level_blank" and self._faulty(line, layout.LEVELS[level]):
                continue
            self.note(line, layout.LEVELS[level] if level >= 0 else layout.LEVELS[0], one)

    def _faulty(self, line: Line, name: str) -> bool:
        """Whether a cell is empty only because what it holds was refused already."""
        return any(one.where.path == line.places[name] for one in self.filled.problems)

    # --- weights ------------------------------------------------------------------------------

    def _weights(self, bundles: Sequence[Bundle]) -> Weighed:
        groups = [self._group_weight(bundle) for bundle in bundles]
        rows = [self._pooled(bundle.entries) for bundle in bundles]
        nothing = Weighed(How.NONE, (None,) * len(groups), tuple((None,) * len(r) for r in rows))
        if not self.weighted:
            if any(one is not None for one in groups):
                self.head("group_weight", "template.weights_unused")
            return nothing
        if not bundles or has_errors(self.found):
            return nothing
        bonus = [number for number, bundle in enumerate(bundles) if bundle.bonus]
        found = weigh(groups, rows, bonus)
        if isinstance(found, Unbalanced):
            self._unbalanced(found, bundles)
            return nothing
        self._said(found)
        return found

    def _said(self, found: Weighed) -> None:
        if found.scaled:
            self.head("weight", "template.weights_scaled")
        if found.how is How.WHOLE:
            self.head("weight", "template.weights_of_whole")
        elif found.how is How.PARTIAL:
            count = sum(inside.count(None) for inside in found.rows)
            self.head("weight", "template.weights_partial", count=count)
        elif found.how is How.NONE:
            self.head("weight", "template.weights_none")

    def _unbalanced(self, found: Unbalanced, bundles: Sequence[Bundle]) -> None:
        if found.group < 0:
            self.head("group_weight", found.fault.code, **found.fault.args)
            return
        bundle = bundles[found.group]
        name = "group_weight" if found.fault.code == "template.group_weight_missing" else "weight"
        line = bundle.line if name == "group_weight" else bundle.entries[0].line
        args = {**found.fault.args, "group": bundle.name}
        self.note(line, name, problem(found.fault.code, **args))

    def _group_weight(self, bundle: Bundle) -> Decimal | None:
        read = self._weight(bundle.weighed, "group_weight")
        return None if read is None else read.value

    def _pooled(self, entries: Sequence[Entry]) -> list[Row]:
        """The weights of the rows of a group; neighbours with one "0.8/n" share a pool."""
        found: list[Row] = []
        for entry in entries:
            own = self._row_weight(entry)
            before = found[-1] if found else None
            if own is not None and own.pool:
                joins = before is not None and before.pool and before.value == own.value
                pools = [one.pool for one in found if one is not None]
                number = before.pool if before and joins else max(pools, default=0) + 1
                own = Share(own.value, number)
            found.append(own)
        return found

    def _row_weight(self, entry: Entry) -> Row:
        lines = [entry.line, *(line for _name, line in entry.parts)]
        holder = next((line for line in lines if line.text("weight")), None)
        read = self._weight(holder, "weight")
        if holder is not None and read is not None and not read.pool and holder.joined("weight"):
            self.note(holder, "weight", problem("template.weight_merged", name=entry.name))
        return read

    def _weight(self, line: Line | None, name: str) -> Row:
        if line is None:
            return None
        read = read_weight(line.text(name))
        if isinstance(read, Problem):
            self.note(line, name, read)
            return None
        return read

    # --- ids ----------------------------------------------------------------------------------

    def _group(
        self,
        bundle: Bundle,
        rows: Sequence[tuple[Entry, tuple[PartDraft, ...]]],
        weighed: Weighed,
        number: int,
    ) -> GroupDraft:
        own_id = self.known.groups.get(bundle.name) or _fresh("g", 1, self.group_ids)
        drafts = tuple(
            RowDraft(
                self._row_id(bundle.name, entry.name),
                entry.name,
                entry.line,
                entry.limiting,
                weighed.rows[number][place],
                parts,
            )
            for place, (entry, parts) in enumerate(rows)
        )
        weight, bonus = weighed.groups[number], bundle.bonus and self.weighted
        return GroupDraft(own_id, bundle.name, bundle.line, weight, drafts, bonus)

    def _row_id(self, group: str, name: str) -> str:
        old = self.known.rows.get((group, name), "")
        if not old or old in self.kept:
            return _fresh("r", 2, self.taken)
        self.kept.add(old)
        return old


def _fresh(letter: str, digits: int, taken: set[str]) -> str:
    """The first id of that letter that is free; it is taken from now on."""
    number = 1
    while f"{letter}{number:0{digits}}" in taken:
        number += 1
    found = f"{letter}{number:0{digits}}"
    taken.add(found)
    return found
