"""The frame of every page: title, subtitle, commands at the right, and content that scrolls."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.ui import theme
from desktop_app.ui.components.flow import FlowRow
from desktop_app.ui.components.labels import label

MARGIN: Final = 24
#: Lines longer than this are hard to read; grids ask for the whole width.
READABLE_WIDTH: Final = 1160


class TallArea(QScrollArea):
    """Gives its content the height its texts need at the present width.

    Qt's own scroll area asks for a height without saying the width: wrapped lines are cut off.
    """

    def setWidget(self, widget: QWidget) -> None:
        """Show a widget, and follow what its texts need."""
        super().setWidget(widget)
        widget.installEventFilter(self)

    def _claim(self) -> None:
        layout = self.widget().layout()
        if layout is not None and layout.hasHeightForWidth():
            wanted = layout.totalMinimumHeightForWidth(self.viewport().width())
            self.widget().setMinimumHeight(wanted)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Measure again when something in the widget changed."""
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self._claim()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure again in another width."""
        super().resizeEvent(event)
        self._claim()


class Page(QWidget):
    """A page; fill `body`. Text and forms keep a readable width, a `wide` page takes all of it.

    A page that is not `scrolls` gives its whole height to what is in it (a grid, a preview).
    """

    def __init__(
        self,
        title: str,
        subtitle: str = "",
        *,
        wide: bool = False,
        scrolls: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self._wide = wide
        self._title = label(title, "title")
        self._subtitle = label(subtitle, "muted", wrap=True)
        self._area: TallArea | None = None
        # Many commands in large type stand in two lines rather than push the title out.
        self._actions = FlowRow(trailing=True)
        self.body = QVBoxLayout()
        self._column = QWidget()
        self._column.setProperty("role", "canvas")
        self._arrange(scrolls=scrolls)
        # Not before it has its place: a widget without a parent would open as a window.
        self._subtitle.setVisible(bool(subtitle))
        self._size()

    def _arrange(self, *, scrolls: bool) -> None:
        row = QHBoxLayout()
        row.addWidget(self._title, 1)
        row.addWidget(self._actions)
        row.setSpacing(16)
        # Below the commands, not beside them: in large type they would leave it no width.
        head = QVBoxLayout()
        head.setSpacing(4)
        head.addLayout(row)
        head.addWidget(self._subtitle)
        self._content = QVBoxLayout(self._column)
        self._content.addLayout(head)
        self._content.addLayout(self.body, 1)
        if scrolls:
            self._content.addStretch(0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroller() if scrolls else self._column)

    def _scroller(self) -> QScrollArea:
        area = TallArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        holder = QWidget()
        holder.setProperty("role", "canvas")
        # Qt adds up what wrapped labels would need when narrow; the real height follows the width.
        holder.setMinimumHeight(1)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._column, 1)
        if not self._wide:
            row.addStretch(0)
        area.setWidget(holder)
        self._area = area
        return area

    def to_top(self) -> None:
        """Scroll to the title, where the news is."""
        if self._area is not None:
            self._area.verticalScrollBar().setValue(0)

    def _size(self) -> None:
        worn = theme.current()
        margin = worn.px(MARGIN)
        self._content.setContentsMargins(margin, margin, margin, margin)
        self._content.setSpacing(margin)
        self.body.setSpacing(worn.px(16))
        if not self._wide:
            self._column.setMaximumWidth(worn.px(READABLE_WIDTH) + 2 * margin)

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Change title and subtitle."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))
        self.setAccessibleName(title)

    def add_action(self, widget: QWidget) -> None:
        """Put a command at the right of the title; add the primary one last."""
        self._actions.add(widget)

    def changeEvent(self, event: QEvent) -> None:
        """Keep margins and width in another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self._size()
