"""The history of the cases of a library: read from its log, led back, brought back as an edit.

Nothing here deletes from the log. What reads may raise DatabaseError: see `Library.attempt`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from desktop_app.core.changes import Changes
from desktop_app.core.log import (
    EVERYTHING,
    Edit,
    Moment,
    Place,
    PlaceEdit,
    Step,
    Wanted,
    steps_between,
    unreplay,
)
from desktop_app.core.problems import Problem
from desktop_app.store import edits, log_reading, moments, past
from desktop_app.store.edits import Stamp
from desktop_app.store.log_reading import PAGE
from desktop_app.store.past import Past

T = TypeVar("T")


class Write(Protocol):
    """Runs work in one transaction of the library."""

    def __call__(self, work: Callable[[Session], T]) -> T | Problem:
        """What the work gives, or why nothing was written."""


class History:
    """Log, past states and moments of one library."""

    def __init__(self, engine: Engine, write: Write) -> None:
        self._engine = engine
        self._write = write

    # --- the log ------------------------------------------------------------------------------

    def edits(
        self, case_id: str, wanted: Wanted = EVERYTHING, before: int = 0, limit: int = PAGE
    ) -> tuple[Edit, ...]:
        """Edits of a case, the newest first; with `before` those older than that number."""
        with Session(self._engine) as session:
            return log_reading.edits_of(session, case_id, wanted, before, limit)

    def count(self, case_id: str, wanted: Wanted = EVERYTHING) -> int:
        """How many edits of a case are asked for."""
        with Session(self._engine) as session:
            return log_reading.count_of(session, case_id, wanted)

    def edit(self, case_id: str, position: int) -> Edit | None:
        """One edit of a case by its number; None when it has none of that number."""
        with Session(self._engine) as session:
            return log_reading.edit(session, case_id, position)

    def changes(self, position: int, skip: int = 0, limit: int = PAGE) -> tuple[Step, ...]:
        """What an edit changed, in order, from the one after `skip` others on."""
        with Session(self._engine) as session:
            return log_reading.changes_of(session, position, skip, limit)

    def of(self, case_id: str, *places: Place, limit: int = 1000) -> tuple[PlaceEdit, ...]:
        """What was done to places of a case, newest first."""
        with Session(self._engine) as session:
            return log_reading.of_places(session, case_id, places, limit)

    def people(self, case_id: str) -> tuple[str, ...]:
        """Who edited a case; an unnamed user is ""."""
        with Session(self._engine) as session:
            return log_reading.people_of(session, case_id)

    def ways(self, case_id: str) -> tuple[str, ...]:
        """The ways edits of a case came about, see `Edit.how`."""
        with Session(self._engine) as session:
            return log_reading.ways_of(session, case_id)

    def newest(self) -> int:
        """The number of the newest edit of the library; 0 before the first."""
        with Session(self._engine) as session:
            return log_reading.newest(session)

    # --- past states --------------------------------------------------------------------------

    def past(self, case_id: str, position: int | None = None) -> Past:
        """A case after the edit of that number; None is now, 0 before the first."""
        with Session(self._engine) as session:
            return past.past_of(session, case_id, position)

    def bring_back(
        self, case_id: str, position: int, label: str, stamp: Stamp
    ) -> Changes | Problem:
        """Make a case what it was after the edit of that number, as one edit that can be undone."""

        def work(session: Session) -> Changes:
            now = past.state_of(session, case_id)
            before = unreplay(now, past.steps_after(session, case_id, position))
            return edits.put(session, case_id, label, steps_between(now, before), stamp)

        return self._write(work)

    def put_back(
        self, case_id: str, contents: Mapping[Place, Any], label: str, stamp: Stamp
    ) -> Changes | Problem:
        """Give some places what they once contained (None: nothing), as one edit."""

        def work(session: Session) -> Changes:
            now = past.state_of(session, case_id)
            wanted = {**now, **contents}
            there = {place: content for place, content in wanted.items() if content is not None}
            return edits.put(session, case_id, label, steps_between(now, there), stamp)

        return self._write(work)

    # --- moments ------------------------------------------------------------------------------

    def moments(self, case_id: str) -> tuple[Moment, ...]:
        """The moments of a case, the newest state first."""
        with Session(self._engine) as session:
            return moments.moments_of(session, case_id)

    def keep(self, case_id: str, moment: Moment, stamp: Stamp) -> Moment | Problem:
        """Keep a moment of a case; it gets its id, and when and by whom it was made."""
        return self._write(lambda session: moments.keep(session, case_id, moment, stamp))

    def rename(self, case_id: str, id_: str, name: str, note: str, now: str) -> bool | Problem:
        """Give a moment another name and note; False when there is none of that id."""
        return self._write(lambda session: moments.rename(session, case_id, id_, name, note, now))

    def remove(self, case_id: str, id_: str) -> Problem | None:
        """Forget a moment; the edits before and after it stay."""
        return self._write(lambda session: moments.remove(session, case_id, id_))
