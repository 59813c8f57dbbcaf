"""All ledgers of a case as a preview looks at them: items, units, what is stored. No Qt."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.app.ledger_files import items_of, ledgers_of
from desktop_app.core.data import Case, Datum, Key, Period
from desktop_app.core.model import Model
from desktop_app.core.pack import Item
from desktop_app.core.units import alternatives


class CaseLedgers:
    """A snapshot: nothing in it changes while a worker reads it."""

    def __init__(self, case: Case, model: Model, units: dict[str, str]) -> None:
        self._case = case
        self._units = dict(units)
        sections = ledgers_of(model)
        self._items = {item.key: item for one in sections for item in items_of(model, one.id)}

    @property
    def year(self) -> int:
        """The reporting year."""
        return self._case.year

    @property
    def items(self) -> Sequence[Item]:
        """All items in the order of the form."""
        return tuple(self._items.values())

    def item_of(self, key: str) -> Item:
        """An item."""
        return self._items[key]

    def unit_of(self, key: str) -> str:
        """The unit an item is shown and typed in."""
        item = self._items[key]
        chosen = self._units.get(key, "")
        return chosen if chosen in alternatives(item.unit) else item.unit

    def stored(self, key: Key) -> Datum | None:
        """What is stored at a key."""
        return self._case.data.get(key)

    def row_of(self, key: str) -> int:
        """-1 for an item nobody has filled in yet."""
        held = (Key(key, Period(self.year, month)) in self._case.data for month in range(13))
        return 0 if any(held) else -1
