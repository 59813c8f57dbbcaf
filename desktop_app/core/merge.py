"""Three-way merge of two copies of a case against what both know.

A pure function of two states and two logs. An edit is known to a copy when its log names it: what
both know needs no single moment of parting, and copies may have been merged before, either way.
For each place, what the edits only one side has started from is the base:

- only one side touched it: that side counts, a deletion included;
- one side's edits started from just what the other side holds now: the former knew the latter;
- both ended up saying the same: nothing to do;
- otherwise it is a conflict, and so is a place both have and neither log tells of.

A record or document one side removed and the other side went on with is one conflict with all that
belongs to it. Nothing is ever dropped without one side having dropped it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from desktop_app.core.copies import Copy, LoggedEdit, own, standing
from desktop_app.core.log import (
    DATUM,
    ENTERPRISE,
    EVIDENCE,
    LINK,
    PACKS,
    PINS,
    PLANNED,
    RECORD,
    Place,
)
from desktop_app.core.merge_leaves import (
    COMPOSITE,
    QUIET,
    SETS,
    WHOLE,
    Content,
    leaves_of,
    lesser,
    owned,
    said,
)


class Verdict(StrEnum):
    """What becomes of a place that differs: ours stays, theirs is taken, or somebody chooses."""

    KEPT = "kept"
    TAKEN = "taken"
    CONFLICT = "conflict"


class Choice(StrEnum):
    """Which side counts where both do."""

    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Side:
    """What one copy holds at a place, and the edit that led to it (None where no log tells)."""

    value: Content
    edit: LoggedEdit | None = None


@dataclass(frozen=True, slots=True, order=True)
class Leaf:
    """A place, or one field of a record, document or planned measure, or one pack of a case."""

    place: Place
    field: str = WHOLE


@dataclass(frozen=True, slots=True)
class Row:
    """A leaf the copies differ in.

    `base` is what both knew; `known` is False where no log tells. `members` are the other places
    that go with it: of a removed record its data, which count like it.
    """

    leaf: Leaf
    verdict: Verdict
    mine: Side
    theirs: Side
    base: Content = None
    known: bool = True
    members: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Merge:
    """Two copies compared.

    Attributes:
        mine, theirs: the copies.
        incoming: edits that come in from theirs, in their order.
        ahead: edits theirs does not have, in their order.
        rows: what differs, in the order it is told.
    """

    mine: Copy
    theirs: Copy
    incoming: tuple[LoggedEdit, ...]
    ahead: tuple[LoggedEdit, ...]
    rows: tuple[Row, ...]

    def of(self, verdict: Verdict) -> tuple[Row, ...]:
        """The rows with a verdict."""
        return tuple(row for row in self.rows if row.verdict is verdict)

    @property
    def conflicts(self) -> tuple[Row, ...]:
        """The rows somebody has to choose in."""
        return self.of(Verdict.CONFLICT)

    @property
    def nothing_new(self) -> bool:
        """Whether theirs knows nothing that is not here already.

        That it has merged is nothing new, if it came out at what is here: otherwise three desks
        would tell each other of their merges for ever.
        """
        return not self.rows and all(edit.is_merge for edit in self.incoming)


def merge(mine: Copy, theirs: Copy) -> Merge:
    """Compare two copies of a case; see the module for the rules."""
    here, there = standing(mine.log), standing(theirs.log)
    incoming = tuple(edit for edit in theirs.log if edit.uid in there - here)
    ahead = tuple(edit for edit in mine.log if edit.uid in here - there)
    if not incoming:
        return Merge(mine, theirs, (), ahead, ())
    compared = _Compared(mine, theirs, _Touches(ahead), _Touches(incoming))
    return Merge(mine, theirs, incoming, ahead, tuple(sorted(compared.rows(), key=_order)))


_KINDS: Final = (ENTERPRISE, PACKS, PINS, RECORD, DATUM, EVIDENCE, LINK, PLANNED)
_ORDER: Final = {kind: place for place, kind in enumerate(_KINDS)}


def _order(row: Row) -> tuple[int, Leaf]:
    return _ORDER[row.leaf.place.kind], row.leaf


@dataclass(frozen=True, slots=True)
class _Touch:
    """What a side's own edits did to a leaf: what it was before, and the edits in their order."""

    before: Content
    edits: list[tuple[LoggedEdit, Content]] = field(default_factory=list)

    def by(self, value: Content) -> LoggedEdit:
        """The newest edit that made it what it is; a merge only where nobody else did."""
        led = [edit for edit, made in self.edits if made == value] or [self.edits[-1][0]]
        return led[-1]


class _Touches:
    """The leaves some edits of one side touched."""

    def __init__(self, edits: Sequence[LoggedEdit]) -> None:
        self._found: dict[Leaf, _Touch] = {}
        self._authors: dict[Leaf, list[tuple[LoggedEdit, Content]]] = {}
        for edit in edits:
            if edit.merged_by:
                for leaf, _before, after in _leaves(edit):
                    self._authors.setdefault(leaf, []).append((edit, after))
        for edit in own(edits):
            for leaf, before, after in _leaves(edit):
                touch = self._found.setdefault(leaf, _Touch(before))
                touch.edits.append((edit, after))

    def get(self, leaf: Leaf) -> _Touch | None:
        """What happened to a leaf; None where nothing did."""
        return self._found.get(leaf)

    def side(self, leaf: Leaf, value: Content) -> Side:
        """A value with the edit that led to it: of what a merge brought, the one it brought."""
        brought = [edit for edit, made in self._authors.get(leaf, ()) if made == value]
        if brought:
            return Side(value, brought[-1])
        touch = self._found.get(leaf)
        return Side(value, None if touch is None else touch.by(value))


def _leaves(edit: LoggedEdit) -> Iterator[tuple[Leaf, Content, Content]]:
    """The leaves an edit touched, with before and after; the whole of a place among them."""
    for step in edit.steps:
        place = step.place
        if place.kind not in SETS:
            yield Leaf(place), step.old, step.new
        if place.kind in COMPOSITE | SETS:
            old, new = leaves_of(place, step.old), leaves_of(place, step.new)
            decided = step.old == step.new
            for name in sorted((old.keys() | new.keys()) - {WHOLE}):
                if decided or old.get(name) != new.get(name):
                    yield Leaf(place, name), old.get(name), new.get(name)


@dataclass(frozen=True, slots=True)
class _Compared:
    """The comparison of two copies, place by place."""

    mine: Copy
    theirs: Copy
    here: _Touches
    there: _Touches

    def rows(self) -> Iterable[Row]:
        """What differs."""
        places = sorted(self.mine.state.keys() | self.theirs.state.keys())
        found = {row.leaf: row for place in places for row in self._of(place)}
        for owner in [leaf.place for leaf in found if leaf.field == WHOLE]:
            if owner.kind in (RECORD, EVIDENCE):
                self._group(owner, found)
        return found.values()

    def _of(self, place: Place) -> Iterator[Row]:
        mine, theirs = self.mine.state.get(place), self.theirs.state.get(place)
        if mine == theirs:
            return
        both = mine is not None and theirs is not None
        if place.kind in SETS or (place.kind in COMPOSITE and both):
            ours, others = leaves_of(place, mine), leaves_of(place, theirs)
            for name in sorted(ours.keys() | others.keys()):
                if ours.get(name) != others.get(name):
                    yield from self._row(Leaf(place, name), ours.get(name), others.get(name))
        else:
            yield from self._row(Leaf(place), mine, theirs)

    def _row(self, leaf: Leaf, mine: Content, theirs: Content) -> Iterator[Row]:
        verdict = self._verdict(leaf, mine, theirs)
        if verdict is None:
            return
        ours, others = self.here.get(leaf), self.there.get(leaf)
        base = theirs if others is None else mine if ours is None else ours.before
        known = ours is not None or others is not None
        sides = self.here.side(leaf, mine), self.there.side(leaf, theirs)
        yield Row(leaf, verdict, *sides, base if known else None, known)

    def _verdict(self, leaf: Leaf, mine: Content, theirs: Content) -> Verdict | None:
        """None where nobody needs to be told: pins that opening a case set."""
        ours, others = self.here.get(leaf), self.there.get(leaf)
        alike = said(leaf.place, mine) == said(leaf.place, theirs)
        if alike:
            return _smaller(mine, theirs)
        if ours is None and others is None:
            return _untold(leaf, mine, theirs)
        if ours is None:
            return Verdict.TAKEN
        if others is None:
            return Verdict.KEPT
        they_knew, we_knew = others.before == mine, ours.before == theirs
        if they_knew != we_knew:
            return Verdict.TAKEN if they_knew else Verdict.KEPT
        arranging = leaf.place.kind in COMPOSITE and leaf.field in QUIET
        return _smaller(mine, theirs) if arranging else Verdict.CONFLICT

    def _group(self, owner: Place, found: dict[Leaf, Row]) -> None:
        """One conflict of a removal and of what the other side went on doing with it."""
        row = found[Leaf(owner)]
        gone_here = row.mine.value is None
        stays = Verdict.TAKEN if gone_here else Verdict.KEPT
        if row.verdict is stays:
            return
        members = [leaf for leaf in found if self._goes_with(leaf, owner, gone_here=gone_here)]
        live = [leaf for leaf in members if found[leaf].verdict in (stays, Verdict.CONFLICT)]
        if row.verdict is not Verdict.CONFLICT and not live:
            return
        mine, theirs = row.mine, row.theirs
        if live and gone_here:
            theirs = Side(theirs.value, theirs.edit or found[live[-1]].theirs.edit)
        elif live:
            mine = Side(mine.value, mine.edit or found[live[-1]].mine.edit)
        for leaf in members:
            del found[leaf]
        places = tuple(sorted({leaf.place for leaf in members}))
        found[row.leaf] = replace(
            row, verdict=Verdict.CONFLICT, mine=mine, theirs=theirs, members=places
        )

    def _goes_with(self, leaf: Leaf, owner: Place, *, gone_here: bool) -> bool:
        """Whether a leaf went with its owner; not with one of another kind that bears its code."""
        lost, touched = (
            (self.mine.state, self.here) if gone_here else (self.theirs.state, self.there)
        )
        if leaf.place in lost or not owned(leaf.place, owner):
            return False
        if owner.kind != RECORD or touched.get(leaf) is not None:
            return True
        code = owner.parts[1]
        return not any(one.kind == RECORD and one.parts[1] == code for one in lost)


def _smaller(mine: Content, theirs: Content) -> Verdict:
    return Verdict.KEPT if lesser(mine, theirs) == mine else Verdict.TAKEN


def _untold(leaf: Leaf, mine: Content, theirs: Content) -> Verdict | None:
    """Of a place that differs though no log tells why: the profile is shared by several cases."""
    if leaf.place.kind == PINS:
        return None
    if leaf.place.kind == ENTERPRISE and not (mine and theirs):
        return Verdict.KEPT if mine else Verdict.TAKEN
    return Verdict.CONFLICT
