"""The form below the numbers: what is chosen, and that somebody compared it with the original."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.app.confirming import Standing
from desktop_app.core.pack import Checked
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import PrimaryButton, QuietButton
from desktop_app.ui.components.labels import label

_FIELDS: Final = ("who", "on", "document", "page", "note")


class ConfirmForm(QFrame):
    """Who, when, which document, which page; one button confirms all that is chosen.

    Signals:
        confirmed(object): the user says that what is chosen was compared (a `Checked`).
        withdrawn(): the confirmations of what is chosen are to be taken back.
        wrong(str): a field could not be read.
    """

    confirmed = Signal(object)
    withdrawn = Signal()

    def __init__(self, who: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(_("核实"))
        self.title = label("", "strong", wrap=True)
        self.remark = label("", "caption", wrap=True)
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self.lines = {name: QLineEdit() for name in _FIELDS}
        self.lines["who"].setText(who)
        self.lines["on"].setText(today.isoformat())
        self.button = PrimaryButton(_("记为已核实"), "check")
        self.back_button = QuietButton(_("撤回核实"), "undo-2")
        self.button.clicked.connect(self._confirm)
        self.back_button.clicked.connect(self.withdrawn)
        self._arrange()
        self.show_marked([], "")

    def _arrange(self) -> None:
        worn = theme.current()
        names = {
            "who": _("核实人"),
            "on": _("核实日期"),
            "document": _("核对的文件"),
            "page": _("页码或表号"),
            "note": _("说明"),
        }
        grid = QGridLayout()
        grid.setHorizontalSpacing(worn.px(12))
        grid.setVerticalSpacing(worn.px(4))
        for column, stretch in enumerate((2, 2, 5, 2, 3)):
            grid.setColumnStretch(column, stretch)
        for column, name in enumerate(_FIELDS):
            line, words = self.lines[name], label(names[name], "caption")
            line.setAccessibleName(names[name])
            line.returnPressed.connect(self._confirm)
            words.setBuddy(line)
            grid.addWidget(words, 0, column)
            grid.addWidget(line, 1, column)
        buttons = QHBoxLayout()
        buttons.addWidget(self.remark, 1)
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.button)
        column_ = QVBoxLayout(self)
        pad = worn.px(12)
        column_.setContentsMargins(pad, pad, pad, pad)
        column_.setSpacing(worn.px(8))
        for widget in (self.title, self.problem):
            column_.addWidget(widget)
        column_.addLayout(grid)
        column_.addLayout(buttons)

    def show_marked(self, marked: Sequence[Standing], document: str) -> None:
        """Show what is chosen; `document` is the source they share, "" when there is none."""
        self.problem.hide()
        self.setEnabled(bool(marked))
        self.title.setText(_title(marked))
        self.remark.setText(_remark(marked))
        self.lines["document"].setText(document)
        self.lines["document"].setCursorPosition(0)
        self.lines["page"].clear()
        self.back_button.setVisible(any(one.own or one.lapsed for one in marked))

    def say(self, text: str) -> None:
        """Say what is wrong."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def _confirm(self) -> None:
        texts = {name: line.text().strip() for name, line in self.lines.items()}
        try:
            on = date.fromisoformat(texts.pop("on"))
        except ValueError:
            self.say(_("核实日期请写成 2026-11-03 的样子。"))
            self.lines["on"].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.confirmed.emit(Checked(on=on, **texts))


def _title(marked: Sequence[Standing]) -> str:
    if not marked:
        return _("选中要核实的数；按住 Shift 或 Ctrl 可选多个。")
    if len(marked) > 1:
        return _("已选 {count} 个数").format(count=len(marked))
    entry = marked[0].entry
    return f"{translate(entry.name)}　{translate(entry.value)} {entry.unit}".strip()


def _remark(marked: Sequence[Standing]) -> str:
    if len(marked) == 1 and marked[0].lapsed is not None:
        told = marked[0].lapsed.told
        return _("规则包的数已变，须重新核实。原来的记录：{told}").format(told=told)
    if len(marked) == 1 and marked[0].entry.cited.note:
        return translate(marked[0].entry.cited.note)
    return _("原文的数与这里不同时，请导出规则包，在 Excel 里改正后再导入。")
