"""What a file that was given as a case package really is."""

from __future__ import annotations

import struct
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, Final

from desktop_app.core.file_kinds import LOOKED_AT, UNKNOWN, sniff
from desktop_app.exchange.package.manifest import CASE, LOG, MANIFEST, RESULTS
from desktop_app.exchange.package.sealed import is_sealed
from desktop_app.i18n import _

_PARTIAL: Final = (".crdownload", ".part", ".partial", ".download", ".tmp", ".downloading", ".td")
_SQLITE: Final = b"SQLite format 3\x00"
_LIBRARY: Final = b"nzlb"
_LOCKED_LIBRARY: Final = b"NZL"
"""What a library that is encrypted begins with."""
MAX_DIRECTORY: Final = 8_000_000
"""Bytes the directory of a package may have: more than its members can need."""
_END: Final = struct.Struct("<4s4H2IH")
_LARGE: Final = struct.Struct("<4sQ2H2I4Q")
_END_SIGN, _LARGE_SIGN, _SEE_LARGE = b"PK\x05\x06", b"PK\x06\x06", 0xFFFFFFFF
_MARK: Final = slice(68, 72)
"""Where SQLite keeps the application id of a file."""


class What(StrEnum):
    """A package, a sealed one, something that is only a part of one, or something else."""

    PACKAGE = "package"
    SEALED = "sealed"
    EMPTY = "empty"
    PARTIAL = "partial"
    LIBRARY = "library"
    PACK = "pack"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What a file is, and the name of that kind where it is something else."""

    what: What
    name: str = ""


def sniff_file(path: Path, file: BinaryIO) -> Sniffed:
    """What an open file is by its content; raises OSError. Its place is the beginning after."""
    head = file.read(LOOKED_AT)
    size = file.seek(0, 2)
    file.seek(max(0, size - LOOKED_AT))
    tail = file.read(LOOKED_AT)
    file.seek(0)
    if not size:
        return Sniffed(What.EMPTY)
    if is_sealed(head):
        return Sniffed(What.SEALED)
    if path.suffix.lower() in _PARTIAL or not head.strip(b"\x00"):
        return Sniffed(What.PARTIAL)
    if head.startswith(_LOCKED_LIBRARY):
        return Sniffed(What.LIBRARY)
    if head.startswith(_SQLITE):
        ours = head[_MARK] == _LIBRARY
        return Sniffed(What.LIBRARY) if ours else Sniffed(What.OTHER, _("SQLite 数据库"))
    if head.startswith(b"PK"):
        return _of_zip(file, head, tail)
    kind = sniff(head, tail)
    return Sniffed(What.OTHER, kind.name)


def directory_size(file: BinaryIO) -> int:
    """The bytes a zip says its directory has; the whole of it is read to open the zip."""
    size = file.seek(0, 2)
    file.seek(max(0, size - LOOKED_AT - _END.size))
    tail = file.read()
    file.seek(0)
    # As `zipfile` looks for it: at the very end without a remark, else the last that may be one.
    last = len(tail) - _END.size
    plain = tail[last : last + 4] == _END_SIGN and tail.endswith(b"\x00\x00")
    at = last if plain else tail.rfind(_END_SIGN)
    if at < 0 or at + _END.size > len(tail):
        return 0
    told = int(_END.unpack_from(tail, at)[5])
    large = tail.rfind(_LARGE_SIGN, 0, at)
    if told == _SEE_LARGE and 0 <= large <= len(tail) - _LARGE.size:
        return int(_LARGE.unpack_from(tail, large)[8])
    return told


def _of_zip(file: BinaryIO, head: bytes, tail: bytes) -> Sniffed:
    if directory_size(file) > MAX_DIRECTORY:
        return Sniffed(What.OTHER, sniff(head, tail).name)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, UnicodeDecodeError):
        known = sniff(head, tail)
        return Sniffed(What.PARTIAL, "" if known in (UNKNOWN, sniff(b"PK\x03\x04")) else known.name)
    finally:
        file.seek(0)
    if all(one.header_offset for one in entries):
        return Sniffed(What.PARTIAL)  # cut short behind a file that is a zip itself
    names = {one.filename for one in entries}
    if MANIFEST in names and names & {CASE, LOG, RESULTS}:
        return Sniffed(What.PACKAGE)
    if MANIFEST in names and any(name.endswith(".toml") for name in names):
        return Sniffed(What.PACK)
    return Sniffed(What.OTHER, sniff(head, tail).name)
