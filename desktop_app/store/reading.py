"""Looking into a library file without SQLAlchemy, changing nothing: what it holds, is it whole.

Works on libraries of every revision: nothing here knows more of the tables than their names.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop_app.store.driver import connect

Facts = tuple[str, ...]
UNREADABLE: Final = (OSError, sqlite3.Error, UnicodeDecodeError)
"""What reading a damaged file may raise; SQLite's messages repeat what stands in it."""
_MOST: Final = 3
PIECES: Final = "content_chunk"
"""The table of the pieces of files, most of a library with evidence."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a library file holds: `rows` counts the rows of each table.

    `marks` tells whether anything changed between two looks: per table the count, the highest row
    id, and the latest moment noted in it. Opening a case changes nothing of it.
    """

    revision: str
    application: int
    rows: Mapping[str, int]
    marks: Mapping[str, Facts]


def reader(path: Path) -> sqlite3.Connection:
    """A connection that cannot write; raises one of UNREADABLE when the file cannot be opened.

    In a folder nothing can be written to and on a full disk SQLite cannot read a library that uses
    the write-ahead log, unless it is told that nobody changes the file.
    """
    connection = connect(path, query="mode=ro")
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        no_side_files = is_full(error) or (error.sqlite_errorcode & 0xFF) in _NO_SIDE_FILES
        if not no_side_files or has_log(path):
            raise
        connection = connect(path, query="mode=ro&immutable=1")
    except (sqlite3.Error, UnicodeDecodeError):
        connection.close()
        raise
    return connection


_NO_SIDE_FILES: Final = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)


def is_full(error: BaseException) -> bool:
    """Whether an error says that there is no room: for the file, or for memory shared beside it."""
    code = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF == sqlite3.SQLITE_FULL or code == sqlite3.SQLITE_IOERR_SHMSIZE


def has_log(path: Path) -> bool:
    """Whether a write-ahead log with something in it lies beside the file."""
    log = Path(f"{path}-wal")
    return log.exists() and log.stat().st_size > 0


def contents(database: sqlite3.Connection) -> Contents:
    """What the open file holds; raises sqlite3.Error when it cannot be read."""
    application = int(database.execute("PRAGMA application_id").fetchone()[0])
    names = _tables(database)
    rows = {name: _count(database, name) for name in names}
    return Contents(
        revision_of(database),
        application,
        rows,
        {name: _mark(database, name, rows[name]) for name in names},
    )


def revision_of(database: sqlite3.Connection) -> str:
    """The revision of the tables; "" when it is not noted."""
    row = database.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else ""


def read_contents(path: Path) -> Contents:
    """What a file holds; raises sqlite3.Error or OSError."""
    with closing(reader(path)) as database:
        return contents(database)


def flaws(database: sqlite3.Connection, *, deep: bool) -> str:
    """What SQLite finds wrong with the file, a few findings on one line; "" when it is sound.

    A look that is not `deep` leaves the pieces of files out: half a gigabyte of them would have to
    be read before the window comes up, and their SHA-256 tells more (decision 0011).
    """
    if deep:
        found = [str(row[0]) for row in database.execute(f"PRAGMA integrity_check({_MOST})")]
        return "" if found == ["ok"] else "; ".join(found[:_MOST])
    listed = database.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
    for (name,) in listed:
        if name != PIECES:
            first = str(database.execute(f"PRAGMA quick_check({quoted(name)})").fetchone()[0])
            if first != "ok":
                return first
    return ""


def _tables(database: sqlite3.Connection) -> list[str]:
    query = "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite%'"
    return sorted(str(row[0]) for row in database.execute(query) if row[0] != "alembic_version")


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def columns(database: sqlite3.Connection, table: str) -> list[str]:
    """The columns of a table in their order."""
    return [str(row[1]) for row in database.execute(f"PRAGMA table_info({quoted(table)})")]


def _count(database: sqlite3.Connection, table: str) -> int:
    return int(database.execute(f"SELECT count(*) FROM {quoted(table)}").fetchone()[0])  # noqa: S608


def _mark(database: sqlite3.Connection, table: str, count: int) -> Facts:
    at = "max(at)" if "at" in columns(database, table) else "''"
    query = f"SELECT max(rowid), {at} FROM {quoted(table)}"  # noqa: S608
    newest, moment = database.execute(query).fetchone()
    return (str(count), str(newest or 0), str(moment or ""))
