"""What a case says, in one canonical form, and the digests made from it.

The form leaves out what differs between two libraries that hold the same case: ids, the order
things were entered in, who entered them and when, how a number was written (1.50 is 1.5). It keeps
what a reader of a report could find changed. Rows are arrays of texts, sorted, as compact JSON in
UTF-8; the digest of a part is the SHA-256 of its rows, that of the data the SHA-256 of the digests
of all parts. Decision 0022 writes the form down for other programs.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Context, Decimal
from typing import Final

from desktop_app.core.data import Case, Datum, Enterprise, Record, State
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.evidence import Evidence, number_label
from desktop_app.core.planned import DataChange, PlannedMeasure

FORM: Final = 1
"""To be raised when the same case gets another digest than before."""

PROFILE, DATA, RECORDS, EVIDENCE, PLAN = "profile", "data", "records", "evidence", "plan"
PARTS: Final = (PROFILE, DATA, RECORDS, EVIDENCE, PLAN)

SHORT: Final = 12
"""Characters of a digest that are printed at the foot of pages and kept for a single place."""

_FIGURES: Final = Context(prec=12)
"""Digits of a result that count: what no later program may work out differently."""

Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class CaseMarks:
    """The digests of a case: of all it says, of each of PARTS, and of each place in short.

    A place is a datum over all its months (`energy.raw_coal`, `air.nox[DA001]`), a record
    (`outlet:DA001`) or a document (`P-001`).
    """

    whole: str
    parts: Mapping[str, str]
    places: Mapping[str, str]


def marks_of(case: Case) -> CaseMarks:
    """The digests of a case as it is."""
    by_place: dict[str, list[Row]] = {}
    for datum in case.data.values():
        if _counts(datum):
            by_place.setdefault(_slot(datum), []).append(_datum_row(datum))
    records = {f"{one.kind}:{one.id}": [_record_row(one)] for one in case.records}
    evidence = {number_label(one.number): [_evidence_row(one)] for one in case.evidence}
    rows: dict[str, Iterable[Row]] = {
        PROFILE: _profile_rows(case),
        DATA: [row for group in by_place.values() for row in group],
        RECORDS: [row for group in records.values() for row in group],
        EVIDENCE: [row for group in evidence.values() for row in group],
        PLAN: [_measure_row(one) for one in case.plan],
    }
    parts = {name: digest_of_rows(rows[name]) for name in PARTS}
    places = {**by_place, **records, **evidence}
    return CaseMarks(
        whole=digest_of_parts(parts),
        parts=parts,
        places={name: digest_of_rows(places[name])[:SHORT] for name in sorted(places)},
    )


def digest_of_parts(parts: Mapping[str, str]) -> str:
    """The digest of the data from those of its parts."""
    lines = [f"near-zero data {FORM}", *(f"{name} {parts[name]}" for name in sorted(parts))]
    return _sha256("\n".join(lines))


def digest_of_results(evaluation: Evaluation) -> str:
    """The digest of everything that was judged: value, unit, status and level of every result."""
    return digest_of_rows(
        (
            one.id,
            one.status.value,
            *(_figure(value) for value in (one.value, one.low, one.high)),
            one.unit,
            one.level,
            one.level_low,
            one.level_high,
        )
        for one in evaluation.results.values()
    )


def digest_of_rows(rows: Iterable[Row]) -> str:
    """The SHA-256 of rows in canonical order."""
    listed = sorted([*row] for row in rows)
    return _sha256(json.dumps(listed, ensure_ascii=False, separators=(",", ":")))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _counts(datum: Datum) -> bool:
    """Whether a datum says anything: an answer, or a text that could not be read yet."""
    return datum.state is not State.BLANK or bool(datum.raw or datum.note)


def _slot(datum: Datum) -> str:
    record = datum.key.record
    return f"{datum.key.item}[{record}]" if record else datum.key.item


def _datum_row(datum: Datum) -> Row:
    unread = datum.raw if datum.state is State.BLANK else ""
    texts = (datum.unit, datum.text, datum.reason, datum.note, unread)
    return (
        datum.key.item,
        datum.key.record,
        str(datum.key.period),
        datum.state.value,
        _number(datum.value),
        *map(_text, texts),
    )


def _record_row(record: Record) -> Row:
    said = sorted((name, _text(text)) for name, text in record.fields.items() if text)
    return (record.kind, record.id, _text(record.name), *(part for pair in said for part in pair))


def _evidence_row(one: Evidence) -> Row:
    texts = (one.title, one.kind.value, one.dated, one.issuer, one.note)
    subjects = sorted(
        f"{each.kind.value}\x1f{each.id}\x1f{each.record}\x1f{each.period}" for each in one.subjects
    )
    return (number_label(one.number), one.digest, *map(_text, texts), *subjects)


def _profile_rows(case: Case) -> Iterable[Row]:
    for field in fields(Enterprise):
        yield (field.name, _text(getattr(case.enterprise, field.name)))
    yield ("case.year", str(case.year))
    yield ("case.note", _text(case.note))
    yield ("case.packs", *sorted(case.packs))


def _measure_row(one: PlannedMeasure) -> Row:
    changes = sorted(json.dumps(_change_row(change), ensure_ascii=False) for change in one.changes)
    money = (_number(value) for value in (one.investment, one.yearly, one.years))
    texts = (one.name, one.owner, one.begin, one.due, one.note)
    words = ("on" if one.on else "off", one.measure, one.progress.value)
    return (*words, *money, *map(_text, texts), *changes)


def _change_row(change: DataChange) -> Row:
    return (
        change.item,
        change.record,
        str(change.month),
        change.how.value,
        _number(change.value),
        change.unit,
        _text(change.text),
    )


def _figure(value: Decimal | None) -> str:
    return "" if value is None else _number(_FIGURES.plus(value))


def _number(value: Decimal | None) -> str:
    """A number in one way of writing: its digits without zeros at the end, and their exponent."""
    if value is None:
        return ""
    sign, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int):
        return str(value)
    written = "".join(map(str, digits)).lstrip("0")
    kept = written.rstrip("0")
    if not kept:
        return "0"
    return f"{'-' * sign}{kept}e{exponent + len(written) - len(kept)}"


def _text(text: str) -> str:
    """A text with the ends of lines of one kind."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
