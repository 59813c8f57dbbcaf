"""Between the window and the versions of packs: the bar, and the page of a move."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_app.ui.case_pages import MOVE
from desktop_app.ui.pack_move.notice import PackNotice

if TYPE_CHECKING:
    from desktop_app.core.changes import Changes
    from desktop_app.ui.bridge import Bridge
    from desktop_app.ui.main_window import MainWindow
    from desktop_app.ui.pack_move.page import PackMovePage


class PackWatch(QObject):
    """Tells by which packs the open case is judged."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._bridge: Bridge | None = None
        self._told: tuple[object, ...] = ()
        self.notice = PackNotice()
        window.add_notice(self.notice)
        window.add_hidden_page(MOVE, self._make_page)
        self.notice.wanted.connect(lambda: window.show_page(MOVE))

    def follow(self) -> None:
        """Another case is open, or none: tell about that one."""
        bridge = self._window.bridge
        if bridge is not self._bridge and bridge is not None:
            bridge.changed.connect(self._changed)
        self._bridge, self._told = bridge, ()
        self._tell()

    def _changed(self, changes: Changes) -> None:
        if changes.packs:
            self._tell()
        page = self._window.made_page(MOVE)
        if page is not None and self._window.page == MOVE:
            cast("PackMovePage", page).refresh(changes)

    def _tell(self) -> None:
        """Show what there is to tell; what was put aside comes back only when it changes."""
        judged_by = self._bridge.session.judged_by if self._bridge is not None else None
        notices = judged_by.notices if judged_by is not None else ()
        told = tuple((one.code, tuple(sorted(one.args.items()))) for one in notices)
        if told != self._told or not notices:
            self._told = told
            newer = judged_by is not None and bool(judged_by.newer)
            self.notice.show_notices(notices, newer=newer)

    def _make_page(self) -> QWidget:
        from desktop_app.ui.pack_move.page import PackMovePage

        if self._bridge is None:
            raise ValueError(MOVE)
        page = PackMovePage(self._bridge, self._window.tasks)
        page.done.connect(self._leave)
        return page

    def _leave(self) -> None:
        """Go back to where the user came from; the page is made anew the next time."""
        self._window.go_back()
        self._window.forget_page(MOVE)
