"""Worked examples judged by the program itself: wrong, misspelt and missing expectations."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desktop_app.app.pack_checking import check_packs
from desktop_app.app.paths import Paths, find_paths
from desktop_app.core.problems import Problem, Severity

CASE = "plant_whole_2025.toml"


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return find_paths(tmp_path / "user")


@pytest.fixture
def folder(tmp_path: Path, paths: Paths) -> Path:
    """A copy of the pack of chlor-alkali, sound and with one worked example."""
    made = tmp_path / "mine" / "chlor_alkali"
    shutil.copytree(paths.forms / "chlor_alkali", made)
    return made


def changed(folder: Path, *changes: tuple[str, str], name: str = f"cases/{CASE}") -> Path:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    return folder


def found(paths: Paths, folder: Path) -> list[Problem]:
    """What the check finds but for numbers it reminds of as recalled."""
    return [one for one in check_packs(paths, [folder]) if one.severity is not Severity.INFO]


def test_a_sound_pack_passes(paths: Paths, folder: Path) -> None:
    assert found(paths, folder) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('value = "61450" }', 'value = "61449" }'),
        ('value = "420", level = "Q2"', 'value = "420", level = "Q3"'),
        ('duty.ethylene", state = "n.a."', 'duty.ethylene", state = "given"'),
        ('value = "19756" }', 'value = "abc" }'),
    ],
)  # fmt: skip
def test_an_expectation_that_does_not_hold_is_told(
    paths: Paths, folder: Path, old: str, new: str
) -> None:
    (wrong,) = found(paths, changed(folder, (old, new)))
    assert wrong.code == "case.unexpected"
    assert wrong.where.document == f"mine/chlor_alkali/cases/{CASE}"
    assert wrong.where.path.startswith("expect[")


def test_a_hand_figure_may_be_rounded(paths: Paths, folder: Path) -> None:
    assert found(paths, changed(folder, ('value = "19756" }', 'value = "1.976E+4" }'))) == []
    (wrong,) = found(paths, changed(folder, ('"1.976E+4"', '"1.975E+4"')))
    assert wrong.code == "case.unexpected"


def test_names_in_expectations_are_suggested(paths: Paths, folder: Path) -> None:
    changed(folder, ('id = "energy.total"', 'id = "energy.totel"'), ("state = ", "stat = "))
    wrong = {one.code: one for one in found(paths, folder)}
    assert set(wrong) == {"case.result_unknown", "case.field_unknown"}
    assert "是否指“energy.total”？" in wrong["case.result_unknown"].sentence()
    assert "是否指“state”？" in wrong["case.field_unknown"].sentence()


def test_faults_of_the_data_have_the_place_of_the_case(paths: Paths, folder: Path) -> None:
    changed(folder, ('key = "energy.electricity"', 'key = "energy.electricty"'))
    unknown = next(one for one in found(paths, folder) if one.code == "data.unknown_key")
    assert unknown.where.document == f"mine/chlor_alkali/cases/{CASE}"


def test_a_table_no_case_expects_anything_of_is_told(paths: Paths, folder: Path) -> None:
    path = folder / "cases" / CASE
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if 'id = "chlor_alkali.water_limits' not in line]
    path.write_text("".join(kept), encoding="utf-8")
    (wrong,) = found(paths, folder)
    assert wrong.code == "pack.table_without_case"
    assert (wrong.where.document, wrong.where.path) == (
        "mine/chlor_alkali/limits.toml", "assessment[chlor_alkali.water_limits]",
    )  # fmt: skip


def test_a_case_without_source_or_expectation_is_told(paths: Paths, folder: Path) -> None:
    path = folder / "cases" / CASE
    text = path.read_text(encoding="utf-8").replace('source = "虚构，仅验证算法"', "", 1)
    head, _expect, rest = text.partition("expect = [")
    path.write_text(head + rest.partition("\n]\n")[2], encoding="utf-8")
    codes = [one.code for one in found(paths, folder)]
    assert codes[:2] == ["case.source_missing", "case.nothing_expected"]
    assert set(codes[2:]) == {"pack.table_without_case"}


def test_a_pack_without_cases_is_told_once(paths: Paths, folder: Path) -> None:
    shutil.rmtree(folder / "cases")
    assert [one.code for one in found(paths, folder)] == ["pack.case_missing"]


def test_a_character_no_font_draws_is_told_with_its_place(paths: Paths, folder: Path) -> None:
    changed(
        folder, ('name = "氯碱工艺废气 氯气"', 'name = "氯碱工艺废气 \ue000"'), name="limits.toml"
    )
    (wrong,) = found(paths, folder)
    assert wrong.code == "pack.glyph_missing"
    assert "U+E000" in wrong.sentence()
    assert (wrong.where.document, wrong.where.path) == (
        "mine/chlor_alkali/limits.toml", "assessment[chlor_alkali.limits].indicator[gas_cl2].name",
    )  # fmt: skip


CONFIRMED = """
[[confirmation]]
path = "{path}"
digest = "{digest}"
who = "某人"
on = 2026-11-03
document = "GB 21257-2024"
"""


def test_a_confirmation_of_nothing_or_of_what_was_changed_is_told(
    paths: Paths, folder: Path
) -> None:
    texts = [
        CONFIRMED.format(path="source[chlor_alkali.bm2032]", digest="0" * 16),
        CONFIRMED.format(path="source[chlor_alkali.bm2023]", digest="0" * 16),
    ]
    (folder / "confirmed.toml").write_text("".join(texts), encoding="utf-8")
    unknown, stale = found(paths, folder)
    assert (unknown.code, unknown.args["suggestion"]) == (
        "pack.confirmation_unknown", "source[chlor_alkali.bm2023]",
    )  # fmt: skip
    assert stale.code == "pack.confirmation_stale"


def test_words_of_the_user_s_packs_need_no_translation(paths: Paths, folder: Path) -> None:
    changed(folder, ('name = "氯碱工艺废气 氯气"', 'name = "没人译过的名字"'), name="limits.toml")
    assert found(paths, folder) == []


def test_all_packs_have_examples_that_hold_and_texts_that_can_be_drawn(paths: Paths) -> None:
    """What is translated is held by the tests of the catalogues."""
    wrong = [one for one in check_packs(paths) if one.severity is not Severity.INFO]
    assert [one.sentence() for one in wrong if one.code != "pack.untranslated"] == []
