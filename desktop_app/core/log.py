"""The log of edits as values: places, steps, and states that follow from them in both directions.

A state holds what every place of a case contains, as the log keeps it. Replaying steps leads on,
undoing them leads back; nothing here reads a file or judges anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from desktop_app.core.data import Key, Period

BETWEEN: Final = "\x1f"
"""Joins the parts of a target; no code and no name contains it."""
DATUM: Final = "datum"
RECORD: Final = "record"
ENTERPRISE: Final = "enterprise"
EVIDENCE: Final = "evidence"
LINK: Final = "evidence_link"
PLANNED: Final = "planned"
PACKS: Final = "packs"
PINS: Final = "pins"


class What(StrEnum):
    """What an edit is about, as people tell it apart."""

    DATA = "data"
    PROFILE = "profile"
    RECORDS = "records"
    EVIDENCE = "evidence"
    PLAN = "plan"
    PACKS = "packs"

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of places that belong to it."""
        return _KINDS[self]


_KINDS: Final[Mapping[What, tuple[str, ...]]] = {
    What.DATA: (DATUM,),
    What.PROFILE: (ENTERPRISE,),
    What.RECORDS: (RECORD,),
    What.EVIDENCE: (EVIDENCE, LINK),
    What.PLAN: (PLANNED,),
    What.PACKS: (PACKS, PINS),
}


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands in a case: the kind of thing, and the log's name for the one meant."""

    kind: str
    target: str

    @classmethod
    def of_datum(cls, key: Key) -> Place:
        """The place of a datum."""
        return cls(DATUM, key_text(key))

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of the target."""
        return tuple(self.target.split(BETWEEN))

    @property
    def key(self) -> Key | None:
        """The key of a datum; None for anything else."""
        return key_from(self.target) if self.kind == DATUM else None

    @property
    def what(self) -> What:
        """What it belongs to."""
        return next(what for what, kinds in _KINDS.items() if self.kind in kinds)


State = Mapping[Place, Any]
"""What every place contains, as JSON; a place that is not there is empty."""


@dataclass(frozen=True, slots=True)
class Step:
    """One elementary change: kind and target of a place, old and new content (None: absent)."""

    kind: str
    target: str
    old: Any
    new: Any

    @property
    def place(self) -> Place:
        """Where it happens."""
        return Place(self.kind, self.target)


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit of the log.

    Attributes:
        position: its number; edits of a library are numbered in their order.
        at: ISO text in UTC.
        kind: do, undo or redo; `undone` is the label of what was taken back or made again.
        origin: how it came in, a text of `Origin` or "restored".
        changes: how many places it changed.
    """

    position: int
    at: str
    who: str
    label: str
    kind: str
    origin: str
    changes: int = 0

    @property
    def how(self) -> str:
        """How it came about: taken back, made again, or where its data are from."""
        return self.origin if self.kind == "do" else self.kind


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which edits are asked for; what is empty does not matter.

    `text` is looked for in labels; edits of data of one of the `items` hold it, too.
    """

    who: str | None = None
    how: str = ""
    what: What | None = None
    text: str = ""
    items: frozenset[str] = frozenset()


EVERYTHING: Final = Wanted()


@dataclass(frozen=True, slots=True)
class PlaceEdit:
    """What one edit did to one place."""

    edit: Edit
    step: Step


class Reason(StrEnum):
    """Why a moment is kept: by hand, or by itself before or at something."""

    HAND = "hand"
    IMPORT = "import"
    PASTE = "paste"
    MERGE = "merge"
    REPLACE = "replace"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Moment:
    """A named moment 存档点 of a case: the state after all edits up to `position`.

    `made` is ISO text in UTC; `who` made it.
    """

    id: str
    name: str
    note: str
    reason: Reason
    position: int
    made: str
    who: str


def replay(state: State, steps: Iterable[Step]) -> dict[Place, Any]:
    """The state after the steps."""
    made = dict(state)
    for step in steps:
        _put(made, step.place, step.new)
    return made


def unreplay(state: State, steps: Sequence[Step]) -> dict[Place, Any]:
    """The state before the steps, which led to `state`.

    The profile is shared by cases that may have come from elsewhere: a step of it that did not lead
    to what is there did not happen here.
    """
    made = dict(state)
    for step in reversed(steps):
        if step.kind != ENTERPRISE or made.get(step.place) == step.new:
            _put(made, step.place, step.old)
    return made


def _put(state: dict[Place, Any], place: Place, content: Any) -> None:  # noqa: ANN401 - JSON
    if content is None:
        state.pop(place, None)
    else:
        state[place] = content


def steps_between(old: State, new: State) -> tuple[Step, ...]:
    """The steps that lead from one state to another, each place once, in the order of places."""
    places = sorted(place for place in old.keys() | new.keys() if old.get(place) != new.get(place))
    return tuple(Step(one.kind, one.target, old.get(one), new.get(one)) for one in places)


def key_text(key: Key) -> str:
    """A key as a target."""
    return BETWEEN.join((key.item, key.record, str(key.period)))


def key_from(text: str) -> Key:
    """The key in a target."""
    item, record, period = text.split(BETWEEN)
    return Key(item, period_of(period), record)


def period_of(text: str) -> Period:
    """A stored period; stored ones are always well formed."""
    year, _dash, month = text.partition("-")
    return Period(int(year), int(month or 0))
