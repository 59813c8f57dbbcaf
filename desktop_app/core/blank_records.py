"""A record nobody has answered anything for, judged once per kind, matching fields and id.

Most of what repeats for outlets stays unanswered: a list of sixty pollutants, of which an outlet
has three. Its values are the same for all records alike, but for their names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from desktop_app.core.data import Case, Enterprise, Record
from desktop_app.core.inputs import Input
from desktop_app.core.model import Model
from desktop_app.core.pack import Confidence
from desktop_app.core.result import Result
from desktop_app.core.results import quantity_result
from desktop_app.core.value import Value, ValueState
from desktop_app.core.workings import Workings, record_name, split_name

Fields = tuple[tuple[str, str], ...]

_ID: Final = "\0"
_MARK: Final = f"[{_ID}]"


@dataclass(frozen=True, slots=True)
class BlankRecord:
    """Everything by name that repeats for a record, as it is while nothing is answered for it.

    `live` are the names, without the record, that apply even so: what adds records up waits for
    these, and for no other before somebody answers them.
    """

    inputs: Mapping[str, Input]
    values: Mapping[str, Value]
    confidences: Mapping[str, Confidence]
    results: Mapping[str, Result]
    live: frozenset[str]

    def lay_out(self, work: Workings) -> None:
        """Give a run of judging the values of the record."""
        work.inputs.update(self.inputs)
        work.values.update(self.values)
        work.confidences.update(self.confidences)


def blank_record(model: Model, record: Record) -> BlankRecord:
    """The record without any answer. Only fields that rows match by make a difference."""
    told = tuple((name, record.fields[name]) for name in _matched(model) if name in record.fields)
    return _laid_out(model, record.kind, record.id, told)


@lru_cache(maxsize=16)
def _matched(model: Model) -> tuple[str, ...]:
    matches = (match for found in model.asked.values() for match in found)
    return tuple(sorted({field for match in matches for field in match}))


@lru_cache(maxsize=256)
def _laid_out(model: Model, kind: str, record: str, fields: Fields) -> BlankRecord:
    work = _nameless(model, kind, fields)
    values = {
        _renamed(name, record): _waiting(value, record) for name, value in work.values.items()
    }
    inputs = {}
    for name, read in work.inputs.items():
        full = _renamed(name, record)
        inputs[full] = read if values[full] is read.value else Input(values[full])
    firm = {_renamed(name, record): one for name, one in work.confidences.items()}
    names = [(one, record_name(one, record)) for one in model.quantities_of(kind)]
    results = {
        full: quantity_result(model.quantity_by_id[one], record, values[full], firm[full])
        for one, full in names
    }
    live = (name for name, value in values.items() if value.state is not ValueState.NA)
    return BlankRecord(inputs, values, firm, results, frozenset(split_name(one)[0] for one in live))


@lru_cache(maxsize=64)
def _nameless(model: Model, kind: str, fields: Fields) -> Workings:
    """The values of a record that has no id yet; the rest of the case is blank, too."""
    case = Case(Enterprise(""), model.year, (), {}, (Record(kind, _ID, "", dict(fields)),))
    whole = Workings.fresh(model, case)
    for name in model.quantities_of(kind):
        whole.values[record_name(name, _ID)]
    own = Workings(model, case, {}, {}, {})
    own.inputs.update((name, one) for name, one in whole.inputs.items() if _MARK in name)
    own.values.update((name, one) for name, one in whole.values.items() if _MARK in name)
    own.confidences.update((name, one) for name, one in whole.confidences.items() if _MARK in name)
    return own


def _renamed(name: str, record: str) -> str:
    return name.replace(_MARK, f"[{record}]")


def _waiting(value: Value, record: str) -> Value:
    """The value with the names it waits for, now that the record has an id."""
    missing = frozenset(_renamed(name, record) for name in value.missing)
    return value if missing == value.missing else replace(value, missing=missing)
