"""The lines of a merge as a table in which each conflict is decided: ours, theirs, what was before.

Keys: 1 or ← ours, 2 or → theirs, for all selected lines. A click on a side chooses it, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop_app.app.package_words import MergeLine
from desktop_app.core.merge import Choice, Leaf, Verdict
from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.row_table import Index, LinesModel, RowTable

MINE: Final = 1
THEIRS: Final = 2
_CHOICE: Final = 4
_WIDTHS: Final = (240, 160, 160, 120)
_COLUMNS: Final = {MINE: Choice.MINE, THEIRS: Choice.THEIRS}
_KEYS: Final = {
    Qt.Key.Key_1: Choice.MINE,
    Qt.Key.Key_Left: Choice.MINE,
    Qt.Key.Key_2: Choice.THEIRS,
    Qt.Key.Key_Right: Choice.THEIRS,
}
_ALIGN: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class MergeModel(LinesModel[MergeLine]):
    """Lines with what was chosen; `choices` holds only conflicts that are decided.

    Signals:
        decided(): a choice was made.
    """

    decided = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        heads = (_("名称"), _("本企业库"), _("自评包"), _("原来"), _("结果"))
        super().__init__(heads, parent)
        self.choices: dict[Leaf, Choice] = {}

    def choose(self, lines: Iterable[MergeLine], choice: Choice) -> None:
        """Decide the conflicts among some lines."""
        fresh = {one.row.leaf: choice for one in lines if one.row.verdict is Verdict.CONFLICT}
        if fresh:
            self.choices |= fresh
            last = self.index(len(self.lines) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.decided.emit()

    def side_of(self, line: MergeLine) -> Choice | None:
        """Which side a line ends with; None while nobody chose."""
        if line.row.verdict is Verdict.CONFLICT:
            return self.choices.get(line.row.leaf)
        return Choice.THEIRS if line.row.verdict is Verdict.TAKEN else Choice.MINE

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Text, tip, weight and colour of a cell."""
        line, column = self.lines[index.row()], index.column()
        side = self.side_of(line)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._texts(line)[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(filter(None, (self._texts(line)[column], self._by(line, column))))
        if role == Qt.ItemDataRole.FontRole and column in _COLUMNS and side is _COLUMNS[column]:
            font = QFont(theme.current().font())
            font.setWeight(QFont.Weight.DemiBold)
            return font
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(column, side)
        return _ALIGN if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _colour(self, column: int, side: Choice | None) -> Any:  # noqa: ANN401 - a brush, or none
        worn = theme.current()
        if column in _COLUMNS and side is not None and side is not _COLUMNS[column]:
            return worn.colour("muted")
        if column == _CHOICE:
            return worn.colour("level_below" if side is None else "muted")
        return worn.colour("muted") if column == len(_COLUMNS) + 1 else None

    def _texts(self, line: MergeLine) -> tuple[str, ...]:
        name = (
            _("{name}（{more}）").format(name=line.name, more=line.more) if line.more else line.name
        )
        flat = (" ".join(text.split()) or "—" for text in (line.mine, line.theirs, line.base))
        return (name, *flat, self.word_of(line))

    def word_of(self, line: MergeLine) -> str:
        """What a line comes to."""
        side = self.side_of(line)
        if side is None:
            return _("？请选择")
        return _("✓ 自评包") if side is Choice.THEIRS else _("✓ 本企业库")

    @staticmethod
    def _by(line: MergeLine, column: int) -> str:
        return {MINE: line.by_mine, THEIRS: line.by_theirs}.get(column, "")


class MergeTable(RowTable):
    """The table; see the module for keys and clicks."""

    def __init__(self, model: MergeModel, parent: QWidget | None = None) -> None:
        super().__init__(model, _("两边的不同"), _WIDTHS, parent=parent)
        self._lines = model
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.clicked.connect(self._clicked)

    def selected(self) -> Sequence[MergeLine]:
        """The selected lines."""
        return [self._lines.lines[one.row()] for one in self.selectionModel().selectedRows()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Decide the selected lines."""
        choice = _KEYS.get(Qt.Key(event.key()))
        if choice is not None and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._lines.choose(self.selected(), choice)
            return
        super().keyPressEvent(event)

    def _clicked(self, index: QModelIndex) -> None:
        choice = _COLUMNS.get(index.column())
        if choice is not None:
            self._lines.choose([self._lines.lines[index.row()]], choice)
