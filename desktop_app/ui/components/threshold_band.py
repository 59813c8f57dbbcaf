"""Where a value stands on the scale of its indicator: ticks of the levels and our marker."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.charts.bands import BandInput, threshold_band
from desktop_app.charts.scene import Scene
from desktop_app.ui.components.scene_view import SceneView

_WIDTH: Final = 120.0


class ThresholdBand(SceneView):
    """The band of one indicator; what it shows is said in words by `BandInput.tip`."""

    def __init__(
        self, shown: BandInput, width: float = _WIDTH, parent: QWidget | None = None
    ) -> None:
        self._shown = shown
        super().__init__(self._scene_for, width, width, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setToolTip(shown.tip)

    def _scene_for(self, width: float) -> Scene:
        return threshold_band(self._shown, width)

    def show_band(self, shown: BandInput) -> None:
        """Show another value or another scale."""
        self._shown = shown
        self.setToolTip(shown.tip)
        self.refresh()
