"""程序更新: what a file with a version of the program is, whether it is whole, how to install it.

The program is never replaced from here: the button opens the file with what the system has for
such files, and closes the window, because an installer refuses to work on a running program.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QWidget
from shiboken6 import isValid

from desktop_app.app.paths import Paths
from desktop_app.core.problems import Problem
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import PrimaryButton, QuietButton
from desktop_app.ui.components.card import Card
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.page import Page
from desktop_app.ui.tasks import Progress

if TYPE_CHECKING:
    from desktop_app.app.updates import Release
    from desktop_app.ui.main_window import MainWindow

_ROWS = 7


class UpdatePage(Page):
    """Shows one file at a time.

    Attributes:
        found: what the file is; None before it was read, and for one that is no version.
    """

    def __init__(self, window: MainWindow, parent: QWidget | None = None) -> None:
        super().__init__(
            _("程序更新"),
            _("本软件不联网，也不会自己更新。拖进来的安装包只在这里查看，装不装由你决定。"),
            parent=parent,
        )
        self._window = window
        self._asked = 0
        self.found: Release | None = None
        self.back_button = QuietButton(_("返回"))
        self.open_button = PrimaryButton(_("关闭本程序并打开安装包"), "external-link")
        self.folder_button = QuietButton(_("打开所在文件夹"), "folder-open")
        for button in (self.back_button, self.folder_button, self.open_button):
            self.add_action(button)
        self.verdict = label("", "strong", wrap=True)
        self.card = Card(_("安装包"))
        self._names = [label("", "muted") for _row in range(_ROWS)]
        self.words = [label("", wrap=True) for _row in range(_ROWS)]
        rows = QGridLayout()
        rows.setHorizontalSpacing(theme.current().px(24))
        rows.setVerticalSpacing(theme.current().px(8))
        rows.setColumnStretch(1, 1)
        for row, (name, words) in enumerate(zip(self._names, self.words, strict=True)):
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            rows.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            rows.addWidget(words, row, 1)
        self.card.body.addLayout(rows)
        self.body.addWidget(self.verdict)
        self.body.addWidget(self.card)
        self.body.addStretch(1)
        self.back_button.clicked.connect(window.go_back)
        self.folder_button.clicked.connect(self._open_folder)
        self.open_button.clicked.connect(self._open)
        self._clear()

    def look_at(self, path: Path) -> None:
        """Read a file in the background and show what it is."""
        self._clear()
        self._asked += 1
        asked, paths = self._asked, self._window.paths
        self.verdict.setText(_("正在核对 {name}…").format(name=path.name))

        def show(found: Release | Problem) -> None:
            if isValid(self) and asked == self._asked:
                self._show(found)

        def work(progress: Progress) -> Release | Problem:
            return _read(paths, path, progress)

        self._window.tasks.run(work, show, _broke)

    def _clear(self) -> None:
        self.found = None
        self.card.hide()
        self.open_button.setEnabled(False)
        self.folder_button.setEnabled(False)

    def _show(self, found: Release | Problem) -> None:
        from desktop_app.app.release_words import release_lines

        if isinstance(found, Problem):
            self.verdict.setText(found.sentence(translate))
            return
        self.found = found
        lines = release_lines(found)
        for (name, words), shown_name, shown in zip(lines, self._names, self.words, strict=True):
            shown_name.setText(name)
            shown.setText(words)
            shown.setAccessibleName(name)
        self.verdict.setText(_judged(found))
        self.card.show()
        self.open_button.setEnabled(found.may_be_used)
        self.folder_button.setEnabled(True)

    def _open_folder(self) -> None:
        if self.found is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.found.path.parent)))

    def _open(self) -> None:
        """Close the window, unless edits are not on disk yet, and let the system open the file."""
        if self.found is not None and self._window.close():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.found.path)))


def _broke(error: Exception) -> None:
    raise error


def _read(paths: Paths, path: Path, progress: Progress) -> Release | Problem:
    from desktop_app.app.updates import read_release

    def go(share: float) -> None:
        progress.check()
        progress.report(share)

    return read_release(paths, path, go)


def _judged(found: Release) -> str:
    """The one sentence that counts."""
    from desktop_app.app.updates import Match, Standing

    if found.match is Match.WRONG:
        return _("这个文件不完整或被改过，不要安装。")
    if not found.fits:
        return _("这个版本是给另一种系统的，不能装在这台电脑上。")
    return {
        Standing.NEWER: _("这是较新的版本，可以安装。"),
        Standing.SAME: _("这就是现在的版本；程序有问题时可以重装。"),
        Standing.OLDER: _("这是较旧的版本，一般不要装。"),
    }[found.standing]
