"""Where a file that leaves the program comes from: the stamp it carries, and its text form.

A stamp says which case of which library the file was made of, by which packs and program, the
digests of data and results, and digests of what can be seen in the file itself, piece by piece, so
that a reader can name the piece that differs. Anybody can work a digest out anew: without a
signature a stamp shows changes made by accident or openly, not those of a forger.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final

from desktop_app.core.case_marks import SHORT, digest_of_results, marks_of
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.printable import printable

FORM: Final = 1
MAX_STAMP: Final = 8_000_000
"""Bytes a stamp may have: the cells of a very large workbook need about a third of it."""

CELL: Final = 3
"""Characters of the digest of a cell: it only points at the place in a row that differs."""

STAMP: Final = "NearZeroStamp"
SEAL: Final = "NearZeroSeal"
SIGNATURE: Final = "NearZeroSignature"
CUSTOM_PART: Final = "docProps/custom.xml"
"""The part of an Office file that holds seal and signature, and that the seal leaves out."""
SHEET_MARK: Final = "near-zero stamp"
"""What stands in the first cell of the sheet that holds the stamp of a workbook."""
NAMES: Final = "names"
"""The group of what the names of a workbook stand for."""

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_SHORT: Final = re.compile(r"[0-9a-f]{12}")
_CELLS: Final = re.compile(r"(?:[0-9a-f]{3})*")
_LONGEST: Final = 2_000


class Output(StrEnum):
    """What a file is."""

    REPORT = "report"
    WORKBOOK = "workbook"
    ROLL_UP = "roll_up"
    BINDER = "binder"


@dataclass(frozen=True, slots=True)
class PackMark:
    """A pack something was judged by."""

    id: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an output comes from.

    `case` is the id in the library it was made from, "" outside of any. `data` and `result` are
    digests of `core.case_marks`; `parts` those of the parts of the data, `places` those of single
    places, which only outputs carry that print all data anyway. `created` is the date printed,
    `signer` the name of whoever signs it, "" without a signature.
    """

    output: Output
    enterprise: str
    year: int
    created: str
    program: str
    case: str = ""
    packs: tuple[PackMark, ...] = ()
    data: str = ""
    result: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    signer: str = ""

    @property
    def short(self) -> str:
        """The beginning of the digest of the data, as printed at the foot of pages."""
        return self.data[:SHORT]

    def without_places(self) -> Provenance:
        """The same for an output that does not print all data: places could be guessed from it."""
        return replace(self, places={})

    def without_packs(self) -> Provenance:
        """The same where the packs are listed in a place of their own."""
        return replace(self, packs=())


@dataclass(frozen=True, slots=True)
class Stamp:
    """The stamp of one file: its provenance, and the short digests of its visible pieces.

    A piece is a page of a PDF or a paragraph of a Word file; pieces come by group, "" where there
    is one alone. `cells` are the cells of each row of a sheet, CELL characters for each from column
    A on. `text` is the digest of all of it in full; `reader` is what read the pages of a PDF, since
    another version may read them differently.
    """

    provenance: Provenance
    pieces: Mapping[str, Sequence[str]]
    text: str
    cells: Mapping[str, Sequence[str]] = field(default_factory=dict)
    reader: str = ""

    def to_bytes(self) -> bytes:
        """The stamp as it is kept in a file and signed."""
        told = self.provenance
        content = {
            "form": FORM,
            "output": told.output.value,
            "enterprise": told.enterprise,
            "year": told.year,
            "created": told.created,
            "program": told.program,
            "case": told.case,
            "packs": [[pack.id, pack.version, pack.digest] for pack in told.packs],
            "data": told.data,
            "result": told.result,
            "parts": dict(told.parts),
            "places": dict(told.places),
            "signer": told.signer,
            "pieces": {name: list(digests) for name, digests in self.pieces.items()},
            "cells": {name: list(digests) for name, digests in self.cells.items()},
            "text": self.text,
            "reader": self.reader,
        }
        return json.dumps(content, separators=(",", ":")).encode("ascii")


@dataclass(frozen=True, slots=True)
class Kept:
    """Stamp, seal and signature of one file as they stand in it.

    The seal is the SHA-256 of the file as it was written, without what is kept in it here.
    """

    stamp: bytes
    seal: str
    signature: bytes = b""

    @property
    def message(self) -> bytes:
        """What a signature covers: the stamp, and the file as written."""
        return b"near-zero output 1\n" + self.stamp + b"\n" + self.seal.encode("ascii")


def provenance_of(evaluation: Evaluation, created: str, program: str, output: Output) -> Provenance:
    """The provenance of an output made of a judged case."""
    case, marks = evaluation.case, marks_of(evaluation.case)
    return Provenance(
        output=output,
        enterprise=case.enterprise.name,
        year=case.year,
        created=created,
        program=program,
        case=case.id,
        packs=tuple(
            PackMark(pack.id, pack.version, pack.digest) for pack in evaluation.model.packs
        ),
        data=marks.whole,
        result=digest_of_results(evaluation),
        parts=marks.parts,
        places=marks.places,
    )


def stamp_of(
    provenance: Provenance,
    pieces: Mapping[str, Sequence[str]],
    cells: Mapping[str, Sequence[Sequence[str]]] | None = None,
    reader: str = "",
) -> Stamp:
    """The stamp of a file whose visible pieces are these texts, by group, and cells, by sheet."""
    sheets = cells or {}
    return Stamp(
        provenance,
        {name: tuple(map(piece_digest, texts)) for name, texts in pieces.items()},
        text_digest(pieces, sheets),
        {name: tuple(map(cells_digest, rows)) for name, rows in sheets.items()},
        reader,
    )


def piece_digest(text: str) -> str:
    """The short digest of one visible piece."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:SHORT]


def cells_digest(cells: Sequence[str]) -> str:
    """CELL characters for each cell of a row up to the last that is not empty."""
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return "".join(piece_digest(cell)[:CELL] for cell in cells[:end])


def text_digest(
    pieces: Mapping[str, Sequence[str]], cells: Mapping[str, Sequence[Sequence[str]]]
) -> str:
    """The digest of all that can be seen; empty cells at ends and the order of sheets are not."""
    summed = hashlib.sha256()
    listed = [*pieces.items(), *((name, map(_row, cells[name])) for name in sorted(cells))]
    for name, texts in listed:
        for text in (f"\x1d{name}", *texts):
            summed.update(text.encode("utf-8", "surrogatepass") + b"\x1e")
    return summed.hexdigest()


def _row(cells: Sequence[str]) -> str:
    return "\x1f".join(cells).rstrip("\x1f")


def read_stamp(data: bytes) -> Stamp | None:
    """The stamp in these bytes; None for anything `to_bytes` would not have written."""
    if len(data) > MAX_STAMP:
        return None
    try:
        content = json.loads(data.decode("ascii"))
        stamp = _stamp(content)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return stamp if stamp.to_bytes() == data else None


def _stamp(content: Mapping[str, Any]) -> Stamp:
    """The stamp of that content; raises ValueError, KeyError or TypeError when it is none."""
    if content["form"] != FORM:
        raise ValueError(content["form"])
    names = ("enterprise", "created", "program", "case", "signer")
    texts = {name: _text(content[name]) for name in names}
    provenance = Provenance(
        output=Output(content["output"]),
        year=int(content["year"]),
        packs=tuple(PackMark(*map(_text, row)) for row in content["packs"]),
        data=_fit(_DIGEST, content["data"]),
        result=_fit(_DIGEST, content["result"]),
        parts={_text(name): _fit(_DIGEST, one) for name, one in content["parts"].items()},
        places={_text(name): _fit(_SHORT, one) for name, one in content["places"].items()},
        **texts,
    )
    pieces = {
        _text(name): tuple(_fit(_SHORT, one) for one in listed)
        for name, listed in content["pieces"].items()
    }
    cells = {
        _text(name): tuple(_fit(_CELLS, one) for one in listed)
        for name, listed in content["cells"].items()
    }
    text, reader = _fit(_DIGEST, content["text"]), _text(content["reader"])
    return Stamp(provenance, pieces, text, cells, reader)


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST or not printable(value):
        raise ValueError(value)
    return value


def _fit(form: re.Pattern[str], value: object) -> str:
    if not isinstance(value, str) or not form.fullmatch(value):
        raise ValueError(value)
    return value
