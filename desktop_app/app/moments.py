"""Named moments 存档点: kept by hand, and by themselves before many data change and at reports.

A moment kept by itself is a help, never a condition: a library that refuses it will refuse the edit
that follows, and that is when the user is told.
"""

from __future__ import annotations

from typing import Final

from desktop_app.core.log import Moment, Reason
from desktop_app.core.printable import check_printable
from desktop_app.core.problems import Problem, problem
from desktop_app.i18n import _
from desktop_app.store.edits import Stamp
from desktop_app.store.library import Library

MANY: Final = 50
"""From so many data on, what is pasted or imported keeps a moment before it."""
LONGEST: Final = 60
"""Characters of a name: more does not fit a line."""
_BEFORE: Final = {
    "imported": (Reason.IMPORT, MANY),
    "pasted": (Reason.PASTE, MANY),
    "merged": (Reason.MERGE, 1),
}


def keep(
    library: Library, case_id: str, name: str, stamp: Stamp, *, note: str = "", position: int = -1
) -> Moment | Problem:
    """Keep a moment under a name, of the case as it is now or as it was after an edit.

    Problems: `moment.unnamed`, `moment.name_taken`, `data.control_character`, those of writing.
    """
    unfit = fault_of(library, case_id, name, note)
    if unfit is not None:
        return unfit
    at = position if position >= 0 else library.attempt(lambda one: one.history.newest())
    if isinstance(at, Problem):
        return at
    moment = Moment("", name.strip(), note.strip(), Reason.HAND, at, "", "")
    return library.history.keep(case_id, moment, stamp)


def rename(
    library: Library, case_id: str, moment: Moment, name: str, note: str, stamp: Stamp
) -> Problem | None:
    """Give a moment another name and note."""
    unfit = fault_of(library, case_id, name, note, moment.id)
    if unfit is not None:
        return unfit
    done = library.history.rename(case_id, moment.id, name.strip(), note.strip(), stamp.now)
    if isinstance(done, Problem):
        return done
    return None if done else problem("moment.unknown", moment=moment.name, known=_("无"))


def fault_of(library: Library, case_id: str, name: str, note: str, own: str = "") -> Problem | None:
    """Why a moment cannot have a name and note; `own` is the id of the one to be renamed."""
    if not name.strip():
        return problem("moment.unnamed")
    if len(name.strip()) > LONGEST:
        return problem("moment.name_long", longest=LONGEST)
    unfit = check_printable(_("存档点"), name, note)
    if unfit is not None:
        return unfit
    known = library.attempt(lambda one: one.history.moments(case_id))
    if isinstance(known, Problem):
        return known
    if any(one.name == name.strip() and one.id != own for one in known):
        return problem("moment.name_taken", moment=name.strip())
    return None


def keep_before(library: Library, case_id: str, label: str, count: int, stamp: Stamp) -> None:
    """Keep a moment before an edit that changes many data at once, unless one stands there."""
    reason, least = _BEFORE.get(stamp.origin, (None, 0))
    if reason is not None and count >= least:
        keep_here(library, case_id, _("{step} 之前").format(step=label), reason, stamp)


def keep_at_report(
    library: Library, case_id: str, stamp: Stamp, position: int | None = None
) -> None:
    """Keep the moment a report was made of, once for all formats of it.

    `position` is the newest edit when the report was begun; it may take a while.
    """
    keep_here(library, case_id, _("导出报告"), Reason.REPORT, stamp, position)


def keep_here(
    library: Library,
    case_id: str,
    name: str,
    reason: Reason,
    stamp: Stamp,
    position: int | None = None,
) -> None:
    """Keep a moment for a reason; another one of the same state does instead."""

    def needed(one: Library) -> int | None:
        at = one.history.newest() if position is None else position
        here = [each for each in one.history.moments(case_id) if each.position == at]
        alike = [each for each in here if reason is not Reason.REPORT or each.reason is reason]
        return None if alike else at

    found = library.attempt(needed)
    if isinstance(found, int):
        library.history.keep(case_id, Moment("", name, "", reason, found, "", ""), stamp)


def newest_edit(library: Library) -> int | None:
    """The newest edit there is; None when the library cannot be read now."""
    found = library.attempt(lambda one: one.history.newest())
    return None if isinstance(found, Problem) else found


def find_moment(library: Library, case_id: str, text: str) -> Moment | Problem:
    """The moment of a case that is meant by its id or name; `moment.unknown` for none."""
    known = library.attempt(lambda one: one.history.moments(case_id))
    if isinstance(known, Problem):
        return known
    for moment in known:
        if text in (moment.id, moment.name):
            return moment
    names = _("、").join(one.name for one in known[:10])
    return problem("moment.unknown", moment=text, known=names or _("无"))
