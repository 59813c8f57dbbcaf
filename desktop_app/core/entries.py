"""The entries of a pack: everything in it that carries a citation, as one flat list.

Confirming numbers, comparing editions and counting confidence all work on entries, so that they
agree on what is one number.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Final

from desktop_app.core.expr import Expr
from desktop_app.core.numbers import plain
from desktop_app.core.pack import (
    Cited,
    ConsistencyRule,
    Gate,
    Group,
    Indicator,
    Measure,
    Met,
    Pack,
    Parameter,
    Quantity,
    ScorePart,
    Source,
    Threshold,
)
from desktop_app.core.pack_visit import Held, One, visited

DIGEST_LENGTH: Final = 16

_KINDS: Final[Mapping[type, str]] = {
    Parameter: "parameter",
    Quantity: "quantity",
    Indicator: "indicator",
    Group: "group",
    Gate: "gate",
    ScorePart: "part",
    Measure: "measure",
    ConsistencyRule: "check",
    Source: "source",
}
_WORDING: Final = frozenset(
    {"cited", "confidence", "evidence", "note", "checked"}
    | {"name", "no", "group", "headline", "lead", "serves", "remedy", "jump", "conflict"}
    | {"after_gap"}
)
"""Fields a confirmation does not rest on: how firm it is, and how it is shown."""
_UNMET: Final = {Met.FREE: "—", Met.ABSENT: "/", Met.UNKNOWN: "?"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One cited thing of a pack.

    `kind` is what it is (parameter, quantity, indicator, group, part, gate, measure, check,
    source); `value` what it says in one line: a number, a formula, or the levels of a row from the
    best down, parted by " / " (— asks nothing, / no such level, ? not known to us). `digest` is of
    what it says: value, unit, dates, conditions, but neither its name nor how firm it is.
    """

    path: str
    kind: str
    name: str
    value: str
    unit: str
    cited: Cited
    valid_from: date | None
    valid_to: date | None
    digest: str


def entries(pack: Pack) -> tuple[Entry, ...]:
    """All entries of a pack, with unique paths; sources last."""
    found: list[Entry] = []

    def look(path: str, held: One, /) -> One:
        found.append(entry_of(path, held))
        return held

    visited(pack, look)
    return tuple(found)


def entry_of(path: str, held: Held) -> Entry:
    """What is held at a path, as an entry."""
    return Entry(
        path=path,
        kind=_KINDS[type(held)],
        name=held.citation if isinstance(held, Source) else held.name,
        value=_value(held),
        unit=getattr(held, "unit", ""),
        cited=cited_of(held),
        valid_from=getattr(held, "valid_from", None),
        valid_to=getattr(held, "valid_to", None),
        digest=digest_of(held),
    )


def cited_of(held: Held) -> Cited:
    """Where it comes from; a source is its own citation."""
    if isinstance(held, Source):
        return Cited(held.id, "", held.confidence, held.evidence, held.note, held.checked)
    return held.cited


def digest_of(held: Held) -> str:
    """The first hexadecimal digits of the SHA-256 of what is said."""
    text = "\n".join(_said(held, ""))
    return hashlib.sha256(text.encode()).hexdigest()[:DIGEST_LENGTH]


def _said(value: object, path: str) -> Iterator[str]:
    """What a value says, field by field.

    Fields at their default say nothing, so that a pack language that grows leaves digests alone.
    """
    if isinstance(value, Expr):
        yield f"{path}={value.source}"
    elif is_dataclass(value):
        for one in fields(value):
            inner = getattr(value, one.name)
            if one.name not in _WORDING and inner != _default(one):
                yield from _said(inner, f"{path}.{one.name}")
    elif isinstance(value, Mapping):
        for name in sorted(value):
            yield from _said(value[name], f"{path}.{name}")
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from _said(inner, f"{path}[{number}]")
    else:
        yield f"{path}={_text(value)}"


def _default(one: Field[object]) -> object:
    return one.default if one.default_factory is MISSING else one.default_factory()


def _text(value: object) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    return plain(value) if isinstance(value, Decimal) else str(value)


def _value(held: Held) -> str:
    said = ""
    match held:
        case Parameter():
            said = plain(held.value)
        case Quantity():
            said = held.formula.source
        case Indicator():
            said = _row_text(held)
        case Group():
            said = "" if held.weight is None else plain(held.weight)
        case Gate():
            said = held.condition.source
        case ScorePart():
            said = _part_text(held)
        case Measure():
            said = held.effect
        case ConsistencyRule():
            said = held.when.source
        case Source():
            said = held.effective.isoformat() if held.effective else ""
    return said


def levels_text(row: Indicator) -> str:
    """The levels of every part of a row, best first."""
    return "; ".join(
        f"{part.sign} {' / '.join(map(_level, part.thresholds))}".strip() for part in row.parts
    )


def _row_text(row: Indicator) -> str:
    """Levels of every part, and the weight where there is one."""
    levels = levels_text(row)
    weight = row.weight if row.weight is not None else row.pool_weight
    return levels if weight is None else f"{levels} [{plain(weight)}]"


def _level(step: Threshold) -> str:
    if step.met is Met.TEXT:
        return step.text
    if step.met is not Met.LIMIT or step.limit is None:
        return _UNMET.get(step.met, "")
    return f"{step.low.source}~{step.limit.source}" if step.low else step.limit.source


def _part_text(part: ScorePart) -> str:
    anchors = ", ".join(f"{name} {anchor.source}" for name, anchor in part.anchors.items())
    formula = part.value.source if part.value else part.assessment
    return " · ".join(text for text in (plain(part.weight), formula, anchors) if text)
