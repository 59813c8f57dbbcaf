"""A chart on a card: title, figures at the mouse, and the way to take it along as a picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QPoint, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolTip, QVBoxLayout, QWidget

from desktop_app.charts.scene import Scene
from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import IconButton
from desktop_app.ui.components.drawing import focus_ring
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.scene_stops import Stop, stops_of
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
    """A chart: it tells its figures at the mouse and by the arrow keys, and can be copied."""

    def __init__(self, build: Callable[[float], Scene], least: float, most: float) -> None:
        super().__init__(build, least, most)
        self._stop = -1
        self._ringed = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        copying = QAction(_("复制为图片"), self)
        copying.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copying.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copying.triggered.connect(lambda _checked: self._copied())
        self.addAction(copying)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def copy(self, title: str = "") -> None:
        """Put the chart on the clipboard as a picture, under a title."""
        picture = scene_picture(self.scene, title or self.scene.title)
        QGuiApplication.clipboard().setImage(picture)

    def _copied(self) -> None:
        self.copy()
        QToolTip.showText(self.mapToGlobal(self.rect().center()), _("已复制"), self)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the figures of the shape under the mouse, or none."""
        super().mouseMoveEvent(event)
        spot, unit = event.position(), self._unit()
        tip = tip_at(self.scene, spot.x() / unit, spot.y() / unit)
        QToolTip.showText(event.globalPosition().toPoint() + QPoint(12, 8), tip, self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End go from figure to figure, Esc leaves them."""
        stops, key = stops_of(self.scene), Qt.Key(event.key())
        if key in _STEPS and stops:
            self._go_to(stops, _STEPS[key])
        elif key == Qt.Key.Key_Escape and self._stop >= 0:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _go_to(self, stops: Sequence[Stop], step: int) -> None:
        if abs(step) > 1:
            self._stop = 0 if step < 0 else len(stops) - 1
        else:
            self._stop = min(max(self._stop + step, 0), len(stops) - 1)
        stop, unit = stops[self._stop], self._unit()
        self.setAccessibleDescription(stop.tip)
        corner = stop.boxes[-1].bottomLeft() * unit
        spot = QPoint(round(max(corner.x(), 0)), round(corner.y()) + 4)
        QToolTip.showText(self.mapToGlobal(spot), stop.tip, self)
        self.update()

    def _leave(self) -> None:
        self._stop = -1
        QToolTip.hideText()
        self.setAccessibleDescription(self.scene.description)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self._ringed = event.reason() != Qt.FocusReason.MouseFocusReason
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say again what the whole chart shows."""
        super().focusOutEvent(event)
        self._leave()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The chart, and a ring around it or around the figure told."""
        super().paintEvent(event)
        if not self.hasFocus() or not (self._ringed or self._stop >= 0):
            return
        stops, unit, worn = stops_of(self.scene), self._unit(), theme.current()
        painter, area = QPainter(self), QRectF(self.rect())
        if not 0 <= self._stop < len(stops):
            focus_ring(painter, area, worn)
            return
        for box in stops[self._stop].boxes:
            around = box.adjusted(-3, -2, 3, 2)
            place = QRectF(around.topLeft() * unit, around.size() * unit)
            focus_ring(painter, place.intersected(area), worn)


_STEPS: Final = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Home: -2,
    Qt.Key.Key_End: 2,
}


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
        self._title = label(title, "section", wrap=True)
        self.view = LiveScene(build, least, most)
        self.copy_button = IconButton("copy", _("复制为图片"))
        self.copy_button.clicked.connect(self.copy)
        self.note = label("", "caption", wrap=True)
        self.head = QHBoxLayout()
        self._column = QVBoxLayout(self)
        self._arrange()

    def _arrange(self) -> None:
        self.head.addWidget(self._title, 1)
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
