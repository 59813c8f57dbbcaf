"""Case packages between two libraries: made, looked into, taken in, merged, and undone."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.app.catalog import Catalog
from desktop_app.app.package_looking import Found, look, verify_package
from desktop_app.app.package_making import Wish, make_package, package_name
from desktop_app.app.package_taking import fresh_packs, take_merged, take_new, take_over
from desktop_app.app.paths import Paths, find_paths
from desktop_app.app.session import CaseSession
from desktop_app.core.changes import Changes, DropRecord, SetEnterprise
from desktop_app.core.copies import consistent
from desktop_app.core.data import Key, Period
from desktop_app.core.log import Place
from desktop_app.core.merge import Choice
from desktop_app.core.problems import Problem
from desktop_app.exchange.package import sealed
from desktop_app.store.cross_check import differences
from tests.app.package_desks import POWER, YEAR, Desk, desk, now, parted, reopen

JUNE = Place("datum", f"{POWER}\x1f\x1f{YEAR}-06")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("两处")
    parted(folder)
    return folder


@pytest.fixture
def desks(made: Path, odd_path: Path) -> Iterator[tuple[Desk, Desk]]:
    shutil.copytree(made, odd_path, dirs_exist_ok=True)
    found = reopen(odd_path)
    yield found
    for one in found:
        one.workspace.close()


@pytest.fixture
def plant(desks: tuple[Desk, Desk]) -> Desk:
    return desks[0]


@pytest.fixture
def consultant(desks: tuple[Desk, Desk]) -> Desk:
    return desks[1]


def codes(found: object) -> list[str]:
    if isinstance(found, Problem):
        return [found.code]
    return [one.code for one in found.problems]  # type: ignore[attr-defined]


def test_a_package_carries_everything_to_an_empty_library(
    plant: Desk, consultant: Desk, odd_path: Path
) -> None:
    assert plant.same_as(consultant)
    mine, theirs = plant.open(), consultant.open()
    assert theirs.case == mine.case
    assert theirs.evaluation.results == mine.evaluation.results
    history = consultant.library.history
    assert [one.label for one in history.edits(theirs.case_id)] == [
        one.label for one in plant.library.history.edits(mine.case_id)
    ]
    (document,) = theirs.case.evidence
    assert b"".join(consultant.library.files.read(document.digest)).startswith(b"invoice")
    kept = {digest for digest, _pack, _version in consultant.library.kept()}
    assert {pin.split()[1] for pin in mine.case.pins.values()} <= kept
    # It is undone on the other desk just as it would have been here.
    assert theirs.undo().changes.planned == {"m1"}
    assert package_name(mine.case).endswith(".nzcase")
    manifest, wrong = verify_package(odd_path / "初稿.nzcase")  # type: ignore[misc]
    assert wrong is None
    assert (manifest.editor, manifest.data, manifest.documents) == ("李工", 2, 1)


def test_both_desks_work_offline_and_end_alike(
    plant: Desk, consultant: Desk, odd_path: Path
) -> None:
    plant.type(2, "200")
    plant.type(6, "610")
    plant.attach("二月电费发票.txt", b"february\n" * 60, 2)
    plant.plan("m1", owner="赵工")
    plant.do("移除", DropRecord("outlet", "DA002"))
    consultant.type(3, "300")
    consultant.type(6, "620")
    consultant.attach("监测报告.txt", b"monitoring\n" * 70, 6)
    consultant.plan("m1", note="已询价")
    consultant.outlet("DA002", "机尾除尘")
    sent = consultant.send(odd_path / "顾问稿.nzcase")

    looked = plant.look(sent)
    assert looked.found is Found.PARTED
    assert looked.merged is not None
    assert [row.leaf.place.kind for row in looked.merged.conflicts] == ["record", "datum"]
    undecided = take_merged(plant.library, looked, {}, plant.stamp)
    assert codes(undecided) == ["package.undecided"]
    before = plant.state()

    taken = plant.merge(sent, Choice.THEIRS)
    assert "package.renumbered" in codes(taken)
    session = plant.open()
    assert plant.state()[JUNE]["value"] == "620"
    assert {one.id for one in session.case.records} == {"DA001", "DA002"}
    assert [one.label for one in session.case.evidence] == ["P-001", "P-002", "P-003"]
    assert (session.case.plan[0].owner, session.case.plan[0].note) == ("赵工", "已询价")
    for document in session.case.evidence:
        assert plant.library.files.sound(document.digest)
    people = {one.edit.who for one in plant.library.history.of(session.case_id, JUNE)}
    assert people == {"李工", "王工"}

    back = plant.send(odd_path / "合并稿.nzcase")
    assert consultant.look(back).found is Found.AHEAD
    assert "package.renumbered" not in codes(consultant.merge(back))
    assert plant.same_as(consultant)
    assert not differences(plant.library.path)
    assert not differences(consultant.library.path)

    # One step takes all of it back, another brings it again.
    session = plant.open()
    assert session.stacks.undo[-1][1] == "合并王工的自评包"
    session.undo()
    assert plant.state() == before
    session.redo()
    assert plant.same_as(consultant)


def test_importing_twice_changes_nothing_and_says_so(
    plant: Desk, consultant: Desk, odd_path: Path
) -> None:
    consultant.type(6, "620")
    sent = consultant.send(odd_path / "a.nzcase")
    plant.merge(sent)
    newest, state = plant.library.history.newest(), plant.state()
    again = plant.merge(sent, Choice.THEIRS)
    assert codes(again) == ["package.nothing_new"]
    assert plant.look(sent).found is Found.SAME
    over = take_over(plant.library, plant.look(sent), plant.stamp)
    assert codes(over) == ["package.nothing_new"]
    assert (plant.library.history.newest(), plant.state()) == (newest, state)


def test_a_merge_that_was_undone_is_made_again(
    plant: Desk, consultant: Desk, odd_path: Path
) -> None:
    consultant.type(6, "620")
    sent = consultant.send(odd_path / "a.nzcase")
    plant.merge(sent)
    merged = plant.state()
    plant.library.undo(plant.case_id, plant.stamp)
    plant.type(7, "700")
    assert plant.look(sent).found is Found.PARTED
    plant.merge(sent)
    assert plant.state()[JUNE] == merged[JUNE]
    assert not differences(plant.library.path)
    assert consistent(plant.library.copies.read(plant.case_id).copy)


def test_replacing_takes_theirs_whole_and_can_be_undone(
    plant: Desk, consultant: Desk, odd_path: Path
) -> None:
    plant.type(2, "200")
    plant.type(6, "610")
    consultant.type(6, "620")
    before = plant.state()
    looked = plant.look(consultant.send(odd_path / "a.nzcase"))
    taken = take_over(plant.library, looked, plant.stamp)
    assert not isinstance(taken, Problem)
    assert plant.same_as(consultant)
    plant.library.undo(plant.case_id, plant.stamp)
    assert plant.state() == before
    assert not differences(plant.library.path)


def test_a_copy_beside_has_ids_of_its_own_and_can_still_be_merged(
    plant: Desk, consultant: Desk, odd_path: Path
) -> None:
    consultant.type(6, "620")
    looked = plant.look(consultant.send(odd_path / "a.nzcase"))
    taken = take_new(plant.library, looked, now())
    assert not isinstance(taken, Problem)
    names = sorted(one.enterprise for one in plant.workspace.cases())
    assert len(names) == 2
    assert names[1].startswith(f"{names[0]}（副本")
    assert (
        plant.library.load(taken.case_id)
        .data[next(key for key in plant.library.load(taken.case_id).data if key.period.month == 6)]
        .raw
        == "620"
    )
    assert not differences(plant.library.path)


def test_another_year_of_an_enterprise_joins_it_and_its_profile_stays(
    plant: Desk, odd_path: Path
) -> None:
    other = desk(odd_path / "第三家", "赵工")
    other.workspace.create(plant.library.load(plant.case_id).enterprise, YEAR + 1, ("general",))
    other.do("档案", SetEnterprise("contact", "赵工"))
    taken = plant.take(other.send(odd_path / "b.nzcase"))
    assert codes(taken) == ["package.profile_kept"]
    facts = plant.library.facts()
    assert len({one.enterprise_id for one in facts}) == 1
    assert {one.year for one in facts} == {YEAR, YEAR + 1}
    assert {one.enterprise.contact for one in facts} == {""}
    other.workspace.close()


def test_a_case_begun_apart_meets_ours_place_by_place(plant: Desk, odd_path: Path) -> None:
    other = desk(odd_path / "第三家", "赵工")
    other.workspace.create(plant.library.load(plant.case_id).enterprise, YEAR, ("general",))
    other.type(6, "660")
    other.type(9, "900")
    sent = other.send(odd_path / "b.nzcase")
    looked = plant.look(sent)
    assert looked.found is Found.OTHER
    assert looked.merged is not None
    assert [row.leaf.place for row in looked.merged.conflicts] == [JUNE]
    plant.merge(sent)
    assert len(plant.library.load(plant.case_id).data) == 3
    assert not differences(plant.library.path)
    other.workspace.close()


def test_what_lies_in_the_trash_is_not_made_a_second_time(
    plant: Desk, consultant: Desk, odd_path: Path
) -> None:
    sent = consultant.send(odd_path / "a.nzcase")
    plant.library.trash.put_away([plant.case_id], now())
    looked = plant.look(sent)
    assert looked.found is Found.TRASHED
    assert codes(take_new(plant.library, looked, now())) == ["package.in_trash"]


def test_evidence_left_at_home_comes_with_a_later_package(plant: Desk, odd_path: Path) -> None:
    other = desk(odd_path / "新来的", "王工")
    taken = other.take(plant.send(odd_path / "轻.nzcase", files=False))
    assert codes(taken) == ["package.without_evidence", "package.evidence_gone"]
    whole = plant.send(odd_path / "全.nzcase")
    assert codes(other.merge(whole)) == ["package.evidence_added"]
    assert codes(other.merge(whole)) == ["package.nothing_new"]
    (document,) = other.library.evidence(other.case_id)
    assert other.library.files.sound(document.digest)
    other.workspace.close()


def test_an_edit_made_while_choosing_is_not_overrun(
    plant: Desk, consultant: Desk, odd_path: Path
) -> None:
    consultant.type(6, "620")
    looked = plant.look(consultant.send(odd_path / "a.nzcase"))
    plant.type(6, "611")
    newest = plant.library.history.newest()
    assert codes(take_over(plant.library, looked, plant.stamp)) == ["package.changed_meanwhile"]
    assert plant.library.history.newest() == newest


def test_a_failing_disk_leaves_no_half_of_a_case(
    plant: Desk, odd_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = plant.send(odd_path / "a.nzcase")
    other = desk(odd_path / "新来的", "王工")
    looked = other.look(sent)
    with closing(sqlite3.connect(other.library.path)) as raw:
        raw.execute(
            "CREATE TRIGGER full BEFORE INSERT ON change BEGIN SELECT raise(ABORT,'x'); END"
        )
        raw.commit()
    assert isinstance(take_new(other.library, looked, now()), Problem)
    assert other.workspace.cases() == ()
    with closing(sqlite3.connect(other.library.path)) as raw:
        assert raw.execute("SELECT count(*) FROM enterprise").fetchone() == (0,)
    other.workspace.close()


def test_a_package_nobody_can_write_leaves_the_old_file(plant: Desk, odd_path: Path) -> None:
    target = plant.send(odd_path / "a.nzcase")
    before = target.read_bytes()

    def stop(share: float) -> None:
        if share > 0.05:
            raise KeyboardInterrupt

    wish = Wish(target, "李工", now())
    with pytest.raises(KeyboardInterrupt):
        make_package(plant.library, plant.workspace.catalog, plant.case_id, wish, stop)
    assert target.read_bytes() == before
    nowhere = Wish(odd_path / "没有" / "a.nzcase", "李工", now())
    made = make_package(plant.library, plant.workspace.catalog, plant.case_id, nowhere)
    assert [one.code for one in made] == ["package.cannot_write"]  # type: ignore[union-attr]
    assert {path.name for path in odd_path.iterdir()} == {"厂里", "顾问", "初稿.nzcase", "a.nzcase"}


def test_packs_nobody_has_here_are_told(plant: Desk, odd_path: Path) -> None:
    other = desk(odd_path / "新来的", "王工")
    looked = other.look(plant.send(odd_path / "a.nzcase"))
    bare = Catalog(Paths(find_paths().root, odd_path))
    assert fresh_packs(other.library, bare, looked) == ()
    monday = Paths(odd_path / "没有规则包", odd_path)
    told = fresh_packs(other.library, Catalog(monday), looked)
    assert [one.split()[0] for one in told] == ["general", "readiness"]
    other.take(odd_path / "a.nzcase")
    assert fresh_packs(other.library, Catalog(monday), looked) == ()
    other.workspace.close()


def test_a_password_seals_the_whole_file(
    plant: Desk, odd_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealed, "COST", 14)
    sent = plant.send(odd_path / "密.nzcase", "贵阳 2026")
    raw = sent.read_bytes()
    assert b"case.json" not in raw
    assert b"invoice" not in raw
    other = desk(odd_path / "新来的", "王工")
    assert codes(look(other.library, sent)) == ["package.password_needed"]
    assert codes(look(other.library, sent, "贵阳2026")) == ["package.wrong_password"]
    other.take(sent, "贵阳 ２０２６")
    assert other.same_as(plant)
    other.workspace.close()


def next_year(plant: Desk, folder: Path, **profile: str) -> Desk:
    """Another desk that typed the enterprise itself and works on the year after."""
    other = desk(folder / "第三家", "赵工")
    enterprise = replace(plant.library.load(plant.case_id).enterprise, contact="", **profile)
    other.workspace.create(enterprise, YEAR + 1, ("general",))
    return other


CONTACT = Place("enterprise", "contact")


def test_what_came_with_another_year_never_runs_over_the_profile_here(
    plant: Desk, odd_path: Path
) -> None:
    case_id = plant.case_id
    plant.do("档案", SetEnterprise("contact", "厂办"))
    before = plant.library.history.newest()
    other = next_year(plant, odd_path)
    other.do("档案", SetEnterprise("contact", "赵工"))
    taken = plant.take(other.send(odd_path / "b.nzcase"))
    assert plant.library.history.past(case_id, before).state[CONTACT] == "厂办"
    brought = plant.library.history.bring_back(case_id, before, "回到", plant.stamp)
    assert isinstance(brought, Changes)
    assert not brought
    session = plant.workspace.open_case(taken.case_id)
    assert isinstance(session, CaseSession)
    undone = session.undo()
    assert [one.code for one in undone.problems] == ["history.profile_spared"]
    assert "联系人" in undone.problems[0].told(str)
    assert not session.stacks.undo
    assert session.redo().problems
    assert {one.enterprise.contact for one in plant.library.facts()} == {"厂办"}
    other.workspace.close()


@pytest.mark.parametrize(
    ("here", "there", "same"),
    [
        ({}, {"uscc": "91520181MA6DJ0XX5A"}, True),
        ({"uscc": "91520181MA6DJ0XX5A"}, {}, True),
        ({"name": "某厂（一期）有限公司"}, {"name": "某厂(一期) 有限公司"}, True),
        ({"uscc": "91520181MA6DJ0XX5A"}, {"uscc": "91520181MA6DJ0XX6B"}, False),
        ({"uscc": "91520181MA6DJ0XX5A"}, {"uscc": "９１５２０１８１ma6dj0xx5a"}, True),
    ],
)
def test_an_enterprise_typed_on_both_desks_is_known_again(
    plant: Desk, odd_path: Path, here: dict[str, str], there: dict[str, str], *, same: bool
) -> None:
    other = next_year(plant, odd_path, **there)
    for field, text in here.items():
        plant.do("档案", SetEnterprise(field, text))
    plant.take(other.send(odd_path / "b.nzcase"))
    assert len({one.enterprise_id for one in plant.library.facts()}) == (1 if same else 2)
    other.workspace.close()


def test_after_an_edit_that_was_merged_in_is_after_its_merge(
    plant: Desk, consultant: Desk, odd_path: Path
) -> None:
    consultant.type(9, "900")
    before = plant.library.history.newest()
    plant.merge(consultant.send(odd_path / "a.nzcase"))
    place = Place.of_datum(Key(POWER, Period(YEAR, 9)))
    past = plant.library.history.past
    numbers = [one.position for one in plant.library.history.edits(plant.case_id, limit=2)]
    assert len(numbers) == 2
    assert place not in past(plant.case_id, before).state
    assert all(past(plant.case_id, number).state[place]["value"] == "900" for number in numbers)
