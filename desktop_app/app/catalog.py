"""The rule packs at hand and the models built from them, each built once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from desktop_app.app.hints import suggestion
from desktop_app.app.paths import Paths
from desktop_app.core.in_force import covers
from desktop_app.core.model import Model, build_model
from desktop_app.core.pack import Pack
from desktop_app.core.problems import Problem, has_errors, problem
from desktop_app.i18n import _
from desktop_app.packs.build import PackRead
from desktop_app.packs.checking import check_library
from desktop_app.packs.read import Library, pack_folders, read_library

ALWAYS = ("general", "readiness")
"""Packs every case is judged by, besides those of its industry."""


class Chosen(NamedTuple):
    """The packs of a case, general first, and a problem for each that is not installed."""

    packs: tuple[Pack, ...]
    missing: tuple[Problem, ...]


class Catalog:
    """Installed packs (built in and the user's own) and the models of cases."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths
        self._models: dict[tuple[tuple[str, ...], int, str, str], Model] = {}

    @cached_property
    def library(self) -> Library:
        """The packs cases are judged by; a pack of the user's own with an error is left out."""
        built_in = pack_folders(self._paths.forms)
        sound = [folder for folder in self._own if not self._faulty(folder, built_in)]
        return read_library([*sound, *built_in])

    def forget(self) -> None:
        """Read the packs anew when they are next asked for: some were installed or removed."""
        self.__dict__.pop("library", None)
        self._models.clear()

    @property
    def _own(self) -> tuple[Path, ...]:
        return pack_folders(self._paths.user_forms)

    @staticmethod
    def _faulty(folder: Path, built_in: Sequence[Path]) -> bool:
        beside = [other for other in built_in if other.name != folder.name]
        return has_errors(check_library(read_library([folder, *beside]), {folder.name}))

    @property
    def packs(self) -> tuple[Pack, ...]:
        """Installed packs by id."""
        return tuple(self.library.packs[key] for key in sorted(self.library.packs))

    @property
    def versions(self) -> tuple[Pack, ...]:
        """Every pack that is there, also those another one of their id stands before."""
        return tuple(read.pack for read in self.library.reads if read.pack is not None)

    def read(self, folder: Path) -> PackRead:
        """A pack that need not be installed, read beside the built-in ones."""
        others = [one for one in pack_folders(self._paths.forms) if one.name != folder.name]
        return read_library([folder.absolute(), *others]).reads[0]

    def chosen(self, ids: Sequence[str]) -> Chosen:
        """The packs a case names, with what they require and what always applies."""
        wanted: list[Pack] = []
        missing: dict[str, Problem] = {}
        seen: set[str] = set()

        def add(pack_id: str) -> None:
            pack = self.library.packs.get(pack_id)
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
        self, ids: Sequence[str], year: int, region: str, industry: str = ""
    ) -> Model | tuple[Problem, ...]:
        """The model of a case with these packs; the problems when it cannot be built."""
        packs, missing = self.chosen(ids)
        if missing:
            return missing
        key = (tuple(pack.digest for pack in packs), year, region[:6], industry)
        if key not in self._models:
            built = build_model(packs, year, region, industry)
            if built.model is None:
                return built.problems
            self._models[key] = built.model
        return self._models[key]

    def for_industry(self, code: str) -> tuple[Pack, ...]:
        """The industry packs whose GB/T 4754 codes cover `code`."""
        return tuple(pack for pack in self.packs if covers(pack, code))

    def check(self, folders: Sequence[Path] = ()) -> tuple[Problem, ...]:
        """Everything wrong with the packs in `folders`, or with all installed ones."""
        chosen = [folder.absolute() for folder in folders]
        if not chosen:
            return check_library(read_library([*self._own, *pack_folders(self._paths.forms)]))
        own = {folder.name for folder in chosen}
        others = [f for f in pack_folders(self._paths.forms) if f.name not in own]
        return check_library(read_library([*chosen, *others]), own)
