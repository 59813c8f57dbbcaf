"""The program as a folder for Windows, put together on any system from wheels."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from installer.contents import DATA, copy_project, release_toml
from installer.steps import BUILD_LOCK, RUNTIME_LOCK, WORK, folder_size, module, say, step
from installer.trimming import read_rules, trim
from installer.wheels import LINUX, WINDOWS, fetch, unpack
from installer.windows_python import compile_tree, make_launchers, put_python, versions

LIB: Final = "lib"
LAST: Final = "last"
"""Unpacked after everything else: the installer knows by it that the program is whole."""


def windows_tree(official: Path | None = None) -> Path:
    """The folder of the program; `official` is an embeddable zip of python.org.

    Raises:
        BuildError: something it needs is missing, or a step failed.
    """
    work = WORK / "windows"
    tree, tools = work / "program", work / "tools"
    shutil.rmtree(tree, ignore_errors=True)
    with step("取 Windows 软件包并核对哈希"):
        unpack(fetch(RUNTIME_LOCK, WINDOWS, work / "wheels"), tree / LIB)
        unpack(fetch(BUILD_LOCK, LINUX, work / "tool-wheels"), tools)
    with step("解释器、标准库、启动程序"):
        put_python(tree, work, official)
        make_launchers(tree, work / "launcher")
    with step("程序和数据"):
        copy_project(work / "source")
        for source, target in (("desktop_app", "desktop_app"), *DATA):
            _copy(work / "source" / source, tree / LIB / target)
        (tree / "release.toml").write_text(release_toml("windows"), encoding="utf-8")
    with step("裁剪、编译"):
        for one in trim(tree / LIB, read_rules()):
            if one.files:
                say(f"   {one.size / 1e6:6.1f} MB  {one.rule.why}")
        compile_tree(tree / LIB)
    with step("材料清单和许可证"):
        told = module("installer.bill", tree / LIB, "win32", *versions(tree), site=tools)
        say(f"   {told.strip()}")
    (tree / LAST).write_bytes(b"")
    say(f"   {folder_size(tree) / 1e6:.0f} MB")
    return tree


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    else:
        shutil.copy2(source, target / source.name if target.is_dir() else target)
