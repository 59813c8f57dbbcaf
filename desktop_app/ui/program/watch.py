"""Between the window and the program: the pages 关于 and 程序更新, and a read-only stick."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_app.app.paths import Paths
from desktop_app.i18n import _, translate
from desktop_app.ui.case_pages import ABOUT, UPDATE
from desktop_app.ui.components.notice_bar import NoticeBar

if TYPE_CHECKING:
    from desktop_app.core.problems import Problem
    from desktop_app.ui.main_window import MainWindow
    from desktop_app.ui.program.update_page import UpdatePage


class ProgramWatch(QObject):
    """Leads to the pages about the program, and looks at versions of it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.notice = NoticeBar(_("便携版"), _("关于本软件…"))
        window.add_notice(self.notice)
        window.add_hidden_page(ABOUT, self._make_about)
        window.add_hidden_page(UPDATE, self._make_update)
        self.notice.wanted.connect(self.show_about)
        if window.paths.is_portable:
            window.opener.loaded.connect(self._look_at_stick)

    def show_about(self) -> None:
        """Show the page 关于."""
        self._window.show_page(ABOUT)

    def look_at(self, path: Path) -> None:
        """Tell what a file with a version of the program is."""
        page = cast("UpdatePage", self._window.show_page(UPDATE))
        page.look_at(path)

    def _make_about(self) -> QWidget:
        from desktop_app.ui.program.about_page import AboutPage

        return AboutPage(self._window)

    def _make_update(self) -> QWidget:
        from desktop_app.ui.program.update_page import UpdatePage

        return UpdatePage(self._window)

    def _look_at_stick(self) -> None:
        paths = self._window.paths
        self._window.tasks.run(lambda _progress: _stick(paths), self._tell, _broke)

    def _tell(self, found: Problem | None) -> None:
        self.notice.tell(found.told(translate) if found is not None else "", grave=True)


def _broke(error: Exception) -> None:
    raise error


def _stick(paths: Paths) -> Problem | None:
    from desktop_app.app.portable import standing

    return standing(paths)
