"""What a file is that somebody dropped on the window or gave it at its start.

Its content decides, never its name alone: a workbook may be a ledger, a rule pack, a template for
one, or an output of this program that comes back.
"""

from __future__ import annotations

import mmap
import stat
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, Final

from desktop_app.app.receiving import clean_name
from desktop_app.app.updates import is_release
from desktop_app.core.file_kinds import LOOKED_AT, PROGRAM, UNKNOWN, FileKind, Group, sniff
from desktop_app.core.problems import Problem, problem
from desktop_app.core.provenance import CUSTOM_PART, SEAL, SHEET_MARK, STAMP
from desktop_app.exchange.package.sniff import What as Package
from desktop_app.exchange.package.sniff import sniff_file
from desktop_app.exchange.returned_book import MARK as RETURNED_MARK
from desktop_app.exchange.template_book import MARK as LEDGER_MARK
from desktop_app.packs.pack_file import SUFFIX as PACK_ENDING
from desktop_app.packs.template.layout import STANDARD, TABLE
from desktop_app.packs.workbook.kinds import MARK as PACK_MARK


class Given(StrEnum):
    """What a file is for this program.

    LEDGER is a ledger template of ours, BOOK any other workbook that could be a ledger. RETURNED
    is a workbook of a case that was exported and may have been edited, OUTPUT any other file that
    bears our stamp, RELEASE a version of this program or of another, DOCUMENT whatever could be
    evidence.
    """

    PACKAGE = "package"
    PACK = "pack"
    PACK_BOOK = "pack_book"
    LEDGER = "ledger"
    BOOK = "book"
    RETURNED = "returned"
    OUTPUT = "output"
    LIBRARY = "library"
    RELEASE = "release"
    DOCUMENT = "document"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Told:
    """A file and what it is."""

    path: Path
    what: Given

    @property
    def name(self) -> str:
        """Its name, fit to be shown."""
        return clean_name(self.path.name)


_OURS: Final = {
    Package.PACKAGE: Given.PACKAGE,
    Package.SEALED: Given.PACKAGE,
    Package.LIBRARY: Given.LIBRARY,
    Package.PACK: Given.PACK,
}
_PACKAGE_ENDING: Final = ".nzcase"
_PROGRAM_ENDINGS: Final = (".deb", ".exe")
_LIBRARY_ENDING: Final = ".nzl"
_BOOK_ENDINGS: Final = (".xlsx", ".xlsm", ".xls", ".et", ".ods")
_BY_ENDING: Final = {
    _PACKAGE_ENDING: Given.PACKAGE,
    PACK_ENDING: Given.PACK,
    **dict.fromkeys(_BOOK_ENDINGS, Given.BOOK),
}
"""What a file is meant to be that is damaged: whoever opens it says what is wrong with it."""
_STRINGS: Final = "xl/sharedStrings.xml"
_SHEET_FOLDER: Final = "xl/worksheets/sheet"
_MOST_SHEETS: Final = 300
_SHEETS: Final = "xl/workbook.xml"
_MOST: Final = 60_000_000
"""Bytes of one part of an Office file that are looked at."""
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError)


def tell_apart(path: Path) -> Told | Problem:
    """What a file is.

    Problems: `given.missing`, `folder`, `device`, `empty`, `partial`, `unreadable`.
    """
    name = clean_name(path.name)
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            return problem("given.folder", file=name)
        if not stat.S_ISREG(mode):
            return problem("given.device", file=name)
        with path.open("rb") as file:
            return _told(path, name, file)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return problem("given.missing", file=name)
    except OSError as error:
        return problem("given.unreadable", file=name, detail=error.strerror or error)


def _told(path: Path, name: str, file: BinaryIO) -> Told | Problem:
    found = sniff_file(path, file)
    if found.what is Package.EMPTY:
        return problem("given.empty", file=name)
    if found.what in _OURS:
        return Told(path, _OURS[found.what])
    ending = path.suffix.lower()
    meant = _BY_ENDING.get(ending)
    if meant in (Given.PACKAGE, Given.PACK) or (meant and found.what is Package.PARTIAL):
        return Told(path, meant)
    if found.what is Package.PARTIAL or ending == _LIBRARY_ENDING:
        return problem("given.partial", file=name)
    if ending in _PROGRAM_ENDINGS or is_release(path):
        return Told(path, Given.RELEASE)
    return Told(path, _by_content(file, meant))


def _by_content(file: BinaryIO, meant: Given | None) -> Given:
    """What a file is that other programs know, too."""
    kind = _kind(file)
    if kind.ending in (".xlsx", ".docx"):
        return _of_office(file, Given.BOOK if kind.ending == ".xlsx" else None)
    if kind.group is Group.PDF:
        return Given.OUTPUT if _holds_stamp(file) else Given.DOCUMENT
    if meant is not None:
        return meant
    return Given.UNKNOWN if kind.media in _STRANGE else Given.DOCUMENT


_STRANGE: Final = (UNKNOWN.media, PROGRAM)


def _kind(file: BinaryIO) -> FileKind:
    head = file.read(LOOKED_AT)
    size = file.seek(0, 2)
    file.seek(max(0, size - LOOKED_AT))
    tail = file.read(LOOKED_AT)
    file.seek(0)
    return sniff(head, tail)


def _holds_stamp(file: BinaryIO) -> bool:
    """Whether a PDF says somewhere that we wrote it; other programs keep that when they save."""
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as held:
        return held.find(STAMP.encode()) >= 0


def _of_office(file: BinaryIO, book: Given | None) -> Given:
    """What a Word file or workbook is, by the marks we leave in ours."""
    try:
        with zipfile.ZipFile(file) as archive:
            stamped = SEAL.encode() in _part(archive, CUSTOM_PART)
            if book is None:
                return Given.OUTPUT if stamped else Given.DOCUMENT
            words, sheets = _words(archive), _part(archive, _SHEETS)
    except _BROKEN:
        return book or Given.DOCUMENT
    if _says(words, (RETURNED_MARK,)):
        return Given.RETURNED
    if stamped or _says(words, (SHEET_MARK,)):
        return Given.OUTPUT
    if _says(words, (f"{LEDGER_MARK}:",)):
        return Given.LEDGER
    if _says(words, (PACK_MARK,)) or all(f'"{one}'.encode() in sheets for one in (STANDARD, TABLE)):
        return Given.PACK_BOOK
    return book


def _words(archive: zipfile.ZipFile) -> bytes:
    """The texts of a workbook among which marks are: some programs keep them in the sheets."""
    sheets = [name for name in archive.namelist() if name.startswith(_SHEET_FOLDER)]
    starts = (_part(archive, name, LOOKED_AT) for name in sheets[:_MOST_SHEETS])
    return b"".join((_part(archive, _STRINGS), *starts))


def _part(archive: zipfile.ZipFile, name: str, most: int = _MOST) -> bytes:
    """A part of an Office file, as much of it as is looked at; empty where it has none."""
    try:
        with archive.open(name) as part:
            return part.read(most)
    except KeyError:
        return b""


def _says(words: bytes, marks: Iterable[str]) -> bool:
    """Whether one of the texts of a workbook begins with a mark."""
    return any(f">{mark}".encode() in words for mark in marks)
