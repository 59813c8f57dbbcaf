"""The commands about the library file: is it sound, and what can be saved of a damaged one."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from desktop_app.app.answer import problems_json
from desktop_app.app.backups import list_all, look_into
from desktop_app.app.library_check import Salvaged, check_library, salvage
from desktop_app.app.library_words import case_words, saved_words
from desktop_app.app.paths import Paths
from desktop_app.app.settings import SettingsFile
from desktop_app.commands.backups import library_of
from desktop_app.commands.printing import FAILED, OK, as_json_text, fail, print_problems
from desktop_app.core.problems import Problem, has_errors
from desktop_app.i18n import _


def check(given: argparse.Namespace, paths: Paths) -> int:
    """Look the library through."""
    found = check_library(library_of(given, paths), deep=given.deep)
    failed = has_errors(found.problems)
    if given.json:
        counts = {"cases": found.cases, "data": found.data, "packs": found.packs}
        looked = counts if given.deep and not failed else {}
        problems = problems_json(found.problems)
        print(as_json_text({"ok": not failed, **looked, "problems": problems}))
        return FAILED if failed else OK
    print_problems(found.problems)
    if not failed and given.deep:
        words = _("{cases} 个自评、{data} 个数据、{packs} 个留存的规则包都读过了。")
        print(words.format(cases=found.cases, data=found.data, packs=found.packs))
    if not failed:
        print(_("企业库完好。"))
    return FAILED if failed else OK


def salvage_it(given: argparse.Namespace, paths: Paths) -> int:
    """Save what a damaged library holds into a new one."""
    library = library_of(given, paths)
    found = salvage(library, given.out)
    if isinstance(found, Problem):
        return fail([found], as_json=given.json)
    second = SettingsFile(paths.settings).current.backup_folder
    sound = (
        one for one in list_all(library, second) if not isinstance(look_into(one.path), Problem)
    )
    newest = next(sound, None)
    if given.json:
        good = {} if newest is None else {"newest_backup": str(newest.path)}
        print(as_json_text({"ok": True, **_json(found), **good}))
        return OK
    print(found.library)
    for line in saved_words(found):
        print(line)
    for one in found.cases:
        print(f"  {case_words(one)}")
    if newest is not None:
        words = _("最近的完好备份：{file}（{at}），可与抢救的结果对照。")
        print(words.format(file=newest.path, at=f"{newest.at.astimezone():%Y-%m-%d %H:%M}"))
    return OK


def _json(found: Salvaged) -> dict[str, object]:
    return {
        "library": str(found.library),
        "whole": found.whole,
        "tables": [asdict(one) for one in found.tables],
        "cases": [asdict(one) for one in found.cases],
    }
