"""The double near-zero position: the grade as the one big figure, and the quadrant below it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.charts.quadrant import QuadrantInput, quadrant
from desktop_app.charts.readings import quadrant_of
from desktop_app.charts.scene import Scene
from desktop_app.core.evaluate import Evaluation
from desktop_app.i18n import _, translate
from desktop_app.ui.components.card import Card
from desktop_app.ui.components.figure import Figure
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.scene_view import SceneView
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
        self._grade_name = label("", "section")
        self._best = label("", "caption")
        self._verify = StateChip(ChipState.TO_VERIFY)
        self._sentence = label("", wrap=True)
        self._statement = label(not_official(), "caption")
        self.why = WhyLink(_("为什么"))
        self.quadrant = SceneView(self._scene, _LEAST, _MOST)
        self._fill()

    def _fill(self) -> None:
        name = QVBoxLayout()
        name.setSpacing(0)
        name.addStretch(1)
        name.addWidget(self._grade_name)
        name.addWidget(self._best)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._grade, 0, Qt.AlignmentFlag.AlignBottom)
        head.addLayout(name)
        head.addStretch(1)
        marks = QHBoxLayout()
        marks.setSpacing(8)
        marks.addWidget(self._verify)
        marks.addWidget(self.why)
        corner = QVBoxLayout()
        corner.addLayout(marks)
        corner.addStretch(1)
        head.addLayout(corner)
        self.body.setSpacing(8)
        self.body.addLayout(head)
        self.body.addWidget(self._sentence)
        self.body.addWidget(self.quadrant)
        self.body.addWidget(self._statement, 0, Qt.AlignmentFlag.AlignHCenter)

    def _scene(self, width: float) -> Scene:
        return quadrant(self._shown, width)

    def show_position(self, evaluation: Evaluation, last: Evaluation | None) -> None:
        """Show where a case stands, with last year's point if there is one."""
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
        shown = quadrant_of(evaluation, translate, last)
        if shown is not None and shown != self._shown:
            self._shown = shown
            self.quadrant.refresh()
