"""Places taken apart into what is merged on its own, and put together again.

The fields of a record, a document or a planned measure are merged one by one, like the packs of a
case; a datum is one thing: a value of one side with the unit of the other would be nobody's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from desktop_app.core.log import (
    BETWEEN,
    DATUM,
    EVIDENCE,
    LINK,
    PACKS,
    PINS,
    PLANNED,
    RECORD,
    Place,
)

Content = Any
"""What a place holds, as JSON; None for nothing."""

WHOLE: Final = ""
"""The leaf of a place that is not taken apart, and of whether one that is exists at all."""
PREFIX: Final = "fields."
"""Before the name of a field of a record that its pack declares."""

COMPOSITE: Final = frozenset({RECORD, EVIDENCE, PLANNED})
"""Kinds of places that exist as a whole and are merged field by field."""
SETS: Final = frozenset({PACKS, PINS})
"""Kinds of places that always exist and are merged element by element."""
QUIET: Final = frozenset({"position", "number"})
"""Fields that arrange things: nobody is asked about them, the smaller one counts."""

_UNREAD: Final = "blank"
"""The state of a datum whose raw text is all it says."""

Leaves = Mapping[str, Content]


def leaves_of(place: Place, content: Content) -> dict[str, Content]:
    """The leaves of what a place holds; none when it holds nothing."""
    if content is None:
        return {}
    if place.kind == PACKS:
        return dict.fromkeys(content, True)
    if place.kind == PINS:
        return dict(content)
    if place.kind not in COMPOSITE:
        return {WHOLE: content}
    found: dict[str, Content] = {WHOLE: True}
    for name, value in content.items():
        if place.kind == RECORD and name == "fields":
            found |= {PREFIX + field: text for field, text in value.items()}
        else:
            found[name] = value
    return found


def content_of(place: Place, leaves: Leaves) -> Content:
    """What a place with these leaves holds; the elements of a set are in their order."""
    there = {name: value for name, value in leaves.items() if value is not None}
    if place.kind == PACKS:
        return list(there)
    if place.kind == PINS:
        return there
    if place.kind not in COMPOSITE:
        return there.get(WHOLE)
    if WHOLE not in there:
        return None
    # A field that holds nothing is there all the same: a figure of the plan nobody named.
    plain = {
        name: value
        for name, value in leaves.items()
        if name != WHOLE and not name.startswith(PREFIX)
    }
    if place.kind == RECORD:
        given = {k.removeprefix(PREFIX): v for k, v in there.items() if k.startswith(PREFIX)}
        plain["fields"] = given
    return plain


def said(place: Place, value: Content) -> Content:
    """What of a value has a meaning: not how a datum came in, nor how its number was typed."""
    if place.kind != DATUM or not isinstance(value, Mapping):
        return value
    plain = {name: one for name, one in value.items() if name not in ("raw", "origin", "value")}
    plain["raw"] = value.get("raw") if value.get("state") == _UNREAD else ""
    number = value.get("value")
    plain["value"] = None if number is None else str(Decimal(number).normalize())
    return plain


def lesser(one: Content, other: Content) -> Content:
    """Of two values that say the same, the one both copies choose."""
    return min(one, other, key=_order)


def _order(value: Content) -> tuple[bool, Any]:
    plain = isinstance(value, int)
    return (not plain, value if plain else json.dumps(value, ensure_ascii=False, sort_keys=True))


def owners(place: Place) -> tuple[Place, ...]:
    """What a place belongs to and goes with: a datum its record, a link its document, too.

    Of a datum only the code of the record is known, not the kind: `owned` tells for both.
    """
    if place.kind != LINK:
        return ()
    document, kind, subject, record, _period = place.parts
    own = (Place(EVIDENCE, document),)
    return (*own, Place(RECORD, BETWEEN.join((subject, record)))) if kind == RECORD else own


def owned(place: Place, owner: Place) -> bool:
    """Whether a place goes when its owner goes."""
    if owner in owners(place):
        return True
    if owner.kind != RECORD or place.kind not in (DATUM, LINK):
        return False
    code = owner.parts[1]
    return place.parts[1] == code if place.kind == DATUM else _of_datum(place, code)


def _of_datum(link: Place, code: str) -> bool:
    _document, kind, _subject, record, _period = link.parts
    return kind == DATUM and record == code
