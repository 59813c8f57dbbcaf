"""The Windows installer proved under Wine: installed, tried, upgraded, refused, removed.

Wine is not Windows: no window is drawn by its own system plug-in here, no installer page is seen,
no shortcut is clicked. What is shown is that files, registry and program do what they should.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from installer.disks import disk, protect
from installer.steps import DIST, PROGRAM, ROOT, WORK, BuildError, run, sha256, version
from installer.transcript import Transcript

PREFIX: Final = WORK / "proofs" / "wine"
ODD: Final = r"C:\我的 程序\near zero"
NEWER, FULL, RUNNING = 3, 4, 5
_KEY: Final = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\near-zero"
_WAIT: Final = 90
_TOO_SMALL, _STICK = "size=60m", "size=400m"

_ENVIRON: Final = {
    "WINEPREFIX": str(PREFIX),
    "WINEARCH": "win64",
    "WINEDEBUG": "-all",
    # Without the last one Wine would put menu entries into the home of whoever proves.
    "WINEDLLOVERRIDES": "mscoree=;mshtml=;winedbg.exe=d;winemenubuilder.exe=d",
    "LC_ALL": "C.UTF-8",
}


def prove_windows(told: Transcript, made: Path) -> None:
    """Take the installer, and the portable folder beside it, through their lives.

    Raises:
        BuildError: something is not as it should be.
    """
    shutil.rmtree(PREFIX, ignore_errors=True)
    PREFIX.mkdir(parents=True)
    # Before its version it may say that it lacks the 32-bit half, which nothing here needs.
    wine = run(["wine", "--version"]).strip().splitlines()[-1]
    told.tell(f"{wine}；安装程序 {made.name}")
    run(["wine", "wineboot", "-i"], environ=_ENVIRON, timeout=300)
    # Wine hands no variables of Qt on to programs of Windows, but reads these.
    run(["wine", "reg", "add", r"HKCU\Environment", "/v", "QT_QPA_PLATFORM", "/d", "offscreen"],
        environ=_ENVIRON)  # fmt: skip
    _lend_randomness(told)
    shutil.copy(made, _path(r"C:\setup.exe"))
    try:
        _life(told)
        _portable(told)
    finally:
        subprocess.run(
            ["wineserver", "-k"], env={**os.environ, **_ENVIRON}, check=False, capture_output=True
        )
    told.tell("没有在真正的 Windows 上看过：界面绘制、输入法、打印、安装页面、杀毒软件、签名提示。")


def _lend_randomness(told: Transcript) -> None:
    """Give Wine the library of Windows it lacks; the program itself gets nothing."""
    target = _path(r"C:\windows\system32\bcryptprimitives.dll")
    if not target.exists():
        source = ROOT / "installer" / "windows" / "bcryptprimitives.c"
        run(["x86_64-w64-mingw32-gcc", "-shared", "-s", "-o", target, source, "-ladvapi32"])
        told.tell("Wine 缺 Windows 自带的 bcryptprimitives.dll，为验证另编译了一个")


def _life(told: Transcript) -> None:
    place = _path(ODD)
    program = place / "program"
    _install(told, "静默安装到带中文和空格的路径", ODD)
    told.check("程序在那里", holds=(program / "near-zero.exe").is_file())
    told.check("登记的版本", holds=version() in _registry("DisplayVersion"), seen=version())
    menu = sorted(path.name for path in PREFIX.rglob("*.lnk"))
    told.check("开始菜单有入口", holds=any("双近零" in name for name in menu), seen=menu)
    opens = _query(r"HKCU\Software\Classes\near-zero.library\shell\open\command")
    told.check("双击 .nzl 由它打开", holds="near-zero.exe" in opens)
    _wine(told, "自检（窗口程序，没有控制台，离屏）", program / "near-zero.exe", "selftest")
    _wine(told, "建立用户的企业库", program / "near-zero-cli.exe", "library", "list")
    [library] = (PREFIX / "drive_c" / "users").rglob("library.nzl")

    with _running_program(program, library.parent / "logs"):
        _install(told, "程序正在运行时安装：拒绝", ODD, expect=RUNNING)
        _uninstall(told, "程序正在运行时卸载：拒绝", place, expect=RUNNING)
        told.check("原来的程序没有动", holds=(program / "near-zero.exe").is_file())
    before = sha256(library)

    (program / "only-in-the-old.txt").write_text("old", encoding="utf-8")
    (program / "portable.toml").write_text("", encoding="utf-8")
    (program / "数据").mkdir()
    (program / "数据" / "library.nzl").write_bytes(b"of a client")
    _register("0.0.9")
    _install(told, "就地升级（登记为 0.0.9 的旧版本，有人把它改成了便携版）", ODD)
    told.check("旧文件已换掉", holds=not (program / "only-in-the-old.txt").exists())
    kept = [(program / name).exists() for name in ("portable.toml", "数据/library.nzl")]
    told.check("便携的数据跟了过来", holds=all(kept))
    _install(told, "同一版本再装一次", ODD)
    _register("9.9.9")
    _install(told, "旧版本装在新版本上：拒绝", ODD, expect=NEWER)
    _register(version())
    _full_disk(told)

    _uninstall(told, "卸载", place)
    told.check("程序文件夹没有了", holds=not program.exists(), seen=place.name)
    told.check("登记没有了", holds=not _registry("DisplayVersion"))
    told.check("企业库还在，一字不差", holds=sha256(library) == before, seen=library.name)
    portable = place / "数据" / "library.nzl"
    told.check("便携的数据也还在", holds=portable.read_bytes() == b"of a client")


def _portable(told: Transcript) -> None:
    """The folder for a stick, unpacked as Windows itself unpacks it."""
    made = DIST / f"{PROGRAM}-{version()}-windows-x64-portable.zip"
    stick = _path(r"C:\U 盘")
    with disk(stick, _STICK):
        with zipfile.ZipFile(made) as packed:
            packed.extractall(stick)
        [folder] = stick.iterdir()
        listing = (folder / "near-zero-cli.exe", "library", "list")
        _wine(told, "便携版：企业库", *listing)
        library = folder / "数据" / "library.nzl"
        told.check("数据在 U 盘上", holds=library.is_file())
        before = sha256(library)
        protect(stick)
        _wine(told, "写保护的 U 盘：可以查看", *listing)
        told.check("企业库没有动", holds=sha256(library) == before)


def _install(told: Transcript, what: str, place: str, expect: int = 0) -> None:
    # NSIS wants its folder last and unquoted, even with spaces: cmd passes it on as it stands.
    command = ["wine", "cmd", "/c", rf"C:\setup.exe /S /D={place}"]
    told.run(what, command, expect=expect, environ=_ENVIRON)


def _uninstall(told: Transcript, what: str, place: Path, expect: int = 0) -> None:
    # Told where it is, the uninstaller works there itself instead of in a copy nobody waits for.
    windows = "C:" + str(place).removeprefix(str(_path("C:\\"))).replace("/", "\\")
    command = ["wine", "cmd", "/c", rf"C:\uninstall.exe /S _?={windows}"]
    shutil.copy(place / "卸载.exe", _path(r"C:\uninstall.exe"))
    told.run(what, command, expect=expect, environ=_ENVIRON)


@contextmanager
def _running_program(program: Path, logs: Path) -> Iterator[None]:
    """The window of the program, open without a screen; it begins a log before it is shown."""
    command = ["wine", str(program / "near-zero.exe")]
    quiet, environ = subprocess.DEVNULL, {**os.environ, **_ENVIRON}
    # Python under Wine takes a pipe, but no file and no /dev/null.
    busy = subprocess.Popen(
        command, env=environ, stdin=quiet, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    until = time.monotonic() + _WAIT
    try:
        while not logs.exists():
            if busy.poll() is not None or time.monotonic() > until:
                raise BuildError("程序没有打开窗口就结束了。")
            time.sleep(1)
        yield
    finally:
        subprocess.run(
            ["wine", "taskkill", "/f", "/im", "near-zero.exe"],
            env=environ, stdin=quiet, capture_output=True, check=False,
        )  # fmt: skip
        busy.communicate(timeout=_WAIT)


def _full_disk(told: Transcript) -> None:
    """Install to a disk that is too small: what is there stays as it is."""
    with disk(_path(r"C:\满盘"), _TOO_SMALL) as place:
        old = place / "near-zero" / "program"
        old.mkdir(parents=True)
        (old / "near-zero.exe").write_bytes(b"the old program")
        _install(told, "磁盘已满：拒绝", r"C:\满盘\near-zero", expect=FULL)
        told.check(
            "原来的程序没有动", holds=(old / "near-zero.exe").read_bytes() == b"the old program"
        )
        left = [path.name for path in old.parent.iterdir()]
        told.check("没有留下半个程序", holds=left == ["program"], seen=left)


def _wine(told: Transcript, what: str, program: Path, *arguments: str) -> None:
    told.run(what, ["wine", program, *arguments], environ=_ENVIRON)


def _path(windows: str) -> Path:
    return PREFIX / "drive_c" / Path(*windows.removeprefix("C:\\").split("\\"))


def _query(key: str, *more: str) -> str:
    command = ["wine", "reg", "query", key, *more]
    done = subprocess.run(command, env={**os.environ, **_ENVIRON}, capture_output=True, check=False)
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def _registry(name: str) -> str:
    return _query(_KEY, "/v", name)


def _register(number: str) -> None:
    command = ["wine", "reg", "add", _KEY, "/v", "DisplayVersion", "/d", number, "/f"]
    run(command, environ=_ENVIRON)
