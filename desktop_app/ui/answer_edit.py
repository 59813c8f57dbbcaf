"""One item answered where it is judged: a choice, yes or no, or a figure; n.a. with a reason."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.core.data import Datum, Key, Period, State
from desktop_app.core.entry import Entry
from desktop_app.core.log import Place
from desktop_app.core.numbers import plain
from desktop_app.core.pack import Item, ItemKind, Scale
from desktop_app.core.problems import Problem
from desktop_app.core.units import alternatives
from desktop_app.core.value import Value, ValueState
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.buttons import BareButton
from desktop_app.ui.components.choice_edit import Choice, ChoiceEdit
from desktop_app.ui.components.labels import label, set_role
from desktop_app.ui.components.number_edit import NumberEdit
from desktop_app.ui.components.reason_popover import ReasonPopover
from desktop_app.ui.history.subject import HistorySubject
from desktop_app.ui.result_words import amount

_FIELD_WIDTH: Final = 240


def reasons() -> tuple[str, ...]:
    """What is mostly meant by 不适用."""
    return (_("本企业没有该工序"), _("本企业不生产该产品"), _("本企业不使用该物料"))


def problem_sentence(found: Problem) -> str:
    """What is wrong and what to do about it."""
    return found.told(translate)


class AnswerEdit(QWidget):
    """The editor of one item by its name in formulas (`air.so2[DA001]` at a record).

    Every answer is stored at once through the bridge; `refresh` shows what is stored.
    """

    def __init__(
        self, bridge: Bridge, name: str, scale: Scale | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        base, _bracket, rest = name.partition("[")
        self._bridge = bridge
        self.item: Item = bridge.model.items[base]
        self.key = Key(base, Period(bridge.case.year), rest.rstrip("]"))
        self._choice: ChoiceEdit | None = None
        self._number: NumberEdit | None = None
        self._na = BareButton(_("不适用…"))
        self._note = label("", "caption", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._build(scale)
        self._column.addWidget(self._note)
        self.refresh()

    def _build(self, scale: Scale | None) -> None:
        name = translate(self.item.name)
        if self.item.kind is ItemKind.AMOUNT:
            self._number = NumberEdit(name, units_of(self._bridge, self.item))
            self._number.setFixedWidth(theme.current().px(_FIELD_WIDTH))
            self._number.committed.connect(self._type)
            self._na.clicked.connect(self._ask)
            row = QHBoxLayout()
            row.setSpacing(4)
            row.addWidget(self._number)
            row.addWidget(self._na)
            row.addStretch(1)
            self._column.addLayout(row)
            self.setFocusProxy(self._number)
            return
        self._choice = ChoiceEdit(choices_of(self.item, scale), name)
        self._choice.chosen.connect(lambda key: self._type(key, ""))
        self._choice.na_requested.connect(self._ask)
        self._column.addWidget(self._choice)
        self.setFocusProxy(self._choice)

    @property
    def choice(self) -> ChoiceEdit | None:
        """The options, for an item that is a choice or a yes/no question."""
        return self._choice

    @property
    def number(self) -> NumberEdit | None:
        """The field, for an item that is an amount."""
        return self._number

    @property
    def note(self) -> str:
        """What is said below the editor: a problem, the reason for n.a., or the hint."""
        return self._note.text()

    def refresh(self) -> None:
        """Show what the case holds, or the text that could not be read."""
        datum = self._bridge.case.data.get(self.key)
        pending = self._bridge.pending.get(self.key)
        reason = datum.reason if datum is not None and datum.state is State.NA else ""
        if self._choice is not None:
            self._choice.choose(datum.text if datum is not None and not reason else "")
            self._choice.set_na(reason)
        if self._number is not None:
            self._show_number(self._number, datum)
        self._say(problem_sentence(pending.problem) if pending else "", reason)

    def _show_number(self, field: NumberEdit, datum: Datum | None) -> None:
        pending = self._bridge.pending.get(self.key)
        na = datum is not None and datum.state is State.NA
        if pending is not None:
            field.set_value(pending.text, pending.unit)
        elif datum is None or datum.value is None:
            field.set_value("")
        else:
            field.set_value(plain(datum.value), datum.unit)
        set_role(field, "problem", "true" if pending else "false")
        field.set_estimated(datum is not None and datum.state is State.ESTIMATED)
        field.setEnabled(not na)
        self._na.set_text(_("恢复适用") if na else _("不适用…"))

    def _say(self, problem: str, reason: str) -> None:
        said = _("不适用：{reason}").format(reason=reason) if reason and self._number else ""
        text = problem or said or translate(self.item.hint)
        set_role(self._note, "role", "problem" if problem else "caption")
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def _type(self, text: str, unit: str) -> None:
        self._bridge.enter([Entry(self.key, text, unit)], self._label())
        self.refresh()

    def ask_na(self, anchor: QWidget | None = None) -> None:
        """Ask why it does not apply, or lift a 不适用 given before."""
        datum = self._bridge.case.data.get(self.key)
        if datum is not None and datum.state is State.NA:
            self._bridge.clear([self.key], self._label())
            self.refresh()
            return
        button = self._choice.na_button if self._choice is not None else self._na
        popover = ReasonPopover(anchor or button, reasons())
        popover.given.connect(self._set_na)
        popover.closed.connect(popover.deleteLater)
        popover.open()

    def _ask(self) -> None:
        self.ask_na()

    def _set_na(self, reason: str) -> None:
        entry = Entry(self.key, "", state=State.NA, reason=reason)
        self._bridge.enter([entry], self._label())
        self.refresh()

    def _label(self) -> str:
        return _("填写“{name}”").format(name=translate(self.item.name))

    def history_subject(self, _at: QWidget) -> HistorySubject:
        """The answer, as the history asks for it."""
        return HistorySubject((Place.of_datum(self.key),), translate(self.item.name), self)

    def take_focus(self) -> None:
        """Put the cursor into the editor, as the keyboard would."""
        self.setFocus(Qt.FocusReason.TabFocusReason)


def choices_of(item: Item, scale: Scale | None) -> list[Choice]:
    """The options of an item as cards; options that are levels of `scale` show their sign."""
    if item.kind is ItemKind.YESNO:
        return [Choice("yes", _("是")), Choice("no", _("否"))]
    found = []
    for option in item.options:
        level = scale.level(option.id) if scale is not None else None
        text = translate(option.text)
        if level is None:
            found.append(Choice(option.id, text))
        else:
            name = translate(level.name)
            words = text if text != name else ""
            found.append(Choice(option.id, name, words, level.tone, level.sign))
    return found


def units_of(bridge: Bridge, item: Item) -> list[str]:
    """The units to type in: the one the item is shown in first."""
    if not item.unit:
        return []
    first = bridge.units.get(item.key, item.unit)
    return list(dict.fromkeys([first, item.unit, *alternatives(item.unit)]))


def answer_words(bridge: Bridge, name: str) -> str:
    """What the case holds for an item, in one phrase, for lists that lead to it."""
    item = bridge.model.items[name.partition("[")[0]]
    value = bridge.evaluation.values.get(name, Value.blank(name))
    if value.state is ValueState.NA:
        return _("不适用")
    if not value.known:
        return _("未填")
    if value.number is not None:
        return amount(value.number, item.unit)
    if value.truth is not None:
        return _("是") if value.truth else _("否")
    return next((translate(o.text) for o in item.options if o.id == value.text), value.text or "")
