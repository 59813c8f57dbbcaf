"""A PDF file in memory, drawn page by page; may be used from any thread."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QImage

from desktop_app.app.pdf_facts import ONE_AT_A_TIME


class PdfDocument:
    """The pages of a PDF. `sizes` are their widths and heights in points."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        with ONE_AT_A_TIME:
            self._document: Any = pypdfium2.PdfDocument(data)
            self.sizes: tuple[tuple[float, float], ...] = tuple(
                self._document.get_page_size(index) for index in range(len(self._document))
            )

    def draw(self, index: int, scale: float) -> QImage:
        """A page as a picture of `scale` pixels per point; empty after `close`."""
        with ONE_AT_A_TIME:
            if self._document is None:
                return QImage()
            page = self._document[index]
            bitmap = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
            picture = QImage(
                bytes(bitmap.buffer),
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                QImage.Format.Format_RGB32,
            ).copy()
            bitmap.close()
            page.close()
        return picture

    def text(self, index: int) -> str:
        """The text of a page, as one could copy it."""
        with ONE_AT_A_TIME:
            if self._document is None:
                return ""
            page = self._document[index]
            lines = page.get_textpage()
            found = str(lines.get_text_bounded())
            lines.close()
            page.close()
        return found

    def close(self) -> None:
        """Let go of the file; pages are empty from now on."""
        with ONE_AT_A_TIME:
            if self._document is not None:
                self._document.close()
                self._document = None
