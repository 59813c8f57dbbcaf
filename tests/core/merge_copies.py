"""Copies of a case that are edited, undone and merged in memory, as the library does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import count

from desktop_app.core.copies import Copy, LoggedEdit, own
from desktop_app.core.log import Place, Step
from desktop_app.core.merge import Choice, Leaf, Merge, merge
from desktop_app.core.merge_leaves import Content
from desktop_app.core.merge_resolve import Choices, Resolved, resolve

_NUMBERS = count(1)


@dataclass
class Desk:
    """One copy on one desk."""

    who: str
    state: dict[Place, Content] = field(default_factory=dict)
    log: list[LoggedEdit] = field(default_factory=list)

    @property
    def copy(self) -> Copy:
        return Copy(dict(self.state), tuple(self.log))

    def sent(self, who: str) -> Desk:
        """The copy as it arrives on another desk."""
        return Desk(who, dict(self.state), list(self.log))

    def put(self, *news: tuple[Place, Content]) -> None:
        changes = tuple(
            Step(place.kind, place.target, self.state.get(place), new)
            for place, new in news
            if self.state.get(place) != new
        )
        if changes:
            self._do(changes, "改", "do", "")

    def undo(self) -> None:
        """Take back the newest edit that is not taken back, a merge as a whole."""
        done: list[LoggedEdit] = []
        for edit in own(self.log):
            if edit.kind == "do":
                done.append(edit)
            elif edit.kind == "undo":
                done.pop()
        if done:
            inverse = tuple(
                Step(one.kind, one.target, one.new, one.old) for one in reversed(done[-1].steps)
            )
            self._do(inverse, done[-1].label, "undo", done[-1].uid)

    def take_in(self, other: Desk, choose: Callable[[Leaf], Choice]) -> Merge:
        """Merge another copy into this one."""
        found = merge(self.copy, other.copy)
        if not found.nothing_new:
            choices: Choices = {row.leaf: choose(row.leaf) for row in found.conflicts}
            self._record(found, resolve(found, choices))
        return found

    def _record(self, found: Merge, resolved: Resolved) -> None:
        uid = f"{next(_NUMBERS):06d}"
        there = {edit.uid for edit in self.log}
        self.log = [
            replace(edit, merged_by=uid)
            if edit.uid in {one.uid for one in found.incoming}
            else edit
            for edit in self.log
        ]
        self.log += [
            replace(edit, merged_by=uid) for edit in found.incoming if edit.uid not in there
        ]
        self._do(resolved.steps, "合并", "do", "", uid)

    def _do(
        self, changes: tuple[Step, ...], label: str, kind: str, target: str, uid: str = ""
    ) -> None:
        number = uid or f"{next(_NUMBERS):06d}"
        at = f"2026-01-01T00:00:00.{number}"
        origin = "merged" if uid else "typed"
        self.log.append(LoggedEdit(number, at, self.who, label, origin, kind, target, "", changes))
        for change in changes:
            assert self.state.get(change.place) == change.old
            if change.new is None:
                self.state.pop(change.place, None)
            else:
                self.state[change.place] = change.new

    def replayed(self) -> dict[Place, Content]:
        """What the log last made of every place, those that were merged in among them."""
        last = {change.place: change.new for edit in self.log for change in edit.steps}
        return {place: new for place, new in last.items() if new is not None}


def mine(_leaf: Leaf) -> Choice:
    return Choice.MINE


def theirs(_leaf: Leaf) -> Choice:
    return Choice.THEIRS


def datum(month: int, value: str, record: str = "") -> tuple[Place, Content]:
    """Electricity, or what an outlet emits, in a month of 2023; "" for blank."""
    item = "air.nox" if record else "energy.electricity"
    content = {
        "state": "given", "value": value, "unit": "MWh", "text": "", "raw": value, "reason": "",
        "note": "", "origin": "typed",
    }  # fmt: skip
    return Place("datum", f"{item}\x1f{record}\x1f2023-{month:02d}"), content if value else None


def outlet(code: str, name: str, **fields: str) -> tuple[Place, Content]:
    """An outlet; without a name, none."""
    content = {"name": name, "fields": fields, "position": 0}
    return Place("record", f"outlet\x1f{code}"), content if name else None


def document(id_: str, number: int, title: str, added: str = "") -> tuple[Place, Content]:
    content = {"number": number, "title": title, "added": added, "note": ""}
    return Place("evidence", id_), content if title else None


def link(id_: str, month: int, record: str = "") -> tuple[Place, Content]:
    item = "air.nox" if record else "energy.electricity"
    return Place("evidence_link", f"{id_}\x1fdatum\x1f{item}\x1f{record}\x1f2023-{month:02d}"), {}


def planned(id_: str, **fields: object) -> tuple[Place, Content]:
    content = {"position": 0, "name": "改造", "owner": "", "investment": None, "changes": []}
    return Place("planned", id_), {**content, **fields}


def profile(name: str, text: str) -> tuple[Place, Content]:
    return Place("enterprise", name), text


def packs(*ids: str) -> tuple[Place, Content]:
    return Place("packs", "packs"), list(ids)
