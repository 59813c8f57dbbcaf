"""Wheels of a lock file: fetched for any system with their hashes checked, and unpacked.

A build never uses what happens to be installed: it takes exactly the files the lock pins, for the
system it builds for, whichever system it runs on.
"""

from __future__ import annotations

import shutil
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from installer.steps import BuildError, fetching, run, sha256

PYTHON: Final = "3.11"
"""The Python that is frozen into the program, whatever Python builds it."""

_DATA_ROOTS: Final = frozenset({"purelib", "platlib"})


@dataclass(frozen=True, slots=True)
class Target:
    """A system to fetch wheels for; `platforms` are the tags of wheels that run on it."""

    name: str
    platforms: tuple[str, ...]


# The oldest C library the program is to run on is that of 统信 UOS 20: glibc 2.28.
LINUX: Final = Target(
    "linux",
    (*(f"manylinux_2_{minor}_x86_64" for minor in (28, 27, 24, 17, 5)), "manylinux2014_x86_64"),
)
WINDOWS: Final = Target("windows", ("win_amd64",))


def fetch(lock: Path, target: Target, folder: Path) -> list[Path]:
    """The wheels of a lock for a system, each checked against the hashes of the lock.

    What was fetched for the same lock before is used again without the network.

    Raises:
        BuildError: one cannot be had, or is not what the lock pins.
    """
    note, wanted = folder / "lock", sha256(lock)
    if not (note.is_file() and note.read_text(encoding="ascii") == wanted):
        shutil.rmtree(folder, ignore_errors=True)  # wheels of another lock would go in, too
        folder.mkdir(parents=True)
        with fetching(f"{lock.name} 的软件包（{target.name}）", "pip 的软件源"):
            run(_download(lock, target, folder))
        note.write_text(wanted, encoding="ascii")
    return sorted(folder.glob("*.whl"))


def _download(lock: Path, target: Target, folder: Path) -> list[str]:
    abi = f"cp{PYTHON.replace('.', '')}"
    options = ["--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes"]
    options += ["--no-deps", "--only-binary=:all:", "--implementation", "cp"]
    options += ["--python-version", PYTHON, "--abi", abi, "--abi", "abi3", "--abi", "none"]
    for platform in target.platforms:
        options += ["--platform", platform]
    return [sys.executable, "-m", "pip", "download", *options, "-r", str(lock), "-d", str(folder)]


def unpack(wheels: Sequence[Path], site: Path) -> None:
    """Put wheels into a folder that Python can import from, in place of what was there."""
    shutil.rmtree(site, ignore_errors=True)
    site.mkdir(parents=True)
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as packed:
            for member in packed.infolist():
                place = _place(member.filename)
                if place is not None and not member.is_dir():
                    path = site / place
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(packed.read(member))
                    path.chmod(0o755 if member.external_attr >> 16 & 0o111 else 0o644)


def _place(name: str) -> PurePosixPath | None:
    """Where a member of a wheel belongs in the folder; None for scripts and headers.

    Raises:
        BuildError: the member would land outside the folder.
    """
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise BuildError(f"软件包里有越界的路径：{name}")
    if path.parts and path.parts[0].endswith(".data"):
        kind, rest = path.parts[1], path.parts[2:]
        return PurePosixPath(*rest) if kind in _DATA_ROOTS else None
    return path
