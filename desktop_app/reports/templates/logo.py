"""The logo of a template: a small PNG or JPEG, looked at before anybody decodes it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from desktop_app.core.file_kinds import LOOKED_AT, sniff
from desktop_app.core.problems import Problem, problem
from desktop_app.reports.blocks import Logo

MAX_BYTES: Final = 1_000_000
MAX_SIDE: Final = 4000
"""Pixels: a page at 300 dots to the inch is 2480 wide."""

_MARKERS: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""The JPEG segments that begin a frame and tell its size (ITU-T T.81, table B.1)."""


def read_logo(folder: Path, name: str, document: str) -> Logo | Problem:
    """The picture `name` beside a template, or what is wrong with it."""
    path = "template.logo"
    if Path(name).name != name or name in ("", ".", ".."):
        return problem("report_template.logo_outside", document, path, file=name)
    file = folder / name
    try:
        if file.is_symlink() or not file.is_file():
            return problem("report_template.logo_missing", document, path, file=name)
        if file.stat().st_size > MAX_BYTES:
            size = f"{-(-file.stat().st_size // 1000)} KB"
            limit = f"{MAX_BYTES // 1000} KB"
            return problem("report_template.logo_big", document, path, size=size, limit=limit)
        data = file.read_bytes()
    except OSError as error:
        detail = error.strerror or str(error)
        return problem("report_template.logo_unreadable", document, path, file=name, detail=detail)
    return _measured(data, name, document)


def _measured(data: bytes, name: str, document: str) -> Logo | Problem:
    path = "template.logo"
    kind = sniff(data[:LOOKED_AT], data[-LOOKED_AT:])
    if kind.media not in ("image/png", "image/jpeg"):
        return problem("report_template.logo_kind", document, path, file=name, what=kind.name)
    size = _png_size(data) if kind.media == "image/png" else _jpeg_size(data)
    if size is None or not all(size):
        return problem("report_template.logo_broken", document, path, file=name)
    width, height = size
    if max(size) > MAX_SIDE:
        shown = f"{width} × {height}"
        limit = f"{MAX_SIDE} × {MAX_SIDE}"
        return problem("report_template.logo_pixels", document, path, size=shown, limit=limit)
    return Logo(data, kind.media, width, height)


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
