"""Regulator forms of the user's own: copied, listed beside ours, refused when they are wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desktop_app.app.own_forms import copy_form, free_form_id, remove_form
from desktop_app.app.paths import Paths, find_paths
from desktop_app.app.regulator_forms import FormEntry, find_entry, find_form, list_forms
from desktop_app.cli import main
from desktop_app.core.problems import Problem

CASE = find_paths().forms / "electroplating" / "cases" / "level_two.toml"
OURS = ["disclosure", "carbon_report", "energy_use", "permit_report", "cleaner_audit"]


@pytest.fixture
def paths(odd_path: Path) -> Paths:
    return find_paths(odd_path / "用户")


def copied(paths: Paths, source: str, target: str, name: str = "") -> FormEntry:
    made = copy_form(paths, source, target, name)
    assert isinstance(made, FormEntry), made
    return made


def code(found: object) -> str:
    assert isinstance(found, tuple)
    assert isinstance(found[0], Problem)
    return found[0].code


def ran(capsys: pytest.CaptureFixture[str], *words: object, wanted: int = 0) -> Any:  # noqa: ANN401
    capsys.readouterr()
    assert main([*(str(word) for word in words), "--json"]) == wanted
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("source", OURS)
def test_a_copy_is_the_same_but_for_its_id_and_name(paths: Paths, source: str) -> None:
    made = copied(paths, source, "某市-报表", '名 "称" \\ 甲')
    assert made.problems == ()
    ours = find_form(paths, source)
    own = find_form(paths, "某市-报表")
    assert not isinstance(ours, tuple)
    assert not isinstance(own, tuple)
    assert own.name == own.title == '名 "称" \\ 甲'
    assert own.tables == ours.tables
    before = (paths.templates / f"{source}.toml").read_text(encoding="utf-8").splitlines()
    after = made.path.read_text(encoding="utf-8").splitlines()
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 3


def test_own_forms_stand_after_ours_and_broken_ones_stop_nobody(paths: Paths) -> None:
    copied(paths, "energy_use", "mine")
    home = paths.user_templates
    (home / "broken.toml").write_text("[form", encoding="utf-8")
    (home / "binary.toml").write_bytes(b"\xff\xfe\x00")
    (home / "folder.toml").mkdir()
    (home / "other.toml").write_bytes((home / "mine.toml").read_bytes())
    (home / "disclosure.toml").write_bytes((paths.templates / "disclosure.toml").read_bytes())
    text = (home / "mine.toml").read_text(encoding="utf-8")
    (home / "colon.toml").write_text(text.replace('"mine"', '"report:full"'), encoding="utf-8")
    listed = {one.id: one for one in list_forms(paths)}
    assert [one for one, entry in listed.items() if entry.form is not None] == [*OURS, "mine"]
    told = {one: [p.code for p in entry.problems] for one, entry in listed.items() if entry.own}
    assert told == {
        "binary.toml": ["file.unreadable"],
        "broken.toml": ["file.not_toml"],
        "colon.toml": ["form.bad_id"],
        "disclosure.toml": ["form.taken"],
        "folder.toml": ["file.unreadable"],
        "mine": [],
        "other.toml": ["form.taken"],
    }
    found = find_entry(paths, "disclosure")
    assert isinstance(found, FormEntry)
    assert not found.own


def test_what_cannot_be_copied_or_moved_away_is_told(paths: Paths) -> None:
    assert code(copy_form(paths, "energy_us", "mine")) == "form.unknown"
    assert code(copy_form(paths, "energy_use", "../mine")) == "form.bad_id"
    assert code(copy_form(paths, "energy_use", "Disclosure")) == "form.taken"
    assert code(copy_form(paths, "energy_use", "mine", "甲\x07乙")) == "data.control_character"
    assert list_forms(paths)[-1].own is False
    refused = remove_form(paths, "disclosure")
    assert refused is not None
    assert refused.code == "form.not_own"
    copied(paths, "energy_use", free_form_id(paths, "mine"))
    assert free_form_id(paths, "mine") == "mine-2"
    assert remove_form(paths, "mine") is None
    assert len(list_forms(paths)) == len(OURS)


def test_commands_copy_check_and_make_a_form_of_ones_own(
    paths: Paths, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    user = ("--user", paths.user, "report")
    made = ran(capsys, *user, "forms", "copy", "energy_use", "mine", "--name", "能源/月报")["form"]
    assert made["own"] is True
    file = Path(made["file"])
    assert ran(capsys, *user, "forms", "check") == {"ok": True, "problems": []}
    report = (*user, "--data", CASE, "--form", "mine", "--format", "xlsx", "--out", tmp_path)
    assert [Path(one).name for one in ran(capsys, *report)["files"]] == [
        "示例电镀厂（虚构）_2024_能源-月报.xlsx"
    ]
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("energy.total", "energy.totl"), encoding="utf-8")
    wrong = ran(capsys, *user, "forms", "check", "mine", wanted=1)["problems"]
    assert {one["code"] for one in wrong} == {"form.name_unknown"}
    assert ran(capsys, *report, wanted=1)["problems"] == wrong
    assert ran(capsys, *user, "forms", "check", file, wanted=1)["problems"] == wrong
    assert len(ran(capsys, *user, "forms", wanted=1)["forms"]) == len(OURS) + 1
