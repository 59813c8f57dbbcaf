"""Rule packs as Excel workbooks: writing one out, reading one in, what changes, installing it.

A workbook is judged as any pack is before it is installed: beside the packs at hand. What is
wrong is told with sheet and cell; then nothing is installed. A workbook carries no signature:
what is made of it takes the place of a signed pack only by consent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop_app.app.about import VERSION
from desktop_app.app.catalog import Catalog, Edition
from desktop_app.app.pack_files import Looked, look_beside, meant, put_in_use
from desktop_app.app.paths import Paths
from desktop_app.core.pack import Pack
from desktop_app.core.pack_diff import PackDiff, pack_diff
from desktop_app.core.problems import Problem, has_errors, problem
from desktop_app.packs.editions import Origin, of_contents
from desktop_app.packs.files import Contents, read_contents
from desktop_app.packs.pack_file import make
from desktop_app.packs.placing import place
from desktop_app.packs.workbook.pack_book import BookPack, export_book, import_book
from desktop_app.packs.workbook.step import Step, unwatched, within

SUFFIX: Final = ".xlsx"
_READ: Final = 0.5
"""The share of looking a workbook through that is done once its cells are read."""
_PACKS_READ: Final = 0.2
"""The share of writing a workbook that is done once the packs are read."""


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


def workbook_of(
    catalog: Catalog, what: str, *, digest: str = "", step: Step = unwatched
) -> tuple[bytes, tuple[Problem, ...]]:
    """The workbook of a pack at hand (id or id@version) or in a folder, and what was left out.

    `digest` tells apart contents of one version. No bytes where the pack cannot be written out
    at all.
    """
    edition = (catalog.edition(digest) if digest else None) or meant(catalog, what)
    if isinstance(edition, Problem):
        return b"", (edition,)
    contents = edition.contents
    if edition.place is not None and not edition.data:
        contents = read_contents(edition.place, cases=True)
    read = catalog.reading(edition)
    beside = [pack for pack in catalog.packs if pack.id != edition.id]
    own = [read.pack] if read.pack is not None else []
    step(_PACKS_READ)
    data, problems = export_book(contents.files, [*own, *beside], within(step, _PACKS_READ, 1))
    return data or b"", (*contents.problems, *problems)


def export_workbook(
    catalog: Catalog, what: str, target: Path, *, digest: str = "", step: Step = unwatched
) -> tuple[Problem, ...]:
    """Write the workbook of a pack to a file; an error among the problems means it was not."""
    data, problems = workbook_of(catalog, what, digest=digest, step=step)
    return (*problems, *write_workbook(target, data)) if data else problems


def write_workbook(target: Path, data: bytes) -> tuple[Problem, ...]:
    """Put a workbook where the user wants it, whole or not at all."""
    failed = place(target, data)
    return () if failed is None else (problem("book.cannot_write", target.name, **failed.args),)


def read_workbook(catalog: Catalog, path: Path, step: Step = unwatched) -> Incoming:
    """Look a workbook through that is to be a pack; reads only."""
    read = import_book(path, within(step, 0, _READ))
    if not isinstance(read, BookPack):
        return Incoming(None, None, read)
    return look_through(catalog, read, within(step, _READ, 1))


def look_through(catalog: Catalog, read: BookPack, step: Step = unwatched) -> Incoming:
    """What the files of a workbook are as a pack beside those at hand."""
    step(0)
    if not read.pack_id:
        found = read.problems or (problem("pack.header_missing", read.places.book),)
        return Incoming(None, None, found)
    name = f"{read.places.book}/{read.pack_id}"
    has_cases = any("/" in inside for inside in read.files)
    contents = Contents(name, read.files, has_cases)
    edition = of_contents(contents, Origin.OWN)
    judged = catalog.reading(edition)
    step(0.5)
    faults = [*judged.problems]
    if judged.pack is not None:
        faults += catalog.faults(edition, {**catalog.newest, edition.id: edition})
    if not has_cases:
        faults.append(problem("pack.case_missing", read.places.book))
    problems = read.placed(faults)
    if judged.pack is None or has_errors(problems):
        return Incoming(None, None, problems)
    step(0.8)
    before = catalog.library.packs.get(edition.id)
    changes = pack_diff(before, judged.pack) if before is not None else None
    return Incoming(edition, judged.pack, problems, before, changes)


def look_at_installing(paths: Paths, catalog: Catalog, incoming: Incoming) -> Looked:
    """What installing a workbook that was read meets at hand; reads only.

    Nothing is said of a missing signature, which no workbook has, unless the pack had one.
    """
    edition = incoming.edition
    if edition is None or incoming.refused:
        return Looked((), incoming.problems)
    made = make(edition.contents, edition.head, VERSION)
    if isinstance(made, tuple):
        return Looked((), made)
    looked = look_beside(paths, catalog, [made])
    return Looked(looked.files, tuple(_as_workbook(catalog, edition, looked.problems)))


def _as_workbook(
    catalog: Catalog, edition: Edition, problems: tuple[Problem, ...]
) -> Iterator[Problem]:
    """What is said of a pack file, as it is said of a workbook."""
    for one in problems:
        if one.code == "pack_file.older":
            used = catalog.newest[edition.id]
            args = {"version": edition.version, "used": used.version, "where": used.contents.name}
            yield problem("book.not_in_use", edition.id, **args)
        elif one.code != "pack_file.unsigned":
            yield one


def install_workbook(
    paths: Paths, catalog: Catalog, incoming: Incoming, *, trusting: bool = False
) -> Looked:
    """Install what a workbook holds as a pack file of the user's; errors mean it was not.

    With `trusting` also in place of a pack that somebody signed.
    """
    looked = look_at_installing(paths, catalog, incoming)
    return put_in_use(paths, catalog, looked, trusting=trusting)


def write_folder(files: Mapping[str, bytes], folder: Path) -> tuple[Problem, ...]:
    """Write the files of a pack into a folder of its own, in place of those of these names."""
    for inside, data in files.items():
        failed = place(folder / inside, data)
        if failed is not None:
            return (failed,)
    extra = sorted(path.name for path in folder.glob("*.toml") if path.name not in files)
    return tuple(problem("book.file_stays", folder.name, name, name=name) for name in extra)
