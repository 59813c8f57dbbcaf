"""Files given to the window, by dropping or at its start: each kind goes to its place.

`ROUTES` is the one table that says where; whatever cannot go there is told in one message.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent

from desktop_app.core.problems import Problem, problem
from desktop_app.i18n import _
from desktop_app.ui.case_pages import EVIDENCE, LEDGER, PACKS, REPORT
from desktop_app.ui.components.toast import ToastAction
from desktop_app.ui.dragged import paths_in
from desktop_app.ui.told import tell_together

if TYPE_CHECKING:
    from desktop_app.app.given_files import Told
    from desktop_app.ui.data_page import DataPage
    from desktop_app.ui.evidence.page import EvidencePage
    from desktop_app.ui.main_window import MainWindow
    from desktop_app.ui.packs_page.page import PacksPage
    from desktop_app.ui.report_page.page import ReportPage
    from desktop_app.ui.tasks import Progress

_DROPPING: Final = (QEvent.Type.DragEnter, QEvent.Type.Drop)

Taken = Sequence[Problem]
"""What there is to say about files that could not go where they belong."""


Way = Callable[["GivenFiles", "Sequence[Told]"], Taken]
"""A place files can go to; the files of all kinds that go there come together."""


@dataclass(frozen=True, slots=True)
class Route:
    """Where files of a kind go; on some pages they go elsewhere, by the id of the page.

    A route that needs a case is not taken without one; `otherwise` is the way then, if any.
    """

    go: Way
    needs_case: bool = False
    on_page: Mapping[str, str] | None = None
    otherwise: str = ""


class GivenFiles(QObject):
    """Takes files from anywhere and brings them where they belong."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._waiting: list[Path] = []
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        window.opener.loaded.connect(lambda _loaded: self._go_on())
        window.locking.opened.connect(self._go_on)

    # --- what comes in ------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files that are dropped anywhere on the window, unless it is locked.

        Nothing but the kind of any other event is looked at: some come while the window is taken
        apart.
        """
        if not isinstance(event, QDropEvent) or event.type() not in _DROPPING:
            return False
        files = paths_in(event.mimeData())
        if not files or self._window.locking.locked:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self.take(files)
        return True

    def take(self, files: Sequence[Path]) -> None:
        """Bring files where they belong, as soon as the library is there and open."""
        if self._window.workspace is None or self._window.locking.locked:
            self._waiting.extend(files)
            return
        given = tuple(dict.fromkeys(files))

        def job(progress: Progress) -> list[Told | Problem]:
            from desktop_app.app.given_files import tell_apart

            found: list[Told | Problem] = []
            for one in given:
                progress.check()
                found.append(tell_apart(one))
            return found

        self._window.tasks.run(job, self._bring, _raise)

    def _go_on(self) -> None:
        """Take what waits for the library, or for the password."""
        waiting, self._waiting = self._waiting, []
        if waiting:
            self.take(waiting)

    # --- where it goes ------------------------------------------------------------------------

    def _bring(self, found: Sequence[Told | Problem]) -> None:
        """Sort the files by where they go on the page shown, and go there."""
        from desktop_app.app.given_files import Told

        problems = [one for one in found if isinstance(one, Problem)]
        ways: dict[Way, list[Told]] = {route.go: [] for route in ROUTES.values()}
        for one in found:
            if isinstance(one, Told):
                route = ROUTES[one.what]
                route = ROUTES[(route.on_page or {}).get(self._window.page, one.what)]
                lacks_case = route.needs_case and self._window.bridge is None
                if lacks_case and route.otherwise:
                    route, lacks_case = ROUTES[route.otherwise], False
                if lacks_case:
                    problems.append(problem("given.no_case", file=one.name))
                else:
                    ways[route.go].append(one)
        for way, files in ways.items():
            if files:
                problems += way(self, files)
        tell_together(self._window.toasts, problems)

    def packs(self, files: Sequence[Told]) -> Taken:
        """Rule packs, workbooks of packs and templates are offered on the page 规则包."""
        page = cast("PacksPage", self._window.show_page(PACKS))
        page.offer_files([one.path for one in files])
        return ()

    def ledger(self, files: Sequence[Told]) -> Taken:
        """What a workbook would change is shown before anything of it is stored."""
        first, *rest = files
        page = cast("DataPage", self._window.show_page(LEDGER))
        if page.files is not None:
            page.files.take(first.path, page.section)
        return [problem("given.one_ledger", file=one.name) for one in rest]

    def evidence(self, files: Sequence[Told]) -> Taken:
        """Documents and pictures become evidence, on its page for what is chosen there."""
        page = cast("EvidencePage", self._window.show_page(EVIDENCE))
        page.take([one.path for one in files])
        return ()

    def package(self, files: Sequence[Told]) -> Taken:
        """A case package is looked into before anything of it is taken."""
        first, *rest = files
        self._window.packages.open(first.path)
        return [problem("given.one_package", file=one.name) for one in rest]

    def library(self, files: Sequence[Told]) -> Taken:
        """Another library takes the place of the one in use; one click leads back."""
        window = self._window
        first, *rest = files
        used = window.workspace.library_path if window.workspace is not None else None
        if used is not None and _same(first.path, used):
            return [problem("given.library_in_use", file=first.name)]
        window.use_library(str(first.path))
        back = ToastAction(_("换回"), lambda: window.use_library(str(used)))
        words = _("现在用的是企业库“{file}”，原来的没有动。").format(file=first.name)
        window.toasts.show(words, "done", back if used is not None else None)
        return [problem("given.one_library", file=one.name) for one in rest]

    def release(self, files: Sequence[Told]) -> Taken:
        """A version of the program is looked at and explained, never run."""
        first, *rest = files
        self._window.program.look_at(first.path)
        return [problem("given.one_release", file=one.name) for one in rest]

    def outputs(self, files: Sequence[Told]) -> Taken:
        """Reports and workbooks of ours are verified; one, beside the report of the open case."""
        if len(files) == 1 and self._window.bridge is not None:
            page = cast("ReportPage", self._window.show_page(REPORT))
            page.beside.verify(files[0].path)
            return ()
        from desktop_app.ui.verified import verify

        verify(self._window, [one.path for one in files])
        return ()

    def unknown(self, files: Sequence[Told]) -> Taken:
        """Nobody knows what these are."""
        return [problem("given.unknown", file=one.name) for one in files]


def _table() -> dict[str, Route]:
    on_evidence = {EVIDENCE: "document"}
    packs = Route(GivenFiles.packs)
    return {
        "pack": packs,
        "pack_book": Route(GivenFiles.packs, on_page=on_evidence),
        "document": Route(GivenFiles.evidence, needs_case=True),
        "ledger": Route(GivenFiles.ledger, needs_case=True, on_page=on_evidence),
        "book": Route(
            GivenFiles.ledger, needs_case=True, on_page={**on_evidence, PACKS: "pack_book"}
        ),
        "returned": Route(
            GivenFiles.ledger, needs_case=True, on_page=on_evidence, otherwise="output"
        ),
        "output": Route(GivenFiles.outputs, on_page=on_evidence),
        "release": Route(GivenFiles.release),
        "library": Route(GivenFiles.library),
        "package": Route(GivenFiles.package),
        "unknown": Route(GivenFiles.unknown, on_page=on_evidence),
    }


ROUTES: Final = _table()
"""Where each kind of file goes (`app.given_files.Given`), in the order they are taken up."""


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _raise(error: Exception) -> None:
    raise error
