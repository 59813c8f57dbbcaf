"""Confirmations 核实 laid over a pack: numbers somebody compared with the original become firm."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from desktop_app.core.entries import digest_of
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
    checked = {
        (one.path, one.digest): one.checked for one in sorted(own, key=lambda each: each.checked.on)
    }

    def confirm(path: str, held: One, /) -> One:
        found = checked.get((path, digest_of(held)))
        return held if found is None else _confirmed(held, found)

    return visited(pack, confirm)


def _confirmed(held: One, found: Checked) -> One:
    if isinstance(held, Source):
        return replace(held, confidence=Confidence.CONFIRMED, checked=found)
    return replace(held, cited=firm(held.cited, found))


def firm(cited: Cited, found: Checked) -> Cited:
    """A citation somebody has checked."""
    return replace(cited, confidence=Confidence.CONFIRMED, checked=found)
