"""Taking out of a frozen program what it does not need, by the rules of installer/trim.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

RULES: Final = Path(__file__).with_name("trim.toml")


@dataclass(frozen=True, slots=True)
class Rule:
    """What is dropped, what of it stays after all, and why."""

    paths: tuple[str, ...]
    keep: tuple[str, ...]
    why: str

    def drops(self, path: str) -> bool:
        """Whether a path below the folder of the libraries goes."""
        return _any(path, self.paths) and not _any(path, self.keep)


@dataclass(frozen=True, slots=True)
class Trimmed:
    """What one rule took out of a program: how many files, how many bytes."""

    rule: Rule
    files: int
    size: int


def read_rules(path: Path = RULES) -> tuple[Rule, ...]:
    """The rules of a file."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        Rule(tuple(one["paths"]), tuple(one.get("keep", ())), one["why"]) for one in raw["drop"]
    )


def trim(folder: Path, rules: Sequence[Rule]) -> list[Trimmed]:
    """Delete what the rules drop below a folder, and the folders that are empty then."""
    told = []
    for rule in rules:
        gone = [path for path in _files(folder) if rule.drops(path.relative_to(folder).as_posix())]
        size = sum(path.lstat().st_size for path in gone)
        for path in gone:
            path.unlink()
        told.append(Trimmed(rule, len(gone), size))
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink() and not any(path.iterdir()):
            path.rmdir()
    return told


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_symlink() or path.is_file()]


def _any(path: str, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(path, pattern) for pattern in patterns)
