"""Checking what packs mean, with every problem placed in the file it comes from."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from desktop_app.core.check import check_pack
from desktop_app.core.problems import Problem, Where, problem
from desktop_app.packs.build import PackRead
from desktop_app.packs.read import Library


def check_library(library: Library, only: Collection[str] = ()) -> tuple[Problem, ...]:
    """All problems of the packs of a library, or of the folders of these names.

    A pack that another one shadows is read but not checked.
    """
    reads = [read for read in library.reads if not only or _folder(read) in only]
    broken = {_folder(read) for read in library.reads if read.pack is None}
    found = [fault for read in reads for fault in read.problems]
    found += library.clashes
    for read in reads:
        if read.pack is not None and library.packs[read.pack.id] is read.pack:
            faults = check_pack(read.pack, library.packs)
            found += [placed(_blamed(fault, broken), read) for fault in faults]
        if not read.has_cases:
            found.append(problem("pack.case_missing", read.name))
    return tuple(found)


def _folder(read: PackRead) -> str:
    return read.name.rpartition("/")[2]


def _blamed(found: Problem, broken: Collection[str]) -> Problem:
    """A required pack that is there but broken is not called missing."""
    missing = found.code == "pack.requires_missing" and found.args["pack"] in broken
    return Problem("pack.requires_broken", found.where, found.args) if missing else found


def placed(found: Problem, read: PackRead) -> Problem:
    """The problem with the file its element is written in, in place of the pack's id."""
    file = _file_of(found.where.path, read.places) or read.name
    return Problem(found.code, Where(file, found.where.path), found.args)


def _file_of(path: str, places: Mapping[str, str]) -> str:
    """The file of the element a path begins with: "item[energy.coke].unit"."""
    element = path[: path.find("]") + 1]
    return places.get(element) or places.get(path.partition(".")[0], "")
