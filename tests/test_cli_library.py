"""`near-zero library`: list, judge, roll up and report a real library."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks.many_cases import fill, invented
from desktop_app.app.paths import Paths, find_paths
from desktop_app.app.workspace import Workspace
from desktop_app.cli import main
from desktop_app.core.data import Enterprise

Run = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six cases, and one of packs nobody has."""
    made = Workspace.open(Paths(find_paths().root, tmp_path_factory.mktemp("企业 库")))
    assert made.library is not None
    fill(made.library, invented(made.paths, 6, ("electroplating/cases/level_two.toml",)))
    owner = made.library.add_enterprise(Enterprise("火星钢铁"), made.now())
    assert isinstance(owner, str)
    made.library.add_case(owner, 2024, ("steel_of_mars",), made.now())
    made.close()
    return made.library.path


@pytest.fixture
def run(library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def done(*words: str) -> tuple[int, dict[str, Any]]:
        given = ["--user", str(tmp_path / "user"), "library", *words, "--library", str(library)]
        code = main([*given, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return done


def test_listing_judges_nothing_and_judging_is_remembered(run: Run) -> None:
    _code, before = run("list")
    assert {case["standing"] for case in before["cases"]} == {"unjudged"}
    assert {case["verdict"] for case in before["cases"]} == {None}
    code, judged = run("judge")
    assert code == 0
    assert len(judged["cases"]) == 7
    _code, after = run("list")
    assert after == judged
    verdicts = {case["enterprise"]: case["verdict"] for case in after["cases"]}
    assert verdicts.pop("火星钢铁")["problems"][0]["code"] == "pack.unknown"
    for verdict in verdicts.values():
        assert verdict["grade"].startswith("D")
        assert verdict["packs"].keys() >= {"general", "electroplating"}
        assert verdict["limbs"]["clean_production"]["state"] in ("level", "open")


def test_cases_are_found_by_pinyin(run: Run) -> None:
    _code, found = run("list", "--find", "hxgt")
    assert [case["enterprise"] for case in found["cases"]] == ["火星钢铁"]
    code, none = run("list", "--find", "没有这一家")
    assert code == 1
    assert [one["code"] for one in none["problems"]] == ["batch.nothing_chosen"]


def test_the_roll_up_is_written(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "汇总 一.xlsx"
    code, found = run("rollup", "--out", str(target))
    assert (code, found["cases"]) == (0, 7)
    assert target.read_bytes()[:2] == b"PK"


def test_reports_of_all_tell_what_failed(run: Run, tmp_path: Path) -> None:
    code, found = run("report-all", "--out", str(tmp_path / "报告"), "--xlsx", "--year", "2024")
    assert code == 1
    assert not found["ok"]
    assert [one["enterprise"] for one in found["failed"]] == ["火星钢铁"]
    assert found["failed"][0]["problems"][0]["code"] == "pack.unknown"
    assert {Path(path).suffix for path in found["files"]} <= {".xlsx"}


def test_plain_words_for_people(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["library", "list", "--library", str(library)]) == 0
    assert "共 7 个自评" in capsys.readouterr().out


def test_a_library_that_is_not_there_is_not_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "没有.nzl"
    assert main(["library", "list", "--library", str(missing), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["problems"][0]["code"] == "file.missing"
    assert not missing.exists()
