"""The examples that come with the packs, and opening one as a case of a library."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from desktop_app.app.case_file import CaseFile, read_case_file
from desktop_app.app.catalog import Catalog
from desktop_app.app.example import (
    examples,
    find_example,
    fresh_example,
    open_example,
    store_case,
)
from desktop_app.app.paths import Paths, find_paths
from desktop_app.app.session import CaseSession
from desktop_app.core.evaluate import evaluate
from desktop_app.core.problems import Problem
from desktop_app.store.library import Library

NOW = "2026-11-22T08:00:00+00:00"


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    return find_paths(tmp_path_factory.mktemp("user"))


@pytest.fixture(scope="module")
def catalog(paths: Paths) -> Catalog:
    return Catalog(paths)


@pytest.fixture
def library(odd_path: Path) -> Library:
    opened = Library.open(odd_path / "企业库.nzl")
    assert isinstance(opened, Library)
    return opened


def opened(found: CaseSession | tuple[Problem, ...]) -> CaseSession:
    assert isinstance(found, CaseSession), [one.sentence() for one in found]
    return found


def test_real_enterprises_come_first_and_name_their_source(paths: Paths) -> None:
    every = examples(paths)
    assert every[0].id == "xiwang-2020"
    assert all(example.source and example.title for example in every)
    assert len({example.id for example in every}) == len(every)


def test_an_example_by_id_and_the_first_without(paths: Paths) -> None:
    first = examples(paths)[0]
    assert find_example(paths) == find_example(paths, first.id) == first
    unknown = find_example(paths, "xiwang-2021")
    assert isinstance(unknown, Problem)
    assert "是否指“xiwang-2020”？" in unknown.remedy()


def test_an_example_is_stored_as_it_is_written(
    paths: Paths, catalog: Catalog, library: Library
) -> None:
    session = opened(open_example(paths, catalog, library, clock=lambda: NOW))
    read = read_case_file(examples(paths)[0].path, catalog)
    assert read.case is not None
    assert session.case.data == read.case.data
    assert session.case.records == read.case.records
    assert session.case.enterprise == read.case.enterprise
    assert session.evaluation.results == evaluate(session.model, read.case).results


def test_the_year_before_comes_with_it(paths: Paths, catalog: Catalog, library: Library) -> None:
    session = opened(open_example(paths, catalog, library))
    before = session.year_before()
    assert before is not None
    assert before.year == session.case.year - 1
    assert before.data


def test_opening_an_example_again_opens_the_same_case(
    paths: Paths, catalog: Catalog, library: Library
) -> None:
    first = opened(open_example(paths, catalog, library))
    again = opened(open_example(paths, catalog, library))
    assert again.case_id == first.case_id
    assert len(library.cases()) == 2


def test_every_example_opens(paths: Paths, catalog: Catalog, library: Library) -> None:
    for example in examples(paths):
        session = opened(open_example(paths, catalog, library, example.id))
        assert session.case.data


def test_a_fresh_example_replaces_that_of_an_earlier_run(
    paths: Paths, catalog: Catalog, odd_path: Path
) -> None:
    out = odd_path / "输出"
    for _run in range(2):
        session = opened(fresh_example(paths, catalog, out))
        assert len(session.library.cases()) == 2
        session.library.close()


def test_an_unknown_example_and_a_folder_in_the_way(
    paths: Paths, catalog: Catalog, tmp_path: Path
) -> None:
    found = fresh_example(paths, catalog, tmp_path / "a", "nothing")
    assert isinstance(found, tuple)
    assert [one.code for one in found] == ["example.unknown"]
    (tmp_path / "file").write_text("")
    blocked = fresh_example(paths, catalog, tmp_path / "file" / "out")
    assert isinstance(blocked, tuple)
    assert [one.code for one in blocked] == ["library.cannot_open"]
    (tmp_path / "b" / "example.nzl").mkdir(parents=True)
    folder = fresh_example(paths, catalog, tmp_path / "b")
    assert isinstance(folder, tuple)
    assert [one.code for one in folder] == ["library.cannot_open"]


def test_an_example_that_cannot_be_judged_is_told(tmp_path: Path, library: Library) -> None:
    folder = tmp_path / "forms" / "own" / "cases"
    folder.mkdir(parents=True)
    (folder / "a.toml").write_text("[case]\nexample = 'made-up'\nyear = 1066", encoding="utf-8")
    own = Paths(tmp_path, tmp_path)
    found = open_example(own, Catalog(own), library)
    assert isinstance(found, tuple)
    assert [one.code for one in found] == ["file.field_type"]


def test_a_file_that_could_not_be_read_is_not_stored(catalog: Catalog, library: Library) -> None:
    broken = read_case_file(library.path.with_name("没有.toml"), catalog)
    assert store_case(broken, library, catalog, "打开") == broken.problems
    assert library.cases() == ()
    assert store_case(CaseFile(None, None, ()), library, catalog, "打开") == ()


def test_examples_that_cannot_be_read_are_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "forms" / "own" / "cases"
    folder.mkdir(parents=True)
    (folder / "a.toml").write_bytes(b"\xff\xfe")
    (folder / "b.toml").write_text("[case", encoding="utf-8")
    (folder / "c.toml").write_text("[case]\ntitle = '无'", encoding="utf-8")
    (folder / "d.toml").write_text("[case]\nexample = 'made-up'", encoding="utf-8")
    found = examples(Paths(tmp_path, tmp_path))
    assert [(example.id, example.title) for example in found] == [("d", "d")]
    assert isinstance(find_example(Paths(tmp_path / "none", tmp_path)), Problem)


def full(library: Library) -> None:
    """From now on nothing can be stored."""
    with sqlite3.connect(library.path) as raw:
        for table in ("enterprise", "case", "batch"):
            raw.execute(
                f'CREATE TRIGGER full_{table} BEFORE INSERT ON "{table}" '
                "BEGIN SELECT RAISE(ABORT, 'disk full'); END"
            )


def test_an_example_that_cannot_be_stored_is_told(
    paths: Paths, catalog: Catalog, library: Library
) -> None:
    read = read_case_file(examples(paths)[0].path, catalog)
    assert read.case is not None
    full(library)
    for found in (
        open_example(paths, catalog, library),
        store_case(read, library, catalog, "打开"),
    ):
        assert isinstance(found, tuple)
        assert [one.code for one in found] == ["library.conflict"]
    with sqlite3.connect(library.path) as raw:
        raw.execute("DROP TRIGGER full_enterprise")
        raw.execute("DROP TRIGGER full_case")
    unlogged = store_case(read, library, catalog, "打开")
    assert isinstance(unlogged, tuple)
    assert [one.code for one in unlogged] == ["library.conflict"]


def test_an_example_cut_short_before_its_data_is_made_whole(
    paths: Paths, catalog: Catalog, library: Library
) -> None:
    example = find_example(paths)
    assert not isinstance(example, Problem)
    case = read_case_file(example.path, catalog).case
    assert case is not None
    enterprise = library.add_enterprise(case.enterprise, NOW)
    assert isinstance(enterprise, str)
    assert isinstance(library.add_case(enterprise, case.year, case.packs, NOW), str)
    assert opened(open_example(paths, catalog, library)).case.data.keys() == case.data.keys()


def test_a_library_whose_list_is_torn_takes_no_example(tmp_path: Path, catalog: Catalog) -> None:
    path = tmp_path / "坏.nzl"
    first = Library.open(path)
    assert isinstance(first, Library)
    assert isinstance(open_example(find_paths(tmp_path), catalog, first), CaseSession)
    first.close()
    raw = sqlite3.connect(path)
    raw.execute("UPDATE \"case\" SET opened = CAST(x'323032FF' AS TEXT)")
    raw.commit()
    raw.close()
    torn = Library.open(path)
    assert isinstance(torn, Library)
    refused = open_example(find_paths(tmp_path), catalog, torn)
    torn.close()
    assert isinstance(refused, tuple)
    assert [one.code for one in refused] == ["library.cannot_open"]
