"""What a target needs of this machine: its programs, root, a Python; seen to before it begins."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Final

from dev import SYSTEM_PACKAGES, SetupError, install_packages, read_groups
from installer.steps import BuildError
from installer.wheels import PYTHON

GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "deb": ("build-linux",),
    "tarball": ("build-linux",),
    "windows": ("build-windows",),
    "proof-deb": ("build-linux", "test", "screen"),
    "proof-tarball": (),
    "proof-windows": ("build-windows", "wine"),
}
"""The groups of installer/system-packages.toml each target calls programs of."""

_AS_ROOT: Final = {
    "deb": "在旧系统里构建",
    "tarball": "在旧系统里构建",
    "proof-deb": "在全新的系统里验证",
    "proof-tarball": "验证（断网、只读的盘、小盘）",
    "proof-windows": "验证（只读的盘、小盘）",
}


def provide(target: str, *, here: bool = False, official: bool = False) -> None:
    """Make sure that a target can be built or proved; missing packages are installed for root.

    Raises:
        BuildError: something is missing that this user cannot bring; it says what helps.
    """
    if os.name != "posix":
        raise BuildError("安装包都在 Linux 上做；没有 Linux 时可在虚拟机或 WSL 里运行。")
    own = here or (target == "windows" and not official)
    have = ".".join(map(str, sys.version_info[:2]))
    if own and have != PYTHON:
        raise BuildError(
            f"这样构建要用 Python {PYTHON}（标准库取自它），现在是 {have}。"
            "请用那个版本运行 dev.py"
            + ("，或去掉 --here。" if here else "，或用 --python 给出 python.org 的压缩包。")
        )
    if target in _AS_ROOT and not here and os.geteuid() != 0:
        more = "只想在本机试用，可加 --here，用本机的 Python 冻结。" if "-" not in target else ""
        raise BuildError(f"{_AS_ROOT[target]}要 root 用户（sudo python3 dev.py …）。{more}")
    groups = read_groups(SYSTEM_PACKAGES)
    for name in GROUPS[target]:
        missing = groups[name].missing_commands()
        if missing and not (here and missing == ["debootstrap"]):
            why = f"缺少 {'、'.join(missing)}。"
            try:
                install_packages(groups[name].packages, why)
            except SetupError as problem:
                raise BuildError(str(problem)) from None
