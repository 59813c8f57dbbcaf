"""The header for the open case: whose, which year, what can be undone, is it saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from desktop_app.i18n import _, translate
from desktop_app.ui.components.saved_state import Saved
from desktop_app.ui.header import Header

if TYPE_CHECKING:
    from desktop_app.app.session import CaseSession

_NEW: Final = "new"


@dataclass(frozen=True, slots=True)
class YearEntry:
    """A case of the enterprise: its id and its year."""

    case_id: str
    year: int


class CaseHeader(QObject):
    """Keeps the header true to the case.

    Signals:
        case_chosen(str): the user wants the case of another year.
        year_wanted(int, bool): the user wants a case of a year without one; the plan comes along.
    """

    case_chosen = Signal(str)
    year_wanted = Signal(int, bool)

    def __init__(self, header: Header, undo: QAction, redo: QAction) -> None:
        super().__init__(header)
        self._header, self._undo, self._redo = header, undo, redo
        self._session: CaseSession | None = None
        self._years: tuple[YearEntry, ...] = ()
        header.year_chosen.connect(self._choose)

    def show_case(self, session: CaseSession, years: Sequence[YearEntry]) -> None:
        """Show a case with the years of its enterprise, newest first."""
        self._session = session
        own = YearEntry(session.case_id, session.case.year)
        self._years = tuple(years) or (own,)
        self._name_case()
        why = session.library.read_only
        state = Saved.SAVED if why is None else Saved.READ_ONLY
        self._header.set_saved(state, "" if why is None else why.told(translate))
        self.follow()

    def clear(self) -> None:
        """Show that no case is open."""
        self._session, self._years = None, ()
        self._header.clear_case()
        for action, word in ((self._undo, _("撤销")), (self._redo, _("重做"))):
            _name(action, word, ())

    def follow(self, *, renamed: bool = False) -> None:
        """Show what can be undone now; `renamed` says that the profile changed."""
        session = self._session
        if session is None:
            return
        if renamed:
            self._name_case()
        _name(self._undo, _("撤销"), session.stacks.undo)
        _name(self._redo, _("重做"), session.stacks.redo)

    def saved(self) -> None:
        """Show that the last edit is on disk, and since when."""
        now = datetime.now().astimezone()
        words = _("{time} 已写入磁盘").format(time=f"{now:%H:%M:%S}")
        self._header.set_saved(Saved.SAVED, words)

    def not_saved(self, why: str) -> None:
        """Show that the last edit is not on disk."""
        self._header.set_saved(Saved.FAILED, why)

    def ask_year(self) -> None:
        """Ask for the year of a further case."""
        from desktop_app.ui.start.year_panel import YearPanel

        if self._session is not None:
            taken = {entry.year for entry in self._years}
            case = self._session.case
            measures = sum(one.goes_on for one in case.plan)
            panel = YearPanel(self._header.year, case.year, taken, measures)
            panel.chosen.connect(self.year_wanted)
            panel.closed.connect(panel.deleteLater)
            panel.open()

    def _name_case(self) -> None:
        if self._session is not None:
            texts = [
                (entry.case_id, _("{year} 年").format(year=entry.year)) for entry in self._years
            ]
            name = self._session.case.enterprise.name
            options = [*texts, (_NEW, _("新建其他年度…"))]
            self._header.set_case(name, options, self._session.case_id)

    def _choose(self, key: str) -> None:
        if self._session is None or key == self._session.case_id:
            return
        self._header.year.choose(self._session.case_id)
        if key == _NEW:
            self.ask_year()
        else:
            self.case_chosen.emit(key)


def _name(action: QAction, word: str, steps: tuple[tuple[int, str], ...]) -> None:
    action.setEnabled(bool(steps))
    said = _("{name}：{value}").format(name=word, value=translate(steps[-1][1])) if steps else word
    action.setText(said)
