"""Damaged libraries: told, never touched, and as much saved as there is."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desktop_app.app.library_check import Checked, check_library
from desktop_app.core.changes import PutEvidence
from desktop_app.core.data import Case, Enterprise
from desktop_app.core.problems import Problem
from desktop_app.store.file_contents import KeptFile, Unused
from desktop_app.store.library import Library
from desktop_app.store.pages import Pages
from desktop_app.store.salvage import LOST_ENTERPRISE, SALVAGED, Salvaged, salvage
from tests.store.samples import STAMP, done, filled, put
from tests.store.test_evidence import INVOICE
from tests.torture.cuts import OLD

PAGE = 4096


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of three enterprises, closed."""
    path = tmp_path_factory.mktemp("完好") / "库.nzl"
    library = filled(path, enterprises=3)
    for number in range(30):
        put(library, library.cases()[0].id, str(number))
        if number % 3 == 0:
            library.undo(library.cases()[0].id, STAMP)
    library.close()
    return path


def cases_in(path: Path) -> dict[str, Case]:
    library = Library.open(path)
    assert isinstance(library, Library), library
    found = {entry.id: library.load(entry.id) for entry in library.cases()}
    library.close()
    return found


def saved(bad: Path, out: Path) -> Salvaged:
    before = bad.read_bytes()
    found = salvage(bad, out)
    assert isinstance(found, Salvaged), found
    assert bad.read_bytes() == before
    aside = {f"{bad.name}-wal", f"{bad.name}-shm"}
    assert {path.name for path in bad.parent.iterdir()} - aside == {bad.name, out.name}
    return found


def log_problems(path: Path) -> list[str]:
    """What a deep check says of a library; the packs of the sample are no real ones."""
    found = check_library(path).problems
    return [one.code for one in found if one.code != "library.pack_copy_changed"]


def broken(sound: Path, folder: Path, *pages: int) -> Path:
    """A copy in which some pages, from 1, hold nothing any more."""
    data = bytearray(sound.read_bytes())
    for page in pages:
        data[(page - 1) * PAGE : page * PAGE] = bytes(PAGE)
    path = folder / "坏.nzl"
    path.write_bytes(bytes(data))
    return path


def roots(path: Path, *tables: str) -> list[int]:
    with closing(sqlite3.connect(path)) as raw:
        rows = dict(raw.execute("SELECT name, rootpage FROM sqlite_master"))
    return [rows[table] for table in tables]


def test_a_sound_library_is_salvaged_whole(sound: Path, tmp_path: Path) -> None:
    found = saved(broken(sound, tmp_path), tmp_path / "新.nzl")
    assert found.whole
    assert cases_in(found.library) == cases_in(sound)
    assert log_problems(found.library) == []
    library, before = Library.open(found.library), Library.open(sound)
    assert isinstance(library, Library)
    assert isinstance(before, Library)
    case = before.cases()[0].id
    assert library.stacks(case) == before.stacks(case)
    library.close()
    before.close()


def test_the_pages_hold_the_rows_of_the_tables(sound: Path) -> None:
    with closing(sqlite3.connect(sound)) as raw:
        names = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type='table'")]
        rows = sum(raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names)
        schema = raw.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        blob = raw.execute("SELECT data FROM pack_copy").fetchone()[0]
    with Pages(sound) as pages:
        found = list(pages.rows())
    assert None not in found
    assert len(found) == rows + schema
    assert any(row is not None and blob in row.values for row in found)


def test_without_the_list_of_tables_everything_is_saved(sound: Path, tmp_path: Path) -> None:
    bad = broken(sound, tmp_path, 1)
    assert check_library(bad).problems[0].code == "library.not_ours"
    found = saved(bad, tmp_path / "新.nzl")
    assert not found.whole
    assert cases_in(found.library) == cases_in(sound)
    assert log_problems(found.library) == []


def test_without_any_root_everything_is_saved(sound: Path, tmp_path: Path) -> None:
    pages = roots(sound, "datum", "change", "batch", "sqlite_autoindex_datum_1")
    bad = broken(sound, tmp_path, *pages)
    assert check_library(bad).problems[0].code == "library.damaged"
    found = saved(bad, tmp_path / "新.nzl")
    assert cases_in(found.library) == cases_in(sound)


def test_lost_data_come_back_from_the_log(sound: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(sound)) as raw:
        item = b"energy.fuel_3"
        assert raw.execute("SELECT count(*) FROM datum WHERE item='energy.fuel_3'").fetchone()[0]
    data = sound.read_bytes()
    places = [at for at in range(len(data) // PAGE) if _is_data(data, at, item)]
    found = saved(broken(sound, tmp_path, *(at + 1 for at in places)), tmp_path / "新.nzl")
    assert cases_in(found.library) == cases_in(sound)
    assert sum(case.from_log for case in found.cases) > 50
    assert not any(case.lost for case in found.cases)


def _is_data(data: bytes, at: int, item: bytes) -> bool:
    """Whether a page is a leaf of the table of data with that item on it."""
    page = data[at * PAGE : (at + 1) * PAGE]
    return page[0] == 13 and item in page and b"given" in page and b"{" not in page


def test_what_is_lost_for_good_is_named(sound: Path, tmp_path: Path) -> None:
    data = sound.read_bytes()
    data_pages = [at + 1 for at in range(len(data) // PAGE) if _is_data(data, at, b"energy.fuel_3")]
    log = [
        at + 1
        for at in range(len(data) // PAGE)
        if data[at * PAGE] == 13 and b'{"state"' in data[at * PAGE : (at + 1) * PAGE]
    ]
    found = saved(broken(sound, tmp_path, *data_pages, *log), tmp_path / "新.nzl")
    lost = [name for case in found.cases for name in case.lost]
    assert any(name.startswith("energy.fuel_3@20") for name in lost)
    assert not found.whole
    library = Library.open(found.library)
    assert isinstance(library, Library)
    for entry in library.cases():
        label = library.stacks(entry.id).undo[-1][1]
        assert label == SALVAGED
        while library.undo(entry.id, STAMP):
            library.load(entry.id)
    library.close()
    assert log_problems(found.library) == []


def test_a_lost_enterprise_has_a_stand_in(sound: Path, tmp_path: Path) -> None:
    found = saved(broken(sound, tmp_path, *roots(sound, "enterprise")), tmp_path / "新.nzl")
    assert all(case.remade and case.enterprise == LOST_ENTERPRISE for case in found.cases)
    whole = cases_in(sound)
    for case_id, case in cases_in(found.library).items():
        assert case.data == whole[case_id].data
        assert case.year == whole[case_id].year


def test_lost_cases_are_made_from_their_data(sound: Path, tmp_path: Path) -> None:
    found = saved(broken(sound, tmp_path, *roots(sound, "case")), tmp_path / "新.nzl")
    assert len(found.cases) == 6
    whole = cases_in(sound)
    for case_id, case in cases_in(found.library).items():
        assert (case.year, case.data) == (whole[case_id].year, whole[case_id].data)


def test_a_log_that_was_not_written_back_is_read(tmp_path: Path) -> None:
    library = filled(tmp_path / "库.nzl", enterprises=1)
    put(library, library.cases()[0].id, "7")
    folder = tmp_path / "掉电"
    folder.mkdir()
    for suffix in ("", "-wal"):
        (folder / f"坏.nzl{suffix}").write_bytes(Path(f"{library.path}{suffix}").read_bytes())
    whole = cases_in(library.path)
    library.close()
    found = salvage(folder / "坏.nzl", folder / "新.nzl")
    assert isinstance(found, Salvaged)
    assert cases_in(found.library) == whole


def test_where_nothing_can_be_read_nothing_is_made(tmp_path: Path) -> None:
    bad = tmp_path / "坏.nzl"
    bad.write_bytes(random.Random(7).randbytes(50_000))
    found = salvage(bad, tmp_path / "新.nzl")
    assert isinstance(found, Problem)
    assert found.code == "salvage.nothing"
    assert [path.name for path in tmp_path.iterdir()] == [bad.name]
    taken = salvage(bad, bad)
    assert isinstance(taken, Problem)
    assert taken.code == "backup.target_exists"


def test_a_flipped_bit_in_a_number_is_found_by_the_log(sound: Path, tmp_path: Path) -> None:
    path = broken(sound, tmp_path)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE datum SET value='13' WHERE item='energy.fuel_2' AND value='5'")
        raw.execute("DELETE FROM datum WHERE item='energy.fuel_4' AND period='2023-07'")
        raw.commit()
    assert check_library(path, deep=False).problems == ()
    assert set(log_problems(path)) == {"library.log_differs"}
    found = [one for one in check_library(path).problems if one.code == "library.log_differs"]
    assert any("energy.fuel_2/2022-05" in one.message() for one in found)
    assert any("energy.fuel_4/2023-07" in one.message() for one in found)


def test_a_deep_check_of_a_sound_library_finds_nothing(sound: Path) -> None:
    assert log_problems(sound) == []
    found = check_library(sound)
    assert isinstance(found, Checked)
    assert (found.cases, found.packs) == (6, 1)


damage = st.one_of(
    st.tuples(st.just("cut"), st.integers(0, 10**6), st.just(0)),
    st.tuples(st.just("flip"), st.integers(0, 10**6), st.integers(1, 400)),
    st.tuples(st.just("blank"), st.integers(0, 10**6), st.integers(1, 12)),
    st.tuples(st.just("noise"), st.integers(0, 10**6), st.integers(1, 12)),
)


@pytest.fixture
def with_file(tmp_path: Path) -> tuple[Path, bytes]:
    """A library whose only case is in the trash and has a document of three pieces."""
    path, content = tmp_path / "有佐证.nzl", bytes(range(1, 256)) * 9000
    library = Library.open(path)
    assert isinstance(library, Library)
    enterprise = library.add_enterprise(Enterprise("甲厂"), STAMP.now)
    assert isinstance(enterprise, str)
    case = library.add_case(enterprise, 2023, ("general",), STAMP.now)
    assert isinstance(case, str)
    kept = library.files.keep([content])
    assert isinstance(kept, KeptFile)
    document = replace(INVOICE, digest=kept.digest, size=kept.size)
    done(library.apply(case, "佐证", [PutEvidence(document)], STAMP))
    assert library.trash.put_away([case], STAMP.now) is None
    library.close()
    assert check_library(path).problems == ()
    return path, content


FLIPPED = "UPDATE content_chunk SET data = CAST(x'00' || substr(data, 2) AS BLOB) WHERE place = 1"


@pytest.mark.parametrize("harm", [FLIPPED, "DELETE FROM content_chunk WHERE place = 1"])
def test_a_damaged_file_is_told_and_put_in_order_by_keeping_it_again(
    with_file: tuple[Path, bytes], tmp_path: Path, harm: str
) -> None:
    path, content = with_file
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(harm)
        raw.commit()
    (told,) = check_library(path).problems
    assert (told.code, told.args["enterprise"]) == ("library.file_changed", "甲厂")
    made = salvage(path, tmp_path / "新.nzl")
    assert isinstance(made, Salvaged)
    assert {one.name: one.lost for one in made.tables if one.lost} == {"content": 1}
    assert not made.whole
    library = Library.open(made.library)
    assert isinstance(library, Library)
    kept = library.files.keep([content])
    assert isinstance(kept, KeptFile)
    assert b"".join(library.files.read(kept.digest)) == content
    assert isinstance(library.files.purge(), Unused)
    library.close()
    assert check_library(made.library).problems == ()
    with closing(sqlite3.connect(made.library)) as raw:
        assert raw.execute("SELECT count(*) FROM content_chunk").fetchone() == (3,)


def test_pieces_are_found_again_when_the_list_of_files_is_lost(
    with_file: tuple[Path, bytes], tmp_path: Path
) -> None:
    path, _content = with_file
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("DELETE FROM content")
        raw.execute("INSERT INTO content_chunk VALUES ('left over', 0, x'01')")
        raw.commit()
    assert [one.code for one in check_library(path).problems] == ["library.file_missing"]
    made = salvage(path, tmp_path / "新.nzl")
    assert isinstance(made, Salvaged)
    assert {one.name: one.saved for one in made.tables}["content"] == 1
    assert check_library(made.library).problems == ()


def test_what_cannot_be_read_in_the_trash_is_told(with_file: tuple[Path, bytes]) -> None:
    path, _content = with_file
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE evidence SET kind = 'zzz'")
        raw.commit()
    codes = [one.code for one in check_library(path).problems]
    assert codes == ["library.value_unreadable", "library.log_differs"]


def test_a_look_at_an_older_library_leaves_it_as_it_was(tmp_path: Path) -> None:
    path, empty = tmp_path / "旧.nzl", tmp_path / "空.nzl"
    path.write_bytes((OLD / "0003.nzl").read_bytes())
    empty.touch()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE datum SET value = '77' WHERE rowid = 1")
        raw.commit()
    before = path.read_bytes()
    (told,) = check_library(path).problems
    assert (told.code, told.where.document) == ("library.log_differs", str(path))
    assert check_library(empty) == Checked(0, 0, 0, ())
    assert (path.read_bytes(), empty.read_bytes()) == (before, b"")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["旧.nzl", "空.nzl"]


def damaged(data: bytes, kind: str, seed: int, count: int) -> bytes:
    """A library with random damage: cut off, bits flipped, pages blank or full of noise."""
    choice = random.Random(seed)
    made = bytearray(data)
    if kind == "cut":
        return bytes(made[: choice.randrange(len(made))])
    for _ in range(count):
        if kind == "flip":
            made[choice.randrange(len(made))] ^= 1 << choice.randrange(8)
        else:
            at = choice.randrange(len(made) // PAGE) * PAGE
            made[at : at + PAGE] = bytes(PAGE) if kind == "blank" else choice.randbytes(PAGE)
    return bytes(made)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damage)
@example(("flip", 60, 41))  # a text of the list is no longer UTF-8
def test_no_damage_breaks_anything(sound: Path, tmp_path: Path, harm: tuple[str, int, int]) -> None:
    bad, out = tmp_path / "坏.nzl", tmp_path / "新.nzl"
    out.unlink(missing_ok=True)
    content = damaged(sound.read_bytes(), *harm)
    bad.write_bytes(content)
    opened = Library.open(bad) if len(content) else None
    if isinstance(opened, Library):
        listed = opened.attempt(lambda library: library.cases())
        for entry in () if isinstance(listed, Problem) else listed:
            opened.try_load(entry.id)
        opened.close()
        bad.write_bytes(content)
    check_library(bad)
    bad.write_bytes(content)
    found = salvage(bad, out)
    assert bad.read_bytes() == content
    if isinstance(found, Problem):
        assert found.code == "salvage.nothing"
        assert harm[0] == "cut"
        return
    held = cases_in(out)
    if harm[0] == "cut":
        whole = cases_in(sound)
        for case_id, case in held.items():
            extra = case.data.items() - whole[case_id].data.items()
            # The edit that removed them was cut off as well.
            assert not extra or any(one.from_log for one in found.cases)
    out.unlink()
