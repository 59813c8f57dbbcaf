"""Confirming 核实: a number of a pack was compared with the original document.

Kept in the library, applied to every case of it; nothing in a pack itself changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.app.hints import suggestion
from desktop_app.app.workspace import Workspace
from desktop_app.core.entries import Entry, entries
from desktop_app.core.pack import Checked, Confirmation, Pack
from desktop_app.core.printable import check_printable
from desktop_app.core.problems import Problem, problem
from desktop_app.packs.confirmations import read_written, written

HOLE = "?"


@dataclass(frozen=True, slots=True)
class Standing:
    """An entry of a pack as it stands in a library.

    `own` says that the library (not the pack) holds its confirmation, so that it can be withdrawn;
    `lapsed` is a confirmation of something the pack no longer says.
    """

    entry: Entry
    own: bool = False
    lapsed: Checked | None = None


def standings(workspace: Workspace, pack: Pack) -> tuple[Standing, ...]:
    """All entries of a pack with what is confirmed in them."""
    kept = _kept(workspace, pack.id)
    return tuple(_standing(one, kept) for one in entries(workspace.catalog.firm(pack)))


def _kept(workspace: Workspace, pack_id: str) -> Mapping[str, Confirmation]:
    """The library's last confirmation of each entry of a pack, by path."""
    if workspace.library is None:
        return {}
    return {one.path: one for one in workspace.library.confirmations() if one.pack == pack_id}


def _standing(entry: Entry, kept: Mapping[str, Confirmation]) -> Standing:
    found = kept.get(entry.path)
    if found is None:
        return Standing(entry)
    holds = found.digest == entry.digest
    return Standing(entry, own=holds, lapsed=None if holds else found.checked)


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
    kept = workspace.library.confirmations() if workspace.library is not None else ()
    return written(one for one in kept if pack_id in ("", one.pack))


def imported(workspace: Workspace, text: str, name: str) -> tuple[Problem, ...]:
    """Take over confirmations from such a text; lapsed ones are told, and kept all the same."""
    library = workspace.library
    if library is None:
        return (problem("confirm.no_library"),)
    read = read_written(text, name)
    refused = [one for one in read if isinstance(one, Problem)]
    if refused:
        return tuple(refused)
    made = [one for one in read if isinstance(one, Confirmation)]
    wrong = [fault for one in made for fault in _wrong(one.checked, workspace.today())]
    if wrong:
        return tuple(wrong)
    failed = _stored(workspace, library.confirm(made, workspace.now()))
    return failed or tuple(_lapsed(workspace, made))


def _lapsed(workspace: Workspace, made: Sequence[Confirmation]) -> Iterable[Problem]:
    packs = {pack.id: pack for pack in workspace.catalog.packs}
    for pack_id in dict.fromkeys(one.pack for one in made):
        pack = packs.get(pack_id)
        if pack is None:
            yield problem("pack.unknown", pack=pack_id, suggestion="", installed="、".join(packs))
            continue
        known = {one.path: one for one in entries(pack)}
        for one in made:
            entry = known.get(one.path)
            if one.pack == pack_id and (entry is None or entry.digest != one.digest):
                name = entry.name if entry else one.path
                yield problem("confirm.lapsed", pack_id, one.path, name=name)


def _stored(workspace: Workspace, failed: Problem | None) -> tuple[Problem, ...]:
    if failed is not None:
        return (failed,)
    if workspace.library is not None:
        workspace.catalog.confirm_by(workspace.library.confirmations())
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
    words = entry.value.replace("≤", " ").replace("≥", " ").replace("/", " ").split()
    bare = [word for word in words if not word.startswith("[")]
    return entry.kind == "indicator" and bool(bare) and all(word == HOLE for word in bare)
