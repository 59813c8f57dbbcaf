"""A backup that is marked: what it holds, checking it again, and making a library of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.app.backups import Backup, Preview, Verified, look_into, restore, verify
from desktop_app.app.passwords import unlock
from desktop_app.core.problems import Problem
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import QuietButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.password_dialog import PasswordDialog
from desktop_app.ui.components.toast import ToastAction
from desktop_app.ui.safety.desk import SafetyDesk
from desktop_app.ui.safety.readings import moment_text, preview_lines

if TYPE_CHECKING:
    from desktop_app.app.backups import Tell

_MOST: Final = 5
_LOCKED: Final = frozenset({"library.locked", "library.wrong_password"})


class PreviewCard(QFrame):
    """Hidden until a backup is marked."""

    def __init__(self, desk: SafetyDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(_("备份里有什么"))
        self._desk = desk
        self._backup: Backup | None = None
        self.title = label("", "section")
        self.words = label("", wrap=True)
        self.checked = label("", "caption", wrap=True)
        self.unlock_button = QuietButton(_("输入它的口令…"), "lock")
        self.open_button = QuietButton(_("恢复为副本并打开"), "rotate-ccw")
        self.save_button = QuietButton(_("另存为…"), "save")
        self.verify_button = QuietButton(_("再核对一遍"), "clipboard-check")
        self._arrange()
        self.unlock_button.clicked.connect(self._ask)
        self.open_button.clicked.connect(self.open_copy)
        self.save_button.clicked.connect(self._choose_target)
        self.verify_button.clicked.connect(self.verify)
        desk.busy.connect(self._set_busy)
        self.hide()

    def _arrange(self) -> None:
        worn = theme.current()
        row = QHBoxLayout()
        row.setSpacing(worn.px(8))
        for button in (self.unlock_button, *self._buttons()):
            row.addWidget(button)
        row.addStretch(1)
        how = _("恢复从不覆盖：现在的企业库先备份，恢复出的是旁边的另一个文件，随时可以换回来。")
        column = QVBoxLayout(self)
        pad = worn.px(16)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(worn.px(8))
        for part in (self.title, self.words, self.checked, label(how, "caption", wrap=True)):
            column.addWidget(part)
        column.addLayout(row)
        self.checked.hide()
        self.unlock_button.hide()

    def _buttons(self) -> tuple[QuietButton, ...]:
        return (self.open_button, self.save_button, self.verify_button)

    def show_backup(self, backup: Backup | None) -> None:
        """Look into a backup; without one the card is gone."""
        self._backup = backup
        self.checked.hide()
        self.setVisible(backup is not None)
        if backup is not None:
            self.title.setText(_("{at} 的备份").format(at=moment_text(backup.at)))
            self.words.setText(_("正在查看…"))
            path = backup.path
            self._desk.window.tasks.run(
                lambda _progress: look_into(path), lambda found: self._show(path, found), _raise
            )

    def _show(self, path: Path, found: Preview | Problem) -> None:
        if self._backup is None or self._backup.path != path:
            return
        sound = not isinstance(found, Problem)
        lines = [found.told(translate)] if isinstance(found, Problem) else preview_lines(found)
        self.words.setText("\n".join(lines))
        locked = isinstance(found, Problem) and found.code in _LOCKED
        if locked:
            self.words.setText(_locked_words())
        self.unlock_button.setVisible(locked)
        for button in self._buttons():
            button.setVisible(not locked)
        for button in (self.open_button, self.save_button):
            button.setEnabled(sound)

    def _ask(self) -> None:
        """Ask for the password of a backup that was made under another one."""
        dialog = PasswordDialog(
            _("打开备份"), _locked_words(), _("打开"), self._desk.window,
            present=_("口令或恢复密钥"),
        )  # fmt: skip
        dialog.given.connect(lambda present, _new: self.unlock(present))
        dialog.open()

    def unlock(self, words: str) -> None:
        """Give the password of the backup that is marked, and look into it."""
        backup = self._backup
        if backup is None:
            return

        def job(_tell: Tell) -> Problem | None:
            return unlock(backup.path, words)

        def done(refused: Problem | None) -> None:
            if refused is not None:
                self._desk.refuse(refused)
            else:
                self.show_backup(backup)

        self._desk.run(_("正在打开备份…"), job, done)

    def verify(self) -> None:
        """Read every row of the backup."""
        if self._backup is None:
            return
        path = self._backup.path
        self._desk.run(_("正在核对备份…"), lambda tell: verify(path, tell), self._verified)

    def _verified(self, found: Verified | Problem) -> None:
        if isinstance(found, Problem):
            lines = [found.told(translate)]
        elif found.problems:
            lines = [_("数据逐行核对过了，完好；有 {count} 份佐证的内容不对：")]
            lines[0] = lines[0].format(count=len(found.problems))
            lines += [one.told(translate) for one in found.problems[:_MOST]]
            if len(found.problems) > _MOST:
                lines.append(_("另有 {count} 条。").format(count=len(found.problems) - _MOST))
        elif found.files:
            words = _("逐行核对过了：备份完好，{count} 份佐证的内容与指纹相符。")
            lines = [words.format(count=found.files)]
        else:
            lines = [_("逐行核对过了：备份完好。")]
        self.checked.setText("\n".join(lines))
        self.checked.show()

    def open_copy(self) -> None:
        """Make a library of the backup beside the current one, and work with it."""
        self._restore(None, self._open)

    def _choose_target(self) -> None:
        if self._backup is None:
            return
        wanted = self._desk.library.with_name(self._backup.path.name)
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("把备份另存为企业库"), str(wanted), _("企业库 (*.nzl)")
        )
        if chosen:
            self.save_copy(Path(chosen))

    def save_copy(self, target: Path) -> None:
        """Make a library of the backup at that path; no file is overwritten."""
        self._restore(target, self._saved)

    def _restore(self, out: Path | None, done: object) -> None:
        if self._backup is None:
            return
        backup, library, second = self._backup.path, self._desk.library, self._desk.second

        def job(tell: Tell) -> Path | Problem:
            return restore(backup, library, out=out, second=second, tell=tell)

        def ended(made: Path | Problem) -> None:
            if isinstance(made, Problem):
                self._desk.refuse(made)
            elif callable(done):
                done(made)

        self._desk.run(_("正在恢复为副本…"), job, ended)

    def _saved(self, made: Path) -> None:
        words = _("已另存为：{path}").format(path=made)
        offer = ToastAction(_("打开它"), lambda: self._desk.window.use_library(str(made)))
        self._desk.window.toasts.show(words, "done", offer)

    def _open(self, made: Path) -> None:
        window, before = self._desk.window, self._desk.library
        window.use_library(str(made))
        words = _("现在用的是恢复出的 {name}；原来的企业库没有动。").format(name=made.name)
        offer = ToastAction(_("换回原来的"), lambda: window.use_library(str(before)))
        window.toasts.show(words, "done", offer)

    def _set_busy(self, busy: bool) -> None:
        for button in (self.unlock_button, *self._buttons()):
            button.setEnabled(not busy)


def _locked_words() -> str:
    return _("这个备份要用做它的时候的口令或恢复密钥打开。")


def _raise(error: Exception) -> None:
    raise error
