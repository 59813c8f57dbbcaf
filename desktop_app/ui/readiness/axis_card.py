"""One axis of the model: its index, and its sub-indices with bar, weight and reason."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.pack import Readiness
from desktop_app.i18n import _, translate
from desktop_app.ui.components.card import Card
from desktop_app.ui.components.figure import Figure
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.state_chip import ChipState, StateChip
from desktop_app.ui.components.why_link import WhyLink
from desktop_app.ui.readiness.readings import SubReading, sub_reading
from desktop_app.ui.result_words import score_span
from desktop_app.ui.span_bar import SpanBar
from desktop_app.ui.theme import Type

#: The colour tokens of the two axes; a model with other axes takes the accent.
AXIS_TOKENS = {"P": "pollution", "C": "carbon"}


class SubIndexRow(QWidget):
    """A sub-index: title and points, the bar, weight and what is missing, why it is asked."""

    def __init__(self, token: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reading: SubReading | None = None
        self._title = label("", wrap=True)
        self.why = WhyLink()
        self._bar = SpanBar(token)
        self._remark = label("", "caption", wrap=True)
        self._verify = StateChip(ChipState.TO_VERIFY)
        self._reason = label("", "caption", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(self._verify, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.why)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._bar)
        column.addWidget(self._remark)
        column.addWidget(self._reason)

    @property
    def remark(self) -> str:
        """Weight and what is missing, as shown."""
        return self._remark.text()

    def show_reading(self, reading: SubReading) -> None:
        """Show another reading; the same one costs nothing."""
        if reading == self.reading:
            return
        self.reading = reading
        self._title.setText(reading.title)
        self.why.set_figure(reading.shown)
        self._bar.set_span(reading.low, reading.high)
        parts = [reading.weight]
        if reading.missing:
            parts.append(_("缺 {count} 项").format(count=reading.missing))
        self._remark.setText("\n".join([_("，").join(parts), *reading.notes]))
        self._verify.setVisible(reading.to_verify)
        self._reason.setText(reading.why)
        self._reason.setVisible(bool(reading.why))


class AxisCard(Card):
    """Shows one axis.

    Signals:
        why_asked(str): show the trace of the result of that id.
    """

    why_asked = Signal(str)

    def __init__(self, model: Readiness, axis: str, parent: QWidget | None = None) -> None:
        super().__init__(translate(model.axes[axis]), parent=parent)
        self._model = model
        self.axis = axis
        token = AXIS_TOKENS.get(axis, "accent")
        self._index = Figure("", "", Type.TITLE)
        self._axis_bar = SpanBar(token)
        self.rows: dict[str, SubIndexRow] = {}
        self.body.setSpacing(16)
        head = QVBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._index)
        head.addWidget(self._axis_bar)
        self.body.addLayout(head)
        for sub in model.sub_indices:
            if sub.axis == axis:
                self._add(sub.id, token)

    def _add(self, sub: str, token: str) -> None:
        row = SubIndexRow(token)
        row.why.clicked.connect(lambda: self.why_asked.emit(f"{self._model.id}.{sub}"))
        self.rows[sub] = row
        self.body.addWidget(row)

    def show_axis(self, evaluation: Evaluation) -> None:
        """Show where the axis stands."""
        verdict = evaluation.readiness
        if verdict is None:
            return
        whole = verdict.axes[self.axis]
        self._index.set_figure(f"{self.axis} {score_span(whole.low, whole.high)}")
        self._axis_bar.set_span(whole.low, whole.high)
        for sub in self._model.sub_indices:
            if sub.id in self.rows:
                self.rows[sub.id].show_reading(sub_reading(evaluation, self._model, sub))
