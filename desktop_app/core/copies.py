"""Copies of a case that live in several places: what each holds, and the log that led there.

An edit has a name that is the same wherever its log was carried, so that two copies can tell what
both know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from desktop_app.core.data import Origin
from desktop_app.core.log import DATUM, EVIDENCE, LINK, PLANNED, RECORD, Place, State, Step


@dataclass(frozen=True, slots=True)
class LoggedEdit:
    """One edit with all it did.

    `uid` is its name in every copy. `kind` is do, undo or redo, `target` the uid of the edit
    (un)done. `merged_by` is the edit that merged it in, "" for one that was made in this copy. A
    step whose old and new contents are alike says that somebody decided to leave them so.
    """

    uid: str
    at: str
    who: str
    label: str
    origin: str
    kind: str
    target: str = ""
    merged_by: str = ""
    steps: tuple[Step, ...] = ()

    @property
    def is_merge(self) -> bool:
        """Whether somebody took another copy in by it; what it brought may be under a later one."""
        return self.kind == "do" and self.origin == Origin.MERGED


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a case: what it holds now and the whole log that led there."""

    state: State
    log: Sequence[LoggedEdit] = ()

    @property
    def head(self) -> str:
        """The newest edit; "" where there is none."""
        return self.log[-1].uid if self.log else ""


def standing(log: Iterable[LoggedEdit]) -> frozenset[str]:
    """The edits a copy has taken in: all but those that came with a merge that was undone."""
    edits = tuple(log)
    undone: set[str] = set()
    for edit in own(edits):
        if edit.kind == "undo":
            undone.add(edit.target)
        elif edit.kind == "redo":
            undone.discard(edit.target)
    return frozenset(edit.uid for edit in edits if edit.merged_by not in undone)


def own(log: Iterable[LoggedEdit]) -> Iterator[LoggedEdit]:
    """The edits that changed this copy: those merged in did so through the merge alone."""
    return (edit for edit in log if not edit.merged_by)


_ROWS: Final = frozenset({DATUM, RECORD, EVIDENCE, LINK, PLANNED})
"""Kinds of places that hold nothing unless the log says so."""


def consistent(copy: Copy) -> bool:
    """Whether a log is one that can be: names once, undoing what was done, leading to the state."""
    names: set[str] = set()
    done: list[str] = []
    undone: list[str] = []
    last: dict[Place, Any] = {}
    for edit in copy.log:
        if edit.uid in names or (edit.target and edit.target not in names):
            return False
        names.add(edit.uid)
        last.update((step.place, step.new) for step in edit.steps)
        if not edit.merged_by and not _pairs_up(edit, done, undone):
            return False
    if any(edit.merged_by and edit.merged_by not in names for edit in copy.log):
        return False
    led = {place: new for place, new in last.items() if new is not None and place.kind in _ROWS}
    return led == {place: held for place, held in copy.state.items() if place.kind in _ROWS}


def _pairs_up(edit: LoggedEdit, done: list[str], undone: list[str]) -> bool:
    """Whether an edit can follow what was done and undone; these are brought up to date."""
    if edit.kind == "do":
        done.append(edit.uid)
        undone.clear()
        return not edit.target
    taken, given = (done, undone) if edit.kind == "undo" else (undone, done)
    if not taken or taken[-1] != edit.target:
        return False
    given.append(taken.pop())
    return True
