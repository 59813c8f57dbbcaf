"""The left edge of the ledger: the name of each item and the unit it is shown in."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QLineF, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QContextMenuEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView, QWidget

from desktop_app.core.units import show_unit
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.icons import draw_icon
from desktop_app.ui.ledger.model import LedgerModel
from desktop_app.ui.theme import Type

ROW_HEIGHT: Final = 28
#: With last year under every figure.
TALL_HEIGHT: Final = 46
NAME_WIDTH: Final = 156
UNIT_WIDTH: Final = 80


class RowHeader(QHeaderView):
    """Names and units; it stays in sight while the months scroll.

    A click on a name selects the row, a click on a unit offers other units.

    Signals:
        menu_requested(int, QPoint): a right click on a row, at a global position.
    """

    menu_requested = Signal(int, QPoint)

    def __init__(self, model: LedgerModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._model = model
        self.setSectionsClickable(True)
        self.setHighlightSections(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMouseTracking(True)
        self.size_up()

    def size_up(self) -> None:
        """Measure in the font size worn now."""
        worn = theme.current()
        height = worn.px(TALL_HEIGHT if self._model.beside else ROW_HEIGHT)
        self.setMinimumSectionSize(worn.px(ROW_HEIGHT))
        self.setDefaultSectionSize(height)
        self.setFixedWidth(worn.px(NAME_WIDTH + UNIT_WIDTH))

    def sizeHint(self) -> QSize:
        """As wide as name and unit."""
        worn = theme.current()
        return QSize(worn.px(NAME_WIDTH + UNIT_WIDTH), worn.px(ROW_HEIGHT))

    def _unit_row(self, place: QPoint) -> int:
        """The row whose unit is at a place, -1 when none with a choice is."""
        row = self.logicalIndexAt(place)
        if row < 0 or place.x() < theme.current().px(NAME_WIDTH):
            return -1
        return row if len(self._model.units(row)) > 1 else -1

    def offer_units(self, row: int) -> None:
        """Open the menu of units of a row."""
        units = self._model.units(row)
        if len(units) < 2:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        for unit in units:
            action = menu.addAction(show_unit(unit))
            action.setCheckable(True)
            action.setChecked(unit == self._model.unit(row))
            action.triggered.connect(lambda _on, unit=unit: self._model.set_unit(row, unit))
            group.addAction(action)
        corner = QPoint(theme.current().px(NAME_WIDTH), self._bottom(row))
        menu.popup(self.viewport().mapToGlobal(corner))

    def _bottom(self, row: int) -> int:
        return self.sectionViewportPosition(row) + self.sectionSize(row)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Offer units on a click on a unit, else select the row."""
        row = self._unit_row(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and row >= 0:
            self.offer_units(row)
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show by the cursor that a unit can be chosen."""
        over = self._unit_row(event.position().toPoint()) >= 0
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Let the page show the menu of the row."""
        row = self.logicalIndexAt(event.pos())
        if row >= 0:
            self.menu_requested.emit(row, event.globalPos())

    def changeEvent(self, event: QEvent) -> None:
        """Measure again in another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self.size_up()

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        """Paint name, unit and the sign that it can be changed."""
        if not rect.isValid():
            return
        worn = theme.current()
        box = QRectF(rect)
        painter.save()
        table = self.parentWidget()
        marked = isinstance(table, QTableView) and table.currentIndex().row() == logical_index
        painter.fillRect(box, worn.colour("tint" if marked else "surface"))
        painter.setPen(worn.colour("border"))
        painter.drawLine(QLineF(box.left(), box.bottom() - 0.5, box.right(), box.bottom() - 0.5))
        painter.drawLine(QLineF(box.right() - 0.5, box.top(), box.right() - 0.5, box.bottom()))
        painter.setFont(worn.font(Type.SMALL))
        painter.setPen(worn.colour("text"))
        height = box.height() / 2 if self._model.beside else box.height()
        name = QRectF(worn.px(10), box.top(), worn.px(NAME_WIDTH - 14), height)
        text = translate(self._model.item(logical_index).name)
        shown = painter.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, int(name.width())
        )
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, shown)
        if self._model.beside:
            painter.setPen(worn.colour("muted"))
            below = name.translated(0, height - worn.px(1))
            painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, _("上年同月、变化"))
        self._paint_unit(painter, QRectF(box.left(), box.top(), box.width(), height), logical_index)
        painter.restore()

    def _paint_unit(self, painter: QPainter, box: QRectF, row: int) -> None:
        worn = theme.current()
        painter.setPen(worn.colour("muted"))
        several = len(self._model.units(row)) > 1
        side = worn.px(12)
        arrow = QRectF(box.right() - side - 6, box.center().y() - side / 2, side, side)
        right = arrow.left() - 3
        room = QRectF(worn.px(NAME_WIDTH), box.top(), right - worn.px(NAME_WIDTH), box.height())
        unit = show_unit(self._model.unit(row))
        right_middle = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, right_middle, unit)
        if several:
            draw_icon(painter, arrow, "chevron-down", worn.hex("muted"))
