"""The double near-zero position: the grade as the one big figure, and the quadrant below it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.charts.quadrant import Position, QuadrantInput, quadrant
from desktop_app.charts.readings import quadrant_of
from desktop_app.charts.scene import Scene
from desktop_app.core.evaluate import Evaluation
from desktop_app.i18n import _, translate
from desktop_app.ui.components.card import Card
from desktop_app.ui.components.chart_card import LiveScene
from desktop_app.ui.components.figure import Figure
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.state_chip import ChipState, StateChip
from desktop_app.ui.components.why_link import WhyLink
from desktop_app.ui.overview.readings import best_grade, position_sentence
from desktop_app.ui.result_words import not_official

_LEAST: Final = 240
_MOST: Final = 420
_NOTHING: Final = QuadrantInput(None, None)


class PositionCard(Card):
    """Grade, position sentence and quadrant; `why` asks for the trace of the grade."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._shown = _NOTHING
        self._grade = Figure()
        self._grade_name = label("", "section", wrap=True)
        self._best = label("", "caption", wrap=True)
        self._verify = StateChip(ChipState.TO_VERIFY)
        self._sentence = label("", wrap=True)
        self._statement = label(not_official(), "caption", wrap=True)
        self.why = WhyLink(_("为什么"))
        self.quadrant = LiveScene(self._scene, _LEAST, _MOST)
        # The card's column decides the width: the drawing must not pull it wider.
        policy = self.quadrant.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        self.quadrant.setSizePolicy(policy)
        self._fill()

    def _fill(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._grade)
        head.addWidget(self._grade_name, 1)
        head.addWidget(self.why)
        words = QVBoxLayout()
        words.setSpacing(2)
        said = QHBoxLayout()
        said.setSpacing(12)
        said.addWidget(self._sentence, 1)
        # Not in the first line: beside both a long name would stand word by word.
        said.addWidget(self._verify, 0, Qt.AlignmentFlag.AlignTop)
        words.addLayout(said)
        words.addWidget(self._best)
        self._statement.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.body.setSpacing(8)
        self.body.addLayout(head)
        self.body.addLayout(words)
        self.body.addWidget(self.quadrant)
        self.body.addWidget(self._statement)

    def _scene(self, width: float) -> Scene:
        return quadrant(self._shown, width)

    def show_position(
        self, evaluation: Evaluation, last: Evaluation | None, path: tuple[Position, ...] = ()
    ) -> None:
        """Show where a case stands, last year's point, and where the plan leads."""
        verdict, model = evaluation.readiness, evaluation.model.readiness
        self.setVisible(verdict is not None)
        if verdict is None or model is None:
            return
        self._grade.set_figure(verdict.grade.id)
        self._grade_name.setText(translate(verdict.grade.name))
        best = best_grade(verdict)
        self._best.setText(best)
        self._best.setVisible(bool(best))
        self._verify.setVisible(verdict.confidence.to_verify)
        self._sentence.setText(position_sentence(verdict))
        self._statement.setToolTip(translate(model.statement))
        self.setAccessibleName(f"{verdict.grade.id} {translate(verdict.grade.name)}")
        shown = quadrant_of(evaluation, translate, last, path)
        if shown is not None and shown != self._shown:
            self._shown = shown
            self.quadrant.refresh()
