"""A field for a password: dots, unless the user wants to see what he types."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.check_box import CheckBox
from desktop_app.ui.components.line_edit import LineEdit

_LONGEST = 1000


class PasswordField(QWidget):
    """The field, and beside it a box that shows what is in it.

    Signals:
        changed(str): another text.
        entered(): Return was pressed.
    """

    changed = Signal(str)
    entered = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = LineEdit()
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setMaxLength(_LONGEST)
        self.edit.setAccessibleName(name)
        self.show_box = CheckBox(_("显示"))
        self.show_box.setAccessibleName(_("显示{name}").format(name=name))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().px(8))
        row.addWidget(self.edit, 1)
        row.addWidget(self.show_box)
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(self.changed)
        self.edit.returnPressed.connect(self.entered)
        self.show_box.toggled.connect(self._show)

    def text(self) -> str:
        """What was typed."""
        return self.edit.text()

    def clear(self) -> None:
        """Forget what was typed, and show dots again."""
        self.edit.clear()
        self.show_box.setChecked(False)

    def _show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode
        self.edit.setEchoMode(mode.Normal if shown else mode.Password)
