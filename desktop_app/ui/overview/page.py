"""The overview 总览 of a case."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.core import summary
from desktop_app.core.changes import Changes
from desktop_app.core.pack import Limb
from desktop_app.core.result import Kind
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.card import Card
from desktop_app.ui.components.empty_state import EmptyState
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.page import Page
from desktop_app.ui.link_row import LinkList
from desktop_app.ui.overview.limb_card import LimbCard
from desktop_app.ui.overview.position_card import PositionCard
from desktop_app.ui.overview.progress_card import RingCard, SectionsCard
from desktop_app.ui.overview.readings import (
    deadlines,
    is_empty,
    limb_reading,
    section_target,
    step_target,
)
from desktop_app.ui.result_words import READINESS, advice

#: From this width on the next steps stand beside the limbs instead of below.
_THREE_COLUMNS: Final = 1320
_WIDEST: Final = 1840


class OverviewPage(QWidget):
    """Position, limbs, next steps, dates and completion; an empty case shows where to begin."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._columns = 0
        self.page = Page(_("总览"), wide=True)
        self.empty = EmptyState(
            "sheet", _("还没有填写任何数据。先填能源台账，等级和位置会立刻出现。"), _("去填台账")
        )
        self.position = PositionCard()
        self.limbs = {limb: LimbCard() for limb in summary.LIMBS}
        self.steps_card, self.steps = Card(_("最值得先做的事")), LinkList()
        self.dates_card, self.dates = Card(_("期限与门槛")), LinkList()
        self._calm = label("", "muted", wrap=True)
        self.ring = RingCard()
        self.sections = SectionsCard()
        self._stack = QStackedWidget()
        self._fill()
        self._wire()
        self._place()
        self.refresh(None)

    def _fill(self) -> None:
        self.steps_card.body.addWidget(self.steps)
        self.steps_card.body.addWidget(self._calm)
        self.dates_card.body.addWidget(self.dates)
        self._limb_column = QVBoxLayout()
        for limb, card in self.limbs.items():
            if limb is not Limb.POLICY:  # it has no level; it stands with the dates
                self._limb_column.addWidget(card, 1)
        self._limb_column.addWidget(self.ring)
        self._side = QVBoxLayout()
        self._holder = QWidget()
        self._grid = QGridLayout(self._holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.page.body.addWidget(self._holder, 0, Qt.AlignmentFlag.AlignTop)
        self._stack.addWidget(self.page)
        self._stack.addWidget(self.empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self.setAccessibleName(_("总览"))

    def _wire(self) -> None:
        jump = self._bridge.jump
        self.empty.acted.connect(lambda: jump("ledger"))
        for limb, card in self.limbs.items():
            card.clicked.connect(lambda limb=limb: self._open_limb(limb))
        self.steps.opened.connect(jump)
        self.dates.opened.connect(jump)
        self.sections.section_opened.connect(
            lambda section: jump(section_target(self._bridge.evaluation, section))
        )
        self.position.why.clicked.connect(self._ask_why)
        self._bridge.foretold.connect(self._show_position)

    def _open_limb(self, limb: Limb) -> None:
        reading = self.limbs[limb].reading
        self._bridge.jump(reading.target if reading else "assess")

    def _ask_why(self) -> None:
        from desktop_app.ui.trace_view import open_trace  # the overview is what a start shows

        model = self._bridge.model.readiness
        if model is not None:
            open_trace(self.position.why, self._bridge, model.id)

    # --- layout ------------------------------------------------------------------------------

    def _place(self) -> None:
        """Arrange the cards for the width at hand."""
        worn = theme.current()
        gap = worn.px(16)
        columns = 3 if self.width() >= worn.px(_THREE_COLUMNS) else 2
        self._grid.setSpacing(gap)
        self._limb_column.setSpacing(worn.px(12))
        self._side.setSpacing(gap)
        self._holder.setMaximumWidth(worn.px(_WIDEST))
        if columns == self._columns:
            return
        self._columns = columns
        self._empty_grid()
        if columns == 3:
            self._three()
        else:
            self._two()

    def _empty_grid(self) -> None:
        for layout in (self._side, self._grid):
            while layout.count():
                layout.takeAt(0)
        self._limb_column.setParent(None)
        self._side.setParent(None)
        for column in range(3):
            self._grid.setColumnStretch(column, 0)

    def _two(self) -> None:
        top = Qt.AlignmentFlag.AlignTop
        self._side.addWidget(self.steps_card)
        self._side.addWidget(self.limbs[Limb.POLICY])
        self._side.addWidget(self.dates_card)
        self._side.addStretch(1)
        self._grid.addWidget(self.position, 0, 0)
        self._grid.addLayout(self._limb_column, 0, 1)
        self._grid.addLayout(self._side, 1, 0)
        self._grid.addWidget(self.sections, 1, 1, top)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._grid.setRowStretch(1, 0)

    def _three(self) -> None:
        policy = self.limbs[Limb.POLICY]
        for card in (self.steps_card, policy, self.dates_card, self.sections):
            self._side.addWidget(card)
        self._side.addStretch(1)
        self._grid.addWidget(self.position, 0, 0)
        self._grid.addLayout(self._limb_column, 0, 1)
        self._grid.addLayout(self._side, 0, 2, 2, 1)
        self._grid.setRowStretch(1, 1)
        for column, share in enumerate((4, 5, 5)):
            self._grid.setColumnStretch(column, share)

    # --- content -----------------------------------------------------------------------------

    def refresh(self, changes: Changes | None) -> None:
        """Bring the page up to date; everything here rests on the whole evaluation."""
        evaluation = self._bridge.evaluation
        empty = is_empty(evaluation)
        self._stack.setCurrentIndex(1 if empty else 0)
        if empty:
            return
        if changes is None or changes.enterprise:
            self._show_title()
        if changes is None or changes.structural or self._moved(changes):
            self._show_position()
        for limb, card in self.limbs.items():
            card.show_limb(limb_reading(evaluation, limb))
        self._show_steps()
        self._show_dates()
        parts = summary.completion(evaluation)
        self.ring.show_progress(parts)
        self.sections.show_progress(parts)

    def _show_position(self) -> None:
        """Where the case stands, and where its plan leads once that is worked out."""
        evaluation, found = self._bridge.evaluation, self._bridge.forecast
        path = found.path if found is not None and found.before is evaluation else ()
        self.position.show_position(evaluation, self._bridge.last_evaluation, path)

    def _show_title(self) -> None:
        case = self._bridge.case
        names = _("、").join(translate(pack.name) for pack in self._bridge.model.packs)
        subtitle = _("{enterprise} · {year} 年 · {packs}").format(
            enterprise=case.enterprise.name, year=case.year, packs=names
        )
        self.page.set_title(_("总览"), subtitle)

    def _moved(self, changes: Changes) -> bool:
        model = self._bridge.model.readiness
        return model is not None and any(r.startswith(model.id) for r in changes.results)

    def _show_steps(self) -> None:
        lines = []
        for index, step in enumerate(summary.next_steps(self._bridge.evaluation), 1):
            text, remedy = advice(step.advice)
            target = step_target(self._bridge.evaluation, step)
            lines.append((target, text, remedy, str(index)))
        self.steps.show_lines(lines)
        self.steps.setVisible(bool(lines))
        self._calm.setText("" if lines else _("没有待办：已填的都达到最好一级，也没有缺项。"))
        self._calm.setVisible(not lines)

    def _show_dates(self) -> None:
        evaluation = self._bridge.evaluation
        lines = [
            (each.target, each.text, _("限期 {date}").format(date=each.due.isoformat()), "")
            for each in deadlines(evaluation)
        ]
        gates = [r for r in evaluation.results.values() if r.kind is Kind.GATE]
        for level, text in (
            ("failed", _("{count} 项门槛未通过：{gates}")),
            ("open", _("{count} 项门槛待确认：{gates}")),
        ):
            found = [gate for gate in gates if gate.level == level]
            if found:
                names = _("、").join(gate.no for gate in found)
                remark = _("未通过前，双近零等级会被封顶")
                line = text.format(count=len(found), gates=names)
                lines.append((f"{READINESS}{found[0].id}", line, remark, ""))
        self.dates.show_lines(lines)
        self.dates_card.setVisible(bool(lines))

    def reveal(self, target: str) -> bool:
        """Show what a target names; the overview itself answers to "overview" alone."""
        return target == "overview"

    # --- Qt ----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rearrange for the new width."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Rearrange for the new font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self._place()
