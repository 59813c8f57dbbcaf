"""The pages of a PDF file as pictures."""

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


def _packed(rows: bytes, used: int, stride: int) -> bytes:
    """Rows without what pads them at their end."""
    if used == stride:
        return rows
    return b"".join(rows[at : at + used] for at in range(0, len(rows), stride))
