"""A chapter of the manual, dressed as the window is, its pictures as wide as the text."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QImage, QResizeEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

from desktop_app.app.manual import ManualPage
from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.theme import Type

_MARGIN: Final = 28
_FRAME: Final = 16
_REST: Final = 80
_CHAPTER: Final = ".md"


class Reader(QTextBrowser):
    """Shows chapters; arrows, Page Down and Home move in them.

    Signals:
        chapter_wanted(str): a link to another chapter was followed.
    """

    chapter_wanted = Signal(str)

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._page: ManualPage | None = None
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
        self._page = page
        self._draw()
        if found:
            self.find(found)
        else:
            self.moveCursor(QTextCursor.MoveOperation.Start)
            self.verticalScrollBar().setValue(0)

    def _draw(self) -> None:
        if self._page is not None:
            self.document().setDefaultStyleSheet(_style())
            self.setHtml(self._page.html)

    def _redraw(self) -> None:
        """Draw again for another width or scheme, and stay where the reader is."""
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        self._draw()
        bar.setValue(round(share * bar.maximum()))

    def _follow(self, url: QUrl) -> None:
        name = url.path()
        if name.endswith(_CHAPTER):
            self.chapter_wanted.emit(name.removesuffix(_CHAPTER))

    # --- Qt -----------------------------------------------------------------------------------

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: ANN401 - Qt's own answer
        """The pictures of the chapters and nothing else: no file and no address beside them."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        path = self._folder / "pictures" / QUrl(name).fileName()
        image = QImage(str(path))
        if image.isNull():
            return image
        bar = self.verticalScrollBar().sizeHint().width()
        room = self.width() - 2 * theme.current().px(_MARGIN) - bar - _FRAME
        density = self.devicePixelRatioF()
        wanted = QSize(round(min(room, image.width()) * density), image.height() * 4)
        fitted = image.scaled(
            wanted, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
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
        + f"a {{ color: {worn.hex('accent')}; text-decoration: none; }}"
        + f"table {{ border-collapse: collapse; border-color: {line}; border-style: solid; }}"
        + f"td, th {{ border-color: {line}; }} th {{ text-align: left; }}"
        + f"code {{ color: {worn.hex('accent')}; font-family: '{worn.font().family()}'; }}"
        + f"blockquote {{ background-color: {worn.hex('bg')}; }}"
    )
