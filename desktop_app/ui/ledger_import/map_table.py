"""The sheet to be mapped: a click on a head chooses the item of a line or the month of a column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop_app.app.ledger_files import YEAR, SheetMap
from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.item_picker import ItemPicker, Pick
from desktop_app.ui.ledger_import.map_model import MapModel, month_word

_ROW: Final = 26
_COLUMN: Final = 84
_HEAD: Final = 150
_WIDEST: Final = 180
_NOTHING: Final = "-"


class _Tinted(QStyledItemDelegate):
    """Lays a tint under the figures that are read."""

    def __init__(self, sheet: MapModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._sheet = sheet

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Tint, then text."""
        row, column = index.row(), index.column()
        if self._sheet.taken(row, column) and self._sheet.sheet.grid[row][column]:
            painter.fillRect(option.rect, theme.current().colour("tint"))  # type: ignore[attr-defined]
        super().paint(painter, option, index)


class MapTable(QTableView):
    """A sheet with its map.

    Signals:
        changed(SheetMap): the user took a line or a column for something else.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = MapModel(self)
        self.picks: Callable[[], Sequence[Pick]] = tuple
        self.setModel(self.sheet)
        self.setItemDelegate(_Tinted(self.sheet, self))
        self.setAccessibleName(_("文件里的表"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        worn = theme.current()
        down, across = self.verticalHeader(), self.horizontalHeader()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(worn.px(_ROW))
        down.setFixedWidth(worn.px(_HEAD))
        across.setDefaultSectionSize(worn.px(_COLUMN))
        for header in (down, across):
            header.setSectionsClickable(True)
            header.setHighlightSections(True)
        down.sectionClicked.connect(lambda row: self._choose(row, across=False))
        across.sectionClicked.connect(lambda column: self._choose(column, across=True))
        self.actions_by_key = [
            self._action(_("这一行对应什么"), "F2", across=False),
            self._action(_("这一列对应什么"), "Shift+F2", across=True),
        ]

    def fit_columns(self) -> None:
        """Let words be read whole as far as there is room; figures are short anyway."""
        worn = theme.current()
        least, most = worn.px(_COLUMN), worn.px(_WIDEST)
        for column in range(self.sheet.columnCount()):
            width = self.sizeHintForColumn(column) + worn.px(8)
            self.setColumnWidth(column, min(max(width, least), most))

    def _action(self, text: str, keys: str, *, across: bool) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda: self._choose_here(across=across))
        self.addAction(action)
        return action

    def _choose_here(self, *, across: bool) -> None:
        here: QModelIndex = self.currentIndex()
        if here.isValid():
            self._choose(here.column() if across else here.row(), across=across)

    def _choose(self, section: int, *, across: bool) -> None:
        """Offer what a row or column can be taken for."""
        if across != self.sheet.map.turned:
            self._offer_months(section, across=across)
        else:
            self._offer_items(section, across=across)

    def _corner(self, section: int, *, across: bool) -> tuple[QWidget, QPoint]:
        header = self.horizontalHeader() if across else self.verticalHeader()
        start = header.sectionViewportPosition(section)
        end = start + header.sectionSize(section)
        place = QPoint(start, header.height()) if across else QPoint(0, end)
        return header.viewport(), place

    # months

    def _offer_months(self, section: int, *, across: bool) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        now = self.sheet.map.months.get(section)
        for month in (*range(1, 13), YEAR, None):
            if month in (YEAR, None):
                menu.addSeparator()
            action = menu.addAction(month_word(month))
            action.setCheckable(True)
            action.setChecked(month == now)
            action.triggered.connect(lambda _on, month=month: self.take_month(section, month))
        header, place = self._corner(section, across=across)
        menu.popup(header.mapToGlobal(place))

    def take_month(self, column: int, month: int | None) -> None:
        """Take a column for a month, the year, or nothing."""
        self._take(self.sheet.map.with_month(column, month))

    # items

    def _offer_items(self, section: int, *, across: bool) -> None:
        header, place = self._corner(section, across=across)
        anchor = QWidget(header)
        anchor.setGeometry(place.x(), place.y() - 1, 1, 1)
        anchor.setFocusProxy(self)
        anchor.show()
        nothing = Pick(_NOTHING, _("不导入这一行"))
        picker = ItemPicker(anchor, _("这一行对应哪个品种"), [nothing, *self.picks()])
        picker.picked.connect(lambda key: self._picked(picker, section, key))
        picker.closed.connect(picker.deleteLater)
        picker.closed.connect(anchor.deleteLater)
        picker.open()

    def _picked(self, picker: ItemPicker, line: int, key: str) -> None:
        picker.close_up()
        self.take_item(line, "" if key == _NOTHING else key)

    def take_item(self, line: int, key: str) -> None:
        """Take a line for an item, or for nothing."""
        self._take(self.sheet.map.with_item(line, key))

    def _take(self, found: SheetMap) -> None:
        self.sheet.show_map(found)
        self.changed.emit(found)
