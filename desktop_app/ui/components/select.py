"""A drop-down list in the look of the other fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QListView,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from desktop_app.ui import theme
from desktop_app.ui.icons import draw_icon


class Select(QComboBox):
    """A choice among (key, text) pairs, too many for a segmented control.

    Signals:
        chosen(str): the user picked the option of that key.
    """

    chosen = Signal(str)

    def __init__(
        self,
        options: Sequence[tuple[str, str]] = (),
        name: str = "",
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMaxVisibleItems(16)
        # Qt's own list ignores what the style sheet says about its lines.
        self.setView(QListView(self))
        self._told = ""
        self.currentIndexChanged.connect(lambda _index: self._tell())
        self.set_options(options)
        self.activated.connect(lambda _index: self.chosen.emit(self.key))

    @property
    def key(self) -> str:
        """The key of the option shown; empty while none is."""
        return str(self.currentData() or "")

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer these options; what was shown stays when it is among them."""
        kept = self.key
        self.clear()
        for key, text in options:
            self.addItem(text, key)
        self.setCurrentIndex(self.findData(kept) if kept else -1)

    def choose(self, key: str) -> None:
        """Show the option of a key without telling; an unknown key shows the placeholder."""
        self.setCurrentIndex(self.findData(key))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: scrolling past a field must not change it."""
        event.ignore()

    def _tell(self) -> None:
        """Say by the tip what the field has no room for, unless somebody else gave it a tip."""
        if self.toolTip() == self._told:
            self._told = "" if self._elided() == self.currentText() else self.currentText()
            self.setToolTip(self._told)

    def _elided(self) -> str:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        kind, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(kind, option, part, self).width()
        right = Qt.TextElideMode.ElideRight
        return self.fontMetrics().elidedText(self.currentText(), right, room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fewer words fit into less room."""
        super().resizeEvent(event)
        self._tell()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the choice, with dots where it is cut, and the arrow at the right end."""
        worn = theme.current()
        painter = QStylePainter(self)
        option: Any = QStyleOptionComboBox()  # PySide6 declares none of its fields
        self.initStyleOption(option)
        option.currentText = self._elided()
        if self.currentIndex() < 0 and self.placeholderText():
            option.currentText = self.placeholderText()
            option.palette.setBrush(QPalette.ColorRole.ButtonText, worn.colour("muted"))
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()
        side = worn.px(14)
        left = self.width() - side - worn.px(8)
        box = QRectF(left, (self.height() - side) / 2, side, side)
        draw_icon(QPainter(self), box, "chevron-down", worn.hex("muted"))
