"""Asking for a password: the one that opens something, a new one typed twice, or both."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import PrimaryButton, QuietButton
from desktop_app.ui.components.check_box import CheckBox
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.password_field import PasswordField
from desktop_app.ui.manual.explained import explain

_WIDTH = 480


class PasswordDialog(QDialog):
    """Open it with `open`; it closes when both passwords are given and agree.

    Signals:
        given(str, str): the present password, and the new one; "" for what was not asked for.
    """

    given = Signal(str, str)

    def __init__(
        self,
        title: str,
        words: str,
        button: str,
        parent: QWidget,
        *,
        present: str = "",
        new: bool = False,
        understood: str = "",
        hint: Callable[[str], str] = lambda _password: "",
    ) -> None:
        """`present` names the field of the present password, "" for none; `new` asks for another.

        What must be `understood` has to be ticked; `hint` tells how good a new password is.
        """
        super().__init__(parent)
        explain(self, "password")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._hint = hint
        self.present = PasswordField(present) if present else None
        self.new = PasswordField(_("新口令")) if new else None
        self.again = PasswordField(_("再输一次")) if new else None
        self.strength = label("", "caption", wrap=True)
        self.understood = CheckBox(understood) if understood else None
        self.told = label("", "problem", wrap=True)
        self.accept_button = PrimaryButton(button)
        self.cancel_button = QuietButton(_("取消"))
        self._arrange(title, words)
        if self.new is not None:
            self.new.changed.connect(self._show_strength)
        for field in self._fields():
            field.entered.connect(self._next)
            field.changed.connect(lambda _text: self.told.hide())
        self.accept_button.clicked.connect(self._give)
        self.cancel_button.clicked.connect(self.reject)
        self._fields()[0].setFocus()

    def _fields(self) -> list[PasswordField]:
        return [one for one in (self.present, self.new, self.again) if one is not None]

    def _arrange(self, title: str, words: str) -> None:
        worn = theme.current()
        column = QVBoxLayout(self)
        margin = worn.px(24)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(worn.px(8))
        column.addWidget(label(title, "section"))
        column.addWidget(label(words, wrap=True))
        column.addSpacing(worn.px(4))
        for field in self._fields():
            name = label(field.edit.accessibleName())
            name.setBuddy(field.edit)
            column.addWidget(name)
            column.addWidget(field)
            if field is self.new:
                column.addWidget(self.strength)
        if self.understood is not None:
            column.addSpacing(worn.px(4))
            column.addWidget(self.understood)
        column.addWidget(self.told)
        row = QHBoxLayout()
        row.setSpacing(worn.px(8))
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.accept_button)
        column.addSpacing(worn.px(8))
        column.addLayout(row)
        self.told.hide()
        self.strength.hide()
        self.setFixedWidth(worn.px(_WIDTH))

    def _show_strength(self, password: str) -> None:
        words = self._hint(password) if password else ""
        self.strength.setText(words)
        self.strength.setVisible(bool(words))

    def _next(self) -> None:
        """Return goes to the first field that is empty, and ends the dialog after the last."""
        empty = next((one for one in self._fields() if not one.text()), None)
        if empty is not None:
            empty.setFocus()
        else:
            self._give()

    def refuse(self, words: str) -> None:
        """Say what is wrong."""
        self.told.setText(words)
        self.told.show()

    def _give(self) -> None:
        present = self.present.text() if self.present is not None else ""
        new = self.new.text() if self.new is not None else ""
        again = self.again.text() if self.again is not None else ""
        empty = next((one for one in self._fields() if not one.text()), None)
        if empty is not None:
            self.refuse(_("请填写“{name}”。").format(name=empty.edit.accessibleName()))
            empty.setFocus()
        elif new != again:
            self.refuse(_("两次输入的口令不一样。"))
            self._fields()[-1].setFocus()
        elif self.understood is not None and not self.understood.isChecked():
            self.refuse(_("请先勾选上面一句，表示知道了。"))
            self.understood.setFocus()
        else:
            self.given.emit(present, new)
            self.accept()
