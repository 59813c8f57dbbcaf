"""The left edge of the ledger: the name of each item and the unit it is shown in."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QLineF, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QActionGroup,
    QContextMenuEvent,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView, QWidget

from desktop_app.core.units import show_unit
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.icons import draw_icon
from desktop_app.ui.ledger.model import LedgerModel
from desktop_app.ui.theme import Theme, Type

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
        self._ink: _Ink | None = None
        self.setSectionsClickable(True)
        self.setHighlightSections(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMouseTracking(True)
        # Told of changed heads, a view lays all of its rows out anew; these are drawn by hand.
        model.dataChanged.connect(lambda *_rows: self.viewport().update())
        self.size_up()

    def size_up(self) -> None:
        """Measure in the font size worn now."""
        self._ink = None
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
        ink = self._ready()
        box = QRectF(rect)
        painter.save()
        table = self.parentWidget()
        marked = isinstance(table, QTableView) and table.currentIndex().row() == logical_index
        painter.fillRect(box, ink.marked if marked else ink.ground)
        painter.setPen(ink.border)
        painter.drawLine(QLineF(box.left(), box.bottom() - 0.5, box.right(), box.bottom() - 0.5))
        painter.drawLine(QLineF(box.right() - 0.5, box.top(), box.right() - 0.5, box.bottom()))
        painter.setFont(ink.font)
        painter.setPen(ink.text)
        height = box.height() / 2 if self._model.beside else box.height()
        name = QRectF(ink.left, box.top(), ink.name_width, height)
        text = translate(self._model.item(logical_index).name)
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, ink.fit(text))
        painter.setPen(ink.muted)
        if self._model.beside:
            below = name.translated(0, height - 1)
            painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, _("上年同月、变化"))
        self._paint_unit(painter, QRectF(box.left(), box.top(), box.width(), height), logical_index)
        painter.restore()

    def _ready(self) -> _Ink:
        if self._ink is None:
            self._ink = _Ink(theme.current())
        return self._ink

    def _paint_unit(self, painter: QPainter, box: QRectF, row: int) -> None:
        ink = self._ready()
        several = len(self._model.units(row)) > 1
        arrow = QRectF(box.right() - ink.side - 6, 0, ink.side, ink.side)
        arrow.moveTop(box.center().y() - ink.side / 2)
        room = QRectF(ink.unit_left, box.top(), arrow.left() - 3 - ink.unit_left, box.height())
        painter.drawText(room, _RIGHT_MIDDLE, show_unit(self._model.unit(row)))
        if several:
            draw_icon(painter, arrow, "chevron-down", ink.arrow)


_RIGHT_MIDDLE: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class _Ink:
    """What painting needs of a theme, made once: names come by the hundred while one scrolls."""

    def __init__(self, worn: Theme) -> None:
        self.ground, self.marked = worn.colour("surface"), worn.colour("tint")
        self.border, self.text = QPen(worn.colour("border")), QPen(worn.colour("text"))
        self.muted, self.arrow = QPen(worn.colour("muted")), worn.hex("muted")
        self.font = worn.font(Type.SMALL)
        self.left, self.side = worn.px(10), worn.px(12)
        self.unit_left, self.name_width = worn.px(NAME_WIDTH), worn.px(NAME_WIDTH - 14)
        self._metrics = QFontMetrics(self.font)
        self._fitted: dict[str, str] = {}

    def fit(self, text: str) -> str:
        """A name, cut where it is too long for its column."""
        if text not in self._fitted:
            right = Qt.TextElideMode.ElideRight
            self._fitted[text] = self._metrics.elidedText(text, right, self.name_width)
        return self._fitted[text]
