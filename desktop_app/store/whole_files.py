"""Files that are there whole or not at all: written aside, synced, and then given their name."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from desktop_app.core.whole_file import PART, sync_folder


def part_of(target: Path) -> Path:
    """Where to write what is to become `target`; what an earlier attempt left there is removed."""
    part = target.with_name(target.name + PART)
    discard(part)
    return part


def publish(part: Path, target: Path) -> None:
    """Give a finished file its name in one step; raises OSError and then leaves `target` alone."""
    sync_file(part)
    part.replace(target)
    sync_folder(target.parent)


def publish_new(part: Path, target: Path) -> None:
    """As `publish`, but raises FileExistsError rather than take the place of another file.

    The name is reserved by an empty file first, so that two programs never choose the same one.
    """
    sync_file(part)
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    try:
        part.replace(target)
    except OSError:
        target.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def sync_file(path: Path) -> None:
    """Bring the content of a file to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def discard(path: Path) -> None:
    """Remove a file of ours with what SQLite put beside it; what cannot be removed stays."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        with contextlib.suppress(OSError):
            Path(f"{path}{suffix}").unlink(missing_ok=True)


def free_name(wanted: Path) -> Path:
    """`wanted`, or the first of `wanted (2)`, `wanted (3)`… that no file has."""
    found, number = wanted, 1
    while found.exists():
        number += 1
        found = wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")
    return found
