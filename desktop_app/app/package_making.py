"""Making a case package: the case with its history, evidence, packs and results in one file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop_app.app.about import VERSION
from desktop_app.app.answer import answer
from desktop_app.app.catalog import Catalog
from desktop_app.app.judged_cases import judge_case
from desktop_app.app.reporting import file_name
from desktop_app.core.copies import Copy
from desktop_app.core.data import Case
from desktop_app.core.log import DATUM, ENTERPRISE, EVIDENCE, PINS, Place
from desktop_app.core.problems import Problem, problem
from desktop_app.exchange.package.content import log_lines, state_json
from desktop_app.exchange.package.manifest import (
    CASE,
    ENDING,
    LOG,
    RESULTS,
    Manifest,
    PackIn,
    as_json,
    content_digest,
)
from desktop_app.exchange.package.write import PackageWriter
from desktop_app.i18n import _
from desktop_app.store.copies import CaseCopy
from desktop_app.store.library import Library

_LONGEST = 200

Go = Callable[[float], object]
"""Told how far the work is, from 0 to 1; raises to stop."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How a package should be made; `who` makes it, `now` is ISO text in UTC.

    With `evidence` the contents of documents go along; a `password` seals the file.
    """

    target: Path
    who: str
    now: str
    password: str = ""
    evidence: bool = True


@dataclass(frozen=True, slots=True)
class MadePackage:
    """A package that was made, its size in bytes, and what to tell about it."""

    path: Path
    size: int
    manifest: Manifest
    problems: tuple[Problem, ...] = ()


def package_name(case: Case) -> str:
    """The name proposed for the package of a case."""
    return file_name(case, _("自评包"), ENDING)


def make_package(
    library: Library, catalog: Catalog, case_id: str, wish: Wish, go: Go = bool
) -> MadePackage | tuple[Problem, ...]:
    """Write the package of a case. Runs in the background; the open case is not touched.

    An existing file is replaced when the new one is whole. Problems: `package.cannot_write`, and
    those of a library that cannot be read; a case whose packs are gone travels without results.
    """
    found = library.attempt(lambda one: one.copies.read(case_id))
    if isinstance(found, Problem):
        return (found,)
    judged = judge_case(library, catalog, case_id)
    results = {} if isinstance(judged, tuple) else answer(judged.evaluation, (), judged.last)
    go(0.05)
    try:
        return _Making(library, found, wish, go).write(as_json(results))
    except OSError as error:
        detail = error.strerror or error
        return (problem("package.cannot_write", str(wish.target), detail=detail),)


class _Making:
    """One package on its way to the disk."""

    def __init__(self, library: Library, case: CaseCopy, wish: Wish, go: Go) -> None:
        self._library, self._case, self._wish, self._go = library, case, wish, go
        self._missing = 0

    def write(self, results: bytes) -> MadePackage:
        """Write the file; raises OSError."""
        wish = self._wish
        listed = state_json(self._case.copy.state)
        head = {"state": listed, "note": self._case.note, "created": self._case.created}
        with PackageWriter(wish.target, wish.password) as writer:
            writer.add(CASE, [as_json(head)])
            writer.add(LOG, log_lines(self._case.copy.log))
            writer.add(RESULTS, [results])
            packs = tuple(self._packs(writer))
            if wish.evidence:
                self._files(writer)
            manifest = self._manifest(content_digest(listed), packs, writer)
            writer.finish(manifest)
        self._go(1)
        gone = (problem("package.evidence_gone", count=self._missing),) if self._missing else ()
        return MadePackage(wish.target, wish.target.stat().st_size, manifest, gone)

    def _packs(self, writer: PackageWriter) -> Iterator[PackIn]:
        for pack, pin in sorted(self._case.copy.state[Place(PINS, PINS)].items()):
            version, _space, digest = pin.partition(" ")
            data = self._library.copy_of(digest)
            if data:
                writer.add(f"packs/{digest}.nzpack", [data])
            yield PackIn(pack, version, digest)

    def _files(self, writer: PackageWriter) -> None:
        """The contents of all documents, each once; those that are gone are counted."""
        wanted = {
            one["digest"]: one["size"]
            for place, one in self._case.copy.state.items()
            if place.kind == EVIDENCE
        }
        files, whole, done = self._library.files, sum(wanted.values()) or 1, 0

        def told(digest: str) -> Iterator[bytes]:
            nonlocal done
            for data in files.read(digest):
                done += len(data)
                self._go(0.1 + 0.85 * min(1, done / whole))
                yield data

        for digest in sorted(wanted):
            if files.sound(digest, lambda _read: self._go(0.1 + 0.85 * min(1, done / whole))):
                writer.add(f"evidence/{digest}", told(digest))
            else:
                self._missing += 1

    def _manifest(self, content: str, packs: tuple[PackIn, ...], writer: PackageWriter) -> Manifest:
        case, wish = self._case, self._wish
        copy: Copy = case.copy
        last = copy.log[-1] if copy.log else None
        kinds = [place.kind for place in copy.state]
        return Manifest(
            case=case.id,
            enterprise_id=case.enterprise_id,
            enterprise=copy.state[Place(ENTERPRISE, "name")][:_LONGEST],
            uscc=copy.state[Place(ENTERPRISE, "uscc")][:_LONGEST],
            year=case.year,
            made=wish.now,
            who=wish.who[:_LONGEST],
            program=VERSION,
            head=copy.head,
            edited="" if last is None else last.at,
            editor="" if last is None else last.who[:_LONGEST],
            edits=len(copy.log),
            data=kinds.count(DATUM),
            documents=kinds.count(EVIDENCE),
            evidence=wish.evidence,
            content=content,
            packs=packs,
            members=writer.members,
        )
