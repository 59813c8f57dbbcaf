"""What a mutation changes: its elementary steps, each with what was and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop_app.core.changes import (
    DropDatum,
    DropEvidence,
    DropPlanned,
    DropRecord,
    LinkEvidence,
    Mutation,
    PutDatum,
    PutEvidence,
    PutPlanned,
    PutRecord,
    SetEnterprise,
    SetPacks,
    SetPins,
    UnlinkEvidence,
)
from desktop_app.core.evidence import Evidence
from desktop_app.core.log import Step, key_text
from desktop_app.store.bulk import content
from desktop_app.store.evidence_rows import (
    evidence_json,
    is_linked,
    link_target,
    links_from,
    links_to_record,
    next_number,
    stored_evidence,
)
from desktop_app.store.planned_rows import last_position, planned_json, stored_planned
from desktop_app.store.rows import PROFILE, to_json
from desktop_app.store.schema import CaseRow, DatumRow, EnterpriseRow, RecordRow

_LINKED: Final[Mapping[str, Any]] = {}
"""What the log keeps of a link: that there is one."""


def steps_of_mutation(session: Session, case_id: str, mutation: Mutation) -> list[Step]:
    """What a mutation changes, as things are now; changes of nothing are among them."""
    match mutation:
        case PutDatum(datum):
            target = key_text(datum.key)
            return [Step("datum", target, _old_datum(session, case_id, target), to_json(datum))]
        case DropDatum(key):
            target = key_text(key)
            return [Step("datum", target, _old_datum(session, case_id, target), None)]
        case PutRecord(record):
            target = f"{record.kind}\x1f{record.id}"
            old = _old_record(session, case_id, target)
            place = old["position"] if old else _next_position(session, case_id, record.kind)
            new = {"name": record.name, "fields": dict(record.fields), "position": place}
            return [Step("record", target, old, new)]
        case DropRecord():
            return _drop_record(session, case_id, mutation)
        case SetEnterprise() | SetPacks() | SetPins():
            return [_set(session, case_id, mutation)]
        case PutPlanned() | DropPlanned():
            return [_plan(session, case_id, mutation)]
        case _:
            return _evidence_steps(session, case_id, mutation)


def _set(session: Session, case_id: str, mutation: SetEnterprise | SetPacks | SetPins) -> Step:
    match mutation:
        case SetEnterprise(field, value):
            if field not in PROFILE:
                raise ValueError(f"not a profile field: {field}")
            row = enterprise_row(session, case_id)
            return Step("enterprise", field, getattr(row, field), value)
        case SetPacks(packs):
            case_row = session.get_one(CaseRow, case_id)
            return Step("packs", "packs", list(case_row.packs), list(packs))
        case SetPins(pins):
            case_row = session.get_one(CaseRow, case_id)
            return Step("pins", "pins", dict(case_row.pins), dict(pins))


def _plan(session: Session, case_id: str, mutation: PutPlanned | DropPlanned) -> Step:
    match mutation:
        case PutPlanned(planned):
            old = stored_planned(session, case_id, planned.id)
            place = old["position"] if old else last_position(session, case_id) + 1
            return Step("planned", planned.id, old, planned_json(planned, place))
        case DropPlanned(id_):
            return Step("planned", id_, stored_planned(session, case_id, id_), None)


def _evidence_steps(
    session: Session,
    case_id: str,
    mutation: PutEvidence | DropEvidence | LinkEvidence | UnlinkEvidence,
) -> list[Step]:
    match mutation:
        case PutEvidence(evidence):
            return [_put_evidence(session, case_id, evidence)]
        case DropEvidence(id_):
            unlinked = _unlink(links_from(session, case_id, id_))
            old = stored_evidence(session, case_id, id_)
            return [*unlinked, Step("evidence", id_, old, None)]
        case LinkEvidence(id_, subject) | UnlinkEvidence(id_, subject):
            if stored_evidence(session, case_id, id_) is None:
                return []
            target = link_target(id_, subject)
            before = _LINKED if is_linked(session, case_id, target) else None
            after = _LINKED if isinstance(mutation, LinkEvidence) else None
            return [Step("evidence_link", target, before, after)]


def _put_evidence(session: Session, case_id: str, evidence: Evidence) -> Step:
    old = stored_evidence(session, case_id, evidence.id)
    number = evidence.number or (old["number"] if old else next_number(session, case_id))
    return Step("evidence", evidence.id, old, evidence_json(evidence, number))


def _unlink(targets: Iterable[str]) -> list[Step]:
    return [Step("evidence_link", target, _LINKED, None) for target in targets]


def _drop_record(session: Session, case_id: str, drop: DropRecord) -> list[Step]:
    target = f"{drop.kind}\x1f{drop.id}"
    data = session.scalars(
        select(DatumRow).where(DatumRow.case_id == case_id, DatumRow.record == drop.id)
    )
    own = (row for row in data if row.item not in drop.spare)
    targets = [f"{row.item}\x1f{row.record}\x1f{row.period}" for row in own]
    steps = [Step("datum", t, _old_datum(session, case_id, t), None) for t in targets]
    unlinked = _unlink(links_to_record(session, case_id, drop.kind, drop.id, drop.spare))
    gone = Step("record", target, _old_record(session, case_id, target), None)
    return [*steps, *unlinked, gone]


def _old_datum(session: Session, case_id: str, target: str) -> dict[str, Any] | None:
    return content(session.get(DatumRow, (case_id, *target.split("\x1f"))))


def _old_record(session: Session, case_id: str, target: str) -> dict[str, Any] | None:
    row = session.get(RecordRow, (case_id, *target.split("\x1f")))
    if row is None:
        return None
    return {"name": row.name, "fields": dict(row.fields), "position": row.position}


def _next_position(session: Session, case_id: str, kind: str) -> int:
    last = session.scalar(
        select(func.max(RecordRow.position)).where(
            RecordRow.case_id == case_id, RecordRow.kind == kind
        )
    )
    return 0 if last is None else last + 1


def enterprise_row(session: Session, case_id: str) -> EnterpriseRow:
    """The row of the enterprise a case belongs to."""
    return session.get_one(EnterpriseRow, session.get_one(CaseRow, case_id).enterprise_id)
