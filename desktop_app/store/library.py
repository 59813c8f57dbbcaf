"""The library 企业库: one SQLite file of enterprises and cases. No row leaves this package.

Every edit is one transaction, synced to disk before the call returns.
"""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable, Collection, Iterable, Mapping
from json import JSONDecodeError
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine, delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DatabaseError, IntegrityError, NoResultFound
from sqlalchemy.orm import Session

from desktop_app.core.changes import Changes, Mutation
from desktop_app.core.data import Case, Datum, Enterprise, Key
from desktop_app.core.evidence import Evidence
from desktop_app.core.log import key_text
from desktop_app.core.pack import Confirmation
from desktop_app.core.planned import PlannedMeasure
from desktop_app.core.problems import Problem, problem
from desktop_app.store import edits
from desktop_app.store.bulk import FEW, all_rows
from desktop_app.store.copies import CaseCopies
from desktop_app.store.edits import NO_EDITS, FirstEdit, Stacks, Stamp
from desktop_app.store.evidence_rows import evidence_of
from desktop_app.store.file_contents import FileContents
from desktop_app.store.history import History
from desktop_app.store.hold import Hold
from desktop_app.store.kept_packs import PackCopy, keep_copies, kept_packs
from desktop_app.store.listing import (
    CaseEntry,
    CaseFacts,
    LastEdit,
    amounts,
    case_entries,
    case_facts,
    cases_beside,
    last_edit,
)
from desktop_app.store.opening import Opened, open_engine, writer
from desktop_app.store.planned_rows import plan_of
from desktop_app.store.rows import (
    CHECKED,
    PROFILE,
    from_confirmation,
    to_confirmation,
    to_datum,
    to_enterprise,
    to_record,
)
from desktop_app.store.schema import (
    CaseRow,
    ConfirmationRow,
    DatumRow,
    EnterpriseRow,
    PackCopyRow,
    RecordRow,
)
from desktop_app.store.trash import Trash, in_use

T = TypeVar("T")


class Library:
    """An open library. Methods return values or a Problem; they never leave a half-made edit.

    Attributes:
        path: its file.
        files: the contents of the files that are evidence.
        trash: cases that were put away.
        copies: its cases as they travel to other libraries and back.
        history: the log of its cases, their past states and the moments kept of them.
    """

    def __init__(self, path: Path, opened: Opened) -> None:
        self.path = path
        self.on_network = opened.on_network
        self.read_only = opened.read_only
        self._engine: Engine = opened.engine
        self._writer = writer(self._engine)
        self._hold = Hold(path, self._engine, opened.read_only)
        self.files = FileContents(self._engine, self._writer, self._hold)
        self.trash = Trash(self._write)
        self.history = History(self._engine, self._write)
        self.copies = CaseCopies(self._engine, self._write)

    @classmethod
    def open(cls, path: Path, read_only: Problem | None = None) -> Library | Problem:
        """Open or create the library at `path`; see `opening` for the problems.

        With `read_only` it is opened for looking only, for that reason.
        """
        opened = open_engine(path, read_only)
        return opened if isinstance(opened, Problem) else cls(path, opened)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()
        self._hold.close()

    def attempt(self, read: Callable[[Library], T]) -> T | Problem:
        """What reading gives, or a Problem when the file cannot be read (a drive was removed)."""
        lost = self._hold.lost()
        if lost is not None:
            return lost
        try:
            return read(self)
        except (DatabaseError, UnicodeDecodeError, JSONDecodeError) as error:
            return self._hold.unreadable(error)

    def try_load(self, case_id: str) -> Case | Problem:
        """As `load`, but a case that cannot be read or understood is a Problem."""
        return self.try_read(lambda library: library.load(case_id))

    def try_read(self, read: Callable[[Library], T]) -> T | Problem:
        """As `attempt`; that a case is gone or cannot be understood is a Problem, too."""
        return self.attempt(lambda _library: self._understood(read))

    def _understood(self, read: Callable[[Library], T]) -> T | Problem:
        try:
            return read(self)
        except NoResultFound:
            return problem("library.case_gone", str(self.path))
        except UnicodeDecodeError:  # of a file that is damaged
            raise
        except (ValueError, ArithmeticError, KeyError, TypeError, AttributeError) as error:
            return problem("library.case_unreadable", str(self.path), detail=error)

    def last_edit(self) -> LastEdit | None:
        """The newest edit of any case; None before the first."""
        with Session(self._engine) as session:
            return last_edit(session)

    def cases(self) -> tuple[CaseEntry, ...]:
        """All cases, most recently opened first."""
        with Session(self._engine) as session:
            return case_entries(session)

    def cases_beside(self, case_id: str) -> tuple[CaseEntry, ...]:
        """The cases of the enterprise of a case, newest year first; none without the case."""
        with Session(self._engine) as session:
            return cases_beside(session, case_id)

    def amounts(self, case_ids: Collection[str] | None = None) -> Mapping[str, int]:
        """How many data each of these cases has, or every case; those without any are left out."""
        with Session(self._engine) as session:
            return amounts(session, case_ids)

    def add_enterprise(self, enterprise: Enterprise, now: str) -> str | Problem:
        """Store a new enterprise; returns its id."""
        new_id = uuid.uuid4().hex
        values = {field: getattr(enterprise, field) for field in PROFILE}
        row = EnterpriseRow(id=new_id, created=now, **values)
        return self._write(lambda session: _added(session, row, new_id))

    def add_case(
        self,
        enterprise_id: str,
        year: int,
        packs: tuple[str, ...],
        now: str,
        begun: FirstEdit | None = None,
    ) -> str | Problem:
        """Store a new case of an enterprise; `library.case_exists` when that year has one.

        `begun` is its first edit, made with it or not at all.
        """
        new_id = uuid.uuid4().hex
        row = CaseRow(
            id=new_id,
            enterprise_id=enterprise_id,
            year=year,
            packs=list(packs),
            pins={},
            created=now,
            opened=now,
        )
        made = self._write(lambda session: _added(session, row, new_id, begun))
        if isinstance(made, Problem) and made.code == "library.conflict":
            away = any(
                (one.enterprise_id, one.year) == (enterprise_id, year)
                for one in self.facts(in_trash=True)
            )
            code = "library.case_in_trash" if away else "library.case_exists"
            return problem(code, str(self.path), year=year)
        return made

    def facts(self, *, in_trash: bool = False) -> tuple[CaseFacts, ...]:
        """What lists show of all cases in use, or of those in the trash."""
        with Session(self._engine) as session:
            return case_facts(session, in_trash=in_trash)

    def load(self, case_id: str) -> Case:
        """The case as it is now, as a frozen snapshot."""
        with Session(self._engine) as session:
            row = session.get_one(CaseRow, case_id)
            data = session.scalars(select(DatumRow).where(DatumRow.case_id == case_id))
            records = session.scalars(
                select(RecordRow)
                .where(RecordRow.case_id == case_id)
                .order_by(RecordRow.kind, RecordRow.position, RecordRow.code)
            )
            loaded = [to_datum(datum) for datum in data]
            return Case(
                enterprise=to_enterprise(session.get_one(EnterpriseRow, row.enterprise_id)),
                year=row.year,
                packs=tuple(row.packs),
                data={datum.key: datum for datum in loaded},
                records=tuple(to_record(record) for record in records),
                note=row.note,
                pins=dict(row.pins),
                evidence=evidence_of(session, case_id),
                plan=plan_of(session, case_id),
                id=case_id,
            )

    def plan(self, case_id: str) -> tuple[PlannedMeasure, ...]:
        """The planned measures of a case in their order."""
        with Session(self._engine) as session:
            return plan_of(session, case_id)

    def evidence(self, case_id: str) -> tuple[Evidence, ...]:
        """The documents of a case in the order of their numbers."""
        with Session(self._engine) as session:
            return evidence_of(session, case_id)

    def data(self, case_id: str, keys: Iterable[Key]) -> Mapping[Key, Datum]:
        """The data at some keys; keys that are blank are left out."""
        with Session(self._engine) as session:
            wanted = frozenset(keys)
            if len(wanted) > FEW:
                held = all_rows(session, case_id)
                rows = [held.get(key_text(key)) for key in wanted]
            else:
                rows = [
                    session.get(DatumRow, (case_id, *key_text(key).split("\x1f"))) for key in wanted
                ]
            found = [to_datum(row) for row in rows if row is not None]
            return {datum.key: datum for datum in found}

    def year_before(self, case_id: str) -> str | None:
        """The id of the same enterprise's case one year earlier, if it has one."""
        with Session(self._engine) as session:
            row = session.get_one(CaseRow, case_id)
            return session.scalar(
                select(CaseRow.id).where(
                    CaseRow.enterprise_id == row.enterprise_id,
                    CaseRow.year == row.year - 1,
                    in_use(),
                )
            )

    def touch(self, case_id: str, now: str, pins: Mapping[str, str]) -> Problem | None:
        """Note that the case was opened, and the pack versions it is judged by."""

        def write(session: Session) -> None:
            row = session.get_one(CaseRow, case_id)
            row.opened, row.pins = now, dict(pins)

        found = self._write(write)
        return found if isinstance(found, Problem) else None

    def keep(self, copies: Iterable[PackCopy]) -> Problem | None:
        """Keep packs some case is judged by; those that are kept already stay as they are."""
        listed = tuple(copies)
        if not listed:
            return None
        return self._write(lambda session: keep_copies(session, listed))

    def kept(self) -> tuple[tuple[str, str, str], ...]:
        """Digest, pack and version of all packs that are kept."""
        with Session(self._engine) as session:
            return kept_packs(session)

    def copy_of(self, digest: str) -> bytes | None:
        """The pack file of a pack that is kept, by its digest."""
        with Session(self._engine) as session:
            row = session.get(PackCopyRow, digest)
            return None if row is None else row.data

    def apply(
        self, case_id: str, label: str, mutations: Iterable[Mutation], stamp: Stamp
    ) -> Changes | Problem:
        """Make an edit; on a Problem nothing was changed."""
        listed = tuple(mutations)
        return self._write(lambda session: edits.apply_edit(session, case_id, label, listed, stamp))

    def undo(self, case_id: str, stamp: Stamp) -> Changes | Problem | None:
        """Take back the newest edit; None when there is nothing to take back."""
        return self._write(lambda session: edits.undo(session, case_id, stamp))

    def redo(self, case_id: str, stamp: Stamp) -> Changes | Problem | None:
        """Make the newest undone edit again; None when there is none."""
        return self._write(lambda session: edits.redo(session, case_id, stamp))

    def stacks(self, case_id: str, known: Stacks = NO_EDITS) -> Stacks:
        """What can be undone and redone; quicker with the stacks as they were before."""
        with Session(self._engine) as session:
            return edits.stacks_of(session, case_id, known)

    def confirmations(self) -> tuple[Confirmation, ...]:
        """The numbers of packs somebody compared with the original, in the order they were."""
        query = select(ConfirmationRow).order_by(ConfirmationRow.at, ConfirmationRow.path)
        with Session(self._engine) as session:
            return tuple(to_confirmation(row) for row in session.scalars(query))

    def confirm(self, confirmations: Iterable[Confirmation], now: str) -> Problem | None:
        """Keep confirmations; one of the same entry and content replaces the older."""
        rows = [from_confirmation(one, now) for one in confirmations]

        def write(session: Session) -> None:
            put = insert(ConfirmationRow)
            fresh = {name: put.excluded[name] for name in CHECKED}
            keys = [column.name for column in ConfirmationRow.__table__.primary_key]
            if rows:
                session.execute(put.on_conflict_do_update(index_elements=keys, set_=fresh), rows)

        found = self._write(write)
        return found if isinstance(found, Problem) else None

    def withdraw(self, pack: str, paths: Iterable[str]) -> Problem | None:
        """Forget the confirmations of some entries of a pack."""
        listed = tuple(paths)

        def write(session: Session) -> None:
            mine = (ConfirmationRow.pack == pack, ConfirmationRow.path.in_(listed))
            session.execute(delete(ConfirmationRow).where(*mine))

        found = self._write(write)
        return found if isinstance(found, Problem) else None

    def _write(self, work: Callable[[Session], T]) -> T | Problem:
        """Run `work` in one transaction; a database error becomes a Problem and changes nothing."""
        blocked = self._hold.blocked()
        if blocked is not None:
            return blocked
        try:
            with Session(self._writer) as session, session.begin():
                return work(session)
        except IntegrityError as error:
            if _lacks_a_row(error):
                return problem("library.case_gone", str(self.path))
            return problem("library.conflict", str(self.path), detail=error.orig)
        except NoResultFound:
            return problem("library.case_gone", str(self.path))
        except DatabaseError as error:
            return self._hold.unwritten(error)


def _lacks_a_row(error: IntegrityError) -> bool:
    """Whether what was written belongs to a row that is not there."""
    code = getattr(error.orig, "sqlite_errorcode", 0)
    return bool(code == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY)


def _added(
    session: Session, row: EnterpriseRow | CaseRow, new_id: str, begun: FirstEdit | None = None
) -> str:
    session.add(row)
    if begun is not None:
        session.flush()
        edits.apply_edit(session, new_id, begun.label, begun.mutations, begun.stamp)
    return new_id
