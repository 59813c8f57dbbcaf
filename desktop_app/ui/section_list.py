"""The sections of the form one below the other, each with how much of it is answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.drawing import focus_ring, ground, tinted
from desktop_app.ui.icons import draw_icon
from desktop_app.ui.theme import Theme, Type

WIDTH: Final = 216
_ROW: Final = 34
_LINE: Final = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section: its id, title, and how many of its questions are asked and answered."""

    id: str
    title: str
    asked: int
    answered: int

    @property
    def complete(self) -> bool:
        """Whether everything asked is answered."""
        return self.asked > 0 and self.answered == self.asked

    @property
    def count(self) -> str:
        """How far it is, as shown; where nothing is asked, that filling it is optional."""
        return f"{self.answered}/{self.asked}" if self.asked else _("按需填")


class _SectionDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        worn = theme.current()
        return QSize(worn.px(120), worn.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        worn = theme.current()
        # The style option's members are known to Qt, not to its type information.
        state, rect = option.state, QRectF(option.rect)  # type: ignore[attr-defined]
        area = rect.adjusted(4, 1, -4, -1)
        on = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if on:
            ground(painter, area, tinted(worn, "accent", 0.12))
        elif state & QStyle.StateFlag.State_MouseOver:
            ground(painter, area, worn.colour("hover"))
        line = index.data(_LINE)
        if isinstance(line, SectionLine):
            _paint_line(painter, area, line, worn, on=on)
        if on and state & QStyle.StateFlag.State_HasFocus:
            focus_ring(painter, area, worn)
        painter.restore()


def _paint_line(
    painter: QPainter, area: QRectF, line: SectionLine, worn: Theme, *, on: bool
) -> None:
    inner = area.adjusted(worn.px(10), 0, -worn.px(10), 0)
    room = inner.width()
    middle = Qt.AlignmentFlag.AlignVCenter
    if line.complete:
        side = worn.px(14)
        box = QRectF(inner.right() - side, area.center().y() - side / 2, side, side)
        draw_icon(painter, box, "check", worn.hex("accent"))
        room -= side + worn.px(6)
    else:
        small = worn.font(Type.SMALL)
        painter.setFont(small)
        painter.setPen(worn.colour("muted"))
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, line.count)
        room -= QFontMetricsF(small).horizontalAdvance(line.count) + worn.px(6)
    font = worn.font(bold=on)
    painter.setFont(font)
    painter.setPen(worn.colour("text"))
    title = QFontMetricsF(font).elidedText(line.title, Qt.TextElideMode.ElideRight, room)
    painter.drawText(inner, middle, title)


class SectionList(QListWidget):
    """Sections to choose among by mouse, arrows, Enter or the first letters.

    Signals:
        chosen(str): the user went for the section of that id.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("填报部分"))
        self.setItemDelegate(_SectionDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.itemClicked.connect(self._choose)

    def show_lines(self, lines: Sequence[SectionLine]) -> None:
        """Show these sections; the marked one stays."""
        if [line.id for line in lines] != self._ids():
            marked = self.marked
            self.clear()
            for _line in lines:
                self.addItem(QListWidgetItem())
            self._fill(lines)
            self.mark(marked)
        else:
            self._fill(lines)

    def _fill(self, lines: Sequence[SectionLine]) -> None:
        for row, line in enumerate(lines):
            item = self.item(row)
            if item.data(_LINE) != line:
                item.setData(_LINE, line)
                item.setText(line.title)
                item.setToolTip(f"{line.title}  {line.count}".strip())

    def _ids(self) -> list[str]:
        return [self._line(row).id for row in range(self.count())]

    def _line(self, row: int) -> SectionLine:
        found = self.item(row).data(_LINE) if 0 <= row < self.count() else None
        return found if isinstance(found, SectionLine) else SectionLine("", "", 0, 0)

    @property
    def marked(self) -> str:
        """The id of the marked section; empty without one."""
        return self._line(self.currentRow()).id

    def mark(self, section: str) -> None:
        """Mark a section, without telling."""
        ids = self._ids()
        self.setCurrentRow(ids.index(section) if section in ids else -1)

    def whole_height(self) -> int:
        """The height that shows every section."""
        return theme.current().px(_ROW) * self.count() + 4

    def _choose(self, _item: QListWidgetItem) -> None:
        self.chosen.emit(self.marked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self.marked)
            return
        super().keyPressEvent(event)
