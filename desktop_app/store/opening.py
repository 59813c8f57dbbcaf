"""Opening a library file: is it ours, is it whole, is it of a revision we know - then migrate.

Nothing is written to a file that is not ours, is damaged, or that a newer program made; one that is
damaged but can be read is opened for looking (decision 0021). Where the file lies decides how it is
written (decision 0013): with a write-ahead log on a disk of this machine, with a rollback journal
on a network share, not at all where nothing can be written.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from desktop_app.core.printable import shown
from desktop_app.core.problems import Problem, problem
from desktop_app.store.driver import PLAIN, LockedError, connect, head_of
from desktop_app.store.foreign import foreign_parts
from desktop_app.store.migrating import migrate_file, upgrade_tables
from desktop_app.store.reading import UNREADABLE, flaws, is_full, reader, revision_of
from desktop_app.store.recoding import unfinished
from desktop_app.store.schema import APPLICATION_ID, HEAD
from desktop_app.store.secret import is_encrypted
from desktop_app.store.volume import on_network, writable
from desktop_app.store.whole_files import discard

KNOWN: Final = ("0001", "0002", "0003", "0004", "0005", "0006", HEAD)
"""Revisions this program can read, oldest first; all but the last are migrated."""

_LISTS: Final = (
    'SELECT c.id, c.year, e.name FROM "case" c JOIN enterprise e ON e.id = c.enterprise_id',
    "SELECT case_id, count(*) FROM datum GROUP BY case_id",
    "SELECT case_id, at FROM trash",
    "SELECT case_id, max(id) FROM batch GROUP BY case_id",
)
"""What must be readable of a damaged library, so that its cases can be chosen from."""

_NOT_WRITABLE: Final = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)


@dataclass(frozen=True, slots=True)
class Opened:
    """A library that can be used: `read_only` says why nothing can be written, None if it can."""

    engine: Engine
    on_network: bool
    read_only: Problem | None = None


def open_engine(path: Path, read_only: Problem | None = None) -> Opened | Problem:
    """An engine on the library at `path`, created when absent and migrated when older.

    With `read_only` nothing is written, for that reason. Problems: `library.not_ours`,
    `library.damaged`, `library.altered`, `library.newer`, `library.cannot_open`, and those of
    migrating.
    """
    found = examine(path)
    if isinstance(found, Problem):
        return _damaged(path, found) if found.code == "library.damaged" else found
    why = read_only or (_place_read_only(path) if path.exists() and not writable(path) else None)
    altered = _altered(path, found) if found else None
    if altered is not None:
        if altered.code != "library.altered_read_only":
            return altered
        why = altered
    if found and found != HEAD:
        failed = problem("library.old_read_only", str(path), revision=found) if why else None
        failed = failed or migrate_file(path)
        if failed is not None:
            return failed
    return _reading_only(path, why) if why else _writing(path, empty=not found)


def _damaged(path: Path, found: Problem) -> Opened | Problem:
    """A damaged library, opened for looking when its lists of cases can be read to their end."""
    try:
        with closing(reader(path)) as database:
            ours = not foreign_parts(database).replaced and revision_of(database) == HEAD
            listed = [database.execute(query).fetchall() for query in _LISTS] if ours else []
    except UNREADABLE:
        return found
    if not listed or not listed[0]:
        return found
    detail = found.args.get("detail", "")
    return _reading_only(path, problem("library.damaged_read_only", str(path), detail=detail))


def _altered(path: Path, revision: str) -> Problem | None:
    """What is to be told of a library that holds more than tables; None when it does not.

    An older one is not opened at all: its migration would set off the triggers.
    """
    try:
        with closing(reader(path)) as database:
            added = foreign_parts(database).added
    except UNREADABLE as error:
        return problem("library.cannot_open", str(path), detail=error)
    if not added:
        return None
    code = "library.altered_read_only" if revision == HEAD else "library.altered"
    return problem(code, str(path), detail=shown(", ".join(added)))


def _place_read_only(path: Path) -> Problem:
    return problem("library.place_read_only", str(path))


def _reading_only(path: Path, why: Problem) -> Opened | Problem:
    remote = on_network(path)
    engine = create_engine("sqlite://", creator=lambda: reader(path), poolclass=QueuePool)
    event.listen(engine, "begin", _begin)
    return _tried(path, Opened(engine, remote, why))


def _writing(path: Path, *, empty: bool) -> Opened | Problem:
    remote = on_network(path)
    engine = create_engine("sqlite://", creator=lambda: connect(path), poolclass=QueuePool)
    event.listen(engine, "connect", _preparing("TRUNCATE" if remote else "WAL"))
    event.listen(engine, "begin", _begin)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if remote and path.exists():
            _leave_log(path)
    except (OSError, sqlite3.Error) as error:
        return problem("library.cannot_open", str(path), detail=error)
    opened = _tried(path, Opened(engine, remote), _make_tables if empty else _try_writing)
    if isinstance(opened, Opened) and opened.read_only is None:
        discard(unfinished(path))  # a change of the password that was cut short
    return opened


def _tried(
    path: Path, opened: Opened, first: Callable[[Engine], None] | None = None
) -> Opened | Problem:
    """What was opened, after it did what it is for once; a place found to be read-only is told."""
    try:
        if first is not None:
            first(opened.engine)
        else:
            opened.engine.connect().close()
    except (OSError, sqlite3.Error) as error:
        detail: BaseException = error
    except DatabaseError as error:
        detail = error.orig or error
    else:
        return opened
    opened.engine.dispose()
    code = getattr(detail, "sqlite_errorcode", 0) & 0xFF
    if first is _try_writing and code in _NOT_WRITABLE:
        return _reading_only(path, _place_read_only(path))
    if first is _try_writing and is_full(detail):
        return _reading_only(path, problem("library.full_read_only", str(path)))
    return problem("library.cannot_open", str(path), detail=detail)


def _make_tables(engine: Engine) -> None:
    with writer(engine).begin() as connection:
        upgrade_tables(connection)


def _try_writing(engine: Engine) -> None:
    """Take the right to write once; somebody who has it just now shows that it can be had."""
    try:
        with writer(engine).begin():
            pass
    except DatabaseError as error:
        code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
        if code not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise


def writer(engine: Engine) -> Engine:
    """The same engine for writing: its transactions take the write lock when they begin."""
    return engine.execution_options(writing=True)


def examine(path: Path, *, deep: bool = False) -> str | Problem:
    """The revision stored in a file, "" for a file still to be made; reads only.

    A `deep` look reads every row and every index.
    """
    if not path.exists() or path.stat().st_size == 0:
        return ""
    try:
        head = head_of(path)
        if head != PLAIN and not is_encrypted(head):
            return problem("library.not_ours", str(path))
        with closing(reader(path)) as database:
            return _examine(database, path, deep=deep)
    except LockedError as error:
        return error.problem
    except (OSError, sqlite3.OperationalError) as error:
        return problem("library.cannot_open", str(path), detail=error)
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        return problem("library.damaged", str(path), detail=error)


def _examine(database: sqlite3.Connection, path: Path, *, deep: bool) -> str | Problem:
    mark = database.execute("PRAGMA application_id").fetchone()[0]
    if mark == 0 and not database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        return ""  # begun by a first start that was cut short before its tables were in
    if mark != APPLICATION_ID:
        return problem("library.not_ours", str(path))
    replaced = foreign_parts(database).replaced
    if replaced:
        return problem("library.altered", str(path), detail=shown(", ".join(replaced)))
    wrong = flaws(database, deep=deep)
    if wrong:
        return problem("library.damaged", str(path), detail=wrong)
    revision = revision_of(database)
    if revision not in KNOWN:
        return problem("library.newer", str(path), revision=revision, known=HEAD)
    return revision


def _leave_log(path: Path) -> None:
    """Give up the write-ahead log of a library that came to a network share with one.

    Locked for one connection alone, SQLite needs no shared memory to read the log.
    """
    with closing(connect(path)) as connection:
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("PRAGMA journal_mode=TRUNCATE")


def _preparing(journal: str) -> Callable[[sqlite3.Connection, ConnectionPoolEntry], None]:
    """Durable by default: synced at every commit; foreign keys are kept."""

    def prepare(connection: sqlite3.Connection, _record: ConnectionPoolEntry) -> None:
        connection.execute(f"PRAGMA journal_mode={journal}")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")

    return prepare


def _begin(connection: Connection) -> None:
    """Reading waits for nobody; writing waits for its turn before it has read anything."""
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
