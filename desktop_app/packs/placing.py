"""Putting files where they are used from: whole or not at all, whenever the process ends.

A file is written beside its place under a name nobody reads, synced, and renamed over the old one.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Final

from desktop_app.core.problems import Problem, problem

_UNFINISHED: Final = ".new"


def place(path: Path, data: bytes, *, private: bool = False) -> Problem | None:
    """Write `data` to `path` in place of whatever is there; `private` keeps others from reading.

    What earlier attempts left behind unfinished is cleared away.
    """
    fresh = path.with_name(f".{path.name}.{os.getpid()}{_UNFINISHED}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep(path)
        mode = 0o600 if private else 0o644
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
        return problem("pack_file.cannot_write", path.name, detail=error.strerror or str(error))
    return None


def take_away(path: Path) -> Problem | None:
    """Remove a file; one that is not there is no problem."""
    try:
        path.unlink(missing_ok=True)
        _sync_folder(path.parent)
    except OSError as error:
        return problem("pack_file.cannot_write", path.name, detail=error.strerror or str(error))
    return None


def _sweep(path: Path) -> None:
    """Clear away what a process that ended early had written beside a place."""
    for left in path.parent.glob(f".{path.name}.*{_UNFINISHED}"):
        with contextlib.suppress(OSError):
            left.unlink()


def _sync_folder(folder: Path) -> None:
    """Make a rename last through a loss of power; Windows does so by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
