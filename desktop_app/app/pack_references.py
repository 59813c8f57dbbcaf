"""What somebody means by a rule pack: an id, a version of it, a folder, or a file that carries one.

`steel` is the installed pack, `steel@2026.11.2` that version of it, anything else a path.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop_app.app.catalog import Catalog
from desktop_app.app.hints import suggestion
from desktop_app.core.pack import Pack
from desktop_app.core.problems import Problem, has_errors, problem
from desktop_app.i18n import _


@dataclass(frozen=True, slots=True)
class Referred:
    """The pack that is meant; without one, `problems` say why."""

    pack: Pack | None
    problems: tuple[Problem, ...] = ()


def refer(text: str, catalog: Catalog) -> Referred:
    """The pack `text` names; an installed id goes before a folder of that name."""
    installed = catalog.library.packs
    if text in installed:
        return Referred(installed[text])
    path = Path(text)
    if path.is_dir():
        return _folder(path, catalog)
    reads = FILES.get(path.suffix.lower())
    if reads is not None and path.is_file():
        return reads(path, catalog)
    pack_id, at, version = text.partition("@")
    if at and (found := _version(pack_id, version, catalog)) is not None:
        return found
    return Referred(None, (_unknown(text, catalog),))


def _folder(path: Path, catalog: Catalog) -> Referred:
    read = catalog.read(path)
    return Referred(read.pack, read.problems if has_errors(read.problems) else ())


def _pack_file(path: Path, catalog: Catalog) -> Referred:
    read = catalog.read_file(path)
    if isinstance(read, tuple):
        return Referred(None, read)
    return Referred(read.pack, read.problems if has_errors(read.problems) else ())


def _workbook(path: Path, catalog: Catalog) -> Referred:
    from desktop_app.app.pack_workbooks import read_workbook  # openpyxl takes long to load

    read = read_workbook(catalog, path)
    return Referred(read.pack, read.problems if read.refused else ())


FILES: Final[Mapping[str, Callable[[Path, Catalog], Referred]]] = {
    ".nzpack": _pack_file,
    ".xlsx": _workbook,
}
"""How a pack is read out of a file, by the file's suffix in lower case."""


def _version(pack_id: str, version: str, catalog: Catalog) -> Referred | None:
    """That version of a pack, also where another one stands before it; None for an unknown id."""
    known = [one for one in catalog.versions if one.id == pack_id]
    found = next((one for one in known if one.version == version), None)
    if found is not None:
        return Referred(found)
    if not known:
        return None
    listed = _("、").join(one.version for one in known)
    unknown = problem("pack.version_unknown", pack=pack_id, version=version, installed=listed)
    return Referred(None, (unknown,))


def _unknown(text: str, catalog: Catalog) -> Problem:
    installed = sorted(catalog.library.packs)
    return problem(
        "pack.reference_unknown",
        pack=text[:200],
        suggestion=suggestion(text, installed),
        installed=_("、").join(installed),
    )
