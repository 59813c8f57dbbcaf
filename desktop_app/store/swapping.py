"""A library file made anew: on a copy beside it, which takes its place when it is whole.

Killed at any moment, the old file or the new one is there whole, and nobody writes on into a file
that is no longer the library.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DatabaseError

from desktop_app.core.problems import Problem, problem
from desktop_app.store.driver import LockedError, connect
from desktop_app.store.reading import UNREADABLE
from desktop_app.store.whole_files import discard, publish

Make = Callable[[sqlite3.Connection, Path], None]
"""Makes the new file of what the open old one holds; raises when it must not be used."""

_SWAPS_OPEN_FILES: Final = os.name == "posix"
"""Whether a file can be replaced while it is open: then nobody gets at it in between."""


_TAKEN: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


class UnfitError(Exception):
    """The new file must not take the place of the old one; the text says why."""


def swap(path: Path, fresh: Path, make: Make, failure: str) -> Problem | None:
    """Put what `make` writes to `fresh` in the place of `path`; the file is as it was on a problem.

    Problems: `library.in_use`, that of the code `failure`, `library.locked`.
    """
    try:
        with closing(_alone(path)) as old:
            try:
                make(old, fresh)
            except (*UNREADABLE, DatabaseError, UnfitError) as error:
                return problem(failure, str(path), detail=_words(error))
            if _SWAPS_OPEN_FILES:
                publish(fresh, path)
        if not _SWAPS_OPEN_FILES:
            publish(fresh, path)
    except LockedError as error:
        return error.problem
    except UNREADABLE as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        return problem("library.in_use" if code in _TAKEN else failure, str(path), detail=error)
    finally:
        discard(fresh)
    return None


def _alone(path: Path) -> sqlite3.Connection:
    """A connection nobody else shares the file with, its log written back into it.

    Leaving the write-ahead log is what SQLite refuses while any other connection is open: nobody
    can go on writing to a file that is no longer the library.
    """
    connection = connect(path)
    try:
        mode = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
        if mode != "delete":
            raise _taken()
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _taken() -> sqlite3.OperationalError:
    """As SQLite itself says it where it does not simply go on in the mode there was."""
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode, error.sqlite_errorname = sqlite3.SQLITE_BUSY, "SQLITE_BUSY"
    return error


def _words(error: Exception) -> object:
    return error.orig if isinstance(error, DatabaseError) and error.orig else error
