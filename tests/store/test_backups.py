"""Backups: whole and verified or not there, thinned by age, mirrored, never in anybody's way."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.app.backups import (
    Verified,
    back_up,
    find_backup,
    is_due,
    list_all,
    look_into,
    restore,
    verify,
)
from desktop_app.core.changes import PutDatum, PutEvidence
from desktop_app.core.data import Datum, Key, Period, State
from desktop_app.core.evidence import Evidence, EvidenceKind
from desktop_app.core.problems import Problem
from desktop_app.core.unread import unread_key
from desktop_app.store import backups
from desktop_app.store.backup_names import BackupName, folder_of, read_name
from desktop_app.store.backups import Preview, backups_of, mirror, second_folder
from desktop_app.store.copying import copy_library
from desktop_app.store.library import Library
from desktop_app.store.thinning import DAY, MONTH, WEEK, fitting, kept
from tests.store.samples import STAMP, filled, put

AT = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def library(odd_path: Path) -> Iterator[Library]:
    made = filled(odd_path / "企业 库.nzl")
    yield made
    made.close()


def case_of(library: Library) -> str:
    return library.cases()[0].id


def code(found: object) -> str:
    assert isinstance(found, Problem), found
    return found.code


def test_a_backup_of_an_open_library_holds_all_of_it(library: Library) -> None:
    done = back_up(library.path, now=AT)
    assert done.made is not None
    assert done.problems == ()
    other = Library.open(done.made.path)
    assert isinstance(other, Library)
    for entry in library.cases():
        assert other.load(entry.id) == library.load(entry.id)
        assert other.stacks(entry.id) == library.stacks(entry.id)
    assert other.copy_of("d" * 64) == library.copy_of("d" * 64)
    other.close()
    assert [path.name for path in folder_of(library.path).iterdir()] == [done.made.path.name]


def test_without_a_change_there_is_no_new_backup(library: Library) -> None:
    first = back_up(library.path, now=AT).made
    library.touch(case_of(library), "2026-11-30T09:00:00+00:00", {})
    again = back_up(library.path, now=AT + HOUR)
    assert (again.made, again.newest) == (None, first)
    put(library, case_of(library), "1")
    assert back_up(library.path, now=AT + HOUR).made is not None
    library.undo(case_of(library), STAMP)
    assert back_up(library.path, now=AT + 2 * HOUR).made is not None
    assert back_up(library.path, now=AT + 3 * HOUR, always=True).made is not None


def test_an_hour_without_a_backup_is_enough(library: Library) -> None:
    assert is_due(library.path, AT)
    back_up(library.path, now=AT)
    assert not is_due(library.path, AT + HOUR - timedelta(seconds=1))
    assert is_due(library.path, AT + HOUR)


def test_progress_is_told_and_stopping_leaves_nothing(library: Library) -> None:
    shares: list[float] = []
    done = back_up(library.path, now=AT, tell=shares.append)
    assert done.made is not None
    assert shares == sorted(shares)
    assert shares[-1] == 1

    def stop(_share: float) -> None:
        raise KeyError

    put(library, case_of(library), "1")
    with pytest.raises(KeyError):
        back_up(library.path, now=AT + HOUR, tell=stop)
    assert len(list(folder_of(library.path).iterdir())) == 1


def test_writing_goes_on_while_a_backup_is_made(library: Library) -> None:
    written: list[object] = []

    def edit(_share: float) -> None:
        written.append(put(library, case_of(library), str(len(written) + 1)))

    done = back_up(library.path, now=AT, tell=edit)
    assert done.made is not None
    assert done.problems == ()
    assert not [one for one in written if isinstance(one, Problem)]
    assert library.stacks(case_of(library)).edits > 9


def test_a_backup_that_was_not_written_whole_is_none(library: Library) -> None:
    folder = folder_of(library.path)
    folder.mkdir()
    (folder / f"{BackupName('企业 库', AT).file}.part").write_bytes(b"SQLite format 3")
    (folder / BackupName("企业 库", AT).file).write_bytes(b"")
    (folder / BackupName("别的库", AT).file).write_bytes(b"x")
    assert backups_of(library.path) == ()
    done = back_up(library.path, now=AT)
    assert done.made is not None
    assert backups_of(library.path) == (done.made,)
    assert not isinstance(look_into(done.made.path, deep=True), Problem)


def test_copying_never_takes_the_place_of_a_file(library: Library, odd_path: Path) -> None:
    target = odd_path / "已有.nzl"
    target.write_bytes(b"mine")
    assert code(copy_library(library.path, target)) == "backup.target_exists"
    assert code(copy_library(odd_path / "没有.nzl", odd_path / "x.nzl")) == "backup.no_library"
    assert target.read_bytes() == b"mine"


def test_a_damaged_backup_is_told_and_not_restored(library: Library) -> None:
    made = back_up(library.path, now=AT).made
    assert made is not None
    data = bytearray(made.path.read_bytes())
    for place in range(4096 * 3, len(data), 4096):
        data[place : place + 100] = b"\xff" * 100
    made.path.write_bytes(bytes(data))
    assert code(look_into(made.path, deep=True)) == "library.damaged"
    before = set(library.path.parent.iterdir())
    assert code(restore(made.path, library.path, now=AT)) == "library.damaged"
    assert set(library.path.parent.iterdir()) == before
    assert back_up(library.path, now=AT + HOUR).made is not None


def test_restoring_makes_a_copy_and_keeps_what_is_there(library: Library) -> None:
    made = back_up(library.path, now=AT).made
    assert made is not None
    put(library, case_of(library), "7")
    now = library.load(case_of(library))
    restored = restore(made.path, library.path, now=AT + HOUR)
    assert isinstance(restored, Path)
    again = restore(made.path, library.path, now=AT + HOUR)
    assert isinstance(again, Path)
    assert again != restored
    other = Library.open(restored)
    assert isinstance(other, Library)
    assert len(other.load(case_of(library)).data) == len(now.data) - 1
    other.close()
    assert library.load(case_of(library)) == now
    newest = backups_of(library.path)[0]
    assert newest.at == AT + HOUR
    held = look_into(newest.path)
    assert isinstance(held, Preview)
    assert held.last_label == "再填"


def test_the_backup_chosen_is_not_thinned_out_before_it_is_restored(library: Library) -> None:
    late = AT + timedelta(minutes=59)
    first = back_up(library.path, now=late - timedelta(minutes=30)).made
    assert first is not None
    put(library, case_of(library), "7")
    back_up(library.path, now=late)
    put(library, case_of(library), "8")
    assert isinstance(restore(first.path, library.path, now=late + 2 * HOUR), Path)


def test_a_preview_tells_what_a_backup_holds(library: Library) -> None:
    made = back_up(library.path, now=AT).made
    assert made is not None
    found = look_into(made.path)
    assert isinstance(found, Preview)
    assert (found.enterprises, len(found.cases), found.data) == (2, 4, 4 * 71)
    assert {one.year for one in found.cases} == {2022, 2023}
    assert found.size == made.path.stat().st_size
    assert found.last_label == "档案"


def test_a_second_place_gets_the_same_bytes_and_catches_up(
    library: Library, tmp_path: Path
) -> None:
    stick = tmp_path / "U 盘"
    first = back_up(library.path, str(stick), now=AT)
    assert first.made is not None
    assert [one.code for one in first.problems] == ["backup.place_missing"]
    stick.mkdir()
    later = back_up(library.path, str(stick), now=AT + HOUR)
    assert later.made is None
    assert later.second is not None
    assert later.second.path.read_bytes() == first.made.path.read_bytes()
    first.made.path.unlink()
    assert list_all(library.path, str(stick)) == (later.second,)
    assert find_backup(library.path, later.second.path.name, str(stick)) == later.second.path
    assert code(mirror(later.second, later.second.path.parent, library.path)) == "backup.place_same"


def test_two_libraries_of_one_name_do_not_share_a_second_folder(tmp_path: Path) -> None:
    one, other = tmp_path / "a" / "library.nzl", tmp_path / "b" / "library.nzl"
    assert second_folder(tmp_path, one) != second_folder(tmp_path, other)


def test_old_backups_are_thinned_and_those_of_older_revisions_stay(library: Library) -> None:
    folder = folder_of(library.path)
    folder.mkdir()
    for minutes in range(0, 4 * 60, 10):
        moment = AT - timedelta(minutes=minutes)
        (folder / BackupName("企业 库", moment).file).write_bytes(b"x")
    old = folder / BackupName("企业 库", AT - 400 * DAY, "0001").file
    old.write_bytes(b"x")
    back_up(library.path, now=AT + timedelta(minutes=5))
    assert old.exists()
    assert [(AT - one.at) // timedelta(minutes=1) for one in backups_of(library.path)] == [
        *(-5, 0, 10, 20, 30, 40, 50),
        *(60, 60 + 10, 120 + 10, 180 + 10),
        400 * 24 * 60,
    ]


def test_a_name_is_read_as_it_is_written() -> None:
    name = BackupName("库 (2)-x", AT, "0001")
    assert read_name(name.file) == name
    assert read_name(name.file.replace(".nzl", " (2).nzl")) == name
    assert read_name("library.nzl") is None
    assert read_name("library-20261399T084752Z.nzl") is None


ages = st.lists(st.integers(0, 400 * 24 * 60), max_size=200, unique=True)


@given(ages, st.integers(0, 60 * 24 * 60))
def test_thinning_keeps_the_newest_of_every_span(minutes: list[int], later: int) -> None:
    moments = [AT - timedelta(minutes=number) for number in minutes]
    stay = kept(moments, AT)
    assert stay <= set(moments)
    assert kept(stay, AT) == stay
    if moments:
        assert max(moments) in stay
    # What is left of a month can be gone over again by weeks.
    for span, limit in ((HOUR, DAY), (DAY, WEEK), (WEEK, MONTH), (MONTH + WEEK, 400 * DAY)):
        for moment in moments:
            if AT - moment <= limit:
                # Nothing is farther from what is kept than its span is long, in either direction.
                assert any(abs(one - moment) <= span for one in stay)
    after = AT + timedelta(minutes=later)
    assert kept(kept(moments, AT), after) <= set(moments)
    if moments:
        assert max(moments) in kept(stay, after)


def test_a_wrong_clock_thins_nothing_out_that_a_right_one_would_keep() -> None:
    hours = [AT - number * HOUR for number in range(20)]
    days = [AT - number * DAY for number in range(1, 7)]
    right = kept([*hours, *days], AT)
    ahead = AT + 700 * DAY
    today = {one for one in right if one.date() == AT.date()}
    last = {max(one for one in right if one.date() == day) for day in {m.date() for m in right}}
    assert len(today) == 9
    assert len(last) == 7
    assert kept([*right, ahead], ahead) >= today | last
    later = [ahead + number * HOUR for number in range(1, 12)]
    assert kept([*right, ahead, *later], later[-1]) >= today | last
    back = AT + HOUR
    assert kept([*right, ahead, back], back) >= right
    assert fitting(dict.fromkeys([*right, ahead], 1), 5, back)


def test_backups_from_the_future_keep_no_new_one_from_being_made(library: Library) -> None:
    assert back_up(library.path, now=AT + 700 * DAY).made is not None
    assert back_up(library.path, now=AT).made is None
    assert is_due(library.path, AT)
    put(library, case_of(library), "1")
    assert back_up(library.path, now=AT).made is not None
    assert not is_due(library.path, AT)
    assert back_up(library.path, now=AT + HOUR).made is None
    put(library, case_of(library), "2")
    assert back_up(library.path, now=AT + HOUR).made is not None
    assert len(backups_of(library.path)) == 3


def test_verifying_reads_the_contents_of_documents(library: Library, odd_path: Path) -> None:
    case = case_of(library)
    kept_file = library.files.keep([b"invoice" * 1000])
    assert not isinstance(kept_file, Problem)
    document = Evidence(
        id="a", number=0, title="发票", kind=EvidenceKind.INVOICE, file="a.txt",
        media="text/plain", size=7000, digest=kept_file.digest, added="", who="",
    )  # fmt: skip
    library.apply(case, "佐证", [PutEvidence(document)], STAMP)
    unread_text = Datum(
        unread_key(Key("energy.electricity", Period(2023, 1))), State.BLANK, raw="一亿左右"
    )
    library.apply(case, "看不懂", [PutDatum(unread_text)], STAMP)
    made = back_up(library.path, now=AT).made
    assert made is not None
    found = verify(made.path)
    assert isinstance(found, Verified)
    assert (found.files, found.problems) == (1, ())
    assert (found.preview.data, found.preview.unread) == (4 * 71, 1)
    assert found.preview.documents == 1
    assert sum(library.amounts().values()) == 4 * 71
    with closing(sqlite3.connect(made.path)) as raw:
        raw.execute("UPDATE content_chunk SET data=replace(data, 'i', 'j')")
        raw.commit()
    found = verify(made.path)
    assert isinstance(found, Verified)
    assert [one.code for one in found.problems] == ["library.file_changed"]
    with closing(sqlite3.connect(made.path)) as raw:
        raw.execute("DELETE FROM content")
        raw.commit()
    found = verify(made.path)
    assert isinstance(found, Verified)
    assert [one.code for one in found.problems] == ["library.file_missing"]
    assert found.files == 0


@given(ages, st.integers(0, 300))
def test_what_has_to_fit_fits_and_the_newest_stays(minutes: list[int], room: int) -> None:
    sizes = {AT - timedelta(minutes=number): number % 7 + 1 for number in minutes}
    stay = fitting(sizes, room, AT)
    assert stay <= set(sizes)
    assert sum(sizes[one] for one in stay) <= room or len(stay) <= 1
    if sizes:
        assert max(sizes) in stay
    if sum(sizes.values()) <= room:
        assert stay == set(sizes)


def test_where_room_is_short_the_densest_go_first() -> None:
    days = [AT - timedelta(days=number) for number in range(0, 100, 10)]
    dense = [AT - timedelta(days=50, hours=number) for number in range(1, 5)]
    sizes = dict.fromkeys([*days, *dense], 1)
    assert fitting(sizes, len(days), AT) == set(days)


def test_a_backup_leaves_room_for_edits(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "SPARE", 1 << 60)
    done = back_up(library.path, now=AT)
    assert [one.code for one in done.problems] == ["backup.no_room"]
    assert done.made is None


@pytest.mark.parametrize("mode", ["WAL", "DELETE", "TRUNCATE"])
def test_a_library_can_be_copied_in_any_journal_mode(odd_path: Path, mode: str) -> None:
    path = odd_path / "库.nzl"
    filled(path, enterprises=1).close()
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute(f"PRAGMA journal_mode={mode}").fetchone() == (mode.lower(),)
    assert not isinstance(copy_library(path, odd_path / "copy.nzl"), Problem)
    assert isinstance(Library.open(odd_path / "copy.nzl"), Library)
