"""The library: every edit is on disk, undoable and logged; foreign files are left alone."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, event, inspect
from sqlalchemy.exc import OperationalError

from desktop_app.core.changes import (
    Changes,
    DropDatum,
    DropRecord,
    Mutation,
    PutDatum,
    PutRecord,
    SetEnterprise,
    SetPacks,
)
from desktop_app.core.data import Datum, Enterprise, Key, Period, Record, State
from desktop_app.core.log import Place
from desktop_app.core.problems import Problem
from desktop_app.store import opening
from desktop_app.store.edits import Stamp
from desktop_app.store.library import Library
from desktop_app.store.schema import HEAD, Base

ROOT = Path(__file__).resolve().parents[2]
NOW = "2026-11-22T08:00:00+00:00"
STAMP = Stamp(NOW, "张工")
COAL = Key("energy.raw_coal", Period(2023, 3))


def datum(value: str, key: Key = COAL, unit: str = "t") -> Datum:
    return Datum(key, State.GIVEN, Decimal(value), unit, raw=value)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    opened = Library.open(tmp_path / "企业 库（测试）" / "library.db")
    assert isinstance(opened, Library)
    return opened


@pytest.fixture
def case_id(library: Library) -> str:
    enterprise = library.add_enterprise(Enterprise("贵州𫖯山钢铁有限公司", region="520100"), NOW)
    assert isinstance(enterprise, str)
    case = library.add_case(enterprise, 2023, ("general", "steel"), NOW)
    assert isinstance(case, str)
    return case


def edit(library: Library, case_id: str, *mutations: Mutation, label: str = "填写") -> Changes:
    changes = library.apply(case_id, label, mutations, STAMP)
    assert isinstance(changes, Changes)
    return changes


def test_an_edit_is_on_disk_for_another_reader(library: Library, case_id: str) -> None:
    edit(library, case_id, PutDatum(datum("1234.50")))
    other = Library.open(library.path)
    assert isinstance(other, Library)
    assert other.load(case_id).data[COAL].value == Decimal("1234.50")


def test_decimals_stay_exact(library: Library, case_id: str) -> None:
    exact = "0.100000000000000000000000001"
    edit(library, case_id, PutDatum(datum(exact)))
    assert str(library.load(case_id).data[COAL].value) == exact


def test_an_edit_that_changes_nothing_leaves_no_undo_step(library: Library, case_id: str) -> None:
    edit(library, case_id, PutDatum(datum("5")))
    assert not edit(library, case_id, PutDatum(datum("5")))
    assert len(library.stacks(case_id).undo) == 1


def test_undo_and_redo_walk_the_log_in_order(library: Library, case_id: str) -> None:
    edit(library, case_id, PutDatum(datum("1")), label="第一步")
    edit(library, case_id, PutDatum(datum("2")), label="第二步")
    for expected in ("1", None):
        changes = library.undo(case_id, STAMP)
        assert isinstance(changes, Changes)
        assert changes.keys == {COAL}
        found = library.load(case_id).data.get(COAL)
        assert (found and str(found.value)) == expected
    assert library.undo(case_id, STAMP) is None
    assert [label for _id, label in library.stacks(case_id).redo] == ["第二步", "第一步"]
    library.redo(case_id, STAMP)
    library.redo(case_id, STAMP)
    assert library.redo(case_id, STAMP) is None
    assert library.load(case_id).data[COAL].value == 2


def test_a_new_edit_after_undo_forgets_the_redo(library: Library, case_id: str) -> None:
    edit(library, case_id, PutDatum(datum("1")))
    library.undo(case_id, STAMP)
    edit(library, case_id, PutDatum(datum("3")))
    assert library.stacks(case_id).redo == ()


def test_undo_survives_a_restart(library: Library, case_id: str) -> None:
    edit(library, case_id, PutDatum(datum("1")), PutDatum(datum("9", Key("x", Period(2023)))))
    library.close()
    again = Library.open(library.path)
    assert isinstance(again, Library)
    again.undo(case_id, STAMP)
    assert again.load(case_id).data == {}


def test_dropping_a_record_takes_its_data_along_and_undo_brings_both_back(
    library: Library, case_id: str
) -> None:
    outlet = Record("outlet", "DA001", "烧结机头", {"source": "sinter_head"})
    key = Key("air.so2", Period(2023), "DA001")
    edit(library, case_id, PutRecord(outlet), PutDatum(datum("20", key, "mg/m3")))
    changes = edit(library, case_id, DropRecord("outlet", "DA001"))
    assert changes.keys == {key}
    assert changes.records == {"outlet"}
    assert not library.load(case_id).records
    library.undo(case_id, STAMP)
    case = library.load(case_id)
    assert case.records == (outlet,)
    assert case.data[key].unit == "mg/m3"


def test_profile_and_packs_are_edits_like_any_other(library: Library, case_id: str) -> None:
    changes = edit(
        library, case_id, SetEnterprise("region", "520200"), SetPacks(("general", "electroplating"))
    )
    assert changes.structural
    case = library.load(case_id)
    assert case.enterprise.region == "520200"
    assert case.packs == ("general", "electroplating")
    library.undo(case_id, STAMP)
    assert library.load(case_id).enterprise.region == "520100"


def test_history_of_a_field_names_who_and_what(library: Library, case_id: str) -> None:
    edit(library, case_id, PutDatum(datum("1")))
    edit(library, case_id, DropDatum(COAL))
    newest, oldest = library.history.of(case_id, Place.of_datum(COAL))
    assert newest.step.new is None
    assert newest.step.old is not None
    assert newest.step.old["value"] == "1"
    assert oldest.edit.who == "张工"


def test_one_case_per_enterprise_and_year(library: Library, case_id: str) -> None:
    entry = library.cases()[0]
    again = library.add_case(entry.enterprise_id, 2023, ("general",), NOW)
    assert isinstance(again, Problem)
    assert again.code == "library.case_exists"
    older = library.add_case(entry.enterprise_id, 2022, ("general",), NOW)
    assert library.year_before(case_id) == older


def test_a_failing_write_is_a_problem_and_changes_nothing(library: Library, case_id: str) -> None:
    edit(library, case_id, PutDatum(datum("1")))
    with sqlite3.connect(library.path) as raw:
        raw.execute(
            "CREATE TRIGGER full BEFORE INSERT ON batch BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
    found = library.apply(case_id, "填写", [PutDatum(datum("2"))], STAMP)
    assert isinstance(found, Problem)
    assert library.load(case_id).data[COAL].value == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04 not a database", "library.not_ours"),
        (b"SQLite format 3\x00" + b"\xff" * 200, "library.damaged"),
    ],
)
def test_foreign_and_damaged_files_are_refused_untouched(
    tmp_path: Path, content: bytes, code: str
) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(content)
    found = Library.open(path)
    assert isinstance(found, Problem)
    assert found.code == code
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE t (x)")
    found = Library.open(path)
    assert isinstance(found, Problem)
    assert found.code == "library.not_ours"


def test_a_library_of_a_newer_program_is_refused(library: Library) -> None:
    library.close()
    with sqlite3.connect(library.path) as raw:
        raw.execute("UPDATE alembic_version SET version_num='0099'")
    found = Library.open(library.path)
    assert isinstance(found, Problem)
    assert found.code == "library.newer"
    assert "0099" in found.message()


def test_a_folder_that_cannot_be_made_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    found = Library.open(tmp_path / "file" / "library.db")
    assert isinstance(found, Problem)
    assert found.code == "library.cannot_open"


def test_the_revisions_build_exactly_the_declared_tables(library: Library) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(opening.__file__).with_name("migrations")))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD
    built = inspect(create_engine(f"sqlite:///{library.path}"))
    for name, table in Base.metadata.tables.items():
        columns = {column["name"]: column["nullable"] for column in built.get_columns(name)}
        assert columns == {column.name: column.nullable for column in table.columns}


@pytest.mark.parametrize("revision", opening.KNOWN[:-1])
def test_a_library_of_every_earlier_revision_opens_with_all_it_held(
    revision: str, tmp_path: Path
) -> None:
    kept = ROOT / "tests" / "data" / "libraries" / f"{revision}.nzl"
    path = tmp_path / "旧 library.nzl"
    shutil.copyfile(kept, path)
    had = {name: _columns(path, name) for name in _tables(path) - {"alembic_version"}}
    held = {name: _rows(path, f'"{name}"', had[name]) for name in had}
    assert all(held.values())
    library = Library.open(path)
    assert isinstance(library, Library)
    assert library.load(library.cases()[0].id).data
    library.close()
    assert {name: _rows(path, f'"{name}"', had[name]) for name in held} == held
    assert _rows(path, "alembic_version") == [(HEAD,)]
    fresh = _tables(path) - held.keys() - {"alembic_version"}
    assert not any(_rows(path, name) for name in fresh)


def _tables(path: Path) -> set[str]:
    listed = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    with closing(sqlite3.connect(path)) as raw:
        return {name for (name,) in raw.execute(listed)}


def _columns(path: Path, table: str) -> str:
    with closing(sqlite3.connect(path)) as raw:
        return ", ".join(f'"{row[1]}"' for row in raw.execute(f'PRAGMA table_info("{table}")'))


def _rows(path: Path, table: str, columns: str = "*") -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute(f"SELECT {columns} FROM {table}").fetchall()


def test_writes_are_synced_to_disk(library: Library) -> None:
    with library._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def test_a_first_start_cut_short_leaves_a_file_that_opens(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA journal_mode=WAL")
    assert path.stat().st_size
    assert isinstance(Library.open(path), Library)


@pytest.mark.parametrize("name", ["a%20b.db", "a#b.db", "100%.db"])
def test_a_library_is_made_under_the_very_name_given(tmp_path: Path, name: str) -> None:
    opened = Library.open(tmp_path / name)
    assert isinstance(opened, Library)
    opened.close()
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_folder_nothing_can_be_written_to_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_connection: object) -> None:
        raise OperationalError("BEGIN", {}, sqlite3.OperationalError("database or disk is full"))

    monkeypatch.setattr(opening, "upgrade_tables", full)
    found = Library.open(tmp_path / "library.db")
    assert isinstance(found, Problem)
    assert found.code == "library.cannot_open"
    assert "disk is full" in found.message()


def test_while_another_program_writes_reading_goes_on_and_writing_is_a_problem(
    library: Library, case_id: str
) -> None:
    edit(library, case_id, PutDatum(datum("1")))
    with closing(sqlite3.connect(library.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert library.load(case_id).data[COAL].value == 1
        assert len(library.cases()) == 1
        library.close()
        event.listen(library._engine, "connect", _impatient)
        found = library.apply(case_id, "填写", [PutDatum(datum("2"))], STAMP)
    assert isinstance(found, Problem)
    assert found.code == "library.busy"
    assert library.load(case_id).data[COAL].value == 1


def _impatient(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA busy_timeout=50")


def test_the_count_of_edits_only_grows(library: Library, case_id: str) -> None:
    edit(library, case_id, PutDatum(datum("1")))
    library.undo(case_id, STAMP)
    library.redo(case_id, STAMP)
    assert library.stacks(case_id).edits == 3


def test_a_pasted_block_is_one_step_that_undo_takes_back_whole(
    library: Library, case_id: str
) -> None:
    keys = [Key(f"energy.c{n // 12}", Period(2023, n % 12 + 1)) for n in range(300)]
    edit(library, case_id, *(PutDatum(datum(str(n), key)) for n, key in enumerate(keys[:100])))
    before = library.load(case_id).data
    block: list[Mutation] = [PutDatum(datum(str(n + 5), key)) for n, key in enumerate(keys)]
    block += [DropDatum(key) for key in keys[:40]]
    block.append(PutDatum(datum("7", keys[0])))
    changes = edit(library, case_id, *block, label="粘贴")
    after = library.load(case_id).data
    assert changes.keys == set(keys)
    assert after.keys() == {keys[0], *keys[40:]}
    assert after[keys[0]].value == 7
    assert after[keys[299]].value == 304
    assert library.data(case_id, keys) == after
    library.undo(case_id, STAMP)
    assert library.load(case_id).data == before
    library.redo(case_id, STAMP)
    assert library.load(case_id).data == after
