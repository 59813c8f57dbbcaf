"""The manual 用户手册 for the window and the command line: its chapters, and its PDF."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.app.about import VERSION
from desktop_app.app.paths import Paths
from desktop_app.core.problems import Problem
from desktop_app.i18n import current_language

if TYPE_CHECKING:
    from desktop_app.reports.manual.source import Manual
    from desktop_app.reports.pdf import PdfInfo

Progress = Callable[[float], bool]


@dataclass(frozen=True, slots=True)
class ManualPage:
    """A chapter as the window shows it: `html` names pictures relative to the folder.

    `screens` are what it explains of the window, `words` its text to search in, `captions` what
    stands below its pictures, by their names.
    """

    id: str
    title: str
    part: str
    screens: tuple[str, ...]
    html: str
    words: str
    captions: Mapping[str, str]


def manual_pages(paths: Paths) -> tuple[ManualPage, ...]:
    """All chapters in their order, in the language of the moment."""
    from desktop_app.reports.manual.screened import chapter_html
    from desktop_app.reports.manual.source import captions, plain

    return tuple(
        ManualPage(
            one.id,
            one.title,
            one.part,
            one.screens,
            chapter_html(one),
            " ".join(plain(node) for node in one.root.children).casefold(),
            captions(one.root),
        )
        for one in _manual(paths).chapters
    )


def write_manual(
    paths: Paths, target: Path, created: str, progress: Progress | None = None
) -> PdfInfo | Problem:
    """Write the whole manual as a PDF; `created` is the ISO date printed on its cover."""
    from desktop_app.reports.manual.printed import manual_document
    from desktop_app.reports.pdf import write_pdf

    document = manual_document(_manual(paths), VERSION, created)
    return write_pdf(document, target, paths.fonts, progress)


def write_quick_start(paths: Paths, target: Path, created: str) -> PdfInfo | Problem:
    """Write the quick start as a sheet of its own."""
    from desktop_app.reports.manual.printed import sheet_document
    from desktop_app.reports.pdf import write_pdf

    manual = _manual(paths)
    chapter = next(one for one in manual.chapters if one.quick)
    return write_pdf(sheet_document(manual, chapter, VERSION, created), target, paths.fonts)


def _manual(paths: Paths) -> Manual:
    from desktop_app.reports.manual.source import read_manual

    return read_manual(paths.manual, current_language())
