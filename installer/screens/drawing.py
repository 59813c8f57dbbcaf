"""A window drawn with what lies over it, and written as a picture."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.ui import theme
from desktop_app.ui.theme import Type
from installer.screens.stage import Stage

_QUALITY: Final = 80
"""Qt's way to ask for the second lowest compression of a PNG: three times as quick as the usual."""
_BAR: Final = 34
_DIM: Final = 0.25


def picture(stage: Stage) -> QImage:
    """The window with its dialogs and menus."""
    window = stage.window
    drawn = _drawn(window)
    over = stage.over()
    if over:
        painter = QPainter(drawn)
        for one in over:
            _lay_over(painter, window, one)
        painter.end()
    return drawn


def save(stage: Stage, target: Path) -> None:
    """Draw the window and write the picture.

    Raises:
        OSError: it cannot be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    drawn = picture(stage)
    drawn.setDevicePixelRatio(1)
    if not drawn.save(str(target), "PNG", _QUALITY):  # type: ignore[call-overload]
        raise OSError(str(target))


def _drawn(widget: QWidget) -> QImage:
    size, density = widget.size(), widget.devicePixelRatioF()
    pixels = QSize(round(size.width() * density), round(size.height() * density))
    image = QImage(pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(density)
    image.fill(Qt.GlobalColor.transparent)
    widget.render(image)
    return image


def _lay_over(painter: QPainter, window: QWidget, one: QWidget) -> None:
    """A dialog in the middle, in a frame as systems draw it; a menu where it opened."""
    dialog = isinstance(one, QDialog)
    bar = _BAR if dialog else 0
    whole = QRect(QPoint(0, 0), one.size() + QSize(0, bar))
    if dialog:
        whole.moveCenter(window.rect().center())
        veil = theme.current().colour("shadow", _DIM)
        painter.fillRect(window.rect(), veil)
        _frame(painter, whole, one.windowTitle())
    else:
        whole.moveTopLeft(window.mapFromGlobal(one.mapToGlobal(QPoint(0, 0))))
    painter.drawImage(whole.topLeft() + QPoint(0, bar), _drawn(one))


def _frame(painter: QPainter, whole: QRect, title: str) -> None:
    worn = theme.current()
    painter.fillRect(whole, worn.colour("surface"))
    painter.setPen(worn.colour("text"))
    painter.setFont(worn.font(Type.BODY))
    head = QRect(whole.topLeft(), QSize(whole.width(), _BAR))
    painter.drawText(head, Qt.AlignmentFlag.AlignCenter, title)
    painter.setPen(QPen(worn.colour("outline"), 1))
    painter.drawRect(whole.adjusted(-1, -1, 0, 0))
