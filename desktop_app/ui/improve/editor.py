"""One planned measure opened: what it is, what it changes, what it costs, who does it when.

Every field is stored as soon as it is left; there is nothing to save.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.improve.typed import read_money
from desktop_app.core.log import PLANNED, Place
from desktop_app.core.numbers import read_number
from desktop_app.core.planned import DataChange, PlannedMeasure, Progress
from desktop_app.core.problems import Problem
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import BareButton, QuietButton
from desktop_app.ui.components.card import Card
from desktop_app.ui.components.item_picker import ItemPicker
from desktop_app.ui.components.labels import label, set_role
from desktop_app.ui.components.line_edit import LineEdit
from desktop_app.ui.components.number_edit import NumberEdit
from desktop_app.ui.components.select import Select
from desktop_app.ui.history.subject import HistorySubject
from desktop_app.ui.improve.change_picks import change_picks
from desktop_app.ui.improve.change_row import ChangeRow, first_change
from desktop_app.ui.improve.readings import measure_facts, progress_words

_TEXTS: Final = ("name", "owner", "begin", "due", "note")
_FIGURES: Final = ("investment", "yearly", "years")


class MeasureEditor(Card):
    """The fields of one planned measure.

    Signals:
        changed(PlannedMeasure): the measure as it is now.
        closed(): the user is done with it.
        opened(str): a datum is to be shown where it is filled in.
    """

    changed = Signal(object)
    closed = Signal()
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.measure = PlannedMeasure("", "")
        self._evaluation: Evaluation | None = None
        self.back = BareButton(_("回到方案"), "arrow-left")
        self.back.clicked.connect(self.closed)
        self.texts = {name: LineEdit() for name in _TEXTS}
        self.figures = {
            "investment": NumberEdit(_("投资"), ["万元"]),
            "yearly": NumberEdit(_("年净节省"), [_("万元/年")]),
            "years": NumberEdit(_("使用年限"), [_("年")]),
        }
        self.progress = Select(progress_words(), _("进展"))
        self.rows: list[ChangeRow] = []
        self.add_button = QuietButton(_("加一项数据变动"), "plus")
        self.problem = label("", "problem", wrap=True)
        self.facts = label("", "caption", wrap=True)
        self._changes = QVBoxLayout()
        self._nothing = label(
            _("写明这项措施会改变哪些数据，程序才能算出效果；不知道的先留空。"), "muted", wrap=True
        )
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        worn = theme.current()
        self._changes.setSpacing(0)
        for name in ("begin", "due"):
            self.texts[name].setPlaceholderText("2025-06-30")
        self.body.setSpacing(worn.px(10))
        self.body.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(_field(_("名称"), self.texts["name"]))
        self.body.addWidget(self.facts)
        self.body.addWidget(label(_("数据变动"), "strong"))
        self.body.addWidget(self._nothing)
        self.body.addLayout(self._changes)
        self.body.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(label(_("费用与安排"), "strong"))
        self.body.addLayout(self._grid())
        self.body.addLayout(_field(_("负责人"), self.texts["owner"]))
        self.body.addLayout(_field(_("备注"), self.texts["note"]))
        self.body.addWidget(self.problem)
        self.problem.hide()

    def _grid(self) -> QGridLayout:
        worn = theme.current()
        grid = QGridLayout()
        grid.setHorizontalSpacing(worn.px(12))
        grid.setVerticalSpacing(worn.px(8))
        places = (
            (_("投资"), self.figures["investment"]),
            (_("年净节省（负数为净支出）"), self.figures["yearly"]),
            (_("使用年限"), self.figures["years"]),
            (_("进展"), self.progress),
            (_("开始"), self.texts["begin"]),
            (_("完成"), self.texts["due"]),
        )
        for place, (text, editor) in enumerate(places):
            grid.addLayout(_field(text, editor), place // 2, place % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _wire(self) -> None:
        for name, field in self.texts.items():
            field.editingFinished.connect(lambda name=name: self._text_typed(name))
        for name, edit in self.figures.items():
            edit.committed.connect(lambda text, _unit, name=name: self._figure_typed(name, text))
        self.progress.chosen.connect(
            lambda key: self._tell(replace(self.measure, progress=Progress(key)))
        )
        self.add_button.clicked.connect(self.pick)

    def history_subject(self, at: QWidget) -> HistorySubject:
        """The measure edited, as the history asks for it."""
        return HistorySubject((Place(PLANNED, self.measure.id),), self.measure.name, at)

    def show_measure(self, evaluation: Evaluation, one: PlannedMeasure) -> None:
        """Show a measure; what is being typed in a field of the same one stays."""
        self._evaluation = evaluation
        fresh = one.id != self.measure.id
        before, self.measure = self.measure, one
        self.setAccessibleName(one.name)
        for name, field in self.texts.items():
            if fresh or getattr(before, name) != getattr(one, name):
                field.setText(getattr(one, name))
        for name, edit in self.figures.items():
            if fresh or getattr(before, name) != getattr(one, name):
                edit.set_value(_plain(getattr(one, name)))
        self.progress.choose(one.progress.value)
        if fresh:
            self._complain("")
        self._show_facts(evaluation, one)
        self._show_changes(evaluation, one)

    def _show_facts(self, evaluation: Evaluation, one: PlannedMeasure) -> None:
        own = next((each for each in evaluation.model.measures if each.id == one.measure), None)
        facts = measure_facts(evaluation, own) if own is not None else []
        line = _("{name}：{text}")
        self.facts.setText("\n".join(line.format(name=name, text=text) for name, text in facts))
        self.facts.setVisible(bool(facts))

    def _show_changes(self, evaluation: Evaluation, one: PlannedMeasure) -> None:
        while len(self.rows) < len(one.changes):
            self._add_row()
        for place, row in enumerate(self.rows):
            row.setVisible(place < len(one.changes))
            if place < len(one.changes):
                row.show_change(evaluation, one.changes[place])
        self._nothing.setVisible(not one.changes)

    def _add_row(self) -> None:
        place, row = len(self.rows), ChangeRow()
        row.changed.connect(lambda change: self._change_at(place, change))
        row.removed.connect(lambda: self._remove_at(place))
        row.opened.connect(self.opened)
        self.rows.append(row)
        self._changes.addWidget(row)

    # --- what the user does -------------------------------------------------------------------

    def pick(self) -> ItemPicker | None:
        """Let the user pick the datum of a further change."""
        if self._evaluation is None:
            return None
        picks = change_picks(self._evaluation, self.measure)
        picker = ItemPicker(self.add_button, _("改变哪项数据？"), picks)
        picker.picked.connect(lambda full: self._add_change(full, picker))
        picker.closed.connect(picker.deleteLater)
        picker.open()
        return picker

    def _add_change(self, full: str, picker: ItemPicker) -> None:
        picker.close_up()
        if self._evaluation is None:
            return
        change = first_change(self._evaluation, full)
        self._tell(replace(self.measure, changes=(*self.measure.changes, change)))
        row = self.rows[len(self.measure.changes) - 1]
        field = row.answer if row.answer.isVisible() else row.value
        field.setFocus(Qt.FocusReason.TabFocusReason)

    def _change_at(self, place: int, change: DataChange) -> None:
        listed = list(self.measure.changes)
        listed[place] = change
        self._tell(replace(self.measure, changes=tuple(listed)))

    def _remove_at(self, place: int) -> None:
        listed = list(self.measure.changes)
        del listed[place]
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell(replace(self.measure, changes=tuple(listed)))

    def _text_typed(self, name: str) -> None:
        text = self.texts[name].text().strip()
        if text != getattr(self.measure, name):
            values: dict[str, Any] = {name: text}
            self._tell(replace(self.measure, **values))

    def _figure_typed(self, name: str, text: str) -> None:
        found = (
            _read_years(text)
            if name == "years"
            else read_money(self.figures[name].accessibleName(), text)
        )
        if isinstance(found, Problem):
            self._complain(found.told(translate), self.figures[name])
            return
        self._complain("")
        values: dict[str, Any] = {name: found}
        if found != getattr(self.measure, name):
            self._tell(replace(self.measure, **values))

    def _tell(self, one: PlannedMeasure) -> None:
        self.changed.emit(one)

    def complain(self, problems: tuple[Problem, ...]) -> None:
        """Say why the measure could not be stored; nothing when it could."""
        self._complain("\n".join(found.told(translate) for found in problems))

    def _complain(self, words: str, field: QWidget | None = None) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        for edit in self.figures.values():
            set_role(edit, "problem", "true" if words and edit is field else "false")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the plan."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)


def _field(text: str, editor: QWidget) -> QVBoxLayout:
    """A field with its name above it."""
    name: QLabel = label(text, "caption")
    name.setBuddy(editor)
    if not editor.accessibleName():
        editor.setAccessibleName(text)
    column = QVBoxLayout()
    column.setSpacing(2)
    column.addWidget(name)
    column.addWidget(editor)
    return column


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def _read_years(text: str) -> Decimal | Problem | None:
    if not text.strip():
        return None
    found = read_number(text.strip().removesuffix("年"))
    return found if isinstance(found, Problem) else found.value
