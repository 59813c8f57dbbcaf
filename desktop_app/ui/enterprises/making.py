"""The page 企业库 as part of the window: made from the library that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from desktop_app.ui.case_pages import ENTERPRISES, OVERVIEW
from desktop_app.ui.enterprises.desk import Desk
from desktop_app.ui.enterprises.page import EnterprisesPage
from desktop_app.ui.enterprises.work import LibraryWork

if TYPE_CHECKING:
    from desktop_app.app.session import CaseSession
    from desktop_app.app.workspace import Workspace
    from desktop_app.ui.main_window import MainWindow


def make_enterprises_page(window: MainWindow) -> EnterprisesPage:
    """The page for the library that is open; waiting while none is."""
    workspace = window.workspace
    if workspace is None or workspace.library is None:
        return EnterprisesPage(None)

    def let_go(ids: list[str]) -> None:
        if window.bridge is not None and window.bridge.session.case_id in ids:
            window.close_case()
            window.show_page(ENTERPRISES)

    def open_session(session: object) -> None:
        window.open_session(cast("CaseSession", session), OVERVIEW)

    return EnterprisesPage(
        Desk(
            _work(window, workspace),
            window.toasts,
            window.settings,
            window.opener.case,
            open_session,
            window.actions_by_id["new_enterprise"].trigger,
            let_go,
        )
    )


def _work(window: MainWindow, workspace: Workspace) -> LibraryWork:
    """The work on that library; what was done to another one ends."""
    known: list[LibraryWork] = list(window.findChildren(LibraryWork))
    for old in known:
        if old.workspace is workspace:
            return old
        old.close()
        old.setParent(None)
        old.deleteLater()
    made = LibraryWork(workspace, window.tasks, window.status_line, window)
    window.closing.connect(made.close)
    return made
