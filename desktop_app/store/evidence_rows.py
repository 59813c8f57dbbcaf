"""Documents of a case as rows and as the log keeps them; the numbers they get."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop_app.core.evidence import Evidence, EvidenceKind, Readable, Subject, SubjectKind
from desktop_app.store.schema import BatchRow, ChangeRow, EvidenceLinkRow, EvidenceRow

EVIDENCE_KEY: Final = ("id",)
LINK_KEY: Final = ("document", "kind", "subject", "record", "period")

_FIELDS: Final = (
    "number",
    "title",
    "kind",
    "file",
    "media",
    "size",
    "digest",
    "dated",
    "issuer",
    "note",
    "pages",
    "readable",
    "added",
    "who",
)


def evidence_of(session: Session, case_id: str) -> tuple[Evidence, ...]:
    """The documents of a case in the order of their numbers."""
    links: dict[str, set[Subject]] = {}
    for link in session.scalars(select(EvidenceLinkRow).where(EvidenceLinkRow.case_id == case_id)):
        links.setdefault(link.document, set()).add(_subject(link))
    rows = session.scalars(
        select(EvidenceRow)
        .where(EvidenceRow.case_id == case_id)
        .order_by(EvidenceRow.number, EvidenceRow.id)
    )
    return tuple(_evidence(row, frozenset(links.get(row.id, ()))) for row in rows)


def evidence_json(one: Evidence, number: int) -> dict[str, Any]:
    """What the log keeps of a document under that number; also the columns of its row."""
    kept: dict[str, Any] = {name: getattr(one, name) for name in _FIELDS}
    return {**kept, "number": number, "kind": one.kind.value, "readable": one.readable.value}


def stored_evidence(session: Session, case_id: str, id_: str) -> dict[str, Any] | None:
    """What the log keeps of a document as it is now; None where there is none."""
    row = session.get(EvidenceRow, (case_id, id_))
    return None if row is None else {name: getattr(row, name) for name in _FIELDS}


def link_target(id_: str, subject: Subject) -> str:
    """A link as the log's target."""
    parts = [id_, subject.kind.value, subject.id, subject.record, subject.period]
    return "\x1f".join(parts)


def is_linked(session: Session, case_id: str, target: str) -> bool:
    """Whether there is a link of that log target."""
    return session.get(EvidenceLinkRow, (case_id, *target.split("\x1f"))) is not None


def links_from(session: Session, case_id: str, id_: str) -> list[str]:
    """The log targets of all links of a document."""
    return _targets(session, EvidenceLinkRow.case_id == case_id, EvidenceLinkRow.document == id_)


def links_to_record(
    session: Session, case_id: str, kind: str, record: str, spare: frozenset[str]
) -> list[str]:
    """The log targets of all links to a record or to its data, but not to data of spared items."""
    mine = (EvidenceLinkRow.case_id == case_id, EvidenceLinkRow.record == record)
    datum, own = SubjectKind.DATUM.value, SubjectKind.RECORD.value
    found = []
    for target in _targets(session, *mine):
        _document, subject_kind, subject, _record, _period = target.split("\x1f")
        if (subject_kind == datum and subject not in spare) or (
            subject_kind == own and subject == kind
        ):
            found.append(target)
    return found


def next_number(session: Session, case_id: str) -> int:
    """The next running number; one that was ever given is not given again.

    The log knows the numbers of what was removed, the table those of the edit that is being made.
    """
    given = func.max(func.json_extract(ChangeRow.new, "$.number"))
    last = session.scalar(
        select(given)
        .join(BatchRow, BatchRow.id == ChangeRow.batch_id)
        .where(BatchRow.case_id == case_id, ChangeRow.kind == "evidence")
    )
    newest = session.scalar(
        select(func.max(EvidenceRow.number)).where(EvidenceRow.case_id == case_id)
    )
    return max(int(last or 0), int(newest or 0)) + 1


def _targets(session: Session, *where: Any) -> list[str]:  # noqa: ANN401 - conditions of a query
    rows = session.scalars(select(EvidenceLinkRow).where(*where))
    return ["\x1f".join(getattr(row, name) for name in LINK_KEY) for row in rows]


def _subject(row: EvidenceLinkRow) -> Subject:
    return subject_from((row.kind, row.subject, row.record, row.period))


def _evidence(row: EvidenceRow, subjects: frozenset[Subject]) -> Evidence:
    return evidence_from(row.id, {name: getattr(row, name) for name in _FIELDS}, subjects)


def evidence_from(id_: str, kept: Mapping[str, Any], subjects: frozenset[Subject]) -> Evidence:
    """The document the log kept, with what it supports."""
    kinds = {"kind": EvidenceKind(kept["kind"]), "readable": Readable(kept["readable"])}
    return Evidence(id=id_, subjects=subjects, **{**kept, **kinds})


def subject_from(parts: Sequence[str]) -> Subject:
    """What a link supports, by the parts of its target after the document."""
    kind, subject, record, period = parts
    return Subject(SubjectKind(kind), subject, record, period)
