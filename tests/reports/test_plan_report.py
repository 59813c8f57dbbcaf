"""The plan in report and workbook: measures, before and after, charts; nothing without a plan."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop_app.app.case_file import read_case_file
from desktop_app.app.catalog import Catalog
from desktop_app.app.paths import find_paths
from desktop_app.app.reporting import Made, MadeOf, make_pdf, make_workbook
from desktop_app.core.evaluate import Evaluation, evaluate
from desktop_app.core.planned import DataChange, How, PlannedMeasure
from desktop_app.reports.blocks import Bullets, Figure, Heading, Paragraph, Table, plain_text
from desktop_app.reports.chapters import plan

PLAN = Path(__file__).resolve().parents[1] / "data" / "plans" / "cement_2024.toml"


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    read = read_case_file(PLAN, Catalog(find_paths()))
    assert read.model is not None
    assert read.case is not None
    return evaluate(read.model, read.case)


def tables(evaluation: Evaluation) -> dict[str, list[list[str]]]:
    """The cells of the chapter's tables by caption."""
    return {
        block.caption: [[plain_text(cell.text) for cell in row.cells] for row in block.rows]
        for block in plan.blocks(evaluation)
        if isinstance(block, Table)
    }


def test_without_a_plan_there_is_no_chapter(evaluation: Evaluation) -> None:
    assert plan.blocks(replace(evaluation, case=replace(evaluation.case, plan=()))) == ()


def test_the_plan_is_printed_with_effect_cost_owner_and_date(evaluation: Evaluation) -> None:
    rows = tables(evaluation)["行动计划"]
    assert [row[0] for row in rows] == ["1", "2", "3", "4", "5"]
    first = rows[0]
    assert "氮氧化物年均浓度（窑尾） → 45 mg/m³" in first[2]
    assert "电力 +2%" in first[2]
    assert "大气污染当量 −505" in first[3]
    assert (first[4], first[5]) == ("2\u2009600", "−420")
    assert first[6] == "环保部 王工；2025-03-01 至 2025-12-31；已定"
    assert rows[4][1].endswith("（未计入）")


def test_before_and_after_and_what_clashes_are_printed(evaluation: Evaluation) -> None:
    rows = {row[0]: row[1:] for row in tables(evaluation)["方案前后"]}
    assert rows["水泥能耗限额（GB 16780-2021）"] == ["3级", "2级", ""]
    assert rows["近零污染指数"][2] == "+2.7"
    assert rows["二氧化碳排放总量"][2].startswith("−15")
    found = plan.blocks(evaluation)
    [bullets] = [one for one in found if isinstance(one, Bullets)]
    assert "合并计算" in plain_text(bullets.items[0])
    assert sum(isinstance(one, Figure) for one in found) == 2
    lead = next(one for one in found if isinstance(one, Paragraph))
    assert "计入 4 项" in plain_text(lead.text)
    assert "静态回收期 9.8 年" in plain_text(lead.text)
    assert isinstance(found[0], Heading)


def test_hostile_names_harm_neither_report_nor_workbook(
    evaluation: Evaluation, tmp_path: Path
) -> None:
    change = DataChange("energy.electricity", How.PERCENT, evaluation.case.plan[3].yearly)
    hostile = PlannedMeasure("x", "=HYPERLINK(1)<b>&amp;", changes=(change,), note="很长" * 300)
    case = replace(evaluation.case, plan=(hostile,))
    paths = find_paths()
    shown = replace(evaluation, case=case)
    target = tmp_path / "自评 报告.pdf"
    assert isinstance(make_pdf(MadeOf(paths, shown, "2024-03-01"), target), Made)
    assert target.stat().st_size > 10_000
    book = tmp_path / "工作簿.xlsx"
    assert isinstance(make_workbook(MadeOf(paths, shown, "2024-03-01"), book), Made)
    sheet = load_workbook(book)["改进方案"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    name = next(cell for cell in cells if str(cell.value).startswith("=HYPER"))
    assert name.data_type == "s"


def test_the_sheet_of_the_plan_holds_measures_and_before_after(
    evaluation: Evaluation, tmp_path: Path
) -> None:
    book = tmp_path / "工作簿.xlsx"
    assert isinstance(make_workbook(MadeOf(find_paths(), evaluation, "2024-03-01"), book), Made)
    sheet = load_workbook(book)["改进方案"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    second = next(row for row in rows if row[1] == "篦冷机改造（第四代）")
    assert (second[2], second[5], second[6], second[7]) == ("是", 1800, 610, 12)
    assert round(float(str(second[8])), 2) == -356.28
    assert next(row for row in rows if row[1] == "水泥能耗限额（GB 16780-2021）")[3:5] == [
        "3级", "2级",
    ]  # fmt: skip
