"""换用新版本: what the newest packs would change for the open case, and the button that does it.

Worked out in the background; nothing is stored before the button is pressed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop_app.app.pack_move import Preview, preview
from desktop_app.app.pack_words import citations
from desktop_app.core.changes import Changes
from desktop_app.i18n import _, translate
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.buttons import PrimaryButton, QuietButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.page import Page
from desktop_app.ui.components.row_table import RowTable
from desktop_app.ui.components.segmented_control import SegmentedControl
from desktop_app.ui.live_differences import Difference
from desktop_app.ui.pack_move.readings import pack_words, result_rows, unseen
from desktop_app.ui.packs_page.compare_table import CompareModel, lines_of
from desktop_app.ui.packs_page.compare_view import line_table
from desktop_app.ui.tasks import Progress, Tasks

RESULTS: Final = "results"
PACKS: Final = "packs"
_WIDTHS: Final = (420, 220)


class PackMovePage(Page):
    """Results and packs before and after the move.

    Signals:
        done(): the case was moved, or the user thinks better of it.
    """

    done = Signal()

    def __init__(self, bridge: Bridge, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(
            _("换用新版本的规则包"),
            _("先看有什么变化，再决定。换用后可以撤销，原来的规则包一直留在企业库里。"),
            wide=True,
            scrolls=False,
            parent=parent,
        )
        self._bridge, self._tasks = bridge, tasks
        self._asked = 0
        self._counted = ""
        self.preview: Preview | None = None
        self.later_button = QuietButton(_("暂不换用"))
        self.move_button = PrimaryButton(_("换用新版本"), "check")
        self.add_action(self.later_button)
        self.add_action(self.move_button)
        self.packs = label("", "strong", wrap=True)
        self.verdict = label("", wrap=True)
        self.views = SegmentedControl([(RESULTS, _("结果")), (PACKS, _("规则包的不同"))], _("视图"))
        self.results = QStandardItemModel(0, 3, self)
        self.results_table = RowTable(self.results, _("结果的变化"), _WIDTHS)
        self.lines = CompareModel(self)
        self.lines_table = line_table(self.lines)
        for widget in (self.packs, self.verdict):
            self.body.addWidget(widget)
        self.body.addWidget(self.views, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.results_table, 1)
        self.body.addWidget(self.lines_table, 1)
        self.later_button.clicked.connect(self.done)
        self.move_button.clicked.connect(self.move_case)
        self.views.changed.connect(self._show_view)
        self.views.choose(RESULTS)
        self._show_view(RESULTS)
        self.refresh(None)

    def refresh(self, _changes: Changes | None) -> None:
        """Work it out anew for the case as it is now; what was overtaken is not shown."""
        self._asked += 1
        asked, job = self._asked, self._job()
        self.move_button.setEnabled(False)
        self.verdict.setText(_("正在比较…"))

        def show(found: Preview) -> None:
            if isValid(self) and asked == self._asked:
                self._show(found)

        self._tasks.run(job, show, self._broke)

    def reveal(self, _target: str) -> bool:
        """Nothing of the case is edited here."""
        return False

    def _job(self) -> Callable[[Progress], Preview]:
        session = self._bridge.session
        catalog, library, before = session.catalog, session.library, session.evaluation
        last = self._bridge.last_case
        return lambda _progress: preview(catalog, library, before, last)

    def _broke(self, error: Exception) -> None:
        if isValid(self):
            self.verdict.setText(_("比较没有完成。"))
        raise error

    def _show(self, found: Preview) -> None:
        self.preview = found
        self.packs.setText("\n".join(pack_words(one) for one in found.packs))
        self.packs.setVisible(bool(found.packs))
        rows = result_rows(found)
        self._show_results(rows)
        changes = [change for one in found.packs for change in one.changes]
        both = [pack for one in found.packs for pack in (one.new, one.old)]
        self.lines.show_lines(lines_of(changes, citations(both)))
        self.verdict.setText(self._words(found, rows, len(changes)))
        self.move_button.setEnabled(found.after is not None and bool(found.packs))

    def _words(self, found: Preview, rows: Sequence[Difference], changes: int) -> str:
        if found.after is None:
            return "\n".join(one.told(translate) for one in found.problems)
        if not found.packs:
            return _("此自评已按最新的规则包判定。")
        told = _("规则包有 {count} 处不同。").format(count=changes)
        if not found.results:
            return told + _("结果不变。")
        told += _("结果变化 {count} 项。").format(count=len(rows))
        more = unseen(found, tuple(rows))
        return told + (_("另有 {count} 个中间量不同。").format(count=more) if more else "")

    def _show_results(self, rows: Sequence[Difference]) -> None:
        self.results.setRowCount(0)
        self.results.setHorizontalHeaderLabels([_("结果"), _("原来"), _("换用后")])
        for row in rows:
            after = f"{row.after} {row.trend}".rstrip()
            cells = [QStandardItem(text) for text in (row.name, row.before, after)]
            for cell in cells:
                cell.setToolTip(cell.text())
            self.results.appendRow(cells)

    def _show_view(self, key: str) -> None:
        self.results_table.setVisible(key == RESULTS)
        self.lines_table.setVisible(key == PACKS)

    def move_case(self) -> None:
        """Judge the case by the newest packs from now on."""
        self.move_button.setEnabled(False)
        self.done.emit()
        self._bridge.move_packs(_("换用新版本的规则包"))
