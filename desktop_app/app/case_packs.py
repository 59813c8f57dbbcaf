"""The versions of packs a case is judged by: those it is pinned to, from wherever they are kept.

A case stays with the content it was first judged by. When other versions are installed meanwhile,
the library still has the old ones; only a folder the user works on is followed as it changes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from desktop_app.app.about import VERSION
from desktop_app.app.catalog import Catalog
from desktop_app.core.data import Case
from desktop_app.core.model import Model
from desktop_app.core.problems import Problem, has_errors, problem
from desktop_app.i18n import _
from desktop_app.packs.editions import Edition, Origin, of_file
from desktop_app.packs.header import version_order
from desktop_app.packs.manifest import sha256
from desktop_app.store.kept_packs import PackCopy
from desktop_app.store.library import Library

_PIN: Final = re.compile(r"(\S+) ([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Judging:
    """What a case is judged by: the model, the pins to store with it, and what to tell about it.

    `newer` are the packs for which another content is at hand than the one in use, by id: what
    "换用新版本" would judge by.
    """

    model: Model
    pins: Mapping[str, str]
    notices: tuple[Problem, ...] = ()
    newer: Mapping[str, Edition] = field(default_factory=dict)


def judging(catalog: Catalog, library: Library, case: Case) -> Judging | tuple[Problem, ...]:
    """The packs of a case in the versions it is pinned to; problems when none can judge it.

    A version that is nowhere to be had, or cannot be read, gives way to the newest, with a notice.
    """
    pinned, notices = _pinned(catalog, library, case)
    found = _model(catalog, case, pinned)
    if not isinstance(found, Model) and pinned:
        newest = _model(catalog, case, {})
        if isinstance(newest, Model):
            detail = found[0].message() if found else ""
            notices = [problem("pack.pins_unfit", "case", detail=detail)]
            found = newest
    if not isinstance(found, Model):
        return found
    used = {pack.id for pack in found.packs}
    told = [one for one in notices if one.where.path in used or not one.where.path]
    newer = _newer(catalog, found)
    return Judging(found, pins_of(found), (*told, *_outdated(found, newer)), newer)


def pins_of(model: Model) -> dict[str, str]:
    """The packs a case is judged by, as kept with it."""
    return {pack.id: f"{pack.version} {pack.digest}" for pack in model.packs}


def newest_model(catalog: Catalog, case: Case) -> Model | tuple[Problem, ...]:
    """The model of a case by the newest versions of its packs."""
    return _model(catalog, case, {})


def pinned_model(
    catalog: Catalog, library: Library, case: Case, packs: tuple[str, ...]
) -> Model | tuple[Problem, ...]:
    """The model of a case with other packs: those it has stay as they are, others are the newest.

    Problems: `pack.needs_newer` for a pack that does not fit the older versions beside it.
    """
    pinned, _notices = _pinned(catalog, library, case)
    enterprise = case.enterprise
    found = catalog.model(packs, case.year, enterprise.region, enterprise.industry, pinned)
    if not isinstance(found, Model):
        return found
    unfit = tuple(_unfit(catalog, found, pinned, case.pins.keys()))
    return unfit or found


def keep_packs(library: Library, catalog: Catalog, model: Model) -> Problem | None:
    """See to it that the library has every pack of a model."""
    kept = library.attempt(Library.kept)
    if isinstance(kept, Problem):
        return kept
    there = {digest for digest, _pack, _version in kept}
    wanted = [pack for pack in model.packs if pack.digest not in there]
    copies = []
    for pack in wanted:
        edition = catalog.edition(pack.digest)
        data = edition.as_file(VERSION) if edition is not None else b""
        if data:
            copies.append(PackCopy(pack.digest, pack.id, pack.version, data))
    return library.keep(copies)


def _model(
    catalog: Catalog, case: Case, pinned: Mapping[str, Edition]
) -> Model | tuple[Problem, ...]:
    enterprise = case.enterprise
    return catalog.model(case.packs, case.year, enterprise.region, enterprise.industry, pinned)


def _pinned(
    catalog: Catalog, library: Library, case: Case
) -> tuple[dict[str, Edition], list[Problem]]:
    """The editions a case is pinned to as far as they are not the newest, and what to tell."""
    found: dict[str, Edition] = {}
    notices: list[Problem] = []
    for pack_id, pin in case.pins.items():
        newest = catalog.newest.get(pack_id)
        edition = _edition(catalog, library, pack_id, pin)
        if isinstance(edition, Edition):
            if newest is None or edition.digest != newest.digest:
                found[pack_id] = edition
        else:
            notices.append(edition)
    return found, notices


def _edition(catalog: Catalog, library: Library, pack_id: str, pin: str) -> Edition | Problem:
    """The edition of a pin, or the notice that another one takes its place."""
    newest = catalog.newest.get(pack_id)
    now = newest.version if newest is not None else _("（没有安装）")
    name = newest.head.name if newest is not None else pack_id
    parts = _PIN.fullmatch(pin)
    version, digest = (parts[1], parts[2]) if parts else (pin[:40], "")
    place = ("case", pack_id)
    at_hand = catalog.edition(digest) if digest else None
    if at_hand is not None:
        return at_hand
    if newest is not None and newest.origin is Origin.OWN and newest.version == version:
        return problem("pack.followed", *place, name=name, version=version)
    copy = library.attempt(lambda one: one.copy_of(digest)) if digest else None
    if copy is None or isinstance(copy, Problem):
        return problem("pack.pin_gone", *place, name=name, version=version, now=now)
    read = of_file(copy, f"{library.path.name}/{pack_id}-{version}", Origin.KEPT)
    if isinstance(read, Edition) and (read.id, read.digest) == (pack_id, digest):
        return read
    detail = read[0].message() if isinstance(read, tuple) else sha256(copy)[:12]
    return problem("pack.pin_broken", *place, name=name, version=version, now=now, detail=detail)


def _newer(catalog: Catalog, model: Model) -> dict[str, Edition]:
    """For which packs of a model the newest edition says something else, and which that is."""
    found: dict[str, Edition] = {}
    for pack in model.packs:
        newest = catalog.newest.get(pack.id)
        if newest is None or newest.digest == pack.digest:
            continue
        if version_order(newest.version) >= version_order(pack.version):
            found[pack.id] = newest
    return found


def _outdated(model: Model, newer: Mapping[str, Edition]) -> Iterator[Problem]:
    for pack in model.packs:
        newest = newer.get(pack.id)
        if newest is None:
            continue
        names = {"name": pack.name, "version": pack.version, "newest": newest.version}
        changed = newest.version == pack.version
        code = "pack.edition_changed" if changed else "pack.edition_older"
        yield problem(code, "case", pack.id, **names)


def _unfit(
    catalog: Catalog, model: Model, pinned: Mapping[str, Edition], old: Collection[str]
) -> Iterator[Problem]:
    """Packs that are new to a case and do not mean what they should beside its older ones."""
    beside = {**catalog.newest, **pinned}
    for pack in model.packs if pinned else ():
        faults = () if pack.id in old else catalog.faults(beside[pack.id], beside)
        if has_errors(faults):
            message = next(one.message() for one in faults if has_errors([one]))
            yield problem("pack.needs_newer", "case", pack.id, pack=pack.name, message=message)
