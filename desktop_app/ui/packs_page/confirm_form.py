"""The form below the numbers: what is chosen, and that somebody compared it with the original."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from desktop_app.app.confirming import GONE, Standing, is_hole
from desktop_app.core.pack import Checked
from desktop_app.core.units import show_unit
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import PrimaryButton, QuietButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.line_edit import LineEdit
from desktop_app.ui.packs_page.numbers_table import span_words

_FIELDS: Final = ("who", "on", "document", "page", "note")


class ConfirmForm(QFrame):
    """Who, when, which document, which page; one button confirms all that is chosen.

    Signals:
        confirmed(object): the user says that what is chosen was compared (a `Checked`).
        withdrawn(): the confirmations of what is chosen are to be taken back.
    """

    confirmed = Signal(object)
    withdrawn = Signal()

    def __init__(self, who: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(_("核实"))
        self.title = label("", "strong", wrap=True)
        self.source = label("", "caption", wrap=True)
        self.remark = label("", "muted", wrap=True)
        self.problem = label("", "problem", wrap=True)
        self.advice = label("", "caption", wrap=True)
        self.lines = {name: LineEdit() for name in _FIELDS}
        self.lines["who"].setText(who)
        self.lines["on"].setText(today.isoformat())
        self.button = PrimaryButton(_("记为已核实"), "check")
        self.back_button = QuietButton(_("撤回核实"), "undo-2")
        self.back_button.setToolTip(_("撤回企业库里对所选的数的核实记录，各版本的一并撤回。"))
        self.button.clicked.connect(self._confirm)
        self.back_button.clicked.connect(self.withdrawn)
        self._arrange()
        self.show_marked([], "")

    def _arrange(self) -> None:
        worn = theme.current()
        buttons = QHBoxLayout()
        buttons.setSpacing(worn.px(8))
        buttons.addWidget(self.advice, 1)
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.button)
        column = QVBoxLayout(self)
        pad = worn.px(12)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(worn.px(6))
        for text in (self.title, self.source, self.remark, self.problem):
            column.addWidget(text)
        column.addLayout(self._fields())
        column.addLayout(buttons)

    def _fields(self) -> QGridLayout:
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
        return grid

    def show_marked(self, marked: Sequence[Standing], document: str) -> None:
        """Show what is chosen; `document` is the source they share, "" when there is none."""
        alone = marked[0] if len(marked) == 1 else None
        self.say("")
        _say(self.title, _title(marked))
        _say(self.source, _source(alone, document) if alone else "")
        _say(self.remark, _remark(alone) if alone else "")
        _say(self.advice, _advice(marked))
        self.lines["document"].setText(document)
        self.lines["document"].setCursorPosition(0)
        for name in ("page", "note"):
            self.lines[name].clear()
        there = bool(marked) and all(_is_there(one) for one in marked)
        for line in self.lines.values():
            line.setEnabled(there)
        self.button.setEnabled(there)
        self.back_button.setVisible(any(one.own or one.lapsed for one in marked))

    def start(self) -> None:
        """Go to the first field that is still to be filled in."""
        if not self.button.isEnabled():
            return
        for name in ("who", "document", "page"):
            if not self.lines[name].text().strip() or name == "page":
                self.lines[name].setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def say(self, text: str) -> None:
        """Say what is wrong."""
        _say(self.problem, text)

    def _confirm(self) -> None:
        texts = {name: line.text().strip() for name, line in self.lines.items()}
        try:
            on = date.fromisoformat(texts.pop("on"))
        except ValueError:
            self.say(_("核实日期请写成 2026-11-03 的样子。"))
            self.lines["on"].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.confirmed.emit(Checked(on=on, **texts))


def _say(where: QLabel, text: str) -> None:
    """Show a text; a line without one takes no room."""
    where.setText(text)
    where.setVisible(bool(text))


def _is_there(one: Standing) -> bool:
    return one.entry.kind != GONE and not is_hole(one.entry)


def _title(marked: Sequence[Standing]) -> str:
    if not marked:
        return _("选中要核实的数；按住 Shift 或 Ctrl 可选多个，回车开始核实。")
    if len(marked) > 1:
        return _("已选 {count} 个数").format(count=len(marked))
    entry = marked[0].entry
    said = f"{translate(entry.value)} {show_unit(entry.unit)}".strip()
    return f"{translate(entry.name)}　{said}".strip()


def _source(one: Standing, document: str) -> str:
    """Where it is from, its clause, from when to when, and who checked it."""
    entry, cited = one.entry, one.entry.cited
    told = _("已核实：{told}").format(told=cited.checked.told) if cited.checked else ""
    parts = (document, translate(cited.clause), span_words(entry), told)
    return "　".join(part for part in parts if part)


def _remark(one: Standing) -> str:
    """What is peculiar about it: lapsed, a hole, or what the pack remarks."""
    if one.lapsed is not None:
        told = one.lapsed.told
        if one.entry.kind == GONE:
            return _("规则包里已没有这一条。原来的记录：{told}").format(told=told)
        return _("规则包的数已变，须重新核实。原来的记录：{told}").format(told=told)
    if is_hole(one.entry):
        return _("规则包里这一条是空缺，没有数可核实。")
    return translate(one.entry.cited.note)


def _advice(marked: Sequence[Standing]) -> str:
    holes = [one for one in marked if not _is_there(one)]
    if len(marked) > 1 and holes:
        return _("所选有 {count} 条没有数可核实，请先去掉。").format(count=len(holes))
    return _("原文的数与这里不同时，请用上方的“导出 Excel…”导出，改正后用“导入…”导入。")
