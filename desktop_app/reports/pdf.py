"""A document of blocks as a PDF file: pages, running heads, bookmarks, metadata, safe writing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from desktop_app.core.problems import Problem
from desktop_app.core.provenance import stamp_of
from desktop_app.core.visible import without_blanks
from desktop_app.i18n import _, current_language
from desktop_app.reports.blocks import Document
from desktop_app.reports.fonts import REGULAR, load_fonts
from desktop_app.reports.layout import slices_of
from desktop_app.reports.pen import Pen
from desktop_app.reports.slices import Mark, Page, paginate
from desktop_app.reports.stamps.pdf import stamped_pdf
from desktop_app.reports.stamps.stamping import Stamping
from desktop_app.reports.style import (
    FOOT_BASELINE,
    FRAME_HEIGHT,
    FRAME_WIDTH,
    FURNITURE,
    HEAD_BASELINE,
    MARGIN_SIDE,
    MARGIN_TOP,
    PAGE_HEIGHT,
    PAGE_WIDTH,
)
from desktop_app.reports.typeset import Typesetter
from desktop_app.reports.writing import Progress, stepper, write_whole

_LAYOUT_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class PdfInfo:
    """What was written: the number of pages, and the characters printed as 〓."""

    pages: int
    missing_glyphs: tuple[str, ...] = ()


def write_pdf(
    document: Document,
    path: Path,
    fonts: Path,
    progress: Progress | None = None,
    stamping: Stamping | None = None,
) -> PdfInfo | Problem:
    """Write `document` to `path`; `fonts` is the folder of the font files.

    With `stamping` the file says where it comes from.

    The same document gives the same bytes. The file appears whole or not at all: a write error
    is returned as the problem `report.cannot_write` and leaves an older file as it was.

    Raises:
        Cancelled: `progress` returned False; nothing was written.
        OSError: a font file is missing.
    """
    data, info = render_pdf(document, fonts, progress)
    if stamping is not None:
        data = with_stamp(data, stamping)
    return write_whole(path, data) or info


def with_stamp(data: bytes, stamping: Stamping) -> bytes:
    """A PDF with the stamp that tells where it comes from."""
    texts = [without_blanks(text) for text in stamping.read_pages(data)]
    stamp = stamp_of(stamping.provenance, {"": texts}, reader=stamping.reader)
    return stamped_pdf(data, stamp.to_bytes(), stamping.sign)


def render_pdf(
    document: Document, fonts: Path, progress: Progress | None = None
) -> tuple[bytes, PdfInfo]:
    """The bytes of the PDF, for a preview that needs no file; raises as `write_pdf` does."""
    step = stepper(progress)
    setter = Typesetter(load_fonts(fonts))
    pages = _pages(setter, document, lambda share: step(share * _LAYOUT_SHARE))
    target = BytesIO()
    pen = Pen(_canvas(document, target), _page_numbers(pages), total=len(pages))
    outline = _Outline()
    chapter = ""
    for number, page in enumerate(pages, 1):
        step(_LAYOUT_SHARE + (1 - _LAYOUT_SHARE) * (number - 1) / len(pages))
        chapter = _chapter(page) or chapter
        head = chapter if document.chapter_heads else document.running_head
        shown = replace(document, running_head=head)
        _draw_page(pen, setter, shown, page, (number, len(pages)), outline)
    pen.canvas.save()
    step(1)
    return target.getvalue(), PdfInfo(len(pages), tuple(sorted(setter.missing)))


def heading_pages(
    document: Document, fonts: Path, step: Callable[[float], None]
) -> Mapping[str, int]:
    """The page of every heading by its anchor; `step` is told the share done."""
    return _page_numbers(_pages(Typesetter(load_fonts(fonts)), document, step))


def _pages(setter: Typesetter, document: Document, step: Callable[[float], None]) -> Sequence[Page]:
    return paginate(slices_of(setter, document.blocks, step), FRAME_HEIGHT)


def _canvas(document: Document, target: BytesIO) -> Canvas:
    canvas = Canvas(
        target,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        pageCompression=1,
        invariant=1,
        lang=current_language().replace("_", "-"),
        initialFontName=REGULAR,  # type: ignore[arg-type] # the stub has it as a number
    )
    canvas.setTitle(document.title)
    canvas.setSubject(document.subject)
    canvas.setAuthor(document.author)
    canvas.setCreator(document.running_head)
    canvas.setProducer("ReportLab")
    canvas.setKeywords(", ".join(document.keywords))
    date = "".join(char for char in document.created if char.isdigit())[:8]
    if date:
        canvas.setDateFormatter(lambda *_now: f"D:{date}000000Z")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.showOutline()
    return canvas


def _page_numbers(pages: Sequence[Page]) -> dict[str, int]:
    return {
        placed.slice.mark.anchor: number
        for number, page in enumerate(pages, 1)
        for placed in page.placed
        if placed.slice.mark is not None
    }


def _chapter(page: Page) -> str:
    """The title of the first chapter that begins on a page; empty when none does."""
    marks = (placed.slice.mark for placed in page.placed)
    return next((mark.text for mark in marks if mark is not None and mark.level == 1), "")


class _Outline:
    """The bookmarks so far: a level may be at most one deeper than the one before."""

    def __init__(self) -> None:
        self._level = -1

    def add(self, canvas: Canvas, mark: Mark, top: float) -> None:
        """Bookmark a heading whose top is at `top` of the current page."""
        self._level = min(mark.level - 1, self._level + 1)
        canvas.bookmarkPage(mark.anchor, fit="XYZ", left=0, top=top, zoom=0)
        canvas.addOutlineEntry(mark.text, mark.anchor, self._level, closed=self._level > 0)


def _draw_page(
    pen: Pen,
    setter: Typesetter,
    document: Document,
    page: Page,
    number: tuple[int, int],
    outline: _Outline,
) -> None:
    top = PAGE_HEIGHT - MARGIN_TOP
    pen.canvas.setPageSize((PAGE_WIDTH, PAGE_HEIGHT))
    for placed in page.placed:
        y = top - placed.top
        if placed.slice.mark is not None:
            outline.add(pen.canvas, placed.slice.mark, min(y + 20, PAGE_HEIGHT))
        placed.slice.draw(pen, MARGIN_SIDE, y)
    if not page.bare:
        _furnish(pen, setter, document, number)
    pen.canvas.showPage()


def _furnish(pen: Pen, setter: Typesetter, document: Document, number: tuple[int, int]) -> None:
    """Running head and foot."""
    year = _("{year} 年").format(year=document.year) if document.year else ""
    right_head = "　".join(part for part in (document.running_head, year) if part)
    page, pages = number
    counted = _("第 {page} 页 / 共 {pages} 页").format(page=page, pages=pages)
    right_foot = f"{document.mark}　{counted}" if document.mark else counted
    _ends(pen, setter, document.enterprise, right_head, HEAD_BASELINE)
    pen.rule(MARGIN_SIDE, HEAD_BASELINE - 7, MARGIN_SIDE + FRAME_WIDTH)
    _ends(pen, setter, document.footer_note, right_foot, FOOT_BASELINE)


def _ends(pen: Pen, setter: Typesetter, left: str, right: str, baseline: float) -> None:
    """A text at either end of a line; the left one is cut where the right one begins."""
    right_line = setter.lines(right, FURNITURE.aligned("right"), FRAME_WIDTH)[0]
    room = FRAME_WIDTH - setter.width(right, FURNITURE) - 2 * FURNITURE.size
    left_line = setter.lines(left, FURNITURE, room)[0]
    pen.line(left_line, MARGIN_SIDE, baseline)
    pen.line(right_line, MARGIN_SIDE, baseline)
