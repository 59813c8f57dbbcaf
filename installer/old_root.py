"""A Debian 11 in a folder, with a CPython of our own: what is frozen there runs on glibc 2.28.

Needs root and debootstrap. Made once, in some ten minutes; kept in out/build until it is deleted.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from installer.steps import ROOT, WORK, fetching, run, step

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


def old_root(mirror: str = "") -> OldRoot:
    """The old system, made when it is not there yet or what it is made from has changed.

    Args:
        mirror: the address of Debian's archive; by default the one debootstrap knows.

    Raises:
        BuildError: a step failed.
    """
    root = OldRoot(ROOT_FOLDER)
    based, done = (ROOT_FOLDER / f"near-zero-{name}" for name in ("based", "ready"))
    if not _says(based, _PACKAGES):
        _bootstrap(root, mirror)
        based.write_text(_PACKAGES, encoding="utf-8")
    script = SCRIPT.read_text(encoding="utf-8")
    if not _says(done, script):
        with step("编译 SQLite 和 Python（glibc 2.28 即可运行）"):
            shutil.copy(SCRIPT, ROOT_FOLDER / "src" / SCRIPT.name)
            with fetching("SQLite 和 Python 的源代码", _named(mirror), "约 30 MB"):
                root.run("sh", f"/src/{SCRIPT.name}", "fetch")
            root.run("sh", f"/src/{SCRIPT.name}", "build")
        done.write_text(script, encoding="utf-8")
    return root


def _says(note: Path, text: str) -> bool:
    """Whether a step noted that it ended well with this as its prescription."""
    return note.is_file() and note.read_text(encoding="utf-8") == text


def _bootstrap(root: OldRoot, mirror: str) -> None:
    with (
        step(f"建立 Debian {SUITE} 根目录"),
        fetching("Debian 和编译器", _named(mirror), "约 250 MB"),
    ):
        shutil.rmtree(root.folder, ignore_errors=True)
        root.folder.mkdir(parents=True)
        asked = [mirror] if mirror else []
        run(["debootstrap", "--variant=minbase", SUITE, root.folder, *asked])
        lists = root.folder / "etc" / "apt" / "sources.list"
        _kind, used, *_suites = lists.read_text(encoding="utf-8").split()
        text = _sources("deb", SUITE, used) + _sources("deb-src", SOURCES, used)
        lists.write_text(text, encoding="utf-8")
        (root.folder / "src").mkdir(exist_ok=True)
        root.run("apt-get", "update", "-q")
        quiet = "DEBIAN_FRONTEND=noninteractive"
        words = ["apt-get", "install", "-y", "--no-install-recommends", *_PACKAGES.split()]
        root.run(*words, environ=[quiet])


def _named(mirror: str) -> str:
    return mirror or "Debian 的镜像"


def _sources(kind: str, suite: str, mirror: str) -> str:
    """The lines of apt for a release of Debian with its security updates."""
    security = mirror.rstrip("/").removesuffix("/debian") + "/debian-security"
    return f"{kind} {mirror} {suite} main\n{kind} {security} {suite}-security main\n"
