"""Paints the cells of the ledger and edits them in place, committing the way spreadsheets do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QLineF,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
)
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop_app.ui import theme
from desktop_app.ui.components.line_edit import LineEdit
from desktop_app.ui.icons import draw_icon
from desktop_app.ui.ledger.cells import DEVIATION_COLUMN, YEAR_COLUMN, Cell, Look
from desktop_app.ui.theme import Theme, Type

Index = QModelIndex | QPersistentModelIndex
PAD: Final = 8


class CellSource(Protocol):
    """A model the delegate can paint: it gives whole cells, not one role at a time."""

    def cell(self, row: int, column: int) -> Cell:
        """What a cell shows."""


@dataclass(frozen=True, slots=True)
class _Ink:
    """Everything painting needs from a theme, made once per theme and screen."""

    worn: Theme
    quiet: QColor
    selected: QColor
    ring: QPen
    text: QPen
    muted: QPen
    wrong: QPen
    notable: QPen
    wrong_brush: QColor
    note_brush: QColor
    bar_brush: QColor
    hatch: QBrush
    font: QFont
    italic: QFont
    bold: QFont


def _make_ink(worn: Theme, density: float) -> _Ink:
    font, italic, bold = (worn.font(Type.SMALL) for _each in range(3))
    italic.setItalic(True)
    bold.setBold(True)
    return _Ink(
        worn,
        quiet=worn.colour("bg"),
        selected=worn.colour("accent", 0.13),
        ring=QPen(worn.colour("accent"), 2),
        text=QPen(worn.colour("text")),
        muted=QPen(worn.colour("muted")),
        wrong=QPen(worn.colour("level_below")),
        notable=QPen(worn.colour("level_3")),
        wrong_brush=worn.colour("level_below"),
        note_brush=worn.colour("accent"),
        bar_brush=worn.colour("level_3"),
        hatch=_hatch(worn, density),
        font=font,
        italic=italic,
        bold=bold,
    )


def _hatch(worn: Theme, density: float) -> QBrush:
    """A tile of thin diagonal lines; a tile is filled at the speed of a plain colour."""
    side = 7
    tile = QPixmap(round(side * density), round(side * density))
    tile.setDevicePixelRatio(density)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(worn.colour("muted", 0.22), 0.8))
    for shift in (-side, 0, side):
        painter.drawLine(QLineF(shift, side, shift + side, 0))
    painter.end()
    return QBrush(tile)


class CellEditor(LineEdit):
    """The field that opens over a cell; it grows over its neighbours while the text is longer."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self.setProperty("kind", "cell")
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setFont(theme.current().font(Type.SMALL))
        pad = theme.current().px(PAD) - 2
        self.setTextMargins(pad, 0, pad, 0)
        self.textChanged.connect(self._grow)

    def _grow(self) -> None:
        words = QFontMetricsF(self.font()).horizontalAdvance(self.text())
        wanted = round(words) + 2 * theme.current().px(PAD) + 6
        around = self.parentWidget()
        room = around.width() - self.x() if around is not None else wanted
        if wanted > self.width():
            self.resize(min(wanted, room), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint an opaque ground and the ring, then the text."""
        worn = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), worn.colour("surface"))
        painter.setPen(QPen(worn.colour("accent"), 2))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()
        super().paintEvent(event)


class CellDelegate(QStyledItemDelegate):
    """Paints cells and carries keys out of the editor.

    Signals:
        stepped(int, int, str): the editor was left by so many columns and rows, by "tab" (which
            looks for the next cell one can type into), "enter" or "arrow".
        spread(str): the editor was left by Ctrl+Enter; its text is for every selected cell.
    """

    stepped = Signal(int, int, str)
    spread = Signal(str)

    def __init__(self, source: CellSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._ink: _Ink | None = None
        self._density = 0.0
        #: While a value is typed over, arrow keys leave the cell; while it is edited, they stay.
        self.overwriting = True
        self._end = False

    # editing

    def open_over(self) -> None:
        """Let the next editor replace the text."""
        self.overwriting = True
        self._end = False

    def open_at_end(self) -> None:
        """Let the next editor keep the text with the cursor behind it (F2, double click)."""
        self.overwriting = False
        self._end = True

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line over the cell."""
        editor = CellEditor(parent)
        editor.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole) or ""))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Start with the exact figure; Qt marks it all, so that typing replaces it."""
        if not isinstance(editor, CellEditor) or editor.isModified():
            return
        editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
        if self._end:
            self._end = False
            # Qt selects everything once it has given the focus.
            editor.selectionChanged.connect(editor.deselect, Qt.ConnectionType.SingleShotConnection)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand what was typed to the model."""
        if isinstance(editor, CellEditor):
            model.setData(model.index(index.row(), index.column()), editor.text())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Cover the cell."""
        box = option.rect  # type: ignore[attr-defined]
        editor.setGeometry(box)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Leave by Enter, Tab and, while overwriting, by arrows; each commits first."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if isinstance(editor, CellEditor) and editor.composing:
                return False
            key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            entered = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if entered and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                return self._spread(editor)
            if entered:
                return self._leave(editor, 0, -1 if shift else 1, "enter")
            if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                back = shift or key == Qt.Key.Key_Backtab
                return self._leave(editor, -1 if back else 1, 0, "tab")
            if key == Qt.Key.Key_F2:
                self.overwriting = False
                return True
            step = _ARROWS.get(Qt.Key(key))
            if step is not None and self.overwriting and not event.modifiers() & _MODIFIERS:
                return self._leave(editor, *step, "arrow")
        return super().eventFilter(editor, event)

    def _spread(self, editor: QObject) -> bool:
        if isinstance(editor, CellEditor):
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)
            self.spread.emit(editor.text())
        return True

    def _leave(self, editor: QObject, across: int, down: int, how: str) -> bool:
        if isinstance(editor, QWidget):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
            self.stepped.emit(across, down, how)
        return True

    # painting

    def forget_theme(self) -> None:
        """Make pens and tiles anew at the next painting, in the theme worn then."""
        self._ink = None

    def _ready(self, painter: QPainter) -> _Ink:
        density = painter.device().devicePixelRatioF()
        if self._ink is None or self._density != density:
            self._ink, self._density = _make_ink(theme.current(), density), density
        return self._ink

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, state, figure, corners, ring. The view paints its own ground and the lines."""
        ink = self._ink if self._ink is not None else self._ready(painter)
        column = index.column()
        cell = self._source.cell(index.row(), column)
        look = cell.look
        box = QRectF(option.rect)  # type: ignore[attr-defined]
        state = option.state.value  # type: ignore[attr-defined]
        if look is Look.BLANK:
            painter.setBrushOrigin(QPointF(0, box.top()))
            painter.fillRect(box, ink.hatch)
        elif column > YEAR_COLUMN or look is Look.TOTAL or look is Look.CLOSED:
            painter.fillRect(box, ink.quiet)
            if state & _SELECTED:
                # Elsewhere the tint the view laid below the cell is still to be seen.
                painter.fillRect(box, ink.selected)
        upper = box
        if cell.last:
            upper = box.adjusted(0, 0, 0, -box.height() / 2)
            _draw_last(painter, ink, cell, box.adjusted(0, box.height() / 2, 0, 0))
        if cell.text:
            _draw_text(painter, ink, cell, upper, column)
        if state & _FOCUSED:
            painter.setPen(ink.ring)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        if cell.problem or cell.note or cell.asks or cell.proofs or cell.months < 12:
            _draw_marks(painter, ink, cell, box)


# Whole numbers, because combining Qt's flags in Python costs more than drawing the cell.
_SELECTED: Final = QStyle.StateFlag.State_Selected.value
_FOCUSED: Final = QStyle.StateFlag.State_HasFocus.value
_ARROWS: Final = {
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
}
_MODIFIERS: Final = (
    Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def _draw_text(painter: QPainter, ink: _Ink, cell: Cell, box: QRectF, column: int) -> None:
    pad = ink.worn.px(PAD)
    room = box.adjusted(pad, 0, -pad, 0)
    painter.setFont(_font(ink, cell))
    painter.setPen(_pen(ink, cell, column))
    if cell.look is Look.NA:
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, cell.text)
        return
    shown = f"≈ {cell.text}" if cell.look is Look.ESTIMATED else cell.text
    width = painter.fontMetrics().horizontalAdvance(shown)
    if width <= room.width():
        painter.drawText(room, _RIGHT, shown)
    elif cell.look is Look.REFUSED:
        elided = painter.fontMetrics().elidedText(
            shown, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, _RIGHT, elided)
    else:
        # Half a figure would be another figure.
        painter.drawText(room, _RIGHT, "####")


def _draw_last(painter: QPainter, ink: _Ink, cell: Cell, box: QRectF) -> None:
    """Last year's figure, and how far this year is from it."""
    pad = ink.worn.px(PAD)
    room = box.adjusted(pad, 0, -pad, -ink.worn.px(3))
    painter.setFont(ink.font)
    painter.setPen(ink.notable if cell.notable else ink.muted)
    painter.drawText(room, _RIGHT, cell.change)
    taken = painter.fontMetrics().horizontalAdvance(f"  {cell.change}") if cell.change else 0
    painter.setPen(ink.muted)
    painter.drawText(room.adjusted(0, 0, -taken, 0), _RIGHT, cell.last)


def _font(ink: _Ink, cell: Cell) -> QFont:
    if cell.look is Look.ESTIMATED:
        return ink.italic
    return ink.bold if cell.look is Look.TOTAL else ink.font


def _pen(ink: _Ink, cell: Cell, column: int) -> QPen:
    if cell.look is Look.REFUSED:
        return ink.wrong
    if cell.look is Look.NOTABLE:
        return ink.notable
    muted = cell.look in (Look.NA, Look.LAST, Look.DEVIATION) or column == DEVIATION_COLUMN
    return ink.muted if muted else ink.text


def _draw_marks(painter: QPainter, ink: _Ink, cell: Cell, box: QRectF) -> None:
    """A corner for a problem, a dot for a note, a clip for evidence, a bar for months missing."""
    side = ink.worn.px(8)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if cell.problem:
        corner = QPointF(box.right() - 1, box.top())
        left, below = corner - QPointF(side, 0), corner + QPointF(0, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink.wrong_brush)
        painter.drawPolygon(QPolygonF([corner, left, below]))
    if cell.note:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink.note_brush)
        painter.drawEllipse(QRectF(box.left() + 4, box.top() + 4, side - 3, side - 3))
    elif cell.asks:
        painter.setFont(ink.bold)
        painter.setPen(ink.notable)
        mark = box.adjusted(ink.worn.px(5), ink.worn.px(1), 0, 0)
        painter.drawText(mark, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, "?")
    if cell.proofs:
        small = ink.worn.px(10)
        clip = QRectF(box.left() + 3, box.bottom() - small - 3, small, small)
        draw_icon(painter, clip, "paperclip", ink.worn.hex("muted"))
    if cell.months < 12:
        share = box.width() * cell.months / 12
        painter.fillRect(QRectF(box.left(), box.bottom() - 3, share, 2), ink.bar_brush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
