"""One finding on a line: how much it matters, what was found, what to do; opened by Enter."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop_app.core.consistency.finding import Finding
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.problems import Severity
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.checks.readings import (
    ICONS,
    TONES,
    remark,
    sentence,
    severity_word,
    target_of,
)
from desktop_app.ui.components.buttons import BareButton
from desktop_app.ui.components.painted import Painted
from desktop_app.ui.icons import draw_icon
from desktop_app.ui.link_row import LinkRow


class SeverityMark(Painted):
    """The sign of a severity in its colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._token = ICONS[Severity.INFO], "muted"

    def show_finding(self, finding: Finding) -> None:
        """Show the sign of a finding; one that was set aside is quiet."""
        self._icon = "check" if finding.set_aside else ICONS[finding.severity]
        self._token = "muted" if finding.set_aside else TONES[finding.severity]
        word = _("已搁置") if finding.set_aside else severity_word(finding.severity)
        self.setToolTip(word)
        self.setAccessibleName(word)
        self.update()

    def wanted(self) -> QSize:
        """A square as high as a line of text."""
        side = theme.current().px(18)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sign."""
        worn = theme.current()
        painter = QPainter(self)
        inset = worn.px(1)
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        draw_icon(painter, box, self._icon, worn.hex(self._token))


class FindingRow(LinkRow):
    """A finding; Enter or a click goes to its place, Delete or the button sets it aside.

    Signals:
        aside_asked(): the user wants to set the finding aside, or to take it up again.
    """

    aside_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding: Finding | None = None
        self._mark_of_severity = SeverityMark()
        self.front.addWidget(self._mark_of_severity, 0, Qt.AlignmentFlag.AlignTop)
        self.aside = BareButton(_("搁置"))
        self.aside.clicked.connect(self.aside_asked)
        self.behind.addWidget(self.aside, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_finding(self, finding: Finding, evaluation: Evaluation) -> None:
        """Show another finding; the same one costs nothing."""
        if finding == self.finding:
            return
        self.finding = finding
        self._mark_of_severity.show_finding(finding)
        self.show_line(target_of(finding, evaluation), sentence(finding), remark(finding))
        word = _("已搁置") if finding.set_aside else severity_word(finding.severity)
        self.setAccessibleName(f"{word} {sentence(finding)}")
        self.setToolTip(translate(finding.name))
        self.aside.set_text(_("恢复") if finding.set_aside else _("搁置"))
        tip = _("重新计入检查结果") if finding.set_aside else _("写明理由后搁置，理由会写进报告")
        self.aside.setToolTip(tip)
        self.aside.setAccessibleName(f"{self.aside.text()} {translate(finding.name)}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete sets aside; the rest is as on every line."""
        if event.key() == Qt.Key.Key_Delete:
            self.aside_asked.emit()
            return
        super().keyPressEvent(event)
