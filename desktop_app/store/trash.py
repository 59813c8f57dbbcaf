"""The trash 回收站: cases put away can be brought back until they are cleared for good.

A case in the trash keeps all it has, its log included; lists and last-year figures pass it over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeAlias

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from desktop_app.core.problems import Problem
from desktop_app.store.schema import CaseRow, EnterpriseRow, TrashRow

_AT_ONCE: Final = 500


Write: TypeAlias = Callable[[Callable[[Session], None]], "Problem | None"]
"""Runs work in one transaction of the library."""


class Trash:
    """The trash of one library."""

    def __init__(self, write: Write) -> None:
        self._write = write

    def put_away(self, case_ids: Iterable[str], now: str) -> Problem | None:
        """Put cases into the trash; those that are in it keep their date."""
        return self._write(lambda session: _put_away(session, case_ids, now))

    def bring_back(self, case_ids: Iterable[str]) -> Problem | None:
        """Take cases out of the trash as they were."""
        return self._write(lambda session: _bring_back(session, case_ids))

    def clear(self, case_ids: Iterable[str]) -> Problem | None:
        """Delete cases of the trash for good, and enterprises left without a case.

        Cases in use are left alone.
        """
        return self._write(lambda session: _clear(session, case_ids))


def in_use() -> ColumnElement[bool]:
    """That a case is not in the trash, for queries about `CaseRow`."""
    return CaseRow.id.not_in(select(TrashRow.case_id))


def _put_away(session: Session, case_ids: Iterable[str], now: str) -> None:
    for some in _portions(case_ids):
        known = session.scalars(select(CaseRow.id).where(CaseRow.id.in_(some)))
        rows = [{"case_id": one, "at": now} for one in known]
        if rows:
            session.execute(insert(TrashRow).on_conflict_do_nothing(), rows)


def _bring_back(session: Session, case_ids: Iterable[str]) -> None:
    for some in _portions(case_ids):
        session.execute(delete(TrashRow).where(TrashRow.case_id.in_(some)))


def _clear(session: Session, case_ids: Iterable[str]) -> None:
    for some in _portions(case_ids):
        away = select(TrashRow.case_id).where(TrashRow.case_id.in_(some))
        mine = CaseRow.id.in_(tuple(session.scalars(away)))
        owners = tuple(session.scalars(select(CaseRow.enterprise_id).where(mine)))
        session.execute(delete(CaseRow).where(mine))
        left = select(CaseRow.enterprise_id)
        bare = EnterpriseRow.id.in_(owners) & EnterpriseRow.id.not_in(left)
        session.execute(delete(EnterpriseRow).where(bare))


def _portions(case_ids: Iterable[str]) -> Iterable[Sequence[str]]:
    """A few hundred at a time: a statement takes only so many values."""
    listed = tuple(case_ids)
    for start in range(0, len(listed), _AT_ONCE):
        yield listed[start : start + _AT_ONCE]
