"""Whose the binaries of a built program are, and what was linked into them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Set
from pathlib import Path, PurePosixPath
from typing import Final

from installer.steps import PROGRAM

_BINARY: Final = (b"\x7fELF", b"MZ")
_OPENSSL: Final = re.compile(rb"OpenSSL (\d+\.\d+\.\d+[a-z]?) +\d{1,2} [A-Z][a-z]{2} \d{4}")
_INTERPRETER: Final = re.compile(
    rf"{PROGRAM}(-cli)?(\.exe)?|python3\w*\.dll|vcruntime\w*\.dll|libpython3.*|libsqlite3.*"
)
"""What starts the program, and the interpreter with its SQLite."""

_MODULES: Final = frozenset({"lib-dynload", "DLLs"})


def binaries(folder: Path) -> Iterator[Path]:
    """Programs and shared libraries of Linux and Windows below a folder."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4).startswith(_BINARY):
                    yield path


def recorded(folder: Path) -> dict[str, str]:
    """The distribution each file of the wheels in a folder belongs to, by the file's name."""
    found: dict[str, str] = {}
    for record in folder.glob("*.dist-info/RECORD"):
        name = record.parent.name.split("-")[0]
        with record.open(encoding="utf-8", newline="") as file:
            found |= {PurePosixPath(row[0]).name: name for row in csv.reader(file) if row}
    return found


def strangers(program: Path, libraries: Path, system: Set[str]) -> list[str]:
    """The binaries of a program that belong to nothing the bill lists.

    Args:
        program: the folder of the program.
        libraries: the folder in it that holds the distributions.
        system: names of files that came from Debian packages.
    """
    known = recorded(libraries)
    return [
        path.relative_to(program).as_posix()
        for path in binaries(program)
        if path.name not in known and path.name not in system and not _of_interpreter(path)
    ]


def linked_openssl(program: Path, libraries: Path, system: Set[str]) -> Mapping[str, str]:
    """The versions of OpenSSL inside the binaries, by the distribution that brought them.

    A library of a Debian package is a part of its own already; what is left over belongs to the
    interpreter ("CPython"). Arguments as for `strangers`.
    """
    known = recorded(libraries)
    found: dict[str, str] = {}
    for path in binaries(program):
        told = None if path.name in system else _OPENSSL.search(path.read_bytes())
        if told is not None:
            found[known.get(path.name, "CPython")] = told[1].decode()
    return found


def _of_interpreter(path: Path) -> bool:
    return path.parent.name in _MODULES or _INTERPRETER.fullmatch(path.name) is not None
