"""A search field: a magnifier, a way to empty it, and one signal when the typing rests."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.line_edit import LineEdit
from desktop_app.ui.icons import draw_icon

_REST: Final = 120


class SearchField(LineEdit):
    """A line to search by; Enter searches at once, Esc empties it.

    Signals:
        searched(str): the text to look for, trimmed; empty when the field was emptied.
    """

    searched = Signal(str)

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._last = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self.search)
        self.setPlaceholderText(placeholder or _("搜索"))
        self.setAccessibleName(placeholder or _("搜索"))
        self.textEdited.connect(lambda _text: self._rest.start())
        self.returnPressed.connect(self.search)
        self._pad()

    def _pad(self) -> None:
        self.setTextMargins(theme.current().px(22), 0, 0, 0)

    def search(self) -> None:
        """Search at once, without waiting for the typing to rest."""
        self._rest.stop()
        text = self.text().strip()
        if text != self._last:
            self._last = text
            self.searched.emit(text)

    def clear(self) -> None:
        """Empty the field without searching: whoever does so shows everything himself."""
        self._rest.stop()
        self._last = ""
        super().clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty the field on Esc; an empty field passes Esc on."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.setText("")
            self.search()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell by the tip what the field has no room for."""
        super().resizeEvent(event)
        needed = self.fontMetrics().horizontalAdvance(self.placeholderText())
        fits = needed + theme.current().px(22 + 20) <= self.width()
        self.setToolTip("" if fits else self.placeholderText())

    def changeEvent(self, event: QEvent) -> None:
        """Make room for the magnifier in another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self._pad()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the magnifier in front of the text."""
        super().paintEvent(event)
        worn = theme.current()
        side = worn.px(16)
        box = QRectF(worn.px(9), (self.height() - side) / 2, side, side)
        draw_icon(QPainter(self), box, "search", worn.hex("muted"))
