"""Rule packs as Excel workbooks: writing one out, reading one in, what changes, installing it.

A workbook is judged as any pack is before it is installed: beside the packs at hand. What is
wrong is told with sheet and cell; then nothing is installed.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop_app.app.about import VERSION
from desktop_app.app.catalog import Catalog, Edition
from desktop_app.app.pack_files import CONSENT, install, meant
from desktop_app.app.paths import Paths
from desktop_app.core.pack import Pack
from desktop_app.core.pack_diff import PackDiff, pack_diff
from desktop_app.core.problems import Problem, has_errors, problem
from desktop_app.packs.editions import Origin, of_contents
from desktop_app.packs.files import Contents, read_contents
from desktop_app.packs.pack_file import PackFile, make
from desktop_app.packs.placing import place
from desktop_app.packs.workbook.pack_book import BookPack, export_book, import_book

SUFFIX: Final = ".xlsx"
_OF_STRANGERS: Final = CONSENT | {"pack_file.unsigned"}
"""What is said of pack files from others: what the user has edited is the user's own."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """What came of reading a workbook, before anything is installed.

    `edition` and `pack` are None where something stands in the way; `problems` then say what.
    `before` is the pack of that id at hand, `changes` what would change against it.
    """

    edition: Edition | None
    pack: Pack | None
    problems: tuple[Problem, ...]
    before: Pack | None = None
    changes: PackDiff | None = None

    @property
    def refused(self) -> bool:
        """Whether it cannot be installed."""
        return self.pack is None or has_errors(self.problems)


def workbook_of(catalog: Catalog, what: str) -> tuple[bytes, tuple[Problem, ...]]:
    """The workbook of a pack at hand (id or id@version) or in a folder, and what was left out.

    No bytes where the pack cannot be written out at all.
    """
    edition = meant(catalog, what)
    if isinstance(edition, Problem):
        return b"", (edition,)
    contents = edition.contents
    if edition.place is not None and not edition.data:
        contents = read_contents(edition.place, cases=True)
    read = catalog.reading(edition)
    beside = [pack for pack in catalog.packs if pack.id != edition.id]
    own = [read.pack] if read.pack is not None else []
    data, problems = export_book(contents.files, [*own, *beside])
    return data or b"", (*contents.problems, *problems)


def export_workbook(catalog: Catalog, what: str, target: Path) -> tuple[Problem, ...]:
    """Write the workbook of a pack to a file; an error among the problems means it was not."""
    data, problems = workbook_of(catalog, what)
    if not data:
        return problems
    failed = place(target, data)
    return (*problems, failed) if failed else problems


def read_workbook(catalog: Catalog, path: Path) -> Incoming:
    """Look a workbook through that is to be a pack; reads only."""
    read = import_book(path)
    if not isinstance(read, BookPack):
        return Incoming(None, None, read)
    return look_through(catalog, read)


def look_through(catalog: Catalog, read: BookPack) -> Incoming:
    """What the files of a workbook are as a pack beside those at hand."""
    if not read.pack_id:
        found = read.problems or (problem("pack.header_missing", read.places.book),)
        return Incoming(None, None, found)
    name = f"{read.places.book}/{read.pack_id}"
    has_cases = any("/" in inside for inside in read.files)
    contents = Contents(name, read.files, has_cases)
    edition = of_contents(contents, Origin.OWN)
    judged = catalog.reading(edition)
    faults = [*judged.problems]
    if judged.pack is not None:
        faults += catalog.faults(edition, {**catalog.newest, edition.id: edition})
    if not has_cases:
        faults.append(problem("pack.case_missing", read.places.book))
    problems = read.placed(faults)
    if judged.pack is None or has_errors(problems):
        return Incoming(None, None, problems)
    before = catalog.library.packs.get(edition.id)
    changes = pack_diff(before, judged.pack) if before is not None else None
    return Incoming(edition, judged.pack, problems, before, changes)


def install_workbook(paths: Paths, catalog: Catalog, incoming: Incoming) -> tuple[Problem, ...]:
    """Install what a workbook holds as a pack file of the user's; errors mean it was not."""
    edition = incoming.edition
    if edition is None or incoming.refused:
        return incoming.problems
    made = make(edition.contents, edition.head, VERSION)
    if not isinstance(made, PackFile):
        return made
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / made.file_name
        failed = place(file, made.data)
        if failed is not None:
            return (failed,)
        # Whoever edits a pack by hand knows that the edited one is no longer its publisher's.
        done = install(paths, catalog, [file], trusting=True)
    notes = (one for one in done.problems if one.code not in _OF_STRANGERS)
    return (*notes, *_not_in_use(catalog, edition))


def _not_in_use(catalog: Catalog, edition: Edition) -> Iterator[Problem]:
    """What was installed but another version of the pack goes before it."""
    used = catalog.newest.get(edition.id)
    if used is not None and used.digest != edition.digest:
        args = {"version": edition.version, "used": used.version, "where": used.contents.name}
        yield problem("book.not_in_use", edition.id, **args)


def write_folder(files: Mapping[str, bytes], folder: Path) -> tuple[Problem, ...]:
    """Write the files of a pack into a folder of its own, in place of those of these names."""
    for inside, data in files.items():
        failed = place(folder / inside, data)
        if failed is not None:
            return (failed,)
    extra = sorted(path.name for path in folder.glob("*.toml") if path.name not in files)
    return tuple(problem("book.file_stays", folder.name, name, name=name) for name in extra)
