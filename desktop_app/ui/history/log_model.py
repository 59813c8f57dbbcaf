"""The edits of a case as a table that reads on as one scrolls, under heads for their days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from desktop_app.app.clock import local
from desktop_app.app.log_words import day_words, edit_label, how_word, who_word
from desktop_app.app.session import CaseSession
from desktop_app.core.log import EVERYTHING, Edit, Wanted
from desktop_app.core.problems import Problem
from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.row_table import Index
from desktop_app.ui.theme import Type

TIME, LABEL, COUNT, HOW, WHO = range(5)
WIDTHS: Final = (72, 360, 72, 96, 140)
PAGE: Final = 200
"""So many edits are read at once: a screen holds twenty."""
_NOWHERE: Final = QModelIndex()
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Day:
    """The head of the edits of a day."""

    day: date


class LogModel(QAbstractTableModel):
    """Edits, the newest first. `rows` holds those read so far, days among them.

    Attributes:
        problem: why the log could not be read on; None while it could.
    """

    def __init__(self, session: CaseSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._wanted = EVERYTHING
        self._more = False
        self.rows: list[Edit | Day] = []
        self.problem: Problem | None = None

    def show_edits(self, wanted: Wanted = EVERYTHING) -> None:
        """Read the log anew from its newest edit."""
        self.beginResetModel()
        self._wanted, self._more, self.rows = wanted, True, []
        self.rows = self._next()
        self.endResetModel()

    def edit(self, row: int) -> Edit | None:
        """The edit of a row; None for the head of a day."""
        found = self.rows[row] if 0 <= row < len(self.rows) else None
        return found if isinstance(found, Edit) else None

    def row_of(self, position: int) -> int:
        """The row of an edit that was read; -1 for another one."""
        numbers = (one.position if isinstance(one, Edit) else 0 for one in self.rows)
        return next((row for row, number in enumerate(numbers) if number == position), -1)

    # --- reading on -------------------------------------------------------------------------------

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there are older edits."""
        return self._more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        """Read the next page."""
        found = self._next()
        if found:
            first = len(self.rows)
            self.beginInsertRows(QModelIndex(), first, first + len(found) - 1)
            self.rows += found
            self.endInsertRows()

    def _next(self) -> list[Edit | Day]:
        last = next((one for one in reversed(self.rows) if isinstance(one, Edit)), None)
        before = last.position if last is not None else 0
        case, wanted = self._session.case_id, self._wanted
        found = self._session.library.attempt(
            lambda one: one.history.edits(case, wanted, before, PAGE)
        )
        if isinstance(found, Problem):
            self._more, self.problem = False, found
            return []
        self._more = len(found) == PAGE
        rows: list[Edit | Day] = []
        day = _day_of(last) if last is not None else None
        for edit in found:
            if _day_of(edit) != day:
                day = _day_of(edit)
                rows.append(Day(day))
            rows.append(edit)
        return rows

    # --- what Qt asks ---------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many rows were read."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Time, what was done, how much, how, by whom."""
        return 0 if parent.isValid() else 5

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The heads of the columns."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section == COUNT:
            return _RIGHT
        heads = (_("何时"), _("步骤"), _("改动"), _("方式"), _("谁"))
        return heads[section] if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Days are read, not chosen."""
        if isinstance(self.rows[index.row()], Day):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What stands in a cell."""
        one, column = self.rows[index.row()], index.column()
        if isinstance(one, Day):
            return self._of_day(one, column, role)
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(one, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return edit_label(one) if column == LABEL else _text(one, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column == COUNT:
            return _RIGHT
        if role == Qt.ItemDataRole.ForegroundRole and (column != LABEL or one.kind != "do"):
            return theme.current().colour("muted")
        return None

    def _of_day(self, one: Day, column: int, role: int) -> object:
        if column != TIME:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return day_words(one.day, datetime.now().astimezone().date())
        if role == Qt.ItemDataRole.FontRole:
            return theme.current().font(Type.SMALL, bold=True)
        return theme.current().colour("bg") if role == Qt.ItemDataRole.BackgroundRole else None


def _text(one: Edit, column: int) -> str:
    if column == TIME:
        at = local(one.at)
        return f"{at:%H:%M}" if at is not None else one.at
    if column == LABEL:
        return edit_label(one)
    if column == COUNT:
        return f"{one.changes}　"
    return how_word(one.how) if column == HOW else who_word(one.who)


def _day_of(one: Edit) -> date:
    at = local(one.at)
    return at.date() if at is not None else date.min
