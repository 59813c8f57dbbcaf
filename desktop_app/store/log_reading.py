"""Questions to the log of edits: by edit, newest first and a page at a time, and by place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, TypeVarTuple

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session

from desktop_app.core.log import BETWEEN, DATUM, ENTERPRISE, Edit, Place, PlaceEdit, Step, Wanted
from desktop_app.store.schema import BatchRow, CaseRow, ChangeRow

Columns = TypeVarTuple("Columns")
PAGE: Final = 200
"""So many lines are read at once."""

_COLUMNS: Final = (
    BatchRow.id,
    BatchRow.at,
    BatchRow.who,
    BatchRow.label,
    BatchRow.kind,
    BatchRow.origin,
)


def newest(session: Session) -> int:
    """The number of the newest edit of the library; 0 before the first."""
    return session.scalar(select(func.max(BatchRow.id))) or 0


def edits_of(
    session: Session, case_id: str, wanted: Wanted, before: int, limit: int
) -> tuple[Edit, ...]:
    """Edits of a case, the newest first; with `before` those older than that number."""
    count = (
        select(func.count())
        .where(ChangeRow.batch_id == BatchRow.id)
        .correlate(BatchRow)
        .scalar_subquery()
    )
    query = _asked(select(*_COLUMNS, count), case_id, wanted).order_by(BatchRow.id.desc())
    if before:
        query = query.where(BatchRow.id < before)
    return tuple(_edit(row) for row in session.execute(query.limit(limit)))


def count_of(session: Session, case_id: str, wanted: Wanted) -> int:
    """How many edits of a case are asked for."""
    return session.scalar(_asked(select(func.count(BatchRow.id)), case_id, wanted)) or 0


def edit(session: Session, case_id: str, position: int) -> Edit | None:
    """One edit of a case by its number."""
    found = edits_of(session, case_id, Wanted(), position + 1, 1)
    return found[0] if found and found[0].position == position else None


def changes_of(session: Session, position: int, skip: int, limit: int) -> tuple[Step, ...]:
    """What an edit changed, in order, from the one after `skip` others on."""
    rows = session.execute(
        select(ChangeRow.kind, ChangeRow.target, ChangeRow.old, ChangeRow.new)
        .where(ChangeRow.batch_id == position)
        .order_by(ChangeRow.id)
        .offset(skip)
        .limit(limit)
    )
    return tuple(Step(*row) for row in rows)


def of_places(
    session: Session, case_id: str, places: Iterable[Place], limit: int
) -> tuple[PlaceEdit, ...]:
    """What was done to some places, newest first; to a profile also by other years' cases."""
    found: list[PlaceEdit] = []
    by_kind: dict[str, list[str]] = {}
    for place in places:
        by_kind.setdefault(place.kind, []).append(place.target)
    for kind, targets in by_kind.items():
        query = (
            select(*_COLUMNS, ChangeRow.kind, ChangeRow.target, ChangeRow.old, ChangeRow.new)
            .join(ChangeRow, ChangeRow.batch_id == BatchRow.id)
            .where(ChangeRow.kind == kind, ChangeRow.target.in_(targets))
            .where(_of_enterprise(case_id) if kind == ENTERPRISE else BatchRow.case_id == case_id)
            .order_by(ChangeRow.id.desc())
            .limit(limit)
        )
        found += [_place_edit(row) for row in session.execute(query)]
    found.sort(key=lambda one: -one.edit.position)
    return tuple(found[:limit])


def _of_enterprise(case_id: str) -> ColumnElement[bool]:
    """That an edit was made in a case of the same enterprise."""
    mine = select(CaseRow.enterprise_id).where(CaseRow.id == case_id).scalar_subquery()
    return BatchRow.case_id.in_(select(CaseRow.id).where(CaseRow.enterprise_id == mine))


def people_of(session: Session, case_id: str) -> tuple[str, ...]:
    """Who edited a case; an unnamed user is ""."""
    return _distinct(session, select(BatchRow.who), case_id)


def ways_of(session: Session, case_id: str) -> tuple[str, ...]:
    """The ways edits of a case came about, see `Edit.how`."""
    done = _distinct(session, select(BatchRow.origin).where(BatchRow.kind == "do"), case_id)
    other = _distinct(session, select(BatchRow.kind).where(BatchRow.kind != "do"), case_id)
    return (*done, *other)


def _distinct(session: Session, query: Select[str], case_id: str) -> tuple[str, ...]:
    found = session.scalars(query.where(BatchRow.case_id == case_id).distinct())
    return tuple(sorted(found))


def _edit(row: Sequence[Any]) -> Edit:
    position, at, who, label, kind, origin, changes = row
    return Edit(position, at, who, label, kind, origin, changes)


def _place_edit(row: Sequence[Any]) -> PlaceEdit:
    *head, kind, target, old, new = row
    return PlaceEdit(_edit([*head, 1]), Step(kind, target, old, new))


def _asked(query: Select[*Columns], case_id: str, wanted: Wanted) -> Select[*Columns]:
    return query.where(BatchRow.case_id == case_id, *_conditions(wanted))


def _conditions(wanted: Wanted) -> Sequence[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.who is not None:
        found.append(BatchRow.who == wanted.who)
    if wanted.how in ("undo", "redo"):
        found.append(BatchRow.kind == wanted.how)
    elif wanted.how:
        found.append((BatchRow.kind == "do") & (BatchRow.origin == wanted.how))
    if wanted.what is not None:
        found.append(_has(ChangeRow.kind.in_(wanted.what.kinds)))
    if wanted.text:
        named = BatchRow.label.icontains(wanted.text, autoescape=True)
        item = func.substr(ChangeRow.target, 1, func.instr(ChangeRow.target, BETWEEN) - 1)
        touched = _has((ChangeRow.kind == DATUM) & item.in_(sorted(wanted.items)))
        found.append(or_(named, touched) if wanted.items else named)
    return found


def _has(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """That one of an edit's changes fulfils a condition."""
    return exists().where(ChangeRow.batch_id == BatchRow.id, condition)
