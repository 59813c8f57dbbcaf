"""When the window is locked and when it opens: at the start, by command, after a while of nothing.

Locking hides what the window shows; the library stays open behind it, so that edits which wait for
the disk go on trying. Everything typed is committed first.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from shiboken6 import isValid

from desktop_app.core.problems import Problem
from desktop_app.i18n import _, ngettext, translate
from desktop_app.ui.components.toast import ToastAction
from desktop_app.ui.tasks import Cancel, CancelledError, Progress

if TYPE_CHECKING:
    from desktop_app.app.backups import Tell
    from desktop_app.ui.loading import Loaded
    from desktop_app.ui.locking.lock_screen import LockScreen
    from desktop_app.ui.main_window import MainWindow

T = TypeVar("T")

_LOOK_EVERY: Final = 5_000
"""Milliseconds between two looks at how long nothing was typed or moved."""
_INPUT: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)


class LockWatch(QObject):
    """Locks one window.

    Attributes:
        working: somebody has closed the library to work on its file.

    Signals:
        opened(): the window is no longer locked.
    """

    opened = Signal()

    def __init__(self, window: MainWindow, clock: Callable[[], float] = time.time) -> None:
        """`clock` is that of the wall: a machine that slept was not used either."""
        super().__init__(window)
        self._window, self._clock = window, clock
        self._touched = clock()
        self._hidden: list[QWidget] = []
        self._title = ""
        self._focus: QWidget | None = None
        self._opening = False
        self._then: Callable[[], object] | None = None
        self.working = False
        self._screen: LockScreen | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self.lock_if_idle)
        self._timer.start()
        window.opener.loaded.connect(self._loaded)
        window.installEventFilter(self)
        self.follow()

    def follow(self) -> None:
        """Look at all input only while it matters: it costs a little with every event."""
        application = QApplication.instance()
        if application is None:
            return
        application.removeEventFilter(self)
        if self.locked or self._window.settings.current.lock_minutes > 0:
            application.installEventFilter(self)
        self._touched = self._clock()

    @property
    def screen(self) -> LockScreen:
        """What lies over the window while it is locked; made when it is first needed."""
        if self._screen is None:
            from desktop_app.ui.locking.lock_screen import LockScreen

            self._screen = LockScreen(self._window)
            self._screen.given.connect(self._try)
            self._screen.other_wanted.connect(self._choose_other)
            self._screen.quit_wanted.connect(self._window.close)
        return self._screen

    @property
    def locked(self) -> bool:
        """Whether the window shows nothing but the lock."""
        return self._screen is not None and self._screen.isVisibleTo(self._window)

    @property
    def library(self) -> Path:
        """The library of the window."""
        workspace = self._window.workspace
        return workspace.library_path if workspace is not None else self._window.paths.library

    # --- locking ------------------------------------------------------------------------------

    def lock(self) -> None:
        """Lock the window, when there is a password that could open it again."""
        from desktop_app.app.passwords import has_password

        workspace = self._window.workspace
        if self.locked or workspace is None or workspace.library is None:
            return
        if not has_password(self.library):
            words = _("企业库没有口令，锁定了也没有口令可问。可以先设一个。")
            offer = ToastAction(_("数据安全…"), self._window.safety.show_page)
            self._window.toasts.show(words, "info", offer)
            return
        self._commit()
        self._opening = False
        self._cover()
        title = _("窗口已锁定")
        self.screen.ask(title, self._lock_words(), _("解锁"), other=False)
        self.screen.field.setFocus()

    def _lock_words(self) -> str:
        words = _("输入企业库的口令继续。填过的内容都已写入磁盘。")
        bridge = self._window.bridge
        waiting = len(bridge.waiting) if bridge is not None else 0
        if waiting:
            text = ngettext(
                "还有 {count} 次修改没有写进企业库，仍在自动重试；解锁之前请不要关机。",
                "还有 {count} 次修改没有写进企业库，仍在自动重试；解锁之前请不要关机。",
                waiting,
            )
            words = _("输入企业库的口令继续。") + text.format(count=waiting)
        return words

    def lock_if_idle(self) -> None:
        """Lock the window when nothing was typed or moved for as long as the user set."""
        minutes = self._window.settings.current.lock_minutes
        if minutes <= 0 or self.locked or self._clock() - self._touched < 60 * minutes:
            return
        workspace = self._window.workspace
        if workspace is not None and workspace.has_password:
            self.lock()

    def _commit(self) -> None:
        """Store what is being typed, and try once more what waits."""
        focus = self._window.focusWidget()
        if isinstance(focus, QWidget):
            if focus.hasFocus():
                focus.clearFocus()
            else:
                # The window is not the active one: its field has kept what was typed there.
                left = QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.OtherFocusReason)
                QApplication.sendEvent(focus, left)
            self._focus = focus
        self._window.safety.write_waiting()

    def _cover(self) -> None:
        """Hide everything the window and its dialogs show."""
        if self.locked:
            return
        window = self._window
        popup = QApplication.activePopupWidget()
        while popup is not None and popup.close():
            popup = QApplication.activePopupWidget()
        window.toasts.veil(veiled=True)
        others = [one for one in QApplication.topLevelWidgets() if one is not window]
        parts = [one for one in window.children() if isinstance(one, QWidget)]
        shown = (one for one in (*others, *parts) if not one.isHidden())
        self._hidden = [one for one in shown if one is not self.screen]
        for one in self._hidden:
            one.hide()
        self._title = window.windowTitle()
        window.setWindowTitle(_("双近零企业自评"))
        self.screen.setGeometry(window.rect())
        self.screen.show()
        self.screen.raise_()
        self.follow()

    def _uncover(self) -> None:
        if not self.locked:
            return
        window = self._window
        self.screen.hide()
        self.screen.field.clear()
        self.follow()
        for one in reversed(self._hidden):
            if isValid(one):
                one.show()
        self._hidden = []
        if window.windowTitle() == _("双近零企业自评"):
            window.setWindowTitle(self._title)
        window.toasts.veil(veiled=False)
        if self._focus is not None and isValid(self._focus) and self._focus.isVisible():
            self._focus.setFocus()
        self._focus = None
        self.opened.emit()

    # --- opening ------------------------------------------------------------------------------

    def _loaded(self, loaded: Loaded) -> None:
        codes = {one.code for one in loaded.workspace.problems}
        if codes & {"library.locked", "library.wrong_password"}:
            self._opening = True
            self._cover()
            words = _("{name} 用口令加密，请输入口令。忘记口令时，输入恢复密钥也能打开。")
            name = loaded.workspace.library_path.name
            self.screen.ask(_("企业库已加密"), words.format(name=name), _("打开"), other=True)
            self.screen.field.setFocus()
        elif self._opening:
            self._opening = False
            self._uncover()
            then, self._then = self._then, None
            if then is not None:
                # After the window itself took what was loaded.
                QTimer.singleShot(0, then)

    def _try(self, words: str) -> None:
        path, opening = self.library, self._opening

        def job(_progress: Progress) -> Problem | None:
            from desktop_app.app.passwords import check, unlock

            return unlock(path, words) if opening else check(path, words)

        self._window.tasks.run(job, self._tried, self._broke)

    def _tried(self, refused: Problem | None) -> None:
        if refused is not None:
            opening = self._opening
            self.screen.refuse(refused.told(translate) if opening else refused.message(translate))
        elif self._opening:
            self._window.load()
        else:
            self._uncover()

    def _choose_other(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self._window,
            _("选择企业库文件"),
            str(self.library.parent),
            _("企业库 (*.nzl);;所有文件 (*)"),
        )
        if chosen:
            self._window.use_library(chosen)

    # --- work that needs the library alone ----------------------------------------------------

    def work_alone(self, title: str, job: Callable[[Tell], T], done: Callable[[T], object]) -> None:
        """Do a job on the library while nobody has it open; then open it and the case again."""
        if self._window.tasks.busy:
            self._window.toasts.show(_("后台还有任务在进行，完成后再试。"))
            return
        self._window.safety.leave_case(lambda: self._work(title, job, done))

    def _work(self, title: str, job: Callable[[Tell], T], done: Callable[[T], object]) -> None:
        window = self._window
        workspace = window.workspace
        if workspace is None:
            return
        last = window.settings.current.last_case
        if window.bridge is not None:
            window.close_case()
            window.settings.change(last_case=last)
        self._cover()
        self._opening = self.working = True
        words = _("在副本上做，逐行核对之后才替换；中途停止或断电，企业库还是原来的样子。")
        self.screen.work(title, words)
        token = Cancel()
        self.screen.progress.cancelled.connect(token.request)

        def alone(progress: Progress) -> T:
            def tell(share: float) -> None:
                progress.check()
                progress.report(share)

            workspace.close()
            return job(tell)

        def again() -> None:
            self.working = False
            self.screen.progress.cancelled.disconnect()
            window.load()

        def ended(result: T) -> None:
            self._then = partial(done, result)
            again()

        def failed(error: Exception) -> None:
            again()
            if not isinstance(error, CancelledError):
                raise error

        def moved(share: float, _text: str) -> None:
            self.screen.progress.show_progress(share)

        window.tasks.run(alone, ended, failed, moved, token)

    def _broke(self, error: Exception) -> None:
        self.screen.set_busy(busy=False)
        raise error

    # --- Qt -----------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice input; let no command of a locked window through but leaving it."""
        kind = event.type()
        if kind in _INPUT:
            self._touched = self._clock()
        elif kind == QEvent.Type.Resize and watched is self._window and self.locked:
            self.screen.setGeometry(self._window.rect())
        elif kind == QEvent.Type.Shortcut and isinstance(watched, QAction) and self.locked:
            return watched is not self._window.actions_by_id["quit"]
        return super().eventFilter(watched, event)
