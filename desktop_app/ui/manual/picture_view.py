"""A picture of the manual in a window of its own, as large as it was drawn."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop_app.ui import theme

_EDGE: Final = 24


class PictureView(QDialog):
    """Shows a picture in full; Esc closes it, and what does not fit is scrolled to."""

    def __init__(self, picture: QPixmap, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(name)
        shown = QLabel()
        shown.setPixmap(picture)
        shown.setAccessibleName(name)
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.area = QScrollArea()
        self.area.setProperty("role", "stop")
        self.area.setAccessibleName(name)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setWidgetResizable(True)
        self.area.setWidget(shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.current().px(8),) * 4)
        column.addWidget(self.area)
        edge = QSize(_EDGE, _EDGE) * 2
        size = picture.deviceIndependentSize().toSize() + edge
        self.resize(size.boundedTo(self.screen().availableSize() - edge))
        self.area.setFocus()
