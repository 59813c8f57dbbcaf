"""The search for the cheapest set of measures that reaches a target, and what it came to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop_app.app.limb_words import limb_title
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.improve.cheapest import FEW, Found, Price, cheapest
from desktop_app.core.improve.target import Target, on_offer
from desktop_app.core.planned import PlannedMeasure
from desktop_app.i18n import _, run_on
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import BareButton, PrimaryButton, QuietButton
from desktop_app.ui.components.card import Card
from desktop_app.ui.components.item_picker import Pick
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.pick_field import PickField
from desktop_app.ui.components.progress_row import ProgressRow
from desktop_app.ui.components.segmented_control import SegmentedControl
from desktop_app.ui.improve.readings import names_text, target_text
from desktop_app.ui.result_words import figure
from desktop_app.ui.tasks import Cancel, CancelledError, Progress, Tasks


class SearchCard(Card):
    """Target, price, and the sets found; the search runs beside the window and can be stopped.

    Signals:
        chosen(tuple[str, ...]): these measures are to be on, the others off.
        closed(): the user is done with it.
    """

    chosen = Signal(object)
    closed = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(_("找最便宜的组合"), parent=parent)
        self._tasks = tasks
        self._evaluation: Evaluation | None = None
        self.targets: dict[str, Target] = {}
        self._running: Cancel | None = None
        self.found: Found | None = None
        self.back = BareButton(_("回到方案"), "arrow-left")
        self.back.clicked.connect(self.closed)
        self.target = PickField(_("要达到什么"), _("选一个目标"))
        self.target.picked.connect(lambda _key: self._ready())
        self.price = SegmentedControl(
            [(Price.INVESTMENT.value, _("投资最少")), (Price.YEARLY.value, _("年成本最少"))],
            _("按什么最便宜"),
        )
        self.price.choose(Price.INVESTMENT.value)
        self.about = label(
            _(
                "“设想”由搜索取舍，“已定”“实施中”“已完成”必选，“不做”不选。"
                "没有填费用的措施不参加：费用不知道不等于零。"
            ),
            "caption",
            wrap=True,
        )
        self.start = PrimaryButton(_("开始找"), "search")
        self.start.clicked.connect(self.run)
        self.progress = ProgressRow(_("正在试各种组合"))
        self.progress.cancelled.connect(self.stop)
        self.outcome = label("", wrap=True)
        self.details = label("", "caption", wrap=True)
        self.apply = QuietButton(_("按这个组合开关"), "check")
        self.apply.clicked.connect(self._apply)
        self._lay_out()

    def _lay_out(self) -> None:
        left = Qt.AlignmentFlag.AlignLeft
        self.body.setSpacing(theme.current().px(10))
        self.body.addWidget(self.back, 0, left)
        self.body.addWidget(self.target)
        self.body.addWidget(self.price, 0, left)
        self.body.addWidget(self.about)
        self.body.addWidget(self.start, 0, left)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.outcome)
        self.body.addWidget(self.details)
        self.body.addWidget(self.apply, 0, left)
        for part in (self.progress, self.outcome, self.details, self.apply):
            part.hide()
        self.start.setEnabled(False)

    def show_case(self, evaluation: Evaluation) -> None:
        """Offer the targets of the case as it is now; what was found for another one goes."""
        if evaluation is self._evaluation:
            return
        self._evaluation = evaluation
        self.targets = {f"{one.goal}:{one.id}:{one.level}": one for one in on_offer(evaluation)}
        picks = [
            Pick(key, target_text(evaluation, one), _group(evaluation, one))
            for key, one in self.targets.items()
        ]
        self.target.set_picks(picks)
        if self.target.key not in self.targets:
            self.target.choose("")
        self.stop()
        self._show(None, evaluation.case.plan)
        self._ready()

    @property
    def searching(self) -> bool:
        """Whether a search runs now."""
        return self._running is not None

    def _ready(self) -> None:
        self.start.setEnabled(self.target.key in self.targets and not self.searching)

    def run(self) -> None:
        """Search; the window stays free meanwhile."""
        evaluation, target = self._evaluation, self.targets.get(self.target.key)
        if evaluation is None or target is None or self.searching:
            return
        plan, by = evaluation.case.plan, Price(self.price.key)

        def job(progress: Progress) -> Found:
            def tell(done: int, whole: int) -> None:
                progress.check()
                progress.report(done / max(whole, 1))

            return cheapest(evaluation, plan, target, by, tell)

        token = Cancel()
        self._running = token
        self._show(None, plan)
        self.progress.cancel_button.setEnabled(True)
        self.progress.show_progress(0, _("正在试各种组合"))
        self.progress.show()
        self._ready()
        self._tasks.run(
            job,
            lambda found: self._done(token, found, plan),
            lambda error: self._broke(token, error),
            lambda share, _text: self._advance(token, share),
            token,
        )

    def stop(self) -> None:
        """Stop the search that runs, if one does."""
        if self._running is not None:
            self._running.request()
            self._running = None
            self.progress.hide()
            self._ready()

    def _advance(self, token: Cancel, share: float) -> None:
        if isValid(self) and token is self._running:
            self.progress.show_progress(share)

    def _done(self, token: Cancel, found: Found, plan: Sequence[PlannedMeasure]) -> None:
        if not isValid(self) or token is not self._running:
            return
        self._running = None
        self.progress.hide()
        self._ready()
        self._show(found, plan)

    def _broke(self, token: Cancel, error: Exception) -> None:
        if isValid(self) and token is self._running:
            self._running = None
            self.progress.hide()
            self._ready()
        if not isinstance(error, CancelledError):
            raise error

    # --- what came of it ----------------------------------------------------------------------

    def _show(self, found: Found | None, plan: Sequence[PlannedMeasure]) -> None:
        self.found = found
        for part in (self.outcome, self.details):
            part.setVisible(found is not None)
        self.apply.setVisible(found is not None and bool(found.best))
        if found is None:
            return
        self.outcome.setText(outcome_text(found, plan))
        self.details.setText(details_text(found, plan))

    def _apply(self) -> None:
        if self.found is not None:
            self.chosen.emit(self.found.best)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc stops the search, or goes back to the plan."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.searching:
            self.stop()
        else:
            self.closed.emit()


def _group(evaluation: Evaluation, target: Target) -> str:
    return limb_title(evaluation.results[target.id].limb)


def outcome_text(found: Found, plan: Sequence[PlannedMeasure]) -> str:
    """What a search came to, in a sentence."""
    names = names_text(plan, found.best)
    price = figure(found.price)
    if found.chosen is None:
        if not found.best:
            return _("现有的措施都够不到这个目标。")
        return _("现有的措施加起来也够不到这个目标；最接近的是：{names}。").format(names=names)
    if not found.chosen:
        return _("不用做任何措施就已达到。")
    words = _("最便宜的组合（{price} 万元）：{names}。")
    if not found.exact:
        words = _("一个便宜的组合（{price} 万元）：{names}。")
    return words.format(price=price, names=names)


def details_text(found: Found, plan: Sequence[PlannedMeasure]) -> str:
    """How sure that is, and which measures took no part."""
    if found.exact:
        words = _("从最便宜的试起，试到第 {count} 种组合达到，没有更便宜的。")
        parts = [words.format(count=found.tried)]
        if found.chosen is None:
            parts = [_("试遍了 {count} 种组合。").format(count=found.tried)]
    else:
        parts = [_("可选的措施超过 {most} 项，逐项挑选得出，不保证最便宜。").format(most=FEW)]
    if found.priceless:
        names = names_text(plan, found.priceless)
        parts.append(_("没有填费用、没有参加：{names}。").format(names=names))
    if found.idle:
        names = names_text(plan, found.idle)
        parts.append(_("与这个目标无关：{names}。").format(names=names))
    return run_on(parts)
