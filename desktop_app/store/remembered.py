"""What was made of cases, remembered in a file of its own beside the library.

Everything in it can be made anew, so it may be deleted at any time, and a file that cannot be used
is made anew; no library depends on it. Each entry stands under a key that its maker chooses. Beside
an encrypted library it is encrypted with the same key.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop_app.store.driver import create, secret_for

SUFFIX: Final = ".judged"
FORM: Final = 1
"""The form of the file and of what stands in it; a file of another form is made anew."""

_TABLE: Final = (
    "CREATE TABLE IF NOT EXISTS entry"
    " (id TEXT PRIMARY KEY, key TEXT NOT NULL, text TEXT NOT NULL, at TEXT NOT NULL)"
)
_PUT: Final = "INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Entry:
    """What is remembered of a case: under which key, what, and when it was made."""

    id: str
    key: str
    text: str
    at: str


def beside(library: Path) -> Path:
    """The file that belongs to a library."""
    return library.with_name(f"{library.name}{SUFFIX}")


def recall(path: Path) -> Mapping[str, Entry]:
    """All entries of a file by id; none where there is no file, or none that can be used."""
    if not path.exists():
        return {}
    try:
        with contextlib.closing(_opened(path)) as database:
            rows = database.execute("SELECT id, key, text, at FROM entry").fetchall()
    except sqlite3.Error:
        return {}
    return {row[0]: Entry(*row) for row in rows}


def remember(path: Path, entries: Iterable[Entry]) -> bool:
    """Add entries or put them in the place of older ones; False when they cannot be kept.

    A file that is damaged or of another form is replaced.
    """
    rows = [(one.id, one.key, one.text, one.at) for one in entries]
    try:
        if _put(path, rows):
            return True
        for name in (path, path.with_name(f"{path.name}-journal")):
            name.unlink(missing_ok=True)
        return _put(path, rows)
    except OSError:
        return False


def forget(path: Path, ids: Iterable[str]) -> None:
    """Take entries out."""
    with contextlib.suppress(sqlite3.Error):
        if path.exists():
            with contextlib.closing(_opened(path)) as database, database:
                rows = [(one,) for one in ids]
                database.executemany("DELETE FROM entry WHERE id = ?", rows)


def _put(path: Path, rows: list[tuple[str, str, str, str]]) -> bool:
    try:
        with contextlib.closing(_opened(path)) as database, database:
            database.executemany(_PUT, rows)
    except sqlite3.DatabaseError:
        return False
    return True


def _opened(path: Path) -> sqlite3.Connection:
    """A connection to a file of our form.

    Raises:
        sqlite3.DatabaseError: it is not one, or of another form.
    """
    library = path.with_name(path.name.removesuffix(SUFFIX))
    database = create(path, secret_for(library), timeout=2)
    database.isolation_level = "DEFERRED"
    try:
        # What is lost when the power fails is made anew: no need to wait for the disk.
        database.execute("PRAGMA synchronous=OFF")
        form = database.execute("PRAGMA user_version").fetchone()[0]
        if form == 0:
            with database:
                database.execute(_TABLE)
                database.execute(f"PRAGMA user_version={FORM}")
        elif form != FORM:
            raise sqlite3.DatabaseError(form)
    except sqlite3.Error:
        database.close()
        raise
    return database
