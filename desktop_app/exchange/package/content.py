"""A copy of a case as JSON, and back; nothing is taken that the program itself would not write."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from desktop_app.core.copies import Copy, LoggedEdit, consistent
from desktop_app.core.data import Origin, State
from desktop_app.core.evidence import EvidenceKind, Readable, SubjectKind
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
    Step,
)
from desktop_app.core.log import State as Held
from desktop_app.core.planned import How, Progress
from desktop_app.core.printable import printable
from desktop_app.exchange.package.manifest import as_json

PROFILE: Final = (
    "name", "uscc", "region", "industry", "permit", "address", "contact", "note",
)  # fmt: skip
_LONGEST: Final = 200_000
_LONGEST_TARGET: Final = 2_000
_MOST: Final = 10_000
_PERIOD: Final = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")
_UID: Final = re.compile(r"[0-9a-f]{32}")
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_AT: Final = re.compile(r"[0-9T:.+Z-]{0,40}")

Check = Callable[[Any], bool]


class ContentError(Exception):
    """Content that cannot be of a case; the text says where it stands."""


def state_json(state: Held) -> list[list[Any]]:
    """What a case holds, as a list in the order of places."""
    return [[place.kind, place.target, state[place]] for place in sorted(state)]


def log_lines(log: Iterable[LoggedEdit]) -> Iterator[bytes]:
    """The log, an edit a line."""
    for edit in log:
        steps = [[step.kind, step.target, step.old, step.new] for step in edit.steps]
        head = [edit.uid, edit.at, edit.who, edit.label, edit.origin, edit.kind]
        yield as_json([*head, edit.target, edit.merged_by, steps]) + b"\n"


def read_copy(state: object, lines: Iterable[bytes]) -> Copy:
    """The copy in these; raises ContentError."""
    copy = Copy(_state(state), tuple(_edit(line, n) for n, line in enumerate(lines, 1)))
    if not consistent(copy):
        raise ContentError("log")
    return copy


def is_head(found: Mapping[str, Any]) -> bool:
    """Whether a table has what stands beside the state: note and beginning of a case."""
    note, created = found.get("note"), found.get("created")
    return _is_text(note) and isinstance(created, str) and bool(_AT.fullmatch(created))


def parsed(data: bytes, place: str) -> Any:  # noqa: ANN401 - JSON
    """JSON from anywhere; raises ContentError."""
    try:
        return json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        raise ContentError(place) from None


def _state(found: object) -> Held:
    if not isinstance(found, list):
        raise ContentError("state")
    state: dict[Place, Any] = {}
    for number, one in enumerate(found):
        where = f"state[{number}]"
        if not isinstance(one, list) or len(one) != 3:
            raise ContentError(where)
        place = _place(one[0], one[1], where)
        if place in state or not _fits(place, one[2]):
            raise ContentError(where)
        state[place] = one[2]
    needed = {Place(ENTERPRISE, name) for name in PROFILE} | {
        Place(PACKS, PACKS),
        Place(PINS, PINS),
    }
    if not needed <= state.keys():
        raise ContentError("state")
    return state


def _edit(line: bytes, number: int) -> LoggedEdit:
    where = f"log:{number}"
    found = parsed(line, where)
    if not isinstance(found, list) or len(found) != 9:
        raise ContentError(where)
    *texts, steps = found
    if not all(map(_is_text, texts)) or not isinstance(steps, list):
        raise ContentError(where)
    uid, at, who, label, origin, kind, target, merged_by = texts
    named_well = all(not one or _UID.fullmatch(one) for one in (target, merged_by))
    if not (_UID.fullmatch(uid) and _AT.fullmatch(at) and named_well and len(origin) <= 20):
        raise ContentError(where)
    if kind not in ("do", "undo", "redo"):
        raise ContentError(where)
    taken = tuple(_step(one, where) for one in steps)
    return LoggedEdit(uid, at, who, label, origin, kind, target, merged_by, taken)


def _step(found: object, where: str) -> Step:
    if not isinstance(found, list) or len(found) != 4:
        raise ContentError(where)
    kind, target, *contents = found
    place = _place(kind, target, where)
    if not all(content is None or _fits(place, content) for content in contents):
        raise ContentError(where)
    return Step(kind, target, *contents)


def _place(kind: object, target: object, where: str) -> Place:
    if not isinstance(kind, str) or not isinstance(target, str) or kind not in _PARTS:
        raise ContentError(where)
    place = Place(kind, target)
    parts = place.parts
    if len(target) > _LONGEST_TARGET or not all(map(printable, parts)):
        raise ContentError(where)
    if len(parts) != _PARTS[kind] or not _TARGETS.get(kind, _any)(parts):
        raise ContentError(where)
    return place


def _fits(place: Place, content: object) -> bool:
    """Whether content of a place is such as the program writes."""
    if place.kind == ENTERPRISE:
        return _is_text(content)
    if place.kind == PACKS:
        return _is_list(content) and all(_is_short(one) for one in _listed(content))
    if place.kind == PINS:
        return _is_table(content) and all(_is_short(one) for one in _table(content).values())
    if place.kind == LINK:
        return content == {}
    fields = _FIELDS[place.kind]
    if not isinstance(content, dict) or content.keys() != fields.keys():
        return False
    return all(check(content[name]) for name, check in fields.items())


def _any(_value: object) -> bool:
    return True


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST and printable(value)


def _is_short(value: object) -> bool:
    return _is_text(value) and len(str(value)) <= _LONGEST_TARGET


def _is_number(value: object) -> bool:
    """A decimal as text, none that would take long to work with."""
    if value is None:
        return True
    if not isinstance(value, str) or len(value) > 200 or "e" in value.lower():
        return False
    try:
        return Decimal(value).is_finite()
    except InvalidOperation:
        return False


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value < 1 << 53


def _is_list(value: object) -> bool:
    return isinstance(value, list) and len(value) <= _MOST


def _is_table(value: object) -> bool:
    return isinstance(value, dict) and len(value) <= _MOST and all(map(_is_short, value))


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _table(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _are_texts(value: object) -> bool:
    return _is_table(value) and all(map(_is_text, _table(value).values()))


def _one_of(values: Iterable[str]) -> Check:
    known = frozenset(values)
    return lambda value: isinstance(value, str) and value in known


def _is_digest(value: object) -> bool:
    return isinstance(value, str) and bool(_DIGEST.fullmatch(value))


def _is_change(value: object) -> bool:
    if not isinstance(value, dict) or value.keys() != _CHANGE.keys():
        return False
    return all(check(value[name]) for name, check in _CHANGE.items())


def _are_changes(value: object) -> bool:
    return _is_list(value) and all(map(_is_change, _listed(value)))


def _texts(*names: str) -> dict[str, Check]:
    return dict.fromkeys(names, _is_text)


_CHANGE: Final[Mapping[str, Check]] = {
    **_texts("item", "record", "unit", "text"),
    "month": lambda value: type(value) is int and 0 <= value <= 12,
    "how": _one_of(How),
    "value": _is_number,
}
_FIELDS: Final[Mapping[str, Mapping[str, Check]]] = {
    DATUM: {
        **_texts("unit", "text", "reason", "note", "raw"),
        "state": _one_of(State),
        "value": _is_number,
        "origin": _one_of(Origin),
    },
    RECORD: {"name": _is_text, "fields": _are_texts, "position": _is_count},
    EVIDENCE: {
        **_texts("title", "file", "media", "dated", "issuer", "note", "added", "who"),
        **dict.fromkeys(("number", "size", "pages"), _is_count),
        "kind": _one_of(EvidenceKind),
        "readable": _one_of(Readable),
        "digest": _is_digest,
    },
    PLANNED: {
        **_texts("name", "measure", "owner", "begin", "due", "note"),
        **dict.fromkeys(("investment", "yearly", "years"), _is_number),
        "position": _is_count,
        "switched": lambda value: type(value) is bool,
        "progress": _one_of(Progress),
        "changes": _are_changes,
    },
}
_PARTS: Final = {
    DATUM: 3, RECORD: 2, EVIDENCE: 1, LINK: 5, PLANNED: 1, ENTERPRISE: 1, PACKS: 1, PINS: 1,
}  # fmt: skip


def _is_link(parts: tuple[str, ...]) -> bool:
    _document, kind, _subject, _record, period = parts
    if kind not in {one.value for one in SubjectKind}:
        return False
    return bool(_PERIOD.fullmatch(period)) if kind == SubjectKind.DATUM else not period


_TARGETS: Final[Mapping[str, Callable[[tuple[str, ...]], bool]]] = {
    DATUM: lambda parts: bool(parts[0]) and bool(_PERIOD.fullmatch(parts[2])),
    RECORD: lambda parts: bool(parts[0]) and bool(parts[1]),
    EVIDENCE: lambda parts: bool(parts[0]),
    PLANNED: lambda parts: bool(parts[0]),
    ENTERPRISE: lambda parts: parts[0] in PROFILE,
    PACKS: lambda parts: parts[0] == PACKS,
    PINS: lambda parts: parts[0] == PINS,
    LINK: _is_link,
}
