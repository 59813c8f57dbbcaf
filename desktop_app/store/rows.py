"""Rows of the tables to the frozen records of the core, and back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from desktop_app.core.data import Datum, Enterprise, Key, Origin, Record, State
from desktop_app.core.log import period_of
from desktop_app.core.pack import Checked, Confirmation
from desktop_app.store.schema import ConfirmationRow, DatumRow, EnterpriseRow, RecordRow

PROFILE = ("name", "uscc", "region", "industry", "permit", "address", "contact", "note")
"""The columns of the enterprise table that a user edits."""
CHECKED = ("who", "on", "document", "page", "note", "at")
"""The columns of the confirmation table that tell of the checking."""


def to_enterprise(row: EnterpriseRow) -> Enterprise:
    """The profile in a row."""
    return Enterprise(**{field: getattr(row, field) for field in PROFILE})


def to_record(row: RecordRow) -> Record:
    """The record in a row."""
    return Record(row.kind, row.code, row.name, dict(row.fields))


def to_datum(row: DatumRow) -> Datum:
    """The datum in a row."""
    key = Key(row.item, period_of(row.period), row.record)
    return from_json(key, {name: getattr(row, name) for name in _FIELDS})


_FIELDS = ("state", "value", "unit", "text", "raw", "reason", "note", "origin")


def to_json(datum: Datum) -> dict[str, Any]:
    """What the log keeps of a datum; also the columns of its row."""
    return {
        "state": datum.state.value,
        "value": None if datum.value is None else format(datum.value, "f"),
        "unit": datum.unit,
        "text": datum.text,
        "raw": datum.raw,
        "reason": datum.reason,
        "note": datum.note,
        "origin": datum.origin.value,
    }


def from_json(key: Key, data: dict[str, Any]) -> Datum:
    """The datum the log kept."""
    return Datum(
        key=key,
        state=State(data["state"]),
        value=None if data["value"] is None else Decimal(data["value"]),
        unit=data["unit"],
        text=data["text"],
        raw=data["raw"],
        reason=data["reason"],
        note=data["note"],
        origin=Origin(data["origin"]),
    )


def to_confirmation(row: ConfirmationRow) -> Confirmation:
    """The confirmation in a row."""
    on = date.fromisoformat(row.on)
    checked = Checked(row.who, on, row.document, row.page, row.note)
    return Confirmation(row.pack, row.path, row.digest, checked)


def from_confirmation(one: Confirmation, now: str) -> dict[str, str]:
    """The columns of the row that keeps a confirmation."""
    checked = one.checked
    return {
        "pack": one.pack,
        "path": one.path,
        "digest": one.digest,
        "who": checked.who,
        "on": checked.on.isoformat(),
        "document": checked.document,
        "page": checked.page,
        "note": checked.note,
        "at": now,
    }
