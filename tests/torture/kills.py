"""Killing a writing process at random instants, and what must hold every time it died.

A kill ends the process, not the machine: what the operating system had taken is still written.
Losing power is beyond this test; that every commit is synced to the disk is tested elsewhere.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

from desktop_app.app.passwords import VARIABLE
from desktop_app.store.driver import connect
from desktop_app.store.keyring import KEYRING
from desktop_app.store.library import Library
from desktop_app.store.migrating import make_library
from desktop_app.store.secret import Secret
from tests.torture.script import Expected

ROOT: Final = Path(__file__).resolve().parents[2]
EARLY_SHARE: Final = 0.2
EARLY_SECONDS: Final = 1.2
MOST_EDITS: Final = 60


def environ_of(secret: Secret | None) -> dict[str, str]:
    """The environment of a process that is to open the files of a secret; this one is, too."""
    if secret is None:
        return dict(os.environ)
    KEYRING.add(secret)
    return {**os.environ, VARIABLE: secret.recovery_key}


@dataclass(frozen=True, slots=True)
class Death:
    """One killed process: how many edits it acknowledged in all, and how many are on disk."""

    acknowledged: int
    stored: int


class Torment:
    """One library whose writers keep being killed; with a secret it is encrypted."""

    def __init__(self, path: Path, seed: int, secret: Secret | None = None) -> None:
        self.path = path
        self._environ = environ_of(secret)
        if secret is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            make_library(path, secret)
        self._choice = Random(seed)
        self._expected = Expected()
        self._acknowledged = 0

    def kill_once(self) -> Death:
        """Start a writer, kill it somewhere, and check the library.

        Raises:
            AssertionError: an acknowledged edit is gone, an edit is there by halves, or the file
                is not sound.
        """
        self._acknowledged = max(self._acknowledged, self._last_acknowledged() + 1)
        stored = self._check()
        death = Death(self._acknowledged, stored)
        self._acknowledged = stored
        return death

    def _last_acknowledged(self) -> int:
        """Let a writer run and kill it: while it opens, or amid its edits. -1: it made none."""
        command = [sys.executable, "-m", "tests.torture.writer", str(self.path)]
        with subprocess.Popen(
            command,
            cwd=ROOT,
            env=self._environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        ) as writer:
            assert writer.stdout is not None
            assert writer.stderr is not None
            lines = []
            if self._choice.random() < EARLY_SHARE:
                time.sleep(self._choice.uniform(0, EARLY_SECONDS))
            else:
                lines = [
                    writer.stdout.readline() for _ in range(self._choice.randint(1, MOST_EDITS))
                ]
                time.sleep(self._choice.uniform(0, 0.01))
            ended = writer.poll()
            writer.kill()
            lines += writer.stdout.readlines()
            assert ended is None, writer.stderr.read()
        whole = [line for line in lines if line.endswith("\n")]
        return int(whole[-1].split()[1]) if whole else -1

    def _check(self) -> int:
        """The number of edits on disk, when all is as it should be."""
        library = Library.open(self.path)
        assert isinstance(library, Library), library
        with closing(connect(self.path)) as raw:
            assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        cases = library.cases()
        stored = library.stacks(cases[0].id).edits if cases else 0
        assert self._acknowledged <= stored <= self._acknowledged + 1
        wanted = self._expected.advance(stored)
        data = library.load(cases[0].id).data if cases else {}
        library.close()
        assert {key: datum.value for key, datum in data.items()} == wanted
        return stored
