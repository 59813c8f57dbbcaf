"""Past states of a case: its rows as the log names them, led back step by step, as a case again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desktop_app.core.data import Case, Enterprise, Record
from desktop_app.core.evidence import Evidence, Subject
from desktop_app.core.log import (
    BETWEEN,
    DATUM,
    ENTERPRISE,
    EVIDENCE,
    LINK,
    PACKS,
    PINS,
    PLANNED,
    RECORD,
    Place,
    State,
    Step,
    key_from,
    unreplay,
)
from desktop_app.store.edits import TABLES
from desktop_app.store.evidence_rows import evidence_from, subject_from
from desktop_app.store.planned_rows import planned_from
from desktop_app.store.rows import PROFILE, from_json
from desktop_app.store.schema import BatchRow, CaseRow, ChangeRow, EnterpriseRow


@dataclass(frozen=True, slots=True)
class Past:
    """What a case was: place by place, and as a whole."""

    state: State
    case: Case


def state_of(session: Session, case_id: str) -> dict[Place, Any]:
    """What every place of a case contains now."""
    row = session.get_one(CaseRow, case_id)
    enterprise = session.get_one(EnterpriseRow, row.enterprise_id)
    state: dict[Place, Any] = {
        Place(ENTERPRISE, field): getattr(enterprise, field) for field in PROFILE
    }
    state[Place(PACKS, PACKS)] = list(row.packs)
    state[Place(PINS, PINS)] = dict(row.pins)
    for kind in TABLES:
        state.update(_rows(session, case_id, kind))
    return state


def _rows(session: Session, case_id: str, kind: str) -> Iterator[tuple[Place, dict[str, Any]]]:
    table, keys = TABLES[kind]
    rows = table.__table__
    mine = select(rows).where(rows.columns["case_id"] == case_id)
    for found in session.execute(mine).mappings():
        target = BETWEEN.join(str(found[key]) for key in keys)
        left_out = {"case_id", *keys}
        content = {name: value for name, value in found.items() if name not in left_out}
        yield Place(kind, target), content


def steps_after(session: Session, case_id: str, position: int) -> list[Step]:
    """What was done to a case after an edit, in order.

    The profile is shared by all cases of an enterprise: what others did to it belongs to it, too.
    Edits that were merged in did what they did elsewhere; here the merge did it, so that what comes
    after one of them is what comes after its merge.
    """
    merged = session.scalar(select(BatchRow.merged_by).where(BatchRow.id == position))
    position = merged or position
    enterprise = select(CaseRow.enterprise_id).where(CaseRow.id == case_id).scalar_subquery()
    siblings = select(CaseRow.id).where(CaseRow.enterprise_id == enterprise)
    shared = BatchRow.case_id.in_(siblings) & (ChangeRow.kind == ENTERPRISE)
    rows = session.execute(
        select(ChangeRow.kind, ChangeRow.target, ChangeRow.old, ChangeRow.new)
        .join(BatchRow, BatchRow.id == ChangeRow.batch_id)
        .where(
            BatchRow.id > position,
            BatchRow.merged_by.is_(None),
            or_(BatchRow.case_id == case_id, shared),
        )
        .order_by(ChangeRow.batch_id, ChangeRow.id)
    )
    return [Step(*row) for row in rows]


def past_of(session: Session, case_id: str, position: int | None) -> Past:
    """A case after the edit of that number; None is now, 0 before the first."""
    row = session.get_one(CaseRow, case_id)
    state = state_of(session, case_id)
    if position is not None:
        state = unreplay(state, steps_after(session, case_id, position))
    return Past(state, case_of(state, row.year, row.note))


def case_of(state: State, year: int, note: str = "") -> Case:
    """The case a state is of."""
    data = [from_json(key_from(one.target), content) for one, content in _kind(state, DATUM)]
    profile = {field: state[Place(ENTERPRISE, field)] for field in PROFILE}
    return Case(
        enterprise=Enterprise(**profile),
        year=year,
        packs=tuple(state[Place(PACKS, PACKS)]),
        data={datum.key: datum for datum in data},
        records=_records(state),
        note=note,
        pins=dict(state[Place(PINS, PINS)]),
        evidence=_documents(state),
        plan=tuple(
            planned_from(place.target, content)
            for place, content in sorted(
                _kind(state, PLANNED), key=lambda one: (one[1]["position"], one[0].target)
            )
        ),
    )


def _kind(state: State, kind: str) -> list[tuple[Place, Any]]:
    return [(place, content) for place, content in state.items() if place.kind == kind]


def _records(state: State) -> tuple[Record, ...]:
    def order(one: tuple[Place, Any]) -> tuple[str, int, str]:
        kind, code = one[0].parts
        return kind, one[1]["position"], code

    found: Sequence[tuple[Place, Any]] = sorted(_kind(state, RECORD), key=order)
    return tuple(_record(place, content) for place, content in found)


def _record(place: Place, content: Any) -> Record:  # noqa: ANN401 - JSON of the log
    kind, code = place.parts
    return Record(kind, code, content["name"], dict(content["fields"]))


def _documents(state: State) -> tuple[Evidence, ...]:
    links: dict[str, set[Subject]] = {}
    for place, _there in _kind(state, LINK):
        document, *rest = place.parts
        links.setdefault(document, set()).add(subject_from(rest))
    found = [
        evidence_from(place.target, content, frozenset(links.get(place.target, ())))
        for place, content in _kind(state, EVIDENCE)
    ]
    return tuple(sorted(found, key=lambda one: (one.number, one.id)))
