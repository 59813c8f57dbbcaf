"""What an open library holds on to: the very file it opened, and what a failing disk means.

A file that was deleted, or whose drive was removed, can often still be written to by those who
have it open - into nowhere. So every edit first makes sure that the name still leads to the file.
"""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from typing import Final

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from desktop_app.core.library_texts import WHY_READ_ONLY
from desktop_app.core.problems import Problem, problem
from desktop_app.store.driver import let_go, take_up
from desktop_app.store.opening import examine
from desktop_app.store.schema import HEAD
from desktop_app.store.volume import identity

_CODES: Final = {
    sqlite3.SQLITE_FULL: "library.disk_full",
    sqlite3.SQLITE_BUSY: "library.busy",
    sqlite3.SQLITE_LOCKED: "library.busy",
}


class Hold:
    """The file behind an engine; `read_only` says why nothing is to be written to it at all."""

    def __init__(self, path: Path, engine: Engine, read_only: Problem | None = None) -> None:
        self.path, self._engine, self._read_only = path, engine, read_only
        self._identity: tuple[int, int] | None = None
        self._take_up()

    def close(self) -> None:
        """Nobody has the file open any longer."""
        if self._identity is not None:
            let_go(self._identity)
        self._identity = None

    def _take_up(self) -> None:
        with contextlib.suppress(OSError):
            self._identity = take_up(self.path)

    def blocked(self) -> Problem | None:
        """Why nothing may be written now; None when it may."""
        if self._read_only is not None:
            why = WHY_READ_ONLY[self._read_only.code]
            return problem("library.read_only", str(self.path), why=why)
        return self.lost()

    def lost(self) -> Problem | None:
        """That the name no longer leads to the file; None when it does.

        A file that came back under its name (a drive that was put in again) is opened anew.
        """
        now = _identity(self.path)
        if now is None:
            return self._gone()
        if now != self._identity:
            self._engine.dispose()
            self.close()
            if examine(self.path) != HEAD:
                return self._gone()
            self._take_up()
        return None

    def unwritten(self, error: DatabaseError) -> Problem:
        """The problem of an edit that failed; connections that may have broken are given up."""
        detail = error.orig or error
        code = _CODES.get(getattr(detail, "sqlite_errorcode", 0) & 0xFF, "library.cannot_write")
        if code != "library.busy":
            self._engine.dispose()
        if _identity(self.path) is None:
            return self._gone()
        return problem(code, str(self.path), detail=detail)

    def unreadable(self, error: DatabaseError | ValueError) -> Problem:
        """The problem of reading that failed."""
        self._engine.dispose()
        if _identity(self.path) is None:
            return self._gone()
        found = examine(self.path)
        if isinstance(found, Problem):
            return found
        return problem(
            "library.cannot_open", str(self.path), detail=getattr(error, "orig", None) or error
        )

    def _gone(self) -> Problem:
        return problem("library.gone", str(self.path))


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        return identity(path)
    except OSError:
        return None
