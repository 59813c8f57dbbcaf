"""The list with its filters: narrowed, ordered, shown as a table or as a heat map."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.app.arranging import Arranger, Order
from desktop_app.app.enterprise_columns import columns, heat_columns
from desktop_app.app.enterprises import CaseLine
from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import BareButton
from desktop_app.ui.components.empty_state import EmptyState
from desktop_app.ui.components.labels import label
from desktop_app.ui.enterprises.filters import FilterBar
from desktop_app.ui.enterprises.memory import ListMemory
from desktop_app.ui.enterprises.panels import ColumnsPanel
from desktop_app.ui.enterprises.table import CasesModel, CasesTable


class ListView(QWidget):
    """Cases as a table; what is chosen stays chosen through filters and sorting.

    Signals:
        opened(str): the case of that id is to be opened.
        chosen(): other cases are chosen now.
    """

    opened = Signal(str)
    chosen = Signal()

    def __init__(self, memory: ListMemory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._memory = memory
        self._arranger: Arranger | None = None
        self._heat = False
        self._fresh = False
        self._arranging = False
        self.filters = FilterBar()
        self.model = CasesModel(memory.shown, self)
        self.table = CasesTable(self.model)
        self.count = label("", "caption")
        self.judge_button = BareButton("", "rotate-ccw")
        self.columns_button = BareButton(_("列"), "settings")
        self.nothing = EmptyState("list-filter", _("没有符合条件的自评。"), _("清除筛选"))
        self._stack = QStackedWidget()
        self._arrange()
        self._wire()
        self._lay_out()
        self.offer_judging(0)

    def _arrange(self) -> None:
        worn = theme.current()
        foot = QHBoxLayout()
        foot.addWidget(self.count)
        foot.addWidget(self.judge_button)
        foot.addStretch(1)
        foot.addWidget(self.columns_button)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(worn.px(8))
        column.addWidget(self.filters)
        column.addWidget(self._stack, 1)
        column.addLayout(foot)

    def _wire(self) -> None:
        self.filters.changed.connect(self.arrange)
        self.nothing.acted.connect(self.filters.clear)
        self.table.opened.connect(self.opened)
        self.table.chosen.connect(self._chosen)
        self.table.sorted_by.connect(self.sort_by)
        self.table.resized.connect(self._memory.widen)
        self.columns_button.clicked.connect(lambda _on: self.choose_columns())

    # --- what is shown ------------------------------------------------------------------------

    def show_lines(self, arranger: Arranger) -> None:
        """Show a list that was read anew."""
        self._arranger = arranger
        self.filters.offer(arranger.lines)
        self.arrange()

    def renew(self, lines: Sequence[CaseLine]) -> None:
        """Show verdicts just reached where their lines stand; ordering waits until all are in."""
        for line in lines:
            self.model.renew(line)
        self._fresh = self._fresh or bool(lines)

    def settle(self) -> None:
        """Order anew after verdicts came in."""
        if self._fresh and self._arranger is not None:
            self._fresh = False
            self.filters.offer(self._arranger.lines)
            self.arrange()

    def arrange(self) -> None:
        """Narrow and order; what was chosen stays chosen where it is still shown."""
        if self._arranger is None:
            return
        marked = {line.id for line in self.table.marked}
        order = self._memory.order
        self._arranging = True
        self.model.show_lines(self._arranger.shown(self.filters.wanted, order))
        self.table.show_order(order.column.id, backwards=order.backwards)
        if self.model.lines:
            self.table.mark_all(marked)
        self._stack.setCurrentWidget(self.table if self.model.lines else self.nothing)
        self._arranging = False
        self._chosen()

    def show_heat(self, *, on: bool) -> None:
        """Show the heat map, or the list."""
        self._heat = on
        self.columns_button.setVisible(not on)
        self._lay_out()
        self.table.show_heat(on=on)
        self.arrange()

    def _lay_out(self) -> None:
        shown = heat_columns() if self._heat else self._memory.shown
        marked = {line.id for line in self.table.marked}
        self.model.show_columns(shown)
        self.table.lay_out([self._memory.width(column) for column in shown])
        self.table.mark_all(marked)

    def offer_judging(self, count: int) -> None:
        """Offer to judge so many cases; none are no offer."""
        self.judge_button.set_text(_("判定 {count} 个待判定的").format(count=count))
        self.judge_button.setVisible(count > 0)

    # --- columns and order --------------------------------------------------------------------

    def choose_columns(self) -> None:
        """Open the panel of columns."""
        shown = [column.id for column in self._memory.shown]
        panel = ColumnsPanel(self.columns_button, columns(), shown)
        panel.changed.connect(self._show_columns)
        panel.closed.connect(panel.deleteLater)
        panel.open()

    def _show_columns(self, ids: Sequence[str]) -> None:
        self._memory.show(ids)
        self._lay_out()
        order = self._memory.order
        self.table.show_order(order.column.id, backwards=order.backwards)

    def sort_by(self, column_id: str) -> None:
        """Sort by a column; by the same one again: the other way round."""
        column = next((one for one in self.model.columns if one.id == column_id), None)
        if column is None:
            return
        before = self._memory.order
        again = before.column.id == column_id
        self._memory.sort(Order(column, not before.backwards if again else column.right))
        self.arrange()

    def _chosen(self) -> None:
        if self._arranging:
            return
        shown, marked = len(self.model.lines), self.table.marked_count
        count = self._arranger.count if self._arranger is not None else 0
        words = (
            _("共 {count} 个自评") if shown == count else _("显示 {shown} 个，共 {count} 个自评")
        )
        told = [words.format(shown=shown, count=count)]
        if marked > 1:
            told.append(_("已选 {marked} 个").format(marked=marked))
        self.count.setText(_("；").join(told))
        self.chosen.emit()
