"""The grade judged other ways 敏感性: one line per way, marked where the grade is another one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.methods.readiness import ReadinessVerdict
from desktop_app.core.sensitivity import Outcome, sensitivity
from desktop_app.i18n import _, translate
from desktop_app.ui.components.card import Card
from desktop_app.ui.components.labels import label, rule, set_role
from desktop_app.ui.result_words import score_span

_AXES = ("P", "C")


class VariantsCard(Card):
    """A small table: the way of judging, P, C and grade; what takes no part below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("换一种算法时的等级"), parent=parent)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        self.lines: list[tuple[QLabel, ...]] = []
        for column, text in enumerate((_("算法"), *_AXES, _("等级"))):
            self._put(0, column, label(text, "caption"))
        self._grid.addWidget(rule(), 1, 0, 1, 4)
        self.body.addLayout(self._grid)

    def _put(self, row: int, column: int, text: QLabel) -> None:
        side = Qt.AlignmentFlag.AlignRight if 0 < column < 3 else Qt.AlignmentFlag.AlignLeft
        self._grid.addWidget(text, row, column, side | Qt.AlignmentFlag.AlignTop)

    def refresh(self, evaluation: Evaluation) -> None:
        """Judge every way the model names and show what comes out."""
        verdict = evaluation.readiness
        outcomes = sensitivity(evaluation)
        self.setVisible(verdict is not None and bool(outcomes))
        if verdict is None:
            return
        self._line(0, _("本次判定"), "", verdict, "strong")
        for place, outcome in enumerate(outcomes, 1):
            other = outcome.verdict.grade != verdict.grade
            name = translate(outcome.variant.name)
            role = "strong" if other else ""
            self._line(place, name, variant_remark(outcome), outcome.verdict, role)

    def _line(
        self, place: int, name: str, remark: str, verdict: ReadinessVerdict, role: str
    ) -> None:
        while len(self.lines) <= place:
            made = (label("", wrap=True), *(label() for _axis in range(3)), label("", "caption"))
            made[4].setWordWrap(True)
            row = 2 + 2 * len(self.lines)
            for column, text in enumerate(made[:4]):
                self._put(row, column, text)
                if not column:
                    self._grid.addWidget(text, row, 0)
            self._grid.addWidget(made[4], row + 1, 0, 1, 4)
            self.lines.append(made)
        points = [verdict.axes.get(axis) for axis in _AXES]
        shown = [score_span(one.low, one.high) if one else "—" for one in points]
        texts = (name, *shown, grade_text(verdict), remark)
        for text, words in zip(self.lines[place], texts, strict=True):
            text.setText(words)
        self.lines[place][4].setVisible(bool(remark))
        set_role(self.lines[place][3], "role", role)


def grade_text(verdict: ReadinessVerdict) -> str:
    """The grade as filled, and at best where that is another."""
    low, high = verdict.grade.id, verdict.grade_high.id
    return low if low == high else f"{low}–{high}"


def variant_remark(outcome: Outcome) -> str:
    """What the way of judging means, and which parts take no part in it."""
    note = translate(outcome.variant.note)
    if not outcome.left_out:
        return note
    names = _("、").join(translate(name) for name in outcome.left_out)
    return _("{note}未计：{names}。").format(note=note, names=names)
