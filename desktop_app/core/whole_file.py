"""Writing a file whole or not at all, whenever the disk is full or the process ends.

It is written beside its place under a name nobody reads, brought to the disk, and only then given
its name in one step: until then an older file is as it was.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Final

PART: Final = ".part"
"""What the name of a file ends with while it is being written."""


def write_whole(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write `data` to `path` in place of whatever is there; `private` keeps others from reading.

    Raises:
        OSError: it could not be written; an older file is as it was, and nothing is left beside it.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}{PART}")
    mode = 0o600 if private else 0o666  # what of the latter is given, the user's mask decides
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise
    sync_folder(path.parent)


def sweep(path: Path) -> None:
    """Clear away what a process that ended early had written beside a place."""
    for left in path.parent.glob(f".{path.name}.*{PART}"):
        with contextlib.suppress(OSError):
            left.unlink()


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk; where folders cannot be synced, nothing is done."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
