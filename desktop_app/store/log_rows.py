"""Whole logs of cases as values, and edits made in other copies as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from desktop_app.core.copies import LoggedEdit
from desktop_app.core.log import Step
from desktop_app.store.schema import BatchRow, ChangeRow

_AT_ONCE: Final = 500


def log_of(session: Session, case_id: str) -> tuple[LoggedEdit, ...]:
    """The log of a case, oldest first."""
    batches = session.scalars(
        select(BatchRow).where(BatchRow.case_id == case_id).order_by(BatchRow.id)
    ).all()
    steps: dict[int, list[Step]] = {}
    changes = session.execute(
        select(ChangeRow.batch_id, ChangeRow.kind, ChangeRow.target, ChangeRow.old, ChangeRow.new)
        .join(BatchRow, BatchRow.id == ChangeRow.batch_id)
        .where(BatchRow.case_id == case_id)
        .order_by(ChangeRow.id)
    )
    for batch_id, *step in changes:
        steps.setdefault(batch_id, []).append(Step(*step))
    names = {batch.id: batch.uid for batch in batches}
    return tuple(
        LoggedEdit(
            batch.uid,
            batch.at,
            batch.who,
            batch.label,
            batch.origin,
            batch.kind,
            names.get(batch.target or 0, ""),
            names.get(batch.merged_by or 0, ""),
            tuple(steps.get(batch.id, ())),
        )
        for batch in batches
    )


def add_log(session: Session, case_id: str, edits: Sequence[LoggedEdit]) -> None:
    """Add the edits of a copy to the log of a case, as they are; all they name must be in it."""
    for start in range(0, len(edits), _AT_ONCE):
        some = edits[start : start + _AT_ONCE]
        rows = [_row(case_id, edit) for edit in some]
        session.add_all(rows)
        session.flush()
        changes = [
            {"batch_id": row.id, "kind": s.kind, "target": s.target, "old": s.old, "new": s.new}
            for row, edit in zip(rows, some, strict=True)
            for s in edit.steps
        ]
        if changes:
            session.execute(insert(ChangeRow), changes)
    _tie(session, numbers_of(session, case_id), edits)


def numbers_of(session: Session, case_id: str) -> dict[str, int]:
    """The numbers of all edits of a case, by their names."""
    rows = session.execute(select(BatchRow.uid, BatchRow.id).where(BatchRow.case_id == case_id))
    return {uid: number for uid, number in rows}  # noqa: C416 - rows are no pairs


def _row(case_id: str, edit: LoggedEdit) -> BatchRow:
    return BatchRow(
        case_id=case_id,
        at=edit.at,
        who=edit.who,
        label=edit.label,
        origin=edit.origin,
        kind=edit.kind,
        uid=edit.uid,
    )


def _tie(session: Session, numbers: Mapping[str, int], edits: Sequence[LoggedEdit]) -> None:
    """Let edits name the edits they undo and the merge they came with by number."""
    tied: list[dict[str, Any]] = []
    for edit in edits:
        if edit.target or edit.merged_by:
            target, merged_by = numbers.get(edit.target), numbers.get(edit.merged_by)
            tied.append({"id": numbers[edit.uid], "target": target, "merged_by": merged_by})
    if tied:
        session.execute(update(BatchRow), tied)
