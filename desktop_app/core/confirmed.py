"""Confirmations 核实 laid over a pack: numbers somebody compared with the original become firm."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from desktop_app.core.entries import digest_of, entries
from desktop_app.core.pack import Checked, Cited, Confidence, Confirmation, Pack, Source
from desktop_app.core.pack_visit import One, visited


def with_confirmations(pack: Pack, confirmations: Iterable[Confirmation] = ()) -> Pack:
    """The pack with its own confirmations and these applied.

    One counts only while the entry says what it said when it was checked; of several for one
    entry the last checked counts.
    """
    own = [one for one in (*pack.confirmations, *confirmations) if one.pack == pack.id]
    if not own:
        return pack
    paths, checked = {one.path for one in own}, latest(own)

    def confirm(path: str, held: One, /) -> One:
        found = checked.get((path, digest_of(held))) if path in paths else None
        return held if found is None else _confirmed(held, found)

    return visited(pack, confirm)


def latest(confirmations: Iterable[Confirmation]) -> dict[tuple[str, str], Checked]:
    """Who checked an entry last, by its path and the digest of what it said then."""
    ordered = sorted(confirmations, key=lambda each: each.checked.on)
    return {(one.path, one.digest): one.checked for one in ordered}


def holding(pack: Pack, confirmations: Iterable[Confirmation]) -> tuple[Confirmation, ...]:
    """Those of the confirmations that hold for this pack and that it does not carry itself."""
    said = {(one.path, one.digest) for one in entries(pack)}
    carried = set(pack.confirmations)
    return tuple(
        one
        for one in confirmations
        if one.pack == pack.id and (one.path, one.digest) in said and one not in carried
    )


def _confirmed(held: One, found: Checked) -> One:
    if isinstance(held, Source):
        return replace(held, confidence=Confidence.CONFIRMED, checked=found)
    return replace(held, cited=firm(held.cited, found))


def firm(cited: Cited, found: Checked) -> Cited:
    """A citation somebody has checked."""
    return replace(cited, confidence=Confidence.CONFIRMED, checked=found)
