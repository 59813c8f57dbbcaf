"""Asks for a note beside a field: free text, which may be empty to take the note away."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import PrimaryButton, QuietButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.popover import Popover
from desktop_app.ui.components.text_area import TextArea


class NotePopover(Popover):
    """A note in the user's words.

    Signals:
        given(str): the note, trimmed; the popover closes itself.
    """

    given = Signal(str)

    def __init__(self, anchor: QWidget, note: str = "") -> None:
        super().__init__(anchor, _("备注"))
        self.edit = TextArea(note, _("备注"))
        self.edit.done.connect(self._give)
        self.edit.setPlaceholderText(_("数据来源、异常原因、停产说明……会写进报告。"))
        self.edit.setFixedSize(theme.current().px(360), theme.current().px(96))
        keep, cancel = PrimaryButton(_("保存备注")), QuietButton(_("取消"))
        keep.setToolTip("Ctrl+Enter")
        keep.clicked.connect(self._give)
        cancel.clicked.connect(self._cancel)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(keep)
        self.body.addWidget(label(_("备注"), "strong"))
        self.body.addWidget(self.edit)
        self.body.addLayout(row)

    def _cancel(self) -> None:
        self.close_up()

    def _give(self) -> None:
        note = self.edit.toPlainText().strip()
        self.close_up()
        self.given.emit(note)
