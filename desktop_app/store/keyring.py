"""The secrets this process was given, by the head of the files they open.

A library, its backups and whatever else is made of it have one head, so that a password asked for
once opens them all. Nothing here is ever written down.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from desktop_app.core.problems import Problem, problem
from desktop_app.store.secret import FORM, Secret, secret_of

Ask = Callable[[Path], Iterable[str]]
"""Asks for the password of a file: gives what is to be tried, one after the other."""


class Keyring:
    """Secrets by head; may be used from any thread."""

    def __init__(self) -> None:
        self._known: dict[bytes, Secret] = {}
        self._refused: dict[bytes, Problem] = {}
        self._ask: Ask | None = None
        self._lock = threading.RLock()

    def ask_with(self, ask: Ask | None) -> None:
        """Where to ask when a file turns up whose secret is unknown; with None nobody is asked."""
        self._ask = ask

    def add(self, secret: Secret) -> None:
        """Keep a secret until the process ends."""
        with self._lock:
            self._known[secret.head] = secret
            self._refused.pop(secret.head, None)

    def clear(self) -> None:
        """Forget all secrets."""
        with self._lock:
            self._known.clear()
            self._refused.clear()

    def knows(self, head: bytes) -> bool:
        """Whether the files of that head can be read without asking."""
        return head in self._known

    def fits(self, head: bytes, words: str) -> bool:
        """Whether a password or recovery key is that of the secret known for a head."""
        known = self._known.get(head)
        found = secret_of(head, words)
        # All of the secret, not the two bytes of the head alone.
        return known is not None and found is not None and known == found

    def secret(self, head: bytes, path: Path) -> Secret | Problem:
        """The secret of a file, asked for if need be.

        Problems: `library.locked`, `library.wrong_password`, `library.newer_encryption`.
        """
        with self._lock:
            known = self._known.get(head) or self._refused.get(head)
            if known is not None:
                return known
            if not head.startswith(FORM):
                return problem("library.newer_encryption", str(path))
            found: Secret | Problem = problem("library.locked", str(path))
            for words in self._ask(path) if self._ask is not None else ():
                found = self.unlock(head, path, words)
                if isinstance(found, Secret):
                    return found
            if self._ask is not None and isinstance(found, Problem):
                self._refused[head] = found
            return found

    def unlock(self, head: bytes, path: Path, words: str) -> Secret | Problem:
        """The secret that a password or recovery key gives, kept from now on."""
        if not head.startswith(FORM):
            return problem("library.newer_encryption", str(path))
        found = secret_of(head, words)
        if found is None:
            return problem("library.wrong_password", str(path))
        self.add(found)
        return found


KEYRING: Final = Keyring()
"""The keyring of this process."""
