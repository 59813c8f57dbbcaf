"""The tree behind a result 计算过程: what went in, by which formula, from which source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.drawing import draw_sign
from desktop_app.ui.icons import draw_icon
from desktop_app.ui.theme import Type

_AnyIndex = QModelIndex | QPersistentModelIndex
_CONFIDENCE: Final = 5
_TOP: Final = QModelIndex()
TO_VERIFY_ROLE: Final = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class TraceNode:
    """One line of a trace, ready for display.

    `formula` may name inputs or carry their numbers. `confidence` is the word shown,
    `to_verify` whether it deserves the ring. `jump` is handed back when the line is opened.
    """

    label: str
    value: str = ""
    unit: str = ""
    formula: str = ""
    source: str = ""
    confidence: str = ""
    to_verify: bool = False
    estimated: bool = False
    note: str = ""
    jump: str = ""
    children: tuple[TraceNode, ...] = ()


class _Line:
    """A node in its place: Qt asks for parents, the records only know their children."""

    __slots__ = ("lines", "node", "parent", "row")

    def __init__(self, node: TraceNode, parent: _Line | None, row: int) -> None:
        self.node, self.parent, self.row = node, parent, row
        self.lines = [_Line(child, self, index) for index, child in enumerate(node.children)]


class TraceModel(QAbstractItemModel):
    """Trace nodes as a Qt model: label, value, unit, formula, source, confidence."""

    def __init__(self, nodes: tuple[TraceNode, ...] = ()) -> None:
        super().__init__()
        self._root = _Line(TraceNode("", children=nodes), None, 0)

    def set_nodes(self, nodes: tuple[TraceNode, ...]) -> None:
        """Show other results."""
        self.beginResetModel()
        self._root = _Line(TraceNode("", children=nodes), None, 0)
        self.endResetModel()

    def node(self, index: _AnyIndex) -> TraceNode:
        """The node of a line."""
        return self._line(index).node

    def _line(self, index: _AnyIndex) -> _Line:
        found = index.internalPointer() if index.isValid() else None
        return found if isinstance(found, _Line) else self._root

    def index(self, row: int, column: int, parent: _AnyIndex = _TOP) -> QModelIndex:
        """The place of a child."""
        lines = self._line(parent).lines
        if 0 <= row < len(lines) and 0 <= column < self.columnCount():
            return self.createIndex(row, column, lines[row])
        return QModelIndex()

    def parent(self, index: _AnyIndex = _TOP) -> QModelIndex:  # type: ignore[override]
        """The place above."""
        above = self._line(index).parent
        if above is None or above is self._root:
            return QModelIndex()
        return self.createIndex(above.row, 0, above)

    def rowCount(self, parent: _AnyIndex = _TOP) -> int:
        """How many inputs a line has."""
        return len(self._line(parent).lines) if parent.column() <= 0 else 0

    def columnCount(self, parent: _AnyIndex = _TOP) -> int:
        """Six columns."""
        return 6

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        """The names of the columns."""
        if role == Qt.ItemDataRole.TextAlignmentRole and section == 1:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (_("项目"), _("数值"), _("单位"), _("公式"), _("来源"), _("把握程度"))[section]

    def data(self, index: _AnyIndex, role: int = 0) -> object:
        """What a cell shows."""
        node = self._line(index).node
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts(node)[column]
        if role == Qt.ItemDataRole.TextAlignmentRole and column == 1:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(filter(None, (self._texts(node)[column], node.note)))
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.current().colour("muted" if column in (2, 4, 5) else "text")
        if role == Qt.ItemDataRole.FontRole:
            return self._font(node, column)
        return node.to_verify if role == TO_VERIFY_ROLE else None

    def _texts(self, node: TraceNode) -> tuple[str, ...]:
        value = f"≈ {node.value}" if node.estimated else node.value
        return (node.label, value, node.unit, node.formula, node.source, node.confidence)

    def _font(self, node: TraceNode, column: int) -> QFont:
        font = theme.current().font(Type.SMALL, bold=column == 0 and bool(node.children))
        font.setItalic(node.estimated and column == 1)
        return font


class _Confidence(QStyledItemDelegate):
    """Draws the small ring in front of 待核实."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        if not index.data(TO_VERIFY_ROLE):
            super().paint(painter, option, index)
            return
        worn = theme.current()
        room = _rect(option)
        side = worn.px(9)
        box = QRectF(room.left() + 4, room.center().y() - side / 2 + 0.5, side, side)
        super().paint(painter, self._moved(option, worn.px(14)), index)
        painter.save()
        draw_sign(painter, box, "○", worn.colour("level_3"))
        painter.restore()

    def _moved(self, option: QStyleOptionViewItem, by: int) -> QStyleOptionViewItem:
        moved = QStyleOptionViewItem(option)
        moved.rect = _rect(option).adjusted(by, 0, 0, 0)  # type: ignore[attr-defined]
        return moved

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width() + theme.current().px(14), size.height())


def _rect(option: QStyleOptionViewItem) -> QRect:
    return cast("QRect", option.rect)  # type: ignore[attr-defined]


class TraceTree(QTreeView):
    """An expandable view of trace nodes.

    Signals:
        jumped(str): a line that leads somewhere was opened; carries its `jump`.
    """

    jumped = Signal(str)

    def __init__(self, nodes: tuple[TraceNode, ...] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._nodes = TraceModel(nodes)
        self.setModel(self._nodes)
        self.setAccessibleName(_("计算过程"))
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setIndentation(theme.current().px(18))
        self.setItemDelegateForColumn(_CONFIDENCE, _Confidence(self))
        self.activated.connect(self._open)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._fit()

    def set_nodes(self, nodes: tuple[TraceNode, ...], depth: int = 1) -> None:
        """Show other results, opened down to `depth` levels."""
        self._nodes.set_nodes(nodes)
        self.expandToDepth(depth - 1) if depth > 0 else self.collapseAll()
        self._fit()

    def _fit(self) -> None:
        header = self.header()
        for column in range(self._nodes.columnCount()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(0, theme.current().px(260))

    def _open(self, index: QModelIndex) -> None:
        node = self._nodes.node(index)
        if node.jump:
            self.jumped.emit(node.jump)

    def drawBranches(self, painter: QPainter, rect: QRect, index: _AnyIndex) -> None:
        """Draw an arrow where a line opens, instead of the style's boxes and lines."""
        super().drawBranches(painter, rect, index)
        if not self._nodes.rowCount(index):
            return
        side = theme.current().px(12)
        left = rect.right() - self.indentation() / 2 - side / 2
        box = QRectF(QPointF(left, rect.center().y() - side / 2 + 1), QSize(side, side))
        name = "chevron-down" if self.isExpanded(index) else "chevron-right"
        draw_icon(painter, box, name, theme.current().hex("muted"))
