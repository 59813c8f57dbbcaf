"""The recovery key of a library, to be written down: it is the only way in without the password."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.app.protection import write_recovery_key
from desktop_app.app.protection_words import key_words, lost_for_good
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import PrimaryButton, QuietButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.manual.explained import explain

_WIDTH = 560


class RecoveryDialog(QDialog):
    """Shows the key; it can be saved to a file or copied."""

    def __init__(self, key: str, library: Path, parent: QWidget) -> None:
        super().__init__(parent)
        explain(self, "recovery_key")
        self.setWindowTitle(_("恢复密钥"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._key, self._library = key, library
        self.key = label(key, "section")
        self.key.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.key.setAccessibleName(_("恢复密钥"))
        self.told = label("", "caption", wrap=True)
        self.save_button = QuietButton(_("保存为文件…"), "save")
        self.copy_button = QuietButton(_("复制"), "copy")
        self.done_button = PrimaryButton(_("已经存好"))
        self._arrange()
        self.save_button.clicked.connect(self._choose)
        self.copy_button.clicked.connect(self._copy)
        self.done_button.clicked.connect(self.accept)
        self.save_button.setFocus()

    def _arrange(self) -> None:
        worn = theme.current()
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        pad = worn.px(16)
        inside.setContentsMargins(pad, pad, pad, pad)
        inside.addWidget(self.key, 0, Qt.AlignmentFlag.AlignHCenter)
        words = _(
            "请打印或抄下这 28 个字符，和电脑分开放。忘记口令时，在输入口令的地方输入它即可打开；"
            "拿到它的人也能打开。换口令之后要另存新的。"
        )
        column = QVBoxLayout(self)
        margin = worn.px(24)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(worn.px(12))
        column.addWidget(label(_("恢复密钥"), "section"))
        column.addWidget(label(words, wrap=True))
        column.addWidget(card)
        column.addWidget(label(lost_for_good(), "strong", wrap=True))
        column.addWidget(self.told)
        row = QHBoxLayout()
        row.setSpacing(worn.px(8))
        row.addWidget(self.save_button)
        row.addWidget(self.copy_button)
        row.addStretch(1)
        row.addWidget(self.done_button)
        column.addLayout(row)
        self.setFixedWidth(worn.px(_WIDTH))

    def _choose(self) -> None:
        wanted = Path.home() / _("{name} 恢复密钥.txt").format(name=self._library.stem)
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("保存恢复密钥"), str(wanted), _("文本文件 (*.txt)")
        )
        if chosen:
            self.save(Path(chosen))

    def save(self, target: Path) -> None:
        """Write the key with what it is for to a new file."""
        failed = write_recovery_key(self._key, key_words(self._library), target)
        if failed is not None:
            self.told.setText(failed.told(translate))
            return
        words = _("已保存到 {path}。请打印或移到 U 盘，不要留在这台电脑上。")
        self.told.setText(words.format(path=target))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._key)
        self.told.setText(_("已复制"))
