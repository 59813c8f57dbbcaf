"""The trash 回收站: what was put away, how long it stays, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.app.enterprise_words import moment
from desktop_app.app.enterprises import TRASH_DAYS, TrashLine
from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import BareButton, QuietButton
from desktop_app.ui.components.empty_state import EmptyState
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.row_table import Index, LinesModel, RowTable

_WIDTHS: Final = (340, 90, 170, 150)


class _TrashModel(LinesModel[TrashLine]):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((_("企业"), _("年度"), _("删除时间"), _("自动清除")), parent)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        line = self.lines[index.row()]
        left = _("{count} 天后").format(count=line.days_left + 1)
        facts = line.facts
        return (facts.enterprise.name, str(facts.year), moment(facts.deleted), left)[index.column()]


class TrashView(QWidget):
    """Cases in the trash; several can be chosen.

    Signals:
        restored(list[str]): these cases are wanted back.
        cleared(list[str]): these cases are to be deleted for good.
    """

    restored = Signal(object)
    cleared = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = _TrashModel(self)
        self.table = RowTable(self.model, _("回收站"), _WIDTHS)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        words = _("删除的自评在这里保留 {days} 天，连同数据、佐证和修改记录，可以原样恢复。")
        self._note = label(words.format(days=TRASH_DAYS), "caption", wrap=True)
        self.restore_button = QuietButton(_("恢复"), "undo-2")
        self.clear_button = BareButton(_("彻底删除…"), "trash-2")
        self.sure_button = QuietButton(_("确认彻底删除，不能恢复"), "triangle-alert")
        self.empty = EmptyState("trash-2", _("回收站是空的。"))
        self._arrange()
        self.restore_button.clicked.connect(lambda: self.restored.emit(self.marked))
        self.clear_button.clicked.connect(self._ask)
        self.sure_button.clicked.connect(self._clear)
        self.table.selectionModel().selectionChanged.connect(lambda *_given: self._follow())
        self.show_lines(())

    def _arrange(self) -> None:
        worn = theme.current()
        row = QHBoxLayout()
        row.setSpacing(worn.px(8))
        row.addWidget(self._note, 1)
        for button in (self.restore_button, self.clear_button, self.sure_button):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(worn.px(8))
        column.addLayout(row)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)

    @property
    def marked(self) -> list[str]:
        """The ids of the chosen cases."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.model.lines[row].facts.id for row in rows]

    def show_lines(self, lines: Sequence[TrashLine]) -> None:
        """Show what is in the trash."""
        self.model.show_lines(lines)
        self.table.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        if lines:
            self.table.selectRow(0)
        self._follow()

    def _follow(self) -> None:
        some = bool(self.marked)
        for button in (self.restore_button, self.clear_button):
            button.setVisible(bool(self.model.lines))
            button.setEnabled(some)
        self.sure_button.hide()

    def _ask(self) -> None:
        """Deleting for good takes a second step, right beside the first."""
        self.clear_button.hide()
        self.sure_button.show()
        self.sure_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear(self) -> None:
        self.cleared.emit(self.marked)
