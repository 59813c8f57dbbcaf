"""Applying edits: mutations and their log rows in one transaction; undo and redo from the log.

Undo writes the inverse as a new batch, so that history only ever grows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop_app.core.changes import (
    Changes,
    DropDatum,
    DropRecord,
    Mutation,
    PutDatum,
    PutRecord,
    SetEnterprise,
    SetPacks,
    SetPins,
)
from desktop_app.store.bulk import FEW, all_rows, content, write_rows
from desktop_app.store.rows import PROFILE, key_from, key_text, to_json
from desktop_app.store.schema import (
    BatchRow,
    CaseRow,
    ChangeRow,
    DatumRow,
    EnterpriseRow,
    RecordRow,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One elementary change: table kind, target, old and new content (None: absent)."""

    kind: str
    target: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Stamp:
    """When, by whom and how an edit was made; `now` is ISO text in UTC."""

    now: str
    who: str = ""
    origin: str = "typed"


@dataclass(frozen=True, slots=True)
class Stacks:
    """Batches that can be undone and redone, newest last: (id, label).

    `edits` counts all batches there ever were, undoing and redoing included, `newest` is the last
    of them; both only grow.
    """

    undo: tuple[tuple[int, str], ...] = ()
    redo: tuple[tuple[int, str], ...] = ()
    edits: int = 0
    newest: int = 0


NO_EDITS: Final = Stacks()


def apply_edit(
    session: Session, case_id: str, label: str, mutations: Iterable[Mutation], stamp: Stamp
) -> Changes:
    """Make the mutations and log them; what is already so is left out, down to nothing."""
    listed = tuple(mutations)
    many = len(listed) > FEW and all(isinstance(one, PutDatum | DropDatum) for one in listed)
    steps = (_make_many if many else _make_each)(session, case_id, listed)
    if not steps:
        return Changes(label)
    _log(session, case_id, label, steps, stamp, "do", None)
    return _changes(label, steps)


def _make_each(session: Session, case_id: str, mutations: Sequence[Mutation]) -> list[Step]:
    """One after the other, each seeing what those before it did."""
    steps: list[Step] = []
    for mutation in mutations:
        for step in _steps(session, case_id, mutation):
            if step.old != step.new:
                _write(session, case_id, step)
                steps.append(step)
    return steps


def _make_many(session: Session, case_id: str, mutations: Sequence[Mutation]) -> list[Step]:
    """A block of data at once; of several mutations of one key the last one counts."""
    rows = all_rows(session, case_id)
    news: dict[str, dict[str, Any] | None] = {}
    for one in mutations:
        if isinstance(one, PutDatum):
            news[key_text(one.datum.key)] = to_json(one.datum)
        elif isinstance(one, DropDatum):
            news[key_text(one.key)] = None
    steps = [
        Step("datum", target, content(rows.get(target)), new)
        for target, new in news.items()
        if content(rows.get(target)) != new
    ]
    _write_many(session, case_id, steps, rows)
    return steps


def _write_many(
    session: Session, case_id: str, steps: Sequence[Step], rows: Mapping[str, DatumRow]
) -> None:
    write_rows(session, case_id, rows, ((step.target, step.new) for step in steps))


def undo(session: Session, case_id: str, stamp: Stamp) -> Changes | None:
    """Take back the newest edit not yet undone; None when there is none."""
    stacks = stacks_of(session, case_id)
    if not stacks.undo:
        return None
    batch_id, label = stacks.undo[-1]
    inverse = [Step(s.kind, s.target, s.new, s.old) for s in reversed(_steps_of(session, batch_id))]
    return _replay(session, case_id, label, inverse, stamp, "undo", batch_id)


def redo(session: Session, case_id: str, stamp: Stamp) -> Changes | None:
    """Make the newest undone edit again; None when there is none."""
    stacks = stacks_of(session, case_id)
    if not stacks.redo:
        return None
    batch_id, label = stacks.redo[-1]
    steps = _steps_of(session, batch_id)
    return _replay(session, case_id, label, steps, stamp, "redo", batch_id)


def stacks_of(session: Session, case_id: str, known: Stacks = NO_EDITS) -> Stacks:
    """The undo and redo stacks, derived from the log; only what came after `known` is read."""
    rows = session.execute(
        select(BatchRow.id, BatchRow.kind, BatchRow.label)
        .where(BatchRow.case_id == case_id, BatchRow.id > known.newest)
        .order_by(BatchRow.id)
    ).all()
    done, undone = list(known.undo), list(known.redo)
    for batch_id, kind, label in rows:
        if kind == "do":
            done.append((batch_id, label))
            undone.clear()
        elif kind == "undo":
            undone.append(done.pop())
        else:
            done.append(undone.pop())
    newest = rows[-1][0] if rows else known.newest
    return Stacks(tuple(done), tuple(undone), known.edits + len(rows), newest)


def _replay(
    session: Session,
    case_id: str,
    label: str,
    steps: Sequence[Step],
    stamp: Stamp,
    kind: str,
    target: int,
) -> Changes:
    if len(steps) > FEW and all(step.kind == "datum" for step in steps):
        _write_many(session, case_id, steps, all_rows(session, case_id))
    else:
        for step in steps:
            _write(session, case_id, step)
    _log(session, case_id, label, steps, stamp, kind, target)
    return _changes(label, steps)


def _log(
    session: Session,
    case_id: str,
    label: str,
    steps: Sequence[Step],
    stamp: Stamp,
    kind: str,
    target: int | None,
) -> None:
    batch = BatchRow(
        case_id=case_id,
        at=stamp.now,
        who=stamp.who,
        label=label,
        origin=stamp.origin,
        kind=kind,
        target=target,
    )
    session.add(batch)
    session.flush()
    session.add_all(
        ChangeRow(batch_id=batch.id, kind=s.kind, target=s.target, old=s.old, new=s.new)
        for s in steps
    )


def _steps_of(session: Session, batch_id: int) -> list[Step]:
    rows = session.scalars(
        select(ChangeRow).where(ChangeRow.batch_id == batch_id).order_by(ChangeRow.id)
    )
    return [Step(row.kind, row.target, row.old, row.new) for row in rows]


def _changes(label: str, steps: Sequence[Step]) -> Changes:
    return Changes(
        label=label,
        keys=frozenset(key_from(step.target) for step in steps if step.kind == "datum"),
        records=frozenset(step.target.split("\x1f")[0] for step in steps if step.kind == "record"),
        enterprise=frozenset(step.target for step in steps if step.kind == "enterprise"),
        packs=any(step.kind in ("packs", "pins") for step in steps),
    )


def _steps(session: Session, case_id: str, mutation: Mutation) -> list[Step]:
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
        case SetEnterprise(field, value):
            if field not in PROFILE:
                raise ValueError(f"not a profile field: {field}")
            row = _enterprise(session, case_id)
            return [Step("enterprise", field, getattr(row, field), value)]
        case SetPacks(packs):
            case_row = session.get_one(CaseRow, case_id)
            return [Step("packs", "packs", list(case_row.packs), list(packs))]
        case SetPins(pins):
            case_row = session.get_one(CaseRow, case_id)
            return [Step("pins", "pins", dict(case_row.pins), dict(pins))]


def _drop_record(session: Session, case_id: str, drop: DropRecord) -> list[Step]:
    target = f"{drop.kind}\x1f{drop.id}"
    data = session.scalars(
        select(DatumRow).where(DatumRow.case_id == case_id, DatumRow.record == drop.id)
    )
    own = (row for row in data if row.item not in drop.spare)
    targets = [f"{row.item}\x1f{row.record}\x1f{row.period}" for row in own]
    steps = [Step("datum", t, _old_datum(session, case_id, t), None) for t in targets]
    return [*steps, Step("record", target, _old_record(session, case_id, target), None)]


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


def _enterprise(session: Session, case_id: str) -> EnterpriseRow:
    return session.get_one(EnterpriseRow, session.get_one(CaseRow, case_id).enterprise_id)


def _write(session: Session, case_id: str, step: Step) -> None:
    if step.kind == "enterprise":
        setattr(_enterprise(session, case_id), step.target, step.new)
    elif step.kind == "packs":
        session.get_one(CaseRow, case_id).packs = list(step.new)
    elif step.kind == "pins":
        session.get_one(CaseRow, case_id).pins = dict(step.new)
    else:
        table: type[DatumRow | RecordRow] = DatumRow if step.kind == "datum" else RecordRow
        _write_row(session, table, case_id, step)
    session.flush()


def _write_row(
    session: Session, table: type[DatumRow | RecordRow], case_id: str, step: Step
) -> None:
    parts = step.target.split("\x1f")
    row = session.get(table, (case_id, *parts))
    if step.new is None:
        if row is not None:
            session.delete(row)
        return
    if row is None:
        names = ("item", "record", "period") if table is DatumRow else ("kind", "code")
        row = table(case_id=case_id, **dict(zip(names, parts, strict=True)))
        session.add(row)
    for name, value in step.new.items():
        setattr(row, name, value)
