"""A library looked through on demand: the file, what belongs to what, every case, log and packs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop_app.app.backups import Tell
from desktop_app.core.problems import Problem, problem
from desktop_app.packs.editions import Edition, Origin, of_file
from desktop_app.store.copying import nobody
from desktop_app.store.cross_check import Difference, differences, orphans
from desktop_app.store.library import Library
from desktop_app.store.opening import examine
from desktop_app.store.reading import UNREADABLE
from desktop_app.store.salvage import Salvaged, SavedCase, SavedTable, salvage

__all__ = ["Checked", "Salvaged", "SavedCase", "SavedTable", "check_library", "salvage"]


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at, and what is wrong with it; without a problem the library is sound."""

    cases: int
    data: int
    packs: int
    problems: tuple[Problem, ...]


def check_library(path: Path, *, deep: bool = True, tell: Tell = nobody) -> Checked:
    """Look a library through; a look that is not `deep` reads the structure of the file alone."""
    if not path.is_file():
        return Checked(0, 0, 0, (problem("library.missing", str(path)),))
    found = examine(path, deep=deep)
    tell(0.4)
    if isinstance(found, Problem):
        return Checked(0, 0, 0, (found,))
    if not deep:
        return Checked(0, 0, 0, ())
    library = Library.open(path)
    if isinstance(library, Problem):
        return Checked(0, 0, 0, (library,))
    try:
        return _deep(library, tell)
    except UNREADABLE as error:
        return Checked(0, 0, 0, (problem("library.damaged", str(path), detail=error),))
    finally:
        library.close()


def _deep(library: Library, tell: Tell) -> Checked:
    place = str(library.path)
    listed = library.attempt(Library.cases)
    if isinstance(listed, Problem):
        return Checked(0, 0, 0, (listed,))
    names = {one.id: (one.enterprise, str(one.year)) for one in listed}
    problems = [
        problem("library.row_orphan", place, name=one.table, count=one.count)
        for one in orphans(library.path)
    ]
    for number, entry in enumerate(listed):
        tell(0.4 + 0.4 * number / len(listed))
        case = library.try_load(entry.id)
        if isinstance(case, Problem):
            detail = case.args.get("detail", case.message())
            name, year = names[entry.id]
            told = {"enterprise": name, "year": year, "detail": detail}
            problems.append(problem("library.value_unreadable", place, **told))
    problems += (_differs(one, names, place) for one in differences(library.path))
    packs = library.kept()
    problems += _packs(library, packs)
    tell(1)
    return Checked(len(listed), sum(one.data for one in listed), len(packs), tuple(problems))


def _differs(one: Difference, names: dict[str, tuple[str, str]], place: str) -> Problem:
    enterprise, year = names.get(one.case_id, (one.case_id, ""))
    item, *rest = one.target.split("\x1f")
    where = "/".join(part for part in (item, *rest) if part)
    return problem("library.log_differs", place, enterprise=enterprise, year=year, item=where)


def _packs(library: Library, kept: tuple[tuple[str, str, str], ...]) -> Iterator[Problem]:
    for digest, pack, version in kept:
        data = library.copy_of(digest) or b""
        read = of_file(data, f"{library.path.name}/{pack}-{version}", Origin.KEPT)
        if not isinstance(read, Edition) or (read.id, read.digest) != (pack, digest):
            yield problem(
                "library.pack_copy_changed", str(library.path), name=pack, version=version
            )
