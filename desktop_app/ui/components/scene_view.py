"""A chart in the window: draws a scene, shows its tips, and says in words what it shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop_app.charts.scene import Scene
from desktop_app.ui import theme
from desktop_app.ui.paint import paint_scene, tip_at
from desktop_app.ui.theme import is_theme_change

#: Pixels that one scene unit takes at factor 1: scenes are measured in points, a screen has 96
#: pixels to the inch.
UNIT: Final = 96 / 72


class SceneView(QWidget):
    """Shows the scene that `build` makes for the width at hand (in scene units).

    The view takes the width its layout gives it, between `least` and `most` scene units, and asks
    for the height of the scene. `refresh` builds anew, after the data changed.
    """

    def __init__(
        self,
        build: Callable[[float], Scene],
        least: float = 120,
        most: float = 4000,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._build = build
        self._least, self._most = least, most
        self._scene = build(least)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._describe()
        self._measure()

    @property
    def scene(self) -> Scene:
        """The scene shown now."""
        return self._scene

    def show_scene(self, build: Callable[[float], Scene]) -> None:
        """Show what another builder makes."""
        self._build = build
        self.refresh()

    def refresh(self) -> None:
        """Build the scene anew for the present width."""
        self._fit(self.width())
        self._describe()
        self.updateGeometry()

    def _unit(self) -> float:
        return UNIT * theme.current().factor

    def _held(self, width: int) -> float:
        return min(self._most, max(self._least, width / self._unit()))

    def _fit(self, width: int) -> None:
        self._scene = self._build(self._held(width))
        self.update()

    def _describe(self) -> None:
        self.setAccessibleName(self._scene.title)
        self.setAccessibleDescription(self._scene.description)

    def _measure(self) -> None:
        self.setMinimumWidth(round(self._least * self._unit()))
        if self._most < 4000:
            self.setMaximumWidth(round(self._most * self._unit()))
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """A scene keeps its shape."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height the scene would have at `width` pixels."""
        return round(self._build(self._held(width)).height * self._unit())

    def sizeHint(self) -> QSize:
        """The size of the scene shown now."""
        unit = self._unit()
        return QSize(round(self._scene.width * unit), round(self._scene.height * unit))

    def minimumSizeHint(self) -> QSize:
        """The size of the narrowest scene."""
        unit = self._unit()
        return QSize(round(self._least * unit), self.heightForWidth(round(self._least * unit)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the scene out anew when the width changed."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit(event.size().width())
            # Layouts keep the height asked for last: at another width it is another one.
            self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Take another theme's sizes."""
        super().changeEvent(event)
        if is_theme_change(event):
            self._measure()
            self._fit(self.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the scene, grown to the font size."""
        painter = QPainter(self)
        painter.scale(self._unit(), self._unit())
        paint_scene(painter, self._scene, theme.current())

    def event(self, event: QEvent) -> bool:
        """Show the tip of the shape under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            unit = self._unit()
            tip = tip_at(self._scene, event.pos().x() / unit, event.pos().y() / unit)
            QToolTip.showText(event.globalPos(), tip, self)
            return True
        return super().event(event)


def fixed_scene(scene: Scene, parent: QWidget | None = None) -> SceneView:
    """A view of a ready scene at its own size."""
    view = SceneView(lambda _width: scene, scene.width, scene.width, parent)
    view.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    view.setAttribute(Qt.WidgetAttribute.WA_StaticContents)
    return view
