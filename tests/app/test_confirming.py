"""Confirmed numbers: kept in the library, firm in every result of it, carried over by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook

from desktop_app.app import confirming
from desktop_app.app.answer import trace_json
from desktop_app.app.paths import Paths, find_paths
from desktop_app.app.reporting import make_pdf, make_workbook
from desktop_app.app.session import CaseSession
from desktop_app.app.workspace import Workspace
from desktop_app.cli import main
from desktop_app.core.data import Enterprise
from desktop_app.core.entries import Entry, entries
from desktop_app.core.entry import Entry as Typed
from desktop_app.core.pack import Checked, Confidence, Pack
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


def test_a_confirmed_number_is_firm_in_this_library_alone(
    workspace: Workspace, general: Pack, tmp_path: Path
) -> None:
    entry = weak(general)
    assert confirming.confirm(workspace, general, [entry.path], CHECKED) == ()
    found = {one.entry.path: one for one in confirming.standings(workspace, general)}
    assert found[entry.path].entry.cited.confidence is Confidence.CONFIRMED
    assert found[entry.path].entry.cited.checked == CHECKED
    assert found[entry.path].own
    workspace.close()
    again = Workspace.open(Paths(find_paths().root, tmp_path / "用户"))
    assert again.catalog.firm(general) != general
    other = Workspace.open(Paths(find_paths().root, tmp_path / "别人"))
    assert other.catalog.firm(general) == general
    again.close()
    other.close()


def test_results_of_an_open_case_lose_the_mark_and_get_it_back(
    workspace: Workspace, general: Pack
) -> None:
    session = workspace.create(Enterprise("贵州某厂", region="520100"), 2023, ())
    assert isinstance(session, CaseSession)
    session.enter([Typed(key_of("energy.compressed_air@2023"), "1000", "m3")], "")
    result = session.evaluation.results["ce.compressed_air"]
    shaky = [one for one in _below(session, "ce.compressed_air") if one.confidence.to_verify]
    assert result.to_verify
    paths = [f"parameter[{one.id}]" for one in shaky if one.kind == "parameter"]
    known = {one.path for one in entries(general)}
    assert set(paths) <= known
    assert confirming.confirm(workspace, general, paths, CHECKED) == ()
    outcome = session.judge_again()
    assert "ce.compressed_air" in outcome.changes.results
    assert not session.evaluation.results["ce.compressed_air"].to_verify
    told = trace_json(build_trace(session.evaluation, "ce.compressed_air"))
    assert "张工" in str(told)
    assert confirming.withdraw(workspace, "general", paths) == ()
    session.judge_again()
    assert session.evaluation.results["ce.compressed_air"].to_verify


def _below(session: CaseSession, result: str) -> list[Trace]:
    return list(build_trace(session.evaluation, result).walk())


def test_what_is_wrong_is_told_in_one_go_and_nothing_is_kept(
    workspace: Workspace, general: Pack
) -> None:
    entry = weak(general)
    bad = Checked(" ", date(2999, 1, 1), "")
    found = confirming.confirm(workspace, general, [entry.path, f"{entry.path}x"], bad)
    assert [one.code for one in found] == [
        "confirm.who_missing",
        "confirm.document_missing",
        "confirm.in_future",
        "confirm.unknown_entry",
    ]
    assert entry.path in found[-1].message()
    assert workspace.library is not None
    assert workspace.library.confirmations() == ()


def test_control_characters_are_refused(workspace: Workspace, general: Pack) -> None:
    odd = Checked("张\x07工", date(2026, 11, 3), "GB 1")
    found = confirming.confirm(workspace, general, [weak(general).path], odd)
    assert [one.code for one in found] == ["data.control_character"]


def test_a_hole_cannot_be_confirmed_into_a_number(workspace: Workspace) -> None:
    holes = [
        (pack, one)
        for pack in workspace.catalog.packs
        for one in entries(pack)
        if confirming.is_hole(one)
    ]
    assert holes
    pack, hole = holes[0]
    assert "?" in hole.value
    found = confirming.confirm(workspace, pack, [hole.path], CHECKED)
    assert [one.code for one in found] == ["confirm.nothing_there"]


def test_confirmations_travel_as_text_and_importing_twice_changes_nothing(
    workspace: Workspace, general: Pack, tmp_path: Path
) -> None:
    paths = [one.path for one in entries(general) if one.cited.confidence.to_verify][:5]
    assert confirming.confirm(workspace, general, paths, CHECKED) == ()
    text = confirming.exported(workspace, "general")
    other = Workspace.open(Paths(find_paths().root, tmp_path / "别人"))
    assert other.library is not None
    for _time in range(2):
        assert confirming.imported(other, text, "c.toml") == ()
    assert {one.path for one in other.library.confirmations()} == set(paths)
    assert confirming.exported(other) == text
    other.close()


def test_an_import_tells_which_no_longer_hold(workspace: Workspace, general: Pack) -> None:
    entry = weak(general)
    assert confirming.confirm(workspace, general, [entry.path], CHECKED) == ()
    stale = confirming.exported(workspace).replace(entry.digest, "0" * 16)
    assert confirming.withdraw(workspace, "general", [entry.path]) == ()
    found = confirming.imported(workspace, stale, "c.toml")
    assert [one.code for one in found] == ["confirm.lapsed"]
    standing = next(
        one for one in confirming.standings(workspace, general) if one.entry.path == entry.path
    )
    assert standing.lapsed == CHECKED
    assert standing.entry.cited.confidence.to_verify
    assert not standing.own


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("not toml at all [", "pack.not_toml"),
        ("", "confirm.unreadable"),
        ("[[confirmation]]\npack='general'\n", "pack.field_missing"),
        ("[[confirmation]]\nwho=1\n", "pack.not_text"),
        ("x" * 5_000_001, "confirm.unreadable"),
        ("a." * 3000 + "b=1", "pack.too_deep"),
    ],
)
def test_bad_files_of_confirmations_are_refused_whole(
    workspace: Workspace, text: str, code: str
) -> None:
    found = confirming.imported(workspace, text, "c.toml")
    assert code in {one.code for one in found}
    assert workspace.library is not None
    assert workspace.library.confirmations() == ()


def test_without_a_library_nothing_can_be_confirmed(workspace: Workspace, general: Pack) -> None:
    lone = Workspace(workspace.paths, workspace.catalog, None)
    for found in (
        confirming.confirm(lone, general, [weak(general).path], CHECKED),
        confirming.withdraw(lone, "general", []),
        confirming.imported(lone, "", "c.toml"),
    ):
        assert [one.code for one in found] == ["confirm.no_library"]


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
    make_pdf(workspace.paths, session.evaluation, pdf, "2026-11-30")
    make_workbook(workspace.paths, session.evaluation, book, "2026-11-30")
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
    assert any(CHECKED.told in text for text in cells)


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
    assert "张工" in capsys.readouterr().out
    assert main([*given, "--withdraw"]) == 0
    assert main([*user, "packs", "confirmations", "list"]) == 0
    assert "张工" not in capsys.readouterr().out
    assert main([*user, "packs", "entries", "general", "--json"]) == 0
    assert entry.digest in capsys.readouterr().out
