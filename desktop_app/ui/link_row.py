"""A line one can open: a mark in front, words that wrap, a remark behind, all one target."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.ui import theme
from desktop_app.ui.components.drawing import focus_ring, ground
from desktop_app.ui.components.labels import label
from desktop_app.ui.icons import draw_icon

_OPENING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class LinkRow(QWidget):
    """Mark, sentence, remark and an arrow; mouse, Enter and Space open it, arrows move on.

    `front` and `behind` take further widgets in front of and behind the words; a `long_remark` has
    the room below the widgets behind, too.

    Signals:
        opened(str): the line was opened; carries its `target`.
    """

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, long_remark: bool = False) -> None:
        super().__init__(parent)
        self.target = ""
        self._ringed = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._mark = label("", "caption")
        self._mark.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._text = label("", wrap=True)
        self._remark = label("", "caption", wrap=True)
        self.front, self.behind = QHBoxLayout(), QHBoxLayout()
        self._arrange(long_remark=long_remark)

    def _arrange(self, *, long_remark: bool) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self._text, 1)
        words.addLayout(first)
        words.addWidget(self._remark)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(8)
        self._row.addLayout(self.front)
        self._row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(words, 1)
        (first if long_remark else self._row).addLayout(self.behind)
        self._remark.hide()
        self._mark.hide()
        self._pad()

    def _pad(self) -> None:
        worn = theme.current()
        self._row.setContentsMargins(worn.px(8), worn.px(7), worn.px(24), worn.px(7))
        self._mark.setMinimumWidth(worn.px(14))
        self._mark.setContentsMargins(0, worn.px(1), 0, 0)

    @property
    def text(self) -> str:
        """The words shown."""
        return self._text.text()

    @property
    def mark(self) -> str:
        """The mark in front of the words."""
        return self._mark.text()

    @property
    def mark_width(self) -> int:
        """The room the mark takes."""
        return self._mark.sizeHint().width() if self.mark else 0

    def keep_mark(self, width: int) -> None:
        """Give the mark so much room, so that the words of several lines begin alike."""
        self._mark.setMinimumWidth(max(theme.current().px(14), width))

    @property
    def remark(self) -> str:
        """The remark shown below the words."""
        return self._remark.text()

    def show_line(self, target: str, text: str, remark: str = "", mark: str = "") -> None:
        """Show other words; parts that stay the same are left alone."""
        self.target = target
        for part, words in ((self._text, text), (self._remark, remark), (self._mark, mark)):
            _set(part, words)
        self.setAccessibleName(f"{mark} {text}".strip())
        self.setAccessibleDescription(remark)

    def _open(self) -> None:
        self.opened.emit(self.target)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember whether the keyboard brought the focus."""
        self._ringed = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open by a click."""
        inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and inside:
            self._open()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by Enter or Space; up and down go to the neighbours."""
        if event.key() in _OPENING_KEYS:
            self._open()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the margins in another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self._pad()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the hover, the arrow and the ring."""
        worn = theme.current()
        painter = QPainter(self)
        area = QRectF(self.rect())
        if self.underMouse():
            ground(painter, area, worn.colour("hover"), radius=worn.px(4))
        side = worn.px(12)
        box = QRectF(area.right() - side - worn.px(6), (area.height() - side) / 2, side, side)
        token = "accent" if self.underMouse() else "outline"
        draw_icon(painter, box, "chevron-right", worn.hex(token))
        if self.hasFocus() and self._ringed:
            focus_ring(painter, area, worn)


def _set(part: QLabel, words: str) -> None:
    if part.text() != words:
        part.setText(words)
    part.setVisible(bool(words))


class LinkList(QWidget):
    """Lines one below the other; lines are made when needed and kept when others are shown.

    Signals:
        opened(str): a line was opened; carries its target.
    """

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[LinkRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    @property
    def lines(self) -> list[LinkRow]:
        """The lines shown now."""
        return [line for line in self._lines if not line.isHidden()]

    def show_lines(self, lines: list[tuple[str, str, str, str]]) -> None:
        """Show (target, words, remark, mark) lines."""
        while len(self._lines) < len(lines):
            made = LinkRow()
            made.opened.connect(self.opened)
            self._lines.append(made)
            self._column.addWidget(made)
        for index, line in enumerate(self._lines):
            if index < len(lines):
                line.show_line(*lines[index])
            line.setVisible(index < len(lines))
        widest = max((line.mark_width for line in self.lines), default=0)
        for line in self._lines:
            line.keep_mark(widest)
