"""Builds an installer, or proves one: python3 dev.py build TARGET.

Installers are put into out/dist, each with its SHA-256 beside it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from installer.steps import BuildError, folder_size, say, sha256

LARGEST_INSTALLER: Final = 60
LARGEST_INSTALLED: Final = 200
_MEGA: Final = 1_000_000


def _linux(kind: str, *, here: bool) -> int:
    from installer import linux_packages
    from installer.frozen import freeze

    frozen = freeze(here=here)
    make: Callable[[Path], Path] = getattr(linux_packages, kind)
    return told(make(frozen), folder_size(frozen))


def _windows(given: argparse.Namespace) -> int:
    from installer.windows_setup import setup

    made, portable, size = setup(quick=given.quick, official=given.python)
    say(f"{portable}\n   {portable.stat().st_size / _MEGA:.1f} MB")
    write_digest(portable)
    return told(made, size) if not given.quick else 0


def write_digest(path: Path) -> str:
    """Write the digest of a file beside it, as sha256sum does."""
    digest = sha256(path)
    note = path.with_name(path.name + ".sha256")
    note.write_text(f"{digest}  {path.name}\n", encoding="utf-8", newline="\n")
    return digest


def told(installer: Path, installed: int) -> int:
    """Say how large an installer and the installed program are; 1 over the budget."""
    digest = write_digest(installer)
    packed = installer.stat().st_size
    say(f"{installer}\n   SHA-256 {digest}")
    say(
        f"   {packed / _MEGA:.1f} MB（上限 {LARGEST_INSTALLER}），"
        f"装好后 {installed / _MEGA:.0f} MB（上限 {LARGEST_INSTALLED}）"
    )
    fits = packed <= LARGEST_INSTALLER * _MEGA and installed <= LARGEST_INSTALLED * _MEGA
    if not fits:
        say("   超出上限。")
    return 0 if fits else 1


def main(arguments: Sequence[str]) -> int:
    """Build or prove; the exit code is 0 when it worked and keeps to the budgets."""
    parser = argparse.ArgumentParser(prog="dev.py build", description="构建或验证安装包")
    parser.add_argument(
        "target",
        choices=["deb", "tarball", "windows", "proof-deb", "proof-tarball", "proof-windows"],
        help="做哪一种；proof-… 在干净的系统里安装、自检、卸载做好的安装包",
    )
    parser.add_argument("--here", action="store_true", help="用本机的 Python 冻结，不建旧系统")
    parser.add_argument("--quick", action="store_true", help="Windows：压得快、文件大，只供试用")
    parser.add_argument(
        "--python", type=Path, help="Windows：python.org 的 embeddable 压缩包，代替默认的解释器"
    )
    given = parser.parse_args(arguments)
    try:
        if given.target == "windows":
            return _windows(given)
        if given.target.startswith("proof-"):
            from installer.proofs import prove

            return prove(given.target.removeprefix("proof-"))
        return _linux(given.target, here=given.here)
    except BuildError as problem:
        say(str(problem))
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
