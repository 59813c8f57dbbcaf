"""The commands about case packages: make one, look into it, verify it, import and merge it."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop_app.app.answer import problems_json
from desktop_app.app.package_looking import Looked, look, verify_package
from desktop_app.app.package_making import MadePackage, Wish, make_package, package_name
from desktop_app.app.package_taking import (
    Library,
    Taken,
    stamp_of,
    take_merged,
    take_new,
    take_over,
)
from desktop_app.app.package_words import MergeLine, facts_of, found_words, left_words, merge_lines
from desktop_app.app.paths import Paths
from desktop_app.app.settings import SettingsFile
from desktop_app.app.workspace import Workspace
from desktop_app.commands.backups import library_of
from desktop_app.commands.printing import FAILED, OK, as_json_text, fail, print_problems
from desktop_app.commands.with_case import chosen_case
from desktop_app.core.merge import Choice, Verdict
from desktop_app.core.problems import Problem, has_errors, problem
from desktop_app.i18n import _

_MOST = 200
"""Lines that are printed of what differs."""


def create(given: argparse.Namespace, paths: Paths) -> int:
    """Write the package of a case."""
    password = _password(given, asks=given.password, twice=True)
    if isinstance(password, Problem):
        return fail([password], as_json=given.json)

    def work(space: Workspace, library: Library) -> int:
        case_id = chosen_case(space, given.case)
        if isinstance(case_id, Problem):
            return fail([case_id], as_json=given.json)
        case = library.try_load(case_id)
        if isinstance(case, Problem):
            return fail([case], as_json=given.json)
        out: Path = given.out / package_name(case) if given.out.is_dir() else given.out
        wish = Wish(out, space.who, space.now(), password, not given.no_evidence)
        made = make_package(library, space.catalog, case_id, wish)
        if not isinstance(made, MadePackage):
            return fail(made, as_json=given.json)
        if given.json:
            told = {"file": str(made.path), "size": made.size, "head": made.manifest.head}
            print(as_json_text({"ok": True, **told, "problems": problems_json(made.problems)}))
        else:
            print_problems(made.problems)
            print(made.path)
        return OK

    return _with_library(given, paths, work)


def inspect(given: argparse.Namespace, paths: Paths) -> int:
    """Tell what is in a package, and how it differs from the library."""

    def work(space: Workspace, library: Library, looked: Looked) -> int:
        lines = merge_lines(library, space.catalog, looked)
        if given.json:
            print(as_json_text({"ok": True, **_looked_json(looked, lines)}))
            return OK
        print_problems(looked.problems)
        for title, text in facts_of(looked):
            print(f"{title}：{text}")
        conflicts = sum(one.row.verdict is Verdict.CONFLICT for one in lines)
        print(found_words(looked) + (left_words(conflicts, conflicts) if lines else ""))
        _print_lines(lines)
        return OK

    return _with_package(given, paths, work)


def verify(given: argparse.Namespace, paths: Paths) -> int:
    """Read the whole of a package and compare it with its manifest."""
    del paths
    found = _opened(given, lambda password: verify_package(given.file, password))
    if isinstance(found, Problem):
        return fail([found], as_json=given.json)
    manifest, wrong = found
    if wrong is not None:
        return fail([wrong], as_json=given.json)
    if given.json:
        told = {"enterprise": manifest.enterprise, "year": manifest.year, "head": manifest.head}
        print(as_json_text({"ok": True, **told, "files": len(manifest.members)}))
    else:
        words = _("{enterprise} {year}：{count} 个文件与清单相符，自评包完好。")
        count = len(manifest.members)
        enterprise, year = manifest.enterprise, manifest.year
        print(words.format(enterprise=enterprise, year=year, count=count))
    return OK


def take(given: argparse.Namespace, paths: Paths) -> int:
    """Store the case of a package as a new one."""

    def work(space: Workspace, library: Library, looked: Looked) -> int:
        if looked.here is not None and looked.merged is not None and not given.beside:
            return fail([problem("package.case_here")], as_json=given.json)
        return _told(given, take_new(library, looked, space.now()))

    return _with_package(given, paths, work)


def merge(given: argparse.Namespace, paths: Paths) -> int:
    """Merge a package into the case that is here, or let it take its place."""

    def work(space: Workspace, library: Library, looked: Looked) -> int:
        stamp = stamp_of(space)
        if given.replace:
            return _told(given, take_over(library, looked, stamp))
        choice = Choice.MINE if given.mine else Choice.THEIRS if given.theirs else None
        conflicts = looked.merged.conflicts if looked.merged is not None else ()
        choices = {row.leaf: choice for row in conflicts} if choice is not None else {}
        found = take_merged(library, looked, choices, stamp)
        if isinstance(found, Problem) and found.code == "package.undecided" and not given.json:
            lines = merge_lines(library, space.catalog, looked)
            _print_lines([one for one in lines if one.row.verdict is Verdict.CONFLICT])
        return _told(given, found)

    return _with_package(given, paths, work)


# --- inside -----------------------------------------------------------------------------------


def _with_library(
    given: argparse.Namespace, paths: Paths, work: Callable[[Workspace, Library], int]
) -> int:
    space = Workspace.open(paths, str(library_of(given, paths)))
    space.who = SettingsFile(paths.settings).current.user_name
    try:
        if space.library is None:
            return fail(space.problems, as_json=given.json)
        return work(space, space.library)
    finally:
        space.close()


def _with_package(
    given: argparse.Namespace, paths: Paths, work: Callable[[Workspace, Library, Looked], int]
) -> int:
    def open_it(space: Workspace, library: Library) -> int:
        looked = _opened(given, lambda password: look(library, given.file, password))
        if isinstance(looked, Problem):
            return fail([looked], as_json=given.json)
        return work(space, library, looked)

    return _with_library(given, paths, open_it)


def _opened(given: argparse.Namespace, read: Callable[[str], Any]) -> Any:  # noqa: ANN401
    """What reading gives, with the password of the file or one asked for where there is one."""
    password = _password(given)
    if isinstance(password, Problem):
        return password
    found = read(password)
    needed = isinstance(found, Problem) and found.code == "package.password_needed"
    if needed and not given.json and sys.stdin is not None and sys.stdin.isatty():
        return read(getpass.getpass(_("口令：")))
    return found


def _password(
    given: argparse.Namespace, *, asks: bool = False, twice: bool = False
) -> str | Problem:
    if given.password_file is not None:
        return _first_line(given.password_file)
    if not asks:
        return ""
    first = getpass.getpass(_("口令："))
    if twice and first != getpass.getpass(_("再输入一遍口令：")):
        return problem("package.passwords_differ")
    return first or problem("package.password_empty")


def _first_line(path: Path) -> str | Problem:
    try:
        with path.open(encoding="utf-8-sig") as file:
            text = file.readline(10_000).rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        text = ""
    return text or problem("package.password_file", str(path))


def _told(given: argparse.Namespace, found: Taken | Problem) -> int:
    if isinstance(found, Problem):
        return fail([found], as_json=given.json)
    if given.json:
        told = {"case": found.case_id, "problems": problems_json(found.problems)}
        print(as_json_text({"ok": True, "changed": bool(found.changes), **told}))
        return OK
    print_problems(found.problems)
    print(found.case_id)
    return FAILED if has_errors(found.problems) else OK


def _print_lines(lines: list[MergeLine]) -> None:
    signs = {Verdict.CONFLICT: "!", Verdict.TAKEN: "<", Verdict.KEPT: "="}
    for one in lines[:_MOST]:
        print(f"{signs[one.row.verdict]} {one.name}{f'（{one.more}）' if one.more else ''}")
        for title, text, by in (
            (_("本企业库"), one.mine, one.by_mine),
            (_("自评包"), one.theirs, one.by_theirs),
            (_("原来"), one.base, ""),
        ):
            print(f"    {title}：{text}{f'（{by}）' if by else ''}")
    if len(lines) > _MOST:
        print(_("还有 {count} 处，见 --json。").format(count=len(lines) - _MOST))


def _looked_json(looked: Looked, lines: list[MergeLine]) -> dict[str, Any]:
    manifest = looked.manifest
    return {
        "found": looked.found.value,
        "case": manifest.case,
        "here": looked.here.id if looked.here is not None else "",
        "enterprise": manifest.enterprise,
        "year": manifest.year,
        "made": manifest.made,
        "who": manifest.who,
        "sealed": looked.sealed,
        "evidence": manifest.evidence,
        "packs": [
            {"id": one.id, "version": one.version, "hash": one.digest} for one in manifest.packs
        ],
        "differences": [
            {
                "verdict": one.row.verdict.value,
                "kind": one.row.leaf.place.kind,
                "name": one.name,
                "mine": one.mine,
                "theirs": one.theirs,
                "base": one.base,
                "by_mine": one.by_mine,
                "by_theirs": one.by_theirs,
            }
            for one in lines
        ],
        "problems": problems_json(looked.problems),
    }
