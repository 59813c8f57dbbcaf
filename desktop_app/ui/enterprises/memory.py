"""What is remembered of the list: columns, their widths, and what it is sorted by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from desktop_app.app.arranging import Order
from desktop_app.app.enterprise_columns import NAME, Column, columns, heat_columns
from desktop_app.ui.frame import Memory

_SHOWN: Final = "enterprises.columns"
_WIDTHS: Final = "enterprises.widths"
_ORDER: Final = "enterprises.order"
_NARROWEST: Final = 40
_WIDEST: Final = 900


class ListMemory:
    """Remembers the look of the list; what is unreadable is as it was at first."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._known = {column.id: column for column in columns()}
        self._widths = dict(_widths(memory.get(_WIDTHS)))

    @property
    def shown(self) -> tuple[Column, ...]:
        """The columns of the list; the names are always there."""
        kept = set(self._memory.get(_SHOWN).split(","))
        chosen = [one for one in self._known.values() if one.id in kept]
        if not chosen:
            chosen = [one for one in self._known.values() if one.offered]
        names = self._known[NAME]
        return tuple(chosen) if names in chosen else (names, *chosen)

    def show(self, ids: Sequence[str]) -> None:
        """Remember which columns are shown."""
        self._memory.put(_SHOWN, ",".join(ids))

    def width(self, column: Column) -> int:
        """The width of a column at 100 %."""
        return self._widths.get(column.id, column.width)

    def widen(self, column_id: str, width: int) -> None:
        """Remember the width a column was given."""
        self._widths[column_id] = min(_WIDEST, max(_NARROWEST, width))
        self._memory.put(_WIDTHS, ",".join(f"{key}:{one}" for key, one in self._widths.items()))

    @property
    def order(self) -> Order:
        """What the list is sorted by; at first what was changed last."""
        column_id, _colon, way = self._memory.get(_ORDER, "changed:down").partition(":")
        heat = {column.id: column for column in heat_columns()}
        column = self._known.get(column_id) or heat.get(column_id) or self._known[NAME]
        return Order(column, way == "down")

    def sort(self, order: Order) -> None:
        """Remember what the list is sorted by."""
        way = "down" if order.backwards else "up"
        self._memory.put(_ORDER, f"{order.column.id}:{way}")


def _widths(text: str) -> list[tuple[str, int]]:
    found = []
    for part in text.split(","):
        name, _colon, width = part.partition(":")
        if width.isascii() and width.isdigit():
            found.append((name, min(_WIDEST, max(_NARROWEST, int(width)))))
    return found
