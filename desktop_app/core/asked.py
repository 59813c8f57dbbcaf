"""Which listed items the rows of tables ask for, and so may not be passed over in silence.

A listed item nobody answers does not apply: a fuel the enterprise does not burn. But a limit for
the sulphur dioxide of a sinter machine asks every outlet of that kind for its concentration; left
out, it is a blank, not a thing that does not apply - else leaving out data would raise a score.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desktop_app.core.data import Record
from desktop_app.core.pack import Assessment, Item

Match = Mapping[str, tuple[str, ...]]
"""Which records a row is for: field -> accepted values."""


def fits(record: Record, match: Match) -> bool:
    """Whether a row with this match is for the record."""
    return all(record.fields.get(field) in words for field, words in match.items())


def asked_items(
    tables: Iterable[Assessment], items: Mapping[str, Item]
) -> dict[str, tuple[Match, ...]]:
    """The listed items of records that rows judge directly, with the matches of those rows."""
    found: dict[str, list[Match]] = {}
    for row in (row for table in tables for row in table.indicators if row.record):
        for name in {name for part in row.parts for name in part.value.names}:
            item = items.get(name)
            if item is not None and item.listed and item.record == row.record:
                matches = found.setdefault(name, [])
                if row.match not in matches:
                    matches.append(row.match)
    return {name: tuple(matches) for name, matches in found.items()}
