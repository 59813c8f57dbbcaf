"""Office files and other zips from anywhere, looked at before anything in them is unpacked.

What is checked is what the directory of the zip says; `zipfile` hands out no more bytes of an
entry than that, so the sizes found here bound what reading can cost.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from desktop_app.core.problems import Problem, problem

_ENCRYPTED: Final = 0x1
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class ZipLimits:
    """How much a zip may hold: bytes of the file, entries, bytes unpacked, bytes of one entry.

    `ratio` is how far an entry of more than a megabyte may be packed.
    """

    file: int = 20_000_000
    entries: int = 1_000
    total: int = 120_000_000
    entry: int = 60_000_000
    ratio: int = 120


LIMITS: Final = ZipLimits()


def open_zip(
    data: bytes, document: str, limits: ZipLimits = LIMITS
) -> zipfile.ZipFile | tuple[Problem, ...]:
    """The zip in these bytes when it is safe to unpack, otherwise every reason against it."""
    if len(data) > limits.file:
        return (problem("zip.file_too_large", document, limit=_mega(limits.file)),)
    if data.startswith(_OLD_OFFICE):
        return (problem("zip.old_office", document),)
    if not data.startswith(b"PK"):
        return (problem("zip.no_zip", document),)
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, UnicodeDecodeError):
        return (problem("zip.broken", document),)
    found = tuple(_faults(archive, document, limits))
    return found or archive


def unpacked(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """The bytes of an entry; None where it is not there or does not unpack to what is promised."""
    try:
        return archive.read(name)
    except KeyError:
        return None
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError):
        return None


def _faults(archive: zipfile.ZipFile, document: str, limits: ZipLimits) -> Iterator[Problem]:
    inside = archive.infolist()
    if len(inside) > limits.entries:
        count = len(inside)
        yield problem("zip.too_many", document, count=count, limit=limits.entries)
        return
    names: set[str] = set()
    for one in inside:
        folded = one.filename.casefold()
        if folded in names:
            yield problem("zip.twice", document, one.filename[:80], name=one.filename[:80])
        names.add(folded)
        yield from _entry_faults(one, document, limits)
    total = sum(one.file_size for one in inside)
    if total > limits.total:
        yield problem("zip.too_large", document, size=_mega(total), limit=_mega(limits.total))


def _entry_faults(one: zipfile.ZipInfo, document: str, limits: ZipLimits) -> Iterator[Problem]:
    name = one.filename[:80]
    parts = one.filename.replace("\\", "/").split("/")
    if ".." in parts or one.filename.startswith(("/", "\\")) or ":" in parts[0]:
        yield problem("zip.bad_name", document, name, name=name)
    if one.flag_bits & _ENCRYPTED:
        yield problem("zip.encrypted", document, name)
    elif one.compress_type not in _METHODS:
        yield problem("zip.method", document, name, name=name)
    if one.file_size > limits.entry:
        size = _mega(one.file_size)
        yield problem("zip.entry_too_large", document, name, size=size, limit=_mega(limits.entry))
    elif one.file_size > 1_000_000 and one.file_size > limits.ratio * max(1, one.compress_size):
        yield problem("zip.ratio", document, name, ratio=one.file_size // max(1, one.compress_size))


def _mega(size: int) -> str:
    return f"{-(-size // 1_000_000)} MB"
