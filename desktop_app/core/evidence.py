"""Evidence 佐证: files and photos kept with a case, numbered, hashed, and what each supports.

The content of a file is named by its SHA-256 and kept by the library; here is what is known of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desktop_app.core.data import Key, Period

MAX_SIZE: Final = 50 * 1024 * 1024
"""Bytes a file given as evidence may have: a scanned year of invoices fits, a film does not."""

SHORT: Final = 12
"""Characters of a SHA-256 that are printed in lists; the whole of it is in the workbook."""


class EvidenceKind(StrEnum):
    """What a document is: 发票, 台账, 监测报告, 照片, 证书 or 其他."""

    INVOICE = "invoice"
    LEDGER = "ledger"
    MONITORING = "monitoring"
    PHOTO = "photo"
    CERTIFICATE = "certificate"
    OTHER = "other"


class Readable(StrEnum):
    """Whether what a file claims to be could be read when it came in; it is kept either way."""

    YES = ""
    ENCRYPTED = "encrypted"
    BROKEN = "broken"


class SubjectKind(StrEnum):
    """What a document may support: a datum, a record (outlet, product), or a result."""

    DATUM = "datum"
    RECORD = "record"
    RESULT = "result"


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """What a document supports.

    `id` is the item of a datum, the kind of a record, or a result; `record` the id of the record;
    `period` the period of a datum, of which a year stands for its months, too.
    """

    kind: SubjectKind
    id: str
    record: str = ""
    period: str = ""

    @classmethod
    def of_datum(cls, key: Key) -> Subject:
        """A datum as what is supported."""
        return cls(SubjectKind.DATUM, key.item, key.record, str(key.period))

    @classmethod
    def of_record(cls, kind: str, record: str) -> Subject:
        """A record as what is supported."""
        return cls(SubjectKind.RECORD, kind, record)

    @classmethod
    def of_result(cls, result: str) -> Subject:
        """A result as what is supported."""
        return cls(SubjectKind.RESULT, result)

    @property
    def key(self) -> Key | None:
        """The key of a datum; None for anything else."""
        if self.kind is not SubjectKind.DATUM:
            return None
        year, _dash, month = self.period.partition("-")
        return Key(self.id, Period(int(year), int(month or 0)), self.record)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One document 佐证材料 of a case.

    Attributes:
        number: its running number, 1 for P-001; 0 until the library gives one. Never given twice.
        dated: the day the document bears, ISO text or empty.
        file: the name it had where it came from.
        media: what it is by its content, as a media type.
        size: bytes.
        digest: SHA-256 of its content, 64 hexadecimal digits.
        pages: pages of a PDF, otherwise 0.
        added: when it came in, ISO text in UTC; `who` brought it.
        subjects: what it supports.
    """

    id: str
    number: int
    title: str
    kind: EvidenceKind
    file: str
    media: str
    size: int
    digest: str
    dated: str = ""
    issuer: str = ""
    note: str = ""
    pages: int = 0
    readable: Readable = Readable.YES
    added: str = ""
    who: str = ""
    subjects: frozenset[Subject] = frozenset()

    @property
    def label(self) -> str:
        """The running number as printed: P-001."""
        return number_label(self.number)

    @property
    def short_digest(self) -> str:
        """The beginning of the SHA-256, enough to tell documents apart on paper."""
        return self.digest[:SHORT]

    def supports(self, key: Key) -> bool:
        """Whether it supports a datum, by itself or by the year it belongs to."""
        year = Key(key.item, Period(key.period.year), key.record)
        return Subject.of_datum(key) in self.subjects or Subject.of_datum(year) in self.subjects


def number_label(number: int) -> str:
    """A running number as printed: P-001."""
    return f"P-{number:03d}"


def supporting(evidence: Iterable[Evidence]) -> dict[Subject, tuple[Evidence, ...]]:
    """The documents by what they support, each in the order of their numbers."""
    found: dict[Subject, list[Evidence]] = {}
    for one in sorted(evidence, key=lambda document: document.number):
        for subject in one.subjects:
            found.setdefault(subject, []).append(one)
    return {subject: tuple(listed) for subject, listed in found.items()}
