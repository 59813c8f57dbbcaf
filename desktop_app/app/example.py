"""The examples that come with the rule packs, and building one as a case of a library."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop_app.app.case_file import CaseFile, read_case_file
from desktop_app.app.catalog import Catalog
from desktop_app.app.hints import suggestion
from desktop_app.app.paths import Paths
from desktop_app.app.session import CaseSession, Clock, utc_now
from desktop_app.core.changes import Mutation, PutDatum, PutPlanned, PutRecord
from desktop_app.core.data import Case
from desktop_app.core.problems import Problem, problem
from desktop_app.i18n import _
from desktop_app.store.edits import Stamp
from desktop_app.store.library import Library
from desktop_app.store.listing import CaseEntry

DEFAULT = "real"
"""The example shown first: a real enterprise's published figures."""

_MARK: Final = re.compile(rb"^[ \t]*example[ \t]*=", re.MULTILINE)
"""Most worked cases are no examples; reading them all takes long."""


@dataclass(frozen=True, slots=True)
class Example:
    """An example that can be opened: its id, title, where its numbers come from, its file."""

    id: str
    title: str
    source: str
    path: Path


def examples(paths: Paths) -> tuple[Example, ...]:
    """All examples of the built-in packs, real ones first."""
    found: list[tuple[bool, Example]] = []
    for path in sorted(paths.forms.glob("*/cases/*.toml")):
        try:
            data = path.read_bytes()
            head = tomllib.loads(data.decode()).get("case", {}) if _MARK.search(data) else {}
        except (OSError, ValueError):
            continue
        if head.get("example"):
            example = Example(
                str(head.get("id", path.stem)),
                str(head.get("title", path.stem)),
                str(head.get("source", "")),
                path,
            )
            found.append((head["example"] != DEFAULT, example))
    return tuple(example for _later, example in sorted(found, key=lambda pair: pair[0]))


def find_example(paths: Paths, example_id: str = "") -> Example | Problem:
    """The example of that id; without an id the first one."""
    every = examples(paths)
    for example in every:
        if not example_id or example.id == example_id:
            return example
    known = [example.id for example in every]
    hint = suggestion(example_id, known)
    return problem("example.unknown", id=example_id, suggestion=hint, known=_("、").join(known))


def open_example(
    paths: Paths,
    catalog: Catalog,
    library: Library,
    example_id: str = "",
    clock: Clock = utc_now,
) -> CaseSession | tuple[Problem, ...]:
    """Store an example as a case of the library (unless it already is there) and open it."""
    example = find_example(paths, example_id)
    if isinstance(example, Problem):
        return (example,)
    read = read_case_file(example.path, catalog)
    if read.case is None:
        return read.problems
    label = _("打开示例“{title}”").format(title=example.title)
    if read.previous:
        before = read_case_file(example.path.with_name(read.previous), catalog)
        stored = store_case(before, library, catalog, label, clock)
        if not isinstance(stored, CaseSession):
            return stored
    return store_case(read, library, catalog, label, clock)


def fresh_example(
    paths: Paths, catalog: Catalog, out: Path, example_id: str = ""
) -> CaseSession | tuple[Problem, ...]:
    """The example in a library of its own in `out`; one made by an earlier run is replaced."""
    target = out / "example.nzl"
    try:
        out.mkdir(parents=True, exist_ok=True)
        for old in (target, Path(f"{target}-wal"), Path(f"{target}-shm")):
            old.unlink(missing_ok=True)
    except OSError as error:
        return (problem("library.cannot_open", str(target), detail=error),)
    library = Library.open(target)
    if isinstance(library, Problem):
        return (library,)
    return open_example(paths, catalog, library, example_id)


def store_case(
    read: CaseFile, library: Library, catalog: Catalog, label: str, clock: Clock = utc_now
) -> CaseSession | tuple[Problem, ...]:
    """Store a case read from a file under its enterprise and year, and open it."""
    case = read.case
    if case is None:
        return read.problems
    listed = library.attempt(Library.cases)
    if isinstance(listed, Problem):
        return (listed,)
    own = [entry for entry in listed if entry.enterprise == case.enterprise.name]
    there = next((entry.id for entry in own if entry.year == case.year), "")
    case_id = there or _added(library, case, own, clock)
    if isinstance(case_id, Problem):
        return (case_id,)
    if not library.stacks(case_id).edits:  # also where an earlier attempt ended before its data
        mutations: list[Mutation] = [PutRecord(record) for record in case.records]
        mutations += [PutDatum(case.data[key]) for key in sorted(case.data)]
        mutations += [PutPlanned(one) for one in case.plan]
        stored = library.apply(case_id, label, mutations, Stamp(clock(), "", "example"))
        if isinstance(stored, Problem):
            return (stored,)
    return CaseSession.open(library, case_id, catalog, clock=clock)


def _added(library: Library, case: Case, own: Sequence[CaseEntry], clock: Clock) -> str | Problem:
    """The id of the case made anew, beside the `own` cases its enterprise has."""
    known = next((entry.enterprise_id for entry in own), "")
    enterprise = known or library.add_enterprise(case.enterprise, clock())
    if isinstance(enterprise, Problem):
        return enterprise
    return library.add_case(enterprise, case.year, case.packs, clock())
