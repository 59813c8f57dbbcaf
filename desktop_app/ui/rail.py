"""The navigation rail at the left: an icon and a word per page, or the icons alone."""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import Button
from desktop_app.ui.components.drawing import focus_ring, ground, tinted
from desktop_app.ui.icons import draw_icon
from desktop_app.ui.theme import Type

WIDE: Final = 200
NARROW: Final = 56


class RailButton(Button):
    """One entry: icon, word, and a count at the right when there is something to see to."""

    kind = "rail"
    arrows_leave = True

    def __init__(self, icon_name: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent=parent)
        self._glyph = icon_name
        self._count = 0
        self._narrow = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_entry(self, icon_name: str, text: str) -> None:
        """Show another icon and word."""
        self._glyph = icon_name
        self.set_text(text)

    def set_narrow(self, narrow: bool) -> None:
        """Show the icon alone, with the word as a tip."""
        self._narrow = narrow
        self.setToolTip(self.text() if narrow else "")
        self.updateGeometry()

    def set_count(self, count: int) -> None:
        """Show how many things wait on the page; none shows nothing."""
        self._count = count
        name = _("{page}，{count} 项").format(page=self.text(), count=count)
        self.setAccessibleName(name if count else self.text())
        self.update()

    def sizeHint(self) -> QSize:
        """The height of an entry; the rail decides the width."""
        worn = theme.current()
        words = QFontMetricsF(worn.font(bold=True)).horizontalAdvance(self.text())
        width = 0 if self._narrow else round(words) + worn.px(56)
        return QSize(max(worn.px(40), width), worn.px(36))

    def minimumSizeHint(self) -> QSize:
        """Words are never cut off."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, icon, word and count."""
        worn = theme.current()
        painter = QPainter(self)
        area = QRectF(self.rect())
        on = self.isChecked()
        if on:
            ground(painter, area, tinted(worn, "accent", 0.12))
        elif self.underMouse() and self.isEnabled():
            ground(painter, area, worn.colour("hover_bg"))
        token = "accent" if on else "muted" if self.isEnabled() else "disabled"
        side = worn.px(18)
        left = (area.width() - side) / 2 if self._narrow else worn.px(11)
        box = QRectF(left, (area.height() - side) / 2, side, side)
        draw_icon(painter, box, self._glyph, worn.hex(token))
        if not self._narrow:
            painter.setFont(worn.font(bold=on))
            painter.setPen(worn.colour("text" if self.isEnabled() else "disabled"))
            words = area.adjusted(box.right() + worn.px(10), 0, 0, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self._count:
            self._paint_count(painter, area)
        if self.hasFocus() and self._ringed:
            focus_ring(painter, area, worn)

    def _paint_count(self, painter: QPainter, area: QRectF) -> None:
        worn = theme.current()
        if self._narrow:
            side = worn.px(7)
            dot = QRectF(area.width() - worn.px(13), worn.px(7), side, side)
            ground(painter, dot, worn.colour("level_3"), radius=side / 2)
            return
        painter.setFont(worn.font(Type.SMALL))
        painter.setPen(worn.colour("muted"))
        right = area.adjusted(0, 0, -worn.px(12), 0)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(right, align, str(self._count))


class Rail(QFrame):
    """The pages, and below them tools such as settings; up and down arrows move between them.

    Signals:
        chosen(str): the user went for the page of that id.
        fold_requested(): the user pressed the button that folds or unfolds the rail.
    """

    chosen = Signal(str)
    fold_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        self.setAccessibleName(_("导航"))
        self._entries: dict[str, RailButton] = {}
        self._tools: list[RailButton] = []
        self._narrow = False
        self._pages = QVBoxLayout()
        self._pages.setSpacing(2)
        self._below = QVBoxLayout()
        self._below.setSpacing(2)
        column = QVBoxLayout(self)
        column.addLayout(self._pages)
        column.addStretch(1)
        column.addLayout(self._below)
        self._column = column
        self._fold = self.add_tool("panel-left-close", _("收起导航"), self.fold_requested.emit)
        self._fold.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the cursor in its field
        self._size()

    @property
    def narrow(self) -> bool:
        """Whether the icons stand alone."""
        return self._narrow

    def add_entry(self, page_id: str, icon_name: str, text: str) -> None:
        """Add a page at the end."""
        button = RailButton(icon_name, text)
        button.setCheckable(True)
        button.set_narrow(self._narrow)
        button.clicked.connect(lambda: self.chosen.emit(page_id))
        self._entries[page_id] = button
        self._pages.addWidget(button)
        self._size()

    def add_tool(self, icon_name: str, text: str, run: Callable[[], object]) -> RailButton:
        """Add a command at the bottom, above those that are there."""
        button = RailButton(icon_name, text)
        button.set_narrow(self._narrow)
        button.clicked.connect(lambda _on: run())
        self._tools.append(button)
        self._below.insertWidget(0, button)
        self._size()
        return button

    def mark(self, page_id: str) -> None:
        """Show which page is open."""
        for each, button in self._entries.items():
            button.setChecked(each == page_id)

    def set_available(self, page_ids: Container[str]) -> None:
        """Let the user go to these pages only; the others are shown faintly."""
        for page_id, button in self._entries.items():
            button.setEnabled(page_id in page_ids)

    def set_count(self, page_id: str, count: int) -> None:
        """Show at a page how many things wait there."""
        self._entries[page_id].set_count(count)

    def set_narrow(self, narrow: bool) -> None:
        """Fold to the icons, or unfold."""
        self._narrow = narrow
        words = _("展开导航") if narrow else _("收起导航")
        self._fold.set_entry("panel-left-open" if narrow else "panel-left-close", words)
        for button in (*self._entries.values(), *self._tools):
            button.set_narrow(narrow)
        self._size()

    def _size(self) -> None:
        worn = theme.current()
        self._column.setContentsMargins(*[worn.px(8)] * 4)
        every = (*self._entries.values(), *self._tools)
        widest = max((one.sizeHint().width() for one in every), default=0) + worn.px(16)
        self.setFixedWidth(worn.px(NARROW) if self._narrow else max(worn.px(WIDE), widest))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move between the entries with the arrow keys."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        every = (*self._entries.values(), *reversed(self._tools))
        stops = [button for button in every if button.isEnabled()]
        here = next((index for index, each in enumerate(stops) if each.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        stops[(here + step) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the width in another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self._size()
