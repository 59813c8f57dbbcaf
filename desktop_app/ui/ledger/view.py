"""The grid itself: moves, selects and opens editors like a spreadsheet."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import (
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.labels import label, rule
from desktop_app.ui.history.subject import HistorySubject
from desktop_app.ui.ledger.cell_anchor import cells_subject
from desktop_app.ui.ledger.cells import COLUMNS, YEAR_COLUMN
from desktop_app.ui.ledger.column_widths import MONTH_WIDTH, ColumnWidths
from desktop_app.ui.ledger.delegate import CellDelegate, CellEditor
from desktop_app.ui.ledger.fill_handle import FillHandle
from desktop_app.ui.ledger.model import LedgerModel
from desktop_app.ui.ledger.moves import Ground, aim
from desktop_app.ui.ledger.picking import Picking
from desktop_app.ui.ledger.row_header import NAME_WIDTH, UNIT_WIDTH, RowHeader


class LedgerView(QTableView):
    """A table of figures with the names of its rows always in sight.

    Signals:
        undo_requested(), redo_requested(): their keys, where no window takes them first.
    """

    undo_requested = Signal()
    redo_requested = Signal()

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
        self.picking = Picking(model, self)
        self.widths = ColumnWidths(model, self)
        self.handle = FillHandle(model, self)
        self._pressed = QModelIndex()
        self._corner = QFrame(self)
        self._name_head = label(_("品种"), "caption")
        self._unit_head = label(_("单位"), "caption")
        self._set_up()
        model.modelReset.connect(self._renewed)
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
        self.horizontalScrollBar().setSingleStep(worn.px(MONTH_WIDTH) // 2)
        self.verticalScrollBar().setSingleStep(worn.px(28))
        self.widths.fit()
        self._place_corner()

    def _renewed(self) -> None:
        self.rows.size_up()
        self.widths.fit()

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
        return self.picking.cell

    def history_subject(self, _at: QWidget) -> HistorySubject | None:
        """The selected cells, as the history asks for them."""
        return cells_subject(self, self._ledger)

    def selected(self) -> list[tuple[int, int]]:
        """The selected cells in reading order."""
        return self.picking.cells

    def go_to(self, row: int, column: int) -> None:
        """Make a cell current and bring it into sight."""
        self.picking.go_to(row, column)

    def look_at_year(self) -> None:
        """Bring the figures of the year into sight, without going there."""
        self.scrollTo(self.model().index(0, YEAR_COLUMN))

    def cell_box(self, row: int, column: int) -> QRect:
        """Where a cell is, in the viewport."""
        return self.visualRect(self._ledger.index(row, column))

    # moving

    def _stepped(self, across: int, down: int, how: str) -> None:
        if how != "arrow" and self.picking.several:
            self.picking.step_inside(across or down, down=bool(down))
        elif how == "tab":
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
        grows = bool(held & Qt.KeyboardModifier.ShiftModifier)
        begin = self.picking.end if grows else here
        place = aim(Qt.Key(event.key()), ctrl=ctrl, here=begin, ground=self._ground())
        if place is None:
            return False
        self._tab_from = -1
        go = self.picking.extend_to if grows else self.picking.go_to
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
            self.picking.lines(rows=back)
        elif key in _TABS and ctrl:
            super().focusNextPrevChild(not (back or key == Qt.Key.Key_Backtab))
        elif key in _ENTER:
            self._enter(-1 if back else 1)
        elif key == Qt.Key.Key_Backspace:
            self._empty_here()
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

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from cell to cell, and on to the next control behind the last one.

        Qt asks this before a view is given the key. Ctrl+Tab leaves the grid from anywhere.
        """
        editing = self.state() is QAbstractItemView.State.EditingState
        if not editing and self.cell() is not None:
            step = 1 if forward else -1
            if self.picking.several:
                self.picking.step_inside(step, down=False)
                return True
            if self._tab(step):
                return True
        return super().focusNextPrevChild(forward)

    def _enter(self, step: int) -> None:
        """Down or up, inside what is selected when that is more than a cell."""
        if self.picking.several:
            self.picking.step_inside(step, down=True)
        else:
            self._move(0, step)

    def _edit_here(self) -> None:
        here = self.cell()
        if here is not None and self._ledger.editable(*here):
            self.cells.open_at_end()
            self.edit(self.currentIndex())

    def _empty_here(self) -> None:
        """Begin the current cell anew, as Backspace does in spreadsheets: empty, ready to type."""
        here = self.cell()
        if here is None or not self._ledger.editable(*here):
            return
        self.cells.open_over()
        self.edit(self.currentIndex())
        editor = self.indexWidget(self.currentIndex())
        if isinstance(editor, CellEditor):
            editor.clear()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click ends a run of tabs; with Shift it selects up to there."""
        self._tab_from = -1
        index = self.indexAt(event.position().toPoint())
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if shift and index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.picking.extend_to(index.row(), index.column())
            return
        self._pressed = index
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A block drawn by the mouse has its current cell where the drawing began."""
        super().mouseReleaseEvent(event)
        self.picking.settle(self._pressed)
        self._pressed = QModelIndex()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cells, and over them the handle that fills."""
        super().paintEvent(event)
        if not self.handle.is_in(event.rect()):
            return
        painter = QPainter(self.viewport())
        self.handle.paint(painter)
        painter.end()

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


_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_TABS: Final = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Backtab})


def _is_redo(event: QKeyEvent) -> bool:
    """Ctrl+Y is redo in spreadsheets on every system."""
    return event.key() == Qt.Key.Key_Y and event.modifiers() == Qt.KeyboardModifier.ControlModifier
