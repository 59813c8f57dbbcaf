"""The contents of files in a library: each kept once under its SHA-256, written in pieces.

Every piece is a transaction of its own, so that an edit made meanwhile never waits for a large
file; a content counts as kept when the row that names it is there. What an interrupted writing left
behind is taken away by the next purge.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeVar

from sqlalchemy import Engine, delete, func, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from desktop_app.core.problems import Problem, problem
from desktop_app.store.hold import Hold
from desktop_app.store.schema import ContentChunkRow, ContentRow, EvidenceRow

T = TypeVar("T")

PIECE: Final = 1024 * 1024
"""Bytes of a piece."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A content that is kept: its SHA-256 and its size; `new` when it was not there whole."""

    digest: str
    size: int
    new: bool


@dataclass(frozen=True, slots=True)
class Unused:
    """Contents no document has any more: how many, and their bytes."""

    count: int = 0
    size: int = 0


class FileContents:
    """The contents of one library; may be used from any thread."""

    def __init__(self, engine: Engine, writing: Engine, hold: Hold) -> None:
        self._engine = engine
        self._writing = writing
        self._hold = hold

    def attempt(self, read: Callable[[FileContents], T]) -> T | Problem:
        """What reading gives, or a Problem when the file cannot be read (a drive was removed)."""
        try:
            return read(self)
        except DatabaseError as error:
            return self._hold.unreadable(error)

    def blocked(self) -> Problem | None:
        """Why nothing can be kept now: a drive is out, the library is read-only; else None."""
        return self._hold.blocked()

    def has(self, digest: str) -> bool:
        """Whether a content is kept."""
        with Session(self._engine) as session:
            return session.get(ContentRow, digest) is not None

    def sound(self, digest: str, go: Callable[[int], object] = int) -> bool:
        """Whether a content is kept and still is what its SHA-256 says.

        `go` is told the bytes read so far, and raises to stop.
        """
        if not self.has(digest):
            return False
        summed, read = hashlib.sha256(), 0
        for data in self.read(digest):
            summed.update(data)
            read += len(data)
            go(read)
        return summed.hexdigest() == digest

    def keep(self, pieces: Iterable[bytes]) -> KeptFile | Problem:
        """Keep a content; a problem of writing (`library.disk_full`) when nothing could be kept.

        One that is kept but damaged is put in order.
        An exception of `pieces` goes to the caller after what was written is taken away again.
        """
        blocked = self._hold.blocked()
        if blocked is not None:
            return blocked
        upload = uuid.uuid4().hex
        whole = False
        try:
            digest, size = self._write(upload, pieces)
            named = self._name(upload, digest, size)
            if isinstance(named, Problem):
                return named
            whole = named
            return KeptFile(digest, size, named)
        except DatabaseError as error:
            return self._hold.unwritten(error)
        finally:
            if not whole:
                self._forget(upload)

    def read(self, digest: str) -> Iterator[bytes]:
        """The pieces of a content in order; none when it is not kept."""
        with Session(self._engine) as session:
            row = session.get(ContentRow, digest)
            upload = "" if row is None else row.upload
        place = 0
        while upload:
            with Session(self._engine) as session:
                piece = session.get(ContentChunkRow, (upload, place))
                data = b"" if piece is None else piece.data
            if not data:
                return
            yield data
            place += 1

    def unused(self) -> Unused:
        """What no document of any case has any more, and removing a document left behind."""
        with Session(self._engine) as session:
            count, size = session.execute(
                select(func.count(), func.coalesce(func.sum(ContentRow.size), 0)).where(
                    ContentRow.digest.not_in(select(EvidenceRow.digest))
                )
            ).one()
            return Unused(count, size)

    def purge(self) -> Unused | Problem:
        """Take away for good what no document has any more, and leftovers of broken writing.

        The file keeps its size; what comes next is written into the room. Undoing the removal of a
        document afterwards brings the document back without its content.
        """
        blocked = self._hold.blocked()
        if blocked is not None:
            return blocked
        try:
            found = self.unused()
            with Session(self._writing) as session, session.begin():
                used = select(EvidenceRow.digest)
                session.execute(delete(ContentRow).where(ContentRow.digest.not_in(used)))
                named = select(ContentRow.upload)
                session.execute(delete(ContentChunkRow).where(ContentChunkRow.upload.not_in(named)))
        except DatabaseError as error:
            return self._hold.unwritten(error)
        return found

    def _write(self, upload: str, pieces: Iterable[bytes]) -> tuple[str, int]:
        summed, size = hashlib.sha256(), 0
        for place, data in enumerate(_even(pieces)):
            summed.update(data)
            size += len(data)
            with Session(self._writing) as session, session.begin():
                session.add(ContentChunkRow(upload=upload, place=place, data=data))
        return summed.hexdigest(), size

    def _name(self, upload: str, digest: str, size: int) -> bool | Problem:
        """Make the pieces count; False when the content was kept already, and whole.

        A purge made elsewhere may have taken pieces away that counted for nothing yet.
        """
        sound = self.sound(digest)
        with Session(self._writing) as session, session.begin():
            old = session.get(ContentRow, digest)
            if old is not None and sound:
                return False
            length = func.coalesce(func.sum(func.length(ContentChunkRow.data)), 0)
            there = session.scalar(select(length).where(ContentChunkRow.upload == upload))
            if there != size:
                return problem("evidence.interrupted", str(self._hold.path))
            if old is None:
                session.add(ContentRow(digest=digest, size=size, upload=upload))
            else:
                damaged = ContentChunkRow.upload == old.upload
                session.execute(delete(ContentChunkRow).where(damaged))
                old.size, old.upload = size, upload
            return True

    def _forget(self, upload: str) -> None:
        """Take pieces away that count for nothing; if even that fails, the next purge does."""
        try:
            with Session(self._writing) as session, session.begin():
                session.execute(delete(ContentChunkRow).where(ContentChunkRow.upload == upload))
        except DatabaseError:
            return


def _even(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of one size, the last one excepted."""
    held = bytearray()
    for data in pieces:
        held += data
        while len(held) >= PIECE:
            yield bytes(held[:PIECE])
            del held[:PIECE]
    if held:
        yield bytes(held)
