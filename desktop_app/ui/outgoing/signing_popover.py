"""Asks who signs what is exported, and with which key."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from desktop_app.app.pack_files import make_key
from desktop_app.core.problems import Problem
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import BareButton, PrimaryButton, QuietButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.line_edit import LineEdit
from desktop_app.ui.components.popover import Popover
from desktop_app.ui.folders import usual_folder
from desktop_app.ui.manual.explained import explain


class SigningPopover(Popover):
    """A name and a private key; without either nothing is signed.

    Signals:
        given(str, str): the name and the path of the key; both empty to sign no more.
    """

    given = Signal(str, str)

    def __init__(self, anchor: QWidget, name: str, key: str) -> None:
        super().__init__(anchor, _("签名导出的文件"))
        explain(self, "signing")
        self.name, self.key = LineEdit(name), LineEdit(key)
        self.told = label("", "caption", wrap=True)
        self.choose_button = BareButton(_("选择私钥文件…"), "folder-open")
        self.new_button = BareButton(_("新建私钥…"), "plus")
        self.keep_button = PrimaryButton(_("签名"))
        self.without_button = QuietButton(_("不签名"))
        self._build()

    def _build(self) -> None:
        width = theme.current().px(380)
        about = _(
            "导出的报告、工作簿和佐证册附上签名，收到的人核对文件时看得到签名人和公钥指纹。"
            "私钥请妥善保管：谁有它，谁就能以您的名义签名。"
        )
        words = label(about, "caption", wrap=True)
        for part in (self.name, self.key, words, self.told):
            part.setFixedWidth(width)
        self.name.setAccessibleName(_("签名人"))
        self.name.setPlaceholderText(_("单位或姓名"))
        self.key.setAccessibleName(_("私钥文件"))
        files = QHBoxLayout()
        files.addWidget(self.choose_button)
        files.addWidget(self.new_button)
        files.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.without_button)
        row.addWidget(self.keep_button)
        for part in (
            label(_("签名导出的文件"), "strong"),
            words,
            label(_("签名人"), "muted"),
            self.name,
            label(_("私钥文件"), "muted"),
            self.key,
        ):
            self.body.addWidget(part)
        self.body.addLayout(files)
        self.body.addWidget(self.told)
        self.body.addLayout(row)
        self.told.hide()
        self.choose_button.clicked.connect(self.choose)
        self.new_button.clicked.connect(self.make)
        self.keep_button.clicked.connect(self._give)
        self.without_button.clicked.connect(self._take_back)

    def choose(self) -> None:
        """Ask for a key that is there."""
        folder = usual_folder(Path(self.key.text()).parent)
        name, _kind = QFileDialog.getOpenFileName(self, _("选择私钥文件"), str(folder))
        if name:
            self.key.setText(name)

    def make(self) -> None:
        """Make a new key where the user wants it, and tell its fingerprint."""
        folder = usual_folder(Path(self.key.text()).parent)
        proposed = str(folder / _("签名私钥.pem"))
        name, _kind = QFileDialog.getSaveFileName(self, _("新建私钥"), proposed)
        if not name:
            return
        made = make_key(Path(name))
        if isinstance(made, Problem):
            self.tell(made.told(translate))
            return
        self.key.setText(name)
        words = _("公钥指纹：{fingerprint}。请把它另行告知收文件的人。")
        self.tell(words.format(fingerprint=made))

    def tell(self, text: str) -> None:
        """Say something below the fields."""
        self.told.setText(text)
        self.told.show()
        self.adjustSize()

    def _give(self) -> None:
        name, key = self.name.text().strip(), self.key.text().strip()
        if not name or not key:
            self.tell(_("请写上签名人，并选择私钥文件。"))
            return
        self.close_up()
        self.given.emit(name, key)

    def _take_back(self) -> None:
        self.close_up()
        self.given.emit("", "")
