"""Between the window and the history of its case: the page, and the control last worked in."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from desktop_app.i18n import _
from desktop_app.ui.case_pages import HISTORY
from desktop_app.ui.history.subject import HistorySubject, TellsHistory, holder_of

if TYPE_CHECKING:
    from desktop_app.core.changes import Changes
    from desktop_app.ui.bridge import Bridge
    from desktop_app.ui.history.page import HistoryPage
    from desktop_app.ui.history.place_popover import PlacePopover
    from desktop_app.ui.main_window import MainWindow


class HistoryWatch(QObject):
    """Shows the page 历史, and what happened to the place the user works at.

    Attributes:
        popover: the history of a place that was opened last; None before.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._at: QWidget | None = None
        self._stale = False
        self.popover: PlacePopover | None = None
        window.add_hidden_page(HISTORY, self._make_page)
        window.page_changed.connect(self._refresh)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    def follow(self, bridge: Bridge) -> None:
        """Another case is open."""
        self._at = None
        bridge.changed.connect(self._changed)
        bridge.history_wanted.connect(self.open_subject)

    def _changed(self, _changes: Changes) -> None:
        self._stale = True
        if self._window.page == HISTORY:
            self._refresh(HISTORY)

    def _refresh(self, page_id: str) -> None:
        """Bring the page up to date when it is in sight; it keeps what the user looked for."""
        page = self._window.made_page(HISTORY) if page_id == HISTORY else None
        if page is not None and self._stale:
            self._stale = False
            cast("HistoryPage", page).refresh(None)

    def _make_page(self) -> QWidget:
        from desktop_app.ui.history.page import HistoryPage

        return HistoryPage(self._window)

    def show_page(self) -> None:
        """Show the page 历史."""
        if self._window.bridge is not None:
            cast("HistoryPage", self._window.show_page(HISTORY)).log.take_focus()

    def keep_moment(self) -> None:
        """Ask for the name of a moment of the case as it is now."""
        if self._window.bridge is not None:
            cast("HistoryPage", self._window.show_page(HISTORY)).keep_moment()

    # --- one place ------------------------------------------------------------------------------

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Remember where the user works: a command comes from a search that took the keyboard."""
        if holder_of(new) is not None:
            self._at = new

    def open_place(self) -> None:
        """Show what happened to the place the user works at, or say that there is none."""
        at = self._at if self._at is not None and isValid(self._at) else None
        holder = holder_of(at)
        subject = None
        if at is not None and holder is not None and holder.isVisible():
            subject = cast("TellsHistory", holder).history_subject(at)
        if subject is None:
            self._window.toasts.show(_("先选中台账的一格或一个填写项，再看它的历史。"))
            return
        self.open_subject(subject)

    def open_subject(self, subject: HistorySubject) -> None:
        """Show what happened to some places."""
        from desktop_app.ui.history.place_popover import open_places

        bridge = self._window.bridge
        if bridge is not None:
            self.popover = open_places(bridge, subject)
