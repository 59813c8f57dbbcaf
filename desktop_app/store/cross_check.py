"""The log against the tables: current data are what the log led to, or something is wrong.

SQLite finds broken pages, not a flipped bit inside a number. The log holds every number again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import JSON, Boolean

from desktop_app.store.edits import TABLES
from desktop_app.store.reading import columns, quoted, reader

Last = dict[tuple[str, str, str], str | None]
"""What the log last made of a row: by case, kind and target its content as JSON, None if gone."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that is not what the log last made of it; `target` is the log's name of the row."""

    case_id: str
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class Orphans:
    """Rows of a table that belong to rows which are not there."""

    table: str
    count: int


def last_of_log(database: sqlite3.Connection) -> Last:
    """The log played to its end; raises sqlite3.Error."""
    rows = database.execute(
        "SELECT b.case_id, c.kind, c.target, c.new FROM change c JOIN batch b ON b.id = c.batch_id"
        " ORDER BY c.id"
    )
    return {(case, kind, target): new for case, kind, target, new in rows if kind in TABLES}


def differences(path: Path) -> tuple[Difference, ...]:
    """Where log and tables disagree; raises sqlite3.Error or OSError."""
    with closing(reader(path)) as database:
        last, held = last_of_log(database), held_rows(database)
    wrong = [Difference(*place) for place, row in held.items() if not agrees(row, last.get(place))]
    gone = [
        Difference(*place) for place, new in last.items() if new is not None and place not in held
    ]
    return tuple(sorted((*wrong, *gone), key=lambda one: (one.case_id, one.kind, one.target)))


def held_rows(database: sqlite3.Connection) -> dict[tuple[str, str, str], Mapping[str, object]]:
    """The rows the log tells of, by case, kind and target; raises sqlite3.Error."""
    return {
        (case, kind, target): row for kind in TABLES for case, target, row in _rows(database, kind)
    }


def orphans(path: Path) -> tuple[Orphans, ...]:
    """Rows that belong to nothing; raises sqlite3.Error or OSError."""
    counts: dict[str, int] = {}
    with closing(reader(path)) as database:
        for row in database.execute("PRAGMA foreign_key_check"):
            counts[str(row[0])] = counts.get(str(row[0]), 0) + 1
    return tuple(Orphans(table, count) for table, count in sorted(counts.items()))


def _rows(
    database: sqlite3.Connection, kind: str
) -> Iterator[tuple[str, str, Mapping[str, object]]]:
    table, keys = TABLES[kind]
    name = table.__tablename__
    names = columns(database, name)
    if not names:
        return
    for found in database.execute(f"SELECT * FROM {quoted(name)}"):  # noqa: S608
        row = dict(zip(names, found, strict=True))
        case, target = str(row.pop("case_id")), "\x1f".join(str(row.pop(key)) for key in keys)
        yield case, target, row


def agrees(row: Mapping[str, object], new: str | None) -> bool:
    """Whether a row says what the log kept; lists and records are JSON texts in the row."""
    if new is None:
        return False
    try:
        kept = json.loads(new)
    except ValueError:
        return False
    for name, value in kept.items():
        held = row.get(name)
        if isinstance(value, list | dict):
            try:
                held = json.loads(str(held))
            except ValueError:
                return False
        if held != value:
            return False
    return True


def plain(kind: str, row: Mapping[str, object]) -> dict[str, object]:
    """A row as the log keeps it: lists and records as such, yes and no in place of numbers."""
    kinds = {one.name: one.type for one in TABLES[kind][0].__table__.columns}
    kept: dict[str, object] = {}
    for name, value in row.items():
        if isinstance(kinds[name], JSON) and isinstance(value, str):
            kept[name] = json.loads(value)
        elif isinstance(kinds[name], Boolean):
            kept[name] = bool(value)
        else:
            kept[name] = value
    return kept
