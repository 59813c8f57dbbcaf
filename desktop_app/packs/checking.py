"""Reading packs and checking what they mean, with every problem placed in its file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from desktop_app.core.check import check_pack
from desktop_app.core.problems import Problem, Where, problem
from desktop_app.packs.build import PackRead
from desktop_app.packs.read import Library, read_library


def check_folders(folders: Sequence[Path]) -> tuple[Library, tuple[Problem, ...]]:
    """Read the packs in `folders` and check them all."""
    library = read_library(folders)
    return library, check_library(library)


def check_library(library: Library) -> tuple[Problem, ...]:
    """All problems of the packs of a library, those of reading first."""
    found = list(library.problems)
    for read in library.reads:
        if read.pack is not None and library.packs.get(read.pack.id) is read.pack:
            found += [placed(fault, read) for fault in check_pack(read.pack, library.packs)]
        if not read.has_cases:
            found.append(problem("pack.case_missing", read.name))
    return tuple(found)


def placed(found: Problem, read: PackRead) -> Problem:
    """The problem with the file its element is written in, in place of the pack's id."""
    file = _file_of(found.where.path, read.places) or read.name
    return Problem(found.code, Where(file, found.where.path), found.args)


def _file_of(path: str, places: Mapping[str, str]) -> str:
    """The file of the element a path begins with: "item[energy.coke].unit"."""
    element = path[: path.find("]") + 1]
    return places.get(element) or places.get(path.partition(".")[0], "")
