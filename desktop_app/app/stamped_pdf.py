"""A PDF that may bear a stamp of ours: what is in it now, and whether it is as written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from desktop_app.app.foreign_pdf import texts_of
from desktop_app.app.pdf_facts import ONE_AT_A_TIME, pdf_facts
from desktop_app.core.evidence import Readable
from desktop_app.core.problems import Problem, problem
from desktop_app.core.provenance import SEAL, SIGNATURE, STAMP, Kept
from desktop_app.core.visible import without_blanks
from desktop_app.reports.stamps.pdf import appended, split, unpacked


@dataclass(frozen=True, slots=True)
class PdfFile:
    """A PDF as it is now: its stamp if any, the texts of its pages, the program that wrote it.

    `exact` tells that every byte is as it was written, `extended` that something was added after
    them (an electronic seal, notes) and they are still there.
    """

    kept: Kept | None
    exact: bool
    extended: bool
    pages: Sequence[str]
    program: str


def read_pdf(data: bytes, shown: str) -> PdfFile | tuple[Problem, ...]:
    """The PDF in these bytes. Problems: `verify.broken`, `verify.locked`."""
    _count, readable = pdf_facts(data)
    if readable is Readable.ENCRYPTED:
        return (problem("verify.locked", shown),)
    texts = texts_of(data) if readable is Readable.YES else None
    if texts is None:
        return (problem("verify.broken", shown, detail="PDF"),)
    pages = [without_blanks(text) for text in texts]
    told = _told(data)
    program = told.pop("Producer")
    own = split(data)
    if own is None:
        return PdfFile(_resaved(told), False, False, pages, program)
    base, kept = own
    written = appended(base, kept) if sha256(base).hexdigest() == kept.seal else b""
    whole = bool(written) and data.startswith(written)
    return PdfFile(kept, written == data, whole and written != data, pages, program)


def _told(data: bytes) -> dict[str, str]:
    """What the facts of the document say; other programs keep ours when they save a file."""
    import pypdfium2

    with ONE_AT_A_TIME:
        document: Any = pypdfium2.PdfDocument(data)
        found = {
            name: document.get_metadata_value(name) for name in (STAMP, SEAL, SIGNATURE, "Producer")
        }
        document.close()
    return found


def _resaved(told: dict[str, str]) -> Kept | None:
    stamp, signature = (
        unpacked(told[name].encode("utf-8", "replace")) or b"" for name in (STAMP, SIGNATURE)
    )
    seal = told[SEAL]
    if not stamp and not seal:
        return None
    return Kept(stamp, seal if seal.isascii() else "", signature)
