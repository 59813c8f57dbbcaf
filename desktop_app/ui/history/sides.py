"""The states one can choose to compare: moments of the case, now, other years, other cases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop_app.app.case_comparison import Side
from desktop_app.app.history import side_of
from desktop_app.i18n import _
from desktop_app.ui.components.item_picker import Pick
from desktop_app.ui.history.desk import HistoryDesk

NOW: Final = "now"
OTHER: Final = "other"


class Sides:
    """The choices by key, with what was asked for besides: an edit, a case of somebody else."""

    def __init__(self, desk: HistoryDesk) -> None:
        self._desk = desk
        self._asked: dict[str, Side] = {}
        self._known: dict[str, Side] = {}

    def add(self, side: Side) -> str:
        """Offer a further state; gives its key."""
        for key, known in self._known.items():
            if (known.case_id, known.position) == (side.case_id, side.position):
                return key
        key = f"{side.case_id}@{side.position}"
        self._asked[key] = self._known[key] = side
        return key

    def side(self, key: str) -> Side | None:
        """The state of a key."""
        return self._known.get(key)

    def renew(self) -> list[tuple[str, str]]:
        """Read anew what there is; gives the choices as keys and words, now first."""
        self._known = {**dict(self._own()), **dict(self._years()), **self._asked}
        return [(key, side.name) for key, side in self._known.items()]

    def _own(self) -> Iterator[tuple[str, Side]]:
        session = self._desk.session
        yield NOW, side_of(session, None)
        found = session.library.attempt(lambda one: one.history.moments(session.case_id))
        for moment in found if isinstance(found, tuple) else ():
            yield f"moment:{moment.id}", side_of(session, moment)

    def _years(self) -> Iterator[tuple[str, Side]]:
        session = self._desk.session
        for entry in self._desk.workspace.years(session.case_id):
            if entry.id != session.case_id:
                yield f"year:{entry.id}", Side(entry.id, None, _year(entry.year))

    def others(self) -> list[Pick]:
        """The cases of all enterprises, to be searched."""
        own = self._desk.session.case_id
        return [
            Pick(entry.id, f"{entry.enterprise}　{entry.year}", words=str(entry.year))
            for entry in self._desk.workspace.cases()
            if entry.id != own
        ]

    def add_case(self, case_id: str) -> str:
        """Offer a case of somebody else; gives its key."""
        names = {pick.key: pick.name for pick in self.others()}
        return self.add(Side(case_id, None, names.get(case_id, case_id)))

    def first(self) -> str:
        """What to compare with now if nobody said: the newest moment, else another year."""
        return next((key for key in self._known if key != NOW), "")


def _year(year: int) -> str:
    return _("{year} 年").format(year=year)
