"""The logo of a template: a small PNG or JPEG, looked at before anybody decodes it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from desktop_app.core.file_kinds import LOOKED_AT, sniff
from desktop_app.core.problems import Problem, problem
from desktop_app.reports.blocks import Image
from desktop_app.reports.images import image_of

MAX_BYTES: Final = 1_000_000
MAX_SIDE: Final = 4000
"""Pixels: a page at 300 dots to the inch is 2480 wide."""


def read_logo(folder: Path, name: str, document: str) -> Image | Problem:
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


def _measured(data: bytes, name: str, document: str) -> Image | Problem:
    path = "template.logo"
    kind = sniff(data[:LOOKED_AT], data[-LOOKED_AT:])
    if kind.media not in ("image/png", "image/jpeg"):
        return problem("report_template.logo_kind", document, path, file=name, what=kind.name)
    image = image_of(data, kind.media)
    if image is None:
        return problem("report_template.logo_broken", document, path, file=name)
    if max(image.width, image.height) > MAX_SIDE:
        shown = f"{image.width} × {image.height}"
        limit = f"{MAX_SIDE} × {MAX_SIDE}"
        return problem("report_template.logo_pixels", document, path, size=shown, limit=limit)
    return image
