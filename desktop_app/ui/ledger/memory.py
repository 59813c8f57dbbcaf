"""How somebody likes to see the ledgers; it belongs to the user, not to the case."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from desktop_app.app.settings import SettingsFile

_SECTION: Final = "ledger.section"
_UNITS: Final = "ledger.units"
_WIDTHS: Final = "ledger.widths."
_BESIDE: Final = "ledger.beside"


class LedgerMemory:
    """Section, units, widths of columns and the view of last year, in the settings file."""

    def __init__(self, settings: SettingsFile) -> None:
        self._settings = settings

    @property
    def section(self) -> str:
        """The section that was shown last."""
        return self._settings.get(_SECTION)

    def put_section(self, section: str) -> None:
        """Remember the section shown."""
        self._settings.put(_SECTION, section)

    @property
    def units(self) -> dict[str, str]:
        """The unit chosen for an item, by its key."""
        return {key: str(unit) for key, unit in self._read(_UNITS).items()}

    def put_unit(self, item: str, unit: str) -> None:
        """Remember the unit of an item."""
        self._write(_UNITS, {**self.units, item: unit})

    def widths(self, section: str) -> dict[int, int]:
        """The widths of the columns of a section that were drawn by hand."""
        found = self._read(f"{_WIDTHS}{section}").items()
        return {int(at): width for at, width in found if at.isdigit() and isinstance(width, int)}

    def put_widths(self, section: str, widths: Mapping[int, int]) -> None:
        """Remember the widths of the columns of a section."""
        self._write(f"{_WIDTHS}{section}", {str(at): width for at, width in widths.items()})

    @property
    def beside(self) -> bool:
        """Whether last year is shown in every cell."""
        return self._settings.get(_BESIDE) == "1"

    def put_beside(self, *, beside: bool) -> None:
        """Remember whether last year is shown in every cell."""
        self._settings.put(_BESIDE, "1" if beside else "")

    def _read(self, key: str) -> dict[str, Any]:
        try:
            found = json.loads(self._settings.get(key) or "{}")
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def _write(self, key: str, value: Mapping[str, object]) -> None:
        self._settings.put(key, json.dumps(value, ensure_ascii=False))
