"""Regions and industries by code; where the program keeps things."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from desktop_app.app.paths import Paths, find_paths
from desktop_app.app.places import industries, industry_name, region_name, regions
from desktop_app.packs.read import pack_folders, read_library


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    return find_paths(tmp_path_factory.mktemp("user"))


def test_codes_are_unique_and_of_their_shape(paths: Paths) -> None:
    codes = [region.code for region in regions(paths)]
    assert len(set(codes)) == len(codes)
    assert all(len(code) in (2, 6) and code.isdigit() for code in codes)
    names = [one.code for one in industries(paths)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("520000", "贵州省"),
        ("520100", "贵州省贵阳市"),
        ("520200", "贵州省六盘水市"),
        ("52", "贵州省"),
        ("", ""),
        ("990000", ""),
    ],
)
def test_a_region_is_named_with_those_it_lies_in(paths: Paths, code: str, name: str) -> None:
    assert region_name(paths, code) == name


def test_every_region_has_a_name_of_its_own(paths: Paths) -> None:
    found = [region_name(paths, region.code) for region in regions(paths)]
    assert all(found)
    assert len(set(found)) == len(found)


def test_industries_by_code(paths: Paths) -> None:
    assert industry_name(paths, "C3120") == "炼钢"
    assert industry_name(paths, "C0000") == ""


def test_folders_of_the_program_and_of_the_user(paths: Paths, odd_path: Path) -> None:
    assert all(
        folder.is_dir() for folder in (paths.forms, paths.templates, paths.fonts, paths.i18n)
    )
    own = find_paths(odd_path)
    assert {own.library.parent, own.settings.parent, own.logs.parent, own.user_forms.parent} == {
        odd_path
    }


def test_a_frozen_program_looks_into_its_bundle(
    monkeypatch: pytest.MonkeyPatch, odd_path: Path
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(odd_path), raising=False)
    found = find_paths()
    assert found.root == odd_path
    assert found.user.name == "near-zero"


def test_every_industry_of_a_pack_can_be_chosen_and_found_by_what_people_call_it() -> None:
    paths = find_paths()
    known = {one.code: one for one in industries(paths)}
    packs = read_library(pack_folders(paths.forms)).packs.values()
    for pack in packs:
        assert set(pack.industries) <= set(known), pack.id
        words = "、".join(f"{known[code].name}、{known[code].known_as}" for code in pack.industries)
        called = [part for name in pack.plan for part in re.split(r"[()/, ]+", name) if part]
        if pack.industries:
            assert any(part in words for part in called), pack.id
