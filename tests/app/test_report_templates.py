"""The user's own report templates: beside ours, saved whole, removed to where they can be found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.app.paths import Paths, find_paths
from desktop_app.app.report_templates import (
    TemplateEntry,
    copy_template,
    find_template,
    free_id,
    list_templates,
    remove_template,
    save_template,
)
from desktop_app.core.problems import Problem
from desktop_app.reports.templates.model import Template
from tests.reports.test_templates import png


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(find_paths().root, tmp_path / "用 户")


def copied(paths: Paths, template: str = "mine") -> Template:
    made = copy_template(paths, "short", template)
    assert isinstance(made, TemplateEntry)
    assert made.template is not None
    return made.template


def codes(found: object) -> list[str]:
    assert isinstance(found, tuple)
    return [one.code for one in found]


def test_a_copy_stands_behind_ours_and_differs_in_name_only(paths: Paths) -> None:
    mine = copied(paths)
    assert [entry.id for entry in list_templates(paths)] == ["full", "short", "mine"]
    short = find_template(paths, "short")
    assert isinstance(short, Template)
    assert replace(mine, id="short", name=short.name) == short


def test_a_broken_one_stops_no_other(paths: Paths) -> None:
    copied(paths)
    broken = paths.user_templates / "broken"
    broken.mkdir()
    (broken / "template.toml").write_text("[template", encoding="utf-8")
    (paths.user_templates / "not a folder.txt").write_text("x", encoding="utf-8")
    listed = {entry.id: entry.template is not None for entry in list_templates(paths)}
    assert listed == {"full": True, "short": True, "broken": False, "mine": True}
    assert codes(find_template(paths, "broken")) == ["pack.not_toml_file"]
    assert isinstance(find_template(paths, "mine"), Template)


def test_a_folder_named_as_one_of_ours_does_not_take_its_place(paths: Paths) -> None:
    copied(paths).id  # noqa: B018 - makes the user's folder
    (paths.user_templates / "mine").rename(paths.user_templates / "short")
    entries = [entry for entry in list_templates(paths) if entry.id == "short"]
    assert [entry.own for entry in entries] == [False, True]
    assert codes(entries[1].problems) == ["report_template.builtin_name"]
    found = find_template(paths, "short")
    assert isinstance(found, Template)


def test_saving_takes_the_logo_in_and_keeps_what_lies_beside(paths: Paths, tmp_path: Path) -> None:
    mine = copied(paths)
    folder = paths.user_templates / "mine"
    (folder / "说明.txt").write_text("客户的话", encoding="utf-8")
    picture = tmp_path / "标 志.PNG"
    picture.write_bytes(png())
    made = save_template(paths, replace(mine, title="{name}报告", organisation="某咨询"), picture)
    assert isinstance(made, TemplateEntry)
    assert made.template is not None
    assert (made.template.logo_file, made.template.organisation) == ("logo.png", "某咨询")
    assert made.template.logo is not None
    assert (folder / "说明.txt").read_text(encoding="utf-8") == "客户的话"
    again = save_template(paths, replace(made.template, title="又"))
    assert isinstance(again, TemplateEntry)
    assert again.template is not None
    assert again.template.logo == made.template.logo


def test_what_is_wrong_leaves_the_template_as_it_was(paths: Paths, tmp_path: Path) -> None:
    mine = copied(paths)
    before = (paths.user_templates / "mine" / "template.toml").read_bytes()
    text = tmp_path / "logo.png"
    text.write_text("no picture", encoding="utf-8")
    assert codes(save_template(paths, mine, text)) == ["report_template.logo_kind"]
    assert codes(save_template(paths, replace(mine, title="{x"))) == ["report_template.brace"]
    assert (paths.user_templates / "mine" / "template.toml").read_bytes() == before
    assert [one.name for one in paths.user_templates.iterdir()] == ["mine"]


def test_ours_are_never_written_or_removed(paths: Paths) -> None:
    short = find_template(paths, "short")
    assert isinstance(short, Template)
    assert codes(save_template(paths, short)) == ["report_template.not_own"]
    refused = remove_template(paths, "short")
    assert isinstance(refused, Problem)
    assert refused.code == "report_template.not_own"


def test_a_removed_one_is_gone_from_the_list_but_not_from_the_disk(paths: Paths) -> None:
    copied(paths)
    assert remove_template(paths, "mine") is None
    assert [entry.id for entry in list_templates(paths)] == ["full", "short"]
    assert list(paths.user_templates.glob(".mine-*/mine/template.toml"))


def test_a_free_id_is_free(paths: Paths) -> None:
    assert free_id(paths, "short") == "short-2"
    copied(paths, "short-2")
    assert free_id(paths, "Short") == "Short-3"
    assert free_id(paths, "../.. /") == "mine"
