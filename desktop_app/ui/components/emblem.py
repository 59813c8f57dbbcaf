"""An icon on a round, faint ground: the sign over a sentence that stands for itself."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent

from desktop_app.ui import theme
from desktop_app.ui.components.drawing import ground, tinted
from desktop_app.ui.components.painted import Painted
from desktop_app.ui.icons import draw_icon

_INSET = 0.27


class Emblem(Painted):
    """A decoration, which says nothing to a screen reader.

    Args:
        icon_name: an icon of the set.
        side: of the ground, in pixels of the base size.
    """

    def __init__(self, icon_name: str, side: int) -> None:
        super().__init__()
        self._icon_name = icon_name
        self._side = side

    def wanted(self) -> QSize:
        """As wide as high."""
        side = theme.current().px(self._side)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the icon in its middle."""
        worn = theme.current()
        painter = QPainter(self)
        area = QRectF(self.rect())
        ground(painter, area, tinted(worn, "accent"), radius=area.height() / 2)
        inset = area.width() * _INSET
        box = area.adjusted(inset, inset, -inset, -inset)
        draw_icon(painter, box, self._icon_name, worn.hex("accent"))
