"""The table of cases: columns the user chooses, whole rows, levels as sign and word.

As a heat map a cell is also filled with the colour of its level; sign and word stay.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QObject,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop_app.app.enterprise_columns import Column
from desktop_app.app.enterprise_words import MarkWords, mark_words
from desktop_app.app.enterprises import CaseLine, Standing
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.drawing import draw_sign, ground, tinted
from desktop_app.ui.components.row_table import ROW, Index, LinesModel, RowTable
from desktop_app.ui.theme import Theme, Type

_ROLES: Final = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.TextAlignmentRole,
        Qt.ItemDataRole.ForegroundRole,
    }
)
_MIDDLE: Final = Qt.AlignmentFlag.AlignVCenter
#: What Qt leaves free before the text of a cell, besides its padding.
_TEXT_MARGIN: Final = 3
_GRADES: Final = ("D0", "D1", "D2", "D3", "D4", "D5")


class CasesModel(LinesModel[CaseLine]):
    """The cases shown, in the columns shown."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__([column.title for column in columns], parent)
        self.columns = tuple(columns)

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self.heads = tuple(column.title for column in columns)
        self.endResetModel()

    def renew(self, line: CaseLine) -> None:
        """Show a line anew where it stands."""
        for row, shown in enumerate(self.lines):
            if shown.id == line.id:
                self.lines[row] = line
                left, right = self.index(row, 0), self.index(row, len(self.columns) - 1)
                self.dataChanged.emit(left, right)
                return

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Texts, the whole text as tip, alignment; figures stand to the right."""
        if role not in _ROLES:
            return None  # most of what Qt asks for: a table being scrolled asks a lot
        line, column = self.lines[index.row()], self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            # Marks are painted by the delegate, sign and word.
            return "" if column.limb is not None else column.text(line)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title} {column.text(line)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tip(line, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | _MIDDLE
        if role == Qt.ItemDataRole.ForegroundRole and line.standing is not Standing.CURRENT:
            return theme.current().colour("muted")
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The heads; those of figures stand to the right, too."""
        across = orientation is Qt.Orientation.Horizontal
        if across and role == Qt.ItemDataRole.TextAlignmentRole and section < len(self.columns):
            right = self.columns[section].right
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | _MIDDLE
        return super().headerData(section, orientation, role)


def _tip(line: CaseLine, column: Column) -> str:
    told = [f"{line.enterprise.name}　{line.facts.year}", f"{column.title}　{column.text(line)}"]
    mark = line.shown.marks.get(column.limb) if column.limb is not None else None
    if mark is not None and mark.name:
        told.append(translate(mark.name))
    if mark is not None and mark.to_verify:
        told.append(_("待核实"))
    if line.standing is Standing.STALE:
        told.append(_("数据、规则包或程序改动过，原来的判定不再显示。"))
    told += [fault.told(translate) for fault in line.shown.faults]
    return "\n".join(told)


class CasesTable(RowTable):
    """Whole rows are chosen, several with Shift or Ctrl; a click on a head sorts.

    Signals:
        opened(str): the case of that id is to be opened.
        chosen(): other rows are chosen now.
        sorted_by(str): the column of that id is to be sorted by.
        resized(str, int): the user gave a column another width, in pixels at 100 %.
    """

    opened = Signal(str)
    chosen = Signal()
    sorted_by = Signal(str)
    resized = Signal(str, int)

    def __init__(self, model: CasesModel, parent: QWidget | None = None) -> None:
        super().__init__(model, _("企业库的自评"), (), parent=parent)
        self._model = model
        self._laying_out = False
        self._widths: list[int] = []
        self._delegate = _CasesDelegate(model, self)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionsClickable(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(theme.current().px(40))
        # The heads would ask for each column whether all of its thousand rows are chosen.
        header.setSelectionModel(QItemSelectionModel(model, header))
        header.sectionClicked.connect(self._head_clicked)
        header.sectionResized.connect(self._section_resized)
        self.selectionModel().selectionChanged.connect(lambda *_given: self.chosen.emit())
        self.doubleClicked.connect(lambda index: self.opened.emit(model.lines[index.row()].id))

    def lay_out(self, widths: Sequence[int]) -> None:
        """Give the columns their widths, in pixels at 100 %; no head is cut."""
        self._widths = list(widths)
        self._laying_out = True
        for column, width in enumerate(widths):
            least = self.horizontalHeader().sectionSizeHint(column)
            self.setColumnWidth(column, max(theme.current().px(width), least))
        self._laying_out = False

    def show_heat(self, *, on: bool) -> None:
        """Fill the cells with the colours of their levels, or not."""
        self._delegate.heat = on
        self.viewport().update()

    def show_order(self, column_id: str, *, backwards: bool) -> None:
        """Show in the heads what is sorted by."""
        header = self.horizontalHeader()
        place = next((n for n, one in enumerate(self._model.columns) if one.id == column_id), -1)
        header.setSortIndicatorShown(place >= 0)
        way = Qt.SortOrder.DescendingOrder if backwards else Qt.SortOrder.AscendingOrder
        if place >= 0:
            header.setSortIndicator(place, way)

    @property
    def marked(self) -> list[CaseLine]:
        """The chosen lines, from the top."""
        return [self._model.lines[row] for row in self._marked_rows()]

    @property
    def marked_count(self) -> int:
        """How many lines are chosen."""
        return len(self._marked_rows())

    def _marked_rows(self) -> list[int]:
        """By ranges: asking row by row takes seconds where ten thousand are chosen."""
        chosen: list[QItemSelectionRange] = list(self.selectionModel().selection().toList())
        return sorted({row for one in chosen for row in range(one.top(), one.bottom() + 1)})

    @property
    def current_column(self) -> str:
        """The id of the column the keyboard is in; empty without a row."""
        place = self.currentIndex().column()
        return self._model.columns[place].id if place >= 0 else ""

    def mark_all(self, ids: Collection[str]) -> None:
        """Choose the lines of these cases, as far as they are shown; else the first."""
        flags = QItemSelectionModel.SelectionFlag
        rows = [row for row, line in enumerate(self._model.lines) if line.id in ids]
        found = QItemSelection()
        for first, last in _runs(rows):
            found.select(self._model.index(first, 0), self._model.index(last, 0))
        keyboard = self._model.index(rows[0] if rows else 0, 0)
        self.selectionModel().setCurrentIndex(keyboard, flags.NoUpdate)
        self.selectionModel().select(found, flags.ClearAndSelect | flags.Rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the case the keyboard is on."""
        row = self.currentIndex().row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            self.opened.emit(self._model.lines[row].id)
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the height of rows and the widths of columns in another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self.verticalHeader().setDefaultSectionSize(theme.current().px(ROW))
            self.lay_out(self._widths)

    def _head_clicked(self, section: int) -> None:
        self.sorted_by.emit(self._model.columns[section].id)

    def _section_resized(self, section: int, _old: int, new: int) -> None:
        if not self._laying_out and section < len(self._model.columns):
            width = round(new * 100 / theme.current().px(100))
            self._widths[section] = width
            self.resized.emit(self._model.columns[section].id, width)


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Consecutive rows together: ten thousand single ones would take long to select."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and row == found[-1][1] + 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found


class _CasesDelegate(QStyledItemDelegate):
    """Paints marks as sign and word; as a heat map it fills marks and grades with colour."""

    def __init__(self, model: CasesModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self.heat = False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell as the style draws it, and the mark above it."""
        line, column = self._model.lines[index.row()], self._model.columns[index.column()]
        worn = theme.current()
        # The style option's members are known to Qt, not to its type information.
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        if self.heat and column.id == "grade":
            _fill_grade(painter, rect, line, worn)
        super().paint(painter, option, index)
        if column.limb is not None:
            words = mark_words(line.shown.marks.get(column.limb), column.limb)
            if self.heat:
                _fill(painter, rect, words.tone, worn)
            _paint_mark(painter, rect, words, worn)


def _fill(painter: QPainter, rect: QRectF, tone: str, worn: Theme) -> None:
    """The ground of a level; what has none is hardly tinted."""
    painter.save()
    levelled = tone.startswith("level")
    token, share = (tone, 0.26) if levelled else ("muted", 0.07)
    ground(painter, rect.adjusted(1, 1, -1, -1), tinted(worn, token, share), radius=worn.px(3))
    painter.restore()


def _fill_grade(painter: QPainter, rect: QRectF, line: CaseLine, worn: Theme) -> None:
    """The higher the grade, the fuller the colour; the words say the same."""
    grade = line.shown.grade[:2]
    if grade in _GRADES:
        share = 0.05 + 0.07 * _GRADES.index(grade)
        painter.save()
        ground(painter, rect.adjusted(1, 1, -1, -1), tinted(worn, "accent", share), radius=3)
        painter.restore()


def _paint_mark(painter: QPainter, rect: QRectF, words: MarkWords, worn: Theme) -> None:
    painter.save()
    inner = rect.adjusted(worn.px(8) + _TEXT_MARGIN, 0, -worn.px(6), 0)
    if words.sign:
        side = worn.px(10)
        box = QRectF(inner.left(), inner.center().y() - side / 2, side, side)
        draw_sign(painter, box, words.sign, worn.colour(words.tone))
        inner.setLeft(box.right() + worn.px(6))
    font = worn.font(Type.SMALL, bold=words.tone.startswith("level"))
    painter.setFont(font)
    painter.setPen(worn.colour(words.tone))
    room = inner.width()
    text = QFontMetricsF(font).elidedText(words.text, Qt.TextElideMode.ElideRight, room)
    painter.drawText(inner, _MIDDLE, text)
    painter.restore()
