"""Word files and workbooks that may bear a stamp of ours: what is in them now, read safely.

Nothing here judges; a file from anywhere gives what it holds or the reasons it cannot be read.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element, ParseError

from desktop_app.core.problems import Problem, problem
from desktop_app.core.provenance import (
    CUSTOM_PART,
    MAX_STAMP,
    NAMES,
    SEAL,
    SHEET_MARK,
    SIGNATURE,
    Kept,
)
from desktop_app.core.visible import (
    cell_text,
    formula_text,
    paragraph_texts,
    parts_digest,
    picture_digest,
)
from desktop_app.core.zipped import ZipLimits, open_zip, unpacked

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_LIMITS: Final = ZipLimits(file=60_000_000, total=300_000_000, entry=200_000_000)
_WORD: Final = "word/document.xml"
_BOOK: Final = "xl/workbook.xml"
_MOST_ROWS: Final = 60_000
_MOST_COLUMNS: Final = 512
_MOST_CELLS: Final = 2_000_000
_BROKEN: Final = (
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    ParseError,
    RuntimeError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What reading a file that is not what it says may raise."""

Step = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """A Word file or workbook as it is now.

    `kept` is None without a stamp; of one that lost its stamp but not its seal the stamp is empty.
    `seal` is what the seal would be today, `pieces` and `cells` what is seen in it, as of
    `core.provenance.Stamp` but in full, `program` the one that says it wrote the file.
    """

    word: bool
    kept: Kept | None
    seal: str
    pieces: Mapping[str, Sequence[str]] = field(default_factory=dict)
    cells: Mapping[str, Sequence[Sequence[str]]] = field(default_factory=dict)
    program: str = ""


class _TooMuchError(Exception):
    """More rows or cells than anybody would look at."""


def read_office(data: bytes, shown: str, step: Step) -> OfficeFile | tuple[Problem, ...]:
    """The file in these bytes; `shown` is its name in problems, `step` is told the share read.

    Problems: `zip.*`, `verify.no_office`, `verify.broken`, `verify.too_much`.
    """
    archive = open_zip(data, shown, _LIMITS)
    if isinstance(archive, tuple):
        return archive
    names = archive.namelist()
    if _WORD not in names and _BOOK not in names:
        return (problem("verify.no_office", shown),)
    try:
        parts = dict(_parts(archive))
        return _word(parts) if _WORD in parts else _workbook(data, parts, step)
    except _TooMuchError:
        return (problem("verify.too_much", shown, limit=_MOST_CELLS),)
    except _BROKEN as error:
        return (problem("verify.broken", shown, detail=str(error)[:200]),)


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    for name in archive.namelist():
        data = unpacked(archive, name)
        if data is None:
            raise zipfile.BadZipFile(name)
        yield name, data


def _tree(data: bytes) -> Element:
    """An XML part; a DTD in it is a ValueError."""
    from defusedxml.ElementTree import fromstring

    root: Element = fromstring(data, forbid_dtd=True)
    return root


def _seal_of(parts: Mapping[str, bytes]) -> str:
    return parts_digest((name, data) for name, data in parts.items() if name != CUSTOM_PART)


def _properties(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The custom properties by name."""
    if CUSTOM_PART not in parts:
        return {}
    return {one.get("name", ""): "".join(one.itertext()) for one in _tree(parts[CUSTOM_PART])}


def _kept(parts: Mapping[str, bytes], stamp: str) -> Kept | None:
    told = _properties(parts)
    seal, signature = told.get(SEAL, ""), told.get(SIGNATURE, "")
    if not stamp and not seal:
        return None
    if len(stamp) > MAX_STAMP or not (stamp + seal + signature).isascii():
        return Kept(b"", seal if seal.isascii() else "")
    return Kept(stamp.encode("ascii"), seal, signature.encode("ascii"))


def _program(parts: Mapping[str, bytes]) -> str:
    """The program the file says it was written by."""
    data = parts.get("docProps/app.xml")
    if data is None:
        return ""
    found = (one.text or "" for one in _tree(data) if one.tag.endswith("}Application"))
    return next(found, "").strip()[:80]


# --- Word ------------------------------------------------------------------------------------


def _word(parts: Mapping[str, bytes]) -> OfficeFile:
    pictures: dict[str, str] = {}
    for one in _tree(parts.get("word/_rels/document.xml.rels", b"<r/>")):
        name = f"word/{one.get('Target', '')}"
        if name in parts:
            pictures[one.get("Id", "")] = picture_digest(parts[name])
    texts = paragraph_texts(_tree(parts[_WORD]), pictures)
    stamp = next((text for text in map(_stamp_text, _items(parts)) if text), "")
    kept = _kept(parts, stamp)
    return OfficeFile(True, kept, _seal_of(parts), {"": texts}, program=_program(parts))


def _items(parts: Mapping[str, bytes]) -> Iterator[bytes]:
    for name, data in parts.items():
        if name.startswith("customXml/item") and not name.startswith("customXml/itemProps"):
            yield data


def _stamp_text(item: bytes) -> str:
    root = _tree(item)
    return (root.text or "") if root.tag == "{urn:near-zero:stamp}stamp" else ""


# --- workbook --------------------------------------------------------------------------------


def _workbook(data: bytes, parts: Mapping[str, bytes], step: Step) -> OfficeFile:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data), read_only=True, keep_links=False)
    try:
        stamp, cells = "", {}
        for number, ws in enumerate(book.worksheets):
            step(number / len(book.worksheets))
            rows = _rows(ws.iter_rows(max_row=_MOST_ROWS + 1, max_col=_MOST_COLUMNS))
            if rows and rows[0] and rows[0][0] == f"s{SHEET_MARK}":
                stamp = "".join(row[0][1:] for row in rows[2:] if row)
            else:
                cells[ws.title] = rows
        pieces = {NAMES: [_names(book)]}
    finally:
        book.close()
    kept = _kept(parts, stamp)
    return OfficeFile(False, kept, _seal_of(parts), pieces, cells, _program(parts))


def _rows(listed: Iterator[tuple[object, ...]]) -> list[list[str]]:
    """The cells of a sheet as they are compared, up to the last that is not empty."""
    found: list[list[str]] = []
    filled = 0
    for line in listed:
        row = [
            cell_text(getattr(cell, "data_type", "n"), getattr(cell, "value", None))
            for cell in line
        ]
        while row and not row[-1]:
            row.pop()
        filled += len(row)
        if filled > _MOST_CELLS or (row and len(found) >= _MOST_ROWS):
            raise _TooMuchError
        found.append(row)
    while found and not found[-1]:
        found.pop()
    return found


def _names(book: Workbook) -> str:
    names = book.defined_names
    listed = (f"{name}={formula_text(names[name].attr_text or '')}" for name in names)
    return "\n".join(sorted(listed))
