"""Which listed items the rows of tables ask for, and so may not be passed over in silence.

A listed item nobody answers does not apply: a fuel the enterprise does not burn. But a limit for
the sulphur dioxide of a sinter machine asks every outlet of that kind for its concentration; left
out, it is a blank, not a thing that does not apply - else leaving out data would raise a score.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from desktop_app.core.data import Record
from desktop_app.core.expr import Expr
from desktop_app.core.pack import Assessment, Indicator, Item

Match = Mapping[str, tuple[str, ...]]
"""Which records a row is for: field -> accepted values."""


def fits(record: Record, match: Match) -> bool:
    """Whether a row with this match is for the record."""
    return all(record.fields.get(field) in words for field, words in match.items())


def asked_items(
    tables: Iterable[Assessment], items: Mapping[str, Item]
) -> dict[str, tuple[Match, ...]]:
    """The listed items of records that rows read directly, with the matches of those rows.

    A row reads them for its figure, for its limits and for whether it applies at all.
    """
    found: dict[str, list[Match]] = {}
    for row in (row for table in tables for row in table.indicators if row.record):
        for name in {name for formula in _formulas(row) for name in formula.names}:
            item = items.get(name)
            if item is not None and item.listed and item.record == row.record:
                matches = found.setdefault(name, [])
                if row.match not in matches:
                    matches.append(row.match)
    return {name: tuple(matches) for name, matches in found.items()}


def _formulas(row: Indicator) -> Iterator[Expr]:
    if row.applies is not None:
        yield row.applies
    for part in row.parts:
        yield part.value
        for step in part.thresholds:
            yield from (end for end in (step.low, step.limit) if end is not None)
