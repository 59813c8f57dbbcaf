"""The rule packs 规则包 at hand: what they hold, how firm it is, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop_app.core.pack import Pack
from desktop_app.core.problems import Problem, Severity
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import BareButton, QuietButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.page import Page
from desktop_app.ui.components.skeleton import Skeleton
from desktop_app.ui.packs_page.pack_card import PackCard
from desktop_app.ui.tasks import Progress, Tasks

if TYPE_CHECKING:
    from desktop_app.app.catalog import Catalog

_MOST: Final = 40


class PacksPage(Page):
    """All installed packs; they are checked in the background when the page is first shown."""

    def __init__(
        self, catalog: Catalog | None, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            _("规则包"),
            _("判定用的表格、系数、公式和出处。主管部门发布新规则时，换掉一个文件夹即可。"),
            parent=parent,
        )
        self._catalog, self._tasks = catalog, tasks
        self._asked = False
        self.cards: list[PackCard] = []
        self.findings = QFrame()
        self.findings.setProperty("role", "card")
        self._verdict = label("", "strong", wrap=True)
        self._lines = QVBoxLayout()
        self._reminders = QWidget()
        self.more_button = BareButton("", "chevron-down")
        self.more_button.clicked.connect(self._toggle)
        self.more_button.hide()
        self.check_button = QuietButton(_("重新检查"), "rotate-ccw")
        self.check_button.clicked.connect(self.check)
        self.add_action(self.check_button)
        self._build()

    def _build(self) -> None:
        worn = theme.current()
        column = QVBoxLayout(self.findings)
        pad = worn.px(16)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(worn.px(8))
        head = QHBoxLayout()
        head.addWidget(self._verdict, 1)
        head.addWidget(self.more_button)
        column.addLayout(head)
        column.addLayout(self._lines)
        column.addWidget(self._reminders)
        reminders = QVBoxLayout(self._reminders)
        reminders.setContentsMargins(0, 0, 0, 0)
        reminders.setSpacing(worn.px(8))
        self._reminders.hide()
        self.body.addWidget(self.findings)
        self._verdict.setText(_("正在检查规则包…"))
        if self._catalog is None:
            self.body.addWidget(Skeleton(10))
            return
        order = {"base": 0, "industry": 1, "readiness": 2}
        packs = sorted(self._catalog.packs, key=lambda pack: (order.get(pack.kind, 3), pack.id))
        self._show_packs(packs)
        self.body.addStretch(1)

    def _show_packs(self, packs: Sequence[Pack]) -> None:
        for pack in packs:
            card = PackCard(pack)
            self.cards.append(card)
            self.body.addWidget(card)

    def check(self) -> None:
        """Check all packs in the background."""
        catalog = self._catalog
        if catalog is None:
            return
        self.check_button.setEnabled(False)
        self._verdict.setText(_("正在检查规则包…"))

        def job(_progress: Progress) -> tuple[Problem, ...]:
            return catalog.check()

        self._tasks.run(job, self._show_findings, self._broke)

    def _broke(self, error: Exception) -> None:
        if isValid(self):
            self.check_button.setEnabled(True)
        raise error

    def _show_findings(self, found: Sequence[Problem]) -> None:
        if not isValid(self):
            return
        self.check_button.setEnabled(True)
        errors = [one for one in found if one.severity is Severity.ERROR]
        others = [one for one in found if one.severity is not Severity.ERROR]
        words = (
            _("规则包有 {errors} 个错误、{others} 条提醒。")
            if errors
            else _("规则包没有错误，有 {others} 条提醒。")
            if others
            else _("规则包没有错误。")
        )
        self._verdict.setText(words.format(errors=len(errors), others=len(others)))
        _list(self._lines, errors, "problem")
        reminders = self._reminders.layout()
        if isinstance(reminders, QVBoxLayout):
            _list(reminders, others, "caption")
        self.more_button.setVisible(bool(others))
        self._name_more()

    def _toggle(self) -> None:
        self._reminders.setVisible(self._reminders.isHidden())
        self._name_more()

    def _name_more(self) -> None:
        hidden = self._reminders.isHidden()
        self.more_button.set_text(_("看看提醒") if hidden else _("收起提醒"))
        self.more_button.set_icon("chevron-down" if hidden else "chevron-up")

    def showEvent(self, event: QShowEvent) -> None:
        """Check once, when first seen."""
        super().showEvent(event)
        if not self._asked:
            self._asked = True
            self.check()


def _list(column: QVBoxLayout, found: Sequence[Problem], role: str) -> None:
    """Fill a column with findings: what is wrong first, where it is below."""
    while column.count():
        column.takeAt(0).widget().deleteLater()
    for one in found[:_MOST]:
        words = one.told(translate)
        column.addWidget(label(f"{words}\n{one.where}", role, wrap=True))
