"""Packs read when they are first asked for, each once, together with those it builds on.

A case needs three or four packs of thirty; the others are only looked at when a list shows them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from threading import RLock

from desktop_app.core.pack import Pack
from desktop_app.core.problems import Problem, has_errors
from desktop_app.packs.build import PackRead, build, shared
from desktop_app.packs.editions import Edition, Origin, newest
from desktop_app.packs.files import Folder, parsed

Chosen = Mapping[str, Edition]
"""One edition of each pack, by id."""


class Reader:
    """Reads editions and keeps what it has read; may be used by several threads."""

    def __init__(self) -> None:
        self._folders: dict[str, Folder] = {}
        self._reads: dict[tuple[str, ...], PackRead] = {}
        self._lock = RLock()

    def read(self, edition: Edition, beside: Chosen) -> PackRead:
        """What comes of reading an edition with those of `beside` that it builds on."""
        base = [beside[name] for name in with_required(edition, beside)]
        key = (edition.contents.name, edition.digest, *(one.digest for one in base))
        with self._lock:
            if key not in self._reads:
                known = shared([self._folder(one) for one in (*base, edition)])
                self._reads[key] = build(self._folder(edition), known)
            return self._reads[key]

    def _folder(self, edition: Edition) -> Folder:
        found = self._folders.get(edition.digest)
        if found is None or found.name != edition.contents.name:
            found = self._folders[edition.digest] = parsed(edition.contents)
        return found

    def faults(self, edition: Edition, beside: Chosen) -> tuple[Problem, ...]:
        """What is wrong with an edition: how it is written, else what it means beside others."""
        from desktop_app.core.check import check_pack  # built-in packs are taken as sound
        from desktop_app.packs.checking import placed

        read = self.read(edition, beside)
        if read.pack is None:
            return read.problems
        packs = Shelf(self, {**beside, edition.id: edition})
        return tuple(placed(fault, read) for fault in check_pack(read.pack, packs))


class Shelf(Mapping[str, Pack]):
    """One edition of each pack, by id, read when asked for; a broken one is not there."""

    def __init__(self, reader: Reader, editions: Chosen) -> None:
        self.editions = editions
        self._reader = reader

    def __getitem__(self, pack_id: str) -> Pack:
        pack = self._reader.read(self.editions[pack_id], self.editions).pack
        if pack is None:
            raise KeyError(pack_id)
        return pack

    def __contains__(self, pack_id: object) -> bool:
        return pack_id in self.editions and self.get(str(pack_id)) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self.editions)

    def __len__(self) -> int:
        return len(self.editions)


def usable(editions: Sequence[Edition], reader: Reader) -> dict[str, Edition]:
    """The newest edition of each pack that may judge, by id.

    What comes with the program is taken as sound; whatever else is not gives way to the next.
    """
    left = list(editions)
    while True:
        chosen = newest(left)
        faulty = [
            one
            for one in chosen.values()
            if one.origin is not Origin.BUILT_IN and has_errors(reader.faults(one, chosen))
        ]
        if not faulty:
            return chosen
        left = [one for one in left if not any(one is other for other in faulty)]


def with_required(edition: Edition, beside: Chosen) -> list[str]:
    """The ids of the packs an edition builds on, directly or through others, that are there."""
    found: dict[str, None] = {}
    waiting = list(edition.head.requires)
    while waiting:
        name = waiting.pop()
        if name in beside and name not in found and name != edition.id:
            found[name] = None
            waiting += beside[name].head.requires
    return sorted(found)
