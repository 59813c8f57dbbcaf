"""How sheets of plants' own ledgers were mapped, so that the next file of the same making is too.

A small JSON file of the user, forgiving to read; the layouts used last are kept.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from desktop_app.core.whole_file import write_whole
from desktop_app.exchange.sheet_map import Grid, Remembered, SheetMap, decided

_MOST: Final = 200
_BYTES: Final = 4_000_000


class ImportMemory:
    """Decisions by layout."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def recall(self, layout: str) -> Remembered | None:
        """What was decided for a layout; None for one never seen."""
        return _remembered(self._read().get(layout))

    def keep(self, decisions: Mapping[str, tuple[Grid, SheetMap, SheetMap]]) -> None:
        """Add what was decided by texts now; a file that cannot be written is no obstacle."""
        kept = self._read()
        for layout, (grid, before, after) in decisions.items():
            new, old = decided(grid, before, after), _remembered(kept.pop(layout, None))
            old = old or Remembered()
            items, months = {**old.items, **new.items}, {**old.months, **new.months}
            kept[layout] = {"items": items, "months": months}
        if decisions:
            self._write(dict(list(kept.items())[-_MOST:]))

    def _read(self) -> dict[str, Any]:
        try:
            if self._path.stat().st_size > _BYTES:
                return {}
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def _write(self, kept: Mapping[str, Any]) -> None:
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            text = json.dumps(kept, ensure_ascii=False, indent=1)
            write_whole(self._path, text.encode())


def _remembered(found: object) -> Remembered | None:
    if not isinstance(found, dict):
        return None
    items, months = found.get("items"), found.get("months")
    if not isinstance(items, dict) or not isinstance(months, dict):
        return None
    return Remembered(
        {str(name): item for name, item in items.items() if isinstance(item, str)},
        {str(head): month for head, month in months.items() if _is_month(month)},
    )


def _is_month(month: object) -> bool:
    return month is None or (type(month) is int and 0 <= month <= 12)
