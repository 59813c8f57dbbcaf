"""Many data at once: a pasted block is looked up with one query and written in batches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from desktop_app.store.schema import DatumRow

FEW: Final = 20
"""Up to so many data, looking each up by its key is the cheaper way."""

DATUM_FIELDS: Final = ("state", "value", "unit", "text", "raw", "reason", "note", "origin")


def all_rows(session: Session, case_id: str) -> dict[str, DatumRow]:
    """The data of a case by log target."""
    rows = session.scalars(select(DatumRow).where(DatumRow.case_id == case_id))
    return {f"{row.item}\x1f{row.record}\x1f{row.period}": row for row in rows}


def content(row: DatumRow | None) -> dict[str, Any] | None:
    """What the log keeps of a row; None for one that is not there."""
    return None if row is None else {name: getattr(row, name) for name in DATUM_FIELDS}


def write_rows(
    session: Session,
    case_id: str,
    rows: Mapping[str, DatumRow],
    news: Iterable[tuple[str, dict[str, Any] | None]],
) -> None:
    """Give each target its new content (None: absent); a target must appear only once."""
    fresh: list[dict[str, Any]] = []
    for target, new in news:
        row = rows.get(target)
        if row is not None and new is None:
            session.delete(row)
        elif row is not None and new is not None:
            for name, value in new.items():
                setattr(row, name, value)
        elif new is not None:
            item, record, period = target.split("\x1f")
            place = {"case_id": case_id, "item": item, "record": record, "period": period}
            fresh.append({**place, **new})
    session.flush()
    if fresh:
        session.execute(insert(DatumRow), fresh)
