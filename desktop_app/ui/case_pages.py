"""The pages of the window: their place in the rail, how each is made, and what they must offer.

Page modules are imported when a page is first shown: they bring in the store and the evaluation,
which the window must not wait for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol, cast

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _

if TYPE_CHECKING:
    from desktop_app.core.changes import Changes
    from desktop_app.ui.bridge import Bridge
    from desktop_app.ui.main_window import MainWindow
    from desktop_app.ui.tasks import Tasks

START: Final = "start"
OVERVIEW: Final = "overview"
PROFILE: Final = "profile"
LEDGER: Final = "ledger"
ASSESS: Final = "assess"
READINESS: Final = "readiness"
IMPROVE: Final = "improve"
CHECKS: Final = "checks"
EVIDENCE: Final = "evidence"
REPORT: Final = "report"
PACKS: Final = "packs"
ENTERPRISES: Final = "enterprises"
#: Pages the rail does not offer: what packs would change, the library's safety, what was, and
#: cases that come and go as files.
MOVE: Final = "pack_move"
SAFETY: Final = "safety"
ABOUT: Final = "about"
UPDATE: Final = "update"
HISTORY: Final = "history"
PACKAGE: Final = "package"
PACKAGE_EXPORT: Final = "package_export"
#: Pages there are without an open case.
WITHOUT_CASE: Final = frozenset({START, PACKS, ENTERPRISES})
#: Pages that are not about the open case, or that show its results themselves, need the room.
WITHOUT_PANEL: Final = frozenset(
    {
        START,
        IMPROVE,
        EVIDENCE,
        PACKS,
        ENTERPRISES,
        MOVE,
        SAFETY,
        HISTORY,
        PACKAGE,
        PACKAGE_EXPORT,
        ABOUT,
        UPDATE,
    }
)


class CasePage(Protocol):
    """What the window asks of a page that shows the open case."""

    def refresh(self, changes: Changes | None) -> object:
        """Show the case as it is now; None means that anything may have changed."""

    def reveal(self, target: str) -> bool:
        """Show and focus a datum, item, section or result; False when it is not on this page."""


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page of the rail; `source` names module and class of a page that shows the case.

    A page that `works` runs jobs in the background. `of_window` names module and function that make
    a page about something else.
    """

    id: str
    icon: str
    text: str
    source: tuple[str, str] | None = None
    works: bool = False
    of_window: str = ""


def page_entries() -> tuple[PageEntry, ...]:
    """All pages in the order of the rail."""
    return (
        PageEntry(START, "house", _("开始")),
        _entry(OVERVIEW, "layout-dashboard", _("总览"), "overview.page", "OverviewPage"),
        _entry(PROFILE, "building-2", _("企业档案"), "profile.page", "ProfilePage"),
        _entry(LEDGER, "sheet", _("台账"), "data_page", "DataPage"),
        _entry(ASSESS, "clipboard-check", _("评价"), "assess.page", "AssessPage"),
        _entry(READINESS, "target", _("双近零"), "readiness.page", "ReadinessPage"),
        PageEntry(
            IMPROVE,
            "route",
            _("改进方案"),
            ("desktop_app.ui.improve.page", "ImprovePage"),
            works=True,
        ),
        _entry(CHECKS, "flag", _("检查"), "checks.page", "ChecksPage"),
        _entry(EVIDENCE, "paperclip", _("佐证"), "evidence.page", "EvidencePage"),
        PageEntry(REPORT, "file-text", _("报告")),
        PageEntry(PACKS, "book-open", _("规则包"), of_window="packs_page.making:make_packs_page"),
        PageEntry(
            ENTERPRISES,
            "factory",
            _("企业库"),
            of_window="enterprises.making:make_enterprises_page",
        ),
    )


def _entry(page_id: str, icon: str, text: str, module: str, name: str) -> PageEntry:
    return PageEntry(page_id, icon, text, (f"desktop_app.ui.{module}", name))


def page_modules() -> tuple[str, ...]:
    """The modules of all pages, and of what is opened over them, in the order of the rail."""
    entries = page_entries()
    of_case = [entry.source[0] for entry in entries if entry.source is not None]
    of_window = [entry.of_window.partition(":")[0] for entry in entries if entry.of_window]
    others = ("report_page.page", "search", "trace_view", "history.page", "safety.page")
    return (*of_case, *(f"desktop_app.ui.{name}" for name in (*others, *of_window)))


def make_report_page(window: MainWindow, bridge: Bridge) -> QWidget:
    """Make the page of the report; raises ImportError when the page is missing, which is a bug."""
    from desktop_app.ui.report_page.page import ReportPage

    page = ReportPage(
        bridge, window.paths, window.tasks, window.status_line, window.toasts, window.settings
    )
    page.beside.package_wanted.connect(window.packages.export)
    return page


def make_window_page(entry: PageEntry, window: MainWindow) -> QWidget:
    """Make the page of an entry that is not about the open case."""
    module, _colon, name = entry.of_window.partition(":")
    make = getattr(import_module(f"desktop_app.ui.{module}"), name)
    return cast("Callable[[MainWindow], QWidget]", make)(window)


def make_case_page(entry: PageEntry, bridge: Bridge, tasks: Tasks) -> QWidget:
    """Make the page of an entry for the open case."""
    if entry.source is None:
        raise ValueError(entry.id)
    module, name = entry.source
    make = cast("Callable[..., QWidget]", getattr(import_module(module), name))
    return make(bridge, tasks) if entry.works else make(bridge)


def likely_pages(bridge: Bridge, target: str) -> tuple[str, ...]:
    """The pages to ask for a target, the most likely first.

    A target may name its page: `assess:steel.cp`, `readiness:gate.permit@2024`.
    """
    named = target.partition(":")[0]
    if named in (ASSESS, READINESS, IMPROVE, CHECKS, EVIDENCE, PACKS):
        return (named,)
    item = target.partition("@")[0].partition("[")[0]
    model = bridge.model
    if item in model.items or item in model.sections:
        return (LEDGER, PROFILE, ASSESS, READINESS, OVERVIEW)
    if target in bridge.evaluation.results:
        return (ASSESS, READINESS, OVERVIEW, LEDGER, PROFILE)
    return (PROFILE, LEDGER, READINESS, ASSESS, OVERVIEW)
