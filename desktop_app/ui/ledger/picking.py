"""Which cells of a ledger are selected, as spreadsheets have it.

The current cell is where selecting began: it stays while the selection grows towards the keyboard
or the mouse, and Enter and Tab lead it through the selected cells without losing them.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex
from PySide6.QtWidgets import QAbstractItemView, QTableView

from desktop_app.ui.ledger.cells import COLUMNS
from desktop_app.ui.ledger.model import LedgerModel

Place = tuple[int, int]
_ALONE = QItemSelectionModel.SelectionFlag.ClearAndSelect
_KEPT = QItemSelectionModel.SelectionFlag.NoUpdate


class Picking:
    """Moves the current cell of a view and what is selected around it."""

    def __init__(self, model: LedgerModel, view: QTableView) -> None:
        self._ledger = model
        self._view = view
        self._end: Place = (0, 0)
        view.selectionModel().currentChanged.connect(self._moved)

    @property
    def cell(self) -> Place | None:
        """The current cell."""
        index = self._view.currentIndex()
        return (index.row(), index.column()) if index.isValid() else None

    @property
    def end(self) -> Place:
        """The corner of the selection that moves when it grows."""
        return self._end

    @property
    def cells(self) -> list[Place]:
        """The selected cells in reading order."""
        chosen = self._view.selectionModel().selection()
        blocks = (chosen.at(place) for place in range(chosen.count()))
        return sorted(
            {
                (row, column)
                for block in blocks
                for row in range(block.top(), block.bottom() + 1)
                for column in range(block.left(), block.right() + 1)
            }
        )

    @property
    def several(self) -> bool:
        """Whether more than one cell is selected, the current one among them."""
        chosen = self._view.selectionModel().selection()
        count = sum(chosen.at(at).width() * chosen.at(at).height() for at in range(chosen.count()))
        return count > 1 and chosen.contains(self._view.currentIndex())

    def go_to(self, row: int, column: int) -> None:
        """Make a cell current, it alone selected, and bring it into sight."""
        index = self._ledger.index(row, column)
        # Said outright: by itself Qt would add to the selection while Ctrl is down.
        self._view.selectionModel().setCurrentIndex(index, _ALONE)
        self._end = (row, column)
        self._view.scrollTo(index)

    def extend_to(self, row: int, column: int) -> None:
        """Select everything between the current cell and this one."""
        here = self._view.currentIndex()
        if not here.isValid():
            self.go_to(row, column)
            return
        index = self._ledger.index(row, column)
        self._end = (row, column)
        self._view.selectionModel().select(QItemSelection(here, index), _ALONE)
        self._view.scrollTo(index)

    def settle(self, began: QModelIndex) -> None:
        """The mouse has drawn a block from `began`: it is current again, without scrolling."""
        ended = self._view.currentIndex()
        if not (began.isValid() and ended.isValid() and self.several) or began == ended:
            return
        # Qt would scroll back to the cell, away from where the user looks.
        self._view.setAutoScroll(False)
        self._view.selectionModel().setCurrentIndex(began, _KEPT)
        self._view.setAutoScroll(True)
        self._end = (ended.row(), ended.column())

    def lines(self, *, rows: bool) -> None:
        """Select the whole rows or columns of what is selected."""
        last = self._ledger.rowCount() - 1
        chosen = QItemSelection()
        for row, column in self.cells:
            first = (row, 0) if rows else (0, column)
            final = (row, COLUMNS - 1) if rows else (last, column)
            chosen.select(self._ledger.index(*first), self._ledger.index(*final))
        self._view.selectionModel().select(chosen, _ALONE)

    def block(self, cells: Iterable[Place]) -> None:
        """Select cells, the first of them current."""
        listed = list(cells)
        if not listed:
            return
        self.go_to(*listed[0])
        chosen = QItemSelection()
        for row, column in listed:
            index = self._ledger.index(row, column)
            chosen.select(index, index)
        self._view.selectionModel().select(chosen, _ALONE)
        self._end = listed[-1]

    def step_inside(self, step: int, *, down: bool) -> None:
        """To the next selected cell one can type into, column by column or row by row."""
        here, cells = self.cell, self.cells
        typed = [cell for cell in cells if self._ledger.editable(*cell)] or cells
        order = sorted(typed, key=lambda cell: cell[::-1]) if down else typed
        if here in order:
            place = order[(order.index(here) + step) % len(order)]
        else:
            place = order[0 if step > 0 else -1]
        index = self._ledger.index(*place)
        self._view.selectionModel().setCurrentIndex(index, _KEPT)
        self._view.scrollTo(index)

    def _moved(self, current: QModelIndex) -> None:
        """Growing begins anew at the current cell, unless the mouse is drawing a block."""
        if self._view.state() is not QAbstractItemView.State.DragSelectingState:
            self._end = (current.row(), current.column()) if current.isValid() else (0, 0)
