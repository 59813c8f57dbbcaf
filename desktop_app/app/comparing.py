"""Comparisons of rule packs as plain data for --json, and the years worth comparing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desktop_app.app.catalog import Catalog
from desktop_app.core.checks.scope import with_required
from desktop_app.core.declared import Declared
from desktop_app.core.editions import Editions, editions, first_year, last_year
from desktop_app.core.pack import Pack
from desktop_app.core.pack_diff import Change, Fate, PackDiff


def compare_years(pack: Pack, catalog: Catalog, first: int, last: int) -> Editions:
    """What of a pack differs between two reporting years, judged with what it builds on."""
    return editions(pack, with_required(pack, catalog.library.packs), first, last)


def years_of(pack: Pack, this_year: int) -> tuple[int, int] | None:
    """The first and last year worth comparing; None for a pack in which nothing is dated."""
    first, last = first_year(pack), last_year(pack)
    if first is None or last is None:
        return None
    return first, max(last, this_year)


def diff_json(found: PackDiff) -> dict[str, Any]:
    """A comparison of two packs."""
    return {
        "old": _pack_json(found.old),
        "new": _pack_json(found.new),
        "counts": counts(found.changes),
        "changes": [change_json(one) for one in found.changes],
    }


def editions_json(found: Editions) -> dict[str, Any]:
    """What a pack says for two years."""
    return {
        "pack": _pack_json(found.pack),
        "from": found.first,
        "to": found.last,
        "counts": counts(found.changes),
        "changes": [change_json(one) for one in found.changes],
    }


def counts(changes: Sequence[Change]) -> dict[str, int]:
    """How many things changed, are new, are dropped."""
    return {fate.value: sum(one.fate is fate for one in changes) for fate in Fate}


def change_json(change: Change) -> dict[str, Any]:
    """One change: what it says before and after, and the fields that differ."""
    thing = change.thing
    return {
        "change": change.fate.value,
        "path": thing.path,
        "kind": thing.kind,
        "name": thing.name,
        "old": _said(change.old),
        "new": _said(change.new),
        "differences": [
            {"field": one.field, "aspect": one.aspect.value, "old": one.old, "new": one.new}
            for one in change.differences
        ],
        "likely": change.likely,
    }


def _said(one: Declared | None) -> dict[str, str] | None:
    return None if one is None else dict(one.says)


def _pack_json(pack: Pack) -> dict[str, str]:
    return {"id": pack.id, "name": pack.name, "version": pack.version, "hash": pack.digest}
