"""What an image file is before it is drawn: its size, how it is to be turned, or why it cannot be.

Cameras write how they were held instead of turning the picture (EXIF 2.3, tag 0x0112).
"""

from __future__ import annotations

import struct
import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from reportlab.lib.utils import ImageReader

MOST_PIXELS: Final = 80_000_000
"""A picture of more would need a quarter of a gigabyte of memory; no camera or scanner makes it."""

_TURNS: Final = {
    1: (0, False),
    2: (0, True),
    3: (180, False),
    4: (180, True),
    5: (90, True),
    6: (90, False),
    7: (270, True),
    8: (270, False),
}
_ORIENTATION: Final = 0x0112


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """Width and height in pixels as it stands upright, and the turn that makes it so."""

    width: int
    height: int
    turn: int = 0
    mirrored: bool = False


def picture_facts(data: bytes) -> PictureFacts | None:
    """The facts of an image file, which is read to its end; None where that cannot be done.

    Raises:
        ValueError: it has more than MOST_PIXELS.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reader = ImageReader(BytesIO(data))
            width, height = reader.getSize()
            too_many = width * height > MOST_PIXELS
            if not too_many:
                reader.getRGBData()  # type: ignore[no-untyped-call]
    except Exception:  # noqa: BLE001 - whatever a hostile image makes its reader raise
        return None
    if too_many:
        raise ValueError(width * height)
    turn, mirrored = _TURNS.get(_orientation(data), (0, False))
    if turn % 180:
        width, height = height, width
    return PictureFacts(width, height, turn, mirrored)


def has_more_pages(data: bytes) -> bool:
    """Whether a TIFF file has a second picture (TIFF 6.0, the offset after the first directory)."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(data[:4])
    if order is None:
        return False
    try:
        (first,) = struct.unpack_from(f"{order}I", data, 4)
        (count,) = struct.unpack_from(f"{order}H", data, first)
        (following,) = struct.unpack_from(f"{order}I", data, first + 2 + 12 * count)
    except struct.error:
        return False
    return bool(following)


def _orientation(data: bytes) -> int:
    """What the camera says; 1, upright, where it says nothing."""
    start = data.find(b"Exif\0\0", 0, 65_536) if data.startswith(b"\xff\xd8") else -1
    if start < 0:
        return 1
    tiff = data[start + 6 : start + 65_536]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    try:
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, first)
        for entry in range(min(count, 100)):
            tag, _kind, _n, value = struct.unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * entry)
            if tag == _ORIENTATION:
                return int(value)
    except struct.error:
        return 1
    return 1
