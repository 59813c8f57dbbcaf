"""What one reads a document with: its chapters and pages, the way to words, and the zoom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import BareButton, Button, IconButton
from desktop_app.ui.components.item_picker import ItemPicker, Pick
from desktop_app.ui.components.labels import label
from desktop_app.ui.report_page.find_row import FindRow
from desktop_app.ui.report_page.pdf_document import Chapter
from desktop_app.ui.report_page.view import PdfView
from desktop_app.ui.shortcuts import with_keys
from desktop_app.ui.tasks import Tasks

_DIGITS: Final = 10
"""No document has pages of so many digits."""


class ReadingBar(QWidget):
    """The place in the document and the zoom; both follow the view.

    Its commands belong to `page`, with their keys.
    """

    def __init__(self, view: PdfView, tasks: Tasks, page: QWidget) -> None:
        super().__init__()
        self._view = view
        self.finding = FindRow(view, tasks)
        self.finding.hide()
        self.place = BareButton("", "chevron-down")
        self.place.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.zoom = label("", "caption")
        self._page = page
        contents = self._action(_("目录和页码…"), "Ctrl+G", self.open_contents)
        finds = self._action(_("在报告中查找"), "Ctrl+F", self.finding.open)
        smaller = self._action(_("缩小"), "Ctrl+-", lambda: view.zoom_by(-1))
        larger = self._action(_("放大"), "Ctrl+=", lambda: view.zoom_by(1))
        fit = self._action(_("适合宽度"), "Alt+0", lambda: view.set_zoom(0))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().px(4))
        row.addWidget(_follow(self.place, contents))
        row.addWidget(_follow(IconButton("search", finds.text()), finds))
        row.addSpacing(theme.current().px(8))
        row.addWidget(_follow(IconButton("minus", smaller.text()), smaller))
        row.addWidget(self.zoom)
        row.addWidget(_follow(IconButton("plus", larger.text()), larger))
        row.addWidget(_follow(BareButton(fit.text()), fit))
        view.page_changed.connect(lambda _page: self.show_place())
        view.zoom_changed.connect(lambda _zoom: self.show_place())
        self.show_place()

    def _action(self, text: str, keys: str, run: Callable[[], object]) -> QAction:
        action = QAction(text, self._page)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _on=False: run())
        self._page.addAction(action)
        return action

    def show_place(self) -> None:
        """Say what is shown, and how large."""
        words = _("第 {page} 页，共 {pages} 页")
        self.place.set_text(words.format(page=self._view.page, pages=self._view.pages))
        self.setVisible(self._view.pages > 0)
        self.zoom.setText(f"{self._view.zoom:.0%}")

    def open_contents(self) -> ItemPicker | None:
        """Let the user go to a chapter, or to the page whose number he types."""
        document = self._view.document
        if document is None:
            return None
        panel = ItemPicker(
            self.place,
            _("目录"),
            _picks(document.chapters()),
            _("章节，或页码"),
            unlisted=self._numbered,
        )

        def go(key: str) -> None:
            panel.close_up(give_focus_back=False)
            self._view.go_to(int(key.partition(":")[0]))
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)

        panel.picked.connect(go)
        panel.closed.connect(panel.deleteLater)
        panel.open()
        return panel

    def _numbered(self, typed: str) -> Pick | None:
        text = typed.strip()
        known = text.isdecimal() and len(text) < _DIGITS and 1 <= int(text) <= self._view.pages
        if not known:
            return None
        return Pick(str(int(text)), _("第 {page} 页").format(page=int(text)))


def _picks(chapters: Sequence[Chapter]) -> list[Pick]:
    """The chapters with their sections below them; a section may have the name of another."""
    picks: list[Pick] = []
    for number, one in enumerate(chapters):
        indent = "\u3000" * one.level
        where = _("第 {page} 页").format(page=one.page)
        picks.append(Pick(f"{one.page}:{number}", f"{indent}{one.title}", words=where))
    return picks


def _follow(button: Button, action: QAction) -> Button:
    """A button for an action, which names its keys."""
    button.setToolTip(with_keys(action.text(), action))
    button.clicked.connect(action.trigger)
    return button
