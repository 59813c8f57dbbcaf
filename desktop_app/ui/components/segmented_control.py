"""One choice among a few, side by side; arrow keys move it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from desktop_app.ui import theme
from desktop_app.ui.components.buttons import Button
from desktop_app.ui.components.drawing import ground


class _Segment(Button):
    kind = "segment"
    arrows_leave = True
    enter_leaves = True


class SegmentedControl(QWidget):
    """A row of (key, text) segments, of which exactly one is chosen once any was.

    Signals:
        changed(str): the user chose another segment.
    """

    changed = Signal(str)

    def __init__(
        self, options: Sequence[tuple[str, str]], name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._keys: list[str] = []
        self._row = QHBoxLayout(self)
        self._row.setSpacing(2)
        for key, text in options:
            segment = _Segment(text, name=f"{name} {text}".strip())
            segment.setCheckable(True)
            segment.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self._group.addButton(segment, len(self._keys))
            self._keys.append(key)
            self._row.addWidget(segment)
        self._group.idClicked.connect(lambda index: self.changed.emit(self._keys[index]))
        self._pad()
        self._take_tab(0)

    @property
    def key(self) -> str:
        """The key of the chosen segment; empty while none is."""
        index = self._group.checkedId()
        return self._keys[index] if index >= 0 else ""

    def choose(self, key: str) -> None:
        """Choose a segment without telling; an unknown key is a bug and raises ValueError."""
        index = self._keys.index(key)
        self._group.button(index).setChecked(True)
        self._take_tab(index)

    def clear(self) -> None:
        """Show that none is chosen, without telling."""
        self._group.setExclusive(False)
        for segment in self._group.buttons():
            segment.setChecked(False)
        self._group.setExclusive(True)
        self._take_tab(0)

    def _take_tab(self, index: int) -> None:
        """The group is one stop of the Tab key: the chosen segment, or the first."""
        for each, segment in enumerate(self._group.buttons()):
            stop = Qt.FocusPolicy.StrongFocus if each == index else Qt.FocusPolicy.ClickFocus
            segment.setFocusPolicy(stop)
            if each == index:
                self.setFocusProxy(segment)

    def _pad(self) -> None:
        self._row.setContentsMargins(2, 2, 2, 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the choice with the arrow keys."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        index = (max(0, self._group.checkedId()) + step) % len(self._keys)
        self.choose(self._keys[index])
        self._group.button(index).setFocus(Qt.FocusReason.TabFocusReason)
        self.changed.emit(self._keys[index])

    def changeEvent(self, event: QEvent) -> None:
        """Measure again in another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the trough the segments lie in."""
        worn = theme.current()
        ground(QPainter(self), QRectF(self.rect()), worn.colour("track"), radius=worn.px(6))
