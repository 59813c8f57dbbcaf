"""The changes of a workbook that came back as lines of a table; ticked ones are to be taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal

from desktop_app.app.returned_workbooks import Change
from desktop_app.core.entry import Entry
from desktop_app.i18n import _
from desktop_app.ui.components.row_table import Index, LinesModel
from desktop_app.ui.icons import icon

BLANK: Final = "—"
TICK: Final = 0
_FIGURES: Final = range(4, 7)
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ReturnedModel(LinesModel[Change]):
    """Clashes first and not ticked: what the case says stays until somebody decides.

    Signals:
        ticked(): a line was ticked or unticked.
    """

    ticked = Signal()

    def __init__(self, changes: Sequence[Change], parent: QObject | None = None) -> None:
        heads = (
            _("取用"),
            _("数据项"),
            _("时间"),
            _("单位"),
            _("导出时"),
            _("工作簿里"),
            _("自评现在"),
            _("表与格"),
        )
        super().__init__(heads, parent)
        self.show_lines(sorted(changes, key=lambda one: not one.clash))
        self._taken = {row for row, one in enumerate(self.lines) if not one.clash}

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Texts, the tick, and the sign of a clash."""
        one, column = self.lines[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts(one)[column]
        if role == Qt.ItemDataRole.CheckStateRole and column == TICK:
            on = index.row() in self._taken
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole and column == TICK:
            return _("取用工作簿的数") if index.row() in self._taken else _("不取用")
        if role == Qt.ItemDataRole.TextAlignmentRole and column in _FIGURES:
            return _RIGHT
        if not one.clash:
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            return _("自评在导出以后也改过这个数；勾选才用工作簿里的。")
        if role == Qt.ItemDataRole.DecorationRole and column == 1:
            return icon("triangle-alert", "level_3")
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The heads; those over figures stand at their right."""
        across = orientation is Qt.Orientation.Horizontal
        if across and role == Qt.ItemDataRole.TextAlignmentRole and section in _FIGURES:
            return _RIGHT
        return super().headerData(section, orientation, role)

    def _texts(self, one: Change) -> tuple[str, ...]:
        ours = one.ours or BLANK
        return (
            "",
            _("冲突：{name}").format(name=one.name) if one.clash else one.name,
            one.where,
            one.unit,
            one.before or BLANK,
            one.after or _("（清空）"),
            ours,
            f"{one.sheet}!{one.cell}",
        )

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The first column can be ticked."""
        base = super().flags(index)
        return base | Qt.ItemFlag.ItemIsUserCheckable if index.column() == TICK else base

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick or untick a line."""
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != TICK:
            return False
        self.take(index.row(), on=Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def toggle(self, row: int) -> None:
        """Turn the tick of a line."""
        self.take(row, on=row not in self._taken)

    def take(self, row: int, *, on: bool) -> None:
        """Tick a line or take its tick away."""
        (self._taken.add if on else self._taken.discard)(row)
        here = self.index(row, TICK)
        self.dataChanged.emit(here, here)
        self.ticked.emit()

    def take_clashes(self, *, on: bool) -> None:
        """Decide all clashes alike."""
        for row, one in enumerate(self.lines):
            if one.clash:
                self.take(row, on=on)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is to be stored: a later line of the same datum counts."""
        chosen = {
            entry.key: entry for row in sorted(self._taken) for entry in self.lines[row].entries
        }
        return tuple(chosen.values())

    @property
    def count(self) -> int:
        """How many lines are ticked."""
        return len(self._taken)
