"""The named moments 存档点 of cases: kept, renamed, removed; the log itself is never touched."""

from __future__ import annotations

import uuid

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from desktop_app.core.log import Moment, Reason
from desktop_app.store.edits import Stamp
from desktop_app.store.schema import CaseRow, MomentRow


def moments_of(session: Session, case_id: str) -> tuple[Moment, ...]:
    """The moments of a case, the newest state first."""
    rows = session.scalars(
        select(MomentRow)
        .where(MomentRow.case_id == case_id)
        .order_by(MomentRow.position.desc(), MomentRow.made.desc(), MomentRow.id)
    )
    return tuple(_moment(row) for row in rows)


def keep(session: Session, case_id: str, moment: Moment, stamp: Stamp) -> Moment:
    """Keep a moment of a case; it gets its id.

    When and by whom it was made stays as it is in one that is brought back.
    """
    session.get_one(CaseRow, case_id)
    row = MomentRow(
        id=uuid.uuid4().hex,
        case_id=case_id,
        position=moment.position,
        name=moment.name,
        note=moment.note,
        reason=moment.reason.value,
        made=moment.made or stamp.now,
        who=moment.who if moment.made else stamp.who,
        at=stamp.now,
    )
    session.add(row)
    session.flush()
    return _moment(row)


def rename(session: Session, case_id: str, id_: str, name: str, note: str, now: str) -> bool:
    """Give a moment another name and note; False when there is none of that id."""
    row = session.get(MomentRow, id_)
    if row is None or row.case_id != case_id:
        return False
    row.name, row.note, row.at = name, note, now
    return True


def remove(session: Session, case_id: str, id_: str) -> None:
    """Forget a moment; the edits before and after it stay."""
    session.execute(delete(MomentRow).where(MomentRow.id == id_, MomentRow.case_id == case_id))


def _moment(row: MomentRow) -> Moment:
    return Moment(row.id, row.name, row.note, Reason(row.reason), row.position, row.made, row.who)
