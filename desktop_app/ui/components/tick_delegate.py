"""Ticks in lists and tables, drawn like a check box of its own in the colours of the theme."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.ui import theme
from desktop_app.ui.components.drawing import ground
from desktop_app.ui.icons import draw_icon

_BOX: Final = 16


class TickDelegate(QStyledItemDelegate):
    """Draws an item as the style does, and over its indicator a box with or without a tick."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one item."""
        super().paint(painter, option, index)
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is None:
            return
        whole = QStyleOptionViewItem(option)
        self.initStyleOption(whole, index)
        part = QStyle.SubElement.SE_ItemViewItemCheckIndicator
        native = QRectF(self._view.style().subElementRect(part, whole, self._view))
        worn = theme.current()
        side = worn.px(_BOX)
        box = QRectF(0, 0, side, side)
        box.moveCenter(native.center())
        on = Qt.CheckState(state) is Qt.CheckState.Checked
        enabled = bool(index.flags() & Qt.ItemFlag.ItemIsUserCheckable)
        strong = "accent" if enabled else "muted"
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = worn.colour(strong if on else "surface")
        ground(painter, box, fill, worn.colour(strong if on else "outline"), worn.px(4))
        if on:
            draw_icon(painter, box.adjusted(2, 2, -2, -2), "check", worn.hex("on_accent"))
        painter.restore()
