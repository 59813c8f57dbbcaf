"""The one soft shadow of the window, below popovers and toasts."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from desktop_app.ui.components.drawing import RADIUS, ground
from desktop_app.ui.theme import Theme

#: Room the shadow needs around what it lies below, in design pixels.
SHADOW_ROOM: Final = 16
_LAYERS: Final = 12
_DROP: Final = 4


def floating_ground(painter: QPainter, outer: QRectF, theme: Theme) -> None:
    """Paint a raised surface into `outer`, which includes the room of its shadow."""
    room = theme.px(SHADOW_ROOM)
    inner = outer.adjusted(room, room, -room, -room)
    radius = theme.px(RADIUS)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("shadow", 0.009 if theme.scheme == "light" else 0.04))
    for layer in range(_LAYERS):
        grow = room * (1 - layer / _LAYERS) - _DROP
        box = inner.adjusted(-grow, -grow, grow, grow).translated(0, _DROP)
        painter.drawRoundedRect(box, radius + grow, radius + grow)
    ground(painter, inner, theme.colour("surface"), theme.colour("border"), radius)
