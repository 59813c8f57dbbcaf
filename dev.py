"""One command for a developer or tester: set up, run, test, take screenshots, measure.

Standard library only, because it runs before anything is installed. It makes `.venv` beside
itself, installs exactly what a lock file pins, makes sure the operating system has the libraries
Qt needs, and then starts the tool that was asked for. What it already did is noted in
`.venv/near-zero-stamp.json`, so a second call starts at once. Its texts are Chinese, for users.
"""

from __future__ import annotations

import hashlib
import importlib.util
import io
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "near-zero-stamp.json"
RUNTIME_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"
SYSTEM_PACKAGES = ROOT / "installer" / "system-packages.toml"
TORTURE, WALK = (ROOT / "tests" / name / "run.py" for name in ("torture", "walkthrough"))
OLDEST, NEWEST = (3, 11), (3, 13)  # what both the code and the pinned Qt accept
EXIT_USAGE, EXIT_SYSTEM, EXIT_INTERRUPTED = 2, 3, 130

OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}
PROBE = "import sys; from PySide6 import QtWidgets; QtWidgets.QApplication(sys.argv)"
PROBE_SECONDS = 60


class SetupError(Exception):
    """Something outside the project is missing; the message says in Chinese what to do."""


# --- plumbing --------------------------------------------------------------------------------


def say(text: str) -> None:
    """Print at once, so that the order with the tools' own output stays right."""
    print(text, flush=True)


def call(
    command: Sequence[str],
    environ: Mapping[str, str] | None = None,
    *,
    capture: bool = False,
    timeout: float | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run a program in the project folder, its environment ours with `environ` on top.

    With `capture` the output is kept for the caller and the program gets no input; after `timeout`
    seconds it is killed and subprocess.TimeoutExpired raised.
    """
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **(environ or {})},
        stdin=subprocess.DEVNULL if capture else None,
        capture_output=capture,
        check=False,
        encoding="utf-8",
        errors="replace",
        timeout=timeout,
    )


# --- what was done before --------------------------------------------------------------------


class Stamp(NamedTuple):
    """What the virtual environment is known to hold.

    `locks` maps the name of a lock file to the sha256 of what was installed; `qt` names how Qt was
    seen to start ("offscreen", "window").
    """

    locks: Mapping[str, str]
    qt: frozenset[str] = frozenset()

    def holds(self, lock: Path) -> bool:
        """Whether exactly this lock is installed."""
        return self.locks.get(lock.name) == sha256(lock)


def sha256(path: Path) -> str:
    """Hex digest of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_stamp(path: Path) -> Stamp:
    """The stamp on disk; an unreadable or foreign one counts as nothing done."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return Stamp(locks=dict(raw["locks"]), qt=frozenset(raw["qt"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Stamp(locks={})


def write_stamp(path: Path, stamp: Stamp) -> None:
    """Put the stamp on disk in one step, so that an interrupted run leaves the old one."""
    fresh = path.with_suffix(".new")
    text = json.dumps({"locks": dict(stamp.locks), "qt": sorted(stamp.qt)}, indent=1)
    fresh.write_text(text + "\n", encoding="utf-8")
    fresh.replace(path)


def after_install(lock: Path) -> Stamp:
    """The stamp that is true once `lock` is installed.

    The development lock contains the runtime one, so it stands for both. What Qt did before is
    forgotten: it may be another Qt now.
    """
    held = (RUNTIME_LOCK, DEV_LOCK) if lock == DEV_LOCK else (lock,)
    return Stamp(locks={one.name: sha256(one) for one in held})


# --- the operating system --------------------------------------------------------------------


class PackageGroup(NamedTuple):
    """A named list of operating system packages, and the commands that show they are there."""

    packages: tuple[str, ...]
    commands: tuple[str, ...] = ()

    def missing_commands(self) -> list[str]:
        """The commands of the group that are not on the search path."""
        return [command for command in self.commands if shutil.which(command) is None]


def read_groups(path: Path) -> dict[str, PackageGroup]:
    """The package groups of installer/system-packages.toml by name."""
    import tomllib  # not at the top: an older Python must get as far as check_python

    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        name: PackageGroup(tuple(group["packages"]), tuple(group.get("commands", ())))
        for name, group in raw.items()
    }


def is_root() -> bool:
    """Whether this process may install system packages; never on Windows."""
    return sys.platform != "win32" and os.geteuid() == 0


def install_packages(packages: Sequence[str], why: str) -> None:
    """Install Debian packages when that is possible, otherwise say the one command that does.

    Raises:
        SetupError: not root, no apt-get here, or apt-get failed.
    """
    if shutil.which("apt-get") is None:
        names = " ".join(packages)
        raise SetupError(f"{why}\n请用本系统的软件管理器安装（Debian 包名）：{names}")
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not is_root():
        raise SetupError(f"{why}\n请运行：sudo {' '.join(command)}")
    say(f"{why} 正在安装系统软件包……")
    for step in (["apt-get", "update", "-q"], command):
        done = call(step, {"DEBIAN_FRONTEND": "noninteractive"}, capture=True)
        if done.returncode != 0:
            raise SetupError(f"{' '.join(step)} 失败：\n{done.stderr}")


def has_display(environ: Mapping[str, str], platform: str) -> bool:
    """Whether a window can be seen: always on Windows and macOS, elsewhere on a named display."""
    if platform in {"win32", "darwin"}:
        return True
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


# --- the virtual environment -----------------------------------------------------------------


def venv_python() -> Path:
    """The interpreter of the virtual environment."""
    return VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def check_python(version: tuple[int, int]) -> None:
    """Raise SetupError for a Python that the pinned packages do not support."""
    if not OLDEST <= version <= NEWEST:
        have, low, high = (".".join(map(str, v)) for v in (version, OLDEST, NEWEST))
        raise SetupError(f"需要 Python {low} 至 {high}，现在是 {have}。请换用合适的 Python。")


def ensure_venv() -> None:
    """Make `.venv` unless one with pip is there (an interrupted attempt leaves one without)."""
    pip = [str(venv_python()), "-m", "pip", "--version"]
    if venv_python().exists() and call(pip, capture=True).returncode == 0:
        return
    if importlib.util.find_spec("ensurepip") is None:
        major, minor = sys.version_info[:2]
        install_packages([f"python{major}.{minor}-venv"], "此 Python 缺少 venv 模块。")
    say("正在建立虚拟环境 .venv ……")
    if call([sys.executable, "-m", "venv", "--clear", str(VENV)]).returncode != 0:
        raise SetupError("无法建立虚拟环境 .venv，原因见上。")


def ensure_installed(lock: Path) -> None:
    """Install exactly what the lock pins, unless the stamp says that it is there.

    Raises:
        SetupError: there is no `.venv` to be had, or pip could not install into it.
    """
    if venv_python().exists() and read_stamp(STAMP).holds(lock):
        return
    ensure_venv()
    say(f"正在安装 {lock.name} 中的依赖（首次约需一分钟）……")
    options = "--quiet --disable-pip-version-check --no-input --require-hashes --no-deps"
    pip = ["-m", "pip", "install", *options.split(), "-r", str(lock)]
    if start(pip) != 0:
        raise SetupError("依赖安装失败，原因见上。不能直接上网时，请先为 pip 设置镜像或代理。")
    write_stamp(STAMP, after_install(lock))


def start(command: Sequence[str], environ: Mapping[str, str] | None = None) -> int:
    """Run the Python of the virtual environment and return its exit code."""
    return call([str(venv_python()), *command], environ).returncode


def probe_qt(environ: Mapping[str, str]) -> str | None:
    """Start Qt once in its own process (a missing library aborts it): None, or what it said."""
    command = [str(venv_python()), "-c", PROBE]
    try:
        done = call(command, environ, capture=True, timeout=PROBE_SECONDS)
    except subprocess.TimeoutExpired:
        return f"Qt 在 {PROBE_SECONDS} 秒内没有启动。"
    return None if done.returncode == 0 else done.stderr.strip()


def ensure_qt(kind: str) -> None:
    """Make sure that Qt starts: "offscreen", or as a "window" on the display of this session.

    Raises:
        SetupError: Qt does not start and that could not be mended.
    """
    stamp = read_stamp(STAMP)
    if kind in stamp.qt:
        return
    environ = OFFSCREEN if kind == "offscreen" else {}
    problem = probe_qt(environ)
    if problem is not None and sys.platform.startswith("linux"):
        groups = read_groups(SYSTEM_PACKAGES)
        names = ["offscreen"] if kind == "offscreen" else ["offscreen", "x11"]
        wanted = [package for name in names for package in groups[name].packages]
        install_packages(wanted, "Qt 缺少系统库，无法启动。")
        problem = probe_qt(environ)
    if problem is not None:
        raise SetupError(f"Qt 无法启动：\n{problem}")
    write_stamp(STAMP, Stamp(stamp.locks, stamp.qt | {kind}))


def prepare(lock: Path, qt: str = "offscreen") -> None:
    """Everything a command needs before it starts."""
    check_python(sys.version_info[:2])
    ensure_installed(lock)
    ensure_qt(qt)


# --- commands --------------------------------------------------------------------------------


def run_arguments(args: Sequence[str], display: bool) -> list[str]:
    """What `run` starts: the window, or without a display the worked example as files."""
    if display:
        return ["-m", "desktop_app", *args]
    return ["-m", "desktop_app", "example", "--out", "out", *args]


def run(args: Sequence[str]) -> int:
    """Open the app; where nothing can be shown, judge the bundled example and write its files."""
    display = has_display(os.environ, sys.platform)
    prepare(RUNTIME_LOCK, "window" if display else "offscreen")
    command = run_arguments(args, display)
    if display:
        return start(command)
    say("没有找到显示屏（未设置 DISPLAY 或 WAYLAND_DISPLAY），改为在后台评价内置示例并生成文件：")
    return start(command, OFFSCREEN)


def test(args: Sequence[str]) -> int:
    """Lint, format check, types, tests (on all cores); arguments go to pytest in one process."""
    prepare(DEV_LOCK)
    ensure_test_tools()
    for name in ("ruff check", "ruff format --check", "mypy"):
        say(f"== {name}")
        began = time.monotonic()
        code = start(["-m", *name.split()])
        say(f"   {'通过' if code == 0 else '未通过'}，{time.monotonic() - began:.1f} 秒")
        if code != 0:
            return code
    say("== pytest")
    spread = () if args else ("-n", "auto", "--dist", "worksteal")
    return start(["-m", "pytest", *spread, *args], OFFSCREEN)


def ensure_test_tools() -> None:
    """Bring in the programs some tests call; without them those tests skip, so it never fails."""
    group = read_groups(SYSTEM_PACKAGES)["test"]
    missing = group.missing_commands()
    if missing and sys.platform.startswith("linux"):
        try:
            install_packages(group.packages, f"部分测试需要 {'、'.join(missing)}。")
        except SetupError as problem:
            say(f"{problem}\n（缺少它们的测试将跳过）")


def screens(args: Sequence[str]) -> int:
    """Draw every screen into out/screens."""
    prepare(RUNTIME_LOCK)
    return start(["-m", "installer.screens", *args], OFFSCREEN)


def bench(args: Sequence[str]) -> int:
    """Run every benchmark in order of name; the first failing one ends it."""
    prepare(DEV_LOCK)
    for path in sorted((ROOT / "benchmarks").glob("bench_*.py")):
        say(f"== {path.name}")
        if code := start(["-m", f"benchmarks.{path.stem}", *args], OFFSCREEN):
            return code
    return 0


def script(path: Path, args: Sequence[str]) -> int:
    """Run one of the trials that stand beside the tests."""
    prepare(DEV_LOCK)
    return start([str(path.relative_to(ROOT)), *args], OFFSCREEN)


def tool(module: str, args: Sequence[str]) -> int:
    """Make what is generated from the project: catalogues, coverage, ledger, installers."""
    prepare(RUNTIME_LOCK)
    return start(["-m", f"installer.{module}", *args])


def lock(args: Sequence[str]) -> int:
    """Resolve pyproject.toml anew and write the lock files; needs the network."""
    check_python(sys.version_info[:2])
    return call([sys.executable, str(ROOT / "installer" / "lock.py"), *args]).returncode


def commands() -> dict[str, tuple[Callable[[Sequence[str]], int], str]]:
    """The commands on offer with their one-line help."""
    return {
        "run": (run, "打开软件；没有显示屏时评价内置示例，文件写入 out/"),
        "test": (test, "代码检查、类型检查和全部测试（参数传给 pytest）"),
        "screens": (screens, "把每个界面画成图片，写入 out/screens/"),
        "bench": (bench, "运行全部性能测量"),
        "texts": (partial(tool, "texts"), "收集全部文字，更新并编译翻译，列出还没有翻译的"),
        "coverage": (partial(tool, "coverage"), "由规则包生成 README 里的覆盖表"),
        "ledger": (partial(tool, "ledger"), "把每个数的摘要、把握程度、来源记入 tests/data"),
        "build": (partial(tool, "build"), "构建、验证安装包：deb、tarball、windows、proof-…"),
        "lock": (lock, "重新解析依赖并写三个锁文件（需要网络）"),
        "manual": (partial(tool, "manual"), "重画用户手册的图，印成 out/manual/ 里的 PDF"),
        "torture": (partial(script, TORTURE), "反复强行终止软件，检查数据不丢失"),
        "walkthrough": (partial(script, WALK), "用键盘从空的企业库做到 PDF，数按键"),
    }


def usage() -> str:
    """The short help."""
    rows = [f"  {name:<11} {text}" for name, (_, text) in commands().items()]
    return "\n".join(["用法：python3 dev.py <命令> [参数]", "", *rows])


def main(argv: Sequence[str]) -> int:
    """Run one command and return the exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a Windows pipe may not know Chinese
    if not argv or argv[0] in {"-h", "--help"}:
        say(usage())
        return 0
    chosen = commands().get(argv[0])
    if chosen is None:
        say(f"没有“{argv[0]}”这个命令。\n\n{usage()}")
        return EXIT_USAGE
    try:
        return chosen[0](argv[1:])
    except SetupError as problem:
        say(str(problem))
        return EXIT_SYSTEM
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
