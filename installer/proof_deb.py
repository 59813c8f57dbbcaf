"""The Debian package proved in a fresh root: installed, tried offline and by hand, removed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from installer.disks import disk
from installer.steps import PROGRAM, ROOT, WORK, BuildError, fetching, run, sha256, step, version
from installer.transcript import Transcript

SUITE: Final = "bookworm"
FOLDER: Final = WORK / "proofs" / SUITE
BASE: Final = WORK / "proofs" / f"{SUITE}-base"
DESK: Final = WORK / "proofs" / "desk"
"""Seen under the same name inside the root: what both sides of the virtual screen write."""

SCREENS: Final = Path(tempfile.gettempdir()) / ".X11-unix"
USER: Final = "user"
_PATH: Final = "PATH=/usr/sbin:/usr/bin:/sbin:/bin"
_UTF8: Final = "LC_ALL=C.UTF-8"
_OFFLINE: Final = ("unshare", "--net")
"""A network namespace without interfaces: nothing can be reached from it."""

_TOO_SMALL, _FOR_ONE, _FEW_FILES = "size=40m", "size=250m", "size=800m,nr_inodes=200"
_PATIENCE: Final = 120


def prove_deb(told: Transcript, made: Path) -> None:
    """Take the package through its life.

    Raises:
        BuildError: something is not as it should be.
    """
    _fresh_root()
    told.tell(f"{SUITE} 的全新最小系统；安装包 {made.name}")
    shutil.copy(made, FOLDER / made.name)
    with _mounted():
        _life(told, f"/{made.name}")
    told.tell("没有在统信 UOS、银河麒麟的真机上看过。")


def _life(told: Transcript, package: str) -> None:
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", package]
    told.run("安装", _inside(*install), quiet=True)
    told.run("装好的与包里的一致", _inside("dpkg", "--verify", PROGRAM))
    run(_inside("useradd", "--create-home", USER))
    written = _files()
    told.run("自检（没有网络、普通用户、离屏）", _offline(PROGRAM, "selftest"))
    _wrote_nothing(told, "自检什么也没有留下", written)
    _by_hand(told)
    _wrote_nothing(told, "窗口只写用户的数据文件夹", written)
    told.run("建立用户的企业库", _offline(PROGRAM, "library", "list"))
    library = _data() / "library.nzl"
    with _running_program():
        told.run("程序正在运行时重装：拒绝", _inside("dpkg", "-i", package), expect=1)
        told.run("程序正在运行时卸载：拒绝", _inside("dpkg", "-r", PROGRAM), expect=1)
    before = sha256(library)
    told.run("同一版本再装一次", _inside("dpkg", "-i", package), quiet=True)
    _older(told, package)
    told.run("卸载", _inside("apt-get", "remove", "-y", "-q", PROGRAM), quiet=False)
    told.check("程序没有了", holds=not (FOLDER / "opt" / PROGRAM).exists())
    menu = list((FOLDER / "usr/share/applications").glob("near*"))
    told.check("开始菜单里没有了", holds=not menu)
    _full_disk(told, package)
    told.check("企业库还在，一字不差", holds=sha256(library) == before, seen=library.name)


def _full_disk(told: Transcript, package: str) -> None:
    """Disks that are too small: for the program, for its files, for a second copy beside it."""
    place = FOLDER / "opt"
    with disk(place, _TOO_SMALL):
        told.run("磁盘太小：拒绝", _inside("dpkg", "-i", package), expect=1)
        told.check("什么也没有装", holds=not list(place.iterdir()) and not _installed())
    with disk(place, _FEW_FILES):
        told.run("解到一半写不下去：撤回", _inside("dpkg", "-i", package), expect=1, quiet=True)
        left = [path.name for path in place.rglob("*") if path.is_file()]
        told.check("没有留下半个程序", holds=not left and not _installed(), seen=left[:5])
    with disk(place, _FOR_ONE):
        told.run("装得下一份", _inside("dpkg", "-i", package), quiet=True)
        told.run("再装一次放不下：拒绝", _inside("dpkg", "-i", package), expect=1)
        told.run("原来的程序没有动", _inside("dpkg", "--verify", PROGRAM))
        told.run("并且能用", _offline(PROGRAM, "packs", "check"), quiet=True)
        told.run("卸载", _inside("dpkg", "-r", PROGRAM), quiet=True)


def _installed() -> bool:
    """Whether the package system takes the program for installed."""
    asked = _inside("dpkg-query", "-W", "-f", "${db:Status-Status}", PROGRAM)
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    return done.stdout == "installed"


def _wrote_nothing(told: Transcript, what: str, before: frozenset[tuple[str, int]]) -> None:
    """Check that nothing was written but below the user's data folder.

    What fontconfig keeps is the system's own: every program that shows text brings it about.
    """
    written = sorted(name for name, _time in _files() - before)
    own = (f"{_data()}/", f"{_home()}/.cache/fontconfig/")
    outside = [name for name in written if not name.startswith(own)]
    told.check(what, holds=not outside, seen=outside[:5] or "除了系统的字体缓存")


def _data() -> Path:
    """Where the program keeps what belongs to the user."""
    return _home() / ".local" / "share" / PROGRAM


def _home() -> Path:
    return FOLDER / _account()[5].lstrip("/")


def _by_hand(told: Transcript) -> None:
    """The walk through the program at a virtual screen, on the installed program."""
    walk = ROOT / "tests" / "walkthrough" / "run.py"
    program = ["chroot", str(FOLDER), *_OFFLINE, "setpriv", f"--reuid={_uid()}", "--clear-groups"]
    program += ["env", f"HOME={_account()[5]}", _UTF8, f"/usr/bin/{PROGRAM}"]
    out = WORK / "proofs" / "walkthrough"
    command = [sys.executable, str(walk), "--out", str(out), "--program", *program]
    words = "在虚拟屏幕上用键盘从空的企业库做到 PDF（没有网络）"
    told.run(words, command, environ={"TMPDIR": str(DESK)}, timeout=1200)


def _older(told: Transcript, package: str) -> None:
    """Pretend that a newer version is installed: the package must not take its place."""
    status = FOLDER / "var" / "lib" / "dpkg" / "status"
    text = status.read_text(encoding="utf-8")
    head, name, rest = text.partition(f"Package: {PROGRAM}\n")
    newer = rest.replace(f"Version: {version()}\n", "Version: 99.0\n", 1)
    status.write_text(head + name + newer, encoding="utf-8")
    told.run("旧版本装在新版本上：拒绝", _inside("dpkg", "-i", package), expect=1)
    status.write_text(text, encoding="utf-8")


def _files() -> frozenset[tuple[str, int]]:
    """The files of the root with the time of their change, without the kernel's and the desk's."""
    idle = {FOLDER / name for name in ("proc", "sys", "dev", str(DESK).lstrip("/"))}
    found: set[tuple[str, int]] = set()
    for folder, below, names in os.walk(FOLDER):
        below[:] = [name for name in below if Path(folder, name) not in idle]
        paths = [Path(folder, name) for name in names]
        found |= {(str(one), one.lstat().st_mtime_ns) for one in paths if one.is_file()}
    return frozenset(found)


@contextmanager
def _running_program() -> Iterator[None]:
    """The window of the program, open without a screen."""
    command = _offline("env", "QT_QPA_PLATFORM=offscreen", PROGRAM)
    quiet = subprocess.DEVNULL
    busy = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet)
    until = time.monotonic() + _PATIENCE
    runs = Path(f"/proc/{busy.pid}/exe")
    try:
        # The program takes the place of what starts it: the process stays the same.
        while runs.resolve().name != PROGRAM:
            if busy.poll() is not None or time.monotonic() > until:
                raise BuildError("程序没有打开窗口就结束了。")
            time.sleep(0.1)
        yield
    finally:
        busy.terminate()
        busy.wait(timeout=60)


def _inside(*command: str) -> list[str]:
    settings = [_PATH, _UTF8, "HOME=/root", "DEBIAN_FRONTEND=noninteractive"]
    return ["chroot", str(FOLDER), "env", "-i", *settings, *command]


def _offline(*command: str) -> list[str]:
    """A command of the installed program as a plain user in a network without interfaces."""
    become = ["setpriv", f"--reuid={_uid()}", "--clear-groups", "env", f"HOME={_account()[5]}"]
    return _inside(*_OFFLINE, *become, *command)


def _uid() -> str:
    return _account()[2]


def _account() -> list[str]:
    """The line of the plain user among those who may log in."""
    users = (FOLDER / "etc" / "passwd").read_text(encoding="utf-8").splitlines()
    return next(line.split(":") for line in users if line.startswith(f"{USER}:"))


def _fresh_root() -> None:
    """A root as debootstrap makes it; made once, copied for every proof."""
    if not (BASE / "etc" / "debian_version").exists():
        with step(f"建立全新的 {SUITE}"), fetching("Debian", "Debian 的镜像", "约 100 MB"):
            shutil.rmtree(BASE, ignore_errors=True)
            BASE.mkdir(parents=True)
            run(["debootstrap", "--variant=minbase", SUITE, BASE])
    if str(FOLDER) in Path("/proc/mounts").read_text(encoding="utf-8"):
        raise BuildError(f"{FOLDER} 里还挂着别的文件夹，请先 umount。")
    shutil.rmtree(FOLDER, ignore_errors=True)
    run(["cp", "-a", BASE, FOLDER])
    resolver = Path("/etc/resolv.conf")
    if resolver.exists():
        shutil.copy(resolver, FOLDER / "etc" / "resolv.conf")


@contextmanager
def _mounted() -> Iterator[None]:
    """/proc, the doors of virtual screens, and a folder that both sides write."""
    DESK.mkdir(parents=True, exist_ok=True)
    DESK.chmod(0o1777)
    SCREENS.mkdir(exist_ok=True)
    inside = {one: FOLDER / str(one).lstrip("/") for one in (SCREENS, DESK)}
    proc = FOLDER / "proc"
    mounts = {proc: ["mount", "-t", "proc", "proc", str(proc)]}
    mounts |= {place: ["mount", "--bind", str(one), str(place)] for one, place in inside.items()}
    done: list[Path] = []
    try:
        for place, mount in mounts.items():
            place.mkdir(parents=True, exist_ok=True)
            run(mount)
            done.append(place)
        yield
    finally:
        for place in reversed(done):
            subprocess.run(["umount", str(place)], check=False)
