"""Backups as window and command line use them: when one is due, where it goes, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from desktop_app.core.evidence import number_label
from desktop_app.core.problems import Problem, problem
from desktop_app.store.backup_names import folder_of
from desktop_app.store.backups import (
    Backup,
    HeldCase,
    Preview,
    backups_of,
    changed_since,
    holds_anything,
    list_backups,
    look_into,
    make_backup,
    mirror,
    second_folder,
    size_of,
    thin_out,
)
from desktop_app.store.copying import Tell, copy_library, nobody
from desktop_app.store.file_checks import FileCheck, check_files
from desktop_app.store.reading import UNREADABLE
from desktop_app.store.whole_files import free_name

__all__ = [
    "BackedUp",
    "Backup",
    "HeldCase",
    "Preview",
    "Tell",
    "Verified",
    "back_up",
    "backups_of",
    "find_backup",
    "folder_of",
    "is_due",
    "list_all",
    "look_into",
    "restore",
    "size_of",
]


@dataclass(frozen=True, slots=True)
class Verified:
    """A backup that was read to its end: what it holds, and how the contents of its documents are.

    `files` counts those that were compared with their SHA-256; `problems` name the documents whose
    content differs or is not there.
    """

    preview: Preview
    files: int
    problems: tuple[Problem, ...]


EVERY: Final = timedelta(hours=1)
"""How old the newest backup may get while a library is being edited."""


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What came of a backup: `made` is None when nothing had changed since the newest one.

    `newest` is the newest backup there is now, `second` its copy in the second place; `problems`
    say what did not work.
    """

    made: Backup | None = None
    newest: Backup | None = None
    second: Backup | None = None
    problems: tuple[Problem, ...] = ()


def back_up(
    library: Path,
    second: str = "",
    *,
    now: datetime | None = None,
    always: bool = False,
    spare: Path | None = None,
    tell: Tell = nobody,
) -> BackedUp:
    """Back a library up if it changed since the newest backup, or `always`; then thin them out.

    `spare` is not thinned out: somebody is about to use it.
    """
    moment = now or datetime.now(UTC)
    before = next(iter(backups_of(library)), None)
    made: Backup | Problem | None = None
    if always or _changed(library, moment):
        made = make_backup(library, moment, tell)
    if isinstance(made, Problem):
        return BackedUp(None, before, None, (made,))
    newest = made or before
    thin_out(folder_of(library), library.stem, moment, spare)
    if newest is None or not second:
        return BackedUp(made, newest)
    copied = mirror(newest, Path(second), library)
    if isinstance(copied, Problem):
        return BackedUp(made, newest, None, (copied,))
    thin_out(second_folder(Path(second), library), library.stem, moment, spare)
    return BackedUp(made, newest, copied)


def is_due(library: Path, now: datetime) -> bool:
    """Whether the newest backup is older than an hour, or there is none."""
    newest = _newest(library, now)
    return newest is None or now - newest.at >= EVERY


def _changed(library: Path, now: datetime) -> bool:
    """Whether there is anything in a library that its last backup does not hold.

    Which was the last cannot be told when a clock was set back since: then either may be.
    """
    every = backups_of(library)
    if not every:
        return holds_anything(library)
    last = {one for one in (every[0], _newest(library, now)) if one is not None}
    return all(changed_since(library, one) for one in last)


def _newest(library: Path, now: datetime) -> Backup | None:
    """The newest backup that is not from the future: a clock that was wrong may have made some."""
    return next((one for one in backups_of(library) if one.at <= now + EVERY), None)


def list_all(library: Path, second: str = "") -> tuple[Backup, ...]:
    """All backups of a library, newest first; of one that is in both places the one beside it."""
    near = backups_of(library)
    far: Sequence[Backup] = ()
    if second:
        far = list_backups(second_folder(Path(second), library), library.stem)
    known = {one.path.name for one in near}
    every = [*near, *(one for one in far if one.path.name not in known)]
    return tuple(sorted(every, key=lambda one: (one.at, one.path.name), reverse=True))


def find_backup(library: Path, name: str, second: str = "") -> Path | Problem:
    """The backup of that file name, or the file at that path."""
    for one in list_all(library, second):
        if one.path.name == name:
            return one.path
    path = Path(name)
    return path if path.is_file() else problem("backup.unknown", name, file=path.name)


def verify(backup: Path, tell: Tell = nobody) -> Verified | Problem:
    """Read every row and index of a backup, and compare the contents of its documents.

    Problems: those of `look_into`.
    """
    found = look_into(backup, deep=True)
    if isinstance(found, Problem):
        return found
    tell(0.3)
    try:
        listed = list(check_files(backup, lambda share: tell(0.3 + 0.7 * share)))
    except UNREADABLE as error:
        return problem("library.damaged", str(backup), detail=error)
    tell(1)
    digests = {one.digest for one in listed if one.kept}
    wrong = tuple(_file_problem(one, backup) for one in listed if not one.sound)
    return Verified(found, len(digests), wrong)


def _file_problem(one: FileCheck, backup: Path) -> Problem:
    told = {"enterprise": one.enterprise, "year": str(one.year), "title": one.title}
    code = "library.file_changed" if one.kept else "library.file_missing"
    return problem(code, str(backup), **told, label=number_label(one.number))


def restore(
    backup: Path,
    library: Path,
    *,
    out: Path | None = None,
    second: str = "",
    now: datetime | None = None,
    tell: Tell = nobody,
) -> Path | Problem:
    """Make a library of a backup beside the current one, which is backed up before.

    Nothing is overwritten: without `out` a free name is found. A current library that is damaged
    cannot be backed up and is left as it is.
    """
    moment = now or datetime.now(UTC)
    found = look_into(backup, deep=True)
    if isinstance(found, Problem):
        return found
    if library.is_file() and not isinstance(look_into(library), Problem):
        kept = back_up(library, second, now=moment, spare=backup)
        if kept.newest is None and kept.problems:
            return kept.problems[0]
    target = out or free_name(library.with_name(restored_name(library, moment)))
    made = copy_library(backup, target, tell)
    return made if isinstance(made, Problem) else target


def restored_name(library: Path, now: datetime) -> str:
    """What a restored library is called by itself: after the library and the day."""
    return f"{library.stem} 恢复 {now.astimezone():%Y-%m-%d %H%M}.nzl"
