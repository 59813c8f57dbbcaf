"""Texts that could not be read: kept beside the answers, under a name no pack can declare.

So storing, undoing, the log and packages carry them like any other datum, and they outlive the
process. What the key held before counts until the text is corrected.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from desktop_app.core.data import Datum, Key, State
from desktop_app.core.entry import Entry
from desktop_app.core.printable import check_printable

UNREAD: Final = "unread:"
"""What the names of such texts begin with."""


def unread_name(item: str) -> str:
    """The name under which an item's unread texts are kept."""
    return f"{UNREAD}{item}"


def unread_key(key: Key) -> Key:
    """Where a text typed for a key is kept while it cannot be read."""
    return replace(key, item=unread_name(key.item))


def is_unread(key: Key) -> bool:
    """Whether a key holds such a text instead of an answer."""
    return key.item.startswith(UNREAD)


def typed_for(key: Key) -> Key:
    """The key a text was typed for; any other key is its own."""
    return replace(key, item=key.item.removeprefix(UNREAD))


def unread(entry: Entry) -> Datum | None:
    """The datum that keeps an entry; None when there is nothing to keep, or it has no end."""
    texts = (entry.text, entry.unit, entry.note)
    if not entry.text.strip() or check_printable(entry.key.item, *texts) is not None:
        return None
    return Datum(
        unread_key(entry.key),
        State.BLANK,
        unit=entry.unit,
        raw=entry.text,
        note=entry.note,
        origin=entry.origin,
    )


def unread_entry(data: Mapping[Key, Datum], key: Key) -> Entry | None:
    """What was typed for a key and could not be read; None when nothing was."""
    kept = data.get(unread_key(key))
    if kept is None:
        return None
    return Entry(key, kept.raw, kept.unit, note=kept.note, origin=kept.origin)
