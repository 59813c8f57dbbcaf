"""The installed packs one below the other, in groups, found by name, code or id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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

from desktop_app.app.catalog import Header
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.drawing import focus_ring, ground, tinted
from desktop_app.ui.theme import Theme, Type

WIDTH: Final = 248
ALL: Final = ""
"""What stands for all packs together."""

_ROW: Final = 44
_HEAD: Final = 30
_LINE: Final = Qt.ItemDataRole.UserRole
_ORDER: Final = ("industry", "base", "readiness")

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class PackLine:
    """A line: a pack, all packs together (no id), or the `head` of a group."""

    id: str
    title: str
    note: str = ""
    head: bool = False


def lines_of(packs: Sequence[Header], wanted: str = "") -> list[PackLine]:
    """The lines for these packs, those that match `wanted` when it is not empty."""
    heads = {"industry": _("行业"), "base": _("共用"), "readiness": _("模型")}
    lines = (
        []
        if wanted
        else [PackLine(ALL, _("全部规则包"), _("共 {count} 个").format(count=len(packs)))]
    )
    for kind in _ORDER:
        own = [pack for pack in packs if pack.kind == kind and _matches(pack, wanted.casefold())]
        if own:
            lines.append(PackLine(kind, heads[kind], head=True))
            lines += [_line(pack) for pack in sorted(own, key=lambda pack: pack.id)]
    return lines


def _line(pack: Header) -> PackLine:
    codes = _("、").join(pack.industries)
    return PackLine(pack.id, translate(pack.name), f"{pack.version}　{codes or pack.id}")


def _matches(pack: Header, wanted: str) -> bool:
    texts = (translate(pack.name), pack.name, pack.id, *pack.industries, translate(pack.summary))
    return any(wanted in text.casefold() for text in texts)


class PackList(QListWidget):
    """Packs to choose among by mouse, arrows or the first letters.

    Signals:
        chosen(str): the pack of that id was gone to; empty for all packs together.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("规则包"))
        self.setItemDelegate(_PackDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.currentRowChanged.connect(self._moved)

    def show_lines(self, lines: Sequence[PackLine]) -> None:
        """Show these lines; the marked pack stays marked, without telling."""
        marked = self.marked
        self.blockSignals(True)
        self.clear()
        for line in lines:
            item = QListWidgetItem(line.title)
            item.setData(_LINE, line)
            item.setToolTip("" if line.head else f"{line.title}\n{line.note}".strip())
            if line.head:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(item)
        self.blockSignals(False)
        self.mark(marked)

    def mark(self, pack_id: str | None) -> None:
        """Mark a pack without telling; None or one that is not listed marks none."""
        self.blockSignals(True)
        rows = range(self.count())
        self.setCurrentRow(next((row for row in rows if self._is(row, pack_id)), -1))
        self.blockSignals(False)

    @property
    def marked(self) -> str | None:
        """The id of the marked pack; None while none is."""
        line = self._line(self.currentRow())
        return None if line is None else line.id

    def _is(self, row: int, pack_id: str | None) -> bool:
        line = self._line(row)
        return line is not None and not line.head and line.id == pack_id

    def _line(self, row: int) -> PackLine | None:
        found = self.item(row).data(_LINE) if 0 <= row < self.count() else None
        return found if isinstance(found, PackLine) else None

    def _moved(self, row: int) -> None:
        line = self._line(row)
        if line is not None and not line.head:
            self.chosen.emit(line.id)


class _PackDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        worn, line = theme.current(), index.data(_LINE)
        head = isinstance(line, PackLine) and line.head
        return QSize(worn.px(120), worn.px(_HEAD if head else _ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        worn = theme.current()
        # The style option's members are known to Qt, not to its type information.
        state, rect = option.state, QRectF(option.rect)  # type: ignore[attr-defined]
        area = rect.adjusted(4, 1, -4, -1)
        line = index.data(_LINE)
        if not isinstance(line, PackLine):
            return
        on = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if on:
            ground(painter, area, tinted(worn, "accent", 0.12))
        elif state & QStyle.StateFlag.State_MouseOver and not line.head:
            ground(painter, area, worn.colour("hover"))
        _paint_head(painter, area, line, worn) if line.head else _paint_line(
            painter, area, line, worn, on=on
        )
        if on and state & QStyle.StateFlag.State_HasFocus:
            focus_ring(painter, area, worn)
        painter.restore()


def _paint_head(painter: QPainter, area: QRectF, line: PackLine, worn: Theme) -> None:
    inner = area.adjusted(worn.px(10), worn.px(6), -worn.px(10), 0)
    painter.setFont(worn.font(Type.SMALL))
    painter.setPen(worn.colour("muted"))
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, line.title)


def _paint_line(painter: QPainter, area: QRectF, line: PackLine, worn: Theme, *, on: bool) -> None:
    inner = area.adjusted(worn.px(10), worn.px(3), -worn.px(10), -worn.px(3))
    half = inner.height() / 2
    lines = (
        (line.title, worn.font(bold=on), "text", inner.top()),
        (line.note, worn.font(Type.SMALL), "muted", inner.top() + half),
    )
    for text, font, colour, top in lines:
        painter.setFont(font)
        painter.setPen(worn.colour(colour))
        room = QRectF(inner.left(), top, inner.width(), half)
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
