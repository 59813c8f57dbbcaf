"""Two desks with libraries of their own: the plant and the consultant, working on one case."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from desktop_app.app.catalog import Catalog
from desktop_app.app.package_looking import Looked, look
from desktop_app.app.package_making import MadePackage, Wish, make_package
from desktop_app.app.package_taking import Taken, take_merged, take_new
from desktop_app.app.paths import Paths, find_paths
from desktop_app.app.session import CaseSession
from desktop_app.app.workspace import Workspace
from desktop_app.core.changes import (
    Changes,
    LinkEvidence,
    Mutation,
    PutDatum,
    PutEvidence,
    PutPlanned,
    PutRecord,
)
from desktop_app.core.data import Datum, Enterprise, Key, Period, Record, State
from desktop_app.core.evidence import Evidence, EvidenceKind, Subject
from desktop_app.core.log import Place, steps_between
from desktop_app.core.merge import Choice
from desktop_app.core.planned import PlannedMeasure
from desktop_app.store.edits import Stamp
from desktop_app.store.file_contents import KeptFile
from desktop_app.store.library import Library

YEAR = 2023
POWER = "energy.electricity"
_TICKS = count()


def now() -> str:
    """A moment later than all before."""
    tick = next(_TICKS)
    return f"2026-11-22T{8 + tick // 3600:02}:{tick // 60 % 60:02}:{tick % 60:02}.000+00:00"


@dataclass
class Desk:
    """A library and whoever works with it."""

    who: str
    workspace: Workspace

    @property
    def library(self) -> Library:
        assert self.workspace.library is not None
        return self.workspace.library

    @property
    def stamp(self) -> Stamp:
        return Stamp(now(), self.who)

    def open(self) -> CaseSession:
        """The only case."""
        (entry,) = self.workspace.cases()
        found = self.workspace.open_case(entry.id)
        assert isinstance(found, CaseSession), found
        return found

    @property
    def case_id(self) -> str:
        (entry,) = self.workspace.cases()
        return entry.id

    def do(self, label: str, *mutations: Mutation) -> None:
        """An edit; nothing needs to be judged for it."""
        done = self.library.apply(self.case_id, label, mutations, self.stamp)
        assert isinstance(done, Changes), done

    def type(self, month: int, value: str) -> None:
        datum = Datum(
            Key(POWER, Period(YEAR, month)), State.GIVEN, Decimal(value), "MWh", raw=value
        )
        self.do("填写", PutDatum(datum))

    def attach(self, name: str, data: bytes, month: int = 0) -> None:
        """Add a document, in support of a month's electricity."""
        kept = self.library.files.keep([data])
        assert isinstance(kept, KeptFile)
        document = Evidence(
            uuid.uuid4().hex, 0, name, EvidenceKind.LEDGER, name, "text/plain", kept.size,
            kept.digest, added=now(), who=self.who,
        )  # fmt: skip
        subject = Subject.of_datum(Key(POWER, Period(YEAR, month or 1)))
        self.do("添加佐证", PutEvidence(document), LinkEvidence(document.id, subject))

    def outlet(self, code: str, name: str) -> None:
        self.do("排放口", PutRecord(Record("outlet", code, name, {"medium": "air"})))

    def plan(self, id_: str, **fields: str) -> None:
        old = {one.id: one for one in self.library.plan(self.case_id)}.get(id_)
        measure = replace(old or PlannedMeasure(id_, id_), **fields)  # type: ignore[arg-type]
        self.do("方案", PutPlanned(measure))

    def send(self, target: Path, password: str = "", *, files: bool = True) -> Path:
        """Make the package of the only case."""
        wish = Wish(target, self.who, now(), password, files)
        made = make_package(self.library, self.workspace.catalog, self.case_id, wish)
        assert isinstance(made, MadePackage), made
        return made.path

    def look(self, path: Path, password: str = "") -> Looked:
        found = look(self.library, path, password)
        assert isinstance(found, Looked), found
        return found

    def take(self, path: Path, password: str = "") -> Taken:
        found = take_new(self.library, self.look(path, password), now())
        assert isinstance(found, Taken), found
        return found

    def merge(self, path: Path, choice: Choice = Choice.MINE) -> Taken:
        looked = self.look(path)
        conflicts = looked.merged.conflicts if looked.merged is not None else ()
        choices = {row.leaf: choice for row in conflicts}
        found = take_merged(self.library, looked, choices, self.stamp)
        assert isinstance(found, Taken), found
        return found

    def state(self) -> dict[Place, Any]:
        """All the case holds, but when it was looked at."""
        return dict(self.library.copies.read(self.case_id).copy.state)

    def same_as(self, other: Desk) -> bool:
        return not steps_between(self.state(), other.state())


@cache
def catalog() -> Catalog:
    """The packs that come with the program, read once."""
    return Catalog(find_paths())


def desk(folder: Path, who: str) -> Desk:
    folder.mkdir(parents=True, exist_ok=True)
    paths = Paths(find_paths().root, folder)
    library = Library.open(paths.library)
    assert isinstance(library, Library), library
    workspace = Workspace(paths, catalog(), library, clock=now)
    workspace.who = who
    return Desk(who, workspace)


def begun(folder: Path) -> Desk:
    """The plant with a case that has something of everything."""
    plant = desk(folder / "厂里", "李工")
    enterprise = Enterprise("贵州𫖯山钢铁有限公司", region="520181", industry="C3120")
    made = plant.workspace.create(enterprise, YEAR, ("general",))
    assert isinstance(made, CaseSession), made
    plant.type(1, "100")
    plant.type(6, "600")
    plant.outlet("DA001", "机头")
    plant.outlet("DA002", "机尾")
    plant.attach("一月电费发票.txt", b"invoice of january\n" * 50, 1)
    plant.plan("m1", name="风机变频改造")
    return plant


def parted(folder: Path) -> None:
    """Two closed libraries with the same case, and the package that carried it: see `reopen`."""
    plant = begun(folder)
    other = desk(folder / "顾问", "王工")
    other.take(plant.send(folder / "初稿.nzcase"))
    for one in (plant, other):
        one.workspace.close()


def reopen(folder: Path) -> tuple[Desk, Desk]:
    return desk(folder / "厂里", "李工"), desk(folder / "顾问", "王工")
