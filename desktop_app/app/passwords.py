"""Passwords of encrypted libraries: where they are asked for, and giving one to a file.

A password is never an argument of a command: those can be read by every user of the machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from desktop_app.core.problems import Problem, problem
from desktop_app.store.driver import head_of
from desktop_app.store.keyring import KEYRING
from desktop_app.store.secret import is_encrypted

VARIABLE: Final = "NEAR_ZERO_PASSWORD"
"""The environment variable that holds the password."""
NEW_VARIABLE: Final = "NEAR_ZERO_NEW_PASSWORD"
"""The environment variable that holds the password to be set."""
_LONGEST: Final = 4096
_TRIES: Final = 3

Prompt = Callable[[Path], str | None]
"""Asks a person for the password of a file; None when there is nobody to ask."""


def read_password(file: Path) -> str | Problem:
    """The first line of a file; `password.unreadable`."""
    try:
        with file.open("rb") as opened:
            text = opened.read(_LONGEST).decode("utf-8-sig")
    except (OSError, ValueError) as error:
        return problem("password.unreadable", str(file), detail=error)
    return next(iter(text.splitlines()), "")


def ask_with(words: str | None, environ: Mapping[str, str], prompt: Prompt) -> None:
    """From now on try `words`, else the environment's, else ask a person up to three times."""

    def ask(path: Path) -> Iterable[str]:
        given = words if words is not None else environ.get(VARIABLE)
        return (given,) if given is not None else _prompted(path)

    def _prompted(path: Path) -> Iterator[str]:
        for _try in range(_TRIES):
            typed = prompt(path)
            if not typed:
                return
            yield typed

    KEYRING.ask_with(ask)


def is_locked(path: Path) -> bool:
    """Whether a file is an encrypted library whose password was not given yet."""
    try:
        head = head_of(path)
    except OSError:
        return False
    return is_encrypted(head) and not KEYRING.knows(head)


def has_password(path: Path) -> bool:
    """Whether a file is an encrypted library."""
    try:
        return is_encrypted(head_of(path))
    except OSError:
        return False


def check(path: Path, words: str) -> Problem | None:
    """Whether these are the words of a library that is open; `library.wrong_password` if not."""
    try:
        head = head_of(path)
    except OSError as error:
        return problem("library.cannot_open", str(path), detail=error)
    fits = KEYRING.fits(head, words)
    return None if fits else problem("library.wrong_password", str(path))


def unlock(path: Path, words: str) -> Problem | None:
    """Give the password or recovery key of a file, whether it is known already or not.

    Problems: `library.wrong_password`, `library.newer_encryption`, `library.cannot_open`.
    """
    try:
        head = head_of(path)
    except OSError as error:
        return problem("library.cannot_open", str(path), detail=error)
    found = KEYRING.unlock(head, path, words)
    return found if isinstance(found, Problem) else None
