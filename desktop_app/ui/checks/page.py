"""The page 检查: what is contradictory, implausible or missing, and the way to put it right."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.core.changes import Changes
from desktop_app.core.consistency.finding import Finding
from desktop_app.core.problems import Severity
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.case_pages import CHECKS
from desktop_app.ui.checks.card import FindingsCard
from desktop_app.ui.checks.readings import (
    ASIDE,
    BY_SECTION,
    BY_SEVERITY,
    batches,
    matches,
    section_key,
    section_titles,
    severity_key,
    severity_word,
)
from desktop_app.ui.checks.row import FindingRow
from desktop_app.ui.components.chip_bar import Chip, ChipBar
from desktop_app.ui.components.empty_state import EmptyState
from desktop_app.ui.components.page import Page
from desktop_app.ui.components.reason_popover import ReasonPopover
from desktop_app.ui.components.segmented_control import SegmentedControl
from desktop_app.ui.components.skeleton import Skeleton


class ChecksPage(QWidget):
    """All findings of the case under headings, with filters; follows `bridge.found`."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("检查"))
        self._bridge = bridge
        self.page = Page(
            _("检查"),
            _("台账之间的矛盾、离奇的数和漏填的项。点一条就到要改的地方；属实的可以搁置。"),
        )
        self.order = SegmentedControl(
            [(BY_SEVERITY, _("按轻重")), (BY_SECTION, _("按栏目"))], _("排列")
        )
        self.order.choose(BY_SEVERITY)
        self.severities = ChipBar(name=_("按轻重筛选"))
        self.sections = ChipBar(name=_("按栏目筛选"))
        self.cards: dict[str, FindingsCard] = {}
        self.waiting = Skeleton(8)
        self.calm = EmptyState("check", _("没有发现问题。"))
        self._list = QVBoxLayout()
        self._arrange()
        self._wire()
        self.show_findings()

    def _arrange(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.page)
        self.page.add_action(self.order)
        filters = QVBoxLayout()
        filters.setSpacing(theme.current().px(8))
        filters.addWidget(self.severities)
        filters.addWidget(self.sections)
        self.page.body.addLayout(filters)
        self._list.setSpacing(theme.current().px(16))
        self.page.body.addLayout(self._list)
        self.page.body.addWidget(self.waiting)
        row = QHBoxLayout()
        row.addWidget(self.calm, 1)
        self.page.body.addLayout(row, 1)

    def _wire(self) -> None:
        self._bridge.found.connect(self.show_findings)
        self.order.changed.connect(lambda _key: self._show_cards())
        self.severities.changed.connect(lambda _chosen: self._show_cards())
        self.sections.changed.connect(lambda _chosen: self._show_cards())

    def refresh(self, changes: Changes | None) -> None:
        """An edit asks the rules anew by itself; this only shows what they last said."""
        if changes is None:
            self.show_findings()

    def show_findings(self) -> None:
        """Show filters and findings as they are now."""
        found = self._bridge.findings
        self.waiting.setVisible(found is None)
        self._show_chips(found or ())
        self._show_cards()

    def _show_chips(self, found: tuple[Finding, ...]) -> None:
        words = {one.value: severity_word(one) for one in Severity} | {ASIDE: _("已搁置")}
        by_severity = [severity_key(one) for one in found]
        by_section = [section_key(one) for one in found]
        titles = section_titles(self._bridge.evaluation, found)
        self.severities.set_chips(
            [Chip(key, words[key], by_severity.count(key)) for key in words if key in by_severity]
        )
        self.sections.set_chips(
            [Chip(key, title, by_section.count(key)) for key, title in titles.items()]
        )
        self.severities.setVisible(bool(found))
        self.sections.setVisible(len(titles) > 1)
        self.order.setVisible(bool(found))

    def _show_cards(self) -> None:
        found = self._bridge.findings
        wanted = [
            one for one in found or () if matches(one, self.severities.chosen, self.sections.chosen)
        ]
        evaluation = self._bridge.evaluation
        shown = batches(evaluation, wanted, self.order.key)
        for place, batch in enumerate(shown):
            card = self.cards.get(batch.key) or self._make_card(batch.key)
            if self._list.indexOf(card) != place:
                self._list.removeWidget(card)
                self._list.insertWidget(place, card)
            card.show_batch(batch, evaluation)
            card.show()
        keys = {batch.key for batch in shown}
        for key, card in self.cards.items():
            card.setVisible(key in keys)
        self.calm.say(_("没有符合筛选的结果。") if found else _("没有发现问题。"))
        self.calm.setVisible(found is not None and not shown)

    def _make_card(self, key: str) -> FindingsCard:
        card = FindingsCard(key)
        card.opened.connect(self._bridge.jump)
        card.aside_asked.connect(self._ask_aside)
        self._list.addWidget(card)
        self.cards[key] = card
        return card

    # --- setting aside -------------------------------------------------------------------------

    def _ask_aside(self, row: FindingRow) -> None:
        """Ask for the reason and set a finding aside, or take it up again."""
        finding = row.finding
        if finding is None:
            return
        name = translate(finding.name)
        if finding.set_aside:
            self._bridge.take_up(finding, _("恢复检查“{name}”").format(name=name))
            return
        popover = ReasonPopover(
            row.aside,
            title=_("为什么可以搁置？"),
            example=_("例如：本年停产检修三个月，属实"),
            button=_("搁置"),
        )

        def aside(reason: str) -> None:
            label = _("搁置检查“{name}”").format(name=name)
            self._bridge.set_aside(finding, reason, label)

        popover.given.connect(aside)
        popover.closed.connect(popover.deleteLater)
        popover.open()

    def reveal(self, target: str) -> bool:
        """Show the page, or the finding of that id (`checks:<rule>:<item>`)."""
        if target == CHECKS:
            return True
        wanted = target.removeprefix(f"{CHECKS}:")
        if wanted == target:
            return False
        self.severities.choose(frozenset())
        self.sections.choose(frozenset())
        self._show_cards()
        shown = batches(self._bridge.evaluation, self._bridge.findings or (), self.order.key)
        for batch in shown:
            for index, one in enumerate(batch.findings):
                if wanted in (one.id, one.rule):
                    self._focus(self.cards[batch.key].reach(index))
                    return True
        return False

    def _focus(self, row: FindingRow) -> None:
        row.setFocus(Qt.FocusReason.OtherFocusReason)
        areas: list[QScrollArea] = list(self.page.findChildren(QScrollArea))
        QTimer.singleShot(0, self, lambda: areas[0].ensureWidgetVisible(row))
