"""`near-zero plan`: what a plan brings, trying changes, by a library or by a data file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desktop_app.app.case_file import read_case_file
from desktop_app.app.catalog import Catalog
from desktop_app.app.example import store_case
from desktop_app.app.paths import find_paths
from desktop_app.app.session import CaseSession
from desktop_app.cli import main
from desktop_app.store.library import Library

PLAN = Path(__file__).parent / "data" / "plans" / "cement_2024.toml"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the worked plan in it."""
    path = tmp_path_factory.mktemp("企业 库") / "library.nzl"
    opened = Library.open(path)
    assert isinstance(opened, Library)
    catalog = Catalog(find_paths())
    stored = store_case(read_case_file(PLAN, catalog), opened, catalog, "打开")
    assert isinstance(stored, CaseSession)
    opened.close()
    return path


def ran(capsys: pytest.CaptureFixture[str], *words: object, code: int = 0) -> Any:  # noqa: ANN401
    capsys.readouterr()
    assert main([str(word) for word in words]) == code
    return json.loads(capsys.readouterr().out)


def test_the_plan_of_a_case_is_shown_with_its_gaps(
    capsys: pytest.CaptureFixture[str], library: Path
) -> None:
    found = ran(capsys, "plan", "show", "--library", library, "--case", "示例水泥 2024", "--json")
    gap = next(one for one in found["gaps"] if one["id"] == "cement.quota.clinker_coal")
    assert (gap["gap"], gap["limit"], gap["level"]) == ("2", "100", "Q2")
    assert gap["yearly"] == [
        {"id": "cement.net.clinker_coal", "amount": gap["yearly"][0]["amount"], "unit": "tce"}
    ]
    assert float(gap["yearly"][0]["amount"]) == pytest.approx(3000)
    assert {"id", "via", "way", "fit"} == set(gap["measures"][0])
    measures = found["plan"]["measures"]
    assert [one["on"] for one in measures] == [True, True, True, True, False]
    assert float(measures[1]["alone"]["carbon"]["less"]) == pytest.approx(12911.184)
    # (1800 / 12 - 610) x 10 000 元 / 12911.184 t
    assert float(measures[1]["cost_per_tco2"]) == pytest.approx(-356.28, abs=0.01)
    moved = {one["id"]: one for one in found["plan"]["together"]["moved"]}
    quota = moved["cement.quota"]
    assert (quota["before"]["level"], quota["after"]["level"]) == ("Q3", "Q2")
    assert found["plan"]["money"]["investment"] == "5045"


def test_trying_changes_stores_nothing(capsys: pytest.CaptureFixture[str], library: Path) -> None:
    before = library.read_bytes()
    found = ran(
        capsys, "plan", "try", "--library", library, "--alone", "--json",
        "--change", "cement.net.clinker_coal=-3%", "--change", "air.nox[DA001]=45 mg/m3",
    )  # fmt: skip
    moved = {one["id"]: one for one in found["together"]["moved"]}
    assert moved["cement.energy.clinker"]["after"]["value"].startswith("105.82")
    opened = Library.open(library)
    assert isinstance(opened, Library)
    assert len(opened.stacks(opened.cases()[0].id).undo) == 1
    opened.close()
    assert len(before) == len(library.read_bytes())


def test_a_data_file_will_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "show", "--data", str(PLAN)]) == 0
    out = capsys.readouterr().out
    assert "☑ 2 篦冷机改造（第四代）" in out
    assert "☐ 5" in out
    assert "水泥能耗限额（GB 16780-2021）: 3级 → 2级" in out


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("energy.electricity", "plan.bad_try"),
        ("energy.electricty=-10%", "data.unknown_key"),
        ("energy.electricity=少一点", "number.unreadable"),
        ("energy.electricity=-120%", "plan.below_nothing"),
    ],
)
def test_what_cannot_be_tried_is_told(
    capsys: pytest.CaptureFixture[str], change: str, code: str
) -> None:
    found = ran(capsys, "plan", "try", "--data", PLAN, "--change", change, "--json", code=1)
    assert [one["code"] for one in found["problems"]] == [code]
    assert found["problems"][0]["remedy"]


def test_an_unclear_case_is_told(capsys: pytest.CaptureFixture[str], library: Path) -> None:
    found = ran(capsys, "plan", "show", "--library", library, "--case", "钢铁", "--json", code=1)
    assert found["problems"][0]["code"] == "library.case_unclear"
