"""What the window does by itself so that nothing is lost: backups, another try, and telling."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from desktop_app.core.library_texts import NOT_WRITTEN
from desktop_app.core.problems import Problem, Severity, has_errors
from desktop_app.i18n import _, ngettext, translate
from desktop_app.ui.case_pages import SAFETY
from desktop_app.ui.components.notice_bar import NoticeBar
from desktop_app.ui.components.toast import ToastAction
from desktop_app.ui.waiting import Waiting

if TYPE_CHECKING:
    from desktop_app.app.backups import BackedUp
    from desktop_app.ui.loading import Loaded
    from desktop_app.ui.main_window import MainWindow
    from desktop_app.ui.safety.page import SafetyPage

_LOOK_EVERY: Final = 5 * 60_000
"""Milliseconds between two looks whether a backup is due."""
_TRY_EVERY: Final = 3_000
"""Milliseconds between two attempts to store what could not be stored."""
_TOLD_MISSING: Final = "backup.missing"
"""The setting that remembers which second place was said to be missing."""


class SafetyWatch(QObject):
    """Looks after the library the window has open.

    Attributes:
        waiting: edits of the library itself, not of a case, that could not be written yet.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._busy = False
        self._told: set[str] = set()
        self.waiting = Waiting()
        self.notice = NoticeBar(_("企业库"), _("数据安全…"))
        window.add_notice(self.notice)
        window.add_hidden_page(SAFETY, self._make_page)
        self.notice.wanted.connect(self.show_page)
        self._looking = self._every(_LOOK_EVERY, self.back_up_if_due)
        self._trying = self._every(_TRY_EVERY, self.write_waiting)
        self._looking.start()
        window.opener.loaded.connect(self._loaded)
        window.installEventFilter(self)

    def _every(self, interval: int, do: object) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(interval)
        timer.timeout.connect(do)
        return timer

    # --- the library that was opened ----------------------------------------------------------

    def _loaded(self, loaded: Loaded) -> None:
        self._show(loaded.workspace.notices)
        if self._window.page == SAFETY:
            self._window.drop_pages()
        elif self._window.made_page(SAFETY) is not None:
            self._window.forget_page(SAFETY)
        self.back_up_if_due()

    def _show(self, notices: Sequence[Problem]) -> None:
        texts = [one.told(translate) for one in notices]
        grave = any(one.severity is not Severity.INFO for one in notices)
        self.notice.tell(" ".join(texts), "\n".join(texts), grave=grave)

    def show_page(self) -> None:
        """Show the page 数据安全."""
        self._window.show_page(SAFETY)

    def _make_page(self) -> QWidget:
        from desktop_app.ui.safety.page import SafetyPage

        return SafetyPage(self._window)

    # --- backups ------------------------------------------------------------------------------

    def back_up_if_due(self) -> None:
        """Back the library up in the background when an hour went by and something changed."""
        workspace = self._window.workspace
        if self._busy or workspace is None or not workspace.keeps_backups:
            return
        if self._window.locking.working:
            return
        path, second = workspace.library_path, self._window.settings.current.backup_folder
        self._busy = True

        def job(_progress: object) -> BackedUp | None:
            from desktop_app.app.backups import back_up, is_due

            return back_up(path, second) if is_due(path, datetime.now(UTC)) else None

        self._window.tasks.run(job, self._backed_up, self._failed)

    def _backed_up(self, done: BackedUp | None) -> None:
        self._busy = False
        if done is not None:
            self.tell(done.problems, second_works=done.second is not None)
        page = self._window.made_page(SAFETY)
        if page is not None:
            cast("SafetyPage", page).refresh()

    def _failed(self, error: Exception) -> None:
        self._busy = False
        raise error

    def tell(self, problems: Sequence[Problem], *, second_works: bool = False) -> None:
        """Say what did not work with a backup: of each kind once, not every hour."""
        settings = self._window.settings
        if second_works:
            settings.put(_TOLD_MISSING, "")
        for found in problems:
            place = found.where.document
            if found.code == "backup.place_missing":
                if settings.get(_TOLD_MISSING) == place:
                    continue
                settings.put(_TOLD_MISSING, place)
            elif found.code in self._told:
                continue
            self._told.add(found.code)
            offer = ToastAction(_("数据安全…"), self.show_page)
            self._window.toasts.show(found.told(translate), "warning", offer)

    def back_up_at_end(self) -> None:
        """Back the library up once the window is gone; nobody waits for it any more."""
        workspace = self._window.workspace
        if workspace is not None and workspace.keeps_backups:
            from desktop_app.app.backups import back_up

            back_up(workspace.library_path, self._window.settings.current.backup_folder)

    # --- edits that could not be stored ---------------------------------------------------------

    def refused(self, problems: Sequence[Problem]) -> None:
        """Say what was not taken, unless it stands at its field already."""
        bridge = self._window.bridge
        pending = {str(key) for key in bridge.pending} if bridge is not None else set()
        for found in problems:
            if found.where.path in pending:
                continue
            words = found.told(translate)
            self._window.toasts.show(words, "problem")
            if found.code in NOT_WRITTEN:
                self._window.case_header.not_saved(words)
        if self.unsaved:
            self._trying.start()

    @property
    def unsaved(self) -> int:
        """How many edits are not on disk yet."""
        bridge = self._window.bridge
        return len(self.waiting) + (bridge.unsaved if bridge is not None else 0)

    def keep(
        self, verb: Callable[[], tuple[Problem, ...]], then: Callable[[], object]
    ) -> tuple[Problem, ...]:
        """Make an edit of the library; one that cannot be written waits, and `then` follows it."""
        from desktop_app.app.outcome import Outcome

        waited = False

        def edit() -> Outcome:
            found = verb()
            if waited and not has_errors(found):
                then()
            return Outcome(problems=found)

        found = self.waiting.do(edit, lambda outcome: self.refused(outcome.problems)).problems
        waited = True
        if len(self.waiting):
            self._trying.start()
        return found

    def write_waiting(self) -> bool:
        """Try again to store what the library could not take."""
        bridge, count = self._window.bridge, self.unsaved
        if count:
            own = self.waiting.again(lambda outcome: self.refused(outcome.problems))
            if not (bridge is None or bridge.write_waiting()) or not own:
                return False
            words = ngettext("{count} 次修改现已写入。", "{count} 次修改现已写入。", count)
            self._window.toasts.show(words.format(count=count), "done")
            self._window.case_header.saved()
        self._trying.stop()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the window open while edits are not on disk; leaving them is the user's decision."""
        if watched is self._window and event.type() == QEvent.Type.Close:
            focus = self._window.focusWidget()
            if isinstance(focus, QWidget):
                focus.clearFocus()
            if not self.lets_go(self._window.close):
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def leave_case(self, then: Callable[[], object]) -> None:
        """Go on once all edits of the open case are on disk, or were given up."""
        if self.lets_go(then):
            then()

    def lets_go(self, then: Callable[[], object]) -> bool:
        """Whether all edits of the open case are on disk, so that it can be left.

        Otherwise the user is asked; `then` is done when he gives them up.
        """
        if self.write_waiting():
            return True
        bridge, count, why = self._window.bridge, self.unsaved, self.waiting.why
        if bridge is not None and why is None:
            why = bridge.why
        words = ngettext(
            "还有 {count} 次修改没有写进企业库。", "还有 {count} 次修改没有写进企业库。", count
        )
        text = words.format(count=count) + (why.message(translate) if why is not None else "")

        def give_up() -> None:
            self.waiting.drop()
            if bridge is not None:
                bridge.give_up_waiting()
            then()

        self._window.toasts.show(text, "problem", ToastAction(_("放弃这些修改"), give_up))
        return False
