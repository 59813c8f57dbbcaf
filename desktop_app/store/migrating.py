"""New revisions of the tables: made on a copy, which takes the place of the old file when whole.

Killed at any moment, the old file or the new one is there whole. The old one is kept beside it
among the backups, with its revision in its name.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, create_engine, event
from sqlalchemy.exc import DatabaseError

from desktop_app.core.problems import Problem, problem
from desktop_app.store.backup_names import BackupName, folder_of
from desktop_app.store.copying import copy_pages, differs
from desktop_app.store.reading import (
    BUSY_SECONDS,
    UNREADABLE,
    Contents,
    flaws,
    read_contents,
    reader,
)
from desktop_app.store.schema import APPLICATION_ID
from desktop_app.store.whole_files import discard, free_name, publish, publish_new, sync_file

_NEW: Final = ".migrating"
_SWAPS_OPEN_FILES: Final = os.name == "posix"
"""Whether a file can be replaced while it is open: then nobody gets at it in between."""


class _Unfit(Exception):  # noqa: N818 - stays in this module
    """The migrated copy must not take the place of the old file; the text says why."""


def upgrade_tables(connection: Connection) -> None:
    """Bring the tables of an open database to the newest revision, or make them in an empty one."""
    from alembic import command  # half a second to load, needed once per schema
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    attributes: dict[str, Any] = config.attributes
    attributes["connection"] = connection
    command.upgrade(config, "head")
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")


def migrate_file(path: Path) -> Problem | None:
    """Bring a library of an older revision to the newest.

    Problems: `library.in_use`, `library.migration_failed`; the file is as it was then.
    """
    fresh = path.with_name(path.name + _NEW)
    try:
        with closing(_alone(path)) as old:
            try:
                _make(old, path, fresh)
            except (*UNREADABLE, DatabaseError, _Unfit) as error:
                return problem("library.migration_failed", str(path), detail=_words(error))
            if _SWAPS_OPEN_FILES:
                publish(fresh, path)
        if not _SWAPS_OPEN_FILES:
            publish(fresh, path)
    except sqlite3.OperationalError as error:
        return problem("library.in_use", str(path), detail=error)
    except UNREADABLE as error:
        return problem("library.migration_failed", str(path), detail=error)
    finally:
        discard(fresh)
    return None


def _alone(path: Path) -> sqlite3.Connection:
    """A connection nobody else shares the file with, its log written back into it.

    Leaving the write-ahead log is what SQLite refuses while any other connection is open: nobody
    can go on writing to a file that is no longer the library.
    """
    connection = sqlite3.connect(
        path, isolation_level=None, timeout=BUSY_SECONDS, check_same_thread=False
    )
    try:
        mode = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
        if mode != "delete":
            raise sqlite3.OperationalError("database is locked")
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _make(old: sqlite3.Connection, path: Path, fresh: Path) -> None:
    """Write the migrated copy to `fresh`, verified and synced, and keep the old file's content.

    When it fails, nothing is kept: the old file is still there, and is tried again at every start.
    """
    discard(fresh)
    held = copy_pages(old, fresh)
    wrong = differs(fresh, held)
    if wrong:
        raise _Unfit(wrong)
    kept = _keep(fresh, path, held.revision)
    try:
        _upgrade(fresh)
        wrong = _lost(fresh, held)
        if wrong:
            raise _Unfit(wrong)
        sync_file(fresh)
    except Exception:
        discard(kept)
        raise


def _keep(copy: Path, path: Path, revision: str) -> Path:
    """Keep the copy of the old file among the backups; the same bytes under another name."""
    name = BackupName(path.stem, datetime.now(UTC), revision)
    target = free_name(folder_of(path) / name.file)
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    try:
        shutil.copyfile(copy, part)
        publish_new(part, target)
    finally:
        discard(part)
    return target


def _upgrade(path: Path) -> None:
    engine = create_engine(URL.create("sqlite", database=str(path)))
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    try:
        with engine.begin() as connection:
            upgrade_tables(connection)
    finally:
        engine.dispose()


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None


def _lost(path: Path, held: Contents) -> str:
    """What the migrated copy lacks of what the old file held; "" when it lacks nothing."""
    with closing(reader(path)) as copy:
        found = flaws(copy, deep=True)
        broken = copy.execute("PRAGMA foreign_key_check").fetchone()
    if found or broken:
        return found or f"foreign key: {broken[0]}"
    now = read_contents(path)
    fewer = [
        f"{name}: {now.rows.get(name, 0)} < {count}"
        for name, count in held.rows.items()
        if now.rows.get(name, 0) < count
    ]
    return "; ".join(fewer)


def _words(error: Exception) -> object:
    return error.orig if isinstance(error, DatabaseError) and error.orig else error
