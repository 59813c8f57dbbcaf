"""The rule packs at hand and the models built from them, the latest of which are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

from desktop_app.app.hints import suggestion
from desktop_app.app.paths import Paths
from desktop_app.core.confirmed import with_confirmations
from desktop_app.core.in_force import covers
from desktop_app.core.model import Model, build_model
from desktop_app.core.pack import Confirmation, Pack
from desktop_app.core.problems import Problem, problem
from desktop_app.i18n import _
from desktop_app.packs.build import PackRead
from desktop_app.packs.editions import (
    Edition,
    Origin,
    contents_of,
    in_files,
    in_folders,
    of_contents,
    order,
)
from desktop_app.packs.files import read_contents
from desktop_app.packs.header import Header
from desktop_app.packs.pack_file import PackFile, read_file
from desktop_app.packs.read import Library, read_together
from desktop_app.packs.shelf import Reader, Shelf, usable

Editions = Mapping[str, Edition]
"""An edition for each of some packs, by id."""

NOTHING_PINNED: Final[Editions] = {}

_Said = tuple[tuple[str, int], ...]

MOST_MODELS: Final = 60
"""How many models are kept: thousands of cases in a row must not fill the memory."""

ALWAYS = ("general", "readiness")
"""Packs every case is judged by, besides those of its industry."""

__all__ = ["ALWAYS", "Catalog", "Chosen", "Edition", "Header"]


class Chosen(NamedTuple):
    """The packs of a case, general first, and a problem for each that is not installed."""

    packs: tuple[Pack, ...]
    missing: tuple[Problem, ...]


class Confirmed(NamedTuple):
    """What a library has confirmed of one pack; `stamp` is another one whenever that changes."""

    stamp: int
    own: tuple[Confirmation, ...]


UNCONFIRMED: Final = Confirmed(0, ())


class Catalog:
    """The packs at hand (built in, installed, the user's own) and the models of cases."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths
        self._reader = Reader()
        self._models: dict[tuple[_Said, int, str, str], Model] = {}
        self._confirmed: Mapping[str, Confirmed] = {}

    @cached_property
    def _found(self) -> tuple[tuple[Edition, ...], tuple[Problem, ...]]:
        """All editions at hand, and what is wrong with pack files that are none."""
        installed, problems = in_files(self._paths.user_packs)
        own = in_folders(self._paths.user_forms, Origin.OWN)
        built_in = in_folders(self._paths.forms, Origin.BUILT_IN)
        return (*own, *installed, *built_in), tuple(problems)

    @property
    def editions(self) -> tuple[Edition, ...]:
        """All versions of all packs at hand, whether sound or not."""
        return self._found[0]

    @cached_property
    def newest(self) -> Mapping[str, Edition]:
        """The edition of each pack that new cases are judged by, by id.

        The newest that has no error; of equal versions the user's own folder comes first, then an
        installed file.
        """
        return usable(self.editions, self._reader)

    @cached_property
    def library(self) -> Library:
        """The packs new cases are judged by, each read when it is first asked for."""
        return Library(Shelf(self._reader, self.newest))

    def confirm_by(self, confirmations: Iterable[Confirmation]) -> None:
        """Judge by packs in which these numbers were confirmed, besides the packs' own.

        Models of packs for which nothing changes stay as they are.
        """
        fresh: dict[str, list[Confirmation]] = {}
        for one in confirmations:
            fresh.setdefault(one.pack, []).append(one)
        old = self._confirmed
        now = {
            pack_id: _renewed(old.get(pack_id, UNCONFIRMED), tuple(fresh.get(pack_id, ())))
            for pack_id in {**old, **fresh}
        }
        changed = {pack_id for pack_id in now if now[pack_id] != old.get(pack_id)}
        self._confirmed = now
        self._models = {
            key: model
            for key, model in tuple(self._models.items())
            if not any(pack.id in changed for pack in model.packs)
        }

    def firm(self, pack: Pack) -> Pack:
        """The pack with everything confirmed that somebody checked and that still says so."""
        return with_confirmations(pack, self._confirmed.get(pack.id, UNCONFIRMED).own)

    def forget(self) -> None:
        """Read the packs anew when they are next asked for: some were installed or removed."""
        for name in ("_found", "newest", "library"):
            self.__dict__.pop(name, None)
        self._reader = Reader()
        self._models.clear()

    def edition(self, digest: str) -> Edition | None:
        """The edition at hand with that content."""
        return next((one for one in self.editions if one.digest == digest), None)

    @property
    def heads(self) -> tuple[Header, ...]:
        """Who the packs are that new cases may use, by id; told without reading them."""
        return tuple(one.head for one in self.newest.values())

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the packs of the user, which are left out for it."""
        used = {id(one) for one in self.newest.values()}
        faulty = [one for one in self.editions if id(one) not in used]
        reads = [self._reader.read(one, self.newest) for one in faulty if not _is_older(one, self)]
        return (*self._found[1], *(fault for read in reads for fault in read.problems))

    @property
    def packs(self) -> tuple[Pack, ...]:
        """Installed packs by id."""
        found = (self.library.packs.get(key) for key in sorted(self.library.packs))
        return tuple(pack for pack in found if pack is not None)

    @property
    def versions(self) -> tuple[Pack, ...]:
        """Every pack at hand in every version, the newest of each before its others."""
        ordered = sorted(self.editions, key=order, reverse=True)
        reads = [self._reader.read(one, {**self.newest, one.id: one}) for one in ordered]
        return tuple(read.pack for read in reads if read.pack is not None)

    def read(self, folder: Path) -> PackRead:
        """A pack that need not be installed, read beside those that are."""
        return self.reading(of_folder(folder))

    def read_file(self, path: Path) -> PackRead | tuple[Problem, ...]:
        """A pack out of a pack file that need not be installed; why not when it is none."""
        found = read_file(path)
        if not isinstance(found, PackFile):
            return found
        return self.reading(of_contents(found.contents, Origin.KEPT, path))

    def reading(self, edition: Edition) -> PackRead:
        """What comes of reading an edition beside the newest of all others."""
        return self._reader.read(edition, {**self.newest, edition.id: edition})

    def at_hand(self, folders: Sequence[Path] = ()) -> tuple[Edition, ...]:
        """The editions in `folders`, or those that new cases are judged by."""
        return tuple(map(of_folder, folders)) if folders else tuple(self.newest.values())

    def chosen(self, ids: Sequence[str], pinned: Editions = NOTHING_PINNED) -> Chosen:
        """The packs a case names, with what they require and what always applies.

        Each is the newest unless its edition is `pinned`.
        """
        packs = self.library.packs
        if pinned:
            packs = Shelf(self._reader, {**self.newest, **pinned})
        wanted: list[Pack] = []
        missing: dict[str, Problem] = {}
        seen: set[str] = set()

        def add(pack_id: str) -> None:
            pack = packs.get(pack_id)
            if pack is None:
                missing[pack_id] = self._unknown(pack_id)
            elif pack_id not in seen:
                seen.add(pack_id)
                for required in pack.requires:
                    add(required)
                wanted.append(pack)

        for pack_id in (*ALWAYS[:1], *ids, *ALWAYS[1:]):
            add(pack_id)
        return Chosen(tuple(wanted), tuple(missing.values()))

    def _unknown(self, pack_id: str) -> Problem:
        installed = sorted(self.library.packs)
        return problem(
            "pack.unknown",
            "case",
            "packs",
            pack=pack_id,
            suggestion=suggestion(pack_id, installed),
            installed=_("、").join(installed),
        )

    def model(
        self,
        ids: Sequence[str],
        year: int,
        region: str,
        industry: str = "",
        pinned: Editions = NOTHING_PINNED,
    ) -> Model | tuple[Problem, ...]:
        """The model of a case with these packs; the problems when it cannot be built.

        Packs are the newest there are, but for the editions `pinned` by pack id.
        """
        packs, missing = self.chosen(ids, pinned)
        if missing:
            return missing
        said = self._said(packs)
        key = (said, year, region[:6], industry)
        known = self._models.get(key)
        if known is not None:
            return known
        kept = tuple(self._models.items())  # a job in the background may add to them meanwhile
        like = next((model for other, model in kept if other[0] == said), None)
        built = build_model([self.firm(pack) for pack in packs], year, region, industry, like)
        if built.model is None:
            return built.problems
        for oldest in tuple(self._models)[: max(0, len(self._models) + 1 - MOST_MODELS)]:
            self._models.pop(oldest, None)
        self._models[key] = built.model
        return built.model

    def _said(self, packs: Sequence[Pack]) -> _Said:
        """What a model of these packs depends on: their content, and what is confirmed in them."""
        confirmed = self._confirmed
        return tuple((one.digest, confirmed.get(one.id, UNCONFIRMED).stamp) for one in packs)

    def for_industry(self, code: str) -> tuple[Header, ...]:
        """The industry packs whose GB/T 4754 codes cover `code`."""
        return tuple(head for head in self.heads if covers(head, code))

    def check(self, folders: Sequence[Path] = ()) -> tuple[Problem, ...]:
        """Everything wrong with the packs in `folders`, or with all at hand."""
        from desktop_app.packs.checking import check_library  # no case waits for what checks packs

        chosen = [folder.absolute() for folder in folders]
        if not chosen:
            everything = read_together(contents_of(self.editions))
            return (*self._found[1], *check_library(everything), *self._overtaken())
        own = {folder.name for folder in chosen}
        others = [one.contents for one in self.newest.values() if one.id not in own]
        mine = [read_contents(folder) for folder in chosen]
        return check_library(read_together([*mine, *others]), own)

    def _overtaken(self) -> Iterator[Problem]:
        """Folders the user works on that a newer version of the pack has put out of use."""
        for one in self.editions:
            used = self.newest.get(one.id)
            if one.origin is Origin.OWN and used is not None and _is_older(one, self):
                versions = {"version": one.version, "newest": used.version}
                yield problem("pack.own_older", one.contents.name, pack=one.id, **versions)

    def faults(self, edition: Edition, beside: Editions) -> tuple[Problem, ...]:
        """What is wrong with an edition, read beside these ones."""
        return self._reader.faults(edition, beside)


def of_folder(folder: Path) -> Edition:
    """The edition in a folder anywhere."""
    return of_contents(read_contents(folder.absolute()), Origin.OWN, folder.absolute())


def _is_older(edition: Edition, catalog: Catalog) -> bool:
    """Whether an edition is not used simply because there is a newer one."""
    used = catalog.newest.get(edition.id)
    return used is not None and order(used) > order(edition)


def _renewed(old: Confirmed, own: tuple[Confirmation, ...]) -> Confirmed:
    return old if own == old.own else Confirmed(old.stamp + 1, own)
