"""A workbook of ours that came back edited: what it changes, before anything is stored."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.app.returned_workbooks import (
    OTHER_ENTERPRISE,
    ReturnedBook,
    ReturnPlan,
    plan_return,
)
from desktop_app.core.problems import Problem
from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.buttons import PrimaryButton, QuietButton
from desktop_app.ui.components.check_box import CheckBox
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.row_table import RowTable
from desktop_app.ui.components.tick_delegate import TickDelegate
from desktop_app.ui.ledger_import.returned_model import TICK, ReturnedModel
from desktop_app.ui.manual.explained import explain
from desktop_app.ui.packs_page.problem_list import ProblemList

_WIDTHS = (52, 280, 84, 72, 110, 120, 110, 120)


class _Table(RowTable):
    """Space and a click on the first column tick a row."""

    def __init__(self, model: ReturnedModel, name: str) -> None:
        super().__init__(model, name, _WIDTHS)
        self._changes = model
        self.setItemDelegate(TickDelegate(self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick the current row by Space, wherever in it the focus is."""
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._changes.toggle(self.currentIndex().row())
            return
        super().keyPressEvent(event)


class ReturnedDialog(QDialog):
    """Nothing is stored before it is confirmed; then all of it in one step.

    Signals:
        confirmed(tuple[Entry, ...]): what is to be stored.
    """

    confirmed = Signal(object)

    def __init__(self, bridge: Bridge, book: ReturnedBook, parent: QWidget) -> None:
        super().__init__(parent)
        explain(self, "returned_workbook")
        self.setWindowTitle(_("导入改过的工作簿 {file}").format(file=book.name))
        self._book, self._case, self._model = book, bridge.case, bridge.model
        self.changes = ReturnedModel((), self)
        self.table: RowTable | None = None
        self.summary = label("", "", wrap=True)
        self.problems = ProblemList()
        self.clashes = CheckBox(_("冲突都用工作簿的"))
        self.anyway = QuietButton(_("是同一家企业，仍然导入"))
        self.confirm = PrimaryButton("")
        self.cancel = QuietButton(_("取消"))
        self._arrange()
        self.cancel.clicked.connect(self.reject)
        self.confirm.clicked.connect(self._confirmed)
        self.anyway.clicked.connect(lambda: self.look(anyway=True))
        self.look()

    def _arrange(self) -> None:
        worn = theme.current()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*(worn.px(24),) * 4)
        self._column.setSpacing(worn.px(12))
        self._column.addWidget(label(self.windowTitle(), "title", wrap=True))
        head = QHBoxLayout()
        head.addWidget(self.summary, 1)
        head.addWidget(self.clashes)
        self._column.addLayout(head)
        self._column.addStretch(1)
        self._column.addWidget(self.problems)
        row = QHBoxLayout()
        row.addWidget(label(_("确认前什么都不会写入；确认后可以一次撤销。"), "caption"), 1)
        row.addWidget(self.cancel)
        row.addWidget(self.anyway)
        row.addWidget(self.confirm)
        self._column.addLayout(row)
        self.resize(worn.px(1040), worn.px(640))

    def look(self, *, anyway: bool = False) -> None:
        """Compare the workbook with the case and show what it changes."""
        plan = plan_return(self._book, self._case, self._model, anyway=anyway)
        if isinstance(plan, ReturnPlan):
            self._show(plan)
            return
        self.summary.setText(_("这个文件不能导入。"))
        self.problems.show_problems(plan)
        self.anyway.setVisible(any(one.code == OTHER_ENTERPRISE for one in plan))
        for part in (self.clashes, self.confirm):
            part.hide()

    def _show(self, plan: ReturnPlan) -> None:
        self.changes = ReturnedModel(plan.changes, self)
        self._problems: tuple[Problem, ...] = plan.problems
        self.problems.show_problems(self._problems)
        self.summary.setText(_summary(plan))
        self.anyway.hide()
        self.clashes.setVisible(bool(plan.clashes))
        self.clashes.toggled.connect(lambda on: self.changes.take_clashes(on=on))
        self.changes.ticked.connect(self._count)
        self.confirm.setVisible(bool(plan.changes))
        if not plan.changes:
            self.cancel.set_text(_("关闭"))
            return
        self.table = _Table(self.changes, _("工作簿里的改动"))
        self.table.clicked.connect(self._clicked)
        place = self._column.count() - 3
        self._column.takeAt(place)
        self._column.insertWidget(place, self.table, 1)
        self.table.selectRow(0)
        self.table.setFocus()
        self._count()

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() != TICK:
            self.changes.toggle(index.row())

    def _count(self) -> None:
        count = self.changes.count
        self.confirm.set_text(_("导入 {count} 处").format(count=count))
        self.confirm.setEnabled(count > 0)

    def _confirmed(self) -> None:
        entries = self.changes.entries
        self.accept()
        self.confirmed.emit(entries)


def _summary(plan: ReturnPlan) -> str:
    """What the workbook changes, in a sentence."""
    if not plan.changes:
        return _("工作簿里没有要导入的改动。")
    parts = [_("工作簿改动了 {count} 处").format(count=len(plan.changes))]
    if plan.clashes:
        told = _("其中 {count} 处自评在导出以后也改过，请选用哪一个").format(
            count=len(plan.clashes)
        )
        parts.append(told)
    if plan.same:
        parts.append(_("另有 {count} 处自评里已经一样").format(count=plan.same))
    return _("；").join(parts) + _("。")
