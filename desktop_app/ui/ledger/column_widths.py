"""How wide the columns of a ledger are: as wide as their figures, or as somebody drew them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QTableView

from desktop_app.ui import theme
from desktop_app.ui.ledger.cells import COLUMNS, DEVIATION_COLUMN, LAST_COLUMN, YEAR_COLUMN
from desktop_app.ui.ledger.delegate import PAD
from desktop_app.ui.ledger.model import LedgerModel
from desktop_app.ui.theme import Type

MONTH_WIDTH: Final = 78
_WIDTHS: Final = {YEAR_COLUMN: 104, LAST_COLUMN: 104, DEVIATION_COLUMN: 72}
#: Figures of this many rows decide how wide a column starts.
_MEASURED: Final = 200


class ColumnWidths(QObject):
    """Keeps the columns of a view wide enough, except those the user drew.

    Signals:
        chosen(dict[int, int]): the user drew columns to these widths, by column.
    """

    chosen = Signal(object)

    def __init__(self, model: LedgerModel, view: QTableView) -> None:
        super().__init__(view)
        self._ledger = model
        self._view = view
        self._fitting = False
        self._own: dict[int, int] = {}
        model.dataChanged.connect(self._widen)
        view.horizontalHeader().sectionResized.connect(self._resized)
        view.horizontalHeader().sectionHandleDoubleClicked.connect(self._fit_again)

    def fit(self) -> None:
        """Make each column wide enough for its figures."""
        shown = range(min(self._ledger.rowCount(), _MEASURED))
        for column, wanted in enumerate(self._wanted(shown)):
            own = self._own.get(column)
            self._set_width(column, wanted if own is None else theme.current().px(own))

    @property
    def own(self) -> dict[int, int]:
        """The widths of columns the user chose, at the ordinary font size."""
        return dict(self._own)

    def set_own(self, widths: Mapping[int, int]) -> None:
        """Make columns as wide as the user once chose."""
        self._own = dict(widths)
        self.fit()

    def _set_width(self, column: int, width: int) -> None:
        self._fitting = True
        self._view.setColumnWidth(column, width)
        self._fitting = False

    def _resized(self, column: int, _old: int, width: int) -> None:
        """Keep what the user chose, in pixels of the ordinary font size."""
        if not self._fitting:
            self._own[column] = round(width * 100 / theme.current().px(100))
            self.chosen.emit(self.own)

    def _fit_again(self, column: int) -> None:
        """A double click on the edge of a head lets the figures decide again."""
        self._own.pop(column, None)
        self.fit()
        self.chosen.emit(self.own)

    def _wanted(self, rows: Iterable[int]) -> list[int]:
        worn = theme.current()
        metrics = QFontMetricsF(worn.font(Type.SMALL))
        widest = [0] * COLUMNS
        for row in rows:
            for column in range(COLUMNS):
                cell = self._ledger.cell(row, column)
                below = f"{cell.last}  {cell.change}" if cell.last else ""
                for text in filter(None, (cell.text, below)):
                    width = round(metrics.horizontalAdvance(text))
                    widest[column] = max(widest[column], width)
        # Room for the margins, for the sign of an estimate, and for bold totals.
        extra = 2 * worn.px(PAD) + worn.px(16)
        least = [worn.px(_WIDTHS.get(column, MONTH_WIDTH)) for column in range(COLUMNS)]
        return [
            max(small, min(width + extra, 3 * small))
            for small, width in zip(least, widest, strict=True)
        ]

    def _widen(self, first: QModelIndex, last: QModelIndex) -> None:
        """Let columns grow with what was just entered; they never shrink under the eye."""
        rows = range(first.row(), min(last.row(), first.row() + _MEASURED) + 1)
        for column, wanted in enumerate(self._wanted(rows)):
            if wanted > self._view.columnWidth(column) and column not in self._own:
                self._set_width(column, wanted)
