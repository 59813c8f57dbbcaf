"""What stands in a library file although this program never puts it there.

Another program - or somebody who means harm - can add triggers, views, virtual tables and indexes
to a SQLite file. A trigger would change more than an edit asks for, a view could stand in the place
of a table and never come to an end. Plain tables beside ours are no danger and are left alone.
"""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass

from desktop_app.store.reading import quoted
from desktop_app.store.schema import Base

_VIRTUAL: re.Pattern[str] = re.compile(r"\s*CREATE\s+VIRTUAL\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Foreign:
    """`replaced` are tables of ours that are none, `added` other things that act by themselves."""

    replaced: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


def foreign_parts(database: sqlite3.Connection) -> Foreign:
    """What is in the file beyond tables; raises sqlite3.Error when that cannot be read."""
    query = "SELECT type, lower(name), lower(tbl_name), sql FROM sqlite_master"
    rows = database.execute(query).fetchall()
    ours = {*Base.metadata.tables, "alembic_version"}
    indexes = {str(one.name) for table in Base.metadata.tables.values() for one in table.indexes}
    plain = {str(name) for kind, name, _of, sql in rows if kind == "table" and not _is_virtual(sql)}
    named = {str(name) for _kind, name, _of, _sql in rows}
    odd = {name for name in ours & plain if _computes(database, name)}
    replaced = (ours & named) - plain | odd
    added = [
        f"{kind} {name}"
        for kind, name, of, sql in rows
        if (kind == "table" and _is_virtual(sql) and name not in replaced)
        or (kind == "index" and sql and of in ours and name not in indexes)
        or kind == "trigger"
        or (kind == "view" and name not in replaced)
    ]
    return Foreign(tuple(sorted(replaced)), tuple(sorted(added)))


def _is_virtual(sql: object) -> bool:
    return isinstance(sql, str) and _VIRTUAL.match(sql) is not None


def _computes(database: sqlite3.Connection, table: str) -> bool:
    """Whether a table has columns that are computed when they are read or written."""
    return any(row[6] for row in database.execute(f"PRAGMA table_xinfo({quoted(table)})"))
