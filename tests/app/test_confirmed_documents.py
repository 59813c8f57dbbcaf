"""Confirmed numbers where they are printed: report, workbook, command line, JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from openpyxl import load_workbook

from desktop_app.app import confirming
from desktop_app.app.paths import Paths, find_paths
from desktop_app.app.reporting import MadeOf, make_pdf, make_workbook
from desktop_app.app.session import CaseSession
from desktop_app.app.workspace import Workspace
from desktop_app.cli import main
from desktop_app.core.data import Enterprise
from desktop_app.core.entries import Entry, entries
from desktop_app.core.entry import Entry as Typed
from desktop_app.core.pack import Checked, Pack
from desktop_app.core.pack_visit import row_path
from desktop_app.core.result import Trace
from desktop_app.core.trace import build_trace
from desktop_app.store.library import Library
from tests.ui.opened import key_of

CHECKED = Checked("张工", date(2026, 11, 3), "GB/T 2589-2020 综合能耗计算通则", "第 9 页")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    opened = Workspace.open(Paths(find_paths().root, tmp_path / "用户"))
    assert isinstance(opened.library, Library)
    return opened


@pytest.fixture
def general(workspace: Workspace) -> Pack:
    return workspace.catalog.library.packs["general"]


def weak(pack: Pack, kind: str = "parameter") -> Entry:
    return next(one for one in entries(pack) if one.kind == kind and one.cited.confidence.to_verify)


def _below(session: CaseSession, result: str) -> list[Trace]:
    return list(build_trace(session.evaluation, result).walk())


def test_who_checked_a_number_is_printed_in_report_and_workbook(
    workspace: Workspace, general: Pack, tmp_path: Path
) -> None:
    session = workspace.create(Enterprise("贵州某厂", region="520100"), 2023, ())
    assert isinstance(session, CaseSession)
    session.enter([Typed(key_of("energy.compressed_air@2023"), "1000", "m3")], "")
    shaky = [one for one in _below(session, "ce.compressed_air") if one.kind == "parameter"]
    paths = [f"parameter[{one.id}]" for one in shaky]
    assert confirming.confirm(workspace, general, paths, CHECKED) == ()
    session.judge_again()
    pdf, book = tmp_path / "report.pdf", tmp_path / "workbook.xlsx"
    of = MadeOf(workspace.paths, session.evaluation, "2026-11-30")
    make_pdf(of, pdf)
    make_workbook(of, book)
    document = pypdfium2.PdfDocument(pdf)
    printed = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert "张工2026-11-03" in "".join(printed.split())
    cells = [
        str(cell.value)
        for sheet in load_workbook(book)
        for row in sheet.iter_rows()
        for cell in row
    ]
    assert any(text == f"已核实：{CHECKED.told}" for text in cells)


def test_who_checked_a_row_or_a_formula_stands_beside_its_firmness(
    workspace: Workspace, general: Pack, tmp_path: Path
) -> None:
    session = workspace.create(Enterprise("贵州某厂", region="520100"), 2023, ())
    assert isinstance(session, CaseSession)
    session.enter([Typed(key_of("energy.compressed_air@2023"), "1000", "m3")], "")
    quantity = "quantity[ce.compressed_air]"
    table = next(one for one in session.model.assessments if one.indicators)
    owner, declared = next(
        (pack, one)
        for pack in session.model.packs
        for one in pack.assessments
        if one.id == table.id
    )
    row = row_path(declared, table.indicators[0])
    assert confirming.confirm(workspace, general, [quantity], CHECKED) == ()
    owned = workspace.catalog.library.packs[owner.id]
    assert confirming.confirm(workspace, owned, [row], replace(CHECKED, who="李工")) == ()
    session.judge_again()
    book = tmp_path / "workbook.xlsx"
    make_workbook(MadeOf(workspace.paths, session.evaluation, "2026-11-30"), book)
    cells = [
        str(cell.value)
        for sheet in load_workbook(book)
        for line in sheet.iter_rows()
        for cell in line
    ]
    assert any(text.endswith(f"\n核实：{CHECKED.told}") for text in cells)
    assert any("\n核实：李工 2026-11-03" in text for text in cells)


def test_confirming_from_the_command_line(
    tmp_path: Path, general: Pack, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = weak(general)
    user = ["--user", str(tmp_path / "命令行")]
    given = [*user, "packs", "confirm", "general", entry.path, "--who", "张工"]
    given += ["--document", "GB/T 2589-2020", "--page", "第 9 页"]
    assert main([*given, "--on", "2026-13-03"]) == 1
    assert "2026-13-03" in capsys.readouterr().err
    assert main([*given, "--on", "2026-11-03"]) == 0
    out = tmp_path / "c.toml"
    assert main([*user, "packs", "confirmations", "export", "--out", str(out)]) == 0
    assert entry.digest in out.read_text(encoding="utf-8")
    other = ["--user", str(tmp_path / "另一处"), "packs", "confirmations"]
    assert main([*other, "import", str(out)]) == 0
    capsys.readouterr()
    assert main([*other, "list"]) == 0
    assert "[有效]" in (told := capsys.readouterr().out)
    assert "张工" in told
    assert main([*other, "list", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)["confirmations"]
    assert (row["pack"], row["path"], row["state"]) == ("general", entry.path, "holds")
    assert (row["who"], row["on"], row["page"]) == ("张工", "2026-11-03", "第 9 页")
    stale = out.read_text(encoding="utf-8").replace(entry.digest, "0" * 16)
    out.write_text(stale, encoding="utf-8")
    assert main([*other, "import", str(out), "--json"]) == 0
    told_json = json.loads(capsys.readouterr().out)
    assert [one["code"] for one in told_json["problems"]] == ["confirm.lapsed"]
    assert main([*other, "import", str(tmp_path / "没有.toml")]) == 1
    capsys.readouterr()
    assert main([*given, "--withdraw"]) == 0
    assert main([*user, "packs", "confirmations", "list"]) == 0
    assert "张工" not in capsys.readouterr().out
    assert main([*user, "packs", "entries", "general", "--json"]) == 0
    assert entry.digest in capsys.readouterr().out


DATA = """
[case]
year = 2023
packs = ["general"]
[enterprise]
name = "虚构，仅验证算法"
region = "520100"
[[data]]
key = "energy.compressed_air"
value = "1000"
unit = "m3"
"""


def test_a_data_file_is_judged_with_the_confirmations_of_a_file(
    workspace: Workspace, general: Pack, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, file = tmp_path / "case.toml", tmp_path / "c.toml"
    data.write_text(DATA, encoding="utf-8")
    given = ["--user", str(tmp_path / "别处"), "score", "--data", str(data), "--json"]

    def judged(*more: str) -> dict[str, Any]:
        assert main([*given, *more]) == 0
        told: dict[str, Any] = json.loads(capsys.readouterr().out)
        return told

    def marked(told: dict[str, Any]) -> bool:
        (found,) = [one for one in told["results"] if one["id"] == "ce.compressed_air"]
        assert found["to_verify"] is (found["confidence"] in ("recalled", "unsure"))
        return bool(found["to_verify"])

    assert marked(judged())
    paths = [one.path for one in entries(general) if one.kind in ("parameter", "quantity")]
    assert confirming.confirm(workspace, general, paths, CHECKED) == ()
    assert confirming.export_to(workspace, "general", file) is None
    firm = judged("--confirmations", str(file))
    assert not marked(firm)
    assert "张工" in str(firm["results"])
    entry = weak(general)
    stale = file.read_text(encoding="utf-8").replace(entry.digest, "0" * 16)
    file.write_text(stale, encoding="utf-8")
    lapsed = judged("--confirmations", str(file))
    assert "confirm.lapsed" in {one["code"] for one in lapsed["problems"]}
    assert main([*given, "--confirmations", str(data)]) == 1
    report = ["--user", str(tmp_path / "别处"), "report", "--data", str(data)]
    assert main([*report, "--out", str(tmp_path), "--confirmations", str(file)]) == 0
    cells = {
        str(cell.value)
        for line in load_workbook(tmp_path / "workbook.xlsx")["系数"].iter_rows()
        for cell in line
    }
    assert f"已核实：{CHECKED.told}" in cells
