"""A rule pack of one's own from a filled template: the blank workbook, and what becomes of it.

The pack is checked as `packs check` does it, its worked example included, before it goes anywhere;
what is wrong is told with sheet and cell, and then nothing is made.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Final

from desktop_app.app.catalog import Catalog, Edition
from desktop_app.app.pack_checking import check_packs
from desktop_app.app.pack_files import remove
from desktop_app.app.pack_workbooks import write_workbook
from desktop_app.app.paths import Paths
from desktop_app.app.places import industries
from desktop_app.core.in_force import holds
from desktop_app.core.pack import Pack
from desktop_app.core.problems import Problem, Severity, has_errors, problem
from desktop_app.packs.editions import Origin, order
from desktop_app.packs.fields import NAME
from desktop_app.packs.placing import place
from desktop_app.packs.template.draft import KnownIds
from desktop_app.packs.template.filled import is_template
from desktop_app.packs.template.new_pack import NewPack, Template, files_of, read_template
from desktop_app.packs.template.standard import Standard
from desktop_app.packs.template.write import write_template as template_bytes
from desktop_app.packs.workbook.cells import Book
from desktop_app.packs.workbook.opening import read_book
from desktop_app.packs.workbook.step import Step, unwatched, within

_OWN: Final = "own"
_READ: Final = 0.4
_WRITTEN: Final = 0.6
"""The shares of the work that are done once the cells are read, and once the files are written
that are to be checked."""
_YEARS: Final = (2000, 2100)
_NOT_OF_AUTHORS: Final = frozenset({"pack.confidence_low"})
"""What a check says row by row although the template asked for it once, of the whole table."""


@dataclass(frozen=True, slots=True)
class MadePack:
    """What came of a filled template; without `folder` nothing was made, and `problems` say why.

    `rows`, `groups` and `limiting` count what was read.
    """

    folder: Path | None
    id: str = ""
    name: str = ""
    version: str = ""
    rows: int = 0
    groups: int = 0
    limiting: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether nothing was made."""
        return self.folder is None

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What was derived rather than written, to be looked over."""
        return tuple(one for one in self.problems if one.severity is Severity.INFO)

    @property
    def doubts(self) -> tuple[Problem, ...]:
        """Errors and warnings."""
        return tuple(one for one in self.problems if one.severity is not Severity.INFO)


def write_template(paths: Paths, target: Path) -> tuple[Problem, ...]:
    """Write the blank template to a file; an error among the problems means it was not."""
    offered = [(one.code, one.name) for one in industries(paths)]
    return write_workbook(target, template_bytes(offered))


def holds_template(source: Path) -> bool:
    """Whether a workbook is a template rather than an exported pack."""
    book = read_book(source)
    return isinstance(book, Book) and is_template(book)


def new_pack(
    paths: Paths,
    catalog: Catalog,
    source: Path,
    out: Path | None = None,
    *,
    replacing: bool = False,
    today: date | None = None,
    step: Step = unwatched,
) -> MadePack:
    """Make a pack folder of a filled template: in the user's own, or in the folder `out`.

    A pack of the user's with that id is kept unless `replacing`; then it is moved aside and the
    new one keeps the ids of its rows. `step` is told how far that is, and may stop it until it is
    told 1: only then is anything put in place.
    """
    day = today or datetime.now(UTC).astimezone().date()
    book = read_book(source, within(step, 0, _READ))
    if not isinstance(book, Book):
        return MadePack(None, problems=book)
    step(_READ)
    first = read_template(book)
    if not isinstance(first, Template):
        return MadePack(None, problems=first)
    pack_id, told = _id_for(catalog, first, out)
    before = _own(catalog, pack_id) if out is None else None
    if before is not None and not replacing:
        told = (*told, _exists(first, before))
    template = _again(catalog, book, first, before) if replacing else first
    problems = (*template.problems, *told)
    if has_errors(problems):
        return _made(None, template, pack_id, "", problems)
    version = _version(day, before)
    made = files_of(template, pack_id, version, _year(template.standard, day))
    with tempfile.TemporaryDirectory(prefix="near-zero-") as root:
        staged = Path(root) / pack_id
        failed = _written(made, staged)
        step(_WRITTEN)
        found = failed or made.placed(check_packs(paths, [staged]))
    problems = (*problems, *_worth_telling(found))
    if has_errors(problems):
        return _made(None, template, pack_id, version, problems)
    step(1)
    folder = out or paths.user_forms / pack_id
    failed = _placed(paths, catalog, made, folder, before)
    kept = None if has_errors(failed) else folder
    return _made(kept, template, pack_id, version, (*problems, *failed))


def _made(
    folder: Path | None,
    template: Template,
    pack_id: str,
    version: str,
    problems: tuple[Problem, ...],
) -> MadePack:
    rows = list(template.table.rows)
    return MadePack(
        folder,
        pack_id,
        template.standard.title,
        version,
        len(rows),
        len(template.table.groups),
        sum(row.limiting for row in rows),
        tuple(one for place, one in enumerate(problems) if one not in problems[:place]),
    )


def _worth_telling(found: Iterable[Problem]) -> list[Problem]:
    return [one for one in found if one.code not in _NOT_OF_AUTHORS]


# --- ids and versions ------------------------------------------------------------------------


def _id_for(
    catalog: Catalog, template: Template, out: Path | None
) -> tuple[str, tuple[Problem, ...]]:
    """The id the pack gets, and what is to be said of that."""
    asked, filled = template.standard.id, template.filled
    if out is not None:
        name = out.absolute().name
        own = asked or (name if NAME.fullmatch(name) and "." not in name else _derived(template))
        found = (
            []
            if own == name
            else [filled.at_standard("id", "template.folder_name", name=name, id=own)]
        )
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            found.append(filled.at_standard("id", "template.folder_used", name=name))
        return own, tuple(found)
    if asked:
        other = next((one for one in catalog.editions if one.id == asked), None)
        if other is not None and _own(catalog, asked) is None:
            name = other.head.name or other.id
            return asked, (filled.at_standard("id", "template.id_taken", id=asked, name=name),)
        return asked, ()
    return _free_id(catalog, template)


def _free_id(catalog: Catalog, template: Template) -> tuple[str, tuple[Problem, ...]]:
    """An id made up from the industry that no pack of another name has."""
    stem = _derived(template)
    names = {one.id: one.head.name for one in catalog.editions if one.origin is Origin.OWN}
    names |= {one.id: "" for one in catalog.editions if one.origin is not Origin.OWN}
    numbered = (stem if number == 1 else f"{stem}_{number}" for number in count(1))
    title = template.standard.title
    own = next(one for one in numbered if names.get(one, title) == title)
    return own, (template.filled.at_standard("id", "template.id_made", id=own),)


def _derived(template: Template) -> str:
    code = next(iter(template.standard.industries), "table").lower()
    return f"{_OWN}_{code}"


def _own(catalog: Catalog, pack_id: str) -> Edition | None:
    """The pack of that id in a folder of the user's."""
    own = [one for one in catalog.editions if one.id == pack_id and one.origin is Origin.OWN]
    return max(own, key=order, default=None)


def _exists(template: Template, before: Edition) -> Problem:
    args = {"id": before.id, "name": before.head.name or before.id, "version": before.version}
    return template.filled.at_standard("id", "template.exists", **args)


def _again(catalog: Catalog, book: Book, first: Template, before: Edition | None) -> Template:
    """The template read with the ids the pack made of it before has."""
    pack = None if before is None else catalog.reading(before).pack
    if pack is None:
        return first
    read = read_template(book, _known(pack))
    return read if isinstance(read, Template) else first


def _known(pack: Pack) -> KnownIds:
    """The ids of the groups and rows of a pack, by their names."""
    groups: dict[str, str] = {}
    rows: dict[tuple[str, str], str] = {}
    for table in pack.assessments:
        names = {group.id: group.name for group in table.groups}
        groups |= {name: own_id for own_id, name in names.items()}
        rows |= {(names.get(row.group, ""), row.name): row.id for row in table.indicators}
    return KnownIds(groups, rows)


def _version(day: date, before: Edition | None) -> str:
    """Year, month and a number: one more than that of the version made the same month."""
    month = f"{day.year}.{day.month}."
    old = before.version if before is not None else ""
    number = old.removeprefix(month) if old.startswith(month) else ""
    return f"{month}{int(number) + 1 if number.isdigit() else 1}"


def _year(standard: Standard, day: date) -> int:
    """The year nearest to today in which the table is in force."""
    years = sorted(range(*_YEARS), key=lambda year: (abs(year - day.year), year))
    first, last = standard.valid_from, standard.valid_to
    return next((year for year in years if holds(first, last, year)), day.year)


# --- where it goes ---------------------------------------------------------------------------


def _written(made: NewPack, folder: Path) -> tuple[Problem, ...]:
    """The files in a folder; what kept one of them from being written."""
    for inside, data in made.files.items():
        failed = place(folder / inside, data)
        if failed is not None:
            return (failed,)
    return ()


def _placed(
    paths: Paths, catalog: Catalog, made: NewPack, folder: Path, before: Edition | None
) -> tuple[Problem, ...]:
    """Put a checked pack in its folder, whole: written beside it, then renamed."""
    fresh = folder.with_name(f".{folder.name}.new")
    failed = _emptied(fresh) or _written(made, fresh)
    if failed:
        return failed
    notes: tuple[Problem, ...] = ()
    if before is not None:
        notes = remove(paths, catalog, before.id, origin=Origin.OWN)
        if has_errors(notes):
            return notes
    try:
        if folder.is_dir():
            folder.rmdir()
        fresh.rename(folder)
    except OSError as error:
        detail = error.strerror or str(error)
        return (*notes, problem("pack_file.cannot_write", folder.name, detail=detail))
    catalog.forget()
    return notes


def _emptied(folder: Path) -> tuple[Problem, ...]:
    """Clear away what an attempt that ended early left behind."""
    try:
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
    except OSError as error:
        detail = error.strerror or str(error)
        return (problem("pack_file.cannot_write", folder.name, detail=detail),)
    return ()
