"""The password of a library: set, changed, taken away, and what can be read without it."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from desktop_app.core.problems import Problem, problem
from desktop_app.store.backups import Backup, backups_of, list_backups, look_into, second_folder
from desktop_app.store.copying import Tell, nobody
from desktop_app.store.driver import PLAIN, LockedError, head_of, secret_for
from desktop_app.store.keyring import KEYRING
from desktop_app.store.recoding import recode
from desktop_app.store.secret import new_secret
from desktop_app.store.whole_files import part_of, publish_new


@dataclass(frozen=True, slots=True)
class OldBackups:
    """Backups that another key opens than the library, or none at all.

    `plain` can be read by anybody; `other` are under an earlier password, or still under one.
    """

    plain: tuple[Backup, ...] = ()
    other: tuple[Backup, ...] = ()

    @property
    def every(self) -> tuple[Backup, ...]:
        """All of them."""
        return (*self.plain, *self.other)


@dataclass(frozen=True, slots=True)
class Recoded:
    """What came of bringing old backups under the password of the library."""

    done: int
    problems: tuple[Problem, ...] = ()


def set_password(library: Path, password: str, tell: Tell = nobody) -> str | Problem:
    """Encrypt a library, or encrypt it anew under another password; returns its recovery key.

    Nobody may have it open. Problems: `password.empty`, `library.missing`, `library.in_use`,
    `library.recoding_failed`, `library.locked`; the library is as it was then.
    """
    if not password:
        return problem("password.empty")
    if not library.is_file():
        return problem("library.missing", str(library))
    made = new_secret(password)
    failed = recode(library, made, tell)
    if failed is not None:
        return failed
    KEYRING.add(made)
    return made.recovery_key


def tried(library: Path) -> Problem | None:
    """Encrypt a library that is given up for it, and read it: what a build needs is there."""
    made = set_password(library, "near-zero")
    if isinstance(made, Problem):
        return made
    found = look_into(library, deep=True)
    return found if isinstance(found, Problem) else None


def remove_password(library: Path, tell: Tell = nobody) -> Problem | None:
    """Decrypt a library; problems as for `set_password`."""
    if not library.is_file():
        return problem("library.missing", str(library))
    return recode(library, None, tell)


def recovery_key(library: Path) -> str | Problem:
    """The recovery key of an encrypted library whose password was given."""
    try:
        found = secret_for(library)
    except LockedError as error:
        return error.problem
    return problem("password.none", str(library)) if found is None else found.recovery_key


def old_backups(library: Path, second: str = "") -> OldBackups:
    """The backups that are not protected as the library is, in both places."""
    try:
        head = head_of(library)
    except OSError:
        return OldBackups()
    plain: list[Backup] = []
    other: list[Backup] = []
    every = [*backups_of(library)]
    if second:
        every += list_backups(second_folder(Path(second), library), library.stem)
    for one in every:
        with contextlib.suppress(OSError):
            found = head_of(one.path)
            if found != head:
                (plain if found == PLAIN else other).append(one)
    return OldBackups(tuple(plain), tuple(other))


def recode_backups(library: Path, second: str = "", tell: Tell = nobody) -> Recoded:
    """Bring old backups under the password of the library, or under none when it has none.

    Those under a password that was not given stay as they are and are told of.
    """
    try:
        wanted = secret_for(library)
    except LockedError as error:
        return Recoded(0, (error.problem,))
    found = old_backups(library, second).every
    done, problems = 0, []
    for number, one in enumerate(found):
        tell(number / len(found))
        failed = recode(one.path, wanted)
        if failed is None:
            done += 1
        else:
            problems.append(failed)
    return Recoded(done, tuple(problems))


def remove_backups(library: Path, second: str = "") -> int:
    """Remove old backups for good; how many are gone."""
    gone = 0
    for one in old_backups(library, second).every:
        with contextlib.suppress(OSError):
            one.path.unlink()
            gone += 1
    return gone


def write_recovery_key(key: str, words: str, target: Path) -> Problem | None:
    """Write a recovery key with some words to a new text file; `password.key_unwritten`."""
    try:
        part = part_of(target)
        part.write_text(f"{words}\n\n{key}\n", encoding="utf-8-sig")
        publish_new(part, target)
    except OSError as error:
        return problem("password.key_unwritten", str(target), detail=error)
    return None
