"""Editions side by side: the newest sound one is used, and a pack is read when it is asked for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desktop_app.packs import files as files_module
from desktop_app.packs import shelf as shelf_module
from desktop_app.packs.editions import (
    Edition,
    Origin,
    in_files,
    in_folders,
    newest,
    of_contents,
    of_file,
)
from desktop_app.packs.files import Contents
from desktop_app.packs.header import version_order
from desktop_app.packs.read import pack_folders, read_library
from desktop_app.packs.shelf import Reader, Shelf, usable
from tests.packs.pack_files import file_of, own_files

FORMS = Path(__file__).resolve().parents[2] / "forms"


@pytest.fixture(scope="module")
def built_in() -> list[Edition]:
    return in_folders(FORMS, Origin.BUILT_IN)


def own(version: str, origin: Origin, formula: str = "own.rolls * 2") -> Edition:
    return of_contents(Contents("x/own", own_files(version, formula)), origin)


def test_a_pack_read_alone_is_the_pack_read_with_all_others(built_in: list[Edition]) -> None:
    whole = read_library(pack_folders(FORMS)).packs
    shelf = Shelf(Reader(), newest(built_in))
    assert set(shelf) == set(whole)
    for name, pack in whole.items():
        assert shelf[name] == pack, name


def test_headers_are_told_without_reading(
    built_in: list[Edition], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = read_library(pack_folders(FORMS)).packs
    for one in built_in:
        pack = whole[one.id]
        told = (one.head.name, one.version, one.head.requires, one.head.industries, one.digest)
        assert told == (pack.name, pack.version, pack.requires, pack.industries, pack.digest)

    def refuse(*_given: object) -> None:
        raise AssertionError("read")

    monkeypatch.setattr(shelf_module, "parsed", refuse)
    assert len(in_folders(FORMS, Origin.BUILT_IN)) == len(built_in)
    assert usable(built_in, Reader()).keys() == whole.keys()


def test_only_what_is_asked_for_is_read(
    built_in: list[Edition], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    real = files_module.parsed

    def watched(contents: Contents) -> object:
        seen.append(contents.own_name)
        return real(contents)

    monkeypatch.setattr(shelf_module, "parsed", watched)
    shelf = Shelf(Reader(), newest(built_in))
    assert shelf["electroplating"] is shelf["electroplating"]
    assert sorted(seen) == ["electroplating", "general"]


def test_versions_are_ordered_by_their_numbers() -> None:
    texts = ["2026.11.2", "2026.9.30", "2027.1.1", "2026.11.10", "nonsense"]
    ordered = ["nonsense", "2026.9.30", "2026.11.2", "2026.11.10", "2027.1.1"]
    assert sorted(texts, key=version_order) == ordered


def test_the_newest_is_used_and_of_equals_the_users_own() -> None:
    built, installed = own("2026.1.2", Origin.BUILT_IN), own("2026.1.2", Origin.INSTALLED)
    mine, later = own("2026.1.2", Origin.OWN), own("2026.1.3", Origin.BUILT_IN)
    assert newest([built, installed])["own"] is installed
    assert newest([mine, installed, built])["own"] is mine
    assert newest([mine, installed, built, later])["own"] is later


def test_a_faulty_edition_gives_way_to_the_one_before(built_in: list[Edition]) -> None:
    first = own("2026.1.1", Origin.INSTALLED)
    cyclic = own("2026.1.2", Origin.INSTALLED, "own.double + 1")
    unknown = own("2026.1.3", Origin.INSTALLED, "own.missing")
    assert usable([first, cyclic, unknown, *built_in], Reader())["own"] is first
    assert "own" not in usable([cyclic, *built_in], Reader())


def test_installed_files_are_editions_and_broken_ones_are_told(tmp_path: Path) -> None:
    good = file_of(own_files())
    (tmp_path / good.file_name).write_bytes(good.data)
    (tmp_path / "bad.nzpack").write_bytes(good.data[:-1])
    (tmp_path / "half.nzpack.new").write_bytes(good.data[:100])
    editions, problems = in_files(tmp_path)
    assert [(one.id, one.digest) for one in editions] == [("own", good.manifest.digest)]
    assert [one.where.document for one in problems] == ["bad.nzpack"]
    assert in_files(tmp_path / "nowhere") == ([], [])


def test_the_file_of_an_edition_is_the_one_it_came_from() -> None:
    made = file_of(own_files())
    edition = of_file(made.data, "x", Origin.KEPT)
    assert isinstance(edition, Edition)
    assert edition.as_file("9.9") == made.data
    again = of_contents(Contents("own", own_files(), has_cases=True), Origin.OWN)
    assert again.as_file("0.0") == made.data


def test_a_header_written_oddly_is_found_all_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    text = own_files()["pack.toml"].decode()
    odd = text.replace('name = "某厂自用"', 'name = """\n[某厂]自用"""')
    (folder / "pack.toml").write_text(odd, encoding="utf-8")
    (found,) = in_folders(tmp_path, Origin.OWN)
    assert (found.id, found.head.name) == ("own", "[某厂]自用")
    shutil.rmtree(folder)
    assert in_folders(tmp_path, Origin.OWN) == []
