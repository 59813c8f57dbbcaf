"""Opening: the library and packs at the start, then one case at a time, in a worker thread.

What the user asks for while something is being opened is done next; the window stays awake.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.app.paths import Paths
from desktop_app.i18n import _
from desktop_app.ui.loading import Loaded, load_workspace
from desktop_app.ui.status_line import StatusLine
from desktop_app.ui.tasks import Progress, Tasks

if TYPE_CHECKING:
    from desktop_app.app.workspace import Opened, Workspace
    from desktop_app.core.data import Enterprise


class Opener(QObject):
    """Opens what the window asks for and tells when it is there.

    Attributes:
        workspace: library and packs; None until they are loaded.

    Signals:
        loaded(Loaded): library and packs are there, and perhaps the case of the last time.
        opened(CaseSession, str): a case is there, and the page to show it on.
        refused(tuple[Problem, ...]): a case cannot be opened or made.
        busy(bool): something is being opened, or no longer.
        broke(Exception): a job failed in a way nobody foresaw.
    """

    loaded = Signal(object)
    opened = Signal(object, str)
    refused = Signal(object)
    busy = Signal(bool)
    broke = Signal(object)

    def __init__(self, paths: Paths, tasks: Tasks, status: StatusLine, parent: QObject) -> None:
        super().__init__(parent)
        self.workspace: Workspace | None = None
        self._paths, self._tasks, self._status = paths, tasks, status
        self._running = False
        self._next: Callable[[], object] | None = None

    # --- library and packs --------------------------------------------------------------------

    def load(
        self, library: str, last_case: str, who: str = "", modules: Sequence[str] = ()
    ) -> None:
        """Open the library, the packs and the last case; `modules` are imported on the way."""
        if self._running:
            return
        self._running = True
        before = self.workspace

        def job(_progress: Progress) -> Loaded:
            if before is not None:
                before.close()
            return load_workspace(self._paths, library, last_case, who, modules)

        self._tasks.run(job, self.take, self._failed)

    def take(self, loaded: Loaded) -> None:
        """Use what was loaded; then do what was asked for meanwhile."""
        self._running = False
        self.workspace = loaded.workspace
        self.loaded.emit(loaded)
        self._go_on()

    def close(self) -> None:
        """Let go of the library."""
        if self.workspace is not None:
            self.workspace.close()

    # --- cases --------------------------------------------------------------------------------

    def example(self, page: str) -> None:
        """Open the example, put into the library when it is not there yet."""
        self._run(_("正在打开示例…"), lambda space: space.open_example(), page)

    def case(self, case_id: str, page: str) -> None:
        """Open a case of the library."""
        self._run(_("正在打开自评…"), lambda space: space.open_case(case_id), page)

    def create(self, enterprise: Enterprise, year: int, packs: tuple[str, ...], page: str) -> None:
        """Make a new enterprise with its first case, and open it."""
        self._run(_("正在新建企业…"), lambda space: space.create(enterprise, year, packs), page)

    def add_year(self, case_id: str, year: int, page: str, *, plan: bool = False) -> None:
        """Make and open a case of another year; with `plan` measures to be done come along."""
        words = _("正在新建 {year} 年的自评…").format(year=year)

        def job(workspace: Workspace) -> Opened:
            from desktop_app.app.case_copy import add_year  # the library takes long to load

            return add_year(workspace, case_id, year, plan=plan)

        self._run(words, job, page)

    def _run(self, words: str, job: Callable[[Workspace], Opened], page: str) -> None:
        workspace = self.workspace
        if self._running or workspace is None:
            self._next = partial(self._run, words, job, page)
            return
        self._running = True
        self.busy.emit(True)
        row = self._status.begin(words)

        def ended() -> None:
            self._running = False
            self._status.end(row)
            self.busy.emit(False)

        def done(opened: Opened) -> None:
            ended()
            if isinstance(opened, tuple):
                self.refused.emit(opened)
            else:
                self.opened.emit(opened, page)
            self._go_on()

        def failed(error: Exception) -> None:
            ended()
            self._failed(error)

        self._tasks.run(lambda _progress: job(workspace), done, failed)

    def _failed(self, error: Exception) -> None:
        self._running = False
        self.broke.emit(error)

    def _go_on(self) -> None:
        waiting, self._next = self._next, None
        if waiting is not None:
            waiting()
