"""Copies of a case that live in several places: what each holds, and the log that led there.

An edit has a name that is the same wherever its log was carried, so that two copies can tell what
both know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from desktop_app.core.log import State, Step


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


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a case: what it holds now and the whole log that led there."""

    state: State
    log: Sequence[LoggedEdit] = ()


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
