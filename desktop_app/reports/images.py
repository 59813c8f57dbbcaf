"""Pictures that are files: their size is read from their head, nothing is decoded."""

from __future__ import annotations

from typing import Final

from desktop_app.reports.blocks import Image

_MARKERS: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""The JPEG segments that begin a frame and tell its size (ITU-T T.81, table B.1)."""


def image_of(data: bytes, media: str) -> Image | None:
    """A PNG or JPEG by its bytes and media type; None when it is not whole enough to be one."""
    size = _png_size(data) if media == "image/png" else _jpeg_size(data)
    if size is None or not all(size):
        return None
    return Image(data, media, *size)


def _png_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of the IHDR chunk, which stands first (ISO/IEC 15948, 11.2.2)."""
    if len(data) < 33 or data[12:16] != b"IHDR" or b"IEND" not in data[-16:]:
        return None
    return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of the first frame; None when the file ends before one."""
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        if data[at + 1] in _MARKERS:
            return int.from_bytes(data[at + 7 : at + 9]), int.from_bytes(data[at + 5 : at + 7])
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    return None
