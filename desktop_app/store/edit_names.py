"""Names of edits (`batch.uid`) that are the same in every copy of a log.

An edit made from now on gets a random name. Those made before there were names get one from what
they say and from the name before, so that two copies that were migrated apart agree as far as they
are the same, and not one edit further.
"""

from __future__ import annotations

import hashlib
import sqlite3
import uuid
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final

LENGTH: Final = 32
_END: Final = b"\x1e"


def new_name() -> str:
    """A name no other edit has."""
    return uuid.uuid4().hex


def name_edits(database: sqlite3.Connection) -> None:
    """Name the edits that have no name yet; raises sqlite3.Error."""
    before = ""
    case = ""
    named: list[tuple[str, int]] = []
    for batch, changes in _edits(database):
        number, case_id, uid, *said = batch
        if case_id != case:
            case, before = case_id, case_id
        before = uid or _name(before, said, changes)
        if not uid:
            named.append((before, number))
    database.executemany("UPDATE batch SET uid=? WHERE id=?", named)


def _edits(
    database: sqlite3.Connection,
) -> Iterator[tuple[Sequence[Any], Sequence[Sequence[Any]]]]:
    """Every edit with its changes as they are stored, each log in its order."""
    rows = database.execute(
        "SELECT b.id, b.case_id, b.uid, b.at, b.who, b.label, b.origin, b.kind,"
        " c.kind, c.target, c.old, c.new"
        " FROM batch b LEFT JOIN change c ON c.batch_id = b.id ORDER BY b.case_id, b.id, c.id"
    )
    for _number, group in groupby(rows, key=lambda row: row[0]):
        listed = list(group)
        yield listed[0][:8], [row[8:] for row in listed if row[8] is not None]


def _name(before: str, said: Sequence[Any], changes: Sequence[Sequence[Any]]) -> str:
    summed = hashlib.sha256(before.encode())
    for part in (*said, *(one for change in changes for one in change)):
        # None and "" are different things to have been.
        summed.update(_END + (b"-" if part is None else b"+" + str(part).encode()))
    return summed.hexdigest()[:LENGTH]
