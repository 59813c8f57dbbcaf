"""What is told of many cases at once, in one query and without reading any datum.

A library may hold ten thousand cases, and the window waits for their names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from desktop_app.core.consistency.set_aside import SET_ASIDE
from desktop_app.core.data import Enterprise
from desktop_app.core.unread import UNREAD
from desktop_app.store.rows import PROFILE
from desktop_app.store.schema import BatchRow, CaseRow, DatumRow, EnterpriseRow, TrashRow
from desktop_app.store.trash import in_use


@dataclass(frozen=True, slots=True)
class CaseEntry:
    """A case in lists: ids, enterprise, year, and when it was last opened."""

    id: str
    enterprise_id: str
    enterprise: str
    year: int
    opened: str


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """A case as stored.

    `edit` and `edited` are number and moment of its newest edit, undoing included: 0 and "" before
    the first. The log only grows, so they change whenever anything of the case does. `deleted` is
    when it was put into the trash, "" while it is in use.
    """

    id: str
    enterprise_id: str
    enterprise: Enterprise
    year: int
    packs: tuple[str, ...]
    pins: Mapping[str, str]
    created: str
    edit: int
    edited: str
    deleted: str

    @property
    def changed(self) -> str:
        """When anything of it was last changed, as ISO text."""
        return self.edited or self.created


@dataclass(frozen=True, slots=True)
class LastEdit:
    """The newest edit of a library: when, what it was called, whose case."""

    at: str
    label: str
    enterprise: str
    year: int


def last_edit(session: Session) -> LastEdit | None:
    """The newest edit of any case; None before the first."""
    query = (
        select(BatchRow.at, BatchRow.label, EnterpriseRow.name, CaseRow.year)
        .join(CaseRow, CaseRow.id == BatchRow.case_id)
        .join(EnterpriseRow, EnterpriseRow.id == CaseRow.enterprise_id)
        .order_by(BatchRow.id.desc())
        .limit(1)
    )
    row = session.execute(query).first()
    return None if row is None else LastEdit(*row)


def case_entries(session: Session) -> tuple[CaseEntry, ...]:
    """All cases in use, most recently opened first."""
    order = (CaseRow.opened.desc(), EnterpriseRow.name, CaseRow.year.desc())
    return tuple(CaseEntry(*row) for row in session.execute(_entries().order_by(*order)))


def cases_beside(session: Session, case_id: str) -> tuple[CaseEntry, ...]:
    """The cases in use of the enterprise of a case in use, newest year first."""
    own = select(CaseRow.enterprise_id).where(CaseRow.id == case_id, in_use()).scalar_subquery()
    query = _entries().where(CaseRow.enterprise_id == own).order_by(CaseRow.year.desc())
    return tuple(CaseEntry(*row) for row in session.execute(query))


def _entries() -> Select[str, str, str, int, str]:
    named = select(
        CaseRow.id, CaseRow.enterprise_id, EnterpriseRow.name, CaseRow.year, CaseRow.opened
    )
    return named.join(EnterpriseRow, EnterpriseRow.id == CaseRow.enterprise_id).where(in_use())


def amounts(session: Session, case_ids: Collection[str] | None) -> dict[str, int]:
    """How many data each of these cases has, or every one; those without any are left out."""
    query = (
        select(DatumRow.case_id, func.count())
        .where(DatumRow.item.not_like(f"{UNREAD}%"), DatumRow.item.not_like(f"{SET_ASIDE}%"))
        .group_by(DatumRow.case_id)
    )
    if case_ids is not None:
        query = query.where(DatumRow.case_id.in_(case_ids))
    return {row[0]: row[1] for row in session.execute(query)}


def case_facts(session: Session, *, in_trash: bool) -> tuple[CaseFacts, ...]:
    """All cases in use, or those in the trash, in no particular order."""
    return tuple(_facts(session, in_trash))


def _facts(session: Session, in_trash: bool) -> Iterator[CaseFacts]:
    newest = (
        select(func.max(BatchRow.id)).where(BatchRow.case_id == CaseRow.id).correlate(CaseRow)
    ).scalar_subquery()
    case = (CaseRow.id, CaseRow.enterprise_id, CaseRow.year, CaseRow.packs, CaseRow.pins)
    profile = [getattr(EnterpriseRow, name) for name in PROFILE]
    query = (
        select(*case, CaseRow.created, TrashRow.at, BatchRow.id, BatchRow.at, *profile)
        .join(EnterpriseRow, EnterpriseRow.id == CaseRow.enterprise_id)
        .outerjoin(BatchRow, BatchRow.id == newest)
        .outerjoin(TrashRow, TrashRow.case_id == CaseRow.id)
        .where(TrashRow.at.is_not(None) if in_trash else TrashRow.at.is_(None))
    )
    for row in session.execute(query):
        case_id, enterprise_id, year, packs, pins, created, deleted, edit, at, *told = row
        enterprise = Enterprise(*told)
        yield CaseFacts(
            case_id, enterprise_id, enterprise, year, tuple(packs), pins, created, edit or 0,
            at or "", deleted or "",
        )  # fmt: skip
