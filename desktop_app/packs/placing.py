"""Putting files where they are used from: whole or not at all, whenever the process ends."""

from __future__ import annotations

from pathlib import Path

from desktop_app.core.problems import Problem, problem
from desktop_app.core.whole_file import sweep, sync_folder, write_whole


def place(path: Path, data: bytes, *, private: bool = False) -> Problem | None:
    """Write `data` to `path` in place of whatever is there; `private` keeps others from reading.

    What earlier attempts left behind unfinished is cleared away.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep(path)
        write_whole(path, data, private=private)
    except OSError as error:
        return problem("pack_file.cannot_write", path.name, detail=error.strerror or str(error))
    return None


def take_away(path: Path) -> Problem | None:
    """Remove a file; one that is not there is no problem."""
    try:
        path.unlink(missing_ok=True)
        sync_folder(path.parent)
    except OSError as error:
        return problem("pack_file.cannot_write", path.name, detail=error.strerror or str(error))
    return None
