"""A portable copy of the program: a folder that keeps settings and library in itself.

Only a built program can be copied. The copy is made under another name and gets its own when it is
whole; without a library of its own it starts empty, as a freshly installed program does.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from desktop_app.app.paths import MARKER, PORTABLE_DATA, Paths
from desktop_app.app.receiving import size_text
from desktop_app.core.problems import Problem, problem
from desktop_app.core.whole_file import PART

FOLDER: Final = "双近零企业自评便携版"
"""What a copy is called unless somebody names it otherwise."""

Go = Callable[[float, str], object]
"""Told how much is copied, from 0 to 1, and what is copied now; raises to stop."""


def make_portable(
    paths: Paths, target: Path, go: Go = lambda _share, _name: None
) -> Path | Problem:
    """Copy the running program to a new folder and make it portable.

    Returns:
        The folder, or the problem: `portable.not_built`, `portable.in_use`, `portable.inside`,
        `portable.cannot_write`; then nothing is left of the copy.
    """
    if not paths.is_built:
        return problem("portable.not_built", str(target))
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        return problem("portable.in_use", str(target))
    program = paths.program.resolve()
    if target.resolve().is_relative_to(program):
        return problem("portable.inside", str(target))
    part = target.with_name(target.name + PART)
    files = _files(paths, program)
    size = sum(path.stat().st_size for path in files)
    try:
        shutil.rmtree(part, ignore_errors=True)
        _copy(program, part, files, size, go)
        (part / PORTABLE_DATA).mkdir()
        (part / MARKER).write_bytes(b"")
        if target.exists():
            target.rmdir()
        part.replace(target)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        detail = error.strerror or str(error)
        return problem("portable.cannot_write", str(target), detail=detail, size=size_text(size))
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return target


def standing(paths: Paths) -> Problem | None:
    """What a user of a portable program should know: that its disk cannot be written."""
    if not paths.is_portable or (os.access(paths.program, os.W_OK) and _can_write(paths)):
        return None
    return problem("portable.read_only", str(paths.program))


def _can_write(paths: Paths) -> bool:
    """Whether a file can be made where the data go: a write-protected stick says so only then."""
    trial = paths.program / f".{MARKER}{PART}"
    try:
        trial.write_bytes(b"")
        trial.unlink()
    except OSError:
        return False
    return True


def _files(paths: Paths, program: Path) -> list[Path]:
    """The files of the program, without the data of a program that is portable itself."""
    data = program / paths.portable_data.name
    every = (path for path in program.rglob("*") if not path.is_relative_to(data))
    return [path for path in every if path.is_file()]


def _copy(program: Path, part: Path, files: list[Path], size: int, go: Go) -> None:
    done = 0
    for path in files:
        place = part / path.relative_to(program)
        go(done / max(size, 1), path.name)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, place)
        place.chmod(place.stat().st_mode | 0o200)  # what was read-only must be removable
        done += path.stat().st_size
    go(1.0, "")
