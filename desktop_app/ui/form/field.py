"""One item in a form: its editor with state, problem, last year's figure and a small menu."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.core.data import Datum, Key, Period, State
from desktop_app.core.entry import Entry, kept_note
from desktop_app.core.evaluate import record_name
from desktop_app.core.evidence import Subject
from desktop_app.core.log import Place
from desktop_app.core.numbers import plain
from desktop_app.core.pack import Item, ItemKind
from desktop_app.core.units import show_unit
from desktop_app.i18n import _, run_on, translate
from desktop_app.ui.answer_edit import problem_sentence, reasons
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.buttons import IconButton
from desktop_app.ui.components.evidence_clip import EvidenceClip
from desktop_app.ui.components.field_row import FieldRow
from desktop_app.ui.components.note_popover import NotePopover
from desktop_app.ui.components.reason_popover import ReasonPopover
from desktop_app.ui.components.state_chip import ChipState
from desktop_app.ui.evidence.linking import documents_of
from desktop_app.ui.evidence.popover import EvidencePopover
from desktop_app.ui.form.editors import EDITORS
from desktop_app.ui.history.subject import HistorySubject, history_words
from desktop_app.ui.ledger.cells import figure_text, value_of


class ItemField(FieldRow):
    """The field of an item, at a record if it repeats. Every answer is stored at once.

    Signals:
        removal_requested(str): the user takes a listed item off the form.
    """

    removal_requested = Signal(str)

    def __init__(
        self, bridge: Bridge, item: Item, record: str = "", parent: QWidget | None = None
    ) -> None:
        self._bridge = bridge
        self.item = item
        self.key = Key(item.key, Period(bridge.case.year), record)

        # Editors are made before Qt knows this widget, so they cannot be given a slot of it.
        def commit(text: str, unit: str) -> None:
            self._commit(text, unit)

        self._control = EDITORS[item.kind](bridge, item, commit)
        hint = translate(item.hint)
        super().__init__(
            translate(item.name),
            self._control.widget,
            hint=hint,
            wide=self._control.wide,
            dense=item.kind in (ItemKind.CHOICE, ItemKind.YESNO) and not hint,
            parent=parent,
        )
        self.menu_button = IconButton(
            "ellipsis", _("更多：{name}").format(name=translate(item.name))
        )
        self.menu_button.clicked.connect(self.open_menu)
        self.clip = EvidenceClip()
        self.clip.clicked.connect(self.show_evidence)
        for button in (self.clip, self.menu_button):
            self.add_trailing(button)
            self.trailing.setAlignment(button, Qt.AlignmentFlag.AlignTop)
        self._own_hint = hint
        self.refresh()

    @property
    def datum(self) -> Datum | None:
        """What is stored."""
        return self._bridge.case.data.get(self.key)

    def refresh(self) -> None:
        """Show what is stored, or the text that could not be read with its problem."""
        datum, pending = self.datum, self._bridge.pending.get(self.key)
        if pending is not None:
            self._control.show_text(pending.text, pending.unit)
        else:
            self._control.show(datum)
        state = datum.state if datum is not None and pending is None else State.BLANK
        self.set_state(ChipState(state.value), datum.reason if datum is not None else "")
        self.set_problem(problem_sentence(pending.problem) if pending else self._judged() or None)
        self.set_hint(self._hint_now(datum))
        self.count_evidence()

    def count_evidence(self) -> None:
        """Show how many documents support the answer."""
        self.clip.set_count(len(documents_of(self._bridge, [Subject.of_datum(self.key)])))

    def show_evidence(self) -> None:
        """Show the documents of the answer, and let the user add more."""
        name = translate(self.item.name)
        subjects = [Subject.of_datum(self.key)]
        popover = EvidencePopover(self._bridge, self.clip, subjects, name)
        popover.closed.connect(popover.deleteLater)
        popover.open()

    def history_subject(self, _at: QWidget) -> HistorySubject:
        """The answer, as the history asks for it."""
        name = translate(self.item.name)
        return HistorySubject((Place.of_datum(self.key),), name, self.menu_button)

    def show_history(self) -> None:
        """Show what happened to the answer."""
        self._bridge.history_wanted.emit(self.history_subject(self))

    def _judged(self) -> str:
        """What the evaluation has against the stored answer."""
        name = record_name(self.item.key, self.key.record)
        found = self._bridge.evaluation.inputs.get(name)
        if found is None:
            return ""
        return run_on(problem_sentence(each) for each in found.problems)

    def _hint_now(self, datum: Datum | None) -> str:
        note = _("备注：{note}").format(note=datum.note) if datum and datum.note else ""
        before = self._carried() if datum is None else ""
        parts = (note, before or self._last_year(), self._own_hint)
        return " · ".join(part for part in parts if part)

    def _carried(self) -> str:
        """What stands in from the year before while the field is empty."""
        carried = self._bridge.case.carried.get(self.item.key)
        if carried is None or carried.datum.value is None:
            return ""
        text = f"{figure_text(carried.datum.value)} {show_unit(self.item.unit)}".strip()
        return _("未填时采用上年自评的 {value}").format(value=text)

    def _last_year(self) -> str:
        case = self._bridge.last_case
        if case is None or self.item.kind is not ItemKind.AMOUNT:
            return ""
        before = case.data.get(replace(self.key, period=Period(case.year)))
        value = value_of(before, self.item, self.item.unit) if before is not None else None
        if value is None:
            return ""
        text = f"{figure_text(value)} {show_unit(self.item.unit)}".strip()
        return _("上年 {value}").format(value=text)

    # verbs

    def _step(self) -> str:
        return _("填写“{name}”").format(name=translate(self.item.name))

    def _commit(self, text: str, unit: str) -> None:
        entry = Entry(self.key, text, unit, note=kept_note(self.datum))
        self._bridge.enter([entry], self._step())
        self.refresh()

    def ask_not_applicable(self) -> None:
        """Ask why it does not apply, beside the field."""
        datum = self.datum
        popover = ReasonPopover(
            self.menu_button, reasons(), reason=datum.reason if datum is not None else ""
        )
        popover.given.connect(self._set_not_applicable)
        popover.closed.connect(popover.deleteLater)
        popover.open()

    def _set_not_applicable(self, reason: str) -> None:
        entry = Entry(self.key, "", state=State.NA, reason=reason)
        self._bridge.enter([entry], _("标为不适用"))
        self.refresh()

    def clear(self) -> None:
        """Take the answer back, whatever it was."""
        self._bridge.clear([self.key], _("清除“{name}”").format(name=translate(self.item.name)))
        self.refresh()

    def toggle_estimated(self) -> None:
        """Mark the stored figure as an estimate, or as given."""
        datum = self.datum
        if datum is None or datum.state not in (State.GIVEN, State.ESTIMATED):
            return
        estimated = datum.state is State.ESTIMATED
        text = plain(datum.value) if datum.value is not None else datum.text
        state = State.GIVEN if estimated else State.ESTIMATED
        entry = Entry(self.key, text, datum.unit, state, note=datum.note)
        self._bridge.enter([entry], _("取消估算") if estimated else _("标为估算"))
        self.refresh()

    def ask_note(self) -> None:
        """Ask for a note on the stored answer."""
        datum = self.datum
        if datum is None:
            return
        popover = NotePopover(self.menu_button, datum.note)
        popover.given.connect(self._set_note)
        popover.closed.connect(popover.deleteLater)
        popover.open()

    def _set_note(self, note: str) -> None:
        self._bridge.annotate(self.key, note, _("备注"))
        self.refresh()

    def open_menu(self) -> None:
        """Offer what can be done with the field besides typing."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        datum = self.datum
        not_applicable = datum is not None and datum.state is State.NA
        answered = datum is not None and not not_applicable
        if not_applicable:
            menu.addAction(_("恢复适用")).triggered.connect(self.clear)
        else:
            menu.addAction(_("不适用…")).triggered.connect(self.ask_not_applicable)
        if self.item.kind is ItemKind.AMOUNT:
            estimated = menu.addAction(_("标为估算"))
            estimated.setCheckable(True)
            estimated.setChecked(datum is not None and datum.state is State.ESTIMATED)
            estimated.setEnabled(answered)
            estimated.triggered.connect(self.toggle_estimated)
        note = menu.addAction(_("备注…"))
        note.setEnabled(datum is not None)
        note.triggered.connect(self.ask_note)
        menu.addAction(_("佐证…")).triggered.connect(self.show_evidence)
        menu.addAction(history_words()).triggered.connect(self.show_history)
        clear = menu.addAction(_("清除"))
        clear.setEnabled(answered or self.key in self._bridge.pending)
        clear.triggered.connect(self.clear)
        if self.item.listed and not self._bridge.asks(self.item, self.key.record):
            menu.addSeparator()
            remove = menu.addAction(_("从本表移除"))
            remove.triggered.connect(lambda: self.removal_requested.emit(self.item.key))
        menu.popup(self.menu_button.mapToGlobal(QPoint(0, self.menu_button.height())))


def hint_name(item: Item) -> str:
    """The name of an item as a button beside its field says it."""
    return translate(item.name)
