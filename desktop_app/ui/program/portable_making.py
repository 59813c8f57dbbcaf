"""Making a portable copy from the window: where to, in the background, with a way to stop."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from desktop_app.core.problems import Problem
from desktop_app.i18n import _, translate
from desktop_app.ui.folders import usual_folder
from desktop_app.ui.tasks import Cancel, CancelledError, Progress

if TYPE_CHECKING:
    from desktop_app.ui.main_window import MainWindow


class PortableMaking(QObject):
    """Asks where, copies, and tells how it went."""

    def __init__(self, window: MainWindow, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = window

    def ask(self) -> None:
        """Ask for a folder and make the copy in it."""
        title = _("便携版放在哪个文件夹里（例如 U 盘）")
        chosen = QFileDialog.getExistingDirectory(self._window, title, str(usual_folder()))
        if chosen:
            self.make(Path(chosen))

    def make(self, folder: Path) -> None:
        """Make the copy in a folder of its own below `folder`."""
        token, paths, window = Cancel(), self._window.paths, self._window
        row = window.status_line.begin(_("正在做便携版…"), token.request)

        def work(progress: Progress) -> Path | Problem:
            from desktop_app.app.portable import FOLDER, make_portable

            def go(share: float, name: str) -> None:
                progress.check()
                progress.report(share, name)

            return make_portable(paths, folder / FOLDER, go)

        def done(made: Path | Problem) -> None:
            if isValid(window):
                window.status_line.end(row)
                if isinstance(made, Problem):
                    window.toasts.show(made.sentence(translate), "problem")
                else:
                    window.toasts.show(_("便携版做好了：{folder}").format(folder=made), "done")

        def broke(error: Exception) -> None:
            if isValid(window):
                window.status_line.end(row)
            if not isinstance(error, CancelledError):
                raise error

        window.tasks.run(work, done, broke, row.show_progress, token)
