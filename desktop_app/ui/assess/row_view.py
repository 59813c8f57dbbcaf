"""One row of an evaluation list as a widget: painted, opened by Enter, explained by W."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.assess.readings import RowReading
from desktop_app.ui.assess.row_paint import ROW_HEIGHT, Columns, columns, name_place, paint_row
from desktop_app.ui.components.drawing import focus_ring

_OPENING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class RowView(QWidget):
    """Shows a reading.

    Signals:
        toggled(): open or close what is below the row.
        why_asked(): show the trace.
        na_asked(): say that the row does not apply.
        copy_asked(): put the row on the clipboard.
        moved(int): go that many rows on; a large number means the end.
        focused(): the row has the keyboard now.
    """

    toggled = Signal()
    why_asked = Signal()
    na_asked = Signal()
    copy_asked = Signal()
    moved = Signal(int)
    focused = Signal()

    def __init__(
        self, reading: RowReading, *, judged: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.reading = reading
        self._judged = judged
        self._opened = False
        self._ringed = False
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._describe()

    def show_reading(self, reading: RowReading) -> bool:
        """Show another reading; returns whether it differs from the one shown."""
        if reading == self.reading:
            return False
        self.reading = reading
        self._describe()
        self.update()
        return True

    def set_opened(self, opened: bool) -> None:
        """Turn the arrow."""
        self._opened = opened
        self.update()

    def _describe(self) -> None:
        shown = self.reading
        self.setAccessibleName(f"{shown.no} {shown.name}".strip())
        said = (
            _("限定性指标") if shown.limiting else "",
            f"{shown.value} {shown.unit}".strip() or shown.answer,
            shown.level.text if shown.level else shown.state_text,
            _("距{level}还差 {gap}").format(level=shown.gap_level, gap=shown.gap)
            if shown.gap
            else "",
            _("待核实") if shown.to_verify else "",
        )
        self.setAccessibleDescription(_("，").join(part for part in said if part))

    def _columns(self) -> Columns:
        return columns(self.width(), self.height(), theme.current(), judged=self._judged)

    def sizeHint(self) -> QSize:
        """One height for all rows."""
        worn = theme.current()
        return QSize(worn.px(600), worn.px(ROW_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """As high as ever, as narrow as the parts allow."""
        return QSize(theme.current().px(560), self.sizeHint().height())

    def _tip(self, spot: QPointF) -> str:
        at, shown = self._columns(), self.reading
        if at.band.contains(spot) and shown.band is not None:
            return shown.band.tip
        if at.answer.contains(spot):
            return shown.answer or shown.limits
        if at.why.contains(spot):
            return _("查看计算过程（W）")
        if at.no.contains(spot) and shown.limiting:
            return _("限定性指标：达不到就不能评为该级")
        return shown.name if name_place(shown, at).contains(spot) else ""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand above the link, and offer the tip of the part under the mouse."""
        self.setToolTip(self._tip(event.position()))
        over = self._columns().why.contains(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the row, or its trace."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            if self._columns().why.contains(event.position()):
                self.why_asked.emit()
            else:
                self.toggled.emit()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, Enter opens, Left closes, N says n.a., W asks why, Ctrl+C copies."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10}
        steps |= {Qt.Key.Key_PageUp: -10, Qt.Key.Key_Home: -(10**6), Qt.Key.Key_End: 10**6}
        key = Qt.Key(event.key())
        if key in steps:
            self.moved.emit(steps[key])
        elif (
            key in _OPENING_KEYS
            or (key == Qt.Key.Key_Right and not self._opened)
            or (key in (Qt.Key.Key_Left, Qt.Key.Key_Escape) and self._opened)
        ):
            self.toggled.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        elif key == Qt.Key.Key_N:
            self.na_asked.emit()
        elif key == Qt.Key.Key_W:
            self.why_asked.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell, and remember whether the keyboard brought the focus."""
        self._ringed = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)
        self.update()
        self.focused.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, row, hairline and ring."""
        worn = theme.current()
        painter = QPainter(self)
        area = QRectF(self.rect())
        if self._opened:
            painter.fillRect(area, worn.colour("tint"))
        elif self.underMouse():
            painter.fillRect(area, worn.colour("hover"))
        paint_row(painter, area, self.reading, self._columns(), worn, opened=self._opened)
        painter.fillRect(QRectF(0, area.bottom() - 1, area.width(), 1), worn.colour("border"))
        if self.hasFocus() and self._ringed:
            focus_ring(painter, area, worn)
