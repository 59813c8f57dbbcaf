"""The findings under one heading; long lists show their beginning and a button for more."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop_app.core.evaluate import Evaluation
from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.checks.readings import Batch
from desktop_app.ui.checks.row import FindingRow
from desktop_app.ui.components.buttons import BareButton
from desktop_app.ui.components.section_header import SectionHeader

STEP: Final = 20


class FindingsCard(QFrame):
    """One heading with its findings. Rows are made when needed and kept for other findings.

    Signals:
        opened(str): a finding was opened; carries where it leads.
        aside_asked(object): the row whose finding is to be set aside or taken up again.
    """

    opened = Signal(str)
    aside_asked = Signal(object)

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.key = key
        self._shown = STEP
        self._batch: Batch | None = None
        self._rows: list[FindingRow] = []
        self.header = SectionHeader("")
        self.more = BareButton("", "chevron-down")
        self.more.clicked.connect(self._show_more)
        worn = theme.current()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(worn.px(8), worn.px(14), worn.px(8), worn.px(8))
        self._column.setSpacing(0)
        self.header.setContentsMargins(worn.px(8), 0, worn.px(8), worn.px(6))
        self._column.addWidget(self.header)
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def rows(self) -> list[FindingRow]:
        """The rows shown now."""
        return [row for row in self._rows if not row.isHidden()]

    def show_batch(self, batch: Batch, evaluation: Evaluation) -> None:
        """Show other findings under the heading."""
        self._batch, self._evaluation = batch, evaluation
        self.setAccessibleName(batch.title)
        self.header.set_text(batch.title)
        self.header.set_remark(_("{count} 条").format(count=len(batch.findings)))
        self._fill()

    def reach(self, index: int) -> FindingRow:
        """The row of the finding at a place of the list, shown if it was not."""
        self._shown = max(self._shown, index + 1)
        self._fill()
        return self._rows[index]

    def _show_more(self) -> None:
        first = self._shown
        self._shown += 3 * STEP
        self._fill()
        if first < len(self._rows):
            self._rows[first].setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        if self._batch is None:
            return
        found = self._batch.findings
        while len(self._rows) < min(self._shown, len(found)):
            self._add_row()
        for index, row in enumerate(self._rows):
            visible = index < min(self._shown, len(found))
            if visible:
                row.show_finding(found[index], self._evaluation)
            row.setVisible(visible)
        left = len(found) - self._shown
        self.more.set_text(_("还有 {count} 条").format(count=left))
        self.more.setVisible(left > 0)

    def _add_row(self) -> None:
        row = FindingRow()
        row.opened.connect(self.opened)
        row.aside_asked.connect(lambda: self.aside_asked.emit(row))
        self._rows.append(row)
        self._column.insertWidget(self._column.count() - 1, row)
