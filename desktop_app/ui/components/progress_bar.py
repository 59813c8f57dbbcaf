"""A thin bar that shows a share."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.ui import theme
from desktop_app.ui.components.drawing import ground
from desktop_app.ui.components.painted import Painted


class ThinBar(Painted):
    """A bar as wide as its place; `share` runs from 0 to 1, `token` colours the filled part."""

    def __init__(
        self, share: float = 0, token: str = "accent", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._share, self._token = share, token
        self.set_share(share)

    def set_share(self, share: float, token: str = "") -> None:
        """Show another share, brought to the nearer end when outside 0 to 1."""
        self._share = min(1.0, max(0.0, share))
        self._token = token or self._token
        self.setAccessibleName(f"{self._share:.0%}")
        self.update()

    def wanted(self) -> QSize:
        """Thin, and as long as need be."""
        worn = theme.current()
        return QSize(worn.px(40), worn.px(4))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the track and the filled part."""
        worn = theme.current()
        painter = QPainter(self)
        area = QRectF(self.rect())
        radius = area.height() / 2
        ground(painter, area, worn.colour("track"), radius=radius)
        if self._share > 0:
            area.setWidth(max(area.height(), area.width() * self._share))
            ground(painter, area, worn.colour(self._token), radius=radius)
