"""Lines of an evaluation list that are no rows: names of the columns, and of a group."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.assess.row_paint import columns, write
from desktop_app.ui.theme import Type

_HEAD_HEIGHT: Final = 28


class Strip(QWidget):
    """A line of a list that is not a row: the names of the columns, or of a group."""

    def __init__(self, text: str = "", remark: str = "", *, judged: bool = True) -> None:
        super().__init__()
        self._text, self._remark, self.judged = text, remark, judged
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        """As high as its words need, as wide as there is room."""
        return QSize(0, theme.current().px(_HEAD_HEIGHT if not self._text else 34))

    def changeEvent(self, event: QEvent) -> None:
        """Be measured again in another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words over the columns they name."""
        worn = theme.current()
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, worn.colour("border"))
        small, muted = worn.font(Type.SMALL), worn.hex("muted")
        area = QRectF(self.rect())
        if self._text:
            bold = worn.font(Type.SMALL, bold=True)
            room = area.adjusted(worn.px(12), worn.px(4), -worn.px(12), 0)
            write(painter, room, self._text, bold, worn.hex("text"))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            write(painter, room, self._remark, small, muted, right)
            return
        at = columns(self.width(), self.height(), worn, judged=self.judged)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        name = at.name if self.judged else at.no.united(at.name)
        write(painter, name, _("指标") if self.judged else _("数据"), small, muted)
        write(painter, at.value, _("企业值"), small, muted, right)
        write(painter, at.state, _("状态"), small, muted)
        if self.judged:
            write(painter, at.band, _("对照各级要求"), small, muted)
            write(painter, at.level, _("级别"), small, muted)
            write(painter, at.gap, _("还差"), small, muted)


class Headed(Protocol):
    """A block of a list with the names of its columns."""

    heads: Strip | None

    def isVisible(self) -> bool:
        """Whether it is in the list."""

    def height(self) -> int:
        """How high it is."""

    def mapTo(self, parent: QWidget, at: QPoint) -> QPoint:
        """Where a place of it is in another widget."""


class StickyHead(QWidget):
    """The names of the columns, at the top while one scrolls through their rows."""

    def __init__(self, area: QScrollArea, blocks: Callable[[], Sequence[Headed]]) -> None:
        super().__init__(area.viewport())
        self._area = area
        self._blocks = blocks
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.strips = {judged: Strip(judged=judged) for judged in (True, False)}
        for strip in self.strips.values():
            strip.setParent(self)
        self.hide()
        bar = area.verticalScrollBar()
        bar.valueChanged.connect(lambda _value: self._follow())
        bar.rangeChanged.connect(lambda _least, _most: self._follow())
        area.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Be as wide as the list is now; its rows are laid out only after this."""
        if event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._follow)
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        """Stand where the rows under the top edge of the list have their columns."""
        port = self._area.viewport()
        for block in self._blocks():
            heads = block.heads
            if heads is None or not block.isVisible():
                continue
            top = heads.mapTo(port, QPoint(0, 0))
            bottom = block.mapTo(port, QPoint(0, block.height())).y()
            if top.y() < 0 and bottom > 2 * heads.height():
                self.setGeometry(top.x(), 0, heads.width(), heads.height())
                for judged, strip in self.strips.items():
                    strip.setVisible(judged is heads.judged)
                    strip.setGeometry(0, 0, heads.width(), heads.height())
                self.show()
                self.raise_()
                return
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Cover the rows that pass below."""
        QPainter(self).fillRect(self.rect(), theme.current().colour("surface"))
