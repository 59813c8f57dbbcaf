"""A document of blocks as a Word file: parts made, joined, written safely."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from desktop_app.core.problems import Problem
from desktop_app.reports.blocks import Document, Image
from desktop_app.reports.docx.around import (
    app_part,
    core_part,
    fonts_part,
    foot_part,
    head_part,
    section,
    settings_part,
)
from desktop_app.reports.docx.body import body_of
from desktop_app.reports.docx.making import begin
from desktop_app.reports.docx.numbering import numbering_part
from desktop_app.reports.docx.package import Package
from desktop_app.reports.docx.pictures import (
    Rasteriser,
    files_of,
    relation_of,
    relation_of_image,
)
from desktop_app.reports.docx.stamp import add_stamp
from desktop_app.reports.docx.styles import styles_part
from desktop_app.reports.docx.xml import WORD, el, root
from desktop_app.reports.pdf import heading_pages
from desktop_app.reports.stamps.stamping import Stamping
from desktop_app.reports.writing import Progress, stepper, write_whole

_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE_TYPE: Final = "application/vnd.openxmlformats-package.core-properties+xml"
_APP_TYPE: Final = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
_CORE_RELATION: Final = (
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
)
_MAIN: Final = "word/document.xml"
_PAGES_SHARE: Final = 0.5
_TEXT_SHARE: Final = 0.6
_PICTURES_SHARE: Final = 0.95


def write_docx(
    document: Document,
    path: Path,
    fonts: Path,
    rasterise: Rasteriser,
    progress: Progress | None = None,
    stamping: Stamping | None = None,
) -> Problem | None:
    """Write `document` to `path`; `fonts` is the folder of the font files charts are drawn with.

    With `stamping` the file says where it comes from.

    The same document gives the same bytes. The file appears whole or not at all: a write error
    is returned as the problem `report.cannot_write` and leaves an older file as it was.

    Raises:
        Cancelled: `progress` returned False; nothing was written.
        OSError: a font file is missing.
    """
    return write_whole(path, render_docx(document, fonts, rasterise, progress, stamping))


def render_docx(
    document: Document,
    fonts: Path,
    rasterise: Rasteriser,
    progress: Progress | None = None,
    stamping: Stamping | None = None,
) -> bytes:
    """The bytes of the Word file; raises as `write_docx` does."""
    step = stepper(progress)
    pages = heading_pages(document, fonts, lambda share: step(share * _PAGES_SHARE))
    package, making = Package(), begin(document.blocks, pages)
    span = _TEXT_SHARE - _PAGES_SHARE
    body = body_of(making, document.blocks, lambda share: step(_PAGES_SHARE + share * span))
    package.relate("", "officeDocument", _MAIN)
    for kind, name, data in (
        ("styles", "styles", styles_part()),
        ("numbering", "numbering", numbering_part(making.numbered_lists)),
        ("settings", "settings", settings_part()),
        ("fontTable", "fontTable", fonts_part()),
    ):
        _join(package, kind, f"word/{name}.xml", f"{_WORD}.{kind}+xml", data)
    head = _join(package, "header", "word/header1.xml", f"{_WORD}.header+xml", head_part(document))
    foot = _join(package, "footer", "word/footer1.xml", f"{_WORD}.footer+xml", foot_part(document))
    whole = el("w:body", body, section(document, head, foot))
    package.add(_MAIN, f"{_WORD}.document.main+xml", root("w:document", WORD, whole))
    scenes = tuple(making.pictures.scenes)
    for number, data in enumerate(files_of(scenes, fonts, rasterise), 1):
        step(_TEXT_SHARE + (_PICTURES_SHARE - _TEXT_SHARE) * (number - 1) / len(scenes))
        name = f"word/media/picture{number}.png"
        package.add(name, "", data)
        package.relate(_MAIN, "image", name, relation_of(number))
    _add_images(package, making.pictures.images)
    package.add("docProps/core.xml", _CORE_TYPE, core_part(document))
    package.relate("", _CORE_RELATION, "docProps/core.xml")
    package.add("docProps/app.xml", _APP_TYPE, app_part(document))
    package.relate("", "extended-properties", "docProps/app.xml")
    step(_PICTURES_SHARE)
    if stamping is not None:
        add_stamp(package, stamping)
    data = package.to_bytes()
    step(1)
    return data


def _add_images(package: Package, images: Mapping[Image, int]) -> None:
    """The images as they are in their own files."""
    for image, number in images.items():
        name = f"word/media/image{number}.{'png' if image.media == 'image/png' else 'jpg'}"
        package.add(name, "", image.data)
        package.relate(_MAIN, "image", name, relation_of_image(number))


def _join(package: Package, kind: str, name: str, content_type: str, data: bytes) -> str:
    """Put a part in and relate the document to it; the id of the relation."""
    package.add(name, content_type, data)
    return package.relate(_MAIN, kind, name)
