"""Libraries that are damaged or that another program meddled with: looked at, never written to."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.app.library_check import Salvaged, check_library, salvage
from desktop_app.core.problems import Problem
from desktop_app.store.library import Library
from tests.store.samples import filled, put

PAGE = 4096


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A sound library, made once."""
    made = filled(tmp_path_factory.mktemp("sound") / "库.nzl", enterprises=1)
    made.close()
    return made.path.read_bytes()


@pytest.fixture
def path(odd_path: Path, whole: bytes) -> Path:
    made = odd_path / "库.nzl"
    made.write_bytes(whole)
    return made


def meddle(path: Path, *statements: str) -> bytes:
    """Run statements as another program would; the bytes of the file afterwards."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode=DELETE")
        for statement in statements:
            raw.execute(statement)
    return path.read_bytes()


def test_a_torn_page_anywhere_is_read_around_or_refused_and_never_raises(
    path: Path, whole: bytes
) -> None:
    outcomes = Counter[str]()
    for page in range(0, len(whole) // PAGE, 4):
        torn = bytearray(whole)
        torn[page * PAGE : page * PAGE + 300] = b"\xff" * 300
        path.write_bytes(bytes(torn))
        library = Library.open(path)
        if isinstance(library, Problem):
            outcomes[library.code] += 1
        else:
            why = library.read_only
            outcomes["sound" if why is None else why.code] += 1
            listed = library.attempt(Library.cases)
            for entry in () if isinstance(listed, Problem) else listed:
                library.try_load(entry.id)
                if why is not None:
                    refused = put(library, entry.id, "1")
                    assert isinstance(refused, Problem)
                    assert "文件已损坏" in refused.message()
            for read in (Library.kept, Library.confirmations, Library.facts):
                library.attempt(read)
            library.close()
        if outcomes["sound"] == 0:
            assert path.read_bytes() == bytes(torn)
    assert outcomes["library.damaged_read_only"] > 5
    assert outcomes["library.damaged"] + outcomes["library.not_ours"] >= 1


@pytest.mark.parametrize("table", ["pack_copy", "batch", "confirmation"])
def test_a_deep_check_tells_what_it_could_not_read(path: Path, table: str) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA writable_schema=ON")
        raw.execute("UPDATE sqlite_master SET rootpage=99999 WHERE name=?", (table,))
        raw.commit()
    assert any(one.code == "library.damaged" for one in check_library(path).problems)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON datum BEGIN DELETE FROM evidence; END",
        "CREATE VIEW v AS WITH RECURSIVE a AS (SELECT 1 x UNION SELECT x+1 FROM a) SELECT * FROM a",
        "CREATE VIRTUAL TABLE f USING fts5(x)",
        "CREATE INDEX i ON datum(hex(zeroblob(1000)))",
        "CREATE TRIGGER '坏\u202e\x01' BEFORE UPDATE ON \"case\" BEGIN SELECT 1; END",
    ],
)
def test_what_acts_by_itself_is_looked_at_but_not_set_off(path: Path, statement: str) -> None:
    before = meddle(path, statement)
    library = Library.open(path)
    assert isinstance(library, Library)
    assert library.read_only is not None
    assert library.read_only.code == "library.altered_read_only"
    assert "\u202e" not in library.read_only.message()
    case = library.cases()[0].id
    assert library.load(case).data
    assert isinstance(put(library, case, "1"), Problem)
    library.close()
    assert path.read_bytes() == before
    target = path.with_name("救回.nzl")
    assert isinstance(salvage(path, target), Salvaged)
    clean = Library.open(target)
    assert isinstance(clean, Library)
    assert clean.read_only is None
    assert clean.load(case).data
    clean.close()


@pytest.mark.parametrize(
    "statements",
    [
        ["DROP TABLE trash", "CREATE VIEW trash AS SELECT 1 AS case_id, 2 AS at"],
        ["DROP TABLE trash", "CREATE VIRTUAL TABLE trash USING fts5(case_id, at)"],
        ["ALTER TABLE trash ADD COLUMN x AS (hex(zeroblob(100000000)))"],
    ],
)
def test_a_table_that_is_none_is_not_opened(path: Path, statements: list[str]) -> None:
    before = meddle(path, *statements)
    found = Library.open(path)
    assert isinstance(found, Problem)
    assert found.code == "library.altered"
    assert "trash" in found.message()
    assert path.read_bytes() == before


def test_a_plain_table_beside_ours_is_left_alone(path: Path) -> None:
    meddle(path, "CREATE TABLE notes (x)", "ANALYZE")
    library = Library.open(path)
    assert isinstance(library, Library)
    assert library.read_only is None
    assert not isinstance(put(library, library.cases()[0].id, "1"), Problem)
    library.close()


def test_an_older_library_with_triggers_is_not_migrated(path: Path) -> None:
    older = Path(__file__).resolve().parents[1] / "data" / "libraries" / "0001.nzl"
    path.write_bytes(older.read_bytes())
    before = meddle(path, "CREATE TRIGGER t AFTER INSERT ON datum BEGIN DELETE FROM record; END")
    found = Library.open(path)
    assert isinstance(found, Problem)
    assert found.code == "library.altered"
    assert path.read_bytes() == before


def test_a_value_too_long_is_not_read_into_memory(path: Path) -> None:
    meddle(path, "UPDATE enterprise SET note = hex(zeroblob(17000000))")
    library = Library.open(path)
    assert isinstance(library, Library)
    assert isinstance(library.attempt(lambda one: one.load(one.cases()[0].id)), Problem)
    library.close()
