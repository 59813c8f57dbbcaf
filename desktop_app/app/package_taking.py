"""Taking a case package into the library: as a new case, in place of what is here, or merged.

Contents of evidence are kept first, piece by piece; then one transaction makes the case what it
becomes. Merging and replacing are one edit each, which can be undone.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from desktop_app.app.catalog import Catalog
from desktop_app.app.moments import keep_before, keep_here
from desktop_app.app.package_looking import Found, Looked
from desktop_app.app.package_making import Go
from desktop_app.app.workspace import Workspace
from desktop_app.core.changes import Changes
from desktop_app.core.data import Origin
from desktop_app.core.evidence import number_label
from desktop_app.core.log import ENTERPRISE, EVIDENCE, PINS, Place, Reason, State, steps_between
from desktop_app.core.merge import Choice, Leaf
from desktop_app.core.merge_resolve import Renumbered, resolve
from desktop_app.core.problems import Problem, problem
from desktop_app.exchange.package.read import DamagedError, Package, open_package
from desktop_app.i18n import _
from desktop_app.packs.editions import Edition, of_file
from desktop_app.packs.editions import Origin as PackOrigin
from desktop_app.store.copies import Brought, CaseCopy
from desktop_app.store.edits import Stamp
from desktop_app.store.kept_packs import PackCopy
from desktop_app.store.library import Library

__all__ = ["Library", "Taken", "fresh_packs", "stamp_of", "take_merged", "take_new", "take_over"]


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking a package in came to: the case, what changed of it, what to tell."""

    case_id: str
    changes: Changes
    problems: tuple[Problem, ...] = ()


def take_new(library: Library, looked: Looked, now: str, go: Go = bool) -> Taken | Problem:
    """Store the case of a package as a case of this library.

    Where it is here already, a second one is made beside it, under an enterprise of its own.
    """
    case = _case(looked)
    if looked.found in (Found.SAME, Found.AHEAD, Found.PARTED, Found.OTHER):
        case = _beside(case, now)
    elif looked.found is Found.TRASHED:
        return problem("package.in_trash")
    elif looked.enterprise_id:
        case = replace(case, enterprise_id=looked.enterprise_id)
    packs = _received(library, looked, go)
    if isinstance(packs, Problem):
        return packs
    made = library.copies.add(case, packs, now)
    if isinstance(made, Problem):
        return made
    kept = () if looked.found is not Found.NEW else looked.problems
    return Taken(made, Changes(), (*kept, *_gone(library, case.copy.state)))


def take_over(library: Library, looked: Looked, stamp: Stamp, go: Go = bool) -> Taken | Problem:
    """Make the case that is here just what the package says; one edit, which can be undone."""
    merged = looked.merged
    if looked.here is None or merged is None:
        return problem("package.no_case_here")
    steps = steps_between(merged.mine.state, merged.theirs.state)
    if not steps and merged.nothing_new:
        return _nothing(library, looked, go)
    packs = _received(library, looked, go)
    if isinstance(packs, Problem):
        return packs
    brought = Brought(merged.mine.head, merged.incoming, steps, packs)
    label = _("用自评包替换")
    before = _("{step} 之前").format(step=label)
    keep_here(library, looked.here.id, before, Reason.REPLACE, stamp)
    return _brought(library, looked, brought, label, stamp, ())


def take_merged(
    library: Library,
    looked: Looked,
    choices: Mapping[Leaf, Choice],
    stamp: Stamp,
    go: Go = bool,
) -> Taken | Problem:
    """Merge a package into the case that is here; one edit, which can be undone.

    Problems: `package.undecided` when a conflict has no choice.
    """
    merged = looked.merged
    if looked.here is None or merged is None:
        return problem("package.no_case_here")
    if merged.nothing_new:
        return _nothing(library, looked, go)
    undecided = [row for row in merged.conflicts if row.leaf not in choices]
    if undecided:
        return problem("package.undecided", count=len(undecided))
    packs = _received(library, looked, go)
    if isinstance(packs, Problem):
        return packs
    resolved = resolve(merged, choices)
    brought = Brought(merged.mine.head, merged.incoming, resolved.steps, packs)
    who = looked.manifest.who
    label = _("合并{who}的自评包").format(who=who) if who else _("合并自评包")
    return _brought(library, looked, brought, label, stamp, resolved.renumbered)


def stamp_of(workspace: Workspace) -> Stamp:
    """When and by whom something is done in a workspace now."""
    return Stamp(workspace.now(), workspace.who)


def _nothing(library: Library, looked: Looked, go: Go) -> Taken | Problem:
    """Of a package whose edits are all here, only contents of evidence can be missing still."""
    case_id = looked.here.id if looked.here is not None else ""
    mine = looked.merged.mine.state if looked.merged is not None else {}
    missing = _missing(library, mine)
    if missing and looked.manifest.evidence:
        packs = _received(library, looked, go)
        if isinstance(packs, Problem):
            return packs
        added = len(missing - _missing(library, mine))
        if added:
            told = problem("package.evidence_added", count=added)
            return Taken(case_id, Changes(), (told,))
    return Taken(case_id, Changes(), (problem("package.nothing_new"),))


def _brought(
    library: Library,
    looked: Looked,
    brought: Brought,
    label: str,
    stamp: Stamp,
    renumbered: tuple[Renumbered, ...],
) -> Taken | Problem:
    case_id = looked.here.id if looked.here is not None else ""
    merging = Stamp(stamp.now, stamp.who, Origin.MERGED.value)
    keep_before(library, case_id, label, len(brought.steps), merging)
    changes = library.copies.bring(case_id, brought, label, merging)
    if isinstance(changes, Problem):
        return changes
    state = looked.copy.state
    titles = {step.place.target: step.new for step in brought.steps if step.kind == EVIDENCE}
    told = [
        problem(
            "package.renumbered",
            title=(titles.get(one.id) or {"title": one.id})["title"],
            old=number_label(one.old),
            new=number_label(one.new),
        )
        for one in renumbered
    ]
    return Taken(case_id, changes, (*told, *_gone(library, state)))


def _case(looked: Looked) -> CaseCopy:
    manifest, carried = looked.manifest, looked.carried
    return CaseCopy(
        manifest.case,
        manifest.enterprise_id,
        manifest.year,
        carried.copy,
        carried.note,
        carried.created,
    )


def _beside(case: CaseCopy, now: str) -> CaseCopy:
    """The same case under ids of its own, with an enterprise that is told apart by its name."""
    place = Place(ENTERPRISE, "name")
    name = _("{name}（副本 {day}）").format(name=case.copy.state[place], day=now[:10])
    state = {**case.copy.state, place: name}
    copy = replace(case.copy, state=state)
    return replace(case, id=uuid.uuid4().hex, enterprise_id=uuid.uuid4().hex, copy=copy)


def _received(library: Library, looked: Looked, go: Go) -> tuple[PackCopy, ...] | Problem:
    """Keep the contents of evidence, and read the packs; all of it as the package promises."""
    package = open_package(looked.path, looked.password)
    if isinstance(package, Problem):
        return package
    with package:
        if package.manifest != looked.manifest:
            return problem("package.altered", looked.path.name)
        try:
            packs = tuple(_packs(library, package))
            return _keep_files(library, package, go) or packs
        except DamagedError as error:
            return error.problem


def _packs(library: Library, package: Package) -> list[PackCopy]:
    """The packs of a package that are what they are named after; others are left out.

    A case whose pack is missing is judged by the newest, and says so.
    """
    there = {digest for digest, _pack, _version in library.kept()}
    found: list[PackCopy] = []
    for digest in package.digests("packs"):
        if digest in there:
            continue
        data = package.whole(f"packs/{digest}.nzpack")
        read = of_file(data, f"{package.path.name}/{digest[:12]}", PackOrigin.KEPT)
        if isinstance(read, Edition) and read.digest == digest:
            found.append(PackCopy(digest, read.id, read.version, data))
    return found


def _keep_files(library: Library, package: Package, go: Go) -> Problem | None:
    members = package.manifest.members
    digests = package.digests("evidence")
    whole = sum(members[f"evidence/{digest}"].size for digest in digests) or 1
    done = 0
    for digest in digests:
        name = f"evidence/{digest}"
        if not library.files.sound(digest):
            before = done

            def told(name: str = name, before: int = before) -> Iterator[bytes]:
                read = 0
                for data in package.pieces(name):
                    read += len(data)
                    go(0.95 * (before + read) / whole)
                    yield data

            kept = library.files.keep(told())
            if isinstance(kept, Problem):
                return kept
        done += members[name].size
        go(0.95 * done / whole)
    return None


def _gone(library: Library, state: State) -> tuple[Problem, ...]:
    count = len(_missing(library, state))
    return (problem("package.evidence_gone", count=count),) if count else ()


def _missing(library: Library, state: State) -> frozenset[str]:
    """The contents of documents that are not in the library."""
    digests = {one["digest"] for place, one in state.items() if place.kind == EVIDENCE}
    return frozenset(one for one in digests if not library.files.has(one))


def fresh_packs(library: Library, catalog: Catalog, looked: Looked) -> tuple[str, ...]:
    """The packs of a package that are neither at hand nor kept in the library, as "id version"."""
    there = {digest for digest, _pack, _version in library.kept()}
    pins = looked.copy.state[Place(PINS, PINS)]
    told = ((pack, *pin.partition(" ")[::2]) for pack, pin in sorted(pins.items()))
    return tuple(
        f"{pack} {version}"
        for pack, version, digest in told
        if digest not in there and catalog.edition(digest) is None
    )
