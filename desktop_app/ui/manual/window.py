"""The manual in a window of its own: what the page shown is for, all chapters, and the keys.

It stays open beside the main window, so that one can read and do.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.app.manual import ManualPage
from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import QuietButton
from desktop_app.ui.components.key_table import KeyTable
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.search_field import SearchField
from desktop_app.ui.manual.reader import Reader
from desktop_app.ui.theme import Type

if TYPE_CHECKING:
    from desktop_app.ui.main_window import MainWindow

KEYS: Final = "keys"
"""The entry of the list that stands for the keys; no chapter is called so."""
_LIST_WIDTH: Final = 216
_SIZE: Final = (1040, 680)
_ID: Final = Qt.ItemDataRole.UserRole
Groups = Sequence[tuple[str, Sequence[QAction]]]


class ManualWindow(QDialog):
    """Chapters at the left, the chosen one at the right.

    Signals:
        pdf_wanted(): the reader wants the manual as a PDF.
    """

    pdf_wanted = Signal()

    def __init__(self, pages: Sequence[ManualPage], folder: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("用户手册"))
        self._pages = {page.id: page for page in pages}
        self._found = ""
        self.search = SearchField(_("在手册里查找"))
        self.list = QListWidget()
        self.reader = Reader(folder)
        self.nothing = label(_("没有找到。换个说法试试。"), "muted", wrap=True)
        self.pdf_button = QuietButton(_("存为 PDF…"), "download")
        self._keys = QScrollArea()
        self._stack = QStackedWidget()
        self._arrange()
        self._wire()
        self._fill()

    def _arrange(self) -> None:
        worn = theme.current()
        self.list.setAccessibleName(_("目录"))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._keys.setWidgetResizable(True)
        self._keys.setProperty("role", "stop")
        self._keys.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._keys.setAccessibleName(_("键盘快捷键"))
        left = QVBoxLayout()
        left.setSpacing(worn.px(8))
        for part in (self.search, self.nothing):
            left.addWidget(part)
        left.addWidget(self.list, 1)
        left.addWidget(self.pdf_button)
        side = QWidget()
        side.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        side.setFixedWidth(worn.px(_LIST_WIDTH))
        for shown in (self.reader, self._keys):
            self._stack.addWidget(shown)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(worn.px(16),) * 4)
        row.setSpacing(worn.px(16))
        row.addWidget(side)
        row.addWidget(self._stack, 1)
        self.resize(worn.px(_SIZE[0]), worn.px(_SIZE[1]))

    def _wire(self) -> None:
        self.search.searched.connect(self._search)
        self.list.currentItemChanged.connect(self._chosen)
        self.reader.chapter_wanted.connect(self.show_chapter)
        self.pdf_button.clicked.connect(self.pdf_wanted)

    def _fill(self) -> None:
        """List the chapters in which what is searched for stands, and always the keys."""
        self.list.blockSignals(True)
        self.list.clear()
        part = ""
        for page in self._pages.values():
            if self._found.casefold() not in page.words:
                continue
            if page.part != part:
                part = page.part
                self._head(part)
            self._entry(page.id, page.title)
        self.nothing.setHidden(bool(self.list.count()))
        self._head(_("键盘"))
        self._entry(KEYS, _("键盘快捷键"))
        self.list.blockSignals(False)

    def _head(self, text: str) -> None:
        worn = theme.current()
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(worn.font(Type.SMALL, bold=True))
        item.setForeground(worn.colour("muted"))
        self.list.addItem(item)

    def _entry(self, entry_id: str, text: str) -> None:
        item = QListWidgetItem(text)
        item.setData(_ID, entry_id)
        self.list.addItem(item)

    def _search(self, text: str) -> None:
        self._found = text
        self._fill()
        first = next((row for row in range(self.list.count()) if self._id(row)), -1)
        self.list.setCurrentRow(first)

    def _id(self, row: int) -> str:
        return str(self.list.item(row).data(_ID) or "")

    def _chosen(self, item: QListWidgetItem | None) -> None:
        chosen = "" if item is None else str(item.data(_ID) or "")
        if chosen == KEYS:
            self._stack.setCurrentWidget(self._keys)
        elif chosen:
            self._stack.setCurrentWidget(self.reader)
            self.reader.show_page(self._pages[chosen], self._found)

    def changeEvent(self, event: QEvent) -> None:
        """Wear another scheme or font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            row = self.list.currentRow()
            chosen = self._id(row) if row >= 0 else ""
            self._fill()
            self._mark(chosen)

    # --- what to show -------------------------------------------------------------------------

    def show_screen(self, screen: str, groups: Groups) -> None:
        """Show the chapter that explains a page of the window; `groups` are the keys of now."""
        held = QWidget()
        held.setProperty("role", "canvas")
        column = QVBoxLayout(held)
        column.addWidget(label(_("键盘快捷键"), "title"))
        column.addWidget(KeyTable(groups))
        column.addStretch(1)
        self._keys.setWidget(held)
        pages = self._pages.values()
        first = next(iter(pages))
        self.show_chapter(next((one for one in pages if screen in one.screens), first).id)

    def show_chapter(self, chapter: str) -> None:
        """Show a chapter, whatever was searched for before."""
        if self._found:
            self.search.clear()
            self._found = ""
            self._fill()
        self._mark(chapter)

    def _mark(self, entry_id: str) -> None:
        rows = (row for row in range(self.list.count()) if self._id(row) == entry_id)
        self.list.setCurrentRow(next(rows, -1))


def open_manual(window: MainWindow) -> ManualWindow:
    """Show the manual at the page the main window shows; the one that is open is used again."""
    from desktop_app.app.manual import manual_pages
    from desktop_app.ui.manual.saving import save_pdf

    held = window.findChild(ManualWindow)
    if held is None:
        held = ManualWindow(manual_pages(window.paths), window.paths.manual, window)
        held.pdf_wanted.connect(lambda: save_pdf(window))
        held.addAction(window.help_action)  # F1 in the manual: the page shown by now
    held.show_screen(window.page, window.shortcut_groups())
    held.show()
    held.raise_()
    held.activateWindow()
    held.list.setFocus(Qt.FocusReason.OtherFocusReason)
    return held
