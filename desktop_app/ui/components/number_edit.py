"""A field for one figure: keeps what was typed, right-aligned, with its unit inside."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import Button
from desktop_app.ui.components.labels import label, set_role
from desktop_app.ui.components.line_edit import LineEdit

_NOT_LEFT = frozenset({Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason})


class _UnitButton(Button):
    kind = "unit"
    icon_token = "muted"
    icon_gap = 0


class NumberEdit(LineEdit):
    """A figure as raw text, with one unit or a choice of units behind it.

    What the user types is never corrected or thrown away; reading it is the caller's job. Enter,
    leaving the field, and choosing a unit commit; Esc brings back the last committed text.

    Attributes:
        converts: choosing a unit beside a committed figure, or none, is no new answer but only
            tells in which unit to show it; whoever sets this follows `unit_chosen`.

    Signals:
        committed(str, str): raw text and unit, when either differs from what was last committed.
        unit_chosen(str): show the figure in this unit from now on.
    """

    committed = Signal(str, str)
    unit_chosen = Signal(str)

    def __init__(
        self, name: str = "", units: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self._units: tuple[str, ...] = ()
        self._unit = ""
        self._last = ("", "")
        self.converts = False
        self._unit_label = label("", "caption")
        self._unit_label.setParent(self)
        self._unit_button = _UnitButton("", name=_("单位"), parent=self)
        self._unit_button.clicked.connect(self._offer_units)
        self._unit_button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._unit_button.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.returnPressed.connect(self.commit)
        self.late.connect(self.commit)
        self.set_units(units)

    @property
    def raw_text(self) -> str:
        """The text as it stands, exactly as typed."""
        return self.text()

    @property
    def unit(self) -> str:
        """The unit shown behind the figure."""
        return self._unit

    def set_value(self, raw_text: str, unit: str = "") -> None:
        """Show a stored figure; it counts as committed."""
        self._show_unit(unit or self._unit)
        if self.text() != raw_text:
            self.setText(raw_text)
        self._last = (self.text(), self._unit)

    def set_units(self, units: Sequence[str], unit: str = "") -> None:
        """Offer these units; one alone is shown without a choice, none shows nothing."""
        self._units = tuple(units)
        self._show_unit(unit or (self._units[0] if self._units else ""))
        self._last = (self._last[0], self._unit)

    def set_estimated(self, estimated: bool) -> None:
        """Mark the figure as an estimate: italic, with ≈ in front."""
        set_role(self, "estimated", "true" if estimated else "false")
        self._pad()

    def commit(self) -> None:
        """Commit what stands in the field, if it is new."""
        now = (self.text(), self._unit)
        if now != self._last and not self.isReadOnly():
            self._last = now
            self.committed.emit(*now)

    def _offer_units(self) -> None:
        menu = QMenu(self)
        for unit in self._units:
            action = menu.addAction(unit)
            action.setCheckable(True)
            action.setChecked(unit == self._unit)
            action.triggered.connect(lambda _on, unit=unit: self._choose_unit(unit))
        menu.popup(self._unit_button.mapToGlobal(QPoint(0, self._unit_button.height())))

    def _choose_unit(self, unit: str) -> None:
        if self.converts and self.text() == self._last[0]:
            self.unit_chosen.emit(unit)
            return
        self._show_unit(unit)
        if self.text():
            self.commit()

    def _show_unit(self, unit: str) -> None:
        self._unit = unit
        several = len(self._units) > 1
        self._unit_button.setText(unit)
        self._unit_button.setAccessibleName(_("单位 {unit}").format(unit=unit))
        self._unit_button.setVisible(several)
        self._unit_button.set_icon("chevron-down" if several else "")
        self._unit_label.setText("" if several else unit)
        self._unit_label.setVisible(bool(unit) and not several)
        self._pad()

    def _shown_unit(self) -> QLabel | Button | None:
        if len(self._units) > 1:
            return self._unit_button
        return self._unit_label if self._unit else None

    def _pad(self) -> None:
        shown = self._shown_unit()
        right = 0
        if shown is not None:
            shown.adjustSize()
            size = shown.sizeHint()
            height = min(size.height(), self.height() - 6)
            edge = 4 if isinstance(shown, Button) else 10
            left = self.width() - size.width() - edge
            shown.setGeometry(left, (self.height() - height) // 2, size.width(), height)
            right = size.width() + edge - 4
        estimated = self.property("estimated") == "true"
        self.setTextMargins(theme.current().px(14) if estimated else 0, 0, right, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the unit at the right end."""
        super().resizeEvent(event)
        self._pad()

    def changeEvent(self, event: QEvent) -> None:
        """Measure the unit again in another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self._pad()

    @property
    def settled(self) -> bool:
        """Whether the figure is the one last committed."""
        return self.text() == self._last[0]

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark all, so that typing replaces and arrow keys move on."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Commit when the cursor leaves; its own menus do not count as leaving."""
        super().focusOutEvent(event)
        if event.reason() not in _NOT_LEFT:
            self.commit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Bring back the committed text on Esc, and offer the units on Alt+Down."""
        if event.key() == Qt.Key.Key_Escape and self.text() != self._last[0]:
            self.setText(self._last[0])
            return
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and event.key() == Qt.Key.Key_Down and len(self._units) > 1:
            self._offer_units()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ≈ in front of an estimate."""
        super().paintEvent(event)
        if self.property("estimated") == "true":
            worn = theme.current()
            painter = QPainter(self)
            painter.setPen(worn.colour("muted"))
            painter.setFont(worn.font())
            box = QRectF(worn.px(9), 0, worn.px(14), self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, "≈")
