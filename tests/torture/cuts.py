"""Cutting short a migration or a backup at chosen steps, and what must hold every time.

After each cut the library is the old one or the new one, whole; a backup is whole or not there.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import closing
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Final

from desktop_app.app.backups import back_up
from desktop_app.core.problems import Problem
from desktop_app.store.backups import backups_of, look_into
from desktop_app.store.driver import PLAIN, connect, head_of
from desktop_app.store.keyring import KEYRING
from desktop_app.store.library import Library
from desktop_app.store.reading import read_contents
from desktop_app.store.recoding import recode
from desktop_app.store.schema import HEAD
from desktop_app.store.secret import Secret
from tests.torture.cut import HEAD_VARIABLE, KILLED
from tests.torture.kills import environ_of

ROOT: Final = Path(__file__).resolve().parents[2]
OLD: Final = ROOT / "tests" / "data" / "libraries"


_ENDGAME: Final = 12


def cut(step: int, job: str, path: Path, secret: Secret | None = None) -> int:
    """Do a job up to a step; 0 when it was cut there, else how many steps it has."""
    command = [sys.executable, "-m", "tests.torture.cut", str(step), job, str(path)]
    environ = environ_of(secret)
    if secret is not None:
        environ[HEAD_VARIABLE] = secret.head.hex()
    ended = subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, encoding="utf-8", check=False
    )
    if ended.returncode == KILLED:
        return 0
    assert ended.returncode == 0, ended.stderr
    return int(ended.stdout)


class Cuts:
    """Migrations of an old library, or backups, cut short again and again in one folder.

    With a secret the library is encrypted.
    """

    def __init__(
        self, folder: Path, seed: int, revision: str = "0001", secret: Secret | None = None
    ) -> None:
        self._folder, self._secret = folder, secret
        self._old = OLD / f"{revision}.nzl"
        self._choice = Random(seed)
        if secret is not None:
            folder.parent.mkdir(parents=True, exist_ok=True)
            self._old = folder.with_name(f"{revision} 加密.nzl")
            shutil.copyfile(OLD / f"{revision}.nzl", self._old)
            KEYRING.add(secret)
            failed = recode(self._old, secret)
            assert failed is None, failed

    @cached_property
    def migrating(self) -> int:
        """How many steps a migration has."""
        return cut(sys.maxsize, "migrate", self._fresh(), self._secret)

    @cached_property
    def backing_up(self) -> int:
        """How many steps a backup has."""
        return cut(sys.maxsize, "backup", self._made(), self._secret)

    def _step(self, last: int) -> int:
        """Some step; every other time one of the last, where files change their names."""
        first = 1 if self._choice.random() < 0.5 else max(1, last - _ENDGAME)
        return self._choice.randint(first, last)

    def _fresh(self) -> Path:
        """The old library in an otherwise empty folder."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        path = self._folder / "旧 library.nzl"
        shutil.copyfile(self._old, path)
        return path

    def _made(self) -> Path:
        """A library of the newest revision, closed."""
        path = self._fresh()
        library = Library.open(path)
        assert isinstance(library, Library)
        library.close()
        return path

    def cut_migration(self, step: int = 0) -> str:
        """Cut a migration; returns the revision the library then had, which opens either way."""
        step = step or self._step(self.migrating)
        path = self._fresh()
        held = read_contents(path)
        assert cut(step, "migrate", path, self._secret) == 0
        found = look_into(path, deep=True)
        assert not isinstance(found, Problem), found
        assert found.revision in (held.revision, HEAD)
        assert _rows(path, held.rows) == held.rows
        library = Library.open(path)
        assert isinstance(library, Library), library
        library.close()
        assert _rows(path, held.rows) == held.rows
        kept = [one for one in backups_of(path) if one.revision == held.revision]
        assert kept
        assert read_contents(kept[0].path) == held
        assert {one.name for one in self._folder.iterdir()} == {path.name, f"{path.stem}-backups"}
        return found.revision

    def cut_backup(self, step: int = 0) -> int:
        """Cut a backup; returns how many there then are, all of them whole."""
        step = step or self._step(self.backing_up)
        path = self._made()
        before = path.read_bytes()
        assert cut(step, "backup", path, self._secret) == 0
        assert path.read_bytes() == before
        found = [one for one in backups_of(path) if not one.revision]
        for one in found:
            assert not isinstance(look_into(one.path, deep=True), Problem)
        done = back_up(path, always=True)
        assert done.made is not None
        return len(found)


class RecodingCuts:
    """Encrypting a library and decrypting it, cut short again and again in one folder."""

    def __init__(self, folder: Path, seed: int, secret: Secret) -> None:
        self._folder, self._secret = folder, secret
        self._choice = Random(seed)
        folder.parent.mkdir(parents=True, exist_ok=True)
        self._sound = folder.with_name("完好 library.nzl")
        shutil.copyfile(OLD / "0001.nzl", self._sound)
        library = Library.open(self._sound)
        assert isinstance(library, Library), library
        library.close()
        self._steps: dict[str, int] = {}

    def steps(self, job: str) -> int:
        """How many steps a job has."""
        if job not in self._steps:
            self._steps[job] = cut(sys.maxsize, job, self._fresh(job), self._secret)
        return self._steps[job]

    def _fresh(self, job: str) -> Path:
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        path = self._folder / "口令 library.nzl"
        shutil.copyfile(self._sound, path)
        KEYRING.add(self._secret)
        if job == "decrypt":
            failed = recode(path, self._secret)
            assert failed is None, failed
        return path

    def cut_short(self, job: str, step: int = 0) -> bool:
        """Cut it; returns whether the library then was encrypted. It opens either way."""
        last = self.steps(job)
        path = self._fresh(job)
        held = read_contents(path)
        first = 1 if self._choice.random() < 0.5 else max(1, last - _ENDGAME)
        assert cut(step or self._choice.randint(first, last), job, path, self._secret) == 0
        encrypted = head_of(path) == self._secret.head
        assert encrypted or head_of(path) == PLAIN
        library = Library.open(path)
        assert isinstance(library, Library), library
        library.close()
        assert {one.name for one in self._folder.iterdir()} == {path.name}
        assert read_contents(path) == held
        return encrypted


def _rows(path: Path, names: object) -> dict[str, int]:
    assert isinstance(names, dict)
    with closing(connect(path)) as raw:
        return {name: raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}
