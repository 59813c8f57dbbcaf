"""The gates of the model with the questions behind them, answered right there."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.core.data import Key, Period, State
from desktop_app.core.entry import Entry
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.methods.readiness import GateState
from desktop_app.core.pack import Item
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.card import Card
from desktop_app.ui.components.labels import label, rule
from desktop_app.ui.components.level_badge import LevelBadge
from desktop_app.ui.components.segmented_control import SegmentedControl
from desktop_app.ui.readiness.readings import (
    gate_conflict,
    gate_questions,
    gate_rule,
    gate_words,
)
from desktop_app.ui.result_words import citation

_BLANK: Final = "blank"


class QuestionRow(QWidget):
    """A yes/no item: what is asked, the hint, and the answer as 是, 否 or 未答."""

    def __init__(self, bridge: Bridge, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.item = item
        self.key = Key(item.key, Period(bridge.case.year))
        name = translate(item.name)
        options = [("yes", _("是")), ("no", _("否")), (_BLANK, _("未答"))]
        self.answer = SegmentedControl(options, name)
        self.answer.changed.connect(self._answer)
        self._hint = label("", "caption", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(name, wrap=True))
        words.addWidget(self._hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addWidget(self.answer, 0, Qt.AlignmentFlag.AlignTop)
        self.refresh()

    def refresh(self) -> None:
        """Show what is stored."""
        datum = self._bridge.case.data.get(self.key)
        na = datum is not None and datum.state is State.NA
        answered = datum.text if datum is not None and datum.text in ("yes", "no") else _BLANK
        if self.answer.key != answered:
            self.answer.choose(answered)
        hint = translate(self.item.hint)
        if na and datum is not None:
            hint = _("不适用：{reason}").format(reason=datum.reason)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))

    def _answer(self, key: str) -> None:
        label_text = _("回答“{name}”").format(name=translate(self.item.name))
        if key == _BLANK:
            self._bridge.clear([self.key], label_text)
        else:
            self._bridge.enter([Entry(self.key, key)], label_text)
        self.refresh()


class GateView(QWidget):
    """One gate: state, name, what it caps, its questions."""

    def __init__(self, bridge: Bridge, state: GateState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._badge = LevelBadge()
        self._state: GateState | None = None
        gate = state.gate
        name = label(f"{gate.id} {translate(gate.name)}", "strong", wrap=True)
        source = citation(bridge.model, gate.cited)
        cap = _("未通过时等级最高 {grade}").format(grade=gate.cap)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(name, 1)
        head.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(label("  ·  ".join(filter(None, (cap, source))), "caption", wrap=True))
        derived = gate_rule(bridge.evaluation, gate)
        if derived:
            column.addWidget(label(derived, "caption", wrap=True))
        self._conflict = label("", "problem", wrap=True)
        column.addWidget(self._conflict)
        self.questions = [
            QuestionRow(bridge, item) for item in gate_questions(bridge.evaluation, state)
        ]
        inside = QVBoxLayout()
        inside.setContentsMargins(theme.current().px(16), 0, 0, 0)
        inside.setSpacing(8)
        for question in self.questions:
            inside.addWidget(question)
        column.addLayout(inside)
        self.show_state(state)

    @property
    def conflict(self) -> str:
        """What is said while answers and data contradict one another."""
        return "" if self._conflict.isHidden() else self._conflict.text()

    @property
    def words(self) -> str:
        """The word of the state."""
        return self._badge.accessibleName()

    def show_state(self, state: GateState) -> None:
        """Show whether the gate is passed."""
        if state == self._state:
            return
        self._state = state
        words = gate_words(state)
        self._badge.set_level(words.tone, words.text, words.sign)
        self._conflict.setText(gate_conflict(state))
        self._conflict.setVisible(state.contradicted)


class GatesCard(Card):
    """All gates, one below the other."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(_("等级门槛"), parent=parent)
        self._bridge = bridge
        self.gates: dict[str, GateView] = {}
        self.body.setSpacing(16)
        verdict = bridge.evaluation.readiness
        for state in verdict.gates if verdict else ():
            if self.gates:
                self.body.addWidget(rule())
            view = GateView(bridge, state)
            self.gates[state.gate.id] = view
            self.body.addWidget(view)

    def refresh(self, evaluation: Evaluation) -> None:
        """Show states and answers as stored."""
        verdict = evaluation.readiness
        for state in verdict.gates if verdict else ():
            view = self.gates[state.gate.id]
            view.show_state(state)
            for question in view.questions:
                question.refresh()

    def question(self, item: str) -> QuestionRow | None:
        """The row that asks an item."""
        return next(
            (q for view in self.gates.values() for q in view.questions if q.item.key == item), None
        )
