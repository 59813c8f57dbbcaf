"""The history of an open case: what is asked of its log, and bringing older contents back.

What is brought back is an edit like any other, with its own undo step; the log only grows.
"""

from __future__ import annotations

from typing import Any, Final

from desktop_app.app.case_comparison import Side
from desktop_app.app.change_words import Words
from desktop_app.app.clock import moment as moment_text
from desktop_app.app.log_words import edit_label, what_word
from desktop_app.app.moments import find_moment
from desktop_app.app.outcome import Outcome
from desktop_app.app.session import CaseSession
from desktop_app.core.data import Key
from desktop_app.core.evidence import SubjectKind
from desktop_app.core.log import (
    ENTERPRISE,
    EVERYTHING,
    RECORD,
    Edit,
    Moment,
    Place,
    Wanted,
    What,
)
from desktop_app.core.problems import Problem, problem
from desktop_app.core.subjects import read_subject
from desktop_app.core.unread import unread_key, unread_name
from desktop_app.i18n import _, translate

RESTORED: Final = "restored"
"""How an edit came about that brings older contents back."""
NOW: Final = "now"
"""How a command names the present state."""


def words_of(session: CaseSession) -> Words:
    """The words for places of an open case."""
    return Words(session.model, session.case)


def put_back(session: CaseSession, place: Place, content: Any) -> Outcome:  # noqa: ANN401
    """Give a place what it once contained (None: nothing), as one step that can be undone.

    A text typed for a datum that could not be read goes away with it; the record of a datum comes
    back too where it was removed, or nobody would see the datum. `history.already_so` when there is
    nothing to change.
    """
    words = words_of(session)
    label = _("放回“{name}”").format(name=words.name(place))
    contents = {place: content}
    if place.key is not None:
        contents[Place.of_datum(unread_key(place.key))] = None
        if content is not None:
            contents |= _removed_record(session, place.key)
    stamp = session.stamp(RESTORED)
    found = session.library.history.put_back(session.case_id, contents, label, stamp)
    return _settled(session, found)


def _removed_record(session: CaseSession, key: Key) -> dict[Place, Any]:
    """The record a datum belongs to as it last was; nothing where it is there."""
    item = session.model.items.get(key.item)
    kind = item.record if item is not None else ""
    if not kind or any(one.id == key.record for one in session.case.of_kind(kind)):
        return {}
    place = Place(RECORD, f"{kind}\x1f{key.record}")
    found = session.library.attempt(lambda one: one.history.of(session.case_id, place, limit=1))
    if isinstance(found, Problem) or not found:
        return {}
    step = found[0].step
    return {place: step.old if step.new is None else step.new}


def go_back(session: CaseSession, position: int, name: str) -> Outcome:
    """Bring the whole case back to what it was after an edit, as one step that can be undone."""
    label = _("回到“{name}”").format(name=name)
    stamp = session.stamp(RESTORED)
    found = session.library.history.bring_back(session.case_id, position, label, stamp)
    return _settled(session, found)


def _settled(session: CaseSession, found: Any) -> Outcome:  # noqa: ANN401 - Changes or a Problem
    outcome = session.settle(found)
    if not outcome.changes and not outcome.problems:
        return Outcome(problems=(problem("history.already_so"),))
    return outcome


def read_place(session: CaseSession, text: str) -> Place | Problem:
    """The place that is meant: a datum, a record, or a field of the profile."""
    kind, _dot, field = text.strip().partition(".")
    if kind == ENTERPRISE and hasattr(session.case.enterprise, field):
        return Place(ENTERPRISE, field)
    subject = read_subject(text, session.evaluation)
    if subject is None or subject.kind is SubjectKind.RESULT:
        return problem("history.bad_place", place=text)
    if subject.key is not None:
        return Place.of_datum(subject.key)
    return Place(RECORD, f"{subject.id}\x1f{subject.record}")


def read_wanted(
    session: CaseSession, text: str, who: str | None = None, how: str = "", what: What | None = None
) -> Wanted:
    """Which edits are asked for; `text` also finds edits of the data items that are named so."""
    needle = text.strip()
    if not needle and who is None and not how and what is None:
        return EVERYTHING
    wanted = needle.casefold()
    found = {
        key
        for key, item in session.model.items.items()
        if needle and (wanted in translate(item.name).casefold() or wanted in key)
    }
    return Wanted(who, how, what, needle, frozenset({*found, *map(unread_name, found)}))


def read_moment(session: CaseSession, text: str) -> tuple[int | None, str] | Problem:
    """The position that is meant, and what it is called: `now`, a moment, or an edit's number."""
    if text == NOW:
        return None, _("现在")
    found = find_moment(session.library, session.case_id, text)
    if isinstance(found, Moment):
        return found.position, found.name
    if found.code == "moment.unknown" and text.isascii() and text.isdigit():
        return _edit_named(session, int(text))
    return found


def _edit_named(session: CaseSession, position: int) -> tuple[int, str] | Problem:
    edit = session.library.attempt(lambda one: one.history.edit(session.case_id, position))
    if isinstance(edit, Problem):
        return edit
    if edit is None:
        return problem("history.no_edit", position=position)
    return position, edit_name(edit)


def edit_name(edit: Edit) -> str:
    """An edit as a moment: when, and what it did."""
    return _("{moment} {step} 之后").format(moment=moment_text(edit.at), step=edit_label(edit))


def side_of(session: CaseSession, moment: Moment | None, *, year: bool = False) -> Side:
    """A state of the open case to compare: a moment or now; with its `year` beside other years."""
    name = moment.name if moment is not None else _("现在")
    if year:
        name = _("{year} 年（{moment}）").format(year=session.case.year, moment=name)
    return Side(session.case_id, moment.position if moment is not None else None, name)


def read_what(text: str) -> What | None:
    """What edits are about, by its code or its word; None for anything else."""
    return next((what for what in What if text in (what.value, what_word(what))), None)
