"""Opening a library file: is it ours, is it whole, is it of a revision we know - then migrate.

Nothing is written to a file that is not ours or that a newer program made.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError

from desktop_app.core.problems import Problem, problem
from desktop_app.store.schema import APPLICATION_ID, HEAD, ContentChunkRow

KNOWN: Final = ("0001", "0002", "0003", HEAD)
"""Revisions this program can read, oldest first; all but the last are migrated."""

_MAGIC: Final = b"SQLite format 3\x00"


def open_engine(path: Path) -> Engine | Problem:
    """An engine on the library at `path`, created when absent and migrated when older.

    Problems: `library.not_ours`, `library.damaged`, `library.newer`, `library.cannot_open`.
    """
    found = examine(path)
    if isinstance(found, Problem):
        return found
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": 5})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if found == HEAD:
            engine.connect().close()
        else:
            _migrate(engine)
    except (OSError, sqlite3.Error) as error:
        detail: BaseException = error
    except DatabaseError as error:
        detail = error.orig or error
    else:
        return engine
    engine.dispose()
    return problem("library.cannot_open", str(path), detail=detail)


def writer(engine: Engine) -> Engine:
    """The same engine for writing: its transactions take the write lock when they begin."""
    return engine.execution_options(writing=True)


def examine(path: Path) -> str | Problem:
    """The revision stored in a file, "" for a file still to be made; reads only."""
    if not path.exists() or path.stat().st_size == 0:
        return ""
    try:
        with path.open("rb") as file:
            if file.read(16) != _MAGIC:
                return problem("library.not_ours", str(path))
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
            return _examine(database, path)
    except (OSError, sqlite3.OperationalError) as error:
        return problem("library.cannot_open", str(path), detail=error)
    except sqlite3.DatabaseError as error:
        return problem("library.damaged", str(path), detail=error)


def _examine(database: sqlite3.Connection, path: Path) -> str | Problem:
    mark = database.execute("PRAGMA application_id").fetchone()[0]
    if mark == 0 and not database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        return ""  # begun by a first start that was cut short before its tables were in
    if mark != APPLICATION_ID:
        return problem("library.not_ours", str(path))
    flaw = _flaw(database)
    if flaw:
        return problem("library.damaged", str(path), detail=flaw)
    row = database.execute("SELECT version_num FROM alembic_version").fetchone()
    revision = str(row[0]) if row else ""
    if revision not in KNOWN:
        return problem("library.newer", str(path), revision=revision, known=HEAD)
    return revision


def _flaw(database: sqlite3.Connection) -> str:
    """The first thing SQLite finds wrong with a table, "" when there is none.

    The pieces of files are left out: half a gigabyte of them would have to be read before the
    window comes up, and their SHA-256 tells more.
    """
    listed = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (name,) in listed:
        if name != ContentChunkRow.__tablename__:
            found = database.execute(f"PRAGMA quick_check('{name}')").fetchone()[0]
            if found != "ok":
                return str(found)
    return ""


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    """Durable by default: write-ahead log, synced at every commit; foreign keys are kept."""
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")


def _begin(connection: Connection) -> None:
    """Reading waits for nobody; writing waits for its turn before it has read anything."""
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _migrate(engine: Engine) -> None:
    from alembic import command  # half a second to load, needed once per schema
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    with writer(engine).begin() as connection:
        attributes: dict[str, Any] = config.attributes
        attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
