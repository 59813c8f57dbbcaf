"""The page 改进方案: gaps at the left, the plan in the middle, what it brings at the right."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop_app.core.changes import Changes
from desktop_app.core.improve.effect import Forecast
from desktop_app.core.improve.gaps import Wanted, gaps, matches, others
from desktop_app.core.planned import PlannedMeasure
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.case_pages import IMPROVE
from desktop_app.ui.components.empty_state import EmptyState
from desktop_app.ui.components.page import Page
from desktop_app.ui.improve.editor import MeasureEditor
from desktop_app.ui.improve.effect_card import ChartsCard, EffectCard
from desktop_app.ui.improve.gaps_card import GapsCard, Served
from desktop_app.ui.improve.plan_card import PlanCard
from desktop_app.ui.improve.search_card import SearchCard
from desktop_app.ui.overview.readings import is_empty
from desktop_app.ui.tasks import Cancel, CancelledError, Progress, Tasks

_THREE: Final = 1040
_TWO: Final = 640


class ImprovePage(QWidget):
    """Gaps, plan and effect of the open case; follows `bridge.foretold`."""

    def __init__(self, bridge: Bridge, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("改进方案"))
        self._bridge, self._tasks = bridge, tasks
        self._running: Cancel | None = None
        self._served: tuple[Served, ...] = ()
        self.page = Page(
            _("改进方案"),
            _("从差距找措施，写明它改变哪些数据和要花多少钱，看等级、碳和费用怎么变。"),
            wide=True,
        )
        self.empty = EmptyState(
            "route", _("还没有数据，也就没有差距可改。先填台账。"), _("去填台账")
        )
        self.gaps, self.plan = GapsCard(), PlanCard()
        self.editor, self.search = MeasureEditor(), SearchCard(tasks)
        self.effect, self.charts = EffectCard(), ChartsCard()
        self._arrange()
        self._wire()
        self.refresh(None)

    # --- layout -------------------------------------------------------------------------------

    def _arrange(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.page)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle, self._right = QVBoxLayout(), QVBoxLayout()
        for card in (self.plan, self.editor, self.search):
            self._middle.addWidget(card)
        self._middle.addStretch(1)
        self._right.addWidget(self.effect)
        self._right.addWidget(self.charts)
        self._right.addStretch(1)
        self._left = QVBoxLayout()
        self._left.addWidget(self.gaps)
        self._left.addStretch(1)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.addLayout(self._middle, 7)
        self._pair.addLayout(self._right, 5)
        self._row.addLayout(self._left, 5)
        self._row.addLayout(self._pair, 12)
        self.page.body.addWidget(self.empty, 1)
        self.page.body.addLayout(self._row)
        self._show_middle(self.plan)
        self._place()

    def _place(self) -> None:
        """Three columns; less room puts what the plan brings below it; still less, all below."""
        worn = theme.current()
        gap = worn.px(16)
        for layout in (self._row, self._middle, self._right, self._pair):
            layout.setSpacing(gap)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(across if self.width() >= worn.px(_TWO) else down)
        self._pair.setDirection(across if self.width() >= worn.px(_THREE) else down)
        wide = self._pair.direction() is across
        self._row.setStretch(0, 5)
        self._row.setStretch(1, 12 if wide else 7)
        self._pair.setStretch(0, 7 if wide else 0)
        self._pair.setStretch(1, 5 if wide else 1)

    def _show_middle(self, card: QWidget) -> None:
        for each in (self.plan, self.editor, self.search):
            each.setVisible(each is card)

    def _wire(self) -> None:
        bridge = self._bridge
        bridge.foretold.connect(self._show_forecast)
        self.empty.acted.connect(lambda: bridge.jump("ledger"))
        self.gaps.opened.connect(bridge.jump)
        self.gaps.wanted_changed.connect(lambda _key: self._ask_gaps())
        self.gaps.chosen.connect(self.take_up)
        self.plan.opened.connect(self.edit)
        self.plan.switched.connect(self._switch)
        self.plan.removed.connect(self._remove)
        self.plan.added.connect(self._add_own)
        self.plan.search_asked.connect(self.show_search)
        self.editor.changed.connect(self._store)
        self.editor.closed.connect(self._close_editor)
        self.editor.opened.connect(bridge.jump)
        self.search.closed.connect(self._close_search)
        self.search.chosen.connect(self._switch_to)
        self.effect.opened.connect(self.edit)

    # --- content ------------------------------------------------------------------------------

    def refresh(self, changes: Changes | None) -> None:
        """Bring the page up to date; gaps are looked for anew only where results may differ."""
        evaluation = self._bridge.evaluation
        empty = is_empty(evaluation) and not evaluation.case.plan
        self.empty.setVisible(empty)
        for part in (self.gaps, self.effect):
            part.setVisible(not empty)
        if empty:
            self._show_middle(self.empty)
            self.charts.hide()
            return
        if all(part.isHidden() for part in (self.plan, self.editor, self.search)):
            self._show_middle(self.plan)
        self._show_plan()
        if changes is None or changes.results or changes.structural or not self._served:
            self._ask_gaps()
        else:
            self._show_gaps()
        self._show_forecast()

    def _show_plan(self) -> None:
        evaluation = self._bridge.evaluation
        plan = evaluation.case.plan
        self.plan.show_plan(evaluation, plan, self._forecast())
        self.search.show_case(evaluation)
        if self.editor.isHidden():
            return
        own = self._planned(self.editor.measure.id)
        if own is None:
            self._show_middle(self.plan)
        else:
            self.editor.show_measure(evaluation, own)

    def _forecast(self) -> Forecast | None:
        """What the plan brings, unless it is that of another plan or another state of the case."""
        found = self._bridge.forecast
        plan = self._bridge.case.plan
        known = found is not None and all(one.id in found.alone for one in plan)
        return found if known else None

    def _show_forecast(self) -> None:
        if self.gaps.isHidden():
            return
        found = self._forecast()
        if found is None and self.effect.lines.lines:
            return  # the last picture stays until the new one is worked out
        self.plan.show_plan(self._bridge.evaluation, self._bridge.case.plan, found)
        self.effect.show_forecast(found)
        self.charts.show_forecast(found)

    def _ask_gaps(self) -> None:
        """Look for gaps and measures beside the window."""
        if self._running is not None:
            self._running.request()
        evaluation, wanted = self._bridge.evaluation, Wanted(self.gaps.wanted.key)

        def job(progress: Progress) -> tuple[Served, ...]:
            found = gaps(evaluation, wanted)
            served = []
            for gap in found:
                progress.check()
                served.append(Served(gap, matches(evaluation, gap)))
            rest = others(evaluation, found)
            return (*served, Served(None, rest)) if rest else tuple(served)

        token = Cancel()
        self._running = token
        self._tasks.run(
            job,
            lambda found: self._take(token, found),
            lambda e: self._broke(token, e),
            None,
            token,
        )

    def _take(self, token: Cancel, found: tuple[Served, ...]) -> None:
        if isValid(self) and token is self._running:
            self._running = None
            self._served = found
            self._show_gaps()

    def _broke(self, token: Cancel, error: Exception) -> None:
        if isValid(self) and token is self._running:
            self._running = None
        if not isinstance(error, CancelledError):
            raise error

    def _show_gaps(self) -> None:
        planned = frozenset(one.measure for one in self._bridge.case.plan if one.measure)
        self.gaps.show_gaps(self._bridge.evaluation, self._served, planned)

    # --- verbs --------------------------------------------------------------------------------

    def _planned(self, own_id: str) -> PlannedMeasure | None:
        return next((one for one in self._bridge.case.plan if one.id == own_id), None)

    def take_up(self, measure: str) -> None:
        """Put a measure of a pack in the plan; one that is there already is opened."""
        there = next((one for one in self._bridge.case.plan if one.measure == measure), None)
        if there is not None:
            self.edit(there.id)
            return
        own = next(one for one in self._bridge.model.measures if one.id == measure)
        name = translate(own.name)
        made = PlannedMeasure(uuid.uuid4().hex, name, measure)
        self._bridge.plan([made], _("加入方案“{name}”").format(name=name))
        self._show_middle(self.plan)

    def _add_own(self) -> None:
        made = PlannedMeasure(uuid.uuid4().hex, _("自己的措施"))
        self._bridge.plan([made], _("加入方案“{name}”").format(name=made.name))
        self.edit(made.id)
        self.editor.texts["name"].setFocus(Qt.FocusReason.TabFocusReason)
        self.editor.texts["name"].selectAll()

    def edit(self, own_id: str) -> bool:
        """Open a planned measure; False when the plan has none of that id."""
        own = self._planned(own_id)
        if own is None:
            return False
        self.editor.show_measure(self._bridge.evaluation, own)
        self._show_middle(self.editor)
        self.editor.back.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _store(self, one: PlannedMeasure) -> None:
        label = _("修改方案“{name}”").format(name=one.name)
        outcome = self._bridge.plan([one], label)
        self.editor.complain(outcome.problems)

    def _close_editor(self) -> None:
        self._show_middle(self.plan)
        self._focus_row(self.editor.measure.id)

    def _focus_row(self, own_id: str) -> None:
        row = self.plan.row_of(own_id)
        if row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _switch(self, own_id: str, on: bool) -> None:
        one = self._planned(own_id)
        if one is not None:
            word = _("计入“{name}”") if on else _("不计入“{name}”")
            self._bridge.plan([replace(one, on=on)], word.format(name=one.name))

    def _remove(self, own_id: str) -> None:
        one = self._planned(own_id)
        if one is None:
            return
        plan = self._bridge.case.plan
        place = plan.index(one)
        self._bridge.plan([], _("移出方案“{name}”").format(name=one.name), [own_id])
        rest = self.plan.rows
        if rest:
            rest[min(place, len(rest) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.plan.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_search(self) -> None:
        """Let the user search for the cheapest set."""
        self.search.show_case(self._bridge.evaluation)
        self._show_middle(self.search)
        self.search.target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_search(self) -> None:
        self._show_middle(self.plan)
        self.plan.search_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _switch_to(self, chosen: Sequence[str]) -> None:
        changed = [
            replace(one, on=one.id in chosen)
            for one in self._bridge.case.plan
            if one.on is not (one.id in chosen)
        ]
        self._bridge.plan(changed, _("按最便宜的组合开关"))
        self._close_search()

    # --- moving about -------------------------------------------------------------------------

    def reveal(self, target: str) -> bool:
        """Show the page, a planned measure or a gap: `improve:<id>`."""
        if target == IMPROVE:
            return True
        own = target.removeprefix(f"{IMPROVE}:")
        if own == target:
            return False
        if self.edit(own):
            return True
        block = self.gaps.reach(own)
        if block is not None:
            self._scroll_to(block)
            block.head.setFocus(Qt.FocusReason.OtherFocusReason)
        return block is not None

    def _scroll_to(self, place: QWidget) -> None:
        areas: list[QScrollArea] = list(self.page.findChildren(QScrollArea))
        QTimer.singleShot(0, self, lambda: areas[0].ensureWidgetVisible(place))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange for the new width."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Arrange for another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self._place()
