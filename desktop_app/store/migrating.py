"""New revisions of the tables: made on a copy, which takes the place of the old file when whole.

The old one is kept beside it among the backups, with its revision in its name.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.pool import NullPool

from desktop_app.core.problems import Problem
from desktop_app.store.backup_names import BackupName, folder_of
from desktop_app.store.copying import copy_pages, differs
from desktop_app.store.driver import connect, create
from desktop_app.store.reading import Contents, flaws, read_contents, reader
from desktop_app.store.schema import APPLICATION_ID
from desktop_app.store.secret import Secret
from desktop_app.store.swapping import UnfitError, swap
from desktop_app.store.whole_files import discard, free_name, publish_new, sync_file

_NEW: Final = ".migrating"


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
    return swap(path, fresh, lambda old, new: _make(old, path, new), "library.migration_failed")


def _make(old: sqlite3.Connection, path: Path, fresh: Path) -> None:
    """Write the migrated copy to `fresh`, verified and synced, and keep the old file's content.

    When it fails, nothing is kept: the old file is still there, and is tried again at every start.
    """
    discard(fresh)
    held = copy_pages(old, fresh)
    wrong = differs(fresh, held)
    if wrong:
        raise UnfitError(wrong)
    kept = _keep(fresh, path, held.revision)
    try:
        _upgrade(lambda: connect(fresh))
        wrong = _lost(fresh, held)
        if wrong:
            raise UnfitError(wrong)
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


def make_library(path: Path, secret: Secret | None) -> None:
    """Make an empty library of the newest revision; raises sqlite3.Error or DatabaseError."""
    _upgrade(lambda: create(path, secret))


def _upgrade(opened: Callable[[], sqlite3.Connection]) -> None:
    engine = create_engine("sqlite://", creator=opened, poolclass=NullPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    try:
        with engine.begin() as connection:
            upgrade_tables(connection)
    finally:
        engine.dispose()


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
