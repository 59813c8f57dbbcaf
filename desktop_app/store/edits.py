"""Applying edits: mutations and their log rows in one transaction; undo and redo from the log.

Undo writes the inverse as a new batch, so that history only ever grows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_app.core.changes import Changes, DropDatum, Mutation, PutDatum
from desktop_app.core.log import DATUM, ENTERPRISE, Step, key_from, key_text
from desktop_app.core.printable import shown
from desktop_app.store.bulk import FEW, all_rows, content, write_rows
from desktop_app.store.evidence_rows import EVIDENCE_KEY, LINK_KEY
from desktop_app.store.planned_rows import PLANNED_KEY
from desktop_app.store.rows import to_json
from desktop_app.store.schema import (
    Base,
    BatchRow,
    CaseRow,
    ChangeRow,
    DatumRow,
    EvidenceLinkRow,
    EvidenceRow,
    PlannedRow,
    RecordRow,
)
from desktop_app.store.steps import enterprise_row, steps_of_mutation

TABLES: Final[Mapping[str, tuple[type[Base], tuple[str, ...]]]] = {
    "datum": (DatumRow, ("item", "record", "period")),
    "record": (RecordRow, ("kind", "code")),
    "evidence": (EvidenceRow, EVIDENCE_KEY),
    "evidence_link": (EvidenceLinkRow, LINK_KEY),
    "planned": (PlannedRow, PLANNED_KEY),
}
"""The tables whose rows come and go, with the columns a log target names after the case."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """When, by whom and how an edit was made; `now` is ISO text in UTC."""

    now: str
    who: str = ""
    origin: str = "typed"


@dataclass(frozen=True, slots=True)
class FirstEdit:
    """The edit a case begins with."""

    label: str
    mutations: tuple[Mutation, ...]
    stamp: Stamp


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
        for step in steps_of_mutation(session, case_id, mutation):
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


def put(session: Session, case_id: str, label: str, steps: Sequence[Step], stamp: Stamp) -> Changes:
    """Give places other contents as one edit; a place must appear only once.

    What it held before must be what the steps say. Without steps nothing is done.
    """
    return put_logged(session, case_id, label, steps, stamp)[0] if steps else Changes(label)


def put_logged(
    session: Session, case_id: str, label: str, steps: Sequence[Step], stamp: Stamp
) -> tuple[Changes, int]:
    """As `put`, but logged even without steps; returns also the number of the edit.

    A place may appear a second time before, with what it holds, to say that it was decided about.
    """
    data = [step for step in steps if step.kind == DATUM]
    _write_many(session, case_id, data, all_rows(session, case_id))
    for step in steps:
        if step.kind != DATUM:
            _write(session, case_id, step)
    number = _log(session, case_id, label, steps, stamp, "do", None)
    return _changes(label, [step for step in steps if step.old != step.new]), number


def stacks_of(session: Session, case_id: str, known: Stacks = NO_EDITS) -> Stacks:
    """The undo and redo stacks, derived from the log; only what came after `known` is read."""
    rows = session.execute(
        select(BatchRow.id, BatchRow.kind, BatchRow.label)
        .where(
            BatchRow.case_id == case_id, BatchRow.id > known.newest, BatchRow.merged_by.is_(None)
        )
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
    steps, spared = _still_there(session, case_id, steps)
    if len(steps) > FEW and all(step.kind == "datum" for step in steps):
        _write_many(session, case_id, steps, all_rows(session, case_id))
    else:
        for step in steps:
            _write(session, case_id, step)
    _log(session, case_id, label, steps, stamp, kind, target)
    return replace(_changes(label, steps), spared=spared)


def _still_there(
    session: Session, case_id: str, steps: Sequence[Step]
) -> tuple[Sequence[Step], frozenset[str]]:
    """The steps without those of the profile that something came after in another case.

    The enterprise is shared by its cases, and a case that came from elsewhere tells of a profile
    that may never have been this one: undoing must not run over what is there now.
    """
    fields = {step.target for step in steps if step.kind == ENTERPRISE}
    if not fields:
        return steps, frozenset()
    row = enterprise_row(session, case_id)
    now = {field: getattr(row, field) for field in fields}
    kept: list[Step] = []
    spared: set[str] = set()
    for step in steps:
        if step.kind == ENTERPRISE and step.old != step.new:
            if now[step.target] != step.old:
                spared.add(step.target)
                continue
            now[step.target] = step.new
        kept.append(step)
    return kept, frozenset(spared)


def _log(
    session: Session,
    case_id: str,
    label: str,
    steps: Sequence[Step],
    stamp: Stamp,
    kind: str,
    target: int | None,
) -> int:
    batch = BatchRow(
        case_id=case_id,
        at=stamp.now,
        who=shown(stamp.who),
        label=shown(label),
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
    return batch.id


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
        evidence=frozenset(
            step.target.split("\x1f")[0]
            for step in steps
            if step.kind in ("evidence", "evidence_link")
        ),
        planned=frozenset(step.target for step in steps if step.kind == "planned"),
    )


def _write(session: Session, case_id: str, step: Step) -> None:
    if step.kind == "enterprise":
        setattr(enterprise_row(session, case_id), step.target, step.new)
    elif step.kind == "packs":
        session.get_one(CaseRow, case_id).packs = list(step.new)
    elif step.kind == "pins":
        session.get_one(CaseRow, case_id).pins = dict(step.new)
    else:
        _write_row(session, case_id, step)
    session.flush()


def _write_row(session: Session, case_id: str, step: Step) -> None:
    table, names = TABLES[step.kind]
    parts = step.target.split("\x1f")
    row = session.get(table, (case_id, *parts))
    if step.new is None:
        if row is not None:
            session.delete(row)
        return
    if row is None:
        row = table(case_id=case_id, **dict(zip(names, parts, strict=True)))
        session.add(row)
    for name, value in step.new.items():
        setattr(row, name, value)
