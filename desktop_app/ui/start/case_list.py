"""The list of recent cases: enterprise, year, how much is filled in, when it was last opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop_app.app.clock import local
from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.drawing import focus_ring, ground, tinted
from desktop_app.ui.icons import draw_icon
from desktop_app.ui.theme import Theme, Type

_ROW = 56
_CASE = Qt.ItemDataRole.UserRole
_TEXTS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
_NOWHERE = QModelIndex()

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One line of the list; `opened` is when, in ISO text.

    `data` is how many data the case has, None where nobody counted.
    """

    id: str
    enterprise: str
    year: int
    data: int | None
    opened: str

    @property
    def name(self) -> str:
        """What is read out, and searched in."""
        return f"{self.enterprise} {self.year}"


class _Cases(QAbstractListModel):
    """The lines shown: ten thousand are given in one step."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: Sequence[CaseLine] = ()

    def show_lines(self, lines: Sequence[CaseLine]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.lines[index.row()]
        if role == _CASE:
            return line
        return line.name if role in _TEXTS else None


def when(opened: str, now: datetime) -> str:
    """A moment as people say it: today's by the hour, older ones by the date; "" when unknown."""
    at = local(opened)
    if at is None:
        return ""
    at = at.astimezone(now.tzinfo)
    if at.date() == now.date():
        return _("今天 {time}").format(time=f"{at:%H:%M}")
    if at.date() == now.date() - timedelta(days=1):
        return _("昨天 {time}").format(time=f"{at:%H:%M}")
    return f"{at:%Y-%m-%d}"


class _CaseDelegate(QStyledItemDelegate):
    """Paints a case: enterprise and year, below them how far it is."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        worn = theme.current()
        return QSize(worn.px(240), worn.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        worn = theme.current()
        # The style option's members are known to Qt, not to its type information.
        state, rect = option.state, QRectF(option.rect)  # type: ignore[attr-defined]
        area = rect.adjusted(4, 2, -4, -2)
        painter.save()
        if state & QStyle.StateFlag.State_MouseOver:
            ground(painter, area, worn.colour("hover"))
        focused = state & QStyle.StateFlag.State_HasFocus
        if focused and state & QStyle.StateFlag.State_Selected:
            ground(painter, area, tinted(worn, "accent", 0.12))
            focus_ring(painter, area, worn)
        case = index.data(_CASE)
        if isinstance(case, CaseLine):
            _paint_case(painter, area, case, worn)
        painter.restore()


def _paint_case(painter: QPainter, area: QRectF, case: CaseLine, worn: Theme) -> None:
    side = worn.px(18)
    box = QRectF(area.left() + worn.px(12), area.center().y() - side / 2, side, side)
    draw_icon(painter, box, "factory", worn.hex("accent"))
    left = box.right() + worn.px(14)
    right = area.right() - worn.px(16)
    opened = when(case.opened, datetime.now(UTC).astimezone())
    told = [_("{year} 年").format(year=case.year)]
    if case.data is not None:
        some = _("{count} 项数据").format(count=case.data)
        told.append(some if case.data else _("还没有数据"))
    small, bold = worn.font(Type.SMALL), worn.font(bold=True)
    room = right - left - worn.px(120)
    name = QFontMetricsF(bold).elidedText(case.enterprise, Qt.TextElideMode.ElideMiddle, room)
    top = QRectF(left, area.top() + worn.px(4), right - left, area.height() / 2 - worn.px(2))
    low = top.translated(0, area.height() / 2 - worn.px(5))
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.setFont(bold)
    painter.setPen(worn.colour("text"))
    painter.drawText(top, middle, name)
    painter.setFont(small)
    painter.setPen(worn.colour("muted"))
    painter.drawText(low, middle, "　·　".join(told))
    painter.drawText(low, middle | Qt.AlignmentFlag.AlignRight, opened)


class CaseList(QListView):
    """Cases one can open by Enter or a click; narrowed by `narrow`.

    Signals:
        opened(str): the id of the case to open.
    """

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[CaseLine, ...] = ()
        self._words = ""
        self._model = _Cases(self)
        self.setModel(self._model)
        self.setItemDelegate(_CaseDelegate(self))
        self.setAccessibleName(_("最近的自评"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.clicked.connect(self._open)

    def show_cases(self, lines: Sequence[CaseLine]) -> None:
        """Show these cases, keeping the one that is marked."""
        self._lines = tuple(lines)
        self.narrow(self._words)

    def narrow(self, words: str) -> None:
        """Show only the cases whose enterprise or year holds these words."""
        self._words = words
        marked, looked = self.marked, words.casefold()
        shown = [line for line in self._lines if looked in line.name.casefold()]
        self._model.show_lines(shown)
        kept = next((row for row, line in enumerate(shown) if line.id == marked), 0)
        self.setCurrentIndex(self._model.index(kept, 0))

    @property
    def marked(self) -> str:
        """The id of the case the keyboard is on; empty without one."""
        row = self.currentIndex().row()
        return self._model.lines[row].id if row >= 0 else ""

    def height_for(self, most: int) -> int:
        """The height that shows the cases, `most` of them at once."""
        worn = theme.current()
        return worn.px(_ROW) * max(1, min(most, self._model.rowCount())) + worn.px(10)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._model.lines[index.row()].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the marked case by Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.marked:
            self.opened.emit(self.marked)
            return
        super().keyPressEvent(event)
