"""What the cards of the page 数据安全 work with: the window, and one job at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from desktop_app.core.problems import Problem
from desktop_app.i18n import translate
from desktop_app.ui.tasks import Cancel, CancelledError, Progress

if TYPE_CHECKING:
    from desktop_app.app.backups import Tell
    from desktop_app.ui.main_window import MainWindow

T = TypeVar("T")


class SafetyDesk(QObject):
    """Runs the jobs of the page; while one runs, none of the others can be started.

    Signals:
        busy(bool): a job began or ended.
        changed(): there are other backups now.
    """

    busy = Signal(bool)
    changed = Signal()

    def __init__(self, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self.window = window

    @property
    def library(self) -> Path:
        """The library the window works with, or would work with if it could be opened."""
        workspace = self.window.workspace
        return workspace.library_path if workspace is not None else self.window.paths.library

    @property
    def second(self) -> str:
        """The second place for backups; "" for none."""
        return self.window.settings.current.backup_folder

    def run(self, words: str, job: Callable[[Tell], T], done: Callable[[T], object]) -> None:
        """Run a job in the background, with progress and a way to stop it in the status line."""
        token = Cancel()
        row = self.window.status_line.begin(words, token.request)
        self.busy.emit(True)

        def work(progress: Progress) -> T:
            def tell(share: float) -> None:
                progress.check()
                progress.report(share)

            return job(tell)

        def ended() -> bool:
            self.window.status_line.end(row)
            alive = isValid(self)
            if alive:
                self.busy.emit(False)
            return alive

        def finished(result: T) -> None:
            if ended():
                done(result)

        def failed(error: Exception) -> None:
            ended()
            if not isinstance(error, CancelledError):
                raise error

        def moved(share: float, _text: str) -> None:
            row.show_progress(share)

        self.window.tasks.run(work, finished, failed, moved, token)

    def look(self, job: Callable[[], T], done: Callable[[T], object]) -> None:
        """Look at something in the background, without a word in the status line."""

        def finished(result: T) -> None:
            if isValid(self):
                done(result)

        def failed(error: Exception) -> None:
            raise error

        self.window.tasks.run(lambda _progress: job(), finished, failed)

    def refuse(self, found: Problem) -> None:
        """Say why something did not work."""
        self.window.toasts.show(found.told(translate), "problem")
