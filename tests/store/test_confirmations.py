"""Confirmations in the library file: all of an edit or none, the last one of an entry counts."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop_app.core.pack import Checked, Confirmation
from desktop_app.core.problems import Problem
from desktop_app.store.library import Library

NOW = "2026-11-22T08:00:00+00:00"
LATER = "2026-11-23T08:00:00+00:00"
CHECKED = Checked("张工", date(2026, 11, 3), "GB/T 2589-2020", "第 9 页", "与表 A.1 一致")
COKE = Confirmation("general", "parameter[k.coke]", "a" * 16, CHECKED)
OLDER = replace(COKE, digest="b" * 16)
STEAM = Confirmation("general", "parameter[k.steam]", "c" * 16, CHECKED)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    opened = Library.open(tmp_path / "企业 库" / "library.db")
    assert isinstance(opened, Library)
    return opened


def on_disk(library: Library) -> set[Confirmation]:
    """What another reader of the file finds."""
    other = Library.open(library.path)
    assert isinstance(other, Library)
    found = set(other.confirmations())
    other.close()
    return found


def test_confirmations_are_on_disk_whole(library: Library) -> None:
    assert library.confirm([COKE, OLDER, STEAM], NOW) is None
    assert on_disk(library) == {COKE, OLDER, STEAM}


def test_checking_again_replaces_what_was_said_of_the_same_content(library: Library) -> None:
    assert library.confirm([COKE, OLDER], NOW) is None
    again = replace(COKE, checked=replace(CHECKED, who="李工", page="第 10 页", note=""))
    assert library.confirm([again], LATER) is None
    assert on_disk(library) == {again, OLDER}
    assert library.confirmations()[-1] == again


def test_withdrawing_takes_all_contents_of_an_entry_of_one_pack(library: Library) -> None:
    elsewhere = replace(COKE, pack="steel")
    assert library.confirm([COKE, OLDER, STEAM, elsewhere], NOW) is None
    assert library.withdraw("general", [COKE.path, "no such path"]) is None
    assert on_disk(library) == {STEAM, elsewhere}


def test_a_failing_write_keeps_none_of_them(library: Library) -> None:
    assert library.confirm([COKE], NOW) is None
    with sqlite3.connect(library.path) as raw:
        raw.execute(
            "CREATE TRIGGER full BEFORE INSERT ON confirmation WHEN NEW.digest LIKE 'c%'"
            " BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
    found = library.confirm([OLDER, STEAM], LATER)
    assert isinstance(found, Problem)
    assert on_disk(library) == {COKE}


def test_nothing_to_confirm_is_no_fault(library: Library) -> None:
    assert library.confirm([], NOW) is None
    assert on_disk(library) == set()
