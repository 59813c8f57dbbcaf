"""The commands about the history of a case: its edits, one place, comparing, and going back."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any

from desktop_app.app import history as verbs
from desktop_app.app.case_comparison import Comparison, Side
from desktop_app.app.case_comparison import compare as compared
from desktop_app.app.change_words import ChangeLine
from desktop_app.app.clock import moment as moment_text
from desktop_app.app.comparison_file import change_json, comparison_json, write_compared
from desktop_app.app.log_words import edit_label, how_word, what_word, who_word
from desktop_app.app.pack_words import fate_word
from desktop_app.app.paths import Paths
from desktop_app.app.session import CaseSession
from desktop_app.commands.printing import FAILED, OK, as_json_text, fail, print_problems
from desktop_app.commands.with_case import Work, one_case, with_case
from desktop_app.core.case_diff import counts, fate_of
from desktop_app.core.log import Edit, What
from desktop_app.core.pack_diff import Fate
from desktop_app.core.problems import Problem, has_errors, problem
from desktop_app.i18n import _


def list_edits(given: argparse.Namespace, paths: Paths) -> int:
    """List the edits of a case, the newest first."""

    def work(session: CaseSession) -> int:
        what = verbs.read_what(given.what) if given.what else None
        if given.what and what is None:
            known = _("、").join(one.value for one in What)
            return fail(
                [problem("history.bad_what", what=given.what, known=known)], as_json=given.json
            )
        wanted = verbs.read_wanted(session, given.find, given.who, given.how, what)
        history = session.library.history
        edits = history.edits(session.case_id, wanted, max(0, given.before), max(1, given.limit))
        count = history.count(session.case_id, wanted)
        if given.json:
            told = {"ok": True, "count": count, "edits": [_edit_json(one) for one in edits]}
            print(as_json_text(told))
            return OK
        for one in edits:
            print(_edit_line(one))
        print(_("列出 {shown} / {count} 次修改").format(shown=len(edits), count=count))
        return OK

    return with_case(given, paths, work)


def _edit_line(edit: Edit) -> str:
    cells = (
        str(edit.position),
        moment_text(edit.at),
        who_word(edit.who),
        how_word(edit.how),
        edit_label(edit),
        _("{count} 处").format(count=edit.changes),
    )
    return "  ".join(cells)


def _edit_json(edit: Edit) -> dict[str, Any]:
    return {
        "edit": edit.position,
        "at": edit.at,
        "who": edit.who,
        "how": edit.how,
        "label": edit.label,
        "changes": edit.changes,
    }


def show(given: argparse.Namespace, paths: Paths) -> int:
    """Show what an edit changed, or all that happened to one place."""
    by_number = given.place.isascii() and given.place.isdigit()
    return with_case(given, paths, _show_edit(given) if by_number else _show_place(given))


def _show_edit(given: argparse.Namespace) -> Work:
    def work(session: CaseSession) -> int:
        position = int(given.place)
        history = session.library.history
        edit = history.edit(session.case_id, position)
        if edit is None:
            return fail([problem("history.no_edit", position=position)], as_json=given.json)
        steps = history.changes(position, limit=edit.changes)
        lines = verbs.words_of(session).lines(steps)
        if given.json:
            changes = [change_json(line) for line in lines]
            print(as_json_text({"ok": True, **_edit_json(edit), "changes": changes}))
            return OK
        print(_edit_line(edit))
        _print_lines(lines)
        return OK

    return work


def _show_place(given: argparse.Namespace) -> Work:
    def work(session: CaseSession) -> int:
        place = verbs.read_place(session, given.place)
        if isinstance(place, Problem):
            return fail([place], as_json=given.json)
        words = verbs.words_of(session)
        edits = session.library.history.of(session.case_id, place)
        lines = [words.line(one.step) for one in edits]
        if given.json:
            rows = [
                {**_edit_json(one.edit), **change_json(line)}
                for one, line in zip(edits, lines, strict=True)
            ]
            print(as_json_text({"ok": True, "name": words.name(place), "edits": rows}))
            return OK
        print(words.name(place))
        for one, line in zip(edits, lines, strict=True):
            print(f"{_edit_line(one.edit)}\n     {line.old} → {line.new}")
        return OK

    return work


def _print_lines(lines: Iterable[ChangeLine]) -> None:
    for line in lines:
        word = fate_word(fate_of(line.step))
        change = f"  {line.change}" if line.change else ""
        name = f"{what_word(line.step.place.what)}  {line.name}"
        print(f"  {word}  {name}：{line.old} → {line.new}{change}")


def compare(given: argparse.Namespace, paths: Paths) -> int:
    """Compare two moments of a case, or a case with another one."""

    def work(session: CaseSession) -> int:
        sides = _sides(given, session)
        if isinstance(sides, Problem):
            return fail([sides], as_json=given.json)
        found = compared(session.library, session.catalog, *sides)
        if isinstance(found, Problem):
            return fail([found], as_json=given.json)
        failed = write_compared(found, given.out) if given.out is not None else None
        if failed is not None:
            return fail([failed], as_json=given.json)
        if given.json:
            files = [str(given.out)] if given.out is not None else []
            print(as_json_text({"ok": True, "files": files, **comparison_json(found)}))
        else:
            _print_comparison(found)
            if given.out is not None:
                print(given.out)
        return OK

    return with_case(given, paths, work)


def _sides(given: argparse.Namespace, session: CaseSession) -> tuple[Side, Side] | Problem:
    new = verbs.read_moment(session, given.new)
    if isinstance(new, Problem):
        return new
    now = Side(session.case_id, *new)
    if given.other:
        whole = session.case
        name = _("{enterprise} {year}（{moment}）")
        words = name.format(enterprise=whole.enterprise.name, year=whole.year, moment=new[1])
        now = Side(session.case_id, new[0], words)
        cases = session.library.attempt(lambda one: one.cases())
        other = cases if isinstance(cases, Problem) else one_case(cases, given.other)
        if isinstance(other, Problem):
            return other
        return Side(other.id, None, f"{other.enterprise} {other.year}"), now
    old = verbs.read_moment(session, given.old)
    return old if isinstance(old, Problem) else (Side(session.case_id, *old), now)


def _print_comparison(found: Comparison) -> None:
    print(f"{found.old.side.name} → {found.new.side.name}")
    for line in found.verdict:
        sign = "≠" if line.differs else " "
        print(f"  {sign} {line.name}：{line.old} → {line.new}")
    _print_lines(found.lines)
    total = counts(found.steps)
    words = _("变了 {changed}，新增 {new}，删去 {dropped}。")
    told = {fate.value: total[fate] for fate in Fate}
    print(words.format(**told) if found.lines else _("没有不同。"))


def go_back(given: argparse.Namespace, paths: Paths) -> int:
    """Bring a case back to a moment, as one edit that can be undone."""

    def work(session: CaseSession) -> int:
        found = verbs.read_moment(session, given.new)
        if isinstance(found, Problem):
            return fail([found], as_json=given.json)
        position, name = found
        if position is None:
            return fail([problem("history.already_so")], as_json=given.json)
        outcome = verbs.go_back(session, position, name)
        if has_errors(outcome.problems):
            return fail(outcome.problems, as_json=given.json)
        edit = session.library.history.edits(session.case_id, limit=1)[0]
        if given.json:
            print(as_json_text({"ok": True, "changed": bool(outcome.changes), **_edit_json(edit)}))
        elif outcome.problems:
            print_problems(outcome.problems)
        else:
            print(_edit_line(edit))
        return OK if outcome.changes or outcome.problems else FAILED

    return with_case(given, paths, work)
