"""What a word for a pack may mean: an installed one, a version of it, a folder, or nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desktop_app.app.catalog import Catalog
from desktop_app.app.pack_references import refer
from desktop_app.app.paths import Paths, find_paths


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return find_paths(tmp_path / "user")


def changed_copy(paths: Paths, folder: Path) -> Path:
    """The steel pack with another version, in a folder."""
    shutil.copytree(paths.forms / "steel", folder)
    header = folder / "pack.toml"
    text = header.read_text(encoding="utf-8")
    version = Catalog(paths).library.packs["steel"].version
    header.write_text(text.replace(f'"{version}"', '"2030.1.1"', 1), encoding="utf-8")
    return folder


def test_an_id_is_the_installed_pack(paths: Paths) -> None:
    catalog = Catalog(paths)
    assert refer("steel", catalog).pack is catalog.library.packs["steel"]


def test_a_folder_is_read_with_what_it_builds_on(paths: Paths, tmp_path: Path) -> None:
    folder = changed_copy(paths, tmp_path / "elsewhere" / "steel")
    read = refer(str(folder), Catalog(paths))
    assert read.problems == ()
    assert read.pack is not None
    assert read.pack.version == "2030.1.1"


def test_a_version_that_another_one_stands_before_is_found(paths: Paths) -> None:
    built_in = Catalog(paths).library.packs["steel"]
    changed_copy(paths, paths.user_forms / "steel")
    catalog = Catalog(paths)
    assert refer("steel", catalog).pack == refer("steel@2030.1.1", catalog).pack
    before = refer(f"steel@{built_in.version}", catalog).pack
    assert before is not None
    assert before.digest == built_in.digest


def test_what_is_not_there_is_told_with_what_may_be_meant(paths: Paths) -> None:
    (misspelt,) = refer("steal", Catalog(paths)).problems
    assert "是否指“steel”？" in misspelt.sentence()
    (version,) = refer("steel@1999.1.1", Catalog(paths)).problems
    assert version.code == "pack.version_unknown"
    assert Catalog(paths).library.packs["steel"].version in version.sentence()


def test_a_broken_folder_is_told_with_its_faults(paths: Paths, tmp_path: Path) -> None:
    folder = changed_copy(paths, tmp_path / "steel")
    (folder / "more.toml").write_text('[[item]]\nkye = "a.b"\n', encoding="utf-8")
    found = refer(str(folder), Catalog(paths))
    assert found.pack is None
    assert "pack.field_missing" in {one.code for one in found.problems}


def test_a_pack_file_is_read_without_being_installed(paths: Paths, tmp_path: Path) -> None:
    catalog = Catalog(paths)
    path = tmp_path / "steel.nzpack"
    path.write_bytes(catalog.newest["steel"].as_file("0.1.0"))
    read = refer(str(path), catalog)
    assert read.pack is not None
    assert read.pack.digest == catalog.library.packs["steel"].digest
    path.write_bytes(path.read_bytes()[:-50])
    broken = refer(str(path), catalog)
    assert broken.pack is None
    assert broken.problems
