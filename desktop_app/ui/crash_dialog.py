"""The screen after something broke: the data are safe, here is the log, this is how to get help."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from desktop_app.core.problems import Problem
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import BareButton, PrimaryButton, QuietButton
from desktop_app.ui.components.check_box import CheckBox
from desktop_app.ui.components.emblem import Emblem
from desktop_app.ui.components.labels import label
from desktop_app.ui.crash import Crash
from desktop_app.ui.manual.explained import explain

Told = Callable[[Problem | None], object]
SaveDiagnosis = Callable[[Path, str, bool, Told], object]
"""Writes the diagnosis file in the background: where to, the details of what broke, whether with
the library, and who is told that it is there or why it is not."""

DIAGNOSIS: Final = "near-zero-诊断.zip"
"""What a diagnosis file is called unless the user says otherwise."""


class CrashDialog(QDialog):
    """Tells what happened without blame and without a wall of text.

    `save` writes the diagnosis file to the path the user picks; without it that button is not
    there. Further crashes are counted in the same dialog.
    """

    def __init__(
        self,
        crash: Crash,
        save: SaveDiagnosis | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        explain(self, "crash")
        self._save_diagnosis = save
        self._times = 1
        self.setWindowTitle(_("程序遇到了问题"))
        self._told = label("", "caption")
        self._details = QPlainTextEdit(crash.details)
        self._details.setReadOnly(True)
        self._details.setAccessibleName(_("技术信息"))
        self._details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._details.setMinimumHeight(theme.current().px(160))
        self._details.hide()
        self.with_library = CheckBox(_("诊断文件里附上企业库（含全部企业和填报数据）"))
        self.with_library.setVisible(save is not None)
        self._arrange(crash)

    def _arrange(self, crash: Crash) -> None:
        worn = theme.current()
        words = QVBoxLayout()
        words.setSpacing(worn.px(6))
        words.addWidget(label(_("刚才的操作没有完成，数据是安全的"), "section"))
        safe = _("每一项内容在离开输入框时就已写入磁盘。可以继续使用；如果反复出现，"
                 "请保存诊断文件，交给支持人员。")  # fmt: skip
        words.addWidget(label(safe, wrap=True))
        head = QHBoxLayout()
        head.setSpacing(worn.px(16))
        head.addWidget(Emblem("circle-check", 44), 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        column = QVBoxLayout(self)
        margin = worn.px(24)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(worn.px(16))
        column.addLayout(head)
        column.addWidget(self._facts(crash))
        column.addWidget(self._details, 1)
        column.addWidget(self._without())
        column.addWidget(self.with_library)
        column.addWidget(self._told)
        self._told.hide()
        column.addLayout(self._commands())
        self.setMinimumWidth(worn.px(560))

    def _say(self, text: str) -> None:
        """Tell what came of the last command; nothing takes no room."""
        self._told.setText(text)
        self._told.setVisible(bool(text))

    def _facts(self, crash: Crash) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        facts = QVBoxLayout(card)
        self._summary = label(crash.summary, wrap=True)
        self._where = label(_("日志：{path}").format(path=crash.log), "caption", wrap=True)
        for part in (self._summary, self._where):
            part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            facts.addWidget(part)
        return card

    def _without(self) -> QWidget:
        """What the diagnosis file holds, and what it does not."""
        made = label(diagnosis_words(), "caption", wrap=True)
        made.setVisible(self._save_diagnosis is not None)
        return made

    def _commands(self) -> QHBoxLayout:
        self.more_button = BareButton(_("技术信息"), "chevron-down")
        self.copy_button = QuietButton(_("复制技术信息"), "copy")
        self.save_button = QuietButton(_("保存诊断文件…"), "file-archive")
        self.go_on_button = PrimaryButton(_("继续使用"))
        self.more_button.clicked.connect(self._show_details)
        self.copy_button.clicked.connect(self._copy)
        self.save_button.clicked.connect(self._save)
        self.save_button.setVisible(self._save_diagnosis is not None)
        self.go_on_button.clicked.connect(self.accept)
        self.go_on_button.setDefault(True)
        self.go_on_button.setFocus(Qt.FocusReason.OtherFocusReason)
        row = QHBoxLayout()
        row.setSpacing(theme.current().px(8))
        row.addWidget(self.more_button)
        row.addStretch(1)
        for button in (self.copy_button, self.save_button, self.go_on_button):
            row.addWidget(button)
        return row

    def add(self, crash: Crash) -> None:
        """Note that something else broke while the dialog is open."""
        self._times += 1
        self._details.appendPlainText(crash.details)
        self._say(_("又出现了 {count} 次").format(count=self._times - 1))

    def _show_details(self) -> None:
        self._details.setVisible(self._details.isHidden())
        self.more_button.set_icon("chevron-down" if self._details.isHidden() else "chevron-up")
        self.adjustSize()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details.toPlainText())
        self._say(_("已复制"))

    def _save(self) -> None:
        target = ask_where(self)
        if target is None or self._save_diagnosis is None:
            return
        self.save_button.setEnabled(False)
        self._say(_("正在保存诊断文件…"))
        details = self._details.toPlainText()

        def told(failed: Problem | None) -> None:
            if not isValid(self):
                return
            self.save_button.setEnabled(True)
            saved = _("已保存到 {path}").format(path=target)
            self._say(saved if failed is None else failed.told(translate))

        self._save_diagnosis(target, details, self.with_library.isChecked(), told)


def diagnosis_words() -> str:
    """What a diagnosis file is, what it holds and what it does not."""
    return _("诊断文件是一个 ZIP，由您自己交给支持人员，软件不联网。"
             "里面有日志、出错位置和版本，没有企业名称和填报数据。")  # fmt: skip


def ask_where(parent: QWidget) -> Path | None:
    """Ask where the diagnosis file is to be; None when the user changed his mind."""
    name, _kind = QFileDialog.getSaveFileName(
        parent, _("保存诊断文件"), str(Path.home() / DIAGNOSIS), "ZIP (*.zip)"
    )
    return Path(name) if name else None


class CrashScreen:
    """Shows one dialog at a time, whatever the number of crashes."""

    def __init__(self, parent: QWidget | None = None, save: SaveDiagnosis | None = None) -> None:
        self._parent = parent
        self._save = save
        self._dialog: CrashDialog | None = None

    @property
    def dialog(self) -> CrashDialog | None:
        """The dialog that is open, if one is."""
        return self._dialog

    def show(self, crash: Crash) -> None:
        """Open the dialog, or add to the one that is open; connect `CrashGuard.crashed` here."""
        if self._dialog is not None:
            self._dialog.add(crash)
            return
        self._dialog = CrashDialog(crash, self._save, self._parent)
        self._dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._dialog.finished.connect(self._closed)
        self._dialog.open()

    def _closed(self) -> None:
        self._dialog = None
