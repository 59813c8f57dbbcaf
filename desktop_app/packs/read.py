"""Reading rule packs: one folder, or a whole library of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop_app.core.pack import Pack
from desktop_app.core.problems import Problem, problem
from desktop_app.packs.build import PackRead, build, shared
from desktop_app.packs.context import Known
from desktop_app.packs.files import MAX_BYTES, Contents, parsed, read_contents, read_folder

NOTHING_BESIDE: Final = Known()
_USUAL: Final = "pack.toml"
_HEADER: Final = re.compile(rb"^[ \t]*\[[ \t]*pack[ \t]*\]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Library:
    """The packs that could be read, by id, and everything wrong with the others.

    `reads` is what came of each folder; `clashes` tell of packs shadowed by one before them.
    """

    packs: Mapping[str, Pack]
    reads: tuple[PackRead, ...] = ()
    clashes: tuple[Problem, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything met while reading."""
        return (*(fault for read in self.reads for fault in read.problems), *self.clashes)


def read_pack(folder: Path, beside: Known = NOTHING_BESIDE) -> PackRead:
    """Read one pack; `beside` holds scales and sources of the packs it builds on."""
    return build(read_folder(folder), beside)


def read_library(folders: Sequence[Path]) -> Library:
    """Read the packs in `folders` together, so that they may use one another's scales.

    Of two packs with one id the first is kept: the user's folders come before the built-in ones.
    """
    return read_together([read_contents(folder) for folder in folders])


def read_together(packs_in: Sequence[Contents]) -> Library:
    """Read packs together, whatever their bytes came from; of two with one id the first is kept."""
    contents = [parsed(one) for one in packs_in]
    beside = shared(contents)
    reads = tuple(build(content, beside) for content in contents)
    packs: dict[str, Pack] = {}
    clashes: list[Problem] = []
    for read in reads:
        if read.pack is None:
            continue
        first = packs.get(read.pack.id)
        if first is not None and first.version == read.pack.version:
            clashes.append(problem("pack.installed_twice", read.name, pack=read.pack.id))
        packs.setdefault(read.pack.id, read.pack)
    return Library(packs, reads, tuple(clashes))


def pack_folders(root: Path) -> tuple[Path, ...]:
    """The folders directly below `root` in which some TOML file has a [pack] table.

    Folders whose name begins with a dot are still being written, or were left behind unfinished.
    """
    try:
        inside = sorted(
            path for path in root.iterdir() if path.is_dir() and not path.name.startswith(".")
        )
    except OSError:
        return ()
    return tuple(folder for folder in inside if any(map(_names_a_pack, _likely_first(folder))))


def _likely_first(folder: Path) -> list[Path]:
    """The TOML files of a folder, first the one that usually has the table."""
    return sorted(folder.glob("*.toml"), key=lambda path: path.name != _USUAL)


def _names_a_pack(path: Path) -> bool:
    if not path.is_file():
        return False
    try:
        with path.open("rb") as stream:
            return bool(_HEADER.search(stream.read(MAX_BYTES)))
    except OSError:
        return False
