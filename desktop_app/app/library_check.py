"""A library looked through on demand: the file, what belongs to what, cases, log, files, packs.

Cases in the trash are looked at like any other: they can be brought back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop_app.app.backups import Tell
from desktop_app.app.scratch import Scratch
from desktop_app.core.evidence import Evidence
from desktop_app.core.problems import Problem, problem
from desktop_app.packs.editions import Edition, Origin, of_file
from desktop_app.store.copying import copy_library, nobody
from desktop_app.store.cross_check import Difference, differences, orphans
from desktop_app.store.library import Library
from desktop_app.store.opening import examine
from desktop_app.store.reading import UNREADABLE
from desktop_app.store.salvage import Salvaged, SavedCase, SavedTable, salvage
from desktop_app.store.schema import HEAD

__all__ = ["Checked", "Salvaged", "SavedCase", "SavedTable", "check_library", "salvage"]

Names = Mapping[str, tuple[str, str]]
"""Enterprise and year of cases by id."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at, and what is wrong with it; without a problem the library is sound."""

    cases: int
    data: int
    packs: int
    problems: tuple[Problem, ...]


def check_library(path: Path, *, deep: bool = True, tell: Tell = nobody) -> Checked:
    """Look a library through; a look that is not `deep` reads the structure of the file alone.

    Nothing of the file changes: one of an older revision is looked at in a copy.
    """
    if not path.is_file():
        return Checked(0, 0, 0, (problem("library.missing", str(path)),))
    found = examine(path, deep=deep)
    tell(0.4)
    if isinstance(found, Problem):
        return Checked(0, 0, 0, (found,))
    if not deep or not found:
        return Checked(0, 0, 0, ())
    if found == HEAD:
        return _opened(path, tell)
    with Scratch() as folder:
        copy = folder / path.name
        copied = copy_library(path, copy)
        looked = Checked(0, 0, 0, (copied,)) if isinstance(copied, Problem) else _opened(copy, tell)
    return replace(looked, problems=tuple(one.at(str(path)) for one in looked.problems))


def _opened(path: Path, tell: Tell) -> Checked:
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
    away = library.attempt(lambda one: one.facts(in_trash=True))
    amounts = library.attempt(Library.amounts)
    if isinstance(listed, Problem) or isinstance(away, Problem) or isinstance(amounts, Problem):
        unread = next(one for one in (listed, away, amounts) if isinstance(one, Problem))
        return Checked(0, 0, 0, (unread,))
    names = {one.id: (one.enterprise, str(one.year)) for one in listed}
    names |= {one.id: (one.enterprise.name, str(one.year)) for one in away}
    problems = list[Problem]()
    documents: list[tuple[str, Evidence]] = []
    for number, case_id in enumerate(names):
        tell(0.4 + 0.2 * number / len(names))
        case = library.try_load(case_id)
        if isinstance(case, Problem):
            detail = case.args.get("detail", case.message())
            told = {**_named(names, case_id), "detail": detail}
            problems.append(problem("library.value_unreadable", place, **told))
        else:
            documents += ((case_id, one) for one in case.evidence)
    problems += _against_the_log(library.path, names)
    wrong = library.attempt(lambda one: tuple(_files(one, names, documents, tell)))
    problems += (wrong,) if isinstance(wrong, Problem) else wrong
    kept = library.attempt(Library.kept)
    packs = () if isinstance(kept, Problem) else kept
    problems += [kept] if isinstance(kept, Problem) else _packs(library, packs)
    tell(1)
    return Checked(
        len(listed), sum(amounts.get(one.id, 0) for one in listed), len(packs), tuple(problems)
    )


def _against_the_log(path: Path, names: Names) -> tuple[Problem, ...]:
    """Rows that belong to nothing or are not what the log led to; what cannot be read is told."""
    place = str(path)
    try:
        loose = [
            problem("library.row_orphan", place, name=one.table, count=one.count)
            for one in orphans(path)
        ]
        return (*loose, *(_differs(one, names, place) for one in differences(path)))
    except UNREADABLE as error:
        return (problem("library.damaged", place, detail=error),)


def _named(names: Names, case_id: str) -> dict[str, str]:
    enterprise, year = names.get(case_id, (case_id, ""))
    return {"enterprise": enterprise, "year": year}


def _files(
    library: Library, names: Names, documents: Sequence[tuple[str, Evidence]], tell: Tell
) -> Iterator[Problem]:
    """Documents whose content is gone or damaged; SQLite finds no bit flipped inside a content."""
    sound: dict[str, bool] = {}
    for number, (case_id, one) in enumerate(documents):
        if one.digest not in sound:
            go = _telling(tell, 0.6 + 0.3 * number / len(documents))
            sound[one.digest] = library.files.sound(one.digest, go)
        if not sound[one.digest]:
            kept = library.files.has(one.digest)
            code = "library.file_changed" if kept else "library.file_missing"
            told = {**_named(names, case_id), "label": one.label, "title": one.title}
            yield problem(code, str(library.path), **told)


def _telling(tell: Tell, share: float) -> Callable[[int], object]:
    """With every piece that is read, tell how far the whole look is: that may stop it."""
    return lambda _read: tell(share)


def _differs(one: Difference, names: Names, place: str) -> Problem:
    item, *rest = one.target.split("\x1f")
    where = "/".join(part for part in (item, *rest) if part)
    return problem("library.log_differs", place, **_named(names, one.case_id), item=where)


def _packs(library: Library, kept: tuple[tuple[str, str, str], ...]) -> Iterator[Problem]:
    for digest, pack, version in kept:
        held = library.attempt(lambda one, digest=digest: one.copy_of(digest))  # type: ignore[misc]
        if isinstance(held, Problem):
            yield held
            continue
        data = held or b""
        read = of_file(data, f"{library.path.name}/{pack}-{version}", Origin.KEPT)
        if not isinstance(read, Edition) or (read.id, read.digest) != (pack, digest):
            yield problem(
                "library.pack_copy_changed", str(library.path), name=pack, version=version
            )
