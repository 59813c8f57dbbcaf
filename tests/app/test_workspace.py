"""The workspace: cases listed, made and opened in a real library, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from desktop_app.app.paths import Paths, find_paths
from desktop_app.app.session import CaseSession
from desktop_app.app.workspace import Opened, Workspace
from desktop_app.core.data import Enterprise, Key, Period
from desktop_app.core.entry import Entry
from desktop_app.core.log import Place

STEEL = Enterprise("贵州𫖯山钢铁有限公司", region="520181", industry="C3120")


@pytest.fixture
def paths(odd_path: Path) -> Paths:
    return Paths(find_paths().root, odd_path)


@pytest.fixture
def workspace(paths: Paths) -> Iterator[Workspace]:
    ticks = count()
    made = Workspace.open(paths, clock=lambda: f"2026-11-22T08:00:{next(ticks):02}+00:00")
    yield made
    made.close()


def session(found: Opened) -> CaseSession:
    assert isinstance(found, CaseSession), found
    return found


def codes(found: Opened) -> list[str]:
    assert isinstance(found, tuple)
    return [problem.code for problem in found]


def test_a_new_enterprise_is_stored_and_opened(workspace: Workspace, paths: Paths) -> None:
    made = session(workspace.create(STEEL, 2025, ("general", "steel")))
    assert (made.case.enterprise, made.case.year) == (STEEL, 2025)
    assert "steel" in {pack.id for pack in made.model.packs}
    workspace.close()
    again = Workspace.open(paths)
    listed = again.cases()
    assert [(one.enterprise, one.year) for one in listed] == [(STEEL.name, 2025)]
    assert workspace.amounts([listed[0].id]) == {}
    assert session(again.open_case(listed[0].id)).case.enterprise == STEEL
    again.close()


def test_nothing_is_stored_when_the_name_or_a_pack_is_missing(workspace: Workspace) -> None:
    assert codes(workspace.create(Enterprise(" "), 2025, ())) == ["enterprise.name_missing"]
    assert codes(workspace.create(STEEL, 2025, ("steel_of_mars",))) == ["pack.unknown"]
    assert workspace.cases() == ()


def test_a_doubtful_credit_code_does_not_keep_anybody_out(workspace: Workspace) -> None:
    doubtful = Enterprise("贵阳某厂", uscc="91520100MA6DXXXX1")
    assert session(workspace.create(doubtful, 2025, ())).case.enterprise.uscc == doubtful.uscc


def test_years_of_one_enterprise(workspace: Workspace) -> None:
    first = session(workspace.create(STEEL, 2024, ("steel",)))
    session(workspace.create(Enterprise("别家"), 2023, ()))
    second = session(workspace.add_year(first.case_id, 2025))
    assert [(one.id, one.year) for one in workspace.years(first.case_id)] == [
        (second.case_id, 2025),
        (first.case_id, 2024),
    ]
    assert second.case.packs == first.case.packs
    before = second.year_before()
    assert before is not None
    assert before.year == 2024
    assert codes(workspace.add_year(first.case_id, 2025)) == ["library.case_exists"]


def test_the_example_is_put_into_the_library_once(workspace: Workspace) -> None:
    first = session(workspace.open_example())
    listed = workspace.cases()
    second = session(workspace.open_example())
    assert second.case_id == first.case_id
    assert len(workspace.cases()) == len(listed)
    assert workspace.amounts([first.case_id]) == {first.case_id: len(first.case.data)}
    assert len(first.case.data) > 10
    assert codes(workspace.open_example("no such one")) == ["example.unknown"]


def test_offers_say_which_packs_fit(workspace: Workspace) -> None:
    offers = {offer.pack.id: offer for offer in workspace.offers("C3120")}
    assert offers["steel"].fits
    assert not offers["electroplating"].fits
    assert offers["general"].required
    assert next(iter(offers)) == "steel"
    assert not any(offer.fits for offer in workspace.offers(""))


def test_the_name_of_the_user_goes_into_the_log(workspace: Workspace) -> None:
    workspace.who = "张工"
    made = session(workspace.create(STEEL, 2025, ("general",)))
    key = Key("energy.raw_coal", Period(2025, 1))
    made.enter([Entry(key, "12,000", "t")], "填写原煤")
    (line,) = made.library.history.of(made.case_id, Place.of_datum(key))
    assert (line.edit.who, line.edit.label) == ("张工", "填写原煤")


def test_a_damaged_library_is_named_and_left_as_it_is(paths: Paths) -> None:
    content = b"SQLite format 3\x00" + b"\xff" * 5000
    paths.library.write_bytes(content)
    found = Workspace.open(paths)
    assert [one.code for one in found.problems] == ["library.damaged"]
    assert codes(found.open_example()) == ["library.damaged"]
    assert codes(found.create(STEEL, 2025, ())) == ["library.damaged"]
    assert found.cases() == ()
    assert {pack.id for pack in found.catalog.packs} >= {"general", "steel"}
    assert paths.library.read_bytes() == content


def test_another_library_file_can_be_named(paths: Paths, tmp_path: Path) -> None:
    other = tmp_path / "别处.nzl"
    opened = Workspace.open(paths, str(other))
    session(opened.create(STEEL, 2025, ()))
    opened.close()
    assert other.exists()
    assert not paths.library.exists()


def test_a_case_that_is_gone(workspace: Workspace) -> None:
    assert codes(workspace.open_case("0" * 32)) == ["library.case_gone"]
    assert codes(workspace.add_year("0" * 32, 2025)) == ["library.case_gone"]
