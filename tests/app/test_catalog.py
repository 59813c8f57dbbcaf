"""The packs a case is judged by: what it names, what that needs, what always applies."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.app.catalog import Catalog
from desktop_app.app.paths import Paths, find_paths
from desktop_app.core.model import Model
from desktop_app.packs.build import PackRead
from desktop_app.packs.editions import Edition
from desktop_app.packs.shelf import Reader


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return find_paths(tmp_path)


def own_pack(paths: Paths, text: str, name: str = "mill") -> None:
    folder = paths.user_forms / name
    folder.mkdir(parents=True)
    (folder / "pack.toml").write_text(text, encoding="utf-8")


SOUND = """
[pack]
id = "mill"
name = "某厂自用"
version = "2026.1.1"
kind = "industry"
completeness = "自用，只有一项"
requires = ["general"]
[[section]]
id = "mill"
title = "某厂"
[[item]]
key = "mill.rolls"
name = "轧辊数"
section = "mill"
unit = "个"
"""


def test_general_comes_first_and_readiness_last(paths: Paths) -> None:
    chosen = Catalog(paths).chosen(["steel"])
    assert [pack.id for pack in chosen.packs] == ["general", "steel", "readiness"]
    assert chosen.missing == ()


def test_a_model_beside_one_of_another_year_is_the_one_built_alone(paths: Paths) -> None:
    beside = Catalog(paths)
    other = beside.model(["steel"], 2022, "110000")
    model, alone = (one.model(["steel"], 2024, "520100") for one in (beside, Catalog(paths)))
    assert isinstance(model, Model)
    assert isinstance(alone, Model)
    assert isinstance(other, Model)
    assert model.factors is other.factors, "worked out once"
    assert (model.factors, model.wildcards) == (alone.factors, alone.wildcards)


def test_a_job_may_add_models_while_one_is_looked_for(paths: Paths) -> None:
    catalog = Catalog(paths)
    built = catalog.model(("general",), 2023, "520000")
    assert isinstance(built, Model)
    model: Model = built

    class Meanwhile(tuple[tuple[str, int], ...]):
        __slots__ = ()

        def __eq__(self, other: object) -> bool:
            catalog._models[(("more", len(catalog._models)),), 0, "", ""] = model
            return False

        __hash__ = tuple.__hash__

    catalog._models = {(Meanwhile(), year, "", ""): model for year in (1, 2)}
    assert isinstance(catalog.model(("general",), 2024, "520000"), Model)


def test_an_unknown_pack_is_named_once_with_a_suggestion(paths: Paths) -> None:
    found = Catalog(paths).model(["steal", "steal"], 2023, "520100")
    assert not isinstance(found, Model)
    assert [problem.code for problem in found] == ["pack.unknown"]
    assert "steel" in found[0].remedy()


def test_a_model_is_built_once(paths: Paths) -> None:
    catalog = Catalog(paths)
    assert catalog.model(["steel"], 2023, "520100") is catalog.model(["steel"], 2023, "520100")
    assert catalog.model(["steel"], 2022, "520100") is not catalog.model(["steel"], 2023, "520100")


def test_industry_finds_its_packs(paths: Paths) -> None:
    for code in ("C3120", "3120"):
        assert [pack.id for pack in Catalog(paths).for_industry(code)] == ["steel"]
    assert Catalog(paths).for_industry("") == ()
    assert Catalog(paths).for_industry("A0111") == ()


def test_a_pack_of_the_users_own_is_used(paths: Paths) -> None:
    own_pack(paths, SOUND)
    model = Catalog(paths).model(["mill"], 2023, "520100")
    assert isinstance(model, Model)
    assert "mill.rolls" in model.items


def test_a_faulty_pack_of_the_users_own_judges_nothing_and_is_reported(paths: Paths) -> None:
    own_pack(paths, SOUND.replace('section = "mill"', 'section = "mil"'))
    catalog = Catalog(paths)
    assert "mill" not in catalog.library.packs
    assert any("mill" in str(problem.where) for problem in catalog.check())


def test_a_faulty_copy_does_not_replace_the_built_in_pack(paths: Paths) -> None:
    shutil.copytree(paths.forms / "electroplating", paths.user_forms / "electroplating")
    file = paths.user_forms / "electroplating" / "pack.toml"
    file.write_text(file.read_text(encoding="utf-8") + "\nbroken = [", encoding="utf-8")
    assert "electroplating" in Catalog(paths).library.packs


def test_shipped_packs_have_no_errors(paths: Paths) -> None:
    assert not [p for p in Catalog(paths).check() if p.severity == "error"]


def test_packs_of_the_users_own_that_clash_judge_nothing_together(paths: Paths) -> None:
    own_pack(paths, SOUND)
    own_pack(
        paths, SOUND.replace('id = "mill"\nname = "某厂自用"', 'id = "yard"\nname = "料场"'), "yard"
    )
    catalog = Catalog(paths)
    assert isinstance(catalog.model(["mill"], 2023, ""), Model)
    found = catalog.model(["mill", "yard"], 2023, "")
    assert not isinstance(found, Model)
    assert [problem.code for problem in found] == ["pack.duplicate_name"]


def test_packs_that_require_one_another_are_chosen_once(paths: Paths) -> None:
    catalog = Catalog(paths)
    packs = dict(catalog.library.packs)
    packs["general"] = replace(packs["general"], requires=("readiness",))
    catalog.library = replace(catalog.library, packs=packs)
    chosen = catalog.chosen(["readiness"])
    assert sorted(pack.id for pack in chosen.packs) == ["general", "readiness"]


def test_a_catalog_reads_no_pack_before_one_is_asked_for(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    real = Reader.read

    def watched(self: Reader, edition: Edition, beside: Mapping[str, Edition]) -> PackRead:
        read.append(edition.id)
        return real(self, edition, beside)

    monkeypatch.setattr(Reader, "read", watched)
    catalog = Catalog(paths)
    assert {"general", "steel"} <= {head.id for head in catalog.heads}
    assert catalog.for_industry("C3120")
    assert catalog.problems == ()
    assert read == []
    assert isinstance(catalog.model(["steel"], 2023, "520100"), Model)
    assert set(read) <= {"general", "steel", "readiness"}


def test_a_folder_of_the_users_own_that_is_older_is_told(paths: Paths) -> None:
    shutil.copytree(paths.forms / "electroplating", paths.user_forms / "electroplating")
    file = paths.user_forms / "electroplating" / "pack.toml"
    text = file.read_text(encoding="utf-8")
    version = next(line for line in text.splitlines() if line.startswith("version"))
    file.write_text(text.replace(version, 'version = "2020.1.1"'), encoding="utf-8")
    catalog = Catalog(paths)
    assert catalog.library.packs["electroplating"].version != "2020.1.1"
    assert "pack.own_older" in {found.code for found in catalog.check()}
