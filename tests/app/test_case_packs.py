"""A case stays with the versions of packs it was judged by, whatever is installed later."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.app.catalog import Catalog
from desktop_app.app.paths import Paths, find_paths
from desktop_app.app.session import CaseSession
from desktop_app.core.data import Enterprise, Key, Period
from desktop_app.core.entry import Entry
from desktop_app.store.library import Library
from tests.packs.pack_files import file_of, own_files

NOW = "2026-11-22T08:00:00+00:00"
ROLLS = Key("own.rolls", Period(2023))


@pytest.fixture
def paths(odd_path: Path) -> Paths:
    return find_paths(odd_path)


def install(paths: Paths, files: Mapping[str, bytes]) -> Path:
    """Put a pack file where installed ones are."""
    made = file_of(files)
    paths.user_packs.mkdir(exist_ok=True)
    place = paths.user_packs / made.file_name
    place.write_bytes(made.data)
    return place


@pytest.fixture
def library(paths: Paths) -> Library:
    library = Library.open(paths.library)
    assert isinstance(library, Library)
    enterprise = library.add_enterprise(Enterprise("甲厂", region="520100"), NOW)
    assert isinstance(enterprise, str)
    assert isinstance(library.add_case(enterprise, 2023, ("own",), NOW), str)
    return library


def opened(library: Library, paths: Paths, place: int = 0) -> CaseSession:
    """The case opened as after a start, when all packs are looked at anew."""
    case_id = library.cases()[place].id
    session = CaseSession.open(library, case_id, Catalog(paths), clock=lambda: NOW)
    assert isinstance(session, CaseSession), session
    return session


def double(session: CaseSession) -> object:
    return session.evaluation.results["own.double"].value


def version(session: CaseSession) -> str:
    return next(pack.version for pack in session.model.packs if pack.id == "own")


def codes(session: CaseSession) -> list[str]:
    return [one.code for one in session.judged_by.notices]


@pytest.fixture
def filled(library: Library, paths: Paths) -> CaseSession:
    """A case judged by the first version: seven rolls, doubled."""
    install(paths, own_files("2026.1.1"))
    session = opened(library, paths)
    assert not session.enter([Entry(ROLLS, "7")], "填写").problems
    assert double(session) == 14
    return session


def test_a_newer_version_waits_until_it_is_asked_for(
    filled: CaseSession, library: Library, paths: Paths
) -> None:
    install(paths, own_files("2026.1.2", "own.rolls * 3"))
    session = opened(library, paths)
    assert (version(session), double(session)) == ("2026.1.1", 14)
    assert codes(session) == ["pack.edition_older"]
    assert {one.version for one in session.judged_by.newer.values()} == {"2026.1.2"}
    assert session.move_packs("换用新版本").changes.packs
    assert (version(session), double(session)) == ("2026.1.2", 21)
    assert codes(session) == []
    session.undo()
    assert (version(session), double(session)) == ("2026.1.1", 14)
    session.redo()
    assert (version(session), double(session)) == ("2026.1.2", 21)
    again = opened(library, paths)
    assert (version(again), double(again)) == ("2026.1.2", 21)
    again.undo()
    assert (version(again), double(again)) == ("2026.1.1", 14)


def test_the_library_carries_the_packs_of_its_cases(
    filled: CaseSession, library: Library, paths: Paths, tmp_path: Path
) -> None:
    """The same library on a machine on which the pack was never installed."""
    elsewhere = find_paths(tmp_path / "another machine")
    session = opened(library, elsewhere)
    assert (version(session), double(session)) == ("2026.1.1", 14)
    assert codes(session) == []
    session.enter([Entry(ROLLS, "8")], "填写")
    assert double(session) == 16
    assert {pack for _digest, pack, _version in library.kept()} == {"general", "own", "readiness"}


def test_a_move_can_be_undone_after_the_old_pack_was_removed(
    filled: CaseSession, library: Library, paths: Paths
) -> None:
    install(paths, own_files("2026.1.2", "own.rolls * 3"))
    session = opened(library, paths)
    session.move_packs("换用新版本")
    (paths.user_packs / "own-2026.1.1.nzpack").unlink()
    again = opened(library, paths)
    assert double(again) == 21
    again.undo()
    assert (version(again), double(again)) == ("2026.1.1", 14)
    assert codes(again) == ["pack.edition_older"]


def test_other_content_under_the_same_version_does_not_creep_in(
    filled: CaseSession, library: Library, paths: Paths
) -> None:
    install(paths, own_files("2026.1.1", "own.rolls * 5"))
    session = opened(library, paths)
    assert double(session) == 14
    assert codes(session) == ["pack.edition_changed"]
    session.move_packs("换用新版本")
    assert double(session) == 35


def test_an_older_pack_at_hand_is_no_newer_version(
    filled: CaseSession, library: Library, paths: Paths
) -> None:
    (paths.user_packs / "own-2026.1.1.nzpack").unlink()
    install(paths, own_files("2025.1.1", "own.rolls * 9"))
    session = opened(library, paths)
    assert double(session) == 14
    assert not session.judged_by.newer
    assert codes(session) == []


def own_folder(paths: Paths, files: Mapping[str, bytes]) -> None:
    folder = paths.user_forms / "own"
    (folder / "cases").mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)


def test_a_folder_somebody_works_on_is_followed_until_its_version_changes(
    library: Library, paths: Paths
) -> None:
    own_folder(paths, own_files())
    session = opened(library, paths)
    session.enter([Entry(ROLLS, "7")], "填写")
    own_folder(paths, own_files(formula="own.rolls * 4"))
    session = opened(library, paths)
    assert double(session) == 28
    assert codes(session) == ["pack.followed"]
    assert codes(opened(library, paths)) == []
    own_folder(paths, own_files("2026.1.2", "own.rolls * 5"))
    session = opened(library, paths)
    assert double(session) == 28
    assert codes(session) == ["pack.edition_older"]


def set_pins(library: Library, pins: Mapping[str, str], *, forget: bool) -> None:
    """Make the library as another program may have left it."""
    with closing(sqlite3.connect(library.path)) as raw, raw:
        raw.execute('UPDATE "case" SET pins = ?', (json.dumps(dict(pins)),))
        if forget:
            raw.execute("DELETE FROM pack_copy")


@pytest.mark.parametrize(
    "pin", ["2025.1.1 " + "0" * 64, "2025.1.1", "", "nonsense of a former time", "x " * 400]
)
def test_a_version_that_cannot_be_had_gives_way_with_a_notice(
    filled: CaseSession, library: Library, paths: Paths, pin: str
) -> None:
    set_pins(library, {"own": pin, "general": pin}, forget=True)
    session = opened(library, paths)
    assert double(session) == 14
    assert codes(session) == ["pack.pin_gone", "pack.pin_gone"]
    assert all("{" not in one.told() for one in session.judged_by.notices)
    assert codes(opened(library, paths)) == []


def test_a_kept_pack_that_was_tampered_with_gives_way_with_a_notice(
    filled: CaseSession, library: Library, paths: Paths
) -> None:
    (paths.user_packs / "own-2026.1.1.nzpack").unlink()
    install(paths, own_files("2026.1.2", "own.rolls * 3"))
    other = file_of(own_files("2026.1.1", "own.rolls * 1000"))
    for data in (b"rubbish", other.data):
        pins = dict(filled.judged_by.pins)
        set_pins(library, pins, forget=False)
        with closing(sqlite3.connect(library.path)) as raw, raw:
            raw.execute("UPDATE pack_copy SET data = ? WHERE pack = 'own'", (data,))
        session = opened(library, paths)
        assert double(session) == 21
        assert codes(session) == ["pack.pin_broken"]


def test_a_case_of_before_packs_were_kept_is_kept_from_now_on(
    filled: CaseSession, library: Library, paths: Paths
) -> None:
    set_pins(library, {}, forget=True)
    assert codes(opened(library, paths)) == []
    install(paths, own_files("2026.1.2", "own.rolls * 3"))
    assert double(opened(library, paths)) == 14


def test_packs_come_and_go_while_the_others_stay_as_they_are(
    filled: CaseSession, library: Library, paths: Paths
) -> None:
    install(paths, own_files("2026.1.2", "own.rolls * 3"))
    session = opened(library, paths)
    assert not session.set_packs(["own", "electroplating"], "换规则包").problems
    assert (version(session), double(session)) == ("2026.1.1", 14)
    assert "electroplating" in session.case.pins
    session.set_profile({"region": "110000"}, "改档案")
    assert (version(session), double(session)) == ("2026.1.1", 14)
    session.set_packs(["electroplating"], "换规则包")
    assert "own" not in session.case.pins
    session.undo()
    session.undo()
    session.undo()
    assert "electroplating" not in session.case.pins
    assert (version(session), double(session)) == ("2026.1.1", 14)


NEXT = """
[pack]
id = "next"
name = "后加的"
version = "2026.5.1"
kind = "industry"
completeness = "测试用。"
requires = ["own"]
[[quantity]]
id = "next.sum"
name = "合计"
unit = "个"
formula = "own.rolls + own.later"
limb = "energy"
"""
LATER = """
[[item]]
key = "own.later"
name = "后来才问的"
section = "own"
unit = "个"
"""


def test_a_pack_that_needs_newer_ones_beside_it_is_refused_until_they_are_used(
    filled: CaseSession, library: Library, paths: Paths
) -> None:
    newer = own_files("2026.1.2")
    install(paths, {**newer, "pack.toml": newer["pack.toml"] + LATER.encode()})
    install(paths, {"pack.toml": NEXT.encode()})
    session = opened(library, paths)
    outcome = session.set_packs(["own", "next"], "换规则包")
    assert [one.code for one in outcome.problems] == ["pack.needs_newer"]
    assert "own.later" in outcome.problems[0].message()
    assert session.case.packs == ("own",)
    session.move_packs("换用新版本")
    assert not session.set_packs(["own", "next"], "换规则包").problems


def test_a_second_window_sees_the_move_with_its_next_edit(
    filled: CaseSession, library: Library, paths: Paths
) -> None:
    install(paths, own_files("2026.1.2", "own.rolls * 3"))
    first, second = opened(library, paths), opened(library, paths)
    first.move_packs("换用新版本")
    outcome = second.enter([Entry(ROLLS, "10")], "填写")
    assert outcome.changes.packs
    assert (version(second), double(second)) == ("2026.1.2", 30)


def test_the_next_year_begins_with_the_newest_and_last_year_keeps_its_own(
    filled: CaseSession, library: Library, paths: Paths
) -> None:
    install(paths, own_files("2026.1.2", "own.rolls * 3"))
    enterprise = library.cases()[0].enterprise_id
    fresh = library.add_case(enterprise, 2024, ("own",), NOW)
    place = next(n for n, one in enumerate(library.cases()) if one.id == fresh)
    session = opened(library, paths, place)
    assert version(session) == "2026.1.2"
    last = session.last_evaluation()
    assert last is not None
    assert last.results["own.double"].value == 14


def test_opening_again_stores_no_pack_twice(
    filled: CaseSession, library: Library, paths: Paths
) -> None:
    before = library.kept()
    opened(library, paths)
    assert library.kept() == before
    assert len(before) == 3
