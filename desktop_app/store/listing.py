"""What is told of many cases at once, in one query and without reading any datum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop_app.core.data import Enterprise
from desktop_app.store.rows import PROFILE
from desktop_app.store.schema import BatchRow, CaseRow, EnterpriseRow, TrashRow


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
