"""Icons by name, drawn in the colour of a token: Lucide SVG files, tinted when they are painted."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop_app.ui import theme
from desktop_app.ui.resources import ICON_FOLDER

# Screens of 100, 150, 200 and 300 %: a QIcon picks the picture made for its screen.
_DENSITIES: Final = (1.0, 1.5, 2.0, 3.0)


def draw_icon(painter: QPainter, rect: QRectF, name: str, colour: str) -> None:
    """Draw an icon into a square of the painter; `colour` is `#rrggbb`.

    An icon whose file is missing is a bug and raises FileNotFoundError.
    """
    _renderer(name, colour).render(painter, rect)


def icon(name: str, token: str = "muted", size: int = 16, gap: int = 0) -> QIcon:
    """An icon for buttons and actions in the theme worn now; lengths in design pixels.

    `gap` is empty room at its right, because Qt sets icons too close to the words behind them.
    Ask again after a theme change: a QIcon keeps the colours it was made with.
    """
    worn = theme.current()
    return _icon(name, worn.hex(token), worn.hex("disabled"), worn.px(size), worn.px(gap))


@lru_cache(maxsize=512)
def _icon(name: str, colour: str, disabled: str, size: int, gap: int) -> QIcon:
    made = QIcon()
    for density in _DENSITIES:
        made.addPixmap(_pixmap(name, colour, QSize(size + gap, size), density))
        faded = _pixmap(name, disabled, QSize(size + gap, size), density)
        made.addPixmap(faded, QIcon.Mode.Disabled)
    return made


def _pixmap(name: str, colour: str, room: QSize, density: float) -> QPixmap:
    drawing = _renderer(name, colour)
    made = QPixmap(room * density)
    made.setDevicePixelRatio(density)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    drawing.render(painter, QRectF(0, 0, room.height(), room.height()))
    painter.end()
    return made


@lru_cache(maxsize=512)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    tinted = _source(name).replace("currentColor", colour)
    return QSvgRenderer(QByteArray(tinted.encode()))


@lru_cache(maxsize=128)
def _source(name: str) -> str:
    return (ICON_FOLDER / f"{name}.svg").read_text(encoding="utf-8")
