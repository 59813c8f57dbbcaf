"""What every build step uses: the folders, running a program, telling what is done."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
_OUT: Final = Path(os.environ.get("NEAR_ZERO_OUT") or ROOT / "out")
WORK: Final = _OUT / "build"
"""Where a build keeps what it fetched and made on the way; may be deleted at any time."""

DIST: Final = _OUT / "dist"
"""Where finished installers are put."""

RUNTIME_LOCK: Final = ROOT / "requirements.lock"
BUILD_LOCK: Final = ROOT / "requirements-build.lock"
PROGRAM: Final = "near-zero"
NOTICE: Final = "许可证.txt"
"""Beside a built program: what it consists of and on what terms, for whoever has not started it."""


class BuildError(Exception):
    """A build cannot go on; the message says in Chinese why and what helps."""


def version() -> str:
    """The version of pyproject.toml, which every installer carries."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


def say(text: str) -> None:
    """Print at once, in order with what the programs print."""
    print(text, flush=True)


@contextmanager
def step(name: str) -> Iterator[None]:
    """Tell what is being done, and how long it took."""
    say(f"== {name}")
    began = time.monotonic()
    yield
    say(f"   {time.monotonic() - began:.0f} 秒")


@contextmanager
def fetching(what: str, source: str, size: str = "") -> Iterator[None]:
    """Tell what is fetched from where; a failure says first that it needs the network."""
    say(f"   下载 {what}{f'（{size}）' if size else ''}，来自 {source}")
    try:
        yield
    except BuildError as problem:
        raise BuildError(
            f"没有取到 {what}。这一步要联网，能访问 {source}。不能直接上网时，先设置镜像或代理"
            f"（pip 的 index-url、--mirror、环境变量 http_proxy），再运行一次。\n{problem}"
        ) from None


def run(
    command: Sequence[str | Path],
    *,
    environ: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
    quiet: bool = True,
    timeout: float | None = None,
) -> str:
    """Run a program to its end and return what it printed.

    Raises:
        BuildError: it is not there, did not end in time, or failed; with the end of its output.
    """
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words,
            cwd=cwd,
            env={**os.environ, **(environ or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            timeout=timeout,
            check=False,
        )
    except FileNotFoundError:
        raise BuildError(f"缺少程序 {words[0]}。") from None
    except subprocess.TimeoutExpired:
        raise BuildError(f"{words[0]} 在 {timeout} 秒内没有结束。") from None
    if done.returncode != 0:
        tail = "\n".join(done.stdout.splitlines()[-25:])
        raise BuildError(f"{' '.join(words[:6])} 失败（{done.returncode}）：\n{tail}")
    if not quiet:
        say(done.stdout.rstrip())
    return done.stdout


def module(name: str, *arguments: str | Path, site: Path | None = None) -> str:
    """Run a module of this project with the Python of this build, with more to import in `site`."""
    environ = {"PYTHONPATH": os.pathsep.join(str(one) for one in (ROOT, site) if one)}
    return run([sys.executable, "-m", name, *arguments], environ=environ)


def sha256(path: Path) -> str:
    """Hex digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def folder_size(folder: Path) -> int:
    """Bytes of all files of a folder; a link counts nothing."""
    files = (path for path in folder.rglob("*") if not path.is_symlink() and path.is_file())
    return sum(path.stat().st_size for path in files)
