"""The main window: the frame with its pages, one open case at a time, and the way between them.

Importing this loads neither the store nor the report libraries; they come with the first case.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop_app.app.paths import Paths
from desktop_app.app.settings import SettingsFile
from desktop_app.core.problems import Problem, Severity
from desktop_app.i18n import _
from desktop_app.ui.ahead import Ahead
from desktop_app.ui.aid import Aid
from desktop_app.ui.case_header import CaseHeader, YearEntry
from desktop_app.ui.case_pages import (
    CHECKS,
    LEDGER,
    OVERVIEW,
    REPORT,
    START,
    WITHOUT_CASE,
    WITHOUT_PANEL,
    CasePage,
    PageEntry,
    likely_pages,
    make_case_page,
    make_report_page,
    make_window_page,
    page_entries,
    page_modules,
)
from desktop_app.ui.frame import Frame
from desktop_app.ui.given import GivenFiles
from desktop_app.ui.history.watch import HistoryWatch
from desktop_app.ui.loading import Loaded
from desktop_app.ui.locking.watch import LockWatch
from desktop_app.ui.opener import Opener
from desktop_app.ui.pack_move.watch import PackWatch
from desktop_app.ui.package.watch import PackageWatch
from desktop_app.ui.panels import connect_panels, open_settings, switch_scheme
from desktop_app.ui.program.watch import ProgramWatch
from desktop_app.ui.safety.watch import SafetyWatch
from desktop_app.ui.shortcuts import case_commands, make_actions
from desktop_app.ui.start.page import StartPage
from desktop_app.ui.tasks import Tasks
from desktop_app.ui.theme import ThemeControl

if TYPE_CHECKING:
    from desktop_app.app.session import CaseSession
    from desktop_app.app.workspace import Workspace
    from desktop_app.core.changes import Changes
    from desktop_app.core.data import Enterprise
    from desktop_app.ui.bridge import Bridge
    from desktop_app.ui.data_page import DataPage
    from desktop_app.ui.report_page.page import ReportPage


class MainWindow(Frame):
    """The window of the program.

    Attributes:
        opener: library and packs, and the way to cases.
        case_header: the header for the open case.
        safety, aid, packages: what keeps the library, helps in need, carries cases as files.
        locking, given: what asks for the password, what brings files to their places.
        bridge: the open case; None while none is open.
        actions_by_id: the commands of `shortcuts`.

    Signals:
        language_wanted(str): the window should speak another language.
    """

    language_wanted = Signal(str)

    def __init__(
        self, paths: Paths, settings: SettingsFile, tasks: Tasks, control: ThemeControl
    ) -> None:
        super().__init__(settings)
        self.paths, self.settings, self.tasks = paths, settings, tasks
        self.opener = Opener(paths, tasks, self.status_line, self)
        self.case_header = CaseHeader(self.header, self.undo_action, self.redo_action)
        self.bridge: Bridge | None = None
        self._control = control
        self._stale: set[str] = set()
        self._load_due = False
        self._remembered = settings.get("frame.page")
        self._entries = {entry.id: entry for entry in page_entries()}
        for entry in self._entries.values():
            self.add_page(entry.id, entry.icon, entry.text, partial(self._make_page, entry))
        self.safety = SafetyWatch(self)
        self.history = HistoryWatch(self)
        self.locking = LockWatch(self)
        self.aid = Aid(self)
        self.packages = PackageWatch(self)
        self.program = ProgramWatch(self)
        self.actions_by_id = make_actions(self, self._handlers())
        self.header.add_tool(self.actions_by_id["history"], "history")
        self._settings_button = self.rail.add_tool("settings", _("设置"), self._show_settings)
        self._settings_button.setToolTip(self.actions_by_id["settings"].toolTip())
        self._pack_watch = PackWatch(self)
        self._ahead = Ahead(tasks, page_modules(), self)
        self._connect()
        self.given = GivenFiles(self)
        self.set_available(WITHOUT_CASE)
        self.show_page(START)

    def _connect(self) -> None:
        self.undo_action.triggered.connect(self._undo)
        self.redo_action.triggered.connect(self._redo)
        self.page_changed.connect(self._page_shown)
        connect_panels(self)
        self.header.enterprise_clicked.connect(lambda: self.show_page(START))
        self.case_header.case_chosen.connect(self.open_case)
        self.case_header.year_wanted.connect(self._add_year)
        self.closing.connect(self._close_down)
        self.opener.loaded.connect(self._take)
        self.opener.opened.connect(self.open_session)
        self.opener.refused.connect(self.show_problems)
        self.opener.busy.connect(lambda busy: self.start_page.set_busy(busy=busy))
        self.opener.broke.connect(self._broke)

    def _handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "new_enterprise": self._start_new,
            "example": partial(self.opener.example, OVERVIEW),
            "next_year": self.case_header.ask_year,
            "export_pdf": lambda: self._report().export_pdf(),
            "export_docx": lambda: self._report().export_docx(),
            "export_workbook": lambda: self._report().export_workbook(),
            "open_package": self.packages.ask,
            "export_package": self.packages.export,
            "close_case": partial(self.safety.leave_case, self.close_case),
            "settings": self._show_settings,
            "history": self.history.show_page,
            "place_history": self.history.open_place,
            "keep_moment": self.history.keep_moment,
            "safety": self.safety.show_page,
            "about": self.program.show_about,
            "lock": self.locking.lock,
            "scheme": partial(switch_scheme, self.settings, self._control),
            "quit": self.close,
        }

    # --- loading ------------------------------------------------------------------------------

    def load_when_seen(self) -> None:
        """Load as soon as the first picture of the window is on the screen."""
        self._load_due = True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Start loading after the first picture: it keeps nobody waiting then."""
        super().paintEvent(event)
        if self._load_due:
            self._load_due = False
            QTimer.singleShot(0, self.load)

    def load(self) -> None:
        """Open library, packs and the last case behind the window; may be called again."""
        self.safety.write_waiting()
        current = self.settings.current
        entry = self._entries.get(self._remembered)
        modules = (entry.source[0],) if entry is not None and entry.source else ()
        self.opener.load(current.library, current.last_case, current.user_name, modules)

    def _take(self, loaded: Loaded) -> None:
        if loaded.session is None:
            self.start_page.show_workspace(loaded.workspace)
        if any(self.made_page(entry.id) for entry in self._entries.values() if entry.of_window):
            self.drop_pages()
        self.show_problems(loaded.problems)
        if loaded.session is not None:
            page = self._remembered if self._remembered in self._entries else OVERVIEW
            self.open_session(loaded.session, page)
        self._ahead.begin()

    def _broke(self, error: Exception) -> None:
        """A job failed in a way nobody foresaw: the crash screen says so."""
        self.start_page.set_busy(busy=False)
        sys.excepthook(type(error), error, error.__traceback__)

    @property
    def workspace(self) -> Workspace | None:
        """Library and packs; None until they are loaded."""
        return self.opener.workspace

    # --- cases --------------------------------------------------------------------------------

    @property
    def start_page(self) -> StartPage:
        """The page of the first start."""
        return cast("StartPage", self.page_widget(START))

    def _start_new(self) -> None:
        self.show_page(START)
        self.start_page.start_new()

    def open_case(self, case_id: str) -> None:
        """Open a case of the library, on the page that is shown."""
        page = self.page if self.page != START else OVERVIEW
        self.safety.leave_case(partial(self.opener.case, case_id, page))

    def create_case(self, enterprise: Enterprise, year: int, packs: tuple[str, ...]) -> None:
        """Make a new enterprise with its first case, and go to its ledger."""
        self.opener.create(enterprise, year, packs, LEDGER)

    def open_session(self, session: CaseSession, page: str = OVERVIEW) -> None:
        """Show a case that was opened; it becomes the one opened at the next start."""
        from desktop_app.ui.bridge import Bridge
        from desktop_app.ui.case_attendants import attend
        from desktop_app.ui.live_panel import LivePanel

        old, self.bridge = self.bridge, Bridge(session, self)
        self.bridge.changed.connect(self._changed)
        self.bridge.changed.connect(self._ahead.give_way)
        self.bridge.problems.connect(self.safety.refused)
        self.bridge.jump_requested.connect(self.jump)
        self.history.follow(self.bridge)
        attend(self, self.bridge)
        self._stale.clear()
        self.settings.change(last_case=session.case_id)
        self.set_live_panel(LivePanel(self.bridge))
        self._show_case_state()
        self.drop_pages(page)
        if old is not None:
            old.deleteLater()
        self._name_case(session)
        # The page itself, not its first button: the next Tab goes there.
        self.show_page(page).setFocus(Qt.FocusReason.OtherFocusReason)
        if page == LEDGER and not session.case.data:
            cast("DataPage", self.page_widget(page)).begin()

    def close_case(self) -> None:
        """Close the open case and show the start page; everything is stored already."""
        self.show_page(START)
        self.settings.change(last_case="")
        old, self.bridge = self.bridge, None
        self._stale.clear()
        self.set_live_panel(QWidget())
        self._show_case_state()
        self.drop_pages()
        if old is not None:
            old.deleteLater()

    def _show_case_state(self) -> None:
        """Let the parts around the pages know whether a case is open."""
        is_open = self.bridge is not None
        self._pack_watch.follow()
        self.set_available(set(self._entries) if is_open else WITHOUT_CASE)
        for command in case_commands():
            self.actions_by_id[command].setEnabled(is_open)
        self.allow_panel(is_open and self.page not in WITHOUT_PANEL)
        if not is_open:
            self.case_header.clear()
            self.rail.set_count(CHECKS, 0)
            self.setWindowTitle(_("双近零企业自评"))

    def _name_case(self, session: CaseSession) -> None:
        """Show enterprise and years in header and title."""
        workspace = self.workspace
        entries = workspace.years(session.case_id) if workspace is not None else ()
        self.case_header.show_case(session, [YearEntry(one.id, one.year) for one in entries])
        case = session.case
        self.setWindowTitle(f"{case.enterprise.name} · {case.year} · {_('双近零企业自评')}")

    def _add_year(self, year: int, plan: bool) -> None:
        if self.bridge is not None:
            self.opener.add_year(self.bridge.session.case_id, year, LEDGER, plan=plan)

    # --- edits --------------------------------------------------------------------------------

    def _changed(self, changes: Changes) -> None:
        """An edit is on disk: the page in sight follows at once, the others when they are seen."""
        self._stale = {p for p in self._entries if p != self.page and self.made_page(p) is not None}
        shown = self.made_page(self.page)
        if shown is not None and self.page in self._entries and self._entries[self.page].source:
            cast("CasePage", shown).refresh(changes)
        if self.live_panel is not None:
            cast("CasePage", self.live_panel).refresh(changes)
        self.case_header.follow(renamed=bool(changes.enterprise))
        self.case_header.saved()

    def _page_shown(self, page_id: str) -> None:
        self.allow_panel(self.bridge is not None and page_id not in WITHOUT_PANEL)
        if page_id in self._stale:
            self._stale.discard(page_id)
            if self._entries[page_id].source is not None or page_id == REPORT:
                cast("CasePage", self.made_page(page_id)).refresh(None)
        if page_id == START and self.workspace is not None:
            self.start_page.show_workspace(self.workspace)

    def _undo(self) -> None:
        if self.bridge is not None:
            label = self.bridge.undo().changes.label
            if label:
                self.toasts.show(_("已撤销：{step}").format(step=label))

    def _redo(self) -> None:
        if self.bridge is not None:
            label = self.bridge.redo().changes.label
            if label:
                self.toasts.show(_("已重做：{step}").format(step=label))

    # --- moving about -------------------------------------------------------------------------

    def jump(self, target: str) -> bool:
        """Show a page, or the page on which a datum, item, section or result is found."""
        if target in self._entries:
            self.show_page(target)
            return True
        if self.bridge is None:
            return False
        for page_id in likely_pages(self.bridge, target):
            page = cast("CasePage", self.page_widget(page_id))
            if page.reveal(target):
                if page_id != self.page:
                    self.show_page(page_id)
                    page.reveal(target)
                return True
        return False

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Show on the start page what stands in the way of opening a library or a case."""
        found = tuple(one for one in problems if one.severity is Severity.ERROR)
        self.start_page.show_problems(found)
        if found:
            self.show_page(START)

    # --- parts --------------------------------------------------------------------------------

    def _make_page(self, entry: PageEntry) -> QWidget:
        if entry.id == START:
            return self._make_start()
        if entry.of_window:
            return make_window_page(entry, self)
        if self.bridge is None:
            raise ValueError(entry.id)
        if entry.id == REPORT:
            return make_report_page(self, self.bridge)
        page = make_case_page(entry, self.bridge, self.tasks)
        if entry.id == LEDGER:
            from desktop_app.ui.ledger.desk import desk_of

            cast("DataPage", page).settle(desk_of(self))
        return page

    def _make_start(self) -> StartPage:
        page = StartPage(self.paths)
        page.example_requested.connect(partial(self.opener.example, OVERVIEW))
        page.case_requested.connect(self.open_case)
        page.create_requested.connect(self.create_case)
        page.retry_requested.connect(partial(self.safety.leave_case, self.load))
        page.library_chosen.connect(self.use_library)
        page.safety_requested.connect(self.safety.show_page)
        page.package_requested.connect(self.packages.ask)
        return page

    def use_library(self, path: str) -> None:
        """Work with the library file at that path from now on."""
        self.safety.leave_case(partial(self._use_library, path))

    def _use_library(self, path: str) -> None:
        if self.bridge is not None:
            self.close_case()
        self.settings.change(library=path, last_case="")
        self.load()

    def _report(self) -> ReportPage:
        return cast("ReportPage", self.show_page(REPORT))

    def _show_settings(self) -> None:
        open_settings(self, self._control, self._settings_button)

    def shortcut_groups(self) -> list[tuple[str, list[QAction]]]:
        """The commands of the window before those of the frame and the page."""
        own = (_("自评和企业"), list(self.actions_by_id.values()))
        return [own, *super().shortcut_groups()]

    def all_commands(self) -> list[QAction]:
        """Every command but search itself and the pages, for the search."""
        named = [*self.actions_by_id.values(), self.undo_action, self.redo_action]
        named += [self.panel_action, self.fold_action, self.back_action, self.help_action]
        shown = self.made_page(self.page)
        return [*named, *(shown.actions() if shown is not None else ())]

    def _close_down(self) -> None:
        self.tasks.stop()
        self.opener.close()
        report = self.made_page(REPORT)
        if report is not None:
            cast("ReportPage", report).view.close_document()
