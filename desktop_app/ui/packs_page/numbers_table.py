"""The numbers of a pack as a table: what each says, where it is from, how firm it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop_app.app.confirming import Standing
from desktop_app.core.entries import Entry
from desktop_app.core.pack import Confidence, Source
from desktop_app.core.units import show_unit
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.packs_page.confidence_bar import TOKENS
from desktop_app.ui.packs_page.facts import confidence_word

_ROW: Final = 30
_WIDTHS: Final = (220, 150, 78, 118, 250, 160)
NAME, VALUE, UNIT, FIRM, SOURCE, VALID = range(6)

Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()


class Firm(StrEnum):
    """How an entry may be filtered by."""

    TO_VERIFY = "to_verify"
    SINGLE = "single"
    CONFIRMED = "confirmed"
    CHECKED = "checked"
    LAPSED = "lapsed"


def firm_of(standing: Standing) -> frozenset[Firm]:
    """The filters an entry belongs to."""
    cited = standing.entry.cited
    found = {
        Firm.TO_VERIFY: cited.confidence.to_verify,
        Firm.SINGLE: cited.confidence is Confidence.SINGLE,
        Firm.CONFIRMED: cited.confidence is Confidence.CONFIRMED,
        Firm.CHECKED: cited.checked is not None,
        Firm.LAPSED: standing.lapsed is not None,
    }
    return frozenset(one for one, holds in found.items() if holds)


def kind_word(kind: str) -> str:
    """What kind of entry it is, in the language in force."""
    return {
        "parameter": _("系数"),
        "indicator": _("指标"),
        "group": _("权重"),
        "quantity": _("计算式"),
        "part": _("评分"),
        "gate": _("门槛"),
        "measure": _("措施"),
        "check": _("检查规则"),
        "source": _("文件"),
    }.get(kind, kind)


def source_words(entry: Entry, sources: Mapping[str, Source]) -> str:
    """Number of the document and clause."""
    source = sources.get(entry.cited.source)
    return " ".join(
        part for part in (source.citation if source else "", entry.cited.clause) if part
    )


class NumbersModel(QAbstractTableModel):
    """The entries shown, in the order of the pack."""

    def __init__(self, sources: Mapping[str, Source], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sources = sources
        self.rows: list[Standing] = []

    def show(self, rows: Sequence[Standing]) -> None:
        """Show these entries."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """One row per entry."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Name, value, unit, firmness, source, validity."""
        return 0 if parent.isValid() else VALID + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The heads of the columns."""
        if orientation is Qt.Orientation.Vertical or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (_("名称"), _("内容"), _("单位"), _("可信度"), _("来源"), _("有效期"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Texts, the whole text as tip, and the colour of firmness."""
        standing = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(standing, index.column())
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == FIRM:
            token = "level_below" if standing.lapsed else TOKENS[standing.entry.cited.confidence]
            return theme.current().colour(token)
        return None

    def _text(self, standing: Standing, column: int) -> str:
        entry = standing.entry
        if column == NAME:
            return translate(entry.name)
        if column == VALUE:
            return translate(entry.value)
        if column == UNIT:
            return show_unit(entry.unit)
        if column == VALID:
            return _span(entry)
        if column == SOURCE:
            return source_words(entry, self._sources)
        return _firmness(standing)


def _span(entry: Entry) -> str:
    if entry.valid_from is None and entry.valid_to is None:
        return ""
    return f"{entry.valid_from or ''} — {entry.valid_to or ''}".strip()


def _firmness(standing: Standing) -> str:
    cited = standing.entry.cited
    if standing.lapsed is not None:
        return _("{word}，核实已失效").format(word=confidence_word(cited.confidence))
    if cited.checked is not None:
        return _("已核实：{told}").format(told=cited.checked.told)
    return confidence_word(cited.confidence)


class NumbersTable(QTableView):
    """Whole rows are chosen, several with Shift or Ctrl.

    Signals:
        chosen(): other rows are chosen now.
    """

    chosen = Signal()

    def __init__(self, model: NumbersModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setAccessibleName(_("数与出处"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        worn = theme.current()
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(worn.px(_ROW))
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, worn.px(width))
        header.setStretchLastSection(True)
        self.selectionModel().selectionChanged.connect(lambda *_given: self.chosen.emit())

    @property
    def marked(self) -> list[Standing]:
        """The chosen entries, from the top."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._model.rows[row] for row in rows]

    def mark(self, path: str) -> bool:
        """Choose the entry of that path and show it; False when it is not shown."""
        for row, standing in enumerate(self._model.rows):
            if standing.entry.path == path:
                self.selectRow(row)
                self.scrollTo(self._model.index(row, 0))
                return True
        return False
