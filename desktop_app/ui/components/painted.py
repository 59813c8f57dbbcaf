"""The base of components that paint themselves and change size with the font factor."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.ui import theme


class Painted(QWidget):
    """A widget of a size of its own; subclasses give `wanted()` and paint.

    It asks to be measured and painted again whenever the theme changes.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def wanted(self) -> QSize:
        """The size the content needs in the theme worn now; none without content."""
        return QSize(0, 0)

    def refresh(self) -> None:
        """Measure and paint again, after the content changed."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """What Qt asks for; see `wanted`."""
        return self.wanted()

    def minimumSizeHint(self) -> QSize:
        """Never smaller than the content: labels are not cut off."""
        return self.wanted()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again in the new theme."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self.refresh()
