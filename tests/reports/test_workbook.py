"""The workbook as a file: whole or not at all, no text acts, set up to be read and printed."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook

from desktop_app.core.data import Case, Datum, Key, Period, Record, State
from desktop_app.core.evaluate import Evaluation, evaluate
from desktop_app.core.pack import ItemKind
from desktop_app.core.problems import Problem
from desktop_app.reports.workbook import look, write_workbook
from desktop_app.reports.workbook.log_sheet import LogLine, write_log
from desktop_app.reports.workbook.names import cell_name
from desktop_app.reports.workbook.sheet import Sheet
from tests.reports.recalculate import needs_office, recalculated
from tests.reports.workbook_cases import FORMS, judged
from tests.reports.workbook_reading import differences

CASE = FORMS / "electroplating" / "cases" / "level_two.toml"
OUTLETS = FORMS / "steel" / "cases" / "long_process_2024.toml"
ACTING = ("=1+1", "+cmd", "@x", "-2", '=HYPERLINK("http://a")', "|x", "\t=1", "'=1")


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    return judged(CASE)


@pytest.fixture(scope="module")
def path(evaluation: Evaluation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("book") / "book.xlsx"
    assert write_workbook(evaluation, target, "2026-01-01", "贵州省贵阳市") is None
    return target


@pytest.fixture(scope="module")
def book(path: Path) -> Workbook:
    return load_workbook(path)


def hostile(evaluation: Evaluation) -> Evaluation:
    """The case with texts that want to be formulas, wherever a user may type."""
    case = evaluation.case
    texts = [item for item in evaluation.model.items.values() if item.kind is ItemKind.TEXT]
    data = {
        key: replace(one, note=ACTING[place % len(ACTING)], reason=ACTING[0])
        for place, (key, one) in enumerate(case.data.items())
    }
    for item in texts[:1]:
        key = Key(item.key, Period(case.year))
        data[key] = Datum(key, State.GIVEN, text=ACTING[0])
    enterprise = replace(
        case.enterprise, name=ACTING[0], uscc=ACTING[1], industry=ACTING[2], permit=ACTING[3]
    )
    records = tuple(replace(one, name=ACTING[4]) for one in case.records)
    return evaluate(
        evaluation.model,
        replace(case, data=data, enterprise=enterprise, records=records, note="=9"),
    )


@pytest.mark.parametrize("case", [CASE, OUTLETS], ids=["plain", "outlets"])
def test_no_text_of_a_user_acts_as_a_formula(case: Path, tmp_path: Path) -> None:
    target = tmp_path / "hostile.xlsx"
    assert write_workbook(hostile(judged(case)), target, "=2+2", "+region") is None
    found = load_workbook(target)
    cells = [
        cell
        for sheet in found.worksheets
        for line in sheet.iter_rows()
        for cell in line
        if isinstance(cell, Cell) and cell.value in (*ACTING, "=2+2", "+region", "=9")
    ]
    assert {cell.value for cell in cells} >= {*ACTING[:4], "=2+2", "+region", "=9"}
    assert [cell.coordinate for cell in cells if cell.data_type != "s"] == []
    assert [cell.value for cell in cells if not cell.quotePrefix] == [
        cell.value for cell in cells if cell.value == ACTING[-1]
    ]


@needs_office
def test_texts_that_look_like_formulas_stay_texts_elsewhere(tmp_path: Path) -> None:
    target = tmp_path / "hostile.xlsx"
    assert write_workbook(hostile(judged(CASE)), target, "=2+2", "") is None
    notes = recalculated(target)["说明"]
    shown = {line[0].value: line[1].value for line in notes.iter_rows(max_col=2)}
    assert shown["企业名称"] == "=1+1"
    assert shown["生成日期"] == "=2+2"


def test_the_sheets_come_in_reading_order(book: Workbook) -> None:
    titles = book.sheetnames
    assert titles[:6] == ["说明", "结论", "企业档案", "数据", "系数", "计算"]
    assert titles[-8:] == [
        "双近零", "检查", "来源", "佐证", "缺项", "更改提示", "导出时的值", "选项",
    ]  # fmt: skip
    assert book["选项"].sheet_state == "hidden"
    assert {one.sheet_state for one in book.worksheets[:-2]} == {"visible"}
    assert {one.sheet_state for one in book.worksheets[-2:]} == {"hidden"}


def test_the_first_sheet_leads_to_every_other_and_to_the_parts_of_the_data(book: Workbook) -> None:
    links = {
        cell.value: cell.hyperlink.location
        for cell in book["说明"]["B"]
        if cell.hyperlink is not None
    }
    assert {"结论", "企业档案", "双近零", "来源"} <= links.keys()
    for text, location in links.items():
        title, _mark, place = location.replace("'", "").partition("!")
        assert title in book.sheetnames
        if " · " in text:
            assert book[title][f"C{place[1:]}"].value == text.partition(" · ")[2]
    assert sum(" · " in text for text in links) > 5


def test_the_profile_lists_what_is_registered(book: Workbook, evaluation: Evaluation) -> None:
    rows = {line[1].value: line for line in book["企业档案"].iter_rows(min_row=4)}
    assert rows["企业名称"][2].value == evaluation.case.enterprise.name
    for record in evaluation.case.records:
        assert rows[record.name][0].value == record.id


def test_the_filter_of_the_data_stands_on_its_heads(book: Workbook) -> None:
    data = book["数据"]
    first = str(data.auto_filter.ref).partition(":")[0]
    assert data[first].value == "数据项"
    listed = [one for one in data.data_validations.dataValidation if one.formula1 == '"估算"']
    assert len(listed) == 1


def test_edits_are_listed_as_texts() -> None:
    made = Workbook()
    look.add_styles(made)
    sheet = Sheet(made, "修改记录")
    write_log(sheet, [LogLine("2026-01-01 10:00", "=甲", "键入", "=1+1", 3)], 7)
    row = [cell.value for cell in sheet.ws[4]]
    assert row == ["2026-01-01 10:00", "=甲", "键入", "=1+1", 3]
    assert {sheet.ws[f"{letter}4"].data_type for letter in "ABCD"} == {"s"}
    assert "共 7 次" in str(sheet["A2"].value)


def test_every_sheet_prints_on_a4_with_its_head_repeated(book: Workbook) -> None:
    for sheet in book.worksheets[:-2]:
        assert sheet.page_setup.orientation == "landscape", sheet.title
        assert sheet.page_setup.paperSize == 9, sheet.title
        assert sheet.page_setup.fitToWidth == 1, sheet.title
        fitted = sheet.sheet_properties.pageSetUpPr
        assert fitted is not None, sheet.title
        assert fitted.fitToPage, sheet.title
        assert sheet.print_area, sheet.title
    for title in ("结论", "数据", "系数", "计算", "双近零", "来源", "缺项"):
        assert book[title].print_title_rows, title
        assert book[title].freeze_panes, title


def test_figures_and_factors_have_names_that_lead_to_them(book: Workbook) -> None:
    names = book.defined_names
    for name, sheet in (("energy_total", "计算"), ("k_electricity", "系数")):
        [(title, place)] = list(names[name].destinations)
        assert title == sheet
        row = place.replace("$", "")[1:]
        assert book[title][f"A{row}"].value.replace(".", "_") == name
    assert all(re.fullmatch(r"[^\W\d]\w*", name) for name in names)


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("energy.total", "energy_total"),
        ("air.so2.mass[DA001]", "air_so2_mass_DA001"),
        ("c1", "c1_"),
        ("R", "R_"),
        ("r1c1", "r1c1_"),
        ("2nd", "_2nd"),
        ("a[=1+1]", "a_1_1"),
        ("…", "_"),
    ],
)
def test_names_are_ones_a_spreadsheet_allows(name: str, cell: str) -> None:
    assert cell_name(name) == cell


def test_answers_are_picked_from_lists(book: Workbook) -> None:
    sheet = book["数据"]
    lists = sheet.data_validations.dataValidation
    assert {one.type for one in lists} == {"list"}
    row = next(
        line[0].row for line in sheet.iter_rows() if line[0].value == "electroplating.has.zn"
    )
    [offered] = [one for one in lists if f"E{row}" in one.sqref]
    first, last = re.findall(r"\$A\$(\d+)", offered.formula1)
    options = book["选项"]
    texts = [options[f"A{place}"].value for place in range(int(first), int(last) + 1)]
    assert texts == ["是", "否", "不适用"]


def test_nothing_leads_outside_the_file(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        links = [name for name in names if "externalLink" in name or "connections" in name]
        rels = "".join(archive.read(name).decode() for name in names if name.endswith(".rels"))
    assert not links
    assert 'TargetMode="External"' not in rels


def test_the_same_case_gives_the_same_cells(evaluation: Evaluation, tmp_path: Path) -> None:
    texts = []
    for name in ("a.xlsx", "b.xlsx"):
        assert write_workbook(evaluation, tmp_path / name, "2026-01-01", "") is None
        with zipfile.ZipFile(tmp_path / name) as archive:
            parts = [part for part in archive.namelist() if part != "docProps/core.xml"]
            texts.append({part: archive.read(part) for part in parts})
    assert texts[0] == texts[1]


def test_no_cell_is_static_where_every_formula_fits(book: Workbook) -> None:
    notes = book["说明"]
    column = [cell.value for cell in notes["A"]]
    assert column[column.index("静态的格子") + 1] == "没有"


@needs_office
def test_formulas_too_long_for_a_cell_leave_our_figures_marked_and_listed(
    evaluation: Evaluation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.core.expr.excel.MAX_LENGTH", 150)
    monkeypatch.setattr("desktop_app.reports.workbook.places.MAX_LENGTH", 150)
    target = tmp_path / "static.xlsx"
    assert write_workbook(evaluation, target, "2026-01-01", "") is None
    found = load_workbook(target)
    listed = [str(cell.value) for cell in found["说明"]["A"]]
    places = [one.split(" ") for one in listed if one.startswith("计算 ")]
    assert places
    assert {found[sheet][cell].style for sheet, cell in places} == {"自评 静态"}
    assert not [one for one in differences(evaluation, recalculated(target)) if "双近零" not in one]


def test_a_folder_that_refuses_is_a_problem_and_leaves_nothing(
    evaluation: Evaluation, tmp_path: Path
) -> None:
    target = tmp_path / "不存在的文件夹" / "book.xlsx"
    found = write_workbook(evaluation, target, "2026-01-01", "")
    assert isinstance(found, Problem)
    assert found.code == "report.cannot_write"
    assert not target.exists()


def test_a_file_in_use_is_kept_as_it_was(evaluation: Evaluation, tmp_path: Path) -> None:
    target = tmp_path / "book.xlsx"
    target.mkdir()
    (target / "kept").write_text("x", encoding="utf-8")
    assert isinstance(write_workbook(evaluation, target, "2026-01-01", ""), Problem)
    assert [one.name for one in tmp_path.iterdir()] == ["book.xlsx"]


def test_an_existing_file_is_replaced(evaluation: Evaluation, odd_path: Path) -> None:
    target = odd_path / "工作簿.xlsx"
    target.write_text("old", encoding="utf-8")
    assert write_workbook(evaluation, target, "2026-01-01", "") is None
    assert load_workbook(target).sheetnames[0] == "说明"
    assert [one.name for one in odd_path.iterdir()] == ["工作簿.xlsx"]


@needs_office
def test_a_case_with_nothing_filled_in_is_a_workbook_too(tmp_path: Path) -> None:
    before = judged(OUTLETS)
    blank = Case(before.case.enterprise, before.case.year, before.case.packs, {})
    evaluation = evaluate(before.model, blank)
    target = tmp_path / "blank.xlsx"
    assert write_workbook(evaluation, target, "2026-01-01", "") is None
    assert not differences(evaluation, recalculated(target))


@needs_office
def test_two_outlets_of_odd_names_keep_apart(tmp_path: Path) -> None:
    before = judged(OUTLETS)
    odd = Record("outlet", "1号 & '炉'", "=1+1", before.case.of_kind("outlet")[0].fields)
    case = replace(before.case, records=(*before.case.records, odd))
    key = Key("air.pm", Period(case.year), odd.id)
    data = {**case.data, key: Datum(key, State.GIVEN, Decimal("7.5"), "mg/m3")}
    evaluation = evaluate(before.model, replace(case, data=data))
    target = tmp_path / "odd.xlsx"
    assert write_workbook(evaluation, target, "2026-01-01", "") is None
    assert not differences(evaluation, recalculated(target))
