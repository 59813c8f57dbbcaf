"""Disks for the proofs: small ones that fill up, and one that is write-protected."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from installer.steps import run


@contextmanager
def disk(place: Path, limits: str) -> Iterator[Path]:
    """An empty disk at a folder, gone with all that is on it afterwards.

    `limits` are options of tmpfs: size in bytes, nr_inodes for the number of files.
    """
    place.mkdir(parents=True, exist_ok=True)
    run(["mount", "-t", "tmpfs", "-o", limits, "tmpfs", place])
    try:
        yield place
    finally:
        # Lazily: a program that was stopped a moment ago may still be leaving it.
        run(["umount", "--lazy", place])


def protect(place: Path) -> None:
    """Make a disk read-only from now on."""
    run(["mount", "-o", "remount,ro", place])
