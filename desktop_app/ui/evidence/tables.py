"""The two lists of the page: the documents, and the values that have none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from desktop_app.app.receiving import size_text
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.evidence import Evidence
from desktop_app.core.evidence_texts import KIND_WORDS
from desktop_app.core.subjects import in_order, subject_name
from desktop_app.core.support import Answered
from desktop_app.i18n import _, format_number, translate
from desktop_app.ui import theme
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.row_table import Index, Line, LinesModel, RowTable
from desktop_app.ui.theme import Type

NUMBER, TITLE, KIND, LINKED, DATED, SIZE = range(6)
_WIDTHS: Final = (62, 190, 78, 130, 88, 72)
NAME, PERIODS, MOVES, SECTION = range(4)
_NEED_WIDTHS: Final = (230, 170, 84, 120)
_ROW: Final = 32
_FEW: Final = 4
_TITLE_LEAST: Final = 150


def linked_words(evaluation: Evaluation, one: Evidence) -> str:
    """What a document supports in a few words: the first of them, and how many."""
    subjects = in_order(evaluation, one.subjects)
    if not subjects:
        return _("未关联")
    name = subject_name(evaluation, subjects[0], translate)
    if len(subjects) == 1:
        return name
    return _("{count} 项：{name}").format(name=name, count=len(subjects))


class _FiguredModel(LinesModel[Line]):
    """Lines one of whose columns holds figures: their head stands over them, at the right."""

    figures = -1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The heads of the columns."""
        if role == Qt.ItemDataRole.TextAlignmentRole and section == self.figures:
            return _RIGHT
        return super().headerData(section, orientation, role)


_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class EvidenceModel(_FiguredModel[Evidence]):
    """The documents in the order of their numbers."""

    figures = SIZE

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        words = (_("编号"), _("题名"), _("种类"), _("关联"), _("日期"), _("大小"))
        super().__init__(words, parent)
        self._bridge = bridge

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Texts, the whole text as tip; what is not linked stands out in a muted colour."""
        one, column = self.lines[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(one, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(one, column)
        if role == Qt.ItemDataRole.FontRole and column == NUMBER:
            return theme.current().font(Type.SMALL, bold=True)
        if role == Qt.ItemDataRole.ForegroundRole and column == LINKED and not one.subjects:
            return theme.current().colour("level_3")
        if role == Qt.ItemDataRole.TextAlignmentRole and column == SIZE:
            return _RIGHT
        return None

    def _tip(self, one: Evidence, column: int) -> str:
        if column == LINKED:
            subjects = in_order(self._bridge.evaluation, one.subjects)
            names = [subject_name(self._bridge.evaluation, each, translate) for each in subjects]
            return "\n".join(names)
        return one.file if column == TITLE else self._text(one, column)

    def _text(self, one: Evidence, column: int) -> str:
        words: Mapping[int, Callable[[], str]] = {
            NUMBER: lambda: one.label,
            TITLE: lambda: one.title,
            KIND: lambda: translate(KIND_WORDS[one.kind.value]),
            LINKED: lambda: linked_words(self._bridge.evaluation, one),
            DATED: lambda: one.dated,
            SIZE: lambda: size_text(one.size),
        }
        return words[column]()


class NeedsModel(_FiguredModel[Answered]):
    """The values without evidence, what moves most first."""

    figures = MOVES

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__((_("数据项"), _("缺佐证的时间"), _("影响"), _("栏目")), parent)
        self._bridge = bridge

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Texts; the tip of the weight says what it is."""
        one, column = self.lines[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            if role == Qt.ItemDataRole.ToolTipRole and column == MOVES:
                return _("该值增加 1% 时，各主要结果变化的百分数之和。")
            return self._text(one, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column == MOVES:
            return _RIGHT
        return None

    def _text(self, one: Answered, column: int) -> str:
        section = self._bridge.model.sections.get(one.section)
        words: Mapping[int, Callable[[], str]] = {
            NAME: lambda: translate(one.name) + (f"（{one.record}）" if one.record else ""),
            PERIODS: lambda: periods_words(one),
            MOVES: lambda: format_number(one.moves, 1) if one.moves else "—",
            SECTION: lambda: translate(section.title) if section is not None else "",
        }
        return words[column]()


def periods_words(one: Answered) -> str:
    """The periods without a document: few by name, many by their number."""
    if len(one.missing) > _FEW:
        return _("{first} 等 {count} 个月").format(first=one.missing[0], count=len(one.missing))
    return _("、").join(str(period) for period in one.missing)


class EvidenceTable(RowTable):
    """A list of which one line is chosen.

    Signals:
        chosen(): another line is chosen.
        entered(): Enter or a double click.
        dropped(): Delete was pressed.
        renamed(): F2 was pressed.
    """

    chosen = Signal()
    entered = Signal()
    dropped = Signal()
    renamed = Signal()

    @classmethod
    def of_documents(cls, model: EvidenceModel) -> EvidenceTable:
        """The list of documents."""
        return cls(model, _("佐证材料"), _WIDTHS, TITLE, (SIZE, DATED))

    @classmethod
    def of_needs(cls, model: NeedsModel) -> EvidenceTable:
        """The list of values without one."""
        return cls(model, _("还没有佐证的填报值"), _NEED_WIDTHS, NAME, (SECTION,))

    def __init__(
        self,
        model: EvidenceModel | NeedsModel,
        name: str,
        widths: tuple[int, ...],
        stretched: int,
        spare: tuple[int, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(model, name, widths, _ROW, parent)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(theme.current().px(48))
        self._widths, self._stretched, self._spare = widths, stretched, spare
        self.selectionModel().selectionChanged.connect(lambda *_given: self.chosen.emit())

    @property
    def row(self) -> int:
        """The chosen line, -1 when none is."""
        rows = self.selectionModel().selectedRows()
        return rows[0].row() if rows else -1

    def mark(self, row: int) -> None:
        """Choose a line and bring it into sight; the nearest there is."""
        last = self.model().rowCount() - 1
        if last >= 0:
            self.selectRow(min(max(row, 0), last))
            self.scrollTo(self.model().index(self.row, 0))

    def _fit(self) -> None:
        """Leave columns out that matter least where there is no room for all of them."""
        worn = theme.current()
        room = self.viewport().width() - worn.px(_TITLE_LEAST)
        taken = sum(
            worn.px(width) for column, width in enumerate(self._widths) if column != self._stretched
        )
        for column in self._spare:
            self.setColumnHidden(column, taken > room)
            taken -= worn.px(self._widths[column]) if taken > room else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many columns as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again in another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event) and hasattr(self, "_widths"):
            worn = theme.current()
            self.verticalHeader().setDefaultSectionSize(worn.px(_ROW))
            for column, width in enumerate(self._widths):
                self.setColumnWidth(column, worn.px(width))
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete removes, F2 renames; the arrows are Qt's."""
        signals = {
            Qt.Key.Key_Return: self.entered,
            Qt.Key.Key_Enter: self.entered,
            Qt.Key.Key_Delete: self.dropped,
            Qt.Key.Key_F2: self.renamed,
        }
        signal = signals.get(Qt.Key(event.key()))
        if signal is not None and self.row >= 0:
            signal.emit()
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open by a double click."""
        super().mouseDoubleClickEvent(event)
        if self.row >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.entered.emit()
