"""Setting, changing and removing the password from the window; it outlives the page that asks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.app.password_hint import hint_of
from desktop_app.core.problems import Problem
from desktop_app.i18n import _, translate
from desktop_app.ui.components.password_dialog import PasswordDialog

if TYPE_CHECKING:
    from desktop_app.app.backups import Tell
    from desktop_app.ui.main_window import MainWindow


class PasswordJobs:
    """What the card 口令与加密 asks for, done on the library of one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    # --- asking -------------------------------------------------------------------------------

    def ask_new(self) -> None:
        """Ask for the first password."""
        words = _(
            "企业库、以后的备份和佐证都用它加密，每次打开要输入。长短和用字不限；"
            "设好后给出一把恢复密钥，请存好。"
        )
        dialog = PasswordDialog(
            _("设口令"), words, _("设口令并加密"), self._window, new=True,
            understood=_("我知道：忘记口令且没有恢复密钥，数据无法找回"), hint=hint_of,
        )  # fmt: skip
        dialog.given.connect(lambda _present, new: self.set(new))
        dialog.open()

    def ask_change(self) -> None:
        """Ask for the present password and another."""
        words = _("企业库用新口令重新加密，恢复密钥也换新的；以前的备份仍用以前的口令打开。")
        dialog = PasswordDialog(
            _("换口令"), words, _("换口令"), self._window, present=_("现在的口令或恢复密钥"),
            new=True, understood=_("我知道：忘记口令且没有恢复密钥，数据无法找回"), hint=hint_of,
        )  # fmt: skip
        dialog.given.connect(lambda present, new: self.set(new, present))
        dialog.open()

    def ask_removal(self) -> None:
        """Ask for the present password, to take it away."""
        words = _("企业库不再加密：拿到这台电脑或文件的人都能读。以前的备份仍用以前的口令打开。")
        dialog = PasswordDialog(
            _("取消口令"), words, _("取消口令"), self._window, present=_("现在的口令或恢复密钥")
        )
        dialog.given.connect(lambda present, _new: self.remove(present))
        dialog.open()

    def ask_key(self) -> None:
        """Ask for the present password, to show the recovery key."""
        dialog = PasswordDialog(
            _("看恢复密钥"), _("请先输入现在的口令。"), _("显示"), self._window,
            present=_("现在的口令"),
        )  # fmt: skip
        dialog.given.connect(lambda present, _new: self.show_key(present))
        dialog.open()

    # --- doing --------------------------------------------------------------------------------

    def set(self, new: str, present: str | None = None) -> None:
        """Encrypt the library under a password; `present` is checked when there is one."""
        path = self._window.locking.library
        second = self._window.settings.current.backup_folder

        def job(tell: Tell) -> str | Problem:
            from desktop_app.app.backups import back_up
            from desktop_app.app.passwords import check
            from desktop_app.app.protection import set_password

            refused = check(path, present) if present is not None else None
            made = refused or set_password(path, new, tell)
            if isinstance(made, str):
                back_up(path, second, always=True)  # the first that is encrypted as the library is
            return made

        def done(found: str | Problem) -> None:
            if isinstance(found, Problem):
                self._window.toasts.show(found.told(translate), "problem")
                return
            self._window.toasts.show(_("企业库已加密。"), "done")
            self._show(found, path)

        title = _("正在加密企业库…")
        self._window.locking.work_alone(title, job, done)

    def remove(self, present: str) -> None:
        """Decrypt the library."""
        path = self._window.locking.library

        def job(tell: Tell) -> Problem | None:
            from desktop_app.app.passwords import check
            from desktop_app.app.protection import remove_password

            return check(path, present) or remove_password(path, tell)

        def done(found: Problem | None) -> None:
            if found is not None:
                self._window.toasts.show(found.told(translate), "problem")
            else:
                self._window.toasts.show(_("口令已取消，企业库不再加密。"), "done")
            self._window.safety.show_page()

        self._window.locking.work_alone(_("正在取消口令…"), job, done)

    def show_key(self, present: str) -> None:
        """Show the recovery key to somebody who knows the password."""
        path = self._window.locking.library

        def job(_progress: object) -> str | Problem:
            from desktop_app.app.passwords import check
            from desktop_app.app.protection import recovery_key

            return check(path, present) or recovery_key(path)

        def done(found: str | Problem) -> None:
            if isinstance(found, Problem):
                self._window.toasts.show(found.told(translate), "problem")
            else:
                self._show(found, path)

        self._window.tasks.run(job, done, _raise)

    def _show(self, key: str, path: Path) -> None:
        from desktop_app.ui.safety.recovery_dialog import RecoveryDialog

        RecoveryDialog(key, path, self._window).open()
        self._window.safety.show_page()


def _raise(error: Exception) -> None:
    raise error
