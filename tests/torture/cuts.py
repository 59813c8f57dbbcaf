"""Cutting short a migration or a backup at chosen steps, and what must hold every time.

After each cut the library is the old one or the new one, whole; a backup is whole or not there.
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Final

from desktop_app.app.backups import back_up
from desktop_app.core.problems import Problem
from desktop_app.store.backups import backups_of, look_into
from desktop_app.store.library import Library
from desktop_app.store.reading import read_contents
from desktop_app.store.schema import HEAD
from tests.torture.cut import KILLED

ROOT: Final = Path(__file__).resolve().parents[2]
OLD: Final = ROOT / "tests" / "data" / "libraries"


_ENDGAME: Final = 12


def cut(step: int, job: str, path: Path) -> int:
    """Do a job up to a step; 0 when it was cut there, else how many steps it has."""
    command = [sys.executable, "-m", "tests.torture.cut", str(step), job, str(path)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    if ended.returncode == KILLED:
        return 0
    assert ended.returncode == 0, ended.stderr
    return int(ended.stdout)


class Cuts:
    """Migrations of an old library, or backups, cut short again and again in one folder."""

    def __init__(self, folder: Path, seed: int, revision: str = "0001") -> None:
        self._folder = folder
        self._old = OLD / f"{revision}.nzl"
        self._choice = Random(seed)
        self.migrating = cut(sys.maxsize, "migrate", self._fresh())
        self.backing_up = cut(sys.maxsize, "backup", self._made())

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
        path = self._fresh()
        held = read_contents(path)
        assert cut(step or self._step(self.migrating), "migrate", path) == 0
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
        path = self._made()
        before = path.read_bytes()
        assert cut(step or self._step(self.backing_up), "backup", path) == 0
        assert path.read_bytes() == before
        found = [one for one in backups_of(path) if not one.revision]
        for one in found:
            assert not isinstance(look_into(one.path, deep=True), Problem)
        done = back_up(path, always=True)
        assert done.made is not None
        return len(found)


def _rows(path: Path, names: object) -> dict[str, int]:
    assert isinstance(names, dict)
    with closing(sqlite3.connect(path)) as raw:
        return {name: raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}
