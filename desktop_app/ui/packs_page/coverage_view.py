"""覆盖表: every industry of the plan and how far the packs go, counted from the packs."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from desktop_app.app.coverage_words import (
    FIRM_FIRST,
    column_word,
    covered_text,
    detail_text,
    percents,
    shares_text,
    verdict_word,
)
from desktop_app.core.coverage import Cell, Column, Extent, Line, coverage
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.drawing import draw_sign, focus_ring, ground, tinted
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.row_table import Index, LinesModel, RowTable
from desktop_app.ui.components.search_field import SearchField
from desktop_app.ui.packs_page.confidence_bar import TOKENS
from desktop_app.ui.packs_page.desk import Desk
from desktop_app.ui.tasks import Progress
from desktop_app.ui.theme import Theme, Type

_LOOK: Final = {
    Extent.WHOLE: ("●", "level_1"),
    Extent.OWN: ("●", "level_1"),
    Extent.LEVELS: ("◐", "level_2"),
    Extent.PARTIAL: ("◐", "level_2"),
    Extent.REFERRED: ("○", "level_3"),
    Extent.SHARED: ("○", "muted"),
    Extent.NONE: ("—", "muted"),
}
"""Sign and colour token of a cell; the words beside them say the same."""

_LINE: Final = Qt.ItemDataRole.UserRole
_ROW: Final = 46
_WIDTHS: Final = (116, 124, 118, 90, 102, 80, 66, 96)
_BAR: Final = 6


class CoverageModel(LinesModel[Line]):
    """Industries down, columns across, confidence last."""

    def __init__(self, parent: QObject | None = None) -> None:
        heads = (_("行业"), *map(column_word, Column), _("核实/单一/记忆/存疑 %"))
        super().__init__(heads, parent)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """The line of a cell, and its words for those who do not see it."""
        line = self.lines[index.row()]
        if role == _LINE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _("　").join(text for text in words_of(line, index.column()) if text)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tip(line, index.column())
        return None


def words_of(line: Line, column: int) -> tuple[str, str]:
    """The two lines of a cell."""
    if column == 0:
        return translate(line.industry), _("、").join(line.packs) or _("没有规则包")
    if column > len(Column):
        found = percents(line.shares)
        return "/".join(str(found[one]) for one in FIRM_FIRST) if found else "—", ""
    cell = line.cells[column - 1]
    return verdict_word(cell), detail_text(cell)


def _tip(line: Line, column: int) -> str:
    told = [translate(line.industry)]
    shares = line.shares
    if 0 < column <= len(Column):
        cell = line.cells[column - 1]
        shares = cell.shares
        told += [f"{column_word(cell.column)}　{verdict_word(cell)}", detail_text(cell)]
    told.append(shares_text(shares))
    told.append(_("点一下或按回车，查看规则包。") if line.packs else _("没有规则包"))
    return "\n".join(text for text in told if text)


class CoverageView(QWidget):
    """The table with a search; a cell that is opened leads to the pack of its industry."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._lines: tuple[Line, ...] = ()
        self.verdict = label(_("正在统计…"), "strong", wrap=True)
        self.search = SearchField(_("按行业、规则包查找"))
        self.model = CoverageModel(self)
        self.table = _table(self.model)
        self._arrange()
        self.search.searched.connect(lambda _text: self._filter())
        self.table.clicked.connect(self._open)
        self.table.activated.connect(self._open)
        self.count()

    def _arrange(self) -> None:
        worn = theme.current()
        head = QHBoxLayout()
        head.addWidget(self.verdict, 1)
        self.search.setFixedWidth(worn.px(240))
        head.addWidget(self.search)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(worn.px(10))
        column.addLayout(head)
        words = _("由规则包的内容数出来。能效、污染物只能数出已收录的行里有没有空缺。")
        column.addWidget(label(words, "caption", wrap=True))
        column.addWidget(self.table, 1)

    def count(self) -> None:
        """Count in the background."""
        catalog = self._desk.workspace.catalog

        def job(_progress: Progress) -> tuple[Line, ...]:
            return coverage({pack.id: catalog.firm(pack) for pack in catalog.packs})

        self._desk.tasks.run(job, self._show, self._broke)

    def _broke(self, error: Exception) -> None:
        if isValid(self):
            self.verdict.setText(_("统计没有完成。"))
        raise error

    def _show(self, lines: tuple[Line, ...]) -> None:
        if not isValid(self):
            return
        self._lines = lines
        self.verdict.setText(covered_text(lines))
        self._filter()

    def _filter(self) -> None:
        wanted = self.search.text().strip().casefold()
        self.model.show_lines([line for line in self._lines if _matches(line, wanted)])
        if self.model.lines:
            self.table.setCurrentIndex(self.model.index(0, 0))

    def _open(self, index: QModelIndex) -> None:
        packs = self.model.lines[index.row()].packs
        if packs:
            self._desk.show_pack(packs[0])


def _matches(line: Line, wanted: str) -> bool:
    texts = (line.industry, translate(line.industry), *line.packs)
    return any(wanted in text.casefold() for text in texts)


def _table(model: CoverageModel) -> RowTable:
    """Cells are chosen one by one: each has words of its own."""
    table = RowTable(model, _("覆盖表"), _WIDTHS, _ROW)
    table.setItemDelegate(_CoverageDelegate(table))
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setMouseTracking(True)
    return table


class _CoverageDelegate(QStyledItemDelegate):
    """Paints sign, verdict and figures; in the last column the bar of confidence."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        worn = theme.current()
        return QSize(worn.px(_WIDTHS[index.column()]), worn.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        worn, line = theme.current(), index.data(_LINE)
        # The style option's members are known to Qt, not to its type information.
        state, rect = option.state, QRectF(option.rect)  # type: ignore[attr-defined]
        if not isinstance(line, Line):
            return
        painter.save()
        area = rect.adjusted(2, 1, -2, -1)
        if state & QStyle.StateFlag.State_Selected:
            ground(painter, area, tinted(worn, "accent", 0.12))
        elif state & QStyle.StateFlag.State_MouseOver and line.packs:
            ground(painter, area, worn.colour("hover"))
        if state & QStyle.StateFlag.State_HasFocus:
            focus_ring(painter, area, worn)
        _paint_cell(painter, area, line, index.column(), worn)
        painter.restore()


def _paint_cell(painter: QPainter, area: QRectF, line: Line, column: int, worn: Theme) -> None:
    inner = area.adjusted(worn.px(8), worn.px(3), -worn.px(6), -worn.px(3))
    first, second = words_of(line, column)
    colour = "text" if column == 0 or line.packs else "muted"
    if 0 < column <= len(Column):
        cell = line.cells[column - 1]
        sign, token = _LOOK[cell.extent]
        side = worn.px(11)
        top = inner.top() + (inner.height() / 2 - side) / 2
        draw_sign(painter, QRectF(inner.left(), top, side, side), sign, worn.colour(token))
        colour = "muted" if _faint(cell) else "text"
        inner.setLeft(inner.left() + side + worn.px(6))
    half = inner.height() / 2
    upper = QRectF(inner.left(), inner.top(), inner.width(), half)
    lower = upper.translated(0, half)
    _text(painter, upper, first, worn.font(bold=column == 0), worn.colour(colour).name())
    if column > len(Column):
        _paint_bar(painter, lower, line, worn)
    else:
        _text(painter, lower, second, worn.font(Type.SMALL), worn.hex("muted"))


def _faint(cell: Cell) -> bool:
    return cell.extent in (Extent.NONE, Extent.SHARED)


def _text(painter: QPainter, room: QRectF, text: str, font: Any, colour: str) -> None:  # noqa: ANN401
    painter.setFont(font)
    painter.setPen(colour)
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)


def _paint_bar(painter: QPainter, room: QRectF, line: Line, worn: Theme) -> None:
    whole, left = sum(line.shares.values()), room.left()
    top = room.center().y() - worn.px(_BAR) / 2
    for one in FIRM_FIRST if whole else ():
        width = room.width() * line.shares.get(one, 0) / whole
        painter.fillRect(QRectF(left, top, width, worn.px(_BAR)), worn.colour(TOKENS[one]))
        left += width
