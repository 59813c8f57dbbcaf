"""`near-zero report`: of a case of the library, by a template; and its templates."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdfium2 import PdfDocument

from desktop_app.app.case_file import read_case_file
from desktop_app.app.catalog import Catalog
from desktop_app.app.example import store_case
from desktop_app.app.paths import find_paths
from desktop_app.app.session import CaseSession
from desktop_app.cli import main
from desktop_app.store.library import Library

CASE = find_paths().forms / "electroplating" / "cases" / "level_two.toml"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("企业 库") / "library.nzl"
    opened = Library.open(path)
    assert isinstance(opened, Library)
    catalog = Catalog(find_paths())
    assert isinstance(
        store_case(read_case_file(CASE, catalog), opened, catalog, "打开"), CaseSession
    )
    opened.close()
    return path


def ran(capsys: pytest.CaptureFixture[str], *words: object, code: int = 0) -> Any:  # noqa: ANN401
    capsys.readouterr()
    assert main([*(str(word) for word in words), "--json"]) == code
    return json.loads(capsys.readouterr().out)


def test_a_short_report_of_a_case_of_the_library(
    tmp_path: Path, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ("--user", tmp_path, "report", "--case", "电镀", "--library", library)
    asked = ("--template", "short", "--format", "pdf", "--out", tmp_path / "出 报告")
    made = ran(capsys, *given, *asked)["files"]
    assert [Path(one).name for one in made] == [
        "示例电镀厂（虚构）_2024_双近零企业自评报告_简版（4—6 页）.pdf"
    ]
    with PdfDocument(made[0]) as pdf:
        assert 4 <= len(pdf) <= 6


def test_a_template_is_copied_edited_checked_and_used(
    tmp_path: Path, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    user = ("--user", tmp_path)
    template = ("report", "template")
    made = ran(capsys, *user, *template, "copy", "short", "我的", "--name", "某咨询")["template"]
    assert (made["usable"], made["own"]) == (True, True)
    file = Path(made["folder"]) / "template.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("结论、差距与下一步", "{steel.nothing:value} 为零"), "utf-8")
    found = ran(capsys, *user, *template, "check")["problems"]
    assert [one["code"] for one in found] == ["report_template.path_unknown"]
    file.write_text(text.replace("glance", "glanse"), encoding="utf-8")
    answer = ran(capsys, *user, *template, "check", "我的", code=1)
    assert "glance" in answer["problems"][0]["remedy"]
    listed = ran(capsys, *user, *template, "list")["templates"]
    assert [(one["id"], one["usable"]) for one in listed] == [
        ("full", True), ("short", True), ("我的", False),
    ]  # fmt: skip
    rest = ("--case", "电镀", "--library", library, "--format", "pdf", "--out", tmp_path / "o")
    refused = ran(capsys, *user, "report", *rest, "--template", "我的", code=1)
    assert refused["problems"][0]["code"] == "report_template.word"
    assert not list((tmp_path / "o").glob("*.pdf"))
    file.write_text(text, encoding="utf-8")
    assert ran(capsys, *user, "report", *rest, "--template", "我的")["files"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("copy", "shrt", "a"), "report_template.unknown"),
        (("copy", "short", "../a"), "report_template.bad_id"),
        (("copy", "short", "full"), "report_template.taken"),
        (("check", "nowhere"), "report_template.unknown"),
    ],
)
def test_a_wrong_word_is_told(
    tmp_path: Path, words: tuple[str, ...], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = ran(capsys, "--user", tmp_path, "report", "template", *words, code=1)
    assert answer["problems"][0]["code"] == code


def test_all_reports_of_a_library_follow_the_template(
    tmp_path: Path, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    start = ("--user", tmp_path, "library", "report-all", "--library", library, "--pdf")
    out = tmp_path / "全部"
    answer = ran(capsys, *start, "--out", out, "--template", "nothing", code=1)
    assert answer["problems"][0]["code"] == "report_template.unknown"
    assert not out.exists()
    made = ran(capsys, *start, "--out", out, "--template", "short")["files"]
    assert "简版" in made[0]


def test_an_edited_workbook_is_shown_and_taken_back(
    tmp_path: Path, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    user, of_case = ("--user", tmp_path), ("--case", "电镀", "--library", library)
    out = tmp_path / "出"
    made = ran(capsys, *user, "report", *of_case, "--format", "xlsx", "--out", out)["files"][0]
    book = load_workbook(made)
    assert [cell.value for cell in book["修改记录"][4]][2:4] == ["示例", "打开"]
    ws = book["数据"]
    row = next(cell.row for cell in ws["A"] if cell.value == "energy.electricity")
    ws[f"Q{row}"] = 4321
    book.save(made)
    back = (*user, "workbook", "import", made, *of_case)
    shown = ran(capsys, *back, "--preview")
    assert [one["after"] for one in shown["changes"]] == ["4321"]
    assert shown["stored"] is False
    assert ran(capsys, *back)["stored"] is True
    ws[f"Q{row}"] = 5
    book.save(made)
    clash = ran(capsys, *back, code=1)
    assert [one["now"] for one in clash["changes"]] == ["4321"]
    assert clash["stored"] is False
