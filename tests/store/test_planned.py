"""The plan of a case in the library file: in order, exact, logged and undoable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from desktop_app.core.changes import Changes, DropPlanned, Mutation, PutPlanned
from desktop_app.core.data import Enterprise
from desktop_app.core.planned import DataChange, How, PlannedMeasure, Progress
from desktop_app.store.edits import Stamp
from desktop_app.store.library import Library

NOW = "2026-11-22T08:00:00+00:00"
STAMP = Stamp(NOW, "张工")
BURNER = PlannedMeasure(
    "a" * 32,
    "低氮燃烧改造",
    "cement.low_nox",
    changes=(
        DataChange("air.nox", How.TO, Decimal("50.0000000000000000001"), "mg/m3", "", "DA001"),
        DataChange("energy.electricity", How.PERCENT, Decimal("-2.5"), month=3),
    ),
    investment=Decimal("680.50"),
    yearly=Decimal(-40),
    years=Decimal(10),
    owner="设备部 李工",
    begin="2025-03-01",
    due="2025-12-31",
    progress=Progress.DECIDED,
    note="停窑检修时做",
)  # fmt: skip
OWN = PlannedMeasure("b" * 32, "自己想的办法", on=False)


@pytest.fixture
def library(odd_path: Path) -> Iterator[Library]:
    opened = Library.open(odd_path / "企业库.nzl")
    assert isinstance(opened, Library)
    yield opened
    opened.close()


@pytest.fixture
def case_id(library: Library) -> str:
    enterprise = library.add_enterprise(Enterprise("贵州某水泥有限公司"), NOW)
    assert isinstance(enterprise, str)
    case = library.add_case(enterprise, 2023, ("general",), NOW)
    assert isinstance(case, str)
    return case


def edit(library: Library, case_id: str, *mutations: Mutation) -> Changes:
    changes = library.apply(case_id, "方案", mutations, STAMP)
    assert isinstance(changes, Changes)
    return changes


def on_disk(library: Library, case_id: str) -> tuple[PlannedMeasure, ...]:
    """What another reader of the file finds."""
    other = Library.open(library.path)
    assert isinstance(other, Library)
    found = other.load(case_id).plan
    other.close()
    return found


def test_a_plan_is_on_disk_in_its_order_with_exact_figures(library: Library, case_id: str) -> None:
    changes = edit(library, case_id, PutPlanned(OWN), PutPlanned(BURNER))
    assert changes.planned == {OWN.id, BURNER.id}
    assert not changes.keys
    assert on_disk(library, case_id) == (OWN, BURNER)
    assert library.plan(case_id) == (OWN, BURNER)


def test_a_measure_keeps_its_place_when_it_changes(library: Library, case_id: str) -> None:
    edit(library, case_id, PutPlanned(OWN), PutPlanned(BURNER))
    edit(library, case_id, PutPlanned(replace(OWN, on=True, owner="生产部")))
    assert on_disk(library, case_id) == (replace(OWN, on=True, owner="生产部"), BURNER)
    assert not edit(library, case_id, PutPlanned(BURNER))


def test_every_edit_of_the_plan_can_be_undone(library: Library, case_id: str) -> None:
    edit(library, case_id, PutPlanned(OWN), PutPlanned(BURNER))
    edit(library, case_id, DropPlanned(OWN.id))
    assert on_disk(library, case_id) == (BURNER,)
    library.undo(case_id, STAMP)
    assert on_disk(library, case_id) == (OWN, BURNER)
    library.undo(case_id, STAMP)
    assert on_disk(library, case_id) == ()
    library.redo(case_id, STAMP)
    assert on_disk(library, case_id) == (OWN, BURNER)
    assert not edit(library, case_id, DropPlanned("gone"))
