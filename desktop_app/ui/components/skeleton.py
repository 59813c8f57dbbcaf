"""What is shown while something loads: quiet bars where the content will be."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.drawing import ground
from desktop_app.ui.components.painted import Painted

_SHARES: Final = (0.42, 0.94, 0.86, 0.68)
_PITCH: Final = 28
_BAR: Final = 12


class Skeleton(Painted):
    """`lines` bars of uneven length; they do not move, so they cost and distract nothing."""

    def __init__(self, lines: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("正在载入"))

    def wanted(self) -> QSize:
        """The height of the bars."""
        worn = theme.current()
        return QSize(worn.px(160), worn.px(_PITCH * self._lines))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bars."""
        worn = theme.current()
        painter = QPainter(self)
        for line in range(self._lines):
            width = self.width() * _SHARES[line % len(_SHARES)]
            top = worn.px(_PITCH * line + (_PITCH - _BAR) / 2)
            bar = QRectF(0, top, width, worn.px(_BAR))
            ground(painter, bar, worn.colour("track"), radius=worn.px(4))
