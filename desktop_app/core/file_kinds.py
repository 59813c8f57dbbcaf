"""What a file is by its content: a name can say anything.

Only the first and the last bytes are looked at, so that no file is unpacked or decoded for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

LOOKED_AT: Final = 64 * 1024
"""Bytes at either end of a file that tell what it is."""


class Group(StrEnum):
    """How a kind of file is treated: shown, handed to a viewer, or only kept."""

    IMAGE = "image"
    PDF = "pdf"
    OFFICE = "office"
    TEXT = "text"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: media type, the ending its copies get, its name, how it is treated.

    A file of the group `KEPT` is stored and exported as it is and never opened from here.
    """

    media: str
    ending: str
    name: str
    group: Group

    @property
    def opens(self) -> bool:
        """Whether the desktop may open a copy: never what could run."""
        return self.group is not Group.KEPT


def _kinds(group: Group, *rows: tuple[str, str, str]) -> tuple[FileKind, ...]:
    return tuple(FileKind(media, ending, name, group) for media, ending, name in rows)


_OOXML: Final = "application/vnd.openxmlformats-officedocument."
_ODF: Final = "application/vnd.oasis.opendocument."

KINDS: Final = (
    *_kinds(
        Group.IMAGE,
        ("image/png", ".png", "PNG 图片"),
        ("image/jpeg", ".jpg", "JPEG 图片"),
        ("image/gif", ".gif", "GIF 图片"),
        ("image/bmp", ".bmp", "BMP 图片"),
        ("image/webp", ".webp", "WebP 图片"),
        ("image/tiff", ".tif", "TIFF 图片"),
        ("image/heic", ".heic", "HEIC 图片"),
    ),
    *_kinds(Group.PDF, ("application/pdf", ".pdf", "PDF 文件")),
    *_kinds(
        Group.OFFICE,
        (f"{_OOXML}wordprocessingml.document", ".docx", "Word 文档"),
        (f"{_OOXML}spreadsheetml.sheet", ".xlsx", "Excel 工作簿"),
        (f"{_OOXML}presentationml.presentation", ".pptx", "PowerPoint 演示文稿"),
        (f"{_ODF}text", ".odt", "ODF 文档"),
        (f"{_ODF}spreadsheet", ".ods", "ODF 表格"),
        ("application/ofd", ".ofd", "OFD 版式文件"),
        ("application/msword", ".doc", "旧版 Word 文档"),
        ("application/vnd.ms-excel", ".xls", "旧版 Excel 工作簿"),
    ),
    *_kinds(Group.TEXT, ("text/plain", ".txt", "文本文件")),
    *_kinds(
        Group.KEPT,
        ("application/vnd.ms-office.macro", ".bin", "带宏的 Office 文件"),
        ("application/x-ole-storage", ".bin", "未知的复合文件"),
        ("application/zip", ".zip", "ZIP 压缩包"),
        ("application/vnd.rar", ".rar", "RAR 压缩包"),
        ("application/x-7z-compressed", ".7z", "7z 压缩包"),
        ("application/x-executable", ".bin", "程序文件"),
        ("application/octet-stream", ".bin", "未知类型的文件"),
    ),
)
"""All kinds that are told apart."""

BY_MEDIA: Final = {kind.media: kind for kind in KINDS}
PROGRAM: Final = "application/x-executable"
"""The media type of whatever would run."""

UNKNOWN: Final = BY_MEDIA["application/octet-stream"]


def kind_of(media: str) -> FileKind:
    """The kind of a media type; the unknown one for a type not told apart here."""
    return BY_MEDIA.get(media, UNKNOWN)


def sniff(head: bytes, tail: bytes = b"") -> FileKind:
    """What a file is by its first and last bytes (`LOOKED_AT` of each)."""
    media = next((media for begins, media in _BEGINNINGS if head.startswith(begins)), "")
    if not media:
        media = next((found for look in _LOOKS if (found := look(head))), "")
    inside = _INSIDE.get(media)
    if inside is not None:
        seen = head + tail
        media = next((found for name, found in inside if name in seen), media)
    return kind_of(media)


_BEGINNINGS: Final = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"MZ", "application/x-executable"),
    (b"\x7fELF", "application/x-executable"),
    (b"\xcf\xfa\xed\xfe", "application/x-executable"),
    (b"\xca\xfe\xba\xbe", "application/x-executable"),
    (b"#!", "application/x-executable"),
)


def _webp(head: bytes) -> str:
    return "image/webp" if head[:4] == b"RIFF" and head[8:12] == b"WEBP" else ""


def _heic(head: bytes) -> str:
    brands = (b"heic", b"heix", b"mif1", b"msf1", b"hevc")
    return "image/heic" if head[4:8] == b"ftyp" and head[8:12] in brands else ""


def _pdf(head: bytes) -> str:
    """A PDF may have up to 1024 bytes before its mark (ISO 32000-1 annex H.3, note 13)."""
    return "application/pdf" if b"%PDF-" in head[:1024] else ""


def _text(head: bytes) -> str:
    """Text without control characters, in UTF-8 or GB 18030; the cut may halve a character."""
    if not head or any(byte < 32 and byte not in b"\t\n\r\f" for byte in head):
        return ""
    for encoding in ("utf-8-sig", "gb18030"):
        for cut in range(4):
            try:
                head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            return "text/plain"
    return ""


_LOOKS: Final[tuple[Callable[[bytes], str], ...]] = (_webp, _heic, _pdf, _text)

_INSIDE: Final[dict[str, tuple[tuple[bytes, str], ...]]] = {
    "application/zip": (
        (b"vbaProject.bin", "application/vnd.ms-office.macro"),
        (b"word/document.xml", f"{_OOXML}wordprocessingml.document"),
        (b"xl/workbook.", f"{_OOXML}spreadsheetml.sheet"),
        (b"ppt/presentation.xml", f"{_OOXML}presentationml.presentation"),
        (b"mimetypeapplication/vnd.oasis.opendocument.text", f"{_ODF}text"),
        (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", f"{_ODF}spreadsheet"),
        (b"OFD.xml", "application/ofd"),
    ),
    "application/x-ole-storage": (
        ("WordDocument".encode("utf-16-le"), "application/msword"),
        ("Workbook".encode("utf-16-le"), "application/vnd.ms-excel"),
    ),
}
"""The names in a container that tell what it is; its ends hold enough of them."""
