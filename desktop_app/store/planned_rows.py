"""Planned measures as rows and as the log keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop_app.core.planned import DataChange, How, PlannedMeasure, Progress
from desktop_app.store.schema import PlannedRow

PLANNED_KEY: Final = ("id",)

_TEXTS: Final = ("name", "measure", "owner", "begin", "due", "note")
_FIGURES: Final = ("investment", "yearly", "years")
_FIELDS: Final = ("position", "switched", "changes", *_FIGURES, *_TEXTS, "progress")


def plan_of(session: Session, case_id: str) -> tuple[PlannedMeasure, ...]:
    """The plan of a case in its order."""
    rows = session.scalars(
        select(PlannedRow)
        .where(PlannedRow.case_id == case_id)
        .order_by(PlannedRow.position, PlannedRow.id)
    )
    return tuple(_planned(row) for row in rows)


def planned_json(one: PlannedMeasure, position: int) -> dict[str, Any]:
    """What the log keeps of a planned measure at a place; also the columns of its row."""
    return {
        "position": position,
        "switched": one.on,
        "changes": [_change_json(change) for change in one.changes],
        **{name: _text(getattr(one, name)) for name in _FIGURES},
        **{name: getattr(one, name) for name in _TEXTS},
        "progress": one.progress.value,
    }


def stored_planned(session: Session, case_id: str, id_: str) -> dict[str, Any] | None:
    """What the log keeps of a planned measure as it is now; None where there is none."""
    row = session.get(PlannedRow, (case_id, id_))
    return None if row is None else {name: getattr(row, name) for name in _FIELDS}


def last_position(session: Session, case_id: str) -> int:
    """The place of the last one; -1 where there is none."""
    last = session.scalar(
        select(func.max(PlannedRow.position)).where(PlannedRow.case_id == case_id)
    )
    return -1 if last is None else last


def _planned(row: PlannedRow) -> PlannedMeasure:
    return planned_from(row.id, {name: getattr(row, name) for name in _FIELDS})


def planned_from(id_: str, kept: Mapping[str, Any]) -> PlannedMeasure:
    """The planned measure the log kept."""
    texts: dict[str, Any] = {name: kept[name] for name in _TEXTS}
    figures: dict[str, Any] = {name: _figure(kept[name]) for name in _FIGURES}
    return PlannedMeasure(
        id=id_,
        on=kept["switched"],
        changes=tuple(_change(one) for one in kept["changes"]),
        progress=Progress(kept["progress"]),
        **texts,
        **figures,
    )


def _change_json(change: DataChange) -> dict[str, Any]:
    return {
        "item": change.item,
        "record": change.record,
        "month": change.month,
        "how": change.how.value,
        "value": _text(change.value),
        "unit": change.unit,
        "text": change.text,
    }


def _change(kept: Mapping[str, Any]) -> DataChange:
    return DataChange(
        item=kept["item"],
        how=How(kept["how"]),
        value=_figure(kept["value"]),
        unit=kept["unit"],
        text=kept["text"],
        record=kept["record"],
        month=kept["month"],
    )


def _text(figure: Decimal | None) -> str | None:
    return None if figure is None else format(figure, "f")


def _figure(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
