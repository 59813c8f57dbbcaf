"""The grid itself: moves, selects and opens editors like a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFontMetricsF,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.labels import label, rule
from desktop_app.ui.history.subject import HistorySubject
from desktop_app.ui.ledger.cell_anchor import cells_subject
from desktop_app.ui.ledger.cells import COLUMNS, DEVIATION_COLUMN, LAST_COLUMN, YEAR_COLUMN
from desktop_app.ui.ledger.delegate import PAD, CellDelegate, CellEditor
from desktop_app.ui.ledger.model import LedgerModel
from desktop_app.ui.ledger.moves import Ground, aim
from desktop_app.ui.ledger.row_header import NAME_WIDTH, UNIT_WIDTH, RowHeader
from desktop_app.ui.theme import Type

_WIDTHS: Final = {YEAR_COLUMN: 104, LAST_COLUMN: 104, DEVIATION_COLUMN: 72}
_MONTH_WIDTH: Final = 78
#: Figures of this many rows decide how wide a column starts.
_MEASURED: Final = 200


class LedgerView(QTableView):
    """A table of figures with the names of its rows always in sight.

    Signals:
        undo_requested(), redo_requested(): their keys, where no window takes them first.
        widths_chosen(dict[int, int]): the user drew columns to these widths, by column.
    """

    undo_requested = Signal()
    redo_requested = Signal()
    widths_chosen = Signal(object)

    def __init__(self, model: LedgerModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ledger = model
        self.setModel(model)
        self.rows = RowHeader(model, self)
        self.setVerticalHeader(self.rows)
        self.cells = CellDelegate(model, self)
        self.cells.stepped.connect(self._stepped)
        self.setItemDelegate(self.cells)
        self._tab_from = -1
        self._anchor = (0, 0)
        self._fitting = False
        self._own_widths: dict[int, int] = {}
        self._corner = QFrame(self)
        self._name_head = label(_("品种"), "caption")
        self._unit_head = label(_("单位"), "caption")
        self._set_up()
        model.modelReset.connect(self._renewed)
        model.dataChanged.connect(self._widen)
        self.selectionModel().currentChanged.connect(self._anchored)
        self.horizontalHeader().sectionResized.connect(self._resized)
        self.horizontalHeader().sectionHandleDoubleClicked.connect(self._fit_again)
        self.size_up()

    def _set_up(self) -> None:
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.DoubleClicked)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.horizontalHeader().setHighlightSections(True)
        self._corner_rule = rule(self._corner)
        for part in (self._name_head, self._unit_head):
            part.setParent(self._corner)
        self._unit_head.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    # sizes

    def size_up(self) -> None:
        """Measure everything in the font size worn now."""
        worn = theme.current()
        self.cells.forget_theme()
        self.rows.size_up()
        self.horizontalHeader().setFixedHeight(worn.px(32))
        self.horizontalHeader().setMinimumSectionSize(worn.px(52))
        self.horizontalScrollBar().setSingleStep(worn.px(_MONTH_WIDTH) // 2)
        self.verticalScrollBar().setSingleStep(worn.px(28))
        self.fit_columns()
        self._place_corner()

    def _renewed(self) -> None:
        self.rows.size_up()
        self.fit_columns()

    def fit_columns(self) -> None:
        """Make each column wide enough for its figures."""
        shown = range(min(self._ledger.rowCount(), _MEASURED))
        for column, wanted in enumerate(self._wanted(shown)):
            own = self._own_widths.get(column)
            self._set_width(column, wanted if own is None else theme.current().px(own))

    def _set_width(self, column: int, width: int) -> None:
        self._fitting = True
        self.setColumnWidth(column, width)
        self._fitting = False

    def _resized(self, column: int, _old: int, width: int) -> None:
        """Keep what the user chose, in pixels of the ordinary font size."""
        if not self._fitting:
            self._own_widths[column] = round(width * 100 / theme.current().px(100))
            self.widths_chosen.emit(self.own_widths)

    def _fit_again(self, column: int) -> None:
        """A double click on the edge of a head lets the figures decide again."""
        self._own_widths.pop(column, None)
        self.fit_columns()
        self.widths_chosen.emit(self.own_widths)

    @property
    def own_widths(self) -> dict[int, int]:
        """The widths of columns the user chose, at the ordinary font size."""
        return dict(self._own_widths)

    def set_own_widths(self, widths: Mapping[int, int]) -> None:
        """Make columns as wide as the user once chose."""
        self._own_widths = dict(widths)
        self.fit_columns()

    def _wanted(self, rows: Iterable[int]) -> list[int]:
        worn = theme.current()
        metrics = QFontMetricsF(worn.font(Type.SMALL))
        widest = [0] * COLUMNS
        for row in rows:
            for column in range(COLUMNS):
                cell = self._ledger.cell(row, column)
                below = f"{cell.last}  {cell.change}" if cell.last else ""
                for text in filter(None, (cell.text, below)):
                    width = round(metrics.horizontalAdvance(text))
                    widest[column] = max(widest[column], width)
        # Room for the margins, for the sign of an estimate, and for bold totals.
        extra = 2 * worn.px(PAD) + worn.px(16)
        least = [worn.px(_WIDTHS.get(column, _MONTH_WIDTH)) for column in range(COLUMNS)]
        return [
            max(small, min(width + extra, 3 * small))
            for small, width in zip(least, widest, strict=True)
        ]

    def _widen(self, first: QModelIndex, last: QModelIndex) -> None:
        """Let columns grow with what was just entered; they never shrink under the eye."""
        rows = range(first.row(), min(last.row(), first.row() + _MEASURED) + 1)
        for column, wanted in enumerate(self._wanted(rows)):
            if wanted > self.columnWidth(column) and column not in self._own_widths:
                self._set_width(column, wanted)

    def _place_corner(self) -> None:
        worn = theme.current()
        height = self.horizontalHeader().height()
        edge = self.frameWidth()
        width, name = worn.px(NAME_WIDTH + UNIT_WIDTH), worn.px(NAME_WIDTH)
        self._corner.setGeometry(edge, edge, width, height)
        self._name_head.setGeometry(worn.px(10), 0, name - worn.px(10), height)
        self._unit_head.setGeometry(name, 0, worn.px(UNIT_WIDTH - 22), height)
        self._corner_rule.setGeometry(0, height - 1, width, 1)
        self._corner.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the heads of name and unit in the corner."""
        super().resizeEvent(event)
        self._place_corner()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again in another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event) and hasattr(self, "_corner"):
            self.size_up()

    # selection

    def cell(self) -> tuple[int, int] | None:
        """The current cell."""
        index = self.currentIndex()
        return (index.row(), index.column()) if index.isValid() else None

    def history_subject(self, _at: QWidget) -> HistorySubject | None:
        """The selected cells, as the history asks for them."""
        return cells_subject(self, self._ledger)

    def selected(self) -> list[tuple[int, int]]:
        """The selected cells in reading order."""
        chosen = self.selectionModel().selection()
        blocks = (chosen.at(place) for place in range(chosen.count()))
        return sorted(
            {
                (row, column)
                for block in blocks
                for row in range(block.top(), block.bottom() + 1)
                for column in range(block.left(), block.right() + 1)
            }
        )

    def go_to(self, row: int, column: int) -> None:
        """Make a cell current and bring it into sight."""
        index = self._ledger.index(row, column)
        # Said outright: by itself Qt would add to the selection while Ctrl is down.
        alone = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, alone)
        self.scrollTo(index)

    def look_at_year(self) -> None:
        """Bring the figures of the year into sight, without going there."""
        self.scrollTo(self.model().index(0, YEAR_COLUMN))

    def extend_to(self, row: int, column: int) -> None:
        """Select everything between the cell selecting began at and this one."""
        index = self._ledger.index(row, column)
        chosen = QItemSelection(self._ledger.index(*self._anchor), index)
        anchor = self._anchor
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._anchor = anchor
        self.scrollTo(index)

    def _anchored(self, current: QModelIndex) -> None:
        """Where selecting begins next: the current cell, unless the mouse is drawing a block."""
        if self.state() is not QAbstractItemView.State.DragSelectingState and current.isValid():
            self._anchor = (current.row(), current.column())

    def _select_lines(self, *, rows: bool) -> None:
        """Select the whole rows or columns of what is selected."""
        cells = self.selected()
        last = self._ledger.rowCount() - 1
        chosen = QItemSelection()
        for row, column in cells:
            first = (row, 0) if rows else (0, column)
            final = (row, COLUMNS - 1) if rows else (last, column)
            chosen.select(self._ledger.index(*first), self._ledger.index(*final))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def select_block(self, cells: Iterable[tuple[int, int]]) -> None:
        """Select cells, the first of them current."""
        listed = list(cells)
        if not listed:
            return
        self.go_to(*listed[0])
        chosen = QItemSelection()
        for row, column in listed:
            index = self._ledger.index(row, column)
            chosen.select(index, index)
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().select(chosen, flag)

    def cell_box(self, row: int, column: int) -> QRect:
        """Where a cell is, in the viewport."""
        return self.visualRect(self._ledger.index(row, column))

    # moving

    def _stepped(self, across: int, down: int, how: str) -> None:
        if how == "tab":
            self._tab(across)
        else:
            self._tab_from = self._tab_from if how == "enter" else -1
            self._move(across, down)

    def _move(self, across: int, down: int) -> None:
        """One step; Enter after a run of tabs goes back to where the run began."""
        here = self.cell()
        if here is None:
            return
        column = here[1] + across
        if down and self._tab_from >= 0:
            column, self._tab_from = self._tab_from, -1
        row = min(max(here[0] + down, 0), self._ledger.rowCount() - 1)
        self.go_to(row, min(max(column, 0), COLUMNS - 1))

    def _tab(self, step: int) -> bool:
        """To the next cell one can type into; False at the end of the grid."""
        here = self.cell() or (0, -1)
        if self._tab_from < 0:
            self._tab_from = max(here[1], 0)
        place = here[0] * COLUMNS + here[1] + step
        while 0 <= place < self._ledger.rowCount() * COLUMNS:
            row, column = divmod(place, COLUMNS)
            if self._ledger.editable(row, column):
                if row != here[0]:
                    self._tab_from = -1
                self.go_to(row, column)
                return True
            place += step
        return False

    def _ground(self) -> Ground:
        page = max(1, self.viewport().height() // max(1, self.rowHeight(0)) - 1)
        rows = self._ledger.rowCount()
        return Ground(rows, COLUMNS, page, lambda row, at: bool(self._ledger.cell(row, at).text))

    def _moved(self, event: QKeyEvent) -> bool:
        """Follow arrows, Home, End and Page keys; Shift selects, Ctrl jumps over blocks."""
        here, held = self.cell(), event.modifiers()
        ctrl = bool(held & Qt.KeyboardModifier.ControlModifier)
        if here is None or held & Qt.KeyboardModifier.AltModifier:
            return False
        place = aim(Qt.Key(event.key()), ctrl=ctrl, here=here, ground=self._ground())
        if place is None:
            return False
        self._tab_from = -1
        go = self.extend_to if held & Qt.KeyboardModifier.ShiftModifier else self.go_to
        go(*place)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys as spreadsheets have them; the rest is Qt's."""
        key = event.key()
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self._moved(event):
            return
        if key == Qt.Key.Key_Space and (ctrl or back):
            self._select_lines(rows=back)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._move(0, -1 if back else 1)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            backwards = back or key == Qt.Key.Key_Backtab
            if not self._tab(-1 if backwards else 1):
                self.focusNextPrevChild(not backwards)
        elif key == Qt.Key.Key_F2:
            self._edit_here()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.selectAll()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo_requested.emit()
        elif event.matches(QKeySequence.StandardKey.Redo) or _is_redo(event):
            self.redo_requested.emit()
        else:
            self.cells.open_over()
            super().keyPressEvent(event)

    def _edit_here(self) -> None:
        here = self.cell()
        if here is not None and self._ledger.editable(*here):
            self.cells.open_at_end()
            self.edit(self.currentIndex())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click ends a run of tabs; with Shift it selects up to there."""
        self._tab_from = -1
        index = self.indexAt(event.position().toPoint())
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if shift and index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.extend_to(index.row(), index.column())
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit what is there instead of typing over it."""
        if self.indexAt(event.position().toPoint()).isValid():
            self.cells.open_at_end()
        super().mouseDoubleClickEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Typing Chinese opens the cell as typing figures does."""
        self.cells.open_over()
        composing = bool(event.preeditString())
        if composing or self.state() is QAbstractItemView.State.EditingState:
            super().inputMethodEvent(event)
            return
        # Text that comes in one piece: Qt opens the editor but does not hand it on.
        here = self.cell()
        if event.commitString() and here is not None and self._ledger.editable(*here):
            self.edit(self.currentIndex())
            editor = self.indexWidget(self.currentIndex())
            if isinstance(editor, CellEditor):
                editor.setText(event.commitString())


def _is_redo(event: QKeyEvent) -> bool:
    """Ctrl+Y is redo in spreadsheets on every system."""
    return event.key() == Qt.Key.Key_Y and event.modifiers() == Qt.KeyboardModifier.ControlModifier
