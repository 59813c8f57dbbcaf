"""The pages of PDF files put into the leaves of a binder: what is drawn on them, nothing else.

Pages come in as pictures made of their own drawing commands. Scripts, actions, links, forms and
attached files are not part of that, so they stay behind; what notes and seals look like is drawn
into the page first. The library allows one call at a time; others may come in between a few pages.
"""

from __future__ import annotations

import ctypes
import hashlib
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from desktop_app.app.pdf_facts import ONE_AT_A_TIME
from desktop_app.reports.leaf import BELOW, LINE, SIDE, page_size, sheet_text
from desktop_app.reports.style import FURNITURE

_FOR_PRINT: Final = 1
"""FLAT_PRINT of the PDF library: what would be printed."""
_ID: Final = re.compile(rb"/ID\s*\[\s*<[0-9A-Fa-f]*>\s*<([0-9A-Fa-f]*)>\s*\]")
_TAIL: Final = 2048
_LEAST, _MOST = 1.0, 14_400.0
"""Points the side of a page may have (ISO 32000-1, annex C.2): a page beyond is taken as A4."""
_A4: Final = (595.28, 841.89)
_AT_ONCE: Final = 30
_GREY: Final = (0x56, 0x64, 0x5E)

PageSize = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Filling:
    """The pages of one PDF that go into a binder.

    `data` gives its bytes, `sizes` are those of the pages that go in, `label` is the number of the
    document, `pages` how many it has in all, `first` the first of its leaves, from 0.
    """

    data: Callable[[], bytes]
    sizes: Sequence[PageSize]
    label: str
    pages: int
    first: int


def page_sizes(data: bytes, most: int) -> tuple[int, tuple[PageSize, ...]]:
    """How many pages a PDF has, and the sizes of the first of them in points, as they are shown.

    Raises:
        pypdfium2.PdfiumError: it cannot be read.
    """
    import pypdfium2

    with ONE_AT_A_TIME:
        document: Any = pypdfium2.PdfDocument(data)
        try:
            count = len(document)
            sizes = [document.get_page_size(index) for index in range(min(count, most))]
        finally:
            document.close()
    return count, tuple(map(_sound, sizes))


def _sound(size: PageSize) -> PageSize:
    return size if all(_LEAST <= side <= _MOST for side in size) else _A4


def filled(base: bytes, fillings: Iterable[Filling], step: Callable[[int], None]) -> bytes:
    """The binder with the pages in place of its empty leaves.

    `step` is told how many leaves were filled since the last time, and raises to stop. Equal input
    gives equal bytes.
    """
    import pypdfium2

    with ONE_AT_A_TIME:
        binder: Any = pypdfium2.PdfDocument(base)
    try:
        for filling in fillings:
            _fill(binder, filling, step)
        target = io.BytesIO()
        with ONE_AT_A_TIME:
            binder.save(target)
    finally:
        with ONE_AT_A_TIME:
            binder.close()
    return _named(target.getvalue())


def _fill(binder: Any, filling: Filling, step: Callable[[int], None]) -> None:  # noqa: ANN401
    import pypdfium2

    with ONE_AT_A_TIME:
        source: Any = pypdfium2.PdfDocument(filling.data())
        total = len(binder)
    try:
        for run in runs_of(filling.sizes):
            with ONE_AT_A_TIME:
                _replace(binder, filling, source, run, total)
            step(len(run))
    finally:
        with ONE_AT_A_TIME:
            source.close()


def runs_of(sizes: Sequence[PageSize]) -> Iterator[range]:
    """Pages that follow one another and lie the same way, a few at a time.

    The library needs longer for each page the more pages a file has while text is put on it.
    """
    start = 0
    for place in range(1, len(sizes) + 1):
        ended = place == len(sizes) or _lies(sizes[place]) != _lies(sizes[start])
        if ended or place - start == _AT_ONCE:
            yield range(start, place)
            start = place


def _lies(size: PageSize) -> bool:
    """Whether a page lies on its side."""
    return size[0] > size[1]


def _replace(
    binder: Any,  # noqa: ANN401 - the library has no types
    filling: Filling,
    source: Any,  # noqa: ANN401
    run: range,
    total: int,
) -> None:
    """Put some pages of a document into the binder in place of as many empty leaves."""
    import pypdfium2
    from pypdfium2 import raw

    wide, high = page_size(*filling.sizes[run.start])
    flat: Any = pypdfium2.PdfDocument.new()
    flat.import_pages(source, [*run])
    for page in flat:
        if raw.FPDFPage_GetAnnotCount(page.raw) > 0:
            raw.FPDFPage_Flatten(page.raw, _FOR_PRINT)
        page.close()
    width, height = wide - 2 * SIDE, high - SIDE - BELOW
    # The library makes pictures of pages only where several come to stand on one: each page here
    # gets a blank one below, which the bounds of the leaf leave out.
    for place in range(len(run), 0, -1):
        flat.new_page(width, height, place).close()
    drawn: Any = pypdfium2.PdfDocument(
        raw.FPDF_ImportNPagesToOne(flat.raw, width, 2 * height, 1, 2)
    )
    font = raw.FPDFText_LoadStandardFont(drawn.raw, b"Helvetica")
    for place, page in enumerate(drawn):
        number = run.start + place
        page.set_mediabox(-SIDE, height - BELOW, width + SIDE, 2 * height + SIDE)
        left = sheet_text(filling.label, number + 1, filling.pages)
        right = f"{filling.first + number + 1} / {total}"
        baseline = height - BELOW + LINE
        _write(drawn, page, font, left, (0, baseline), at_end=False)
        _write(drawn, page, font, right, (width, baseline), at_end=True)
        raw.FPDFPage_GenerateContent(page.raw)
        page.close()
    raw.FPDFFont_Close(font)
    first = filling.first + run.start
    binder.import_pages(drawn, index=first)
    for _page in run:
        del binder[first + len(run)]
    drawn.close()
    flat.close()


def _write(
    document: Any,  # noqa: ANN401 - the library has no types
    page: Any,  # noqa: ANN401
    font: Any,  # noqa: ANN401
    text: str,
    place: tuple[float, float],
    *,
    at_end: bool,
) -> None:
    """Write a short line of digits below a page; with `at_end` it ends at the place."""
    from pypdfium2 import raw

    made = raw.FPDFPageObj_CreateTextObj(document.raw, font, FURNITURE.size)
    raw.FPDFText_SetText(made, (ctypes.c_ushort * (len(text) + 1))(*map(ord, text), 0))
    raw.FPDFPageObj_SetFillColor(made, *_GREY, 255)
    bounds = [ctypes.c_float() for _side in range(4)]
    raw.FPDFPageObj_GetBounds(made, *map(ctypes.byref, bounds))
    x, y = place
    raw.FPDFPageObj_Transform(made, 1, 0, 0, 1, x - bounds[2].value if at_end else x, y)
    raw.FPDFPage_InsertObject(page.raw, made)


def _named(data: bytes) -> bytes:
    """The file with a second identity made of its content instead of by chance."""
    found = [*_ID.finditer(data, max(0, len(data) - _TAIL))]
    if not found:
        return data
    start, end = found[-1].span(1)
    zeroed = data[:start] + b"0" * (end - start) + data[end:]
    digest = hashlib.sha256(zeroed).hexdigest().upper().encode("ascii")
    return data[:start] + digest[: end - start].ljust(end - start, b"0") + data[end:]
