"""Verifying a file: is it still what the program wrote, and if not, which pieces differ.

A stamp can be made anew by anybody; what is found here is never more than that the file agrees
with its stamp, and that a signature over the stamp holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from pathlib import Path
from typing import Final

from desktop_app.app.paths import Paths
from desktop_app.app.pdf_pictures import pdf_reader
from desktop_app.app.stamped_pdf import PdfFile, read_pdf
from desktop_app.core.problems import Problem, problem
from desktop_app.core.provenance import (
    CELL,
    NAMES,
    Kept,
    Provenance,
    Stamp,
    cells_digest,
    piece_digest,
    read_stamp,
    text_digest,
)
from desktop_app.exchange.stamped_office import OfficeFile, read_office
from desktop_app.packs.publishers import Publisher, trust, trusted
from desktop_app.packs.signing import fingerprint, signer_of

MOST_PLACES: Final = 200
"""Places that differ and are named; of more only how many there are is told."""
_MOST_BYTES: Final = 300_000_000
_SHOWN: Final = 60
_SEALED: Final = (".nzcase", ".nzpack")
"""Files with a way of verifying of their own, where they are opened."""


class State(StrEnum):
    """What a file is found to be.

    RESAVED was written anew by another program, EXTENDED was added to at its end; in both all
    that can be compared is as it was. LOST has a trace of a stamp, FOREIGN none.
    """

    AS_WRITTEN = "as_written"
    EXTENDED = "extended"
    RESAVED = "resaved"
    ALTERED = "altered"
    LOST = "lost"
    FOREIGN = "foreign"


class Form(StrEnum):
    """Which kind of file it is."""

    PDF = "pdf"
    WORD = "docx"
    WORKBOOK = "xlsx"


class Change(StrEnum):
    """What became of a place."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Place:
    """A page, paragraph, cell or sheet that differs, counted from 1; `text` is what is there now.

    `sheet` and `cell` are those of a workbook; a whole sheet has no cell.
    """

    change: Change
    number: int = 0
    sheet: str = ""
    cell: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed a file: name as signed, fingerprint of the key, whether it is trusted.

    `holds` is False for a signature that does not fit the stamp; `whole` tells that the file is
    byte for byte what was signed.
    """

    name: str
    key: str
    fingerprint: str
    trusted: bool
    holds: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found of one file.

    `places` are the first of `differing` pieces that are not as written. `program` is the one the
    file says it was last saved by; with `other_reader` pages were read by another version of the
    PDF library than when they were written, and may differ for that alone.
    """

    name: str
    form: Form
    state: State
    provenance: Provenance | None = None
    places: tuple[Place, ...] = ()
    differing: int = 0
    signature: Signature | None = None
    program: str = ""
    other_reader: bool = False


Step = Callable[[float], None]


def verify_file(
    paths: Paths, path: Path, step: Step = lambda _share: None
) -> Verified | tuple[Problem, ...]:
    """Look at a PDF, Word file or workbook; `step` is told the share done and raises to stop.

    Problems: `verify.*`, `zip.*`.
    """
    try:
        if not path.is_file():
            return (problem("verify.missing", path.name, file=path),)
        if path.stat().st_size > _MOST_BYTES:
            size, limit = (f"{n // 1_000_000} MB" for n in (path.stat().st_size, _MOST_BYTES))
            return (problem("verify.too_large", path.name, size=size, limit=limit),)
        data = path.read_bytes()
    except OSError as error:
        return (problem("verify.unreadable", path.name, detail=error.strerror or error),)
    if path.suffix.casefold() in _SEALED:
        return (problem("verify.elsewhere", path.name),)
    if b"%PDF-" in data[:1024]:
        pdf = read_pdf(data, path.name)
        return pdf if isinstance(pdf, tuple) else _of_pdf(paths, pdf, path.name)
    if data.startswith(b"PK"):
        office = read_office(data, path.name, step)
        return office if isinstance(office, tuple) else _of_office(paths, office, path.name)
    return (problem("verify.unknown_kind", path.name),)


def trust_signer(paths: Paths, found: Verified, today: str) -> Verified | Problem:
    """Trust whoever signed a file from now on; its fingerprint was compared before."""
    signature = found.signature
    if signature is None or not signature.holds:
        return problem("verify.no_signature", found.name)
    failed = trust(paths.publishers, Publisher(signature.key, signature.name, today))
    return failed or replace(found, signature=replace(signature, trusted=True))


def _of_pdf(paths: Paths, pdf: PdfFile, name: str) -> Verified:
    stamp = read_stamp(pdf.kept.stamp) if pdf.kept is not None else None
    if stamp is None or pdf.kept is None:
        return Verified(name, Form.PDF, _without(pdf.kept), program=pdf.program)
    alike = stamp.reader == pdf_reader()
    same = text_digest({"": pdf.pages}, {}) == stamp.text
    places = [] if same else [*_pieces(stamp.pieces.get("", ()), pdf.pages)]
    if pdf.exact and (same or not alike):
        state, places = State.AS_WRITTEN, []
    elif same:
        state = State.EXTENDED if pdf.extended else State.RESAVED
    else:
        state = State.ALTERED
    signature = _signature(paths, pdf.kept, stamp, whole=pdf.exact)
    found = _verified(name, Form.PDF, state, stamp, places, signature, pdf.program)
    return found if alike else replace(found, other_reader=True)


def _of_office(paths: Paths, file: OfficeFile, name: str) -> Verified:
    form = Form.WORD if file.word else Form.WORKBOOK
    stamp = read_stamp(file.kept.stamp) if file.kept is not None else None
    if stamp is None or file.kept is None:
        return Verified(name, form, _without(file.kept), program=file.program)
    exact = file.kept.seal == file.seal
    same = text_digest(file.pieces, file.cells) == stamp.text
    places: list[Place] = []
    if not same:
        listed = _pieces(stamp.pieces.get("", ()), file.pieces.get("", ()))
        places = list(listed if file.word else _cells(stamp, file))
    state = State.ALTERED if not same else State.AS_WRITTEN if exact else State.RESAVED
    signature = _signature(paths, file.kept, stamp, whole=exact)
    return _verified(name, form, state, stamp, places, signature, file.program)


def _verified(
    name: str,
    form: Form,
    state: State,
    stamp: Stamp,
    places: Sequence[Place],
    signature: Signature | None,
    program: str,
) -> Verified:
    first = tuple(places[:MOST_PLACES])
    return Verified(name, form, state, stamp.provenance, first, len(places), signature, program)


def _without(kept: Kept | None) -> State:
    return State.FOREIGN if kept is None else State.LOST


def _signature(paths: Paths, kept: Kept, stamp: Stamp, *, whole: bool) -> Signature | None:
    if not kept.signature:
        return None
    key = signer_of(kept.signature, kept.message, "")
    name = stamp.provenance.signer
    if isinstance(key, Problem):
        return Signature(name, "", "", trusted=False, holds=False, whole=False)
    known = key in trusted(paths.publishers)
    return Signature(name, key, fingerprint(key), trusted=known, holds=True, whole=whole)


# --- what differs ----------------------------------------------------------------------------


def _pieces(written: Sequence[str], now: Sequence[str]) -> Iterator[Place]:
    """The pages or paragraphs that differ, numbered as they are now; removed ones as written."""
    digests = [piece_digest(text) for text in now]
    matcher = SequenceMatcher(None, written, digests, autojunk=False)
    for what, old, old_end, new, new_end in matcher.get_opcodes():
        if what == "equal":
            continue
        both = min(old_end - old, new_end - new)
        for place in range(both):
            yield Place(Change.CHANGED, new + place + 1, text=_cut(now[new + place]))
        for place in range(new + both, new_end):
            yield Place(Change.ADDED, place + 1, text=_cut(now[place]))
        for place in range(old + both, old_end):
            yield Place(Change.REMOVED, place + 1)


def _cells(stamp: Stamp, file: OfficeFile) -> Iterator[Place]:
    """The sheets and cells of a workbook that differ, in the order of its sheets."""
    for sheet, rows in file.cells.items():
        if sheet not in stamp.cells:
            yield Place(Change.ADDED, sheet=sheet)
            continue
        written = stamp.cells[sheet]
        for number in range(max(len(rows), len(written))):
            row = rows[number] if number < len(rows) else ()
            was = written[number] if number < len(written) else ""
            if cells_digest(row) != was:
                yield from _row(sheet, number + 1, was, row)
    for sheet in stamp.cells:
        if sheet not in file.cells:
            yield Place(Change.REMOVED, sheet=sheet)
    names = [piece_digest(text) for text in file.pieces.get(NAMES, ())]
    if names != list(stamp.pieces.get(NAMES, ())):
        yield Place(Change.CHANGED)


_EMPTY: Final = piece_digest("")[:CELL]


def _row(sheet: str, number: int, was: str, row: Sequence[str]) -> Iterator[Place]:
    now = cells_digest(row)
    for start in range(0, max(len(was), len(now)), CELL):
        old = was[start : start + CELL] or _EMPTY
        new = now[start : start + CELL] or _EMPTY
        if old != new:
            column = start // CELL
            text = row[column] if column < len(row) else ""
            change = (
                Change.REMOVED if not text else Change.ADDED if old == _EMPTY else Change.CHANGED
            )
            yield Place(change, number, sheet, f"{_letters(column + 1)}{number}", _shown(text))


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _shown(text: str) -> str:
    """A cell as it stands in the sheet, without what tells its kind."""
    return _cut(text if text.startswith("=") else text[1:])


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
