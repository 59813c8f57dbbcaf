"""The page 规则包 as part of the window: made from what is open, and telling what it changed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from desktop_app.ui.case_pages import PACKS
from desktop_app.ui.packs_page.desk import Desk
from desktop_app.ui.packs_page.page import PacksPage

if TYPE_CHECKING:
    from desktop_app.ui.main_window import MainWindow


def make_packs_page(window: MainWindow) -> PacksPage:
    """The page for the library that is open; waiting while none is."""
    workspace = window.workspace
    if workspace is None:
        return PacksPage(None)
    changed = partial(packs_changed, window)
    return PacksPage(
        Desk(workspace, window.tasks, window.toasts, window.bridge, changed, window.safety.keep)
    )


def packs_changed(window: MainWindow) -> None:
    """Packs were installed or confirmed: read them anew and judge the open case again."""
    if window.workspace is not None:
        window.workspace.catalog.forget()
    if window.bridge is not None:
        window.bridge.judge_again()
    page = window.made_page(PACKS)
    if page is not None:
        cast("PacksPage", page).refresh()
