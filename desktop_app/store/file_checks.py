"""The contents of documents in a library file compared with their SHA-256, of any revision.

SQLite finds no bit that was flipped inside a content. Works on a file nobody has open, too.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from desktop_app.store.copying import Tell
from desktop_app.store.reading import reader


@dataclass(frozen=True, slots=True)
class FileCheck:
    """A document: whose it is, its number and title, its digest, and how its content is."""

    enterprise: str
    year: int
    number: int
    title: str
    digest: str
    kept: bool
    sound: bool


def check_files(path: Path, tell: Tell) -> Iterator[FileCheck]:
    """Every document of a file, each content read once; raises one of UNREADABLE.

    `tell` is given the share of the documents that are done, and raises to stop.
    """
    with closing(reader(path)) as database:
        named = {row[0] for row in database.execute("SELECT name FROM sqlite_master")}
        if not {"evidence", "content", "content_chunk"} <= named:
            return  # of a revision before documents were kept
        rows = database.execute(
            "SELECT e.name, c.year, v.number, v.title, v.digest FROM evidence v"
            ' JOIN "case" c ON c.id = v.case_id JOIN enterprise e ON e.id = c.enterprise_id'
            " ORDER BY e.name, c.year, v.number"
        ).fetchall()
        sound: dict[str, tuple[bool, bool]] = {}
        for place, (name, year, number, title, digest) in enumerate(rows):
            tell(place / len(rows))
            if digest not in sound:
                sound[digest] = _looked_at(database, digest)
            yield FileCheck(str(name), int(year), int(number), str(title), digest, *sound[digest])


def _looked_at(database: sqlite3.Connection, digest: str) -> tuple[bool, bool]:
    """Whether a content is there, and whether it is what its SHA-256 says."""
    held = database.execute("SELECT upload FROM content WHERE digest=?", (digest,)).fetchone()
    if held is None:
        return False, False
    summed = hashlib.sha256()
    query = "SELECT data FROM content_chunk WHERE upload=? ORDER BY place"
    for (data,) in database.execute(query, held):
        summed.update(data if isinstance(data, bytes) else str(data).encode())
    return True, summed.hexdigest() == digest
