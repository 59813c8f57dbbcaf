"""`near-zero report forms` and `report --form`: listed, made in every format, misnamed told."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop_app.cli import main

CASE = Path(__file__).resolve().parents[1] / "forms" / "steel" / "cases" / "demo_2023.toml"


def test_forms_are_listed_with_whom_they_are_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "forms", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["problems"] == []
    assert [one["id"] for one in told["forms"]] == [
        "disclosure", "carbon_report", "energy_use", "permit_report", "cleaner_audit",
    ]  # fmt: skip
    assert all(one["applies"] and one["basis"] for one in told["forms"])


def test_a_form_is_made_in_the_formats_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "报 表"
    words = ["report", "--data", str(CASE), "--form", "energy_use", "--out", str(out)]
    assert main([*words, "--format", "docx,xlsx", "--json"]) == 0
    said = capsys.readouterr()
    files = [Path(one) for one in json.loads(said.out)["files"]]
    assert [one.suffix for one in files] == [".docx", ".xlsx"]
    assert all(one.stat().st_size > 1000 for one in files)
    assert "重点用能单位能源利用状况报告：缺" in said.err
    assert "能源消费结构（一）购进、库存与消费" in load_workbook(files[1]).sheetnames


def test_a_misspelt_form_is_told_with_the_nearest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["report", "--data", str(CASE), "--form", "energy_us", "--out", str(tmp_path)]
    assert main(words) == 1
    assert "energy_use" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_year_before_of_a_data_file_fills_its_columns(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "两 年"
    shutil.copytree(CASE.parent, folder)
    words = ["report", "--form", "energy_use", "--format", "xlsx", "--out", str(tmp_path)]

    def basic() -> dict[object, object]:
        assert main([*words, "--data", str(folder / CASE.name), "--json"]) == 0
        made = json.loads(capsys.readouterr().out)["files"][0]
        rows = load_workbook(made)["基本情况"].iter_rows(min_row=3, values_only=True)
        return {row[0]: row[2] for row in rows}

    beside = basic()
    assert (beside["项目"], beside["综合能耗（当量值）"]) == ("2022 年", pytest.approx(616340.061))
    text = (folder / CASE.name).read_text(encoding="utf-8")
    alone = text.replace('previous = "demo_2022.toml"', "")
    (folder / CASE.name).write_text(alone, encoding="utf-8")
    assert not isinstance(basic()["综合能耗（当量值）"], int | float)


def test_a_form_is_signed_and_verified(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = tmp_path / "私 钥"
    assert main(["packs", "key", "new", "--out", str(key)]) == 0
    words = ["report", "--data", str(CASE), "--form", "energy_use", "--out", str(tmp_path)]
    signing = ["--sign", str(key), "--signer", "张工"]
    capsys.readouterr()
    assert main([*words, *signing, "--format", "docx,xlsx", "--json"]) == 0
    for file in json.loads(capsys.readouterr().out)["files"]:
        assert main(["verify", file, "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert (told["signature"]["holds"], told["signature"]["name"]) == (True, "张工")


def test_a_data_file_has_no_binder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["report", "--data", str(CASE), "--binder", "--out", str(tmp_path)]
    assert main(words) == 1
    assert "--case" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
