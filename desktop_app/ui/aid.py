"""What the window does when something broke or hung: says so, logs it, and saves a diagnosis file.

Attributes and signals of `Aid` are used by the page 数据安全 and by the crash screen alike.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, qVersion

from desktop_app.app.logbook import note, note_problems
from desktop_app.core.problems import Problem
from desktop_app.i18n import _, translate
from desktop_app.ui.components.toast import ToastAction
from desktop_app.ui.crash import Crash, CrashGuard
from desktop_app.ui.tasks import Progress

if TYPE_CHECKING:
    from desktop_app.ui.crash_dialog import CrashScreen, Told
    from desktop_app.ui.hang import HangWatch
    from desktop_app.ui.loading import Loaded
    from desktop_app.ui.main_window import MainWindow

VERSIONS: Final = (("Qt", qVersion()),)
"""What the window runs on, besides what the program knows of itself."""


class Aid(QObject):
    """Helps one window: its crash screen, its notes in the log, its diagnosis file."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._screen: CrashScreen | None = None
        self._problems: tuple[Problem, ...] = ()
        window.opener.loaded.connect(self._loaded)
        window.opener.refused.connect(lambda found: note_problems("refused", found))

    # --- what broke ---------------------------------------------------------------------------

    def watch(self, guard: CrashGuard, hangs: HangWatch | None = None) -> None:
        """Show what breaks and keep the window alive; say quietly that it hung."""
        guard.crashed.connect(self._show_crash)
        if hangs is not None:
            hangs.came_back.connect(self._came_back)

    def _show_crash(self, crash: Crash) -> None:
        from desktop_app.ui.crash_dialog import CrashScreen

        self._screen = self._screen or CrashScreen(self._window, self.save)
        self._screen.show(crash)

    def _came_back(self, seconds: int) -> None:
        words = _("窗口刚才有约 {seconds} 秒没有响应，现已恢复；填写的内容都在。原因已记入日志。")
        self._tell(words.format(seconds=seconds))

    def tell_earlier_hang(self) -> None:
        """Say that the last run was ended while its window did not answer."""
        self._tell(_("上次运行时窗口停止了响应，随后被关闭；已写入的内容都在。原因已记入日志。"))

    def _tell(self, words: str) -> None:
        self._window.toasts.show(words, "info", ToastAction(_("保存诊断文件…"), self.ask_and_save))

    # --- the log --------------------------------------------------------------------------------

    def _loaded(self, loaded: Loaded) -> None:
        self._problems = (*loaded.problems, *loaded.workspace.notices)
        library = loaded.workspace.library
        how = "none" if library is None else "read-only" if library.read_only else "open"
        note("library: %s, network %s", how, library is not None and library.on_network)
        note_problems("library", self._problems)

    # --- the diagnosis file ---------------------------------------------------------------------

    def ask_and_save(self) -> None:
        """Ask for a place and save a diagnosis file without the library there."""
        from desktop_app.ui.crash_dialog import ask_where

        target = ask_where(self._window)
        if target is not None:
            self.save(target, "", False, self._told(target))

    def _told(self, target: Path) -> Told:
        def told(failed: Problem | None) -> None:
            if failed is None:
                self._window.toasts.show(_("已保存到 {path}").format(path=target), "done")
            else:
                self._window.toasts.show(failed.told(translate), "problem")

        return told

    def save(self, target: Path, details: str, with_library: bool, told: Told) -> None:
        """Write the diagnosis file in the background; `told` hears how it went."""
        window = self._window
        workspace = window.workspace
        catalog = workspace.catalog if workspace is not None else None
        library = workspace.library_path if workspace is not None else window.paths.library
        logs, problems = window.paths.logs, self._problems

        def job(progress: Progress) -> Problem | None:
            from desktop_app.app.diagnosis import Situation, write_diagnosis

            about = Situation(library, logs, dict(VERSIONS), details, problems)
            return write_diagnosis(
                target, about, catalog, with_library=with_library, tell=progress.report
            )

        def failed(error: Exception) -> None:
            raise error

        window.tasks.run(job, told, failed)
