"""The pages of a PDF file as pictures, and as texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from desktop_app.app.pdf_facts import ONE_AT_A_TIME

if TYPE_CHECKING:
    from desktop_app.reports.docx import Pixels


def pdf_pictures(data: bytes, scale: float) -> Iterator[Pixels]:
    """The pages in order, `scale` pixels to the point; others may read PDF files in between."""
    import pypdfium2

    from desktop_app.reports.docx import Pixels

    with ONE_AT_A_TIME:
        document: Any = pypdfium2.PdfDocument(data)
        count = len(document)
    try:
        for index in range(count):
            with ONE_AT_A_TIME:
                page = document[index]
                bitmap = page.render(scale=scale, rev_byteorder=True)
                rows = bytes(bitmap.buffer)
                width, height, stride = bitmap.width, bitmap.height, bitmap.stride
                bitmap.close()
                page.close()
            yield Pixels(width, height, _packed(rows, width * 3, stride))
    finally:
        with ONE_AT_A_TIME:
            document.close()


def pdf_reader() -> str:
    """What reads PDF files here, with its version."""
    from pypdfium2.version import PDFIUM_INFO

    return f"pdfium {PDFIUM_INFO.build}"


def pdf_texts(data: bytes) -> list[str]:
    """The text of every page in order.

    Raises:
        pypdfium2.PdfiumError: it is no PDF, or locked.
    """
    import pypdfium2

    texts: list[str] = []
    with ONE_AT_A_TIME:
        document: Any = pypdfium2.PdfDocument(data)
        count = len(document)
    try:
        for index in range(count):
            with ONE_AT_A_TIME:
                page = document[index]
                text = page.get_textpage()
                texts.append(text.get_text_bounded())
                text.close()
                page.close()
    finally:
        with ONE_AT_A_TIME:
            document.close()
    return texts


def _packed(rows: bytes, used: int, stride: int) -> bytes:
    """Rows without what pads them at their end."""
    if used == stride:
        return rows
    return b"".join(rows[at : at + used] for at in range(0, len(rows), stride))
