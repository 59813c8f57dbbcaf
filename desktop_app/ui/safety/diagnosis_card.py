"""The diagnosis file on the page 数据安全: for when something is odd, but nothing broke."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop_app.core.problems import Problem
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import QuietButton
from desktop_app.ui.components.check_box import CheckBox
from desktop_app.ui.components.labels import label
from desktop_app.ui.crash_dialog import ask_where, diagnosis_words
from desktop_app.ui.safety.desk import SafetyDesk


class DiagnosisCard(QFrame):
    """Saves a diagnosis file, with the library in it only if that is ticked."""

    def __init__(self, desk: SafetyDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(_("诊断文件"))
        self._desk = desk
        self.with_library = CheckBox(_("诊断文件里附上企业库（含全部企业和填报数据）"))
        self.save_button = QuietButton(_("保存诊断文件…"), "file-archive")
        self.result = label("", wrap=True)
        worn = theme.current()
        row = QHBoxLayout()
        row.addWidget(self.save_button)
        row.addSpacing(worn.px(12))
        row.addWidget(self.with_library)
        row.addStretch(1)
        column = QVBoxLayout(self)
        pad = worn.px(16)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(worn.px(8))
        column.addWidget(label(_("诊断文件"), "section"))
        column.addWidget(label(diagnosis_words(), "muted", wrap=True))
        column.addLayout(row)
        column.addWidget(self.result)
        self.result.hide()
        self.save_button.clicked.connect(self._save)

    def _save(self) -> None:
        target = ask_where(self)
        if target is None:
            return
        self.save_button.setEnabled(False)
        self._say(_("正在保存诊断文件…"))

        def told(failed: Problem | None) -> None:
            if isValid(self):
                self.save_button.setEnabled(True)
                saved = _("已保存到 {path}").format(path=target)
                self._say(saved if failed is None else failed.told(translate))

        self._desk.window.aid.save(target, "", self.with_library.isChecked(), told)

    def _say(self, words: str) -> None:
        self.result.setText(words)
        self.result.show()
