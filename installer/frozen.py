"""The program frozen for Linux: PyInstaller's folder, trimmed, with its bill of materials.

Frozen in an old Debian (old_root) so that it runs on glibc 2.28, or with the Python of this
machine (`here`), which then needs the C library of this machine.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Final

from installer.contents import copy_project
from installer.icu import LIBRARY, cut
from installer.old_root import PYTHON, OldRoot, old_root
from installer.shared_objects import binaries, needed, prune
from installer.steps import (
    BUILD_LOCK,
    PROGRAM,
    ROOT,
    RUNTIME_LOCK,
    WORK,
    BuildError,
    folder_size,
    module,
    run,
    say,
    step,
)
from installer.trimming import read_rules, trim
from installer.wheels import LINUX, fetch, unpack

INTERNAL: Final = "_internal"
_WITH_SYMBOLS: Final = frozenset({"sqlalchemy", "sqlcipher3"})
INSIDE: Final = "/near-zero-build"
"""Where a build works inside the old system."""

_ASK: Final = (
    "-c",
    "import platform, sqlite3 as s; print(platform.python_version(), s.sqlite_version)",
)
"""Tells the versions of an interpreter and of its SQLite."""

NEWEST_GLIBC: Final = 28
"""The C library of 统信 UOS 20 and 银河麒麟 V10, on which the program must run: glibc 2.28."""

SPEC: Final = "installer/linux/near-zero.spec"


def freeze(*, here: bool = False, mirror: str = "") -> Path:
    """The folder of the frozen program; `mirror` is where the old Debian is taken from.

    Raises:
        BuildError: something it needs is missing, or a step failed.
    """
    folder = WORK / "linux"
    site, tools = folder / "site", folder / "tools"
    with step("取软件包并核对哈希"):
        unpack(fetch(RUNTIME_LOCK, LINUX, folder / "wheels"), site)
        unpack(fetch(BUILD_LOCK, LINUX, folder / "tool-wheels"), tools)
    root = None if here else old_root(mirror)
    frozen = _freeze_here(folder) if root is None else _freeze_in_old_root(folder, root)
    with step("裁剪"):
        for one in trim(frozen / INTERNAL, read_rules()):
            if one.files:
                say(f"   {one.size / 1e6:6.1f} MB  {one.rule.why}")
        gone = prune(frozen / INTERNAL)
        say(f"   {sum(gone.values()) / 1e6:6.1f} MB  剩下的谁也不用的库（{len(gone)} 个）")
        _strip(frozen)
        if root is not None:
            _cut_icu(frozen, root)
    with step("材料清单和许可证"):
        database = (Path("/") if root is None else root.folder) / "var" / "lib" / "dpkg"
        versions = (
            run([sys.executable, *_ASK]) if root is None else root.run(PYTHON, *_ASK)
        ).split()
        told = module("installer.bill", frozen / INTERNAL, "linux", *versions, database, site=tools)
        say(f"   {told.strip()}")
    glibc, glibcxx = needed(frozen, "GLIBC_2."), needed(frozen, "GLIBCXX_3.4.")
    size = folder_size(frozen) / 1e6
    say(f"   {size:.0f} MB，需要 glibc 2.{glibc}、libstdc++ 的 GLIBCXX_3.4.{glibcxx}")
    if root is not None and glibc > NEWEST_GLIBC:
        raise BuildError(f"有的库要 glibc 2.{glibc}，应当在 2.{NEWEST_GLIBC} 上就能运行。")
    return frozen


def _command(python: str, out: str, work: str, spec: str) -> list[str]:
    options = ["--noconfirm", "--clean", "--log-level", "WARN"]
    return [python, "-m", "PyInstaller", *options, "--distpath", out, "--workpath", work, spec]


def _freeze_here(folder: Path) -> Path:
    """Freeze with the Python that runs this."""
    with step("冻结（用本机的 Python）"):
        search = ":".join(str(one) for one in (ROOT, folder / "site", folder / "tools"))
        out, work = folder / "frozen", folder / "pyinstaller"
        command = _command(sys.executable, str(out), str(work), str(ROOT / SPEC))
        run(command, environ={"PYTHONPATH": search})
    return folder / "frozen" / PROGRAM


def _freeze_in_old_root(folder: Path, root: OldRoot) -> Path:
    """Freeze in the old Debian, from a copy of the project without what was made in it."""
    with step("冻结（在旧系统里）"):
        source = folder / "source"
        copy_project(source)
        for name, path in (("source", source), ("site", folder / "site")):
            root.take(path, f"{INSIDE}/{name}")
        root.take(folder / "tools", f"{INSIDE}/tools")
        places = [f"{INSIDE}/{name}" for name in ("frozen", "pyinstaller", f"source/{SPEC}")]
        command = _command(PYTHON, *places)
        search = ":".join(f"{INSIDE}/{name}" for name in ("source", "site", "tools"))
        root.run(
            *command,
            environ=[f"PYTHONPATH={search}", "SOURCE_DATE_EPOCH=1", "QT_QPA_PLATFORM=offscreen"],
        )
        frozen = folder / "frozen" / PROGRAM
        shutil.rmtree(frozen, ignore_errors=True)
        shutil.copytree(
            root.folder / INSIDE.lstrip("/") / "frozen" / PROGRAM, frozen, symlinks=True
        )
    return frozen


def _cut_icu(frozen: Path, root: OldRoot) -> None:
    """Cut the language data down with the tools of the old system."""
    [library] = (frozen / INTERNAL).glob(LIBRARY)
    before = library.stat().st_size
    cut(library, root, f"{INSIDE}/icu")
    say(f"   {(before - library.stat().st_size) / 1e6:6.1f} MB  ICU 里中文、英文以外的语言数据")


def _strip(frozen: Path) -> None:
    """Take debugging symbols out where they were left in; Qt and most wheels come without."""
    for path in binaries(frozen / INTERNAL):
        inside = path.relative_to(frozen / INTERNAL).parts
        if "lib-dynload" in inside or inside[0] in _WITH_SYMBOLS or "libpython" in path.name:
            run(["strip", "--strip-unneeded", path])
