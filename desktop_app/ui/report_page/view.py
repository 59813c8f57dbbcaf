"""Pages of a PDF one below the other; each is drawn in a worker when it comes into sight."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget
from shiboken6 import isValid

from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.drawing import ground
from desktop_app.ui.report_page.pdf_document import Found, PdfDocument
from desktop_app.ui.tasks import Cancel, Tasks

GAP: Final = 16
#: Pixels per point at 100 %: a point is 1/72 inch, a screen has 96 pixels to the inch.
_WHOLE: Final = 96 / 72
_ZOOMS: Final = (0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)
_WIDEST_FIT: Final = 1.25
_KEPT: Final = 12
_SAME: Final = 0.0005
"""Sizes that differ by less give a page the same pixels."""


def _close_all(documents: list[PdfDocument], *_destroyed: object) -> None:
    while documents:
        documents.pop().close()


class PdfView(QAbstractScrollArea):
    """Shows a document; Page Up and Page Down go by pages, + and - zoom, 0 fits the width.

    Signals:
        page_changed(int): the page at the top of the view, counted from 1.
        zoom_changed(float): pages are shown at another size; 1 is the size on paper.
    """

    page_changed = Signal(int)
    zoom_changed = Signal(float)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._document: PdfDocument | None = None
        # Outlives the widget, so that the file is let go of with it.
        self._open: list[PdfDocument] = []
        self.destroyed.connect(partial(_close_all, self._open))
        self._pictures: OrderedDict[int, tuple[float, QImage]] = OrderedDict()
        self._drawing: dict[int, Cancel] = {}
        self._zoom = 0.0
        self._tops: list[float] = []
        self._found: tuple[Found, ...] = ()
        self._at = -1
        self._page = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("报告预览"))
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.horizontalScrollBar().valueChanged.connect(lambda _value: self.viewport().update())

    # --- document -----------------------------------------------------------------------------

    def show_document(self, document: PdfDocument) -> None:
        """Show a document; the one before it is closed, the place in it is kept."""
        for token in self._drawing.values():
            token.request()
        self._drawing.clear()
        self._pictures.clear()
        _close_all(self._open)
        self._open.append(document)
        self._document = document
        self._found, self._at = (), -1
        self._lay_out()

    def close_document(self) -> None:
        """Let go of the document; the view is empty then."""
        _close_all(self._open)
        self._document = None
        self._tops, self._page = [], 0

    @property
    def document(self) -> PdfDocument | None:
        """What is shown."""
        return self._document

    @property
    def pages(self) -> int:
        """The number of pages."""
        return len(self._document.sizes) if self._document is not None else 0

    @property
    def page(self) -> int:
        """The page at the top of the view, counted from 1; 0 without a document."""
        return self._page

    @property
    def drawn(self) -> frozenset[int]:
        """The pages, counted from 1, of which a picture is at hand."""
        return frozenset(index + 1 for index in self._pictures)

    # --- size and place -------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """Size on screen to size on paper."""
        if self._zoom:
            return self._zoom
        if self._document is None:
            return 1.0
        widest = max((width for width, _height in self._document.sizes), default=595.0)
        room = self.viewport().width() - 2 * theme.current().px(GAP)
        return max(0.25, min(_WIDEST_FIT * theme.current().factor, room / (widest * _WHOLE)))

    def zoom_by(self, step: int) -> None:
        """The next larger or smaller size."""
        now = self.zoom
        larger = [zoom for zoom in _ZOOMS if zoom > now + 0.01]
        smaller = [zoom for zoom in _ZOOMS if zoom < now - 0.01]
        candidates = larger[:1] if step > 0 else smaller[-1:]
        if candidates:
            self.set_zoom(candidates[0])

    def set_zoom(self, zoom: float) -> None:
        """Show pages at a size; 0 fits them to the width, whatever it becomes."""
        self._zoom = zoom
        self._lay_out()

    def go_to(self, page: int) -> None:
        """Show a page, counted from 1, at the top."""
        if self._tops:
            index = min(max(page, 1), len(self._tops)) - 1
            self.verticalScrollBar().setValue(round(self._tops[index]) - GAP // 2)

    def show_found(self, found: Sequence[Found], at: int = -1) -> None:
        """Mark what was found, and bring the one `at` that place into sight."""
        self._found, self._at = tuple(found), at
        if 0 <= at < len(self._found) and self._tops:
            one = self._found[at]
            box = self._box(one.page)
            mark = self._placed(one.marks[0], box) if one.marks else box
            bar, across = self.verticalScrollBar(), self.horizontalScrollBar()
            if not self.viewport().rect().contains(mark.toAlignedRect()):
                bar.setValue(bar.value() + round(mark.center().y() - self.viewport().height() / 3))
                beyond = mark.right() + GAP - self.viewport().width()
                across.setValue(across.value() + round(max(0.0, beyond) + min(0.0, mark.left())))
        self.viewport().update()

    def _placed(self, mark: QRectF, box: QRectF) -> QRectF:
        """A mark of a page where the page is shown."""
        scale = self._scale()
        corner = box.topLeft() + mark.topLeft() * scale
        return QRectF(corner, mark.size() * scale).adjusted(-1, -1, 1, 1)

    def _scale(self) -> float:
        return self.zoom * _WHOLE

    def _lay_out(self) -> None:
        """Place the pages for the present size, keeping the page that is read."""
        document = self._document
        if document is None:
            return
        bar = self.verticalScrollBar()
        page, share = max(1, self._page), self._share()
        scale, gap = self._scale(), theme.current().px(GAP)
        tops, top, width = [], float(gap), 0.0
        for wide, high in document.sizes:
            tops.append(top)
            top += high * scale + gap
            width = max(width, wide * scale)
        self._tops = tops
        room = self.viewport().size()
        bar.setRange(0, max(0, round(top) - room.height()))
        bar.setPageStep(room.height())
        bar.setSingleStep(theme.current().px(48))
        across = self.horizontalScrollBar()
        across.setRange(0, max(0, round(width + 2 * gap) - room.width()))
        across.setPageStep(room.width())
        index = min(page, len(tops)) - 1
        if index >= 0:
            bar.setValue(round(tops[index] + share * document.sizes[index][1] * scale - gap / 2))
        self.zoom_changed.emit(self.zoom)
        self._scrolled()

    def _share(self) -> float:
        """How much of the page at the top lies above the view."""
        if self._document is None or not self._tops or not self._page:
            return 0.0
        index = min(self._page, len(self._tops), self.pages) - 1
        high = self._document.sizes[index][1] * self._scale()
        above = self.verticalScrollBar().value() - self._tops[index] + GAP / 2
        return min(1.0, max(0.0, above / high))

    def _scrolled(self) -> None:
        top = self.verticalScrollBar().value() + theme.current().px(GAP) + 1
        page = bisect_right(self._tops, top)
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)
        self.viewport().update()

    # --- drawing --------------------------------------------------------------------------------

    def _box(self, index: int) -> QRectF:
        document = self._document
        if document is None:
            return QRectF()
        scale = self._scale()
        wide, high = (side * scale for side in document.sizes[index])
        room = self.viewport().width()
        left = max(theme.current().px(GAP), (room - wide) / 2) - self.horizontalScrollBar().value()
        top = self._tops[index] - self.verticalScrollBar().value()
        # On whole pixels of the display: a page between two would be drawn blurred.
        density = self.devicePixelRatioF()
        return QRectF(round(left * density) / density, round(top * density) / density, wide, high)

    def _in_sight(self) -> list[int]:
        height = self.viewport().height()
        return [
            index
            for index in range(self.pages)
            if self._box(index).bottom() > 0 and self._box(index).top() < height
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pages in sight, from their pictures where they are drawn already."""
        worn = theme.current()
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), worn.colour("bg"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        density = self.devicePixelRatioF()
        for index in self._in_sight():
            box = self._box(index)
            kept = self._pictures.get(index)
            if kept is None:
                ground(painter, box, theme.Theme("light").colour("surface"), radius=0)
            elif abs(kept[0] - self._scale() * density) < _SAME:
                kept[1].setDevicePixelRatio(density)
                painter.drawImage(box.topLeft(), kept[1])
            else:
                kept[1].setDevicePixelRatio(1)
                painter.drawImage(box, kept[1])
            painter.setPen(worn.colour("border"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box)
            self._paint_found(painter, index, box)
            if kept is None or abs(kept[0] - self._scale() * density) >= _SAME:
                self._draw(index, self._scale() * density)

    def _paint_found(self, painter: QPainter, index: int, box: QRectF) -> None:
        """Paper is white in either scheme, so its marks are those of the light one."""
        light = theme.Theme("light")
        for place, one in enumerate(self._found):
            if one.page != index:
                continue
            for mark in one.marks:
                area = self._placed(mark, box)
                here = place == self._at
                painter.fillRect(area, light.colour("level_3" if here else "accent", 0.28))
                if here:
                    painter.setPen(light.colour("level_3"))
                    painter.drawRect(area)

    def _draw(self, index: int, scale: float) -> None:
        document = self._document
        if document is None or index in self._drawing:
            return
        token = Cancel()
        self._drawing[index] = token

        def done(picture: QImage) -> None:
            if self._drawing.get(index) is token and isValid(self):
                del self._drawing[index]
                self._keep(index, scale, picture)

        self._tasks.run(
            lambda _progress: document.draw(index, scale),
            done,
            partial(self._not_drawn, index, token),
            cancel=token,
        )

    def _keep(self, index: int, scale: float, picture: QImage) -> None:
        if picture.isNull():
            return
        self._pictures[index] = (scale, picture)
        self._pictures.move_to_end(index)
        while len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        self.viewport().update()

    def _not_drawn(self, index: int, token: Cancel, error: Exception) -> None:
        if self._drawing.get(index) is token:
            del self._drawing[index]
        if not token.requested:
            raise error

    # --- Qt -------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages to the new width."""
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        """Lay out anew in another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self._lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl and the wheel, scroll without."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go by pages, to either end, and zoom."""
        key = Qt.Key(event.key())
        moves = {
            Qt.Key.Key_PageDown: self._page + 1,
            Qt.Key.Key_PageUp: self._page - 1 if self._share() < 0.02 else self._page,
            Qt.Key.Key_Space: self._page + 1,
            Qt.Key.Key_Home: 1,
            Qt.Key.Key_End: self.pages,
        }
        if key in moves:
            self.go_to(moves[key])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(1)
        elif key == Qt.Key.Key_Minus:
            self.zoom_by(-1)
        elif key == Qt.Key.Key_0:
            self.set_zoom(0)
        else:
            super().keyPressEvent(event)
