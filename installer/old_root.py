"""A Debian 11 in a folder, with a CPython of our own: what is frozen there runs on glibc 2.28.

Needs root and debootstrap. Made once, in some ten minutes; kept in out/build until it is deleted.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from installer.steps import ROOT, WORK, BuildError, run, sha256, step

SUITE: Final = "bullseye"
ROOT_FOLDER: Final = WORK / SUITE
SOURCES: Final = "bookworm"
"""Whose sources of CPython and SQLite are compiled: those the project is developed with."""

PYTHON: Final = "/opt/python/bin/python3.11"
SCRIPT: Final = ROOT / "installer" / "linux" / "interpreter.sh"

# A compiler and what CPython is built with; then what Qt's plugins are linked with, to go along.
_PACKAGES: Final = (
    "ca-certificates build-essential dpkg-dev xz-utils file tcl pkg-config libssl-dev libffi-dev "
    "zlib1g-dev icu-devtools libexpat1-dev libbz2-dev liblzma-dev uuid-dev "
    "libgl1 libegl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon0 libbrotli1 libx11-6 "
    "libx11-xcb1 libxcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 "
    "libxcb-render0 libxcb-render-util0 libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-util1 "
    "libxcb-xfixes0 libxcb-xkb1 libxkbcommon-x11-0 libwayland-cursor0 libwayland-egl1"
)


@dataclass(frozen=True, slots=True)
class OldRoot:
    """The folder of the old system."""

    folder: Path

    def run(self, *command: str, environ: Sequence[str] = ()) -> str:
        """Run a program of the old system inside it."""
        settings = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8", "HOME=/root", *environ]
        return run(["chroot", self.folder, "env", "-i", *settings, *command])

    def take(self, source: Path, place: str) -> Path:
        """Copy a folder in, in place of what was there."""
        target = self.folder / place.lstrip("/")
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source, target, symlinks=True)
        return target


def possible() -> bool:
    """Whether this machine and this user can make and enter one."""
    return os.name == "posix" and os.geteuid() == 0 and shutil.which("debootstrap") is not None


def old_root() -> OldRoot:
    """The old system, made when it is not there yet or its script has changed.

    Raises:
        BuildError: not root, no debootstrap, or a step failed.
    """
    if not possible():
        raise BuildError(
            "在旧系统里构建要 root 用户和 debootstrap（apt-get install debootstrap）。"
            "只想在本机试用，可加 --here，用本机的 Python 冻结。"
        )
    root = OldRoot(ROOT_FOLDER)
    done = ROOT_FOLDER / "near-zero-ready"
    wanted = sha256(SCRIPT)
    if done.exists() and done.read_text(encoding="utf-8") == wanted:
        return root
    if not (ROOT_FOLDER / "usr" / "bin" / "dpkg-source").exists():
        _bootstrap(root)
    with step("编译 SQLite 和 Python（glibc 2.28 即可运行）"):
        shutil.copy(SCRIPT, ROOT_FOLDER / "src" / "interpreter.sh")
        root.run("sh", "/src/interpreter.sh")
    done.write_text(wanted, encoding="utf-8")
    return root


def _bootstrap(root: OldRoot) -> None:
    with step(f"建立 Debian {SUITE} 根目录（约一分钟）"):
        shutil.rmtree(root.folder, ignore_errors=True)
        root.folder.mkdir(parents=True)
        run(["debootstrap", "--variant=minbase", SUITE, root.folder])
        sources = root.folder / "etc" / "apt" / "sources.list"
        binary = sources.read_text(encoding="utf-8").strip()
        source = binary.replace("deb ", "deb-src ", 1).replace(SUITE, SOURCES)
        sources.write_text(f"{binary}\n{source}\n", encoding="utf-8")
        (root.folder / "src").mkdir(exist_ok=True)
        root.run("apt-get", "update", "-q")
        quiet = "DEBIAN_FRONTEND=noninteractive"
        words = ["apt-get", "install", "-y", "--no-install-recommends", *_PACKAGES.split()]
        root.run(*words, environ=[quiet])
