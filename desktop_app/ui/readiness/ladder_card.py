"""The ladder of grades: what each means, its rule, where the case stands and could stand."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.pack import Grade, Readiness
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.card import Card
from desktop_app.ui.components.drawing import ground
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.level_badge import LevelBadge
from desktop_app.ui.readiness.readings import rule_text


class GradeRow(QWidget):
    """One grade of the ladder."""

    def __init__(self, grade: Grade, rule: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grade = grade
        self.rule = rule
        self._here = False
        self._badge = LevelBadge()
        number = label(grade.id, "section")
        number.setFixedWidth(theme.current().px(44))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(translate(grade.name), "strong", wrap=True), 1)
        head.addWidget(self._badge)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addLayout(head)
        words.addWidget(label(translate(grade.meaning), "", wrap=True))
        words.addWidget(label(_("条件：{rule}").format(rule=rule), "caption", wrap=True))
        row = QHBoxLayout(self)
        pad = theme.current().px(10)
        row.setContentsMargins(pad, pad, pad, pad)
        row.setSpacing(8)
        row.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self._badge.hide()

    @property
    def mark(self) -> str:
        """What is said about the case at this grade; empty for the others."""
        return "" if self._badge.isHidden() else self._badge.accessibleName()

    def show_place(self, *, here: bool, reachable: bool) -> None:
        """Mark the grade as the present one, or as the best still possible."""
        self._here = here
        if here:
            self._badge.set_level("accent", _("目前"), "●")
        elif reachable:
            self._badge.set_level("muted", _("补全后可能"), "○")
        self._badge.setVisible(here or reachable)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tint of the present grade."""
        if self._here:
            worn = theme.current()
            area = QRectF(self.rect())
            ground(QPainter(self), area, worn.colour("tint"), radius=worn.px(6))


class LadderCard(Card):
    """All grades, the best at the top."""

    def __init__(
        self, evaluation: Evaluation, model: Readiness, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("等级阶梯"), parent=parent)
        self.rows: dict[str, GradeRow] = {}
        self.body.setSpacing(4)
        for grade in reversed(model.grades):
            row = GradeRow(grade, rule_text(evaluation, model, grade))
            self.rows[grade.id] = row
            self.body.addWidget(row)

    def refresh(self, evaluation: Evaluation) -> None:
        """Mark where the case stands."""
        verdict = evaluation.readiness
        if verdict is None:
            return
        for grade, row in self.rows.items():
            here = grade == verdict.grade.id
            row.show_place(here=here, reachable=grade == verdict.grade_high.id and not here)
