"""A PDF file in memory, drawn page by page; may be used from any thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from desktop_app.app.pdf_facts import ONE_AT_A_TIME


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading of the table of contents; `page` counts from 1, `level` from 0."""

    title: str
    level: int
    page: int


@dataclass(frozen=True, slots=True)
class Found:
    """A place of words that were looked for: a page, counted from 0, and what to mark on it.

    The marks are in points from the upper left corner; words that run on have one a line.
    """

    page: int
    marks: tuple[QRectF, ...]


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

    def find(self, words: str, index: int) -> tuple[Found, ...]:
        """Where a page has these words, in either case of Latin letters; none after `close`."""
        with ONE_AT_A_TIME:
            if self._document is None:
                return ()
            page = self._document[index]
            lines, found = page.get_textpage(), []
            search = lines.search(words)
            while (at := search.get_next()) is not None:
                found.append(Found(index, self._marks(lines, index, *at)))
            search.close()
            lines.close()
            page.close()
        return tuple(found)

    def _marks(self, lines: Any, index: int, first: int, count: int) -> tuple[QRectF, ...]:  # noqa: ANN401 - pypdfium2 has no types
        high, marks = self.sizes[index][1], []
        for number in range(lines.count_rects(first, count)):
            left, bottom, right, top = lines.get_rect(number)
            marks.append(QRectF(left, high - top, right - left, top - bottom))
        return tuple(marks)

    def chapters(self) -> tuple[Chapter, ...]:
        """The table of contents; empty after `close`."""
        with ONE_AT_A_TIME:
            if self._document is None:
                return ()
            listed = []
            for entry in self._document.get_toc():
                target = entry.get_dest()
                at = target.get_index() if target is not None else None
                if at is not None:
                    listed.append(Chapter(entry.get_title(), entry.level, at + 1))
        return tuple(listed)

    def close(self) -> None:
        """Let go of the file; pages are empty from now on."""
        with ONE_AT_A_TIME:
            if self._document is not None:
                self._document.close()
                self._document = None
