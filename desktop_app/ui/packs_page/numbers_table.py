"""The numbers of a pack as a table: what each says, where it is from, how firm it is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from typing import Final

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from desktop_app.app.confirming import GONE, Standing
from desktop_app.core.entries import Entry
from desktop_app.core.pack import Confidence, Source
from desktop_app.core.units import show_unit
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.row_table import Index, LinesModel, RowTable
from desktop_app.ui.packs_page.confidence_bar import TOKENS
from desktop_app.ui.packs_page.facts import confidence_word

_ROW: Final = 30
_WIDTHS: Final = (178, 150, 64, 108, 170, 84, 126)
NAME, VALUE, UNIT, VALID, SOURCE, CLAUSE, FIRM = range(7)


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
    if standing.entry.kind == GONE:
        return frozenset({Firm.LAPSED})
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
        GONE: _("已删去"),
    }.get(kind, kind)


def source_words(entry: Entry, sources: Mapping[str, Source]) -> str:
    """The document an entry comes from; "" where it names none."""
    source = sources.get(entry.cited.source)
    return source.citation if source else ""


def span_words(entry: Entry) -> str:
    """From when to when an entry is in force; "" without dates."""
    first, last = entry.valid_from, entry.valid_to
    if first is None and last is None:
        return ""
    if last is None:
        return _("{day} 起").format(day=first)
    if first is None:
        return _("至 {day}").format(day=last)
    return f"{first} — {last}"


class NumbersModel(LinesModel[Standing]):
    """The entries shown, in the order of the pack."""

    def __init__(self, sources: Mapping[str, Source], parent: QWidget | None = None) -> None:
        words = (_("名称"), _("内容"), _("单位"), _("有效期"), _("来源"), _("条款"), _("把握程度"))
        super().__init__(words, parent)
        self._sources = sources

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Texts, the whole text as tip, and the colour of firmness."""
        standing = self.lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(standing, index.column())
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == FIRM:
            token = "level_below" if standing.lapsed else TOKENS[standing.entry.cited.confidence]
            return theme.current().colour(token)
        return None

    def _text(self, standing: Standing, column: int) -> str:
        entry = standing.entry
        words: Mapping[int, Callable[[], str]] = {
            NAME: lambda: translate(entry.name),
            VALUE: lambda: translate(entry.value),
            UNIT: lambda: show_unit(entry.unit),
            VALID: lambda: span_words(entry),
            SOURCE: lambda: source_words(entry, self._sources),
            CLAUSE: lambda: translate(entry.cited.clause),
            FIRM: lambda: firmness_words(standing),
        }
        return words[column]()


def firmness_words(standing: Standing) -> str:
    """How firm an entry is, who checked it, and whether that has lapsed."""
    cited = standing.entry.cited
    if standing.entry.kind == GONE:
        return _("规则包里已没有")
    if standing.lapsed is not None:
        return _("核实已失效（{word}）").format(word=confidence_word(cited.confidence))
    if cited.checked is not None:
        return _("已核实：{told}").format(told=cited.checked.told)
    return confidence_word(cited.confidence)


class NumbersTable(RowTable):
    """Whole rows are chosen, several with Shift or Ctrl.

    Signals:
        chosen(): other rows are chosen now.
        entered(): Enter was pressed: what is chosen is to be confirmed.
    """

    chosen = Signal()
    entered = Signal()

    def __init__(self, model: NumbersModel, parent: QWidget | None = None) -> None:
        super().__init__(model, _("数与出处"), _WIDTHS, _ROW, parent)
        self._model = model
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(SOURCE, QHeaderView.ResizeMode.Stretch)
        self.selectionModel().selectionChanged.connect(lambda *_given: self.chosen.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to confirming."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the chosen row in sight when the form below takes more room."""
        super().resizeEvent(event)
        current = self.currentIndex()
        if self.selectionModel().isSelected(current):
            self.scrollTo(current)

    @property
    def marked(self) -> list[Standing]:
        """The chosen entries, from the top."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._model.lines[row] for row in rows]

    def mark_all(self, paths: Collection[str]) -> None:
        """Choose the entries of these paths, as far as they are shown."""
        flags = QItemSelectionModel.SelectionFlag
        found = QItemSelection()
        for row, standing in enumerate(self._model.lines if paths else ()):
            if standing.entry.path in paths:
                index = self._model.index(row, 0)
                found.select(index, index)
        self.selectionModel().select(found, flags.ClearAndSelect | flags.Rows)

    def mark(self, path: str) -> bool:
        """Choose the entry of that path and show it; False when it is not shown."""
        for row, standing in enumerate(self._model.lines):
            if standing.entry.path == path:
                self.selectRow(row)
                self.scrollTo(self._model.index(row, 0))
                return True
        return False
