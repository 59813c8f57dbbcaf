"""The chapters of the manual in a list, under the names of their parts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
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
from desktop_app.ui.theme import Type

_ID: Final = Qt.ItemDataRole.UserRole
_ROW: Final = 30
_HEAD: Final = 34

Index = QModelIndex | QPersistentModelIndex


class ChapterList(QListWidget):
    """Chapters to choose from; the names of the parts are no choices.

    Signals:
        chosen(str): another chapter is marked.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("目录"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_ChapterDelegate(self))
        self.currentRowChanged.connect(self._moved)

    def fill(self, chapters: Iterable[tuple[str, str, str]]) -> None:
        """List chapters - part, id and title - without choosing one."""
        self.blockSignals(True)
        self.clear()
        before = ""
        for part, chapter, title in chapters:
            if part != before:
                self._add(part, "").setFlags(Qt.ItemFlag.NoItemFlags)
                before = part
            self._add(title, chapter)
        self.blockSignals(False)

    def _add(self, text: str, chapter: str) -> QListWidgetItem:
        item = QListWidgetItem(text)
        item.setData(_ID, chapter)
        self.addItem(item)
        return item

    @property
    def chapters(self) -> list[str]:
        """The ids of the chapters listed, in order."""
        return [one for row in range(self.count()) if (one := self._id(row))]

    @property
    def marked(self) -> str:
        """The id of the marked chapter; empty when none is."""
        return self._id(self.currentRow())

    def mark(self, chapter: str) -> None:
        """Mark a chapter and tell; one that is not listed marks none."""
        rows = range(self.count())
        self.setCurrentRow(next((row for row in rows if self._id(row) == chapter), -1))

    def _id(self, row: int) -> str:
        return str(self.item(row).data(_ID) or "") if 0 <= row < self.count() else ""

    def _moved(self, row: int) -> None:
        if self._id(row):
            self.chosen.emit(self._id(row))


class _ChapterDelegate(QStyledItemDelegate):
    """Paints a chapter, and the name of a part small above its chapters."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        worn = theme.current()
        return QSize(worn.px(120), worn.px(_ROW if index.data(_ID) else _HEAD))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        worn = theme.current()
        # The style option's members are known to Qt, not to its type information.
        state, rect = option.state, QRectF(option.rect)  # type: ignore[attr-defined]
        area = rect.adjusted(4, 1, -4, -1)
        chapter = bool(index.data(_ID))
        on = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if on:
            ground(painter, area, tinted(worn, "accent", 0.12))
        elif state & QStyle.StateFlag.State_MouseOver and chapter:
            ground(painter, area, worn.colour("hover"))
        font = worn.font(bold=on) if chapter else worn.font(Type.SMALL)
        inner = area.adjusted(worn.px(8), 0 if chapter else worn.px(8), -worn.px(8), 0)
        text = str(index.data())
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.setFont(font)
        painter.setPen(worn.colour("text" if chapter else "muted"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, shown)
        if on and state & QStyle.StateFlag.State_HasFocus:
            focus_ring(painter, area, worn)
        painter.restore()
