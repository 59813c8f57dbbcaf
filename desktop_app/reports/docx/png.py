"""Pixels as a PNG file: eight bits of red, green and blue, nothing that changes from run to run."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import Final

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_METRE: Final = 1000 / 25.4
_TRUE_COLOUR: Final = 2


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture: rows from the top, three bytes per pixel, no padding between rows."""

    width: int
    height: int
    rgb: bytes


def png(pixels: Pixels, dots_per_inch: float) -> bytes:
    """The file of a picture that is `dots_per_inch` fine on paper."""
    head = struct.pack(">IIBBBBB", pixels.width, pixels.height, 8, _TRUE_COLOUR, 0, 0, 0)
    per_metre = round(dots_per_inch * _METRE)
    return b"".join(
        (
            _SIGNATURE,
            _chunk(b"IHDR", head),
            _chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1)),
            _chunk(b"IDAT", zlib.compress(_rows(pixels), 9)),
            _chunk(b"IEND", b""),
        )
    )


def _rows(pixels: Pixels) -> bytes:
    """Every row led by 0: stored as it is, which suits the even colours of a chart."""
    stride = pixels.width * 3
    return b"".join(
        b"\0" + pixels.rgb[row * stride : (row + 1) * stride] for row in range(pixels.height)
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)
