"""What the plan brings: each result before and after, what clashes, and the two charts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.charts.cost_curve import CostCurveInput, cost_curve
from desktop_app.charts.plan_readings import cost_curve_of, left_out_of_curve, synergy_of
from desktop_app.charts.synergy import SynergyInput, synergy
from desktop_app.core.improve.effect import Forecast
from desktop_app.i18n import _, run_on, translate
from desktop_app.ui import theme
from desktop_app.ui.components.card import Card
from desktop_app.ui.components.chart_card import LiveScene
from desktop_app.ui.components.fold import Fold
from desktop_app.ui.components.labels import label, set_role
from desktop_app.ui.components.skeleton import Skeleton
from desktop_app.ui.improve.readings import Line, before_after
from desktop_app.ui.link_row import LinkList
from desktop_app.ui.result_words import figure

_LEAST: Final = 200
_MOST: Final = 460
_MOST_OTHERS: Final = 30


class BeforeAfter(QWidget):
    """Lines of name, before and after; what moved stands out, its arrow says whether for better."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.current().px(10))
        self._grid.setVerticalSpacing(theme.current().px(6))
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnMinimumWidth(0, theme.current().px(112))
        self._cells: list[tuple[QLabel, QLabel, QLabel]] = []
        self.lines: tuple[Line, ...] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        self.lines = tuple(lines)
        while len(self._cells) < len(lines):
            self._add()
        for place, cells in enumerate(self._cells):
            for cell in cells:
                cell.setVisible(place < len(lines))
            if place < len(lines):
                self._show(cells, lines[place])

    def _add(self) -> None:
        row = len(self._cells)
        name, before = label("", wrap=True), label("", "muted")
        after = label("")
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(before, row, 1, right)
        self._grid.addWidget(after, row, 2, right)
        self._cells.append((name, before, after))

    def _show(self, cells: tuple[QLabel, QLabel, QLabel], line: Line) -> None:
        name, before, after = cells
        moved = line.before != line.after
        # Where nothing stands between, a long name may go on.
        row = self._cells.index(cells)
        self._grid.addWidget(name, row, 0, 1, 1 if moved else 2, Qt.AlignmentFlag.AlignTop)
        name.setText(line.name.partition("（")[0])
        name.setToolTip(line.name)
        before.setText(line.before if moved else "")
        after.setText(f"{line.after} {line.trend}".rstrip())
        set_role(after, "role", _role(line, moved=moved))
        told = _("{name}：{before} → {after}") if moved else _("{name}：{after}，不变")
        said = told.format(name=line.name, before=line.before, after=line.after)
        after.setAccessibleName(said)


def _role(line: Line, *, moved: bool) -> str:
    if not moved:
        return "muted"
    if line.better is None:
        return "strong"
    return "better" if line.better else "worse"


class EffectCard(Card):
    """Before and after.

    Signals:
        opened(str): a measure a remark is about is to be opened.
    """

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("方案前 → 方案后"), parent=parent)
        self.waiting = Skeleton(5)
        self.calm = label(
            _("加入措施并写明它改变哪些数据，这里显示等级、碳和费用怎么变。"), "muted", wrap=True
        )
        self.problems = LinkList()
        self.problems.opened.connect(self.opened)
        self.lines = BeforeAfter()
        self.rest = Fold(_("其他变化"), _("收起其他变化"))
        self.others = BeforeAfter()
        self.rest.inside.addWidget(self.others)
        self.note = label(
            _("按改动后的数据整套重新判定；措施的公开效果不折算成数。"), "caption", wrap=True
        )
        for part in (self.waiting, self.calm, self.problems, self.lines, self.rest, self.note):
            self.body.addWidget(part)

    def show_forecast(self, forecast: Forecast | None) -> None:
        """Show what the plan brings; None while it is being worked out for the first time."""
        self.waiting.setVisible(forecast is None)
        for part in (self.lines, self.rest, self.problems, self.note, self.calm):
            part.setVisible(forecast is not None)
        if forecast is None:
            return
        first, rest = before_after(forecast)
        self.lines.show_lines(first)
        self.others.show_lines(rest[:_MOST_OTHERS])
        self.rest.setVisible(bool(rest))
        self.calm.setVisible(not forecast.together.moves)
        self.note.setVisible(bool(forecast.together.moves))
        found = forecast.together.problems
        self.problems.show_lines(
            [(one.where.path, one.message(translate), one.remedy(translate), "!") for one in found]
        )
        self.problems.setVisible(bool(found))


class ChartsCard(Card):
    """The synergy plane and the cost curve of the plan."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("协同与成本"), parent=parent)
        self._plane, self._curve = SynergyInput(()), CostCurveInput(())
        self.plane = LiveScene(lambda width: synergy(self._plane, width), _LEAST, _MOST)
        self.curve = LiveScene(lambda width: cost_curve(self._curve, width), _LEAST, _MOST)
        self.note = label("", "caption", wrap=True)
        column = QVBoxLayout()
        column.setSpacing(theme.current().px(12))
        for view in (self.plane, self.curve):
            policy = view.sizePolicy()
            policy.setHorizontalPolicy(policy.Policy.Ignored)
            view.setSizePolicy(policy)
            column.addWidget(view)
        self.body.addLayout(column)
        self.body.addWidget(self.note)

    def show_forecast(self, forecast: Forecast | None) -> None:
        """Show the charts of a plan; without one there is nothing to draw."""
        plan = forecast.before.case.plan if forecast is not None else ()
        self.setVisible(forecast is not None and bool(plan))
        if forecast is None or not plan:
            return
        self._plane = synergy_of(forecast, plan, translate, figure)
        self._curve = cost_curve_of(forecast, plan, translate, figure)
        self.plane.refresh()
        self.curve.refresh()
        missing = left_out_of_curve(forecast, plan)
        parts = [_("成本 =（投资 ÷ 年限 − 年净节省）÷ 年减 CO₂，投资按年限平均、不计利息。")]
        if missing:
            marks = _("、").join(missing)
            parts.append(_("措施 {marks} 缺金额、年限或不减碳，没有画。").format(marks=marks))
        self.note.setText(run_on(parts))
