"""Migrations: on a copy, swapped in whole, the old file kept, and refused while others have it."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection

from desktop_app.core.problems import Problem
from desktop_app.store import driver, migrating
from desktop_app.store.backups import backups_of
from desktop_app.store.library import Library
from desktop_app.store.opening import KNOWN
from desktop_app.store.reading import read_contents
from desktop_app.store.schema import HEAD
from tests.torture.cuts import OLD, Cuts

OLDEST = KNOWN[0]


@pytest.fixture
def old(odd_path: Path) -> Path:
    path = odd_path / "旧 library.nzl"
    shutil.copyfile(OLD / f"{OLDEST}.nzl", path)
    return path


def test_a_library_of_every_released_revision_is_kept() -> None:
    assert {path.stem for path in OLD.glob("*.nzl")} >= set(KNOWN[:-1])


@pytest.mark.parametrize("revision", KNOWN[:-1])
def test_the_old_file_stays_with_its_revision_in_its_name(revision: str, odd_path: Path) -> None:
    path = odd_path / "library.nzl"
    shutil.copyfile(OLD / f"{revision}.nzl", path)
    before = read_contents(path)
    library = Library.open(path)
    assert isinstance(library, Library)
    library.close()
    (kept,) = backups_of(path)
    assert kept.revision == revision
    assert f"-r{revision}" in kept.path.name
    assert read_contents(kept.path) == before
    assert read_contents(path).revision == HEAD
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []


def test_what_was_still_in_the_log_is_migrated_too(old: Path) -> None:
    with closing(sqlite3.connect(old)) as raw:
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("PRAGMA wal_autocheckpoint=0")
        raw.execute("UPDATE enterprise SET contact='日志里的人'")
        raw.commit()
        elsewhere = old.with_name("killed.nzl")
        for suffix in ("", "-wal"):
            shutil.copyfile(f"{old}{suffix}", f"{elsewhere}{suffix}")
    library = Library.open(elsewhere)
    assert isinstance(library, Library)
    assert library.load(library.cases()[0].id).enterprise.contact == "日志里的人"
    library.close()


def test_a_library_somebody_has_open_is_not_migrated(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(old)) as raw:
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("SELECT count(*) FROM enterprise").fetchone()
        found = Library.open(old)
        assert isinstance(found, Problem)
        assert found.code == "library.in_use"
        raw.execute("UPDATE enterprise SET contact='还能写'")
        raw.commit()
    library = Library.open(old)
    assert isinstance(library, Library)
    assert library.load(library.cases()[0].id).enterprise.contact == "还能写"
    library.close()


def _loses_rows(connection: Connection) -> None:
    connection.exec_driver_sql("DELETE FROM change")


def _breaks_keys(connection: Connection) -> None:
    connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    connection.exec_driver_sql("UPDATE datum SET case_id='nowhere'")


def _fails(connection: Connection) -> None:
    connection.exec_driver_sql("SELECT * FROM no_such_table")


def _disk_full(_connection: Connection) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("fault", [_loses_rows, _breaks_keys, _fails, _disk_full])
def test_a_migration_that_goes_wrong_leaves_the_old_file(
    old: Path, monkeypatch: pytest.MonkeyPatch, fault: object
) -> None:
    before = read_contents(old)
    with monkeypatch.context() as patch:
        patch.setattr(migrating, "upgrade_tables", fault)
        found = Library.open(old)
    assert isinstance(found, Problem)
    assert found.code == "library.migration_failed"
    assert read_contents(old) == before
    assert {path.name for path in old.parent.iterdir()} <= {old.name, f"{old.stem}-backups"}
    assert backups_of(old) == ()
    library = Library.open(old)
    assert isinstance(library, Library)
    library.close()


def test_cut_short_at_any_step_the_old_file_or_the_new_one_is_there(odd_path: Path) -> None:
    cuts = Cuts(odd_path / "库", seed=20261130)
    last = cuts.migrating
    found = [cuts.cut_migration(step) for step in (last // 3, last // 2, last - 8, last)]
    assert found[0] == OLDEST
    assert found[-1] == HEAD
    assert cuts.cut_backup(cuts.backing_up // 2) == 0
    assert cuts.cut_backup(cuts.backing_up) == 1
