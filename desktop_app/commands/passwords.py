"""The commands about the password of the library, and asking for passwords in a terminal."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from desktop_app.app.answer import problems_json
from desktop_app.app.backups import back_up
from desktop_app.app.passwords import NEW_VARIABLE, ask_with, has_password, read_password
from desktop_app.app.paths import Paths
from desktop_app.app.protection import (
    OldBackups,
    Recoded,
    old_backups,
    recode_backups,
    recovery_key,
    remove_backups,
    remove_password,
    set_password,
    write_recovery_key,
)
from desktop_app.app.protection_words import key_words, lost_for_good, old_words
from desktop_app.app.settings import SettingsFile
from desktop_app.commands.backups import library_of
from desktop_app.commands.printing import FAILED, OK, as_json_text, fail, print_problems
from desktop_app.core.problems import Problem, problem
from desktop_app.i18n import _, ngettext


def ready(file: Path | None, environ: Mapping[str, str]) -> Problem | None:
    """Know where to ask for the password of an encrypted library, should one turn up."""
    words = read_password(file) if file is not None else None
    if isinstance(words, Problem):
        return words
    ask_with(words, environ, _prompt)
    return None


def _prompt(path: Path) -> str | None:
    if sys.stdin is None or not sys.stdin.isatty():
        return None
    return getpass.getpass(_("“{name}”的口令或恢复密钥：").format(name=path.name))


def encrypt(given: argparse.Namespace, paths: Paths) -> int:
    """Give the library a password."""
    library = library_of(given, paths)
    if has_password(library):
        return fail([problem("password.there", str(library))], as_json=given.json)
    return _set(given, paths, library)


def rekey(given: argparse.Namespace, paths: Paths) -> int:
    """Give the library another password."""
    library = library_of(given, paths)
    if library.is_file() and not has_password(library):
        return fail([problem("password.none", str(library))], as_json=given.json)
    known = recovery_key(library)
    if isinstance(known, Problem):
        return fail([known], as_json=given.json)
    return _set(given, paths, library)


def decrypt(given: argparse.Namespace, paths: Paths) -> int:
    """Take the password away."""
    library = library_of(given, paths)
    if library.is_file() and not has_password(library):
        return fail([problem("password.none", str(library))], as_json=given.json)
    failed = remove_password(library)
    if failed is not None:
        return fail([failed], as_json=given.json)
    return _told(given, paths, library, "")


def show_key(given: argparse.Namespace, paths: Paths) -> int:
    """Print the recovery key of the library."""
    found = recovery_key(library_of(given, paths))
    if isinstance(found, Problem):
        return fail([found], as_json=given.json)
    print(as_json_text({"ok": True, "recovery_key": found}) if given.json else found)
    return OK


def protect_backups(given: argparse.Namespace, paths: Paths) -> int:
    """Bring old backups under the password of the library, or remove them."""
    library, second = library_of(given, paths), _second(paths)
    recoded, gone = _deal_with(library, second, "remove" if given.remove else "recode")
    left = old_backups(library, second)
    if given.json:
        told = {"removed": gone, **_left_json(left), "problems": problems_json(recoded.problems)}
        print(as_json_text({"ok": not recoded.problems, "recoded": recoded.done, **told}))
        return FAILED if recoded.problems else OK
    print_problems(recoded.problems)
    _print_dealt(recoded, gone)
    return FAILED if recoded.problems else OK


def _set(given: argparse.Namespace, paths: Paths, library: Path) -> int:
    password = _new_password(given)
    if isinstance(password, Problem):
        return fail([password], as_json=given.json)
    target: Path | None = given.recovery_file
    if target is not None and (target.exists() or not target.parent.is_dir()):
        told = problem("password.key_unwritten", str(target), detail=target.name)
        return fail([told], as_json=given.json)
    key = set_password(library, password)
    if isinstance(key, Problem):
        return fail([key], as_json=given.json)
    if target is not None:
        failed = write_recovery_key(key, key_words(library), target)
        if failed is not None:  # the key is printed all the same
            print_problems([failed])
    return _told(given, paths, library, key)


def _told(given: argparse.Namespace, paths: Paths, library: Path, key: str) -> int:
    second = _second(paths)
    back_up(library, second, always=True)
    recoded, gone = _deal_with(library, second, given.backups)
    left = old_backups(library, second)
    if given.json:
        shown = {"recovery_key": key} if key else {}
        dealt = {"recoded": recoded.done, "removed": gone, **_left_json(left)}
        dealt["problems"] = problems_json(recoded.problems)
        print(as_json_text({"ok": True, "library": str(library), **shown, **dealt}))
        return OK
    if key:
        print(_("企业库已加密：{path}").format(path=library))
        print(_("恢复密钥（请抄下或打印，和电脑分开放）："))
        print(f"    {key}")
        print(lost_for_good())
    else:
        print(_("口令已取消，企业库不再加密：{path}").format(path=library))
    print_problems(recoded.problems)
    _print_dealt(recoded, gone)
    for line in old_words(left, encrypted=bool(key)):
        print(line)
    if left.every:
        print(_("改口令：near-zero backup protect；删除：near-zero backup protect --remove"))
    return OK


def _deal_with(library: Path, second: str, how: str) -> tuple[Recoded, int]:
    if how == "recode":
        return recode_backups(library, second), 0
    return Recoded(0), remove_backups(library, second) if how == "remove" else 0


def _print_dealt(recoded: Recoded, gone: int) -> None:
    if recoded.done:
        words = ngettext(
            "{count} 个以前的备份已改得与企业库一致。",
            "{count} 个以前的备份已改得与企业库一致。",
            recoded.done,
        )
        print(words.format(count=recoded.done))
    if gone:
        words = ngettext("{count} 个旧备份已删除。", "{count} 个旧备份已删除。", gone)
        print(words.format(count=gone))


def _left_json(left: OldBackups) -> dict[str, object]:
    return {
        "plain_backups": [str(one.path) for one in left.plain],
        "other_backups": [str(one.path) for one in left.other],
    }


def _second(paths: Paths) -> str:
    return SettingsFile(paths.settings).current.backup_folder


def _new_password(given: argparse.Namespace) -> str | Problem:
    """From the file, the environment, or asked for twice."""
    if given.new_password_file is not None:
        return read_password(given.new_password_file)
    found = os.environ.get(NEW_VARIABLE)
    if found is not None:
        return found
    if sys.stdin is None or not sys.stdin.isatty():
        return problem("password.nobody")
    first = getpass.getpass(_("新口令："))
    again = getpass.getpass(_("再输一次："))
    return first if first == again else problem("password.differs")
