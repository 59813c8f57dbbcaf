"""What a check of all packs finds: errors first, reminders below, each with its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop_app.app.pack_checking import check_packs
from desktop_app.core.problems import Problem, Severity
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import QuietButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.page import TallArea
from desktop_app.ui.packs_page.desk import Desk
from desktop_app.ui.tasks import Progress

_MOST: Final = 60


class PackFindings(QWidget):
    """Checks in the background when first shown, and again on demand."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._asked = False
        self.verdict = label(_("正在检查规则包…"), "strong", wrap=True)
        self.check_button = QuietButton(_("重新检查"), "rotate-ccw")
        self.check_button.clicked.connect(self.check)
        self.errors = QVBoxLayout()
        self.reminders = QVBoxLayout()
        self._arrange()

    def _arrange(self) -> None:
        worn = theme.current()
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        pad = worn.px(16)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(worn.px(8))
        head = QHBoxLayout()
        head.addWidget(self.verdict, 1)
        head.addWidget(self.check_button)
        column.addLayout(head)
        for lines in (self.errors, self.reminders):
            lines.setSpacing(worn.px(8))
            column.addLayout(lines)
        column.addStretch(1)
        area = TallArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(card)
        area.setAccessibleName(_("检查结果"))
        area.setProperty("role", "stop")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def check(self) -> None:
        """Check all packs in the background."""
        self._asked = True
        self.check_button.setEnabled(False)
        self.verdict.setText(_("正在检查规则包…"))
        paths = self._desk.workspace.paths

        def job(_progress: Progress) -> tuple[Problem, ...]:
            return check_packs(paths, shipped_too=False)

        self._desk.tasks.run(job, self._show, self._broke)

    def _broke(self, error: Exception) -> None:
        if isValid(self):
            self.check_button.setEnabled(True)
        raise error

    def _show(self, found: Sequence[Problem]) -> None:
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
        self.verdict.setText(words.format(errors=len(errors), others=len(others)))
        _list(self.errors, errors, "problem")
        _list(self.reminders, others, "caption")

    def showEvent(self, event: QShowEvent) -> None:
        """Check once, when first seen."""
        super().showEvent(event)
        if not self._asked:
            self.check()


def _list(column: QVBoxLayout, found: Sequence[Problem], role: str) -> None:
    """Fill a column with findings: what is wrong first, where it is below."""
    while column.count():
        column.takeAt(0).widget().deleteLater()
    for one in found[:_MOST]:
        column.addWidget(label(f"{one.told(translate)}\n{one.where}", role, wrap=True))
    if len(found) > _MOST:
        rest = _("另有 {count} 条，见命令 near-zero packs check。")
        column.addWidget(label(rest.format(count=len(found) - _MOST), "muted", wrap=True))
