"""Connections to encrypted libraries: SQLCipher under the names and errors of the sqlite3 module.

Everything in the store is written against sqlite3, its exceptions and their codes; here SQLCipher's
become those, so that nothing else needs to know which of the two it talks to. Loaded only when a
library is encrypted.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeVar, cast

from sqlcipher3 import dbapi2

from desktop_app.store.secret import Secret

T = TypeVar("T")

_KINDS: Final = (
    "IntegrityError", "OperationalError", "ProgrammingError", "DataError", "InternalError",
    "NotSupportedError", "DatabaseError", "InterfaceError", "Error",
)  # fmt: skip
_FOREIGN_KEY: Final = "FOREIGN KEY constraint failed"


def translated(error: Exception) -> sqlite3.Error:
    """The exception sqlite3 would have raised, with the same code."""
    name = next(name for name in _KINDS if isinstance(error, getattr(dbapi2, name)))
    made: sqlite3.Error = getattr(sqlite3, name)(*error.args)
    code = int(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR))
    # SQLCipher's module tells that a constraint failed, but not which kind.
    made.sqlite_errorcode = (
        sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY if _FOREIGN_KEY in str(error) else code
    )
    made.sqlite_errorname = str(getattr(error, "sqlite_errorname", "SQLITE_ERROR"))
    return made


def _as_sqlite(method: Callable[..., T]) -> Callable[..., T]:
    @wraps(method)
    def call(*args: Any, **kwargs: Any) -> T:  # noqa: ANN401 - hands on whatever it was given
        try:
            return method(*args, **kwargs)
        except dbapi2.Error as error:
            raise translated(error) from None

    return call


class _Cursor(dbapi2.Cursor):  # type: ignore[misc]  # the module has no types
    execute = _as_sqlite(dbapi2.Cursor.execute)
    executemany = _as_sqlite(dbapi2.Cursor.executemany)
    executescript = _as_sqlite(dbapi2.Cursor.executescript)
    fetchone = _as_sqlite(dbapi2.Cursor.fetchone)
    fetchmany = _as_sqlite(dbapi2.Cursor.fetchmany)
    fetchall = _as_sqlite(dbapi2.Cursor.fetchall)
    __next__ = _as_sqlite(dbapi2.Cursor.__next__)


class _Connection(dbapi2.Connection):  # type: ignore[misc]  # the module has no types
    secret: Secret | None = None

    def cursor(self, factory: Callable[..., Any] = _Cursor) -> Any:  # noqa: ANN401 - as in DB-API
        return super().cursor(factory)

    commit = _as_sqlite(dbapi2.Connection.commit)
    rollback = _as_sqlite(dbapi2.Connection.rollback)
    backup = _as_sqlite(dbapi2.Connection.backup)
    close = _as_sqlite(dbapi2.Connection.close)


def connect(database: str, secret: Secret | None, **settings: Any) -> sqlite3.Connection:  # noqa: ANN401 - those of sqlite3.connect
    """As sqlite3.connect, for a file with that secret; with None for one that is not encrypted."""
    opened = _opened(database, **settings)
    opened.secret = secret
    # What SQLCipher logs goes to the error output, and may name pages of the file.
    opened.execute("PRAGMA cipher_log_level=NONE")
    if secret is not None:
        opened.execute(f'PRAGMA key="{secret.key_text}"')
    return cast("sqlite3.Connection", opened)


@_as_sqlite
def _opened(database: str, **settings: Any) -> _Connection:  # noqa: ANN401
    made: _Connection = dbapi2.connect(database, factory=_Connection, **settings)
    return made
