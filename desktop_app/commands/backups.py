"""The commands about backups of the library: make one, list, verify, restore as a copy."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop_app.app.answer import problems_json
from desktop_app.app.backups import (
    Backup,
    Preview,
    back_up,
    backups_of,
    find_backup,
    list_all,
    restore,
)
from desktop_app.app.backups import verify as verified
from desktop_app.app.paths import Paths
from desktop_app.app.settings import SettingsFile
from desktop_app.commands.printing import FAILED, OK, as_json_text, fail, print_problems
from desktop_app.core.problems import Problem, has_errors, problem
from desktop_app.i18n import _


def library_of(given: argparse.Namespace, paths: Paths) -> Path:
    """The library asked for, or the one the user works with."""
    chosen = given.library or SettingsFile(paths.settings).current.library
    return Path(chosen) if chosen else paths.library


def _second(given: argparse.Namespace, paths: Paths) -> str:
    if given.second is not None:
        return str(given.second)
    return SettingsFile(paths.settings).current.backup_folder


def now(given: argparse.Namespace, paths: Paths) -> int:
    """Back the library up, changed or not."""
    done = back_up(library_of(given, paths), _second(given, paths), always=True)
    failed = done.made is None or has_errors(done.problems)
    if given.json:
        made = {} if done.made is None else {"backup": _json(done.made)}
        second = {} if done.second is None else {"second": _json(done.second)}
        told = {"problems": problems_json(done.problems)}
        print(as_json_text({"ok": not failed, **made, **second, **told}))
        return FAILED if failed else OK
    print_problems(done.problems)
    for one in (done.made, done.second):
        if one is not None:
            print(one.path)
    return FAILED if failed else OK


def list_them(given: argparse.Namespace, paths: Paths) -> int:
    """List the backups, newest first."""
    found = list_all(library_of(given, paths), _second(given, paths))
    if given.json:
        print(as_json_text({"ok": True, "backups": [_json(one) for one in found]}))
        return OK
    for one in found:
        kept = _("（结构 {revision} 更新前留存）").format(revision=one.revision)
        moment = f"{one.at.astimezone():%Y-%m-%d %H:%M:%S}"
        print(f"{moment}  {one.size:>12,}  {one.path}  {kept if one.revision else ''}".rstrip())
    print(_("共 {count} 个备份。").format(count=len(found)))
    return OK


def verify(given: argparse.Namespace, paths: Paths) -> int:
    """Read every row of a backup and the contents of its documents, and tell what it holds."""
    library = library_of(given, paths)
    newest = next(iter(backups_of(library)), None)
    if given.file:
        path = find_backup(library, given.file, _second(given, paths))
    elif newest is not None:
        path = newest.path
    else:
        path = problem("backup.unknown", str(library), file=library.name)
    found = path if isinstance(path, Problem) else verified(path)
    if isinstance(found, Problem):
        return fail([found], as_json=given.json)
    held, failed = found.preview, has_errors(found.problems)
    if given.json:
        told = {"backup": {**_preview_json(held), "files_checked": found.files}}
        problems = {"problems": problems_json(found.problems)} if found.problems else {}
        print(as_json_text({"ok": not failed, **told, **problems}))
        return FAILED if failed else OK
    print(held.path)
    for line in preview_lines(held):
        print(line)
    print_problems(found.problems)
    if not failed:
        print(_("备份完好，核对了 {count} 份佐证的内容。").format(count=found.files))
    return FAILED if failed else OK


def restore_it(given: argparse.Namespace, paths: Paths) -> int:
    """Make a library of a backup; the current one is backed up before and stays as it is."""
    library, second = library_of(given, paths), _second(given, paths)
    path = find_backup(library, given.file, second)
    if isinstance(path, Problem):
        return fail([path], as_json=given.json)
    made = restore(path, library, out=given.out, second=second)
    if isinstance(made, Problem):
        return fail([made], as_json=given.json)
    print(as_json_text({"ok": True, "library": str(made)}) if given.json else made)
    return OK


def preview_lines(found: Preview) -> list[str]:
    """What a library file holds, in a few lines."""
    words = _("{enterprises} 家企业，{cases} 个自评，{data} 个数据；结构 {revision}，{size} 字节")
    counts = {"enterprises": found.enterprises, "cases": len(found.cases), "data": found.data}
    lines = [words.format(**counts, revision=found.revision, size=f"{found.size:,}")]
    if found.unread:
        lines.append(_("另存有 {count} 处看不懂、待改正的文字。").format(count=found.unread))
    if found.last_change:
        last = _("最后一次修改：{at} {label}")
        lines.append(last.format(at=found.last_change, label=found.last_label))
    return lines


def _json(one: Backup) -> dict[str, object]:
    kept = {"kept_for_revision": one.revision} if one.revision else {}
    return {"file": str(one.path), "at": one.at.isoformat(), "size": one.size, **kept}


def _preview_json(found: Preview) -> dict[str, object]:
    return {
        "file": str(found.path),
        "size": found.size,
        "revision": found.revision,
        "enterprises": found.enterprises,
        "cases": [
            {
                "enterprise": one.enterprise,
                "year": one.year,
                "data": one.data,
                "unread": one.unread,
            }
            for one in found.cases
        ],
        "data": found.data,
        "unread": found.unread,
        "documents": found.documents,
        "last_change": found.last_change,
    }
