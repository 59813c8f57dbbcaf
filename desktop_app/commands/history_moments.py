"""The commands about the moments 存档点 of a case: list, add, rename, remove."""

from __future__ import annotations

import argparse
from typing import Any

from desktop_app.app import moments
from desktop_app.app.clock import moment as moment_text
from desktop_app.app.log_words import reason_word, who_word
from desktop_app.app.paths import Paths
from desktop_app.app.session import CaseSession
from desktop_app.commands.printing import OK, as_json_text, fail
from desktop_app.commands.with_case import with_case
from desktop_app.core.log import Moment
from desktop_app.core.problems import Problem, problem


def list_moments(given: argparse.Namespace, paths: Paths) -> int:
    """List the moments of a case, the newest state first."""

    def work(session: CaseSession) -> int:
        known = session.library.history.moments(session.case_id)
        if given.json:
            print(as_json_text({"ok": True, "moments": [_json(one) for one in known]}))
            return OK
        for one in known:
            print(_line(one))
        return OK

    return with_case(given, paths, work)


def add(given: argparse.Namespace, paths: Paths) -> int:
    """Keep a moment of a case as it is now, or as it was after an edit."""

    def work(session: CaseSession) -> int:
        library, case_id = session.library, session.case_id
        if given.at > 0 and library.history.edit(case_id, given.at) is None:
            return fail([problem("history.no_edit", position=given.at)], as_json=given.json)
        found = moments.keep(
            library, case_id, given.name, session.stamp(), note=given.note, position=given.at
        )
        return _answer(given, found)

    return with_case(given, paths, work)


def rename(given: argparse.Namespace, paths: Paths) -> int:
    """Give a moment another name or note."""

    def work(session: CaseSession) -> int:
        library, case_id = session.library, session.case_id
        moment = moments.find_moment(library, case_id, given.moment)
        if isinstance(moment, Problem):
            return fail([moment], as_json=given.json)
        name = moment.name if given.name is None else given.name
        note = moment.note if given.note is None else given.note
        failed = moments.rename(library, case_id, moment, name, note, session.stamp())
        return _answer(given, failed or moments.find_moment(library, case_id, moment.id))

    return with_case(given, paths, work)


def remove(given: argparse.Namespace, paths: Paths) -> int:
    """Forget a moment; the edits stay."""

    def work(session: CaseSession) -> int:
        moment = moments.find_moment(session.library, session.case_id, given.moment)
        if isinstance(moment, Problem):
            return fail([moment], as_json=given.json)
        failed = session.library.history.remove(session.case_id, moment.id)
        return _answer(given, failed or moment)

    return with_case(given, paths, work)


def _answer(given: argparse.Namespace, found: Moment | Problem) -> int:
    if isinstance(found, Problem):
        return fail([found], as_json=given.json)
    if given.json:
        print(as_json_text({"ok": True, "moment": _json(found)}))
    else:
        print(_line(found))
    return OK


def _line(one: Moment) -> str:
    cells = (moment_text(one.made), one.name, reason_word(one.reason), who_word(one.who), one.note)
    return "  ".join(cell for cell in cells if cell)


def _json(one: Moment) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "note": one.note,
        "reason": one.reason.value,
        "edit": one.position,
        "made": one.made,
        "who": one.who,
    }
