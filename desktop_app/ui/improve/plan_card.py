"""The plan: one line a measure with its switch; Enter opens it, Space switches, Delete removes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.improve.effect import Forecast
from desktop_app.core.planned import PlannedMeasure, Progress
from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import IconButton, QuietButton
from desktop_app.ui.components.card import Card
from desktop_app.ui.components.check_box import CheckBox
from desktop_app.ui.components.flow import FlowRow
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.level_badge import LevelBadge
from desktop_app.ui.improve.readings import (
    alone_text,
    changes_text,
    money_text,
    progress_word,
    sums_text,
)
from desktop_app.ui.link_row import LinkRow

_TONES = {
    Progress.IDEA: "muted",
    Progress.DECIDED: "level_2",
    Progress.RUNNING: "level_2",
    Progress.DONE: "level_1",
    Progress.DROPPED: "muted",
}
_SIGNS = {
    Progress.IDEA: "○",
    Progress.DECIDED: "◐",
    Progress.RUNNING: "◐",
    Progress.DONE: "●",
    Progress.DROPPED: "—",
}


class PlanRow(LinkRow):
    """A planned measure.

    Signals:
        switched(bool): it was switched on or off.
        removed(): it is to be taken out of the plan.
    """

    switched = Signal(bool)
    removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, long_remark=True)
        self.measure = PlannedMeasure("", "")
        self.switch = CheckBox()
        self.switch.clicked.connect(self.switched)
        self.badge = LevelBadge()
        self.remove = IconButton("trash-2", _("移出方案"))
        self.remove.clicked.connect(self.removed)
        top = Qt.AlignmentFlag.AlignTop
        self.front.addWidget(self.switch, 0, top)
        self.behind.addWidget(self.badge, 0, top)
        self.behind.addWidget(self.remove, 0, top)

    def show_measure(
        self, evaluation: Evaluation, one: PlannedMeasure, mark: str, forecast: Forecast | None
    ) -> None:
        """Show another measure with what it brings by itself."""
        self.measure = one
        lines = [changes_text(evaluation, one)]
        alone = forecast.alone.get(one.id) if forecast is not None else None
        if alone is not None and one.changes:
            lines.append(alone_text(alone) or _("单独做：没有结果变化"))
        money = money_text(one)
        if money:
            lines.append(money)
        self.show_line(one.id, one.name, "\n".join(lines), mark)
        self.switch.setChecked(one.on)
        self.switch.setAccessibleName(_("计入：{name}").format(name=one.name))
        self.switch.setEnabled(one.progress is not Progress.DROPPED)
        self.badge.set_level(
            _TONES[one.progress], progress_word(one.progress), _SIGNS[one.progress]
        )
        self.remove.setAccessibleName(_("移出方案：{name}").format(name=one.name))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space switches, Delete removes; the rest is as on every line."""
        if event.key() == Qt.Key.Key_Space and self.switch.isEnabled():
            self.switched.emit(not self.measure.on)
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class PlanCard(Card):
    """All planned measures.

    Signals:
        opened(str): a measure is to be edited.
        switched(str, bool): a measure was switched on or off.
        removed(str): a measure is to be taken out.
        added(): a measure of the enterprise's own is to be added.
        search_asked(): the cheapest set is to be searched for.
    """

    opened = Signal(str)
    switched = Signal(str, bool)
    removed = Signal(str)
    added = Signal()
    search_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("方案"), parent=parent)
        self.add_button = QuietButton(_("加自己的措施"), "plus")
        self.search_button = QuietButton(_("找最便宜的组合"), "search")
        self.add_button.clicked.connect(self.added)
        self.search_button.clicked.connect(self.search_asked)
        self.calm = label(
            _("方案里还没有措施。在左边选一项按 Enter 加入，或加一项自己的。"), "muted", wrap=True
        )
        self.sums = label("", "strong", wrap=True)
        self._rows: list[PlanRow] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        buttons = FlowRow(theme.current().px(8))
        buttons.add(self.add_button, self.search_button)
        self.body.addWidget(buttons)
        self.body.addWidget(self.calm)
        self.body.addLayout(self._list)
        self.body.addWidget(self.sums)

    @property
    def rows(self) -> list[PlanRow]:
        """The measures shown now."""
        return [row for row in self._rows if not row.isHidden()]

    def row_of(self, own_id: str) -> PlanRow | None:
        """The line of a measure."""
        return next((row for row in self.rows if row.measure.id == own_id), None)

    def show_plan(
        self, evaluation: Evaluation, plan: Sequence[PlannedMeasure], forecast: Forecast | None
    ) -> None:
        """Show the plan; without a forecast what measures bring is still being worked out."""
        while len(self._rows) < len(plan):
            self._add_row()
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(plan))
            if place < len(plan):
                row.show_measure(evaluation, plan[place], str(place + 1), forecast)
        self.calm.setVisible(not plan)
        self.search_button.setEnabled(bool(plan))
        self.sums.setVisible(bool(plan) and forecast is not None)
        if forecast is not None:
            self.sums.setText(sums_text(forecast.money))

    def _add_row(self) -> None:
        row = PlanRow()
        row.opened.connect(self.opened)
        row.switched.connect(lambda on: self.switched.emit(row.measure.id, on))
        row.removed.connect(lambda: self.removed.emit(row.measure.id))
        self._rows.append(row)
        self._list.addWidget(row)
