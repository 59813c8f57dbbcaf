"""Reports of many cases and the roll-up workbook: real files, read back and recalculated."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from benchmarks.many_cases import fill, invented
from desktop_app.app.batch_reports import ReportRun
from desktop_app.app.enterprises import CaseLine, case_lines, judge_run
from desktop_app.app.formats import DOCX, PDF, WORKBOOK
from desktop_app.app.judged_cases import JudgeRun
from desktop_app.app.paths import Paths, find_paths
from desktop_app.app.reporting import report_name
from desktop_app.app.rolling_up import write_rolled_up
from desktop_app.app.workspace import Workspace
from desktop_app.core.data import Case, Enterprise
from desktop_app.core.problems import Problem
from desktop_app.reports.roll_up import StoppedError
from desktop_app.reports.writing import Cancelled
from tests.reports.recalculate import needs_office, recalculated

WORKED = ("electroplating/cases/level_two.toml", "cement/cases/ordinary_2024.toml")


def lines_of(workspace: Workspace) -> tuple[CaseLine, ...]:
    found = case_lines(workspace)
    assert not isinstance(found, Problem), found
    return found


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A library of two dozen judged cases, and one whose packs are nowhere to be had."""
    user = tmp_path_factory.mktemp("企业 库")
    made = Workspace.open(Paths(find_paths().root, user))
    assert made.library is not None
    fill(made.library, invented(made.paths, 24, WORKED))
    owner = made.library.add_enterprise(Enterprise("规则包没有的"), made.now())
    assert isinstance(owner, str)
    made.library.add_case(owner, 2024, ("steel_of_mars",), made.now())
    run = judge_run(made, lines_of(made))
    assert isinstance(run, JudgeRun)
    while run.left:
        run.step()
    yield made
    made.close()


@pytest.fixture
def lines(workspace: Workspace) -> tuple[CaseLine, ...]:
    return lines_of(workspace)


def some(lines: tuple[CaseLine, ...], *names: str) -> list[CaseLine]:
    return [line for line in lines if line.enterprise.name in names]


def good(lines: tuple[CaseLine, ...]) -> list[CaseLine]:
    return [line for line in lines if line.shown.packs]


def columns_of(sheet: Worksheet) -> dict[object, int]:
    """The columns of the list by their heads."""
    return {cell.value: number for number, cell in enumerate(sheet[4], 1)}


# --- reports ---------------------------------------------------------------------------------


def test_one_failure_does_not_stop_the_others(
    workspace: Workspace, lines: tuple[CaseLine, ...], odd_path: Path
) -> None:
    first, second = good(lines)[:2]
    bad = some(lines, "规则包没有的")
    cases = [line.facts for line in (first, *bad, second)]
    run = ReportRun(workspace, cases, odd_path / "新 文件夹", [PDF, DOCX, WORKBOOK])
    while run.left:
        run.step()
    assert [len(one.files) for one in run.done] == [3, 0, 3]
    assert [one.case.enterprise.name for one in run.failed] == ["规则包没有的"]
    assert [one.code for one in run.failed[0].problems] == ["pack.unknown"]
    for one in run.done:
        for path in one.files:
            assert path.read_bytes()[:4] in (b"%PDF", b"PK\x03\x04")
    assert len(list((odd_path / "新 文件夹").iterdir())) == 6


def test_cases_of_one_name_get_files_of_their_own(
    workspace: Workspace, lines: tuple[CaseLine, ...], tmp_path: Path
) -> None:
    case = good(lines)[0].facts
    run = ReportRun(workspace, [case, case], tmp_path, [WORKBOOK])
    while run.left:
        run.step()
    assert len({path for one in run.done for path in one.files}) == 2


@pytest.mark.parametrize("kind", [PDF, DOCX])
def test_a_case_that_is_stopped_leaves_nothing(
    workspace: Workspace, lines: tuple[CaseLine, ...], tmp_path: Path, kind: str
) -> None:
    run = ReportRun(workspace, [good(lines)[0].facts], tmp_path, [kind])
    with pytest.raises(Cancelled):
        run.step(lambda share: share < 0.5)
    assert run.done == []
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told_of_each_case(
    workspace: Workspace, lines: tuple[CaseLine, ...], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    run = ReportRun(workspace, [lines[0].facts], tmp_path / "file" / "folder", [PDF])
    assert [one.code for one in run.step().problems] == ["report.cannot_write"]


@pytest.mark.parametrize("name", ["长" * 300, "某厂/一车间:*?", " . ", "a\x00b"])
def test_every_name_makes_a_file_name(name: str, tmp_path: Path) -> None:
    made = report_name(Case(Enterprise(name), 2024, (), {}))
    (tmp_path / made).write_bytes(b"")
    assert made.endswith("_2024_双近零企业自评报告.pdf")


# --- the roll-up -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def rolled(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("汇总") / "汇总.xlsx"
    assert write_rolled_up(lines_of(workspace), path) is None
    return path


def test_texts_never_act_as_formulas(rolled: Path) -> None:
    sheet = load_workbook(rolled)["汇总"]
    acting = [
        cell for row in sheet.iter_rows(min_row=5) for cell in row if str(cell.value)[:1] in "=+@"
    ]
    names = {str(cell.value) for cell in acting if cell.column == 1}
    assert {"=cmd|' /C calc'!A0", "+8613800000000 厂"} <= names
    assert {cell.data_type for cell in acting} == {"s"}
    assert all(cell.quotePrefix for cell in acting)


def test_heads_stay_in_sight_and_filter(rolled: Path) -> None:
    sheet = load_workbook(rolled)["汇总"]
    assert sheet.freeze_panes == "B5"
    assert str(sheet.auto_filter.ref).startswith("A4:")
    assert str(sheet.auto_filter.ref).endswith("29")
    assert sheet["A4"].value == "企业"


@needs_office
def test_totals_and_counts_are_worked_out_by_the_workbook(
    rolled: Path, lines: tuple[CaseLine, ...]
) -> None:
    book = recalculated(rolled)
    listed, counts = book["汇总"], book["统计"]
    heads = columns_of(listed)
    assert listed.cell(3, 1).value == len(lines) == 25
    energy = sum(line.shown.energy.value or 0 for line in lines)
    assert listed.cell(3, heads["综合能耗（tce）"]).value == pytest.approx(float(energy))
    year = counts["B3"].value
    of_year = [line for line in lines if line.facts.year == year]
    told: dict[object, Any] = {
        row[0].value: row[1].value for row in counts.iter_rows(min_row=5) if row[0].value
    }
    for word in {line.industry for line in of_year if line.industry}:
        assert told[word] == sum(line.industry == word for line in of_year)
    level = next(
        f"{mark.sign} {mark.word}"
        for line in of_year
        for mark in line.shown.marks.values()
        if mark.level
    )
    assert told[level] >= 1


def test_a_stale_verdict_is_not_rolled_up(workspace: Workspace, tmp_path: Path) -> None:
    case = next(line for line in lines_of(workspace) if line.shown.grade).id
    opened = workspace.open_case(case)
    assert not isinstance(opened, tuple)
    opened.set_profile({"contact": "李工"}, "改")
    stale = [line for line in lines_of(workspace) if line.id == case]
    assert write_rolled_up(stale, tmp_path / "x.xlsx") is None
    sheet = load_workbook(tmp_path / "x.xlsx")["汇总"]
    heads = columns_of(sheet)
    assert sheet.cell(5, heads["双近零等级"]).value is None
    assert sheet.cell(5, heads["综合能耗（tce）"]).value is None
    assert sheet.cell(5, heads["判定状态"]).value == "待重新判定"


def test_a_roll_up_that_is_stopped_or_cannot_be_written_leaves_nothing(
    lines: tuple[CaseLine, ...], tmp_path: Path
) -> None:
    with pytest.raises(StoppedError):
        write_rolled_up(lines, tmp_path / "x.xlsx", lambda _share: False)
    assert list(tmp_path.iterdir()) == []
    found = write_rolled_up(lines, tmp_path / "no such folder" / "x.xlsx")
    assert isinstance(found, Problem)
    assert found.code == "report.cannot_write"
    assert write_rolled_up((), tmp_path / "empty.xlsx") is None
    assert load_workbook(tmp_path / "empty.xlsx")["汇总"]["A4"].value == "企业"
