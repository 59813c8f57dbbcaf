"""Copies of cases: read whole, stored as they came, and merged into what is there.

Storing a copy or merging one in is one transaction: it is there whole or not at all. Contents of
evidence are kept before, see `file_contents`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Engine, insert, update
from sqlalchemy.orm import Session

from desktop_app.core.changes import Changes
from desktop_app.core.copies import Copy, LoggedEdit
from desktop_app.core.log import ENTERPRISE, PACKS, PINS, Place, State, Step
from desktop_app.core.problems import Problem, problem
from desktop_app.store import edits
from desktop_app.store.edits import TABLES, Stamp
from desktop_app.store.history import Write
from desktop_app.store.kept_packs import PackCopy, keep_copies
from desktop_app.store.log_rows import add_log, log_of, numbers_of
from desktop_app.store.past import state_of
from desktop_app.store.rows import PROFILE
from desktop_app.store.schema import BatchRow, CaseRow, EnterpriseRow


@dataclass(frozen=True, slots=True)
class CaseCopy:
    """A case as it travels: whose it is, its year, and the copy itself."""

    id: str
    enterprise_id: str
    year: int
    copy: Copy
    note: str = ""
    created: str = ""


@dataclass(frozen=True, slots=True)
class Brought:
    """What a merge brings: edits made elsewhere, what becomes of the case, packs it is judged by.

    `head` is the newest edit of the copy it was worked out for.
    """

    head: str
    edits: Sequence[LoggedEdit]
    steps: Sequence[Step]
    packs: Sequence[PackCopy] = ()


class CaseCopies:
    """Reading and storing whole copies of the cases of one library."""

    def __init__(self, engine: Engine, write: Write) -> None:
        self._engine = engine
        self._write = write

    def read(self, case_id: str) -> CaseCopy:
        """A case with its whole log, as it is at one moment."""
        with Session(self._engine) as session:
            row = session.get_one(CaseRow, case_id)
            copy = Copy(state_of(session, case_id), log_of(session, case_id))
            return CaseCopy(row.id, row.enterprise_id, row.year, copy, row.note, row.created)

    def add(self, case: CaseCopy, packs: Iterable[PackCopy], now: str) -> str | Problem:
        """Store a copy with its log under its own ids; the enterprise, too, unless it is here.

        An enterprise that is here keeps its profile as it is.
        """
        listed = tuple(packs)

        def work(session: Session) -> str:
            state = case.copy.state
            if session.get(EnterpriseRow, case.enterprise_id) is None:
                profile = {name: state[Place(ENTERPRISE, name)] for name in PROFILE}
                row = EnterpriseRow(id=case.enterprise_id, created=now, **profile)
                session.add(row)
                session.flush()
            session.add(_case_row(case, now))
            session.flush()
            for kind in TABLES:
                _put_rows(session, case.id, kind, state)
            keep_copies(session, listed)
            add_log(session, case.id, case.copy.log)
            return case.id

        return self._write(work)

    def bring(self, case_id: str, brought: Brought, label: str, stamp: Stamp) -> Changes | Problem:
        """Take in what another copy did, as one edit that can be undone.

        Edits that are in the log because a merge brought them that was undone came with this one.
        Problem: `package.changed_meanwhile` when the case was edited since it was read.
        """

        def work(session: Session) -> Changes | Problem:
            there = numbers_of(session, case_id)
            if max(there, key=lambda uid: there[uid], default="") != brought.head:
                return problem("package.changed_meanwhile")
            fresh = [edit for edit in brought.edits if edit.uid not in there]
            again = [there[edit.uid] for edit in brought.edits if edit.uid in there]
            add_log(session, case_id, [replace(edit, merged_by="") for edit in fresh])
            keep_copies(session, brought.packs)
            changes, number = edits.put_logged(session, case_id, label, brought.steps, stamp)
            ids = numbers_of(session, case_id)
            ours = [*again, *(ids[edit.uid] for edit in fresh)]
            if ours:
                rows = [{"id": one, "merged_by": number} for one in ours]
                session.execute(update(BatchRow), rows)
            return changes

        found: Changes | Problem = self._write(work)
        return found


def _case_row(case: CaseCopy, now: str) -> CaseRow:
    state = case.copy.state
    return CaseRow(
        id=case.id,
        enterprise_id=case.enterprise_id,
        year=case.year,
        packs=list(state[Place(PACKS, PACKS)]),
        pins=dict(state[Place(PINS, PINS)]),
        note=case.note,
        created=case.created or now,
        opened=now,
    )


def _put_rows(session: Session, case_id: str, kind: str, state: State) -> None:
    table, keys = TABLES[kind]
    rows: list[Mapping[str, Any]] = [
        {"case_id": case_id, **dict(zip(keys, place.parts, strict=True)), **content}
        for place, content in state.items()
        if place.kind == kind
    ]
    if rows:
        session.execute(insert(table), rows)
