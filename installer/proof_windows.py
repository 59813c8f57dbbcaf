"""The Windows installer proved under Wine: installed, tried, upgraded, refused, removed.

Wine is not Windows: no window is drawn by its own system plug-in here, no installer page is seen,
no shortcut is clicked. What is shown is that files, registry and program do what they should.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from installer.steps import DIST, PROGRAM, WORK, BuildError, run, sha256, version
from installer.transcript import Transcript

PREFIX: Final = WORK / "proofs" / "wine"
ODD: Final = r"C:\我的 程序\near zero"
NEWER, FULL, RUNNING = 3, 4, 5
_KEY: Final = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\near-zero"
_WAIT: Final = 90
_SMALL: Final = "60m"

_ENVIRON: Final = {
    "WINEPREFIX": str(PREFIX),
    "WINEARCH": "win64",
    "WINEDEBUG": "-all",
    "WINEDLLOVERRIDES": "mscoree=;mshtml=;winedbg.exe=d",
    "LC_ALL": "C.UTF-8",
}


def prove_windows(told: Transcript) -> None:
    """Take the installer in out/dist through its life.

    Raises:
        BuildError: Wine or the installer is missing, or something is not as it should be.
    """
    made = DIST / f"{PROGRAM}-{version()}-windows-x64-setup.exe"
    if not made.exists():
        raise BuildError("还没有安装程序，请先运行：python3 dev.py build windows")
    if shutil.which("wine") is None:
        raise BuildError("缺少 Wine（apt-get install wine wine64）。")
    shutil.rmtree(PREFIX, ignore_errors=True)
    PREFIX.mkdir(parents=True)
    # Before its version it may say that it lacks the 32-bit half, which nothing here needs.
    wine = run(["wine", "--version"]).strip().splitlines()[-1]
    told.tell(f"{wine}；安装程序 {made.name}")
    run(["wine", "wineboot", "-i"], environ=_ENVIRON, timeout=300)
    shutil.copy(made, PREFIX / "drive_c" / "setup.exe")
    try:
        _life(told)
    finally:
        subprocess.run(
            ["wineserver", "-k"], env={**os.environ, **_ENVIRON}, check=False, capture_output=True
        )
    told.tell("没有在真正的 Windows 上看过：界面绘制、输入法、打印、安装页面、杀毒软件、签名提示。")


def _life(told: Transcript) -> None:
    place = _path(ODD)
    _install(told, "静默安装到带中文和空格的路径", ODD)
    told.check("程序在那里", holds=(place / "program" / "near-zero.exe").is_file())
    told.check("登记的版本", holds=version() in _registry("DisplayVersion"), seen=version())
    menu = sorted(path.name for path in PREFIX.rglob("*.lnk"))
    told.check("开始菜单有入口", holds=any("双近零" in name for name in menu), seen=menu)
    opens = _query(r"HKCU\Software\Classes\near-zero.library\shell\open\command")
    told.check("双击 .nzl 由它打开", holds="near-zero.exe" in opens)
    library = _library(told, place)
    before = sha256(library)

    with _running_program(place):
        _install(told, "程序正在运行时安装：拒绝", ODD, expect=RUNNING)
        told.check("原来的程序没有动", holds=(place / "program" / "near-zero.exe").is_file())

    (place / "program" / "only-in-the-old.txt").write_text("old", encoding="utf-8")
    _register("0.0.9")
    _install(told, "就地升级（登记为 0.0.9 的旧版本）", ODD)
    told.check("旧文件已换掉", holds=not (place / "program" / "only-in-the-old.txt").exists())
    _install(told, "同一版本再装一次", ODD)
    _register("9.9.9")
    _install(told, "旧版本装在新版本上：拒绝", ODD, expect=NEWER)
    _register(version())
    _full_disk(told)

    told.run(
        "自检（离屏）", _wine(place / "program" / "near-zero-cli.exe", "selftest"), environ=_ENVIRON
    )
    told.run("卸载", _wine(place / "卸载.exe", "/S"), environ=_ENVIRON)
    told.check("程序文件夹没有了", holds=_gone(place), seen=place.name)
    told.check("登记没有了", holds=not _registry("DisplayVersion"))
    told.check("企业库还在，一字不差", holds=sha256(library) == before, seen=library.name)


def _install(told: Transcript, what: str, place: str, expect: int = 0) -> None:
    # NSIS wants its folder last and unquoted, even with spaces: cmd passes it on as it stands.
    command = ["wine", "cmd", "/c", rf"C:\setup.exe /S /D={place}"]
    told.run(what, command, expect=expect, environ=_ENVIRON)


def _library(told: Transcript, place: Path) -> Path:
    """A library where the program keeps it, with the example in it."""
    data = PREFIX / "drive_c" / "users" / os.environ.get("USER", "root") / "AppData" / "Local"
    folder = data / PROGRAM
    cli = _wine(place / "program" / "near-zero-cli.exe", "library", "list")
    told.run("命令行能用，企业库建在用户的数据文件夹", cli, environ=_ENVIRON, quiet=True)
    found = next((path for path in PREFIX.rglob("library.nzl")), folder / "library.nzl")
    if not found.exists():
        found.parent.mkdir(parents=True, exist_ok=True)
        found.write_bytes(b"a library of this user")
    return found


@contextmanager
def _running_program(place: Path) -> Iterator[None]:
    """The program at work, as it is while a window is open."""
    command = _wine(place / "program" / "near-zero-cli.exe", "selftest")
    quiet = subprocess.DEVNULL
    busy = subprocess.Popen(
        command, env={**os.environ, **_ENVIRON}, stdin=quiet, stdout=quiet, stderr=quiet
    )
    time.sleep(8)
    try:
        yield
    finally:
        busy.wait(timeout=900)


def _full_disk(told: Transcript) -> None:
    """Install to a disk that is too small: what is there stays as it is."""
    disk = PREFIX / "drive_c" / "满盘"
    disk.mkdir()
    run(["mount", "-t", "tmpfs", "-o", f"size={_SMALL}", "tmpfs", disk])
    try:
        old = disk / "near-zero" / "program"
        old.mkdir(parents=True)
        (old / "near-zero.exe").write_bytes(b"the old program")
        _install(told, "磁盘已满：拒绝", r"C:\满盘\near-zero", expect=FULL)
        told.check(
            "原来的程序没有动", holds=(old / "near-zero.exe").read_bytes() == b"the old program"
        )
        left = [path.name for path in old.parent.iterdir()]
        told.check("没有留下半个程序", holds=left == ["program"], seen=left)
    finally:
        run(["umount", disk])


def _wine(program: Path, *arguments: str) -> list[str]:
    return ["wine", str(program), *arguments]


def _path(windows: str) -> Path:
    return PREFIX / "drive_c" / Path(*windows.removeprefix("C:\\").split("\\"))


def _gone(place: Path) -> bool:
    """Whether the program is gone soon: the uninstaller goes on in a copy of itself."""
    until = time.monotonic() + _WAIT
    while (place / "program").exists() and time.monotonic() < until:
        time.sleep(1)
    return not (place / "program").exists()


def _query(key: str, *more: str) -> str:
    command = ["wine", "reg", "query", key, *more]
    done = subprocess.run(command, env={**os.environ, **_ENVIRON}, capture_output=True, check=False)
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def _registry(name: str) -> str:
    return _query(_KEY, "/v", name)


def _register(number: str) -> None:
    command = ["wine", "reg", "add", _KEY, "/v", "DisplayVersion", "/d", number, "/f"]
    run(command, environ=_ENVIRON)
