"""The manual in a window of its own: what the page shown is for, all chapters, and the keys.

It stays open beside the main window, so that one can read and do. Over a dialog it belongs to the
dialog, because that one shuts out every other window.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
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
from desktop_app.ui.manual.chapter_list import ChapterList
from desktop_app.ui.manual.explained import screen_at
from desktop_app.ui.manual.picture_view import PictureView
from desktop_app.ui.manual.reader import Reader

if TYPE_CHECKING:
    from desktop_app.ui.main_window import MainWindow

KEYS: Final = "keys"
"""The entry of the list that stands for the keys; no chapter is called so."""
_LIST_WIDTH: Final = 216
_SIZE: Final = (1040, 680)
_EDGE: Final = QSize(24, 64)
"""What is left free of the screen at least: its frame and title belong to the window, too."""
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
        self._shown = ""
        self._before: list[str] = []
        self._searching = False
        self.search = SearchField(_("在手册里查找"))
        self.list = ChapterList()
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
        wanted = QSize(worn.px(_SIZE[0]), worn.px(_SIZE[1]))
        self.resize(wanted.boundedTo(self.screen().availableSize() - _EDGE))

    def _wire(self) -> None:
        self.search.searched.connect(self._search)
        self.search.returnPressed.connect(self._go_on)
        self.list.chosen.connect(self._chosen)
        self.reader.chapter_wanted.connect(self.show_chapter)
        self.reader.picture_wanted.connect(self._show_picture)
        self.pdf_button.clicked.connect(self.pdf_wanted)
        for text, keys, run in (
            (_("在手册里查找"), "Ctrl+F", self._look_for),
            (_("返回上一章"), "Alt+Left", self.go_back),
        ):
            action = QAction(text, self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(run)
            self.addAction(action)

    def _fill(self) -> None:
        """List the chapters in which all the words searched for stand, and always the keys."""
        words = self._found.casefold().split()
        pages = [one for one in self._pages.values() if all(each in one.words for each in words)]
        listed = [(one.part, one.id, one.title) for one in pages]
        self.nothing.setHidden(bool(listed))
        self.list.fill([*listed, (_("键盘"), KEYS, _("键盘快捷键"))])

    # --- searching ----------------------------------------------------------------------------

    def look_up(self, text: str) -> None:
        """Search for a text at once, as if it had been typed."""
        self.search.setText(text)
        self.search.search()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look_for(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _search(self, text: str) -> None:
        self._found = text
        # The Enter that begins a search is not yet the one that goes on with it.
        self._searching = True
        QTimer.singleShot(0, self, self._searched)
        self._fill()
        self.list.mark(self.list.chapters[0])

    def _searched(self) -> None:
        self._searching = False

    def _go_on(self) -> None:
        """Go to the next place in this chapter, else to the next chapter, at last to the first."""
        if self._searching or not self._found or self.reader.find_next():
            return
        listed = self.list.chapters
        place = listed.index(self.list.marked) + 1 if self.list.marked in listed else 0
        following = listed[place] if place < len(listed) and listed[place] != KEYS else listed[0]
        if following == self.list.marked:
            self._chosen(following)
        self.list.mark(following)

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
        self.list.mark(chapter)

    def go_back(self) -> None:
        """Show the chapter that was shown before."""
        if self._before:
            chapter = self._before.pop()
            self._shown = ""  # coming back is no step to come back from
            self.show_chapter(chapter)

    def _chosen(self, chapter: str) -> None:
        if self._shown and self._shown != chapter:
            self._before.append(self._shown)
        self._shown = chapter
        if chapter == KEYS:
            self._stack.setCurrentWidget(self._keys)
        else:
            self._stack.setCurrentWidget(self.reader)
            first = next(iter(self._found.split()), "")
            self.reader.show_page(self._pages[chapter], first)

    def _show_picture(self, picture: QPixmap, caption: str) -> None:
        view = PictureView(picture, caption, self)
        view.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        view.show()

    def changeEvent(self, event: QEvent) -> None:
        """Wear another scheme or font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            chosen = self.list.marked
            self._fill()
            self.list.mark(chosen)


def open_manual(window: MainWindow) -> ManualWindow:
    """Show the manual at the page or panel that has the keyboard; an open one is used again."""
    from desktop_app.app.manual import manual_pages
    from desktop_app.ui.manual.saving import save_pdf

    screen = screen_at(QApplication.focusWidget(), window.page)
    held = window.findChild(ManualWindow, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if held is None:
        held = ManualWindow(manual_pages(window.paths), window.paths.manual, window)
        held.pdf_wanted.connect(lambda: save_pdf(window))
        held.addAction(window.help_action)  # F1 in the manual: the page shown by now
    held.show_screen(screen, window.shortcut_groups())
    return _brought_up(held)


def open_manual_over(dialog: QDialog, screen: str) -> ManualWindow:
    """Show the manual over a dialog, at the chapter that explains it; gone with the dialog."""
    from desktop_app.app.manual import manual_pages
    from desktop_app.app.paths import find_paths

    held = dialog.findChild(ManualWindow)
    if held is None:
        paths = find_paths()
        held = ManualWindow(manual_pages(paths), paths.manual, dialog)
        held.pdf_button.hide()
    held.show_screen(screen, ((_("本页"), dialog.actions()),))
    return _brought_up(held)


def _brought_up(held: ManualWindow) -> ManualWindow:
    held.show()
    held.raise_()
    held.activateWindow()
    held.list.setFocus(Qt.FocusReason.OtherFocusReason)
    return held
