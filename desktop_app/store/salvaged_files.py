"""The contents of files in a library being salvaged: found again by their SHA-256, and checked."""

from __future__ import annotations

import hashlib
import sqlite3


def name_again(new: sqlite3.Connection) -> int:
    """Name contents whose row was lost while their pieces were not; how many that were.

    Without its row a content counts for nothing, and a purge would take its pieces away. Only what
    a document has is named: other pieces are left from a writing that broke off. Raises
    sqlite3.Error.
    """
    nameless = "SELECT DISTINCT upload FROM content_chunk EXCEPT SELECT upload FROM content"
    named = 0
    for (upload,) in new.execute(nameless).fetchall():
        digest, size = _summed(new, upload)
        named += new.execute(
            "INSERT OR IGNORE INTO content (digest, size, upload)"
            " SELECT ?1, ?2, ?3 WHERE EXISTS (SELECT 1 FROM evidence WHERE digest = ?1)",
            (digest, size, upload),
        ).rowcount
    return named


def damaged_files(new: sqlite3.Connection) -> int:
    """Of how many contents pieces are missing or say something else. Raises sqlite3.Error.

    What there is of them stays: keeping the same file again puts it in order.
    """
    rows = new.execute("SELECT digest, upload FROM content").fetchall()
    return sum(_summed(new, upload)[0] != digest for digest, upload in rows)


def _summed(new: sqlite3.Connection, upload: str) -> tuple[str, int]:
    """The SHA-256 and the size of the pieces there are, in their order."""
    summed, size = hashlib.sha256(), 0
    pieces = "SELECT data FROM content_chunk WHERE upload=? ORDER BY place"
    for (data,) in new.execute(pieces, (upload,)):
        summed.update(data)
        size += len(data)
    return summed.hexdigest(), size
