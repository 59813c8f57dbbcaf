"""Password and encryption of the library: set, change, remove; recovery key; automatic lock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.app.protection import OldBackups, Recoded, old_backups
from desktop_app.app.protection_words import limits, old_words
from desktop_app.core.problems import Problem
from desktop_app.i18n import _, ngettext, translate
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import BareButton, QuietButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.segmented_control import SegmentedControl
from desktop_app.ui.components.toast import ToastAction
from desktop_app.ui.safety.desk import SafetyDesk
from desktop_app.ui.safety.password_jobs import PasswordJobs

if TYPE_CHECKING:
    from desktop_app.app.backups import Tell

_MINUTES: Final = ("0", "5", "15", "30")


class PasswordCard(QFrame):
    """What protects the library of the window, and what does not."""

    def __init__(self, desk: SafetyDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(_("口令与加密"))
        self._desk = desk
        self._jobs = PasswordJobs(desk.window)
        self.state = label("", "strong", wrap=True)
        self.set_button = QuietButton(_("设口令…"), "lock")
        self.change_button = QuietButton(_("换口令…"), "lock")
        self.key_button = QuietButton(_("看恢复密钥…"), "info")
        self.remove_button = BareButton(_("取消口令…"), "x")
        self.minutes = SegmentedControl(
            [
                (one, _("{count} 分钟").format(count=one) if one != "0" else _("不锁"))
                for one in _MINUTES
            ],
            _("没有操作后自动锁定"),
        )
        self.lock_button = QuietButton(_("现在锁定"), "lock")
        self.old = label("", wrap=True)
        self.recode_button = QuietButton(_("改为现在的口令"), "lock")
        self.drop_button = BareButton(_("删除这些备份"), "trash-2")
        self._locking, self._leftovers = QWidget(), QWidget()
        self._arrange()
        self._connect()
        self.refresh()

    def _arrange(self) -> None:
        worn = theme.current()
        gap = worn.px(8)
        buttons = QHBoxLayout()
        buttons.setSpacing(gap)
        for button in (self.set_button, self.change_button, self.key_button, self.remove_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        locking = QHBoxLayout(self._locking)
        locking.setContentsMargins(0, 0, 0, 0)
        locking.setSpacing(worn.px(12))
        locking.addWidget(label(_("没有操作后自动锁定")))
        locking.addWidget(self.minutes)
        locking.addWidget(self.lock_button)
        locking.addStretch(1)
        dealing = QHBoxLayout()
        dealing.setSpacing(gap)
        dealing.addWidget(self.recode_button)
        dealing.addWidget(self.drop_button)
        dealing.addStretch(1)
        leftovers = QVBoxLayout(self._leftovers)
        leftovers.setContentsMargins(0, 0, 0, 0)
        leftovers.setSpacing(gap)
        leftovers.addWidget(self.old)
        leftovers.addLayout(dealing)
        column = QVBoxLayout(self)
        pad = worn.px(16)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(gap)
        column.addWidget(label(_("口令与加密"), "section"))
        column.addWidget(self.state)
        column.addWidget(label(limits(), "caption", wrap=True))
        column.addLayout(buttons)
        column.addWidget(self._locking)
        column.addWidget(self._leftovers)

    def _connect(self) -> None:
        desk, jobs = self._desk, self._jobs
        self.set_button.clicked.connect(jobs.ask_new)
        self.change_button.clicked.connect(jobs.ask_change)
        self.key_button.clicked.connect(jobs.ask_key)
        self.remove_button.clicked.connect(jobs.ask_removal)
        self.minutes.changed.connect(self._take_minutes)
        self.lock_button.clicked.connect(desk.window.locking.lock)
        self.recode_button.clicked.connect(self.recode_old)
        self.drop_button.clicked.connect(self._ask_drop)
        desk.busy.connect(self._set_busy)

    def refresh(self) -> None:
        """Show how the library is protected now."""
        workspace = self._desk.window.workspace
        is_open = workspace is not None and workspace.library is not None
        encrypted = workspace is not None and workspace.has_password
        may = is_open and workspace is not None and workspace.keeps_backups
        if not is_open:
            text = _("企业库打不开，现在不能设口令。")
        elif encrypted:
            text = _("已加密（AES-256）。每次打开要输入口令。")
        else:
            text = _("没有口令：拿到这台电脑或企业库文件的人，都能读里面的内容。")
        self.state.setText(text)
        self.set_button.setVisible(is_open and not encrypted)
        self.set_button.setEnabled(may)
        for button in (self.change_button, self.key_button, self.remove_button):
            button.setVisible(encrypted)
            button.setEnabled(may or button is self.key_button)
        self._locking.setVisible(encrypted)
        kept = str(self._desk.window.settings.current.lock_minutes)
        self.minutes.choose(kept if kept in _MINUTES else "0")
        self._show_old(encrypted=encrypted)

    def _show_old(self, *, encrypted: bool) -> None:
        """Look for backups that are not protected as the library is; the disk may be slow."""
        self._leftovers.hide()
        library, second = self._desk.library, self._desk.second

        def found(old: OldBackups) -> None:
            lines = list(old_words(old, encrypted=encrypted))
            self.old.setText("\n".join(lines))
            words = _("改为现在的口令") if encrypted else _("改为不加密")
            self.recode_button.set_text(words)
            self._leftovers.setVisible(bool(lines))

        self._desk.look(lambda: old_backups(library, second), found)

    def recode_old(self) -> None:
        """Bring the old backups under the password of the library."""
        library, second = self._desk.library, self._desk.second

        def job(tell: Tell) -> Recoded:
            from desktop_app.app.protection import recode_backups

            return recode_backups(library, second, tell)

        self._desk.run(_("正在改写以前的备份…"), job, self._recoded)

    def _recoded(self, found: Recoded) -> None:
        words = ngettext(
            "{count} 个以前的备份已改得与企业库一致。",
            "{count} 个以前的备份已改得与企业库一致。",
            found.done,
        )
        self._desk.window.toasts.show(words.format(count=found.done), "done")
        for one in found.problems[:1]:
            self._desk.window.toasts.show(one.told(translate), "problem")
        self.refresh()

    def _ask_drop(self) -> None:
        words = _("删除以前的备份之前，先做一个新的备份。删除后不能恢复。")
        offer = ToastAction(_("备份并删除"), self.drop_old)
        self._desk.window.toasts.show(words, "warning", offer)

    def drop_old(self) -> None:
        """Make a new backup, then remove the old ones."""
        library, second = self._desk.library, self._desk.second

        def job(tell: Tell) -> int | Problem:
            from desktop_app.app.backups import back_up
            from desktop_app.app.protection import remove_backups

            made = back_up(library, second, always=True, tell=tell)
            if made.made is None and made.problems:
                return made.problems[0]
            return remove_backups(library, second)

        self._desk.run(_("正在备份并删除以前的备份…"), job, self._dropped)

    def _dropped(self, found: int | Problem) -> None:
        if isinstance(found, Problem):
            self._desk.refuse(found)
        else:
            words = ngettext("{count} 个旧备份已删除。", "{count} 个旧备份已删除。", found)
            self._desk.window.toasts.show(words.format(count=found), "done")
        self._desk.changed.emit()

    def _take_minutes(self, key: str) -> None:
        self._desk.window.settings.change(lock_minutes=int(key))
        self._desk.window.locking.follow()

    def _set_busy(self, busy: bool) -> None:
        for button in (self.set_button, self.change_button, self.remove_button):
            button.setEnabled(not busy)
        for button in (self.recode_button, self.drop_button):
            button.setEnabled(not busy)
