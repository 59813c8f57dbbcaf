"""Zip files that only store: written byte for byte alike everywhere, read without trusting any.

Nothing is compressed, so that the same pack gives the same bytes on every machine and a file can
never unpack to more than it is. Whatever is not exactly as `write` writes it is refused, which
leaves no room for hidden data, second directories or entries that overlap. Layout: APPNOTE 6.3.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from desktop_app.core.problems import Problem, problem

MAX_ENTRIES: Final = 500
_MOST_REASONS: Final = 50
_LOCAL: Final = struct.Struct("<4s5H3I2H")
_CENTRAL: Final = struct.Struct("<4s6H3I5H2I")
_END: Final = struct.Struct("<4s4H2IH")
_LOCAL_SIGN, _CENTRAL_SIGN, _END_SIGN = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_MAX_COMMENT: Final = 0xFFFF
_ZIP64: Final = 0xFFFFFFFF
_VERSION: Final = 20
_UTF8: Final = 0x800
_ENCRYPTED: Final = 0x2041
_MIDNIGHT: Final = (0, 0x21)  # 1980-01-01 00:00, the first moment a zip can name
_ORDINARY: Final = 0o100644 << 16
_UNIX: Final = 3 << 8
_KIND, _LINK = 0o170000, 0o120000

_STARTS: Final = (
    (b"%PDF", "PDF 文件"),
    (b"SQLite format 3\x00", "SQLite 数据库（如企业库）"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"Rar!", "RAR 压缩文件"),
    (b"7z\xbc\xaf", "7z 压缩文件"),
    (b"\x1f\x8b", "gzip 压缩文件"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文件"),
    (b"MZ", "Windows 程序"),
    (b"\x7fELF", "Linux 程序"),
    (b"-----BEGIN", "密钥或证书"),
)
_INSIDE: Final = (
    (b"xl/", "Excel 工作簿"),
    (b"word/", "Word 文档"),
    (b"ppt/", "PowerPoint 文件"),
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the central directory says of an entry."""

    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    mode: int
    offset: int


def write(files: Mapping[str, bytes]) -> bytes:
    """A zip with these files in this order; equal files give equal bytes."""
    body, directory = bytearray(), bytearray()
    for name, data in files.items():
        coded = name.encode("utf-8")
        shared = (
            _UTF8,
            0,
            *_MIDNIGHT,
            zlib.crc32(data),
            len(data),
            len(data),
            len(coded),
            0,
        )
        directory += _CENTRAL.pack(
            _CENTRAL_SIGN, _UNIX | _VERSION, _VERSION, *shared, 0, 0, 0, _ORDINARY, len(body)
        )
        directory += coded
        body += _LOCAL.pack(_LOCAL_SIGN, _VERSION, *shared) + coded + data
    count = len(files)
    end = _END.pack(_END_SIGN, 0, 0, count, count, len(directory), len(body), 0)
    return bytes(body + directory + end)


def read(data: bytes, shown: str) -> dict[str, bytes] | tuple[Problem, ...]:
    """The files of a zip that `write` has written; otherwise every reason against it.

    No name is used as a path and nothing is decompressed; the work is bounded by `len(data)`.
    """
    if not data.startswith(b"PK"):
        return (problem("pack_file.not_zip", shown, what=_guess(data)),)
    end = data.rfind(_END_SIGN, -_MAX_COMMENT - _END.size)
    if end < 0 or end + _END.size > len(data):
        return (problem("pack_file.truncated", shown),)
    _sign, disk, first, here, count, size, start, _comment = _END.unpack_from(data, end)
    if count > MAX_ENTRIES:
        return (problem("pack_file.too_many", shown, count=count, limit=MAX_ENTRIES),)
    if disk or first or here != count or _ZIP64 in (size, start) or start + size > end:
        return (problem("pack_file.truncated", shown),)
    entries = list(_entries(data, start, start + size))
    if len(entries) != count or any(one is None for one in entries):
        return (problem("pack_file.truncated", shown),)
    found = [one for one in entries if one is not None]
    kind = _other_kind(found)
    if kind:
        return (problem("pack_file.not_pack", shown, what=kind),)
    return _extracted(data, found, shown)


def _entries(data: bytes, start: int, end: int) -> Iterator[_Entry | None]:
    """The records of the central directory; None where one is broken, and then no more."""
    while start + _CENTRAL.size <= end:
        (sign, _by, _needs, flags, method, _time, _day, crc, packed, size, named, extra, remark,
         _disk, _inner, outer, offset) = _CENTRAL.unpack_from(data, start)  # fmt: skip
        here = start + _CENTRAL.size
        start = here + named + extra + remark
        if sign != _CENTRAL_SIGN or start > end:
            yield None
            return
        coded = data[here : here + named]
        name = coded.decode("utf-8" if flags & _UTF8 else "cp437", "replace")
        yield _Entry(name, flags, method, crc, packed, size, outer >> 16, offset)


def _other_kind(entries: list[_Entry]) -> str:
    names = [one.name.encode("utf-8", "replace") for one in entries]
    return next((word for start, word in _INSIDE if any(n.startswith(start) for n in names)), "")


def _extracted(
    data: bytes, entries: list[_Entry], shown: str
) -> dict[str, bytes] | tuple[Problem, ...]:
    found: list[Problem] = []
    files: dict[str, bytes] = {}
    seen: set[str] = set()
    for one in entries:
        reasons = list(_reasons(one, seen, shown))
        found += reasons
        content = _content(data, one)
        if reasons:
            continue
        if content is None:
            found.append(problem("pack_file.damaged", shown, _short(one.name)))
        else:
            files[one.name] = content
    if not found and write(files) != data:
        found.append(problem("pack_file.not_canonical", shown))
    if len(found) > _MOST_REASONS:
        more = len(found) - _MOST_REASONS
        found = [*found[:_MOST_REASONS], problem("pack_file.more_reasons", shown, count=more)]
    return tuple(found) or files


def _reasons(one: _Entry, seen: set[str], shown: str) -> Iterator[Problem]:
    """What is wrong with an entry by what is said of it alone."""
    name, place = one.name, _short(one.name)
    parts = name.replace("\\", "/").split("/")
    checks = (
        (one.flags & _ENCRYPTED, "pack_file.encrypted"),
        (one.method, "pack_file.compressed"),
        (one.mode & _KIND == _LINK, "pack_file.link"),
        (name[:1] in ("/", "\\") or name[1:2] == ":", "pack_file.absolute"),
        (".." in parts, "pack_file.outside"),
        (name.casefold() in seen, "pack_file.twice"),
    )
    seen.add(name.casefold())
    for wrong, code in checks:
        if wrong:
            yield problem(code, shown, place, name=place, size=one.size)


def _content(data: bytes, one: _Entry) -> bytes | None:
    """The bytes of a stored entry; None when they are not there or not those meant."""
    if one.packed != one.size or one.offset + _LOCAL.size > len(data):
        return None
    fields = _LOCAL.unpack_from(data, one.offset)
    start = one.offset + _LOCAL.size + fields[9] + fields[10]
    content = data[start : start + one.size]
    if fields[0] != _LOCAL_SIGN or len(content) != one.size or zlib.crc32(content) != one.crc:
        return None
    return content


def _short(name: str) -> str:
    """A name as quoted: short, and free of what no line can hold."""
    plain = "".join(sign if sign.isprintable() else "�" for sign in name[:80])
    return plain if len(name) <= 80 else f"{plain}…"


def _guess(data: bytes) -> str:
    """What a file that is no zip seems to be."""
    if not data:
        return "空文件"
    for start, word in _STARTS:
        if data.startswith(start):
            return word
    try:
        data[:4000].decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < min(len(data), 4000) - 4:
            return "来历不明的二进制文件"
    return "文本文件" if b"\x00" not in data[:4000] else "来历不明的二进制文件"
