"""A chart on a card: title, figures at the mouse, and the way to take it along as a picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPoint, QRectF, Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication, QImage, QMouseEvent, QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolTip, QVBoxLayout, QWidget

from desktop_app.charts.scene import Scene
from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import IconButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.scene_view import UNIT, SceneView
from desktop_app.ui.paint import paint_scene, tip_at
from desktop_app.ui.theme import Theme

_SHARPNESS: Final = 2.5
"""Pixels of a copied picture per pixel on the screen, so that it stays sharp in print."""

_BORDER: Final = 12
_SAID_FOR: Final = 2000


def scene_picture(scene: Scene, title: str = "") -> QImage:
    """A scene as a picture to paste elsewhere: on white whatever the window wears, titled."""
    worn = Theme("light")
    unit = UNIT * _SHARPNESS
    head = 22.0 if title else 0.0
    width = (scene.width + 2 * _BORDER) * unit
    height = (scene.height + head + 2 * _BORDER) * unit
    picture = QImage(round(width), round(height), QImage.Format.Format_RGB32)
    picture.fill(worn.colour("surface"))
    painter = QPainter(picture)
    painter.scale(unit, unit)
    painter.translate(_BORDER, _BORDER)
    if title:
        font = worn.font(theme.Type.SECTION)
        font.setPixelSize(12)
        painter.setFont(font)
        painter.setPen(worn.colour("text"))
        painter.drawText(QRectF(0, 0, scene.width, 16), Qt.AlignmentFlag.AlignVCenter, title)
    painter.translate(0, head)
    paint_scene(painter, scene, worn)
    painter.end()
    return picture


class LiveScene(SceneView):
    """A chart: it tells the figures as soon as the mouse is over them, and can be copied."""

    def __init__(self, build: Callable[[float], Scene], least: float, most: float) -> None:
        super().__init__(build, least, most)
        self.setMouseTracking(True)
        copying = QAction(_("复制为图片"), self)
        copying.triggered.connect(lambda _checked: self.copy())
        self.addAction(copying)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def copy(self, title: str = "") -> None:
        """Put the chart on the clipboard as a picture, under a title."""
        picture = scene_picture(self.scene, title or self.scene.title)
        QGuiApplication.clipboard().setImage(picture)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the figures of the shape under the mouse, or none."""
        super().mouseMoveEvent(event)
        spot, unit = event.position(), self._unit()
        tip = tip_at(self.scene, spot.x() / unit, spot.y() / unit)
        QToolTip.showText(event.globalPosition().toPoint() + QPoint(12, 8), tip, self)


class ChartCard(QFrame):
    """Title, chart, and a button that copies it; `head` has room for a choice beside the title."""

    def __init__(
        self,
        title: str,
        build: Callable[[float], Scene],
        least: float = 200,
        most: float = 1100,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(title)
        self._title = label(title, "section")
        self.view = LiveScene(build, least, most)
        self.copy_button = IconButton("copy", _("复制为图片"))
        self.copy_button.clicked.connect(self.copy)
        self.note = label("", "caption", wrap=True)
        self.head = QHBoxLayout()
        self._column = QVBoxLayout(self)
        self._arrange()

    def _arrange(self) -> None:
        self.head.addWidget(self._title)
        self.head.addStretch(1)
        self.head.addWidget(self.copy_button)
        self._column.addLayout(self.head)
        self._column.addWidget(self.note)
        self._column.addWidget(self.view)
        self._column.addStretch(1)
        self.note.hide()
        pad = theme.current().px(16)
        self._column.setContentsMargins(pad, pad, pad, pad)
        self._column.setSpacing(theme.current().px(8))

    def set_note(self, text: str) -> None:
        """Say below the title how the chart is to be read."""
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def show_chart(self, title: str, build: Callable[[float], Scene]) -> None:
        """Show another chart."""
        self._title.setText(title)
        self.setAccessibleName(title)
        self.view.show_scene(build)

    def copy(self) -> None:
        """Put the chart on the clipboard as a picture, and say so for a moment."""
        self.view.copy(self._title.text())
        name = self.copy_button.toolTip()
        self.copy_button.set_icon("check")
        self.copy_button.setToolTip(_("已复制"))
        QTimer.singleShot(_SAID_FOR, self.copy_button, lambda: self._ready(name))

    def _ready(self, name: str) -> None:
        self.copy_button.set_icon("copy")
        self.copy_button.setToolTip(name)
