"""Two rule packs, or two versions of one, compared: what changed, what is new, what is dropped.

Things are told apart by their paths. Nothing is taken for renamed: what is gone under one path
and there under another is dropped and new, but where both plainly say the same thing, or carry
the same name, that is said beside them as a likely move.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, TypeAlias

from desktop_app.core.declared import Declared, declared
from desktop_app.core.pack import Pack


class Fate(StrEnum):
    """What became of a declared thing."""

    CHANGED = "changed"
    NEW = "new"
    DROPPED = "dropped"


class Aspect(StrEnum):
    """Which side of a thing a field belongs to; results rest on the first three alone."""

    VALUE = "value"
    UNIT = "unit"
    DATES = "dates"
    SOURCE = "source"
    CONFIDENCE = "confidence"
    WORDING = "wording"


ASPECTS: Final[Mapping[str, Aspect]] = {
    "unit": Aspect.UNIT,
    **dict.fromkeys(("valid_from", "valid_to", "deadline", "issued", "effective"), Aspect.DATES),
    **dict.fromkeys(("source", "clause", "evidence", "number", "title"), Aspect.SOURCE),
    **dict.fromkeys(("confidence", "checked"), Aspect.CONFIDENCE),
    **dict.fromkeys(("name", "note", "hint", "text", "no", "summary"), Aspect.WORDING),
    **dict.fromkeys(("completeness", "message", "remedy", "meaning", "why"), Aspect.WORDING),
    **dict.fromkeys(
        ("conflict", "statement", "version", "reason", "parts", "after_gap"), Aspect.WORDING
    ),
}
"""The aspect of a field by its name; what is not listed bears on values."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a thing that says something else: empty where it said nothing."""

    field: str
    old: str
    new: str

    @property
    def aspect(self) -> Aspect:
        """Which side of the thing it is about."""
        return ASPECTS.get(self.field, Aspect.VALUE)


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one thing; `old` or `new` is None where it was not there.

    `likely` is the path it may have moved to or come from.
    """

    fate: Fate
    old: Declared | None
    new: Declared | None
    differences: tuple[Difference, ...] = ()
    likely: str = ""

    @property
    def thing(self) -> Declared:
        """The thing as it is now, or as it was when it is gone."""
        found = self.new or self.old
        if found is None:
            raise ValueError(self.fate)
        return found

    @property
    def aspects(self) -> frozenset[Aspect]:
        """The sides that changed."""
        return frozenset(one.aspect for one in self.differences)


@dataclass(frozen=True, slots=True)
class PackDiff:
    """The comparison of two packs: changes in the order of the new pack, dropped things last."""

    old: Pack
    new: Pack
    changes: tuple[Change, ...]

    def of(self, fate: Fate) -> tuple[Change, ...]:
        """The changes of one kind."""
        return tuple(one for one in self.changes if one.fate is fate)


def pack_diff(old: Pack, new: Pack) -> PackDiff:
    """What differs between two packs; empty when they declare the same."""
    return PackDiff(old, new, changes(declared(old), declared(new)))


def changes(old: Iterable[Declared], new: Iterable[Declared]) -> tuple[Change, ...]:
    """What became of things: matched by path, with likely moves among the rest."""
    before = {one.path: one for one in old}
    after = {one.path: one for one in new}
    found = [
        change
        for path, now in after.items()
        if (change := compared(before.get(path), now)) is not None
    ]
    found += [Change(Fate.DROPPED, one, None) for path, one in before.items() if path not in after]
    return _with_moves(found)


def compared(old: Declared | None, new: Declared) -> Change | None:
    """What became of one thing; None when it says what it said."""
    if old is None:
        return Change(Fate.NEW, None, new)
    told = differences(old, new)
    return Change(Fate.CHANGED, old, new, told) if told else None


def differences(old: Declared, new: Declared) -> tuple[Difference, ...]:
    """The fields in which two things differ, in the order they are written."""
    names = dict.fromkeys((*old.says, *new.says))
    return tuple(
        Difference(name, old.says.get(name, ""), new.says.get(name, ""))
        for name in names
        if old.says.get(name, "") != new.says.get(name, "")
    )


_Key: TypeAlias = Callable[[Declared], tuple[str, ...]]
"""What two things must share to be likely one thing under two paths."""


def _same_content(one: Declared) -> tuple[str, ...]:
    return (one.kind, one.digest, one.name) if one.digest else ()


def _same_name(one: Declared) -> tuple[str, ...]:
    return (one.kind, one.name, one.says.get("unit", "")) if one.name else ()


def _with_moves(found: list[Change]) -> tuple[Change, ...]:
    """The changes, with the other path where exactly one gone thing fits one new thing."""
    moves: dict[str, str] = {}
    for key in (_same_content, _same_name):
        gone = _unique(found, Fate.DROPPED, key, moves)
        come = _unique(found, Fate.NEW, key, moves)
        for mark in gone.keys() & come.keys():
            moves[f"-{gone[mark]}"] = come[mark]
            moves[f"+{come[mark]}"] = gone[mark]
    return tuple(replace(one, likely=moves.get(_marked(one), "")) for one in found)


def _marked(one: Change) -> str:
    """The path with a sign for gone or come; the two sides may share a path with others."""
    signs = {Fate.DROPPED: "-", Fate.NEW: "+", Fate.CHANGED: "="}
    return f"{signs[one.fate]}{one.thing.path}"


def _unique(
    found: Iterable[Change], fate: Fate, key: _Key, moves: Mapping[str, str]
) -> dict[tuple[str, ...], str]:
    """Paths of the things of that fate that share their mark with no other."""
    paths: dict[tuple[str, ...], list[str]] = {}
    for one in found:
        mark = key(one.thing) if one.fate is fate and _marked(one) not in moves else ()
        if mark:
            paths.setdefault(mark, []).append(one.thing.path)
    return {mark: each[0] for mark, each in paths.items() if len(each) == 1}
