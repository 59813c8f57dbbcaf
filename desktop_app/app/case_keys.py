"""Keys under which verdicts are remembered: a verdict is current while its key is as it was.

A key stands for everything a verdict rests on: the data of the case and of the year before, the
profile, the content of the packs, what is confirmed in them, and the program. The data are told by
the newest edit in the log, which grows with every change; reading all of them for ten thousand
cases would take longer than the list may.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from typing import Final

from desktop_app.app.about import VERSION
from desktop_app.app.catalog import Catalog
from desktop_app.packs.editions import Origin
from desktop_app.store.library import Library
from desktop_app.store.listing import CaseFacts

JUDGING: Final = 1
"""To be raised when the same program version judges or summarizes differently than before."""


@dataclass(frozen=True, slots=True)
class CaseKey:
    """The key of a case.

    `newest` stands for all packs as new cases would use them. It counts only for a verdict that
    was not reached by the pinned packs alone; `whole` has it, `pinned` has not.
    """

    pinned: str
    newest: str

    @property
    def whole(self) -> str:
        """The key of a verdict that may change with any pack."""
        return f"{self.pinned} {self.newest}"

    def fits(self, kept: str) -> bool:
        """Whether a verdict kept under this text is current."""
        return kept in (self.pinned, self.whole)


class CaseKeys:
    """Makes the keys of the cases of a library, as library and packs are at one moment."""

    def __init__(self, library: Library, catalog: Catalog, cases: Iterable[CaseFacts]) -> None:
        self._by_year = {(one.enterprise_id, one.year): one for one in cases}
        self._at_hand = {one.digest for one in catalog.editions}
        self._kept = {digest for digest, _pack, _version in library.kept()}
        self._now = {pack_id: one.digest for pack_id, one in catalog.newest.items()}
        self._own = {
            pack_id: one.version
            for pack_id, one in catalog.newest.items()
            if one.origin is Origin.OWN
        }
        self._confirmed: dict[str, list[object]] = {}
        for one in library.confirmations():
            said = (one.path, one.digest, *map(str, astuple(one.checked)))
            self._confirmed.setdefault(one.pack, []).append(said)
        self._newest = digest_of(self._now, self._confirmed)
        self._packs: dict[str, str] = {}

    def of(self, case: CaseFacts) -> CaseKey:
        """The key of a case."""
        before = self._by_year.get((case.enterprise_id, case.year - 1))
        parts = (VERSION, JUDGING, self._content(case), self._content(before) if before else None)
        return CaseKey(digest_of(*parts), self._newest)

    def _content(self, case: CaseFacts) -> object:
        told = (case.id, case.edit, case.edited, case.year, case.packs, astuple(case.enterprise))
        return (told, self._packs_of(case.pins))

    def _packs_of(self, pins: Mapping[str, str]) -> str:
        """What pinned packs come to: their own content, or what takes its place."""
        told = "\n".join(f"{pack} {pin}" for pack, pin in sorted(pins.items()))
        known = self._packs.get(told)
        if known is None:
            found = [(pack, self._meant(pack, pin)) for pack, pin in sorted(pins.items())]
            confirmed = [self._confirmed.get(pack) for pack in sorted(pins)]
            known = self._packs[told] = digest_of(found, confirmed)
        return known

    def _meant(self, pack_id: str, pin: str) -> str:
        version, _space, digest = pin.partition(" ")
        if digest in self._at_hand:
            return digest
        followed = self._own.get(pack_id) == version
        return digest if digest in self._kept and not followed else self._now.get(pack_id, "")


def digest_of(*parts: object) -> str:
    """A short digest of plain data."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
