"""The live panel: near-zero position, the level of every limb, and what the last edit changed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.core import summary
from desktop_app.core.changes import Changes
from desktop_app.core.consistency.finding import Finding
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.pack import Limb
from desktop_app.core.problems import Problem, Severity
from desktop_app.core.units import show_unit
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.case_pages import CHECKS
from desktop_app.ui.checks.readings import is_pressing
from desktop_app.ui.components.buttons import BareButton
from desktop_app.ui.components.completion_ring import CompletionRing
from desktop_app.ui.components.drawing import draw_sign, focus_ring, ground, tinted
from desktop_app.ui.components.figure import Figure
from desktop_app.ui.components.labels import label, rule
from desktop_app.ui.live_differences import (
    MOST_CHANGES,
    Difference,
    difference_words,
    differences,
    trend_of,
)
from desktop_app.ui.overview.readings import LimbReading, best_grade, limb_reading
from desktop_app.ui.result_words import (
    not_official,
    score_span,
)
from desktop_app.ui.span_bar import SpanBar
from desktop_app.ui.theme import Type

_AXES: Final = (("P", "pollution"), ("C", "carbon"))
_MOST_TIPS: Final = 8
_LINE: Final = 30


class LimbLine(QAbstractButton):
    """A limb on one line: its name and its level, or its figure; opens its list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reading: LimbReading | None = None
        self._trend = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def words(self) -> str:
        """What the line says behind the name."""
        shown = self.reading
        if shown is None:
            return ""
        if shown.level is not None and shown.level.tone != "muted":
            return shown.level.text
        if shown.figure and shown.figure != "—" and shown.level is None:
            whole = f"{shown.figure} {show_unit(shown.unit)}".strip()
            return f"{whole} · {_('不完整')}" if shown.partial else whole
        return shown.level.text if shown.level is not None else "—"

    def show_limb(self, reading: LimbReading, trend: str) -> None:
        """Show another reading and which way it went; the same ones cost nothing."""
        if reading == self.reading and trend == self._trend:
            return
        self.reading, self._trend = reading, trend
        self.setAccessibleName(f"{reading.title} {self.words} {trend}".strip())
        self.setToolTip(reading.line)
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        worn = theme.current()
        return QSize(worn.px(120), worn.px(_LINE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by Enter as well as by Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Measure again in another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint name, trend, sign and word."""
        worn = theme.current()
        painter = QPainter(self)
        area = QRectF(self.rect())
        if self.underMouse():
            ground(painter, area, worn.colour("hover"), radius=worn.px(4))
        shown = self.reading
        if shown is None:
            return
        pad = worn.px(4)
        painter.setFont(worn.font())
        painter.setPen(worn.colour("text"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area.adjusted(pad, 0, 0, 0), middle, shown.title)
        left = self._paint_words(painter, area.adjusted(0, 0, -pad, 0))
        if self._trend:
            painter.setFont(worn.font(bold=True))
            painter.setPen(worn.colour("text"))
            room = QRectF(0, 0, left - worn.px(8), area.height())
            painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, self._trend)
        if self.hasFocus():
            focus_ring(painter, area, worn)

    def _paint_words(self, painter: QPainter, area: QRectF) -> float:
        """The level as a pill, or the figure; returns where it begins."""
        worn = theme.current()
        shown = self.reading
        level = shown.level if shown is not None else None
        words = self.words
        font = worn.font(Type.SMALL, bold=level is not None)
        width = QFontMetricsF(font).horizontalAdvance(words)
        painter.setFont(font)
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        if level is None:
            painter.setPen(worn.colour("text" if words != "—" else "muted"))
            painter.drawText(area, right, words)
            return area.right() - width
        side, height = worn.px(9), worn.px(20)
        room = width + side + worn.px(20)
        pill = QRectF(area.right() - room, (area.height() - height) / 2, room, height)
        ground(painter, pill, tinted(worn, level.tone), radius=height / 2)
        box = QRectF(pill.left() + worn.px(8), pill.center().y() - side / 2, side, side)
        draw_sign(painter, box, level.sign, worn.colour(level.tone))
        painter.setFont(font)
        painter.setPen(worn.colour(level.tone))
        painter.drawText(pill.adjusted(0, 0, -worn.px(8), 0), right, words)
        return pill.left()


class LivePanel(QWidget):
    """Follows every edit. Nothing is made anew: only words, bars and marks change."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._before = bridge.evaluation
        self.shown_differences: tuple[Difference, ...] = ()
        self._grade = Figure("", "", Type.TITLE)
        self._grade_name = label("", "strong", wrap=True)
        self._best = label("", "caption", wrap=True)
        self._axis_words = {axis: label("", "caption", wrap=True) for axis, _token in _AXES}
        self._axis_bars = {axis: SpanBar(token) for axis, token in _AXES}
        self.limbs = {limb: LimbLine() for limb in summary.LIMBS}
        self._edit = label("", "caption", wrap=True)
        self._changes = [label("", "", wrap=True) for _each in range(MOST_CHANGES)]
        self._ring = CompletionRing(size=40)
        self._filled = label("", "caption", wrap=True)
        self.problems = BareButton("", "circle-alert")
        self._position = QWidget()
        self._fill()
        self._wire()
        self.refresh(None)

    def _fill(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(self._scroller(), 1)
        outer.addWidget(rule())
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self._ring)
        foot.addWidget(self._filled, 1)
        outer.addLayout(foot)
        outer.addWidget(self.problems, 0, Qt.AlignmentFlag.AlignLeft)

    def _scroller(self) -> QScrollArea:
        """All but the foot: large type or many changes may need more than the window has."""
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder = QWidget()
        holder.setProperty("role", "canvas")
        # Qt adds up what wrapped labels would need when narrow; the real height follows the width.
        holder.setMinimumHeight(1)
        self._fill_results(QVBoxLayout(holder))
        area.setWidget(holder)
        return area

    def _fill_results(self, column: QVBoxLayout) -> None:
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._fill_position(QVBoxLayout(self._position))
        column.addWidget(self._position)
        column.addWidget(rule())
        limbs = QVBoxLayout()
        limbs.setSpacing(0)
        for line in self.limbs.values():
            limbs.addWidget(line)
        column.addLayout(limbs)
        column.addWidget(rule())
        column.addWidget(label(_("刚才的变化"), "strong"))
        column.addWidget(self._edit)
        for part in self._changes:
            column.addWidget(part)
        column.addStretch(1)

    def _fill_position(self, column: QVBoxLayout) -> None:
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._grade)
        head.addWidget(self._grade_name, 1)
        column.addLayout(head)
        column.addWidget(self._best)
        for axis, _token in _AXES:
            column.addWidget(self._axis_words[axis])
            column.addWidget(self._axis_bars[axis])
        column.addWidget(label(not_official(), "caption", wrap=True))

    def _wire(self) -> None:
        for limb, line in self.limbs.items():
            line.clicked.connect(lambda _on, limb=limb: self._open(limb))
        self.problems.clicked.connect(self._open_problem)
        self._bridge.found.connect(self._show_problems)

    def _open(self, limb: Limb) -> None:
        reading = self.limbs[limb].reading
        self._bridge.jump(reading.target if reading else "assess")

    def _open_problem(self) -> None:
        """Go to what the rules found, or before they have spoken to the first thing wrong."""
        if self._bridge.findings is not None:
            self._bridge.jump(CHECKS)
            return
        for found in case_problems(self._bridge.evaluation):
            if found.where.path:
                self._bridge.jump(found.where.path)
                return

    # --- content -----------------------------------------------------------------------------

    def refresh(self, changes: Changes | None) -> None:
        """Show the case as judged now, and what an edit changed."""
        evaluation = self._bridge.evaluation
        whole = changes is None or changes.structural
        self._show_position(evaluation)
        trends = {} if changes is None else self._trends(evaluation, changes)
        for limb, line in self.limbs.items():
            line.show_limb(limb_reading(evaluation, limb), trends.get(limb, ""))
        self._show_differences(evaluation, None if whole else changes)
        self._show_filled(evaluation)
        self._before = evaluation

    def _trends(self, evaluation: Evaluation, changes: Changes) -> dict[Limb, str]:
        found: dict[Limb, str] = {}
        for limb in summary.LIMBS:
            result = summary.headline(evaluation, limb)
            if result is None or result.id not in changes.results:
                continue
            old = self._before.results.get(result.id)
            if old is not None:
                found[limb] = trend_of(evaluation, old, result)
        return found

    def _show_position(self, evaluation: Evaluation) -> None:
        verdict = evaluation.readiness
        self._position.setVisible(verdict is not None)
        if verdict is None:
            return
        name = translate(verdict.grade.name)
        if self._grade_name.text() != name or not self._grade.accessibleName():
            self._grade.set_figure(verdict.grade.id)
            self._grade_name.setText(name)
        _say(self._best, best_grade(verdict))
        for axis, _token in _AXES:
            whole = verdict.axes.get(axis)
            if whole is not None:
                words = f"{translate(whole.name)} {axis}  {score_span(whole.low, whole.high)}"
                _say(self._axis_words[axis], words)
                self._axis_bars[axis].set_span(whole.low, whole.high)

    def _show_differences(self, evaluation: Evaluation, changes: Changes | None) -> None:
        found = () if changes is None else differences(self._before, evaluation, changes)
        self.shown_differences = found
        for part, each in zip(self._changes, (*found, *(None,) * MOST_CHANGES), strict=False):
            _say(part, "" if each is None else difference_words(each))
        if changes is None:
            _say(self._edit, _("修改任何数据，结果的变化会显示在这里。"))
        elif found:
            _say(self._edit, translate(changes.label))
        else:
            _say(self._edit, _("{label}：结果没有变化").format(label=translate(changes.label)))

    def _show_filled(self, evaluation: Evaluation) -> None:
        whole = summary.whole_completion(evaluation)
        self._ring.set_share(whole.share)
        words = _("已答 {answered} / {asked} 项").format(answered=whole.answered, asked=whole.asked)
        _say(self._filled, words)
        self._show_problems()

    def _show_problems(self) -> None:
        """How many things of the case are wrong; before the rules have spoken, of its data."""
        found = self._wrong()
        errors = sum(each.severity is Severity.ERROR for each in found)
        warnings = len(found) - errors
        parts = []
        if errors:
            parts.append(_("{count} 处错误").format(count=errors))
        if warnings:
            parts.append(_("{count} 处提醒").format(count=warnings))
        said = _("，").join(parts) or _("没有发现问题")
        if self.problems.text() != said:
            self.problems.set_icon("circle-alert" if found else "check")
            self.problems.set_text(said)
        self.problems.setEnabled(bool(found))
        self.problems.setToolTip("\n".join(each.message(translate) for each in found[:_MOST_TIPS]))

    def _wrong(self) -> list[Finding] | list[Problem]:
        findings = self._bridge.findings
        if findings is None:
            return case_problems(self._bridge.evaluation)
        return [one for one in findings if is_pressing(one)]


def case_problems(evaluation: Evaluation) -> list[Problem]:
    """What is wrong with the data of a case, errors first; remarks on rule packs are not."""
    found = [
        each
        for each in evaluation.problems
        if each.severity is not Severity.INFO and each.where.document == "case"
    ]
    return sorted(found, key=lambda each: each.severity is not Severity.ERROR)


def _say(part: QLabel, words: str) -> None:
    if part.text() != words:
        part.setText(words)
        part.setVisible(bool(words))
