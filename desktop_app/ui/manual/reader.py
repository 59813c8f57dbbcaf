"""A chapter of the manual, dressed as the window is, its pictures as wide as the text."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QImage,
    QPainter,
    QPixmap,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from desktop_app.app.manual import ManualPage
from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.theme import Type

_MARGIN: Final = 28
_FRAME: Final = 16
_REST: Final = 80
_CHAPTER: Final = ".md"
_DRAWN: Final = 2
"""Pixels per point of the pictures: larger than this they would be blurred."""


class Reader(QTextBrowser):
    """Shows chapters; arrows, Page Down and Home move in them, Tab goes from link to link.

    Signals:
        chapter_wanted(str): a link to another chapter was followed.
        picture_wanted(QPixmap, str): a picture was chosen, to be seen in full, and its caption.
    """

    chapter_wanted = Signal(str)
    picture_wanted = Signal(QPixmap, str)

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._page: ManualPage | None = None
        self._found = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._redraw)
        self.setAccessibleName(_("用户手册"))
        self.setProperty("role", "manual")
        self.setOpenLinks(False)
        self.document().setDocumentMargin(theme.current().px(_MARGIN))
        self.anchorClicked.connect(self._follow)

    def show_page(self, page: ManualPage, found: str = "") -> None:
        """Show a chapter from its top, or from the first place where `found` stands."""
        self._page, self._found = page, found
        self._draw()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)
        if found:
            self.find_next()

    def find_next(self) -> bool:
        """Go on to the next place where the words stand; False when there is none below."""
        if not self._found or not self.find(self._found):
            return False
        here = self.textCursor()
        here.setPosition(here.position())  # a selection would be paler than its surroundings
        self.setTextCursor(here)
        self._tint_found()
        return True

    def _draw(self) -> None:
        if self._page is not None:
            self.document().setDefaultStyleSheet(_style())
            self.setHtml(self._page.html)

    def _tint_found(self) -> None:
        """Tint every place where the words stand; the one gone to stands in full colour."""
        worn, here = theme.current(), self.textCursor()
        places: list[QTextEdit.ExtraSelection] = []
        cursor = QTextCursor(self.document())
        while self._found:
            cursor = self.document().find(self._found, cursor)
            if cursor.isNull():
                break
            shown = QTextCharFormat()
            shown.setBackground(worn.colour("selection"))
            if cursor.position() == here.position():
                shown.setBackground(worn.colour("accent"))
                shown.setForeground(worn.colour("on_accent"))
            # The members are known to Qt, not to its type information.
            place = QTextEdit.ExtraSelection()
            place.cursor, place.format = cursor, shown  # type: ignore[attr-defined]
            places.append(place)
        self.setExtraSelections(places)

    def _redraw(self) -> None:
        """Draw again for another width or scheme, and stay where the reader is."""
        bar, place = self.verticalScrollBar(), self.textCursor().position()
        share = bar.value() / max(1, bar.maximum())
        self._draw()
        here = self.textCursor()
        here.setPosition(place)
        self.setTextCursor(here)
        self._tint_found()
        bar.setValue(round(share * bar.maximum()))

    def _follow(self, url: QUrl) -> None:
        name = url.path()
        if name.endswith(_CHAPTER):
            self.chapter_wanted.emit(name.removesuffix(_CHAPTER))
            return
        image = self._image(url)
        if not image.isNull():
            image.setDevicePixelRatio(_DRAWN)
            caption = self._page.captions.get(name, "") if self._page is not None else ""
            self.picture_wanted.emit(QPixmap.fromImage(image), caption)

    def _image(self, name: QUrl) -> QImage:
        return QImage(str(self._folder / "pictures" / name.fileName()))

    # --- Qt -----------------------------------------------------------------------------------

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: ANN401 - Qt's own answer
        """The pictures of the chapters and nothing else: no file and no address beside them."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        image = self._image(QUrl(name))
        if image.isNull():
            return image
        bar = self.verticalScrollBar().sizeHint().width()
        room = self.width() - 2 * theme.current().px(_MARGIN) - bar - _FRAME
        density = self.devicePixelRatioF()
        width = max(1, min(room, image.width() // _DRAWN))
        wanted = QSize(round(width * density), image.height() * 4)
        fitted = image.scaled(
            wanted, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        fitted = fitted.convertToFormat(QImage.Format.Format_RGB32)
        painter = QPainter(fitted)  # pages of the window are as light as this page: a line around
        painter.setPen(theme.current().colour("border"))
        painter.drawRect(fitted.rect().adjusted(0, 0, -1, -1))
        painter.end()
        fitted.setDevicePixelRatio(density)
        return fitted

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pictures to the new width once the dragging rests."""
        super().resizeEvent(event)
        self._rest.start()

    def changeEvent(self, event: QEvent) -> None:
        """Wear another scheme or font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self._rest.start()


def _style() -> str:
    """The style sheet of the text, in the few words that Qt's rich text knows."""
    worn = theme.current()
    heads = "".join(
        f"{tag} {{ color: {worn.hex(token)}; font-size: {worn.points(kind)}pt;"
        f" margin-top: {worn.px(above)}px; margin-bottom: {worn.px(6)}px; }}"
        for tag, token, kind, above in (
            ("h1", "accent", Type.TITLE, 0),
            ("h2", "text", Type.SECTION, 20),
            ("h3", "text", Type.BODY, 14),
        )
    )
    line = worn.hex("border")
    return (
        heads
        + f"p, li {{ margin-top: {worn.px(4)}px; margin-bottom: {worn.px(6)}px; }}"
        + "p, li { line-height: 150%; } p.picture { line-height: 100%; }"
        + f"p.caption {{ color: {worn.hex('muted')}; font-size: {worn.points(Type.SMALL)}pt; }}"
        + f"a {{ color: {worn.hex('accent')}; text-decoration: underline; }}"
        + "table { border-collapse: collapse; border-style: none; }"
        + f"td, th {{ border-bottom: 1px solid {line}; }} th {{ text-align: left; }}"
        + f"code {{ background-color: {worn.hex('hover')};"
        + f" font-family: '{worn.font().family()}'; }}"
        + f"blockquote {{ background-color: {worn.hex('bg')}; }}"
    )
