"""The double near-zero page 双近零: position, axes, gates, what is missing, grades."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.core.changes import Changes
from desktop_app.core.pack import Limb, Readiness
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.card import Card
from desktop_app.ui.components.empty_state import EmptyState
from desktop_app.ui.components.figure import Figure
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.page import Page
from desktop_app.ui.components.state_chip import ChipState, StateChip
from desktop_app.ui.components.why_link import WhyLink
from desktop_app.ui.link_row import LinkList
from desktop_app.ui.overview.readings import best_grade, position_sentence
from desktop_app.ui.readiness.axis_card import AxisCard
from desktop_app.ui.readiness.gates_card import GatesCard
from desktop_app.ui.readiness.ladder_card import LadderCard
from desktop_app.ui.readiness.readings import gains
from desktop_app.ui.readiness.residual_card import ResidualCard
from desktop_app.ui.readiness.variants_card import VariantsCard
from desktop_app.ui.result_words import READINESS, not_official, score, score_span
from desktop_app.ui.trace_view import open_trace

_SIDE_BY_SIDE: Final = 760
_MOST_GAINS: Final = 12


class PositionHead(Card):
    """The grade, the index, and the statement that none of it is official."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._grade = Figure()
        self._name = label("", "section", wrap=True)
        self._best = label("", "caption", wrap=True)
        self._meaning = label("", wrap=True)
        self._place = label("", wrap=True)
        self._statement = label("", "caption", wrap=True)
        self._verify = StateChip(ChipState.TO_VERIFY)
        self.why = WhyLink(_("为什么"))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._name)
        words.addWidget(self._best)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._grade)
        head.addLayout(words, 1)
        head.addWidget(self._verify)
        head.addWidget(self.why)
        self.body.setSpacing(8)
        self.body.addLayout(head)
        for part in (self._place, self._meaning, self._statement):
            self.body.addWidget(part)

    @property
    def words(self) -> str:
        """Everything said here."""
        parts = (self._name, self._best, self._place, self._meaning, self._statement)
        return "\n".join(part.text() for part in parts)

    def show_position(self, bridge: Bridge, model: Readiness) -> None:
        """Show where the case stands."""
        verdict = bridge.evaluation.readiness
        if verdict is None:
            return
        self._grade.set_figure(verdict.grade.id)
        self._name.setText(translate(verdict.grade.name))
        best = best_grade(verdict)
        self._best.setText(best)
        self._best.setVisible(bool(best))
        self._verify.setVisible(verdict.confidence.to_verify)
        index = score_span(verdict.index, verdict.index_high)
        place = _("{axes}；双近零指数 D = √(P×C) = {index}").format(
            axes=position_sentence(verdict), index=index
        )
        self._place.setText(place)
        self._meaning.setText(translate(verdict.grade.meaning))
        official = model.official
        self._statement.setText(translate(model.statement) or ("" if official else not_official()))


class ReadinessPage(QWidget):
    """Everything about the grade of a case; packs without a model show why there is nothing."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.page = Page(_("双近零"), not_official())
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.addWidget(self.page)
        self.setAccessibleName(_("双近零"))
        self._content: QWidget | None = None
        self._build()

    def _build(self) -> None:
        """Make everything for the model in force."""
        if self._content is not None:
            self.page.body.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(16))
        model = self._bridge.model.readiness
        self._model = model
        self.page.body.addWidget(self._content)
        if model is None:
            column.addWidget(EmptyState("target", _("所选规则包没有双近零评分方案。")))
            return
        self.head = PositionHead()
        self.axes = [AxisCard(model, axis) for axis in model.axes]
        self.gates = GatesCard(self._bridge)
        self.missing_card, self.missing = Card(_("补全后能得多少分")), LinkList()
        self.ladder = LadderCard(self._bridge.evaluation, model)
        self.variants, self.residual = VariantsCard(), ResidualCard()
        self._fill(column)
        self._wire(model)
        self.refresh_all()

    def _fill(self, column: QVBoxLayout) -> None:
        self._calm = label("", "muted", wrap=True)
        self.missing_card.body.addWidget(self.missing)
        self.missing_card.body.addWidget(self._calm)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(theme.current().px(16))
        for card in self.axes:
            self._pair.addWidget(card, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.head)
        column.addLayout(self._pair)
        for part in (self.residual, self.variants, self.gates, self.missing_card, self.ladder):
            column.addWidget(part)
        # Room to spare after the window became wider goes below, not into the first card.
        column.addStretch(1)

    def _wire(self, model: Readiness) -> None:
        self.head.why.clicked.connect(lambda: open_trace(self.head.why, self._bridge, model.id))
        for card in self.axes:
            card.why_asked.connect(lambda key, card=card: self._ask_why(card, key))
        self.missing.opened.connect(self._bridge.jump)
        self.residual.distances.opened.connect(self._bridge.jump)

    def _ask_why(self, card: AxisCard, key: str) -> None:
        sub = key.rpartition(".")[2]
        open_trace(card.rows[sub].why, self._bridge, key)

    def refresh(self, changes: Changes | None) -> None:
        """Bring the page up to date where the change concerns it."""
        if self._model is not self._bridge.model.readiness:
            self._build()
            return
        model = self._model
        if model is None:
            return
        if changes is None:
            self.refresh_all()
            return
        asked = {q.item.key for view in self.gates.gates.values() for q in view.questions}
        results = self._bridge.evaluation.results
        concerned = any(
            (one := results.get(each)) is None or one.limb is Limb.READINESS
            for each in changes.results
        )
        if concerned or asked & changes.items:
            self.refresh_all()

    def refresh_all(self) -> None:
        """Show everything as judged now."""
        evaluation, model = self._bridge.evaluation, self._model
        if model is None:
            return
        self.head.show_position(self._bridge, model)
        for card in self.axes:
            card.show_axis(evaluation)
        self.gates.refresh(evaluation)
        self.ladder.refresh(evaluation)
        self.variants.refresh(evaluation)
        self.residual.refresh(evaluation)
        lines = [
            (
                gain.target,
                gain.text,
                gain.remark,
                _("{axis} +{points}").format(axis=gain.axis, points=score(gain.points)),
            )
            for gain in gains(evaluation)[:_MOST_GAINS]
        ]
        self.missing.show_lines(lines)
        self._calm.setText("" if lines else _("评分所需的数据都填齐了。"))
        self._calm.setVisible(not lines)

    def reveal(self, target: str) -> bool:
        """Show the page, a gate, a sub-index or a gate's question."""
        model = self._model
        target = target.removeprefix(READINESS)
        if target == "readiness":
            return True
        if model is None:
            return False
        question = self.gates.question(target.partition("@")[0])
        if question is not None:
            self._scroll_to(question)
            question.answer.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        owner, _dot, own = target.rpartition(".")
        if target == model.id:
            return True
        if owner != model.id:
            return False
        places: dict[str, QWidget] = {**self.gates.gates}
        for card in self.axes:
            places[card.axis] = card
            places.update(card.rows)
        if own not in places:
            return False
        self._scroll_to(places[own])
        return True

    def _scroll_to(self, place: QWidget) -> None:
        areas: list[QScrollArea] = list(self.page.findChildren(QScrollArea))

        def scroll() -> None:
            areas[0].ensureWidgetVisible(place, 0, theme.current().px(48))

        QTimer.singleShot(0, self, scroll)

    def _arrange(self) -> None:
        if self._model is None:
            return
        wide = self.width() >= theme.current().px(_SIDE_BY_SIDE)
        self._pair.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the axes side by side where there is room."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Arrange for another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self._arrange()
