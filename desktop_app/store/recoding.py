"""Encrypting a library, giving it another key, or decrypting it: row by row into a new file.

The new file takes the place of the old one when every row was read back from it and is the same.
Works on libraries of every revision, backups included.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import zip_longest
from pathlib import Path
from typing import Final, TypeVar

from desktop_app.core.problems import Problem
from desktop_app.store.copying import Tell, nobody
from desktop_app.store.driver import create
from desktop_app.store.reading import columns, contents, flaws, quoted
from desktop_app.store.remembered import beside
from desktop_app.store.secret import Secret
from desktop_app.store.swapping import UnfitError, swap
from desktop_app.store.whole_files import discard, sync_file

T = TypeVar("T")

_NEW: Final = ".recoding"
_ROWS: Final = 500
"""Rows between two looks at the clock."""
_COPYING: Final = 0.6
"""The share of the time that copying takes; the rest is comparing."""


def recode(path: Path, secret: Secret | None, tell: Tell = nobody) -> Problem | None:
    """Encrypt a library with a secret, or decrypt it with None; its own secret is in the keyring.

    What is remembered of its cases goes: it is made anew. Problems: `library.in_use`,
    `library.recoding_failed`, `library.locked`; the file is as it was then.
    """
    fresh = unfinished(path)

    def make(old: sqlite3.Connection, new: Path) -> None:
        _make(old, new, secret, tell)

    failed = swap(path, fresh, make, "library.recoding_failed")
    if failed is None:
        discard(beside(path))
    return failed


def unfinished(path: Path) -> Path:
    """Where the new file is while it is made; a killed program leaves it there."""
    return path.with_name(path.name + _NEW)


def _make(old: sqlite3.Connection, fresh: Path, secret: Secret | None, tell: Tell) -> None:
    """Write the new file, synced and compared. Raises sqlite3.Error, OSError, UnfitError."""
    discard(fresh)
    wrong = flaws(old, deep=True)
    if wrong:
        raise UnfitError(wrong)
    with closing(create(fresh, secret)) as new:
        _copy(old, new, tell)
    with closing(create(fresh, secret)) as new:
        wrong = flaws(new, deep=True) or _different(old, new, tell)
    if wrong:
        raise UnfitError(wrong)
    sync_file(fresh)


def _copy(old: sqlite3.Connection, new: sqlite3.Connection, tell: Tell) -> None:
    new.execute("PRAGMA journal_mode=DELETE")
    for name in ("application_id", "user_version"):
        value = old.execute(f"PRAGMA {name}").fetchone()[0]
        new.execute(f"PRAGMA {name}={int(value)}")
    new.execute("BEGIN IMMEDIATE")
    made = (
        "SELECT sql FROM sqlite_master WHERE type=? AND sql IS NOT NULL"
        " AND name NOT LIKE 'sqlite%' ORDER BY rowid"
    )
    for (sql,) in old.execute(made, ("table",)).fetchall():
        new.execute(sql)
    tables = _tables(old)
    for number, table in enumerate(tables):
        names = ", ".join(quoted(name) for name in ("rowid", *columns(old, table)))
        marks = ", ".join("?" * (len(columns(old, table)) + 1))
        rows = _told(_rows(old, table), tell, _COPYING * number / len(tables))
        new.executemany(f"INSERT INTO {quoted(table)} ({names}) VALUES ({marks})", rows)  # noqa: S608
    for (sql,) in old.execute(made, ("index",)).fetchall():
        new.execute(sql)
    counters = _counters(old)
    if counters:
        # A number that was given once is never given again (decision 0011).
        new.execute("DELETE FROM sqlite_sequence")
        new.executemany("INSERT INTO sqlite_sequence VALUES (?, ?)", counters)
    new.execute("COMMIT")


def _different(old: sqlite3.Connection, new: sqlite3.Connection, tell: Tell) -> str:
    """What the new file says otherwise than the old one; "" when it says the same."""
    if contents(old) != contents(new) or _counters(old) != _counters(new):
        return "rows differ"
    tables = _tables(old)
    for number, table in enumerate(tables):
        share = _COPYING + (1 - _COPYING) * number / len(tables)
        pairs = zip_longest(_rows(old, table), _rows(new, table))
        if any(before != after for before, after in _told(pairs, tell, share)):
            return f"rows of {table} differ"
    return ""


def _tables(database: sqlite3.Connection) -> list[str]:
    query = "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite%'"
    return sorted(str(row[0]) for row in database.execute(query))


def _counters(database: sqlite3.Connection) -> list[tuple[object, ...]]:
    """The numbers last given in tables that never give one again."""
    if not database.execute("SELECT 1 FROM sqlite_master WHERE name='sqlite_sequence'").fetchone():
        return []
    return database.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name").fetchall()


def _rows(database: sqlite3.Connection, table: str) -> Iterator[tuple[object, ...]]:
    names = ", ".join(quoted(name) for name in columns(database, table))
    # Not through a generator: closed late, it would close a cursor of a closed file.
    return database.execute(f"SELECT rowid, {names} FROM {quoted(table)} ORDER BY rowid")  # noqa: S608


def _told(rows: Iterator[T], tell: Tell, share: float) -> Iterator[T]:
    for number, row in enumerate(rows):
        if number % _ROWS == 0:
            tell(share)
        yield row
