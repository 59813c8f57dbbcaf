"""One change of a measure: which datum, what it is now, how it changes and to what."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.improve.typed import guess_how, read_change
from desktop_app.core.pack import Item, ItemKind
from desktop_app.core.planned import DataChange, How
from desktop_app.core.problems import Problem
from desktop_app.core.units import alternatives
from desktop_app.core.value import ValueState
from desktop_app.core.workings import record_name, split_name
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import IconButton
from desktop_app.ui.components.flow import FlowRow
from desktop_app.ui.components.labels import label, set_role
from desktop_app.ui.components.number_edit import NumberEdit
from desktop_app.ui.components.select import Select
from desktop_app.ui.improve.readings import how_words
from desktop_app.ui.link_row import LinkRow
from desktop_app.ui.result_words import amount, name_label, name_target

_WHOLE_YEAR = "0"


class ChangeRow(QWidget):
    """A change that is typed in place; every field commits by itself.

    Signals:
        changed(DataChange): the change as it is now.
        removed(): it is to go.
        opened(str): the datum is to be shown where it is filled in.
    """

    changed = Signal(object)
    removed = Signal()
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.change: DataChange | None = None
        self._item: Item | None = None
        self.head = LinkRow()
        self.head.opened.connect(self.opened)
        self.remove = IconButton("x", _("删去这项变动"))
        self.remove.clicked.connect(self.removed)
        self.head.behind.addWidget(self.remove)
        self.how = Select(how_words(), _("怎样改变"))
        self.how.chosen.connect(lambda _key: self._retyped())
        self.value = NumberEdit(_("变动的数值"))
        self.value.committed.connect(lambda _text, _unit: self._commit())
        self.answer = Select(name=_("措施后的回答"))
        self.answer.chosen.connect(lambda _key: self._commit())
        self.period = Select(name=_("时间"))
        self.period.chosen.connect(lambda _key: self._commit())
        self.problem = label("", "problem", wrap=True)
        self._arrange()

    def _arrange(self) -> None:
        worn = theme.current()
        fields = FlowRow(worn.px(8))
        fields.pad(worn.px(8), 0, worn.px(8), 0)
        fields.add(self.how, self.value, self.answer, self.period)
        self.value.setMinimumWidth(worn.px(110))
        self.problem.setContentsMargins(worn.px(8), 0, worn.px(8), 0)
        self.problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, worn.px(8))
        column.setSpacing(worn.px(4))
        column.addWidget(self.head)
        column.addWidget(fields)
        column.addWidget(self.problem)

    def show_change(self, evaluation: Evaluation, change: DataChange) -> None:
        """Show another change; what is being typed for the same one stays."""
        model = evaluation.model
        full = record_name(change.item, change.record)
        self._item = model.items.get(change.item)
        name = name_label(evaluation, full)
        self.head.show_line(name_target(evaluation, full), name, now_text(evaluation, full))
        self.remove.setAccessibleName(_("删去变动：{name}").format(name=name))
        if change == self.change:
            return
        self.change = change
        self._show_fields(change)

    def _show_fields(self, change: DataChange) -> None:
        item = self._item
        numeric = item is None or item.kind is ItemKind.AMOUNT
        monthly = item is not None and item.cadence == "month" and numeric
        self.how.setVisible(numeric)
        self.value.setVisible(numeric)
        self.answer.setVisible(not numeric)
        self.period.setVisible(monthly)
        self._tell("")
        self.how.choose(change.how.value)
        months = [(str(n), _("{month} 月").format(month=n)) for n in range(1, 13)]
        if monthly and not self.period.count():
            self.period.set_options([(_WHOLE_YEAR, _("全年")), *months])
        self.period.choose(str(change.month))
        if not numeric and item is not None:
            self.answer.set_options(_answers(item))
            self.answer.choose(change.text)
        self._show_units(change)
        self.value.set_value(_shown(change), "%" if change.how is How.PERCENT else change.unit)

    def _show_units(self, change: DataChange) -> None:
        unit = self._item.unit if self._item is not None else ""
        if change.how is How.PERCENT:
            self.value.set_units(["%"])
        elif unit:
            self.value.set_units(alternatives(unit), change.unit or unit)
        else:
            self.value.set_units([])

    def _retyped(self) -> None:
        """Another way to change was chosen: ask for its figure."""
        if self.change is None:
            return
        how = How(self.how.key)
        self._show_units(replace(self.change, how=how, unit=""))
        self.value.set_value("", "%" if how is How.PERCENT else "")
        self.value.setFocus()

    def _commit(self) -> None:
        if self.change is None or self._item is None:
            return
        how = How(self.how.key or How.TO.value)
        numeric = self._item.kind is ItemKind.AMOUNT
        text = self.value.raw_text if numeric else self.answer.key
        if numeric and not text.strip():
            return
        if numeric and text.strip().endswith(("%", "％")):
            how = guess_how(self._item, text)
        unit = "" if how is How.PERCENT else self.value.unit
        month = int(self.period.key or 0)
        found = read_change(self._item, how, text, unit, self.change.record, month)
        if isinstance(found, Problem):
            self._tell(found.told(translate))
            return
        self._tell("")
        if found != self.change:
            self.change = found
            self.how.choose(found.how.value)
            self.changed.emit(found)

    def _tell(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        set_role(self.value, "problem", "true" if words else "false")
        self.value.setAccessibleDescription(words)


def _answers(item: Item) -> list[tuple[str, str]]:
    if item.kind is ItemKind.YESNO:
        return [("yes", _("是")), ("no", _("否"))]
    return [(option.id, translate(option.text)) for option in item.options]


def _shown(change: DataChange) -> str:
    """The figure of a change as it is typed."""
    if change.value is None:
        return ""
    sign = "+" if change.how is How.BY and change.value > 0 else ""
    return f"{sign}{change.value.normalize():f}" if change.value else "0"


def now_text(evaluation: Evaluation, full: str) -> str:
    """What a datum is now."""
    base = full.partition("[")[0]
    item = evaluation.model.items.get(base)
    value = evaluation.values.get(full)
    if item is None or value is None:
        return _("现用的规则包里没有这项")
    if value.truth is not None:
        return _("现为 {value}").format(value=_("是") if value.truth else _("否"))
    if value.text:
        option = translate(evaluation.model.option_of(base, value.text))
        return _("现为 {value}").format(value=option)
    if value.number is None:
        return _("还没有填") if value.state is not ValueState.NA else _("不适用")
    now = _("现为 {value}").format(value=amount(value.number, item.unit))
    return now if value.state is not ValueState.PARTIAL else _("{now}（不完整）").format(now=now)


def first_change(evaluation: Evaluation, full: str) -> DataChange:
    """The change a datum begins with when it is picked: how, but not yet to what."""
    item, record = split_name(full)
    known = evaluation.values[full].number is not None
    return DataChange(item, How.PERCENT if known else How.TO, record=record)
