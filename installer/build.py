"""Builds an installer, or proves one: python3 dev.py build TARGET.

Installers are put into out/dist, each with its SHA-256 beside it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from installer import budgets
from installer.needs import GROUPS, provide
from installer.steps import PROGRAM, BuildError, folder_size, say, sha256


def _linux(given: argparse.Namespace) -> bool:
    from installer import linux_packages
    from installer.frozen import freeze

    frozen = freeze(here=given.here, mirror=given.mirror)
    make: Callable[[Path], Path] = getattr(linux_packages, given.target)
    made = make(frozen)
    _tell(made)
    fits = budgets.small(made, folder_size(frozen))
    return budgets.quick(frozen / PROGRAM) and fits


def _windows(given: argparse.Namespace) -> bool:
    from installer.windows_setup import setup

    made, portable, size = setup(quick=given.quick, official=given.python)
    _tell(portable)
    say(f"   {portable.stat().st_size / 1e6:.1f} MB")
    _tell(made)
    return budgets.small(made, size) or given.quick


def _tell(made: Path) -> None:
    """Name a finished file and its digest, which goes into a file beside it as sha256sum does."""
    digest = sha256(made)
    note = made.with_name(made.name + ".sha256")
    note.write_text(f"{digest}  {made.name}\n", encoding="utf-8", newline="\n")
    say(f"{made}\n   SHA-256 {digest}")


def main(arguments: Sequence[str]) -> int:
    """Build or prove; the exit code is 0 when it worked and keeps to the budgets."""
    parser = argparse.ArgumentParser(prog="dev.py build", description="构建或验证安装包")
    parser.add_argument(
        "target",
        choices=list(GROUPS),
        help="做哪一种；proof-… 在干净的系统里安装、自检、卸载做好的安装包",
    )
    parser.add_argument("--here", action="store_true", help="用本机的 Python 冻结，不建旧系统")
    parser.add_argument("--mirror", default="", help="Debian 镜像的网址，代替默认的")
    parser.add_argument("--quick", action="store_true", help="Windows：压得快、文件大，只供试用")
    parser.add_argument(
        "--python", type=Path, help="Windows：python.org 的 embeddable 压缩包，代替默认的解释器"
    )
    given = parser.parse_args(arguments)
    try:
        if given.target.startswith("proof-"):
            from installer.proofs import prove

            return prove(given.target.removeprefix("proof-"))
        provide(given.target, here=given.here, official=given.python is not None)
        keeps = _windows(given) if given.target == "windows" else _linux(given)
        return 0 if keeps else 1
    except BuildError as problem:
        say(str(problem))
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
