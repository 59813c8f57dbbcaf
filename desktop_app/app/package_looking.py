"""Looking into a case package beside the library: whose it is, what differs, what can be done."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from desktop_app.core.copies import Copy
from desktop_app.core.log import ENTERPRISE, Place
from desktop_app.core.merge import Merge, merge
from desktop_app.core.problems import Problem, problem
from desktop_app.exchange.package.manifest import Manifest
from desktop_app.exchange.package.read import Carried, DamagedError, Go, nothing, open_package
from desktop_app.store.library import Library
from desktop_app.store.listing import CaseFacts
from desktop_app.store.rows import PROFILE


class Found(StrEnum):
    """How a package stands to the library.

    NEW: nothing of it is here. SAME: all it says is here. AHEAD: it goes on from what is here.
    PARTED: both went on. OTHER: another case of this enterprise and year is here, which began
    apart. TRASHED: the case is in the trash.
    """

    NEW = "new"
    SAME = "same"
    AHEAD = "ahead"
    PARTED = "parted"
    OTHER = "other"
    TRASHED = "trashed"


@dataclass(frozen=True, slots=True)
class Looked:
    """A package that was looked into.

    Attributes:
        found: how it stands to the library; `here` the case that is here, None for NEW.
        merged: package and library compared, None where there is nothing to compare.
        enterprise_id: the enterprise it belongs to here, "" when that is not here.
        problems: what to tell about it.
    """

    path: Path
    password: str
    manifest: Manifest
    carried: Carried
    sealed: bool
    found: Found = Found.NEW
    here: CaseFacts | None = None
    merged: Merge | None = None
    enterprise_id: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def copy(self) -> Copy:
        """The copy in the package."""
        return self.carried.copy


def look(library: Library, path: Path, password: str = "") -> Looked | Problem:
    """Open a package, read the case in it, and compare it with what the library has.

    Problems: see `package_texts`. Nothing is written.
    """
    if _is(path, library.path):
        return problem("package.is_library", path.name)
    package = open_package(path, password)
    if isinstance(package, Problem):
        return package
    with package:
        try:
            carried = package.case()
        except DamagedError as error:
            return error.problem
        manifest, sealed = package.manifest, package.sealed
    facts = library.attempt(lambda one: (one.facts(), one.facts(in_trash=True)))
    if isinstance(facts, Problem):
        return facts
    in_use, away = facts
    copy = carried.copy
    enterprise = _enterprise(manifest, copy, (*in_use, *away))
    looked = Looked(path, password, manifest, carried, sealed, enterprise_id=enterprise)
    if not manifest.evidence and manifest.documents:
        looked = replace(looked, problems=(problem("package.without_evidence"),))
    return _beside(library, looked, in_use, away)


def verify_package(
    path: Path, password: str = "", go: Go = nothing
) -> tuple[Manifest, Problem | None] | Problem:
    """Read the whole of a package and compare it with what it says of itself."""
    package = open_package(path, password)
    if isinstance(package, Problem):
        return package
    with package:
        return package.manifest, package.verify(go)


def package_size(path: Path, password: str = "") -> int:
    """The bytes there are to verify; 0 for a package that cannot be opened."""
    package = open_package(path, password)
    if isinstance(package, Problem):
        return 0
    with package:
        return package.size


def _is(path: Path, library: Path) -> bool:
    """Whether a path leads to the library: opening and closing its file would unlock it."""
    try:
        return path.samefile(library)
    except OSError:
        return False


def _beside(
    library: Library,
    looked: Looked,
    in_use: tuple[CaseFacts, ...],
    away: tuple[CaseFacts, ...],
) -> Looked | Problem:
    own = looked.manifest.case
    same_year = [
        one
        for one in in_use
        if looked.enterprise_id
        and (one.enterprise_id, one.year) == (looked.enterprise_id, looked.manifest.year)
    ]
    here = next((one for one in in_use if one.id == own), next(iter(same_year), None))
    if here is None:
        gone = next((one for one in away if one.id == own), None)
        return _new(looked, in_use) if gone is None else _with(looked, Found.TRASHED, gone, None)
    mine = library.attempt(lambda one: one.copies.read(here.id))
    if isinstance(mine, Problem):
        return mine
    merged = merge(mine.copy, looked.copy)
    if merged.nothing_new:
        return _with(looked, Found.SAME, here, merged)
    if here.id != own:
        return _with(looked, Found.OTHER, here, merged)
    return _with(looked, Found.PARTED if merged.ahead else Found.AHEAD, here, merged)


def _with(looked: Looked, found: Found, here: CaseFacts, merged: Merge | None) -> Looked:
    owner = here.enterprise_id
    return replace(looked, found=found, here=here, merged=merged, enterprise_id=owner)


def _enterprise(manifest: Manifest, copy: Copy, facts: tuple[CaseFacts, ...]) -> str:
    """The enterprise of a package in this library: by its id, its code, or its very name.

    The name counts where one side has no code, as when one desk has not typed it yet; full-width
    and half-width signs are the same, and spaces do not matter.
    """
    uscc = _plain(copy.state[Place(ENTERPRISE, "uscc")])
    name = _plain(copy.state[Place(ENTERPRISE, "name")])
    by_id = [one for one in facts if one.enterprise_id == manifest.enterprise_id]
    by_code = [one for one in facts if uscc and _plain(one.enterprise.uscc) == uscc]
    by_name = [
        one
        for one in facts
        if name and _plain(one.enterprise.name) == name and not (uscc and one.enterprise.uscc)
    ]
    found = [*by_id, *by_code, *by_name]
    return found[0].enterprise_id if found else ""


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def _new(looked: Looked, facts: tuple[CaseFacts, ...]) -> Looked:
    """A case that is not here yet; where its enterprise is, the profile stays as it is here."""
    owner = looked.enterprise_id
    here = next((one.enterprise for one in facts if one.enterprise_id == owner), None)
    profile = {name: looked.copy.state[Place(ENTERPRISE, name)] for name in PROFILE}
    if here is None or all(getattr(here, name) == text for name, text in profile.items()):
        return looked
    return replace(looked, problems=(*looked.problems, problem("package.profile_kept")))
