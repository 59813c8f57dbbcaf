"""Confirming 核实: a number of a pack was compared with the original document.

Kept in the library, applied to every case of it; nothing in a pack itself changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final, NamedTuple

from desktop_app.app.catalog import Catalog
from desktop_app.app.hints import suggestion
from desktop_app.app.workspace import Workspace
from desktop_app.core.confirmed import firm, latest, with_confirmations
from desktop_app.core.entries import Entry, entries
from desktop_app.core.pack import Checked, Cited, Confidence, Confirmation, Pack
from desktop_app.core.printable import check_printable
from desktop_app.core.problems import Problem, problem
from desktop_app.core.whole_file import write_whole
from desktop_app.packs.confirmations import MAX_BYTES, read_written, written
from desktop_app.store.library import Library

GONE: Final = "gone"
"""The kind of an entry that the pack no longer has, though somebody once checked it."""

_WEIGHT: Final = re.compile(r"\[[^]]*\]")
_BETWEEN: Final = re.compile(r"[≤≥/;\s]+")


@dataclass(frozen=True, slots=True)
class Standing:
    """An entry of a pack as it stands in a library.

    `own` says that the library (not the pack) holds its confirmation, so that it can be withdrawn;
    `lapsed` is a confirmation of something the pack no longer says.
    """

    entry: Entry
    own: bool = False
    lapsed: Checked | None = None


class State(StrEnum):
    """How a confirmation of a library stands to the newest pack at hand."""

    HOLDS = "holds"
    LAPSED = "lapsed"
    GONE = "gone"
    NO_PACK = "no_pack"


class Kept(NamedTuple):
    """A confirmation of a library, the name of its entry ("" when gone), and how it stands."""

    confirmation: Confirmation
    name: str
    state: State


def read_entries(pack: Pack) -> tuple[Entry, ...]:
    """The entries of a pack with what it says of itself to be checked; what `standings` needs."""
    return entries(with_confirmations(pack))


def standings(
    workspace: Workspace, pack: Pack, read: Sequence[Entry] | None = None
) -> tuple[Standing, ...]:
    """All entries of a pack with what is confirmed in them, and last what it no longer has.

    `read` are the entries of the pack where they are at hand (`read_entries`).
    """
    listed = read_entries(pack) if read is None else read
    own = [one for one in _stored_confirmations(workspace) if one.pack == pack.id]
    holding = latest(own)
    by_path = {one.path: one.checked for one in own}
    known = {one.path for one in listed}
    found = [_standing(one, holding.get((one.path, one.digest)), by_path) for one in listed]
    found += [Standing(_gone(path), lapsed=by_path[path]) for path in by_path if path not in known]
    return tuple(found)


def _stored_confirmations(workspace: Workspace) -> tuple[Confirmation, ...]:
    """Those of the library; none when there is no library, or it cannot be read now."""
    found = confirmations_of(workspace)
    return () if isinstance(found, Problem) else found


def confirmations_of(workspace: Workspace) -> tuple[Confirmation, ...] | Problem:
    """The confirmations of the library, none without one, or why it cannot be read now."""
    library = workspace.library
    return () if library is None else library.attempt(Library.confirmations)


def _standing(entry: Entry, found: Checked | None, kept: Mapping[str, Checked]) -> Standing:
    if found is None:
        return Standing(entry, lapsed=kept.get(entry.path))
    mine = entry.cited.checked
    if mine is not None and mine.on > found.on:
        return Standing(entry, own=True)
    return Standing(replace(entry, cited=firm(entry.cited, found)), own=True)


def _gone(path: str) -> Entry:
    cited = Cited("", "", Confidence.UNSURE)
    return Entry(path, GONE, path, "", "", cited, None, None, "")


def confirm(
    workspace: Workspace, pack: Pack, paths: Sequence[str], checked: Checked
) -> tuple[Problem, ...]:
    """Keep that these entries were compared with the original; all of them or none."""
    library = workspace.library
    if library is None:
        return (problem("confirm.no_library"),)
    found = [*_wrong(checked, workspace.today())]
    known = {one.path: one for one in entries(pack)}
    for path in paths:
        entry = known.get(path)
        if entry is None:
            hint = suggestion(path, known)
            found.append(
                problem("confirm.unknown_entry", pack=pack.id, entry=path, suggestion=hint)
            )
        elif is_hole(entry):
            found.append(problem("confirm.nothing_there", pack.id, path, name=entry.name))
    if found:
        return tuple(found)
    made = [Confirmation(pack.id, path, known[path].digest, checked) for path in paths]
    return _stored(workspace, library.confirm(made, workspace.now()))


def withdraw(workspace: Workspace, pack_id: str, paths: Iterable[str]) -> tuple[Problem, ...]:
    """Take confirmations back."""
    if workspace.library is None:
        return (problem("confirm.no_library"),)
    return _stored(workspace, workspace.library.withdraw(pack_id, paths))


def exported(workspace: Workspace, pack_id: str = "") -> str:
    """The confirmations of the library, or of one pack, as TOML."""
    return written(one for one in _stored_confirmations(workspace) if pack_id in ("", one.pack))


def export_to(workspace: Workspace, pack_id: str, path: Path) -> Problem | None:
    """Write the confirmations of the library, or of one pack, to a file."""
    try:
        write_whole(path, exported(workspace, pack_id).encode())
    except OSError as error:
        return problem("confirm.cannot_write", str(path), detail=error)
    return None


def kept(workspace: Workspace, pack_id: str = "") -> tuple[Kept, ...]:
    """The confirmations of the library, or of one pack, and whether they hold for its newest."""
    own = [one for one in _stored_confirmations(workspace) if pack_id in ("", one.pack)]
    return tuple(_stands(workspace.catalog, own))


def _stands(catalog: Catalog, listed: Sequence[Confirmation]) -> Iterator[Kept]:
    known: dict[str, Mapping[str, Entry] | None] = {}
    for one in listed:
        if one.pack not in known:
            pack = catalog.library.packs.get(one.pack)
            known[one.pack] = pack if pack is None else {e.path: e for e in entries(pack)}
        found = known[one.pack]
        entry = None if found is None else found.get(one.path)
        if entry is None:
            yield Kept(one, "", State.NO_PACK if found is None else State.GONE)
        else:
            holds = entry.digest == one.digest
            yield Kept(one, entry.name, State.HOLDS if holds else State.LAPSED)


def read_file(path: Path) -> tuple[Confirmation, ...] | tuple[Problem, ...]:
    """The confirmations in an exported file, or everything wrong with it."""
    try:
        if path.stat().st_size > MAX_BYTES:
            detail = f"> {MAX_BYTES // 1_000_000} MB"
            return (problem("confirm.unreadable", path.name, detail=detail),)
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        return (problem("confirm.unreadable", path.name, detail=error),)
    return read_written(text, path.name)


def imported(workspace: Workspace, text: str, name: str) -> tuple[Problem, ...]:
    """Take over confirmations from such a text; see `take_over`."""
    return take_over(workspace, read_written(text, name))


def take_over(
    workspace: Workspace, read: tuple[Confirmation, ...] | tuple[Problem, ...]
) -> tuple[Problem, ...]:
    """Keep confirmations that were read, all or none; lapsed ones are told, and kept all the same.

    A later one of the same entry and content stays as it is.
    """
    library = workspace.library
    if library is None:
        return (problem("confirm.no_library"),)
    refused = tuple(one for one in read if isinstance(one, Problem))
    made = [one for one in read if isinstance(one, Confirmation)]
    wrong = refused or tuple(
        fault for one in made for fault in _wrong(one.checked, workspace.today())
    )
    if wrong:
        return wrong
    held = confirmations_of(workspace)
    if isinstance(held, Problem):
        return (held,)
    there = {(one.pack, one.path, one.digest): one.checked.on for one in held}
    fresh = [
        one
        for one in made
        if one.checked.on >= there.get((one.pack, one.path, one.digest), one.checked.on)
    ]
    failed = _stored(workspace, library.confirm(fresh, workspace.now()))
    return failed or tuple(untrue(workspace.catalog, made))


def untrue(catalog: Catalog, made: Sequence[Confirmation]) -> Iterator[Problem]:
    """What is to be told of confirmations that do not hold for the packs at hand."""
    absent: set[str] = set()
    for one in _stands(catalog, made):
        pack, path = one.confirmation.pack, one.confirmation.path
        if one.state is State.NO_PACK:
            absent.add(pack)
        elif one.state is not State.HOLDS:
            code = "confirm.gone" if one.state is State.GONE else "confirm.lapsed"
            yield problem(code, pack, path, name=one.name or path)
    for pack in sorted(absent):
        yield problem("confirm.no_pack", pack, pack=pack)


def _stored(workspace: Workspace, failed: Problem | None) -> tuple[Problem, ...]:
    if failed is not None:
        return (failed,)
    held = confirmations_of(workspace)
    if not isinstance(held, Problem):
        workspace.catalog.confirm_by(held)
    return ()


def _wrong(checked: Checked, today: date) -> Iterable[Problem]:
    if not checked.who.strip():
        yield problem("confirm.who_missing")
    if not checked.document.strip():
        yield problem("confirm.document_missing")
    if checked.on > today:
        yield problem("confirm.in_future", date=checked.on)
    unfit = check_printable("核实", checked.who, checked.document, checked.page, checked.note)
    if unfit is not None:
        yield unfit


def is_hole(entry: Entry) -> bool:
    """Whether the pack says nothing there but that it does not know."""
    if entry.kind != "indicator":
        return False
    said = _BETWEEN.sub("", _WEIGHT.sub("", entry.value))
    return bool(said) and not said.strip("?")
