"""Which cases of the trash are really due: seen so on several days, not by one look at the clock.

A clock that is wrong for an hour must not clear what was put away yesterday. So a case whose time
is over is noted with the day it was first found so, and goes only after it was found so on other
days, too, a week apart. The notes are the user's own, not the library's: another machine with a
right clock decides for itself.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from desktop_app.core.whole_file import write_whole

DAYS: Final = 3
"""On how many days a case must be found due before it goes."""
APART: Final = timedelta(days=7)
"""How far the first and the last of them are apart at least."""


class DueCases:
    """The notes in a file; one that cannot be read or written means that nothing goes."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def look(self, due: Iterable[str], today: date) -> Mapping[str, int]:
        """Note that these cases are due, and no others; in how many days each goes, 0 for now."""
        before = self._read()
        seen = {one: _seen(before.get(one, ()), today) for one in due}
        if seen != before and not self._write(seen):
            return dict.fromkeys(seen, APART.days)
        return {one: _left(days, today) for one, days in seen.items()}

    def _read(self) -> dict[str, tuple[date, ...]]:
        try:
            held = json.loads(self._path.read_text("utf-8"))
            return {
                str(one): tuple(sorted(date.fromisoformat(day) for day in days))
                for one, days in held.items()
            }
        except (OSError, ValueError, TypeError, AttributeError, RecursionError):
            return {}

    def _write(self, seen: Mapping[str, tuple[date, ...]]) -> bool:
        held = {one: [day.isoformat() for day in days] for one, days in seen.items()}
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._path, json.dumps(held).encode())
            return True
        return False


def _seen(days: Iterable[date], today: date) -> tuple[date, ...]:
    """The first day, some between, and this one; days that are yet to come were never seen."""
    past = [one for one in days if one < today]
    return (*past[:1], *past[1:][-(DAYS - 1) :], today)


def _left(days: tuple[date, ...], today: date) -> int:
    if len(days) >= DAYS and today - days[0] >= APART:
        return 0
    return max((days[0] + APART - today).days, DAYS - len(days), 1)
