"""The small square at the corner of a selection: drawn over other cells, it fills them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QTableView

from desktop_app.ui import theme
from desktop_app.ui.ledger.model import LedgerModel

Place = tuple[int, int]
_SIDE: Final = 7
_REACH: Final = 3
"""Pixels around the square that still count as it."""


class FillHandle(QObject):
    """Follows the selection of a view; the view paints it last.

    Signals:
        drawn(tuple, tuple): fill from the block of these corners (top, left, bottom, right) the
            cells of the second block, which lies beside or below it.
    """

    drawn = Signal(object, object)

    def __init__(self, model: LedgerModel, view: QTableView) -> None:
        super().__init__(view)
        self._ledger = model
        self._view = view
        self._target: tuple[int, int, int, int] | None = None
        self._pulling = False
        view.viewport().installEventFilter(self)
        view.viewport().setMouseTracking(True)
        self._corner: Place | None = None
        view.selectionModel().selectionChanged.connect(self._show_again)

    @property
    def block(self) -> tuple[int, int, int, int] | None:
        """The selection as top, left, bottom, right, where it is one block that can be repeated."""
        chosen = self._view.selectionModel().selection()
        if chosen.count() != 1:
            return None
        found = chosen.at(0)
        inside = self._ledger.editable(found.top(), found.left())
        return (found.top(), found.left(), found.bottom(), found.right()) if inside else None

    def _show_again(self) -> None:
        """Paint anew where the square was and where it is; a whole viewport takes too long."""
        block, before = self.block, self._corner
        self._corner = (block[2], block[3]) if block is not None else None
        for corner in filter(None, (before, self._corner)):
            cell = self._view.visualRect(self._ledger.index(*corner))
            self._view.viewport().update(cell.adjusted(-_SIDE, -_SIDE, _SIDE, _SIDE))

    @property
    def box(self) -> QRect:
        """Where the square is in the viewport; empty while there is none."""
        block = self.block
        if block is None or self._view.state() is QTableView.State.EditingState:
            return QRect()
        corner = self._view.visualRect(self._ledger.index(block[2], block[3])).bottomRight()
        side = theme.current().px(_SIDE)
        return QRect(corner - QPoint(side - 2, side - 2), corner + QPoint(1, 1))

    def is_in(self, area: QRect) -> bool:
        """Whether something is to be painted in an area of the viewport."""
        return self._target is not None or self.box.intersects(area)

    def paint(self, painter: QPainter) -> None:
        """Draw the square, and what would be filled while it is drawn."""
        worn, box = theme.current(), self.box
        if not box.isEmpty():
            painter.fillRect(box, worn.colour("surface"))
            painter.fillRect(box.adjusted(1, 1, 0, 0), worn.colour("accent"))
        if self._target is not None:
            painter.setPen(QPen(worn.colour("accent"), 1.5, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self._area(self._target).adjusted(0, 0, -1, -1))

    def _area(self, block: tuple[int, int, int, int]) -> QRect:
        top, left, bottom, right = block
        first = self._view.visualRect(self._ledger.index(top, left))
        return first.united(self._view.visualRect(self._ledger.index(bottom, right)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the mouse while it is on the square or draws it."""
        if not isinstance(event, QMouseEvent):
            return super().eventFilter(watched, event)
        spot = event.position().toPoint()
        on = self.box.adjusted(-_REACH, -_REACH, _REACH, _REACH).contains(spot)
        if event.type() == QEvent.Type.MouseButtonPress:
            self._pulling = on and event.button() == Qt.MouseButton.LeftButton
            return self._pulling
        if event.type() == QEvent.Type.MouseMove and self._pulling:
            self._pull(spot)
            return True
        if event.type() == QEvent.Type.MouseMove:
            shape = Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor
            if self._view.viewport().cursor().shape() != shape:
                self._view.viewport().setCursor(shape)
        elif event.type() == QEvent.Type.MouseButtonRelease and self._pulling:
            self._let_go()
            return True
        return super().eventFilter(watched, event)

    def _pull(self, spot: QPoint) -> None:
        """Reach for the cell under the mouse, along the longer of the two ways."""
        inside = self._view.viewport().rect()
        held = QPoint(min(max(spot.x(), 0), inside.right()), min(max(spot.y(), 0), inside.bottom()))
        index, block = self._view.indexAt(held), self.block
        if block is None:
            return
        if index.isValid():
            self._view.scrollTo(index)
            self._target = _reach(block, (index.row(), index.column()))
        self._view.viewport().update()

    def _let_go(self) -> None:
        block, target = self.block, self._target
        self._pulling, self._target = False, None
        self._view.viewport().update()
        if block is not None and target is not None:
            self.drawn.emit(block, target)


def _reach(block: tuple[int, int, int, int], to: Place) -> tuple[int, int, int, int] | None:
    """The cells between a block and a place, as wide or as high as the block; None inside it."""
    top, left, bottom, right = block
    down = to[0] - bottom if to[0] > bottom else min(to[0] - top, 0)
    across = to[1] - right if to[1] > right else min(to[1] - left, 0)
    if not down and not across:
        return None
    if abs(down) >= abs(across):
        return (bottom + 1, left, to[0], right) if down > 0 else (to[0], left, top - 1, right)
    return (top, right + 1, bottom, to[1]) if across > 0 else (top, to[1], bottom, left - 1)
