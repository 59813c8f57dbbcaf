"""What the shared libraries of a Linux program ask for: one another, and the C library."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Final

_ELF: Final = b"\x7fELF"
_NEEDED: Final = re.compile(r"^\s+NEEDED\s+(\S+)$", re.MULTILINE)


def binaries(folder: Path) -> list[Path]:
    """The programs and shared libraries below a folder."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return [path for path in files if _is_elf(path)]


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == _ELF


def needed(folder: Path, family: str) -> int:
    """The newest version of a library any part asks for: the number after `family`, 0 for none.

    Symbols carry the version of the library that brought them: "GLIBC_2." asks for the C library,
    "GLIBCXX_3.4." for that of C++.
    """
    version = re.compile(re.escape(family.encode()) + rb"(\d+)\0")
    asked = (int(n) for path in binaries(folder) for n in version.findall(path.read_bytes()))
    return max(asked, default=0)


def prune(folder: Path) -> dict[str, int]:
    """Delete the shared libraries directly in a folder that nothing in it is linked with.

    Returns the size of each that is gone. Modules of Python and plug-ins lie deeper, or are named
    after their module; they are loaded by name and always stay.
    """
    gone: dict[str, int] = {}
    while True:
        wanted = {name for path in binaries(folder) for name in _linked_with(path)}
        idle = [one for one in folder.glob("lib*.so*") if _idle(one, wanted)]
        if not idle:
            return gone
        for path in idle:
            gone[path.name] = path.lstat().st_size
            path.unlink()


def _idle(path: Path, wanted: set[str]) -> bool:
    return path.name not in wanted and not path.name.startswith("libpython")


def _linked_with(path: Path) -> list[str]:
    done = subprocess.run(["objdump", "-p", str(path)], capture_output=True, text=True, check=False)
    return _NEEDED.findall(done.stdout)
