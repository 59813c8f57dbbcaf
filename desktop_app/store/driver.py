"""The one door to library files: plain ones through sqlite3, encrypted ones through SQLCipher.

Two copies of SQLite must never have one file open in one process, nor must anybody else open and
close it: on POSIX systems that takes away the locks of the first (sqlite.org, "How To Corrupt An
SQLite Database File", section 2.2). So the head of a file that is in use is remembered, not read.
"""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path
from typing import Final

from desktop_app.core.problems import Problem
from desktop_app.store.keyring import KEYRING
from desktop_app.store.secret import HEAD, Secret, is_encrypted
from desktop_app.store.volume import identity

PLAIN: Final = b"SQLite format 3\x00"
"""The head of a library that is not encrypted."""
BUSY_SECONDS: Final = 5
"""How long to wait for another program that is writing."""


_LONGEST: Final = 32 << 20
"""Bytes of the longest value that is read or written: far more than a pack or a piece of a file."""


class LockedError(sqlite3.DatabaseError):
    """A file is encrypted and its secret is not known; `problem` says what is missing."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.message())
        self.problem = found
        self.sqlite_errorcode = sqlite3.SQLITE_AUTH
        self.sqlite_errorname = "SQLITE_AUTH"


class _InUse:
    """Heads of the files this process has open, by their identity, with how often."""

    def __init__(self) -> None:
        self._heads: dict[tuple[int, int], list[bytes]] = {}
        self._lock = threading.Lock()

    def add(self, which: tuple[int, int], head: bytes) -> None:
        with self._lock:
            self._heads.setdefault(which, []).append(head)

    def remove(self, which: tuple[int, int]) -> None:
        with self._lock:
            heads = self._heads.get(which, [])
            if heads:
                heads.pop()
            if not heads:
                self._heads.pop(which, None)

    def head(self, which: tuple[int, int]) -> bytes | None:
        with self._lock:
            heads = self._heads.get(which)
            return heads[-1] if heads else None


_IN_USE: Final = _InUse()


def head_of(path: Path) -> bytes:
    """The first sixteen bytes of a file; fewer when it is shorter. Raises OSError."""
    known = _IN_USE.head(identity(path))
    if known is not None:
        return known
    with path.open("rb") as file:
        return file.read(HEAD)


def take_up(path: Path) -> tuple[int, int]:
    """Remember the head of a file as long as it is open; for `let_go`. Raises OSError."""
    which = identity(path)
    _IN_USE.add(which, head_of(path))
    return which


def let_go(which: tuple[int, int]) -> None:
    """A file is no longer open."""
    _IN_USE.remove(which)


def secret_for(path: Path) -> Secret | None:
    """The secret of a library file; None when it is not encrypted, or still to be made.

    Raises:
        LockedError: it is not known.
    """
    try:
        head = head_of(path)
    except OSError:
        return None  # what is wrong there, opening it will tell
    if not is_encrypted(head):
        return None
    found = KEYRING.secret(head, path)
    if isinstance(found, Problem):
        raise LockedError(found)
    return found


def connect(path: Path, *, query: str = "") -> sqlite3.Connection:
    """A connection to a library file, without transactions of its own, for use by any thread.

    `query` is that of SQLite's URI, as mode=ro. Raises sqlite3.Error, LockedError.
    """
    return _connect(path, secret_for(path), query, BUSY_SECONDS)


def create(path: Path, secret: Secret | None, timeout: float = 0) -> sqlite3.Connection:
    """A connection to a fresh file, which is encrypted when there is a secret."""
    return _connect(path, secret, "", timeout or BUSY_SECONDS)


def secret_of_connection(connection: sqlite3.Connection) -> Secret | None:
    """The secret of the file a connection is open on; None when that is not encrypted."""
    return getattr(connection, "secret", None)


def _connect(path: Path, secret: Secret | None, query: str, timeout: float) -> sqlite3.Connection:
    # A plain path goes as it is: names that are no text can be opened, but have no URI.
    name = f"{path.absolute().as_uri()}?{query}" if query else str(path)
    if secret is not None:
        from desktop_app.store import encrypted

        return _careful(encrypted.connect(
            name, secret, uri=bool(query), timeout=timeout, isolation_level=None,
            check_same_thread=False,
        ))  # fmt: skip
    return _careful(
        sqlite3.connect(
            name, uri=bool(query), timeout=timeout, isolation_level=None, check_same_thread=False
        )
    )


def _careful(connection: sqlite3.Connection) -> sqlite3.Connection:
    """For a file somebody made to do harm: no value fills the memory, no schema calls what it may.

    The connections of SQLCipher have no such limit; only who knows the password made their file.
    """
    connection.execute("PRAGMA trusted_schema=OFF")
    if isinstance(connection, sqlite3.Connection):
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    return connection
