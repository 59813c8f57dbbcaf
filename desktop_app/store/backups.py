"""The backups of a library: made, listed, verified, thinned out, mirrored, and looked into."""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from desktop_app.core.consistency.set_aside import SET_ASIDE
from desktop_app.core.problems import Problem, problem
from desktop_app.core.unread import UNREAD
from desktop_app.store.backup_names import BackupName, folder_of, read_name
from desktop_app.store.copying import Tell, copy_library, nobody
from desktop_app.store.driver import PLAIN, head_of, secret_for
from desktop_app.store.opening import examine
from desktop_app.store.reading import UNREADABLE, read_contents, reader
from desktop_app.store.secret import Secret, is_encrypted
from desktop_app.store.thinning import fitting, kept
from desktop_app.store.whole_files import discard, free_name, part_of, publish, publish_new

ROOM: Final = 1 << 30
"""Bytes all backups of a library may take, beside a few times its own size."""
LIBRARIES: Final = 8
"""How many times."""
SPARE: Final = 200 << 20
"""Bytes a backup leaves free on the disk of the library: edits need them more."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup: the file, the moment it shows, its size in bytes.

    `revision` is not "" for one that was kept because the tables got a newer revision.
    """

    path: Path
    at: datetime
    size: int
    revision: str = ""


@dataclass(frozen=True, slots=True)
class HeldCase:
    """A case in a library file that is looked into: enterprise, year, how many data.

    `unread` counts the texts somebody typed that could not be read, which are kept with them.
    """

    enterprise: str
    year: int
    data: int
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Preview:
    """What a library file holds, without opening it as a library.

    `last_change` is the moment of its newest edit as ISO text, "" before the first.
    """

    path: Path
    size: int
    revision: str
    enterprises: int
    cases: tuple[HeldCase, ...]
    data: int
    last_change: str
    last_label: str
    documents: int = 0

    @property
    def unread(self) -> int:
        """How many texts that could not be read there are in all cases."""
        return sum(one.unread for one in self.cases)


def list_backups(folder: Path, stem: str) -> tuple[Backup, ...]:
    """The backups of a library in a folder, newest first; unfinished files are none."""
    found: list[Backup] = []
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        return ()
    for path in paths:
        name = read_name(path.name)
        if name is None or name.stem != stem:
            continue
        with contextlib.suppress(OSError):
            size = path.stat().st_size
            if size:
                found.append(Backup(path, name.at, size, name.revision))
    return tuple(sorted(found, key=lambda one: (one.at, one.path.name), reverse=True))


def backups_of(library: Path) -> tuple[Backup, ...]:
    """The backups beside a library, newest first."""
    return list_backups(folder_of(library), library.stem)


def make_backup(library: Path, now: datetime, tell: Tell = nobody) -> Backup | Problem:
    """Back a library up beside it; the backup is verified before it counts."""
    name = BackupName(library.stem, now.replace(microsecond=0))
    while (folder_of(library) / name.file).exists():
        name = replace(name, at=name.at + timedelta(seconds=1))
    try:
        short = shutil.disk_usage(library.parent).free - library.stat().st_size < SPARE
    except OSError:
        short = False  # what is wrong there, copying will tell
    if short:
        return problem("backup.no_room", str(folder_of(library)))
    target = folder_of(library) / name.file
    made = copy_library(library, target, tell)
    if isinstance(made, Problem):
        return made
    return Backup(target, name.at, target.stat().st_size)


def changed_since(library: Path, backup: Backup) -> bool:
    """Whether the library holds something else than a backup, or one of them cannot be read.

    A backup that is not encrypted as the library is holds something else.
    """
    try:
        if head_of(library) != head_of(backup.path):
            return True
        held, then = read_contents(library), read_contents(backup.path)
    except UNREADABLE:
        return True
    return (held.revision, held.marks) != (then.revision, then.marks)


def secret_of_damaged(library: Path) -> Secret | None:
    """The secret of a library whose head may be damaged: then that of its newest backup.

    Raises LockedError when it is not known.
    """
    try:
        head = head_of(library)
        lost = head != PLAIN and not is_encrypted(head)
        newest = next((one.path for one in backups_of(library)), None)
    except OSError:
        return None  # what is wrong there, reading it will tell
    return secret_for(newest if lost and newest is not None else library)


def holds_anything(library: Path) -> bool:
    """Whether there is anything to back up: a library nobody used yet has no enterprise.

    One that cannot be read may hold something.
    """
    try:
        return read_contents(library).rows.get("enterprise", 0) > 0
    except UNREADABLE:
        return True


def size_of(library: Path) -> int:
    """The bytes a library takes, with what still is in its log. Raises OSError."""
    log = Path(f"{library}-wal")
    return library.stat().st_size + (log.stat().st_size if log.exists() else 0)


def thin_out(folder: Path, stem: str, now: datetime, spare: Path | None = None) -> tuple[Path, ...]:
    """Remove the backups that stand too close together but `spare`; returns those that are gone."""
    backups = [one for one in list_backups(folder, stem) if not one.revision]
    sizes = {one.at: one.size for one in backups}
    stay = kept(sizes, now)
    room = ROOM + LIBRARIES * max(sizes.values(), default=0)
    stay = fitting({at: size for at, size in sizes.items() if at in stay}, room, now)
    gone: list[Path] = []
    for one in backups:
        if one.at not in stay and one.path != spare:
            with contextlib.suppress(OSError):
                one.path.unlink()
                gone.append(one.path)
    return tuple(gone)


def second_folder(place: Path, library: Path) -> Path:
    """The folder of a library's backups in a second place, which several machines may share."""
    which = f"{platform.node()}\n{os.path.realpath(library)}"
    digest = hashlib.sha256(which.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    return place / f"{library.stem}-{digest}"


def mirror(backup: Backup, place: Path, library: Path) -> Backup | Problem:
    """Put a backup into a second place too; there already, nothing is written.

    Problems: `backup.place_missing`, `backup.place_same`.
    """
    if not place.is_dir():
        return problem("backup.place_missing", str(place), detail=place)
    folder = second_folder(place, library)
    if os.path.realpath(place) == os.path.realpath(backup.path.parent):
        return problem("backup.place_same", str(place))
    target = folder / backup.path.name
    part = target
    try:
        there = target.exists()
        # The same backup with another key, or none, was left there before the password changed.
        stale = there and head_of(target) != head_of(backup.path)
        if there and not stale and target.stat().st_size == backup.size:
            return Backup(target, backup.at, backup.size)
        folder.mkdir(exist_ok=True)
        target = target if stale else free_name(target)
        part = part_of(target)
        shutil.copyfile(backup.path, part)
        if _digest(part) != _digest(backup.path):
            return problem("backup.differs", str(target), detail="SHA-256")
        (publish if stale else publish_new)(part, target)
    except OSError as error:
        return problem("backup.place_missing", str(place), detail=error)
    finally:
        if part != target:
            discard(part)
    return Backup(target, backup.at, backup.size)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def look_into(path: Path, *, deep: bool = False) -> Preview | Problem:
    """What a library file holds, of any revision this program knows; it is not changed.

    With `deep` every row and index is read first. Problems: those of `opening.examine`.
    """
    if not path.is_file():
        return problem("backup.unknown", str(path), file=path.name)
    revision = examine(path, deep=deep)
    if isinstance(revision, Problem):
        return revision
    try:
        with closing(reader(path)) as database:
            return _preview(database, path, revision)
    except UNREADABLE as error:
        return problem("library.damaged", str(path), detail=error)


def _preview(database: sqlite3.Connection, path: Path, revision: str) -> Preview:
    size = path.stat().st_size
    if not revision:
        return Preview(path, size, revision, 0, (), 0, "", "")
    tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master")}
    away = "(SELECT case_id FROM trash)" if "trash" in tables else "('')"
    query = (
        "SELECT e.name, c.year, (SELECT count(*) FROM datum d WHERE d.case_id = c.id{answers}),"
        ' (SELECT count(*) FROM datum d WHERE d.case_id = c.id{unread}) FROM "case" c'
        " JOIN enterprise e ON e.id = c.enterprise_id WHERE c.id NOT IN {away}"
        " ORDER BY c.opened DESC, e.name, c.year DESC"
    )
    answers = f" AND d.item NOT LIKE '{UNREAD}%' AND d.item NOT LIKE '{SET_ASIDE}%'"
    unread = f" AND d.item LIKE '{UNREAD}%'"
    cases = database.execute(query.format(away=away, answers=answers, unread=unread)).fetchall()
    enterprises = database.execute("SELECT count(*) FROM enterprise").fetchone()[0]
    newest = database.execute("SELECT at, label FROM batch ORDER BY id DESC LIMIT 1").fetchone()
    at, label = newest or ("", "")
    held = tuple(HeldCase(str(name), *map(int, numbers)) for name, *numbers in cases)
    data = sum(one.data for one in held)
    documents = 0
    if "evidence" in tables:
        documents = int(database.execute("SELECT count(*) FROM evidence").fetchone()[0])
    return Preview(
        path, size, revision, int(enterprises), held, data, str(at), str(label), documents
    )
