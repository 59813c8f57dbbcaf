"""Workbooks edited wrongly: every problem names the sheet and the cell, and what was meant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from desktop_app.core.problems import Problem
from desktop_app.packs.build import build, shared
from desktop_app.packs.files import Contents, parsed
from desktop_app.packs.workbook.cells import place
from tests.packs.books import (
    FOLDERS,
    column_of,
    edited,
    exported,
    files_of,
    imported,
    opened,
    row_of,
    told,
)

PACK = "electroplating"
FILES = files_of(next(folder for folder in FOLDERS if folder.name == PACK))
BOOK = exported(FILES)
TABLE = next(sheet.name for sheet in opened(BOOK).sheets if sheet.name.startswith("电镀清洁"))
KNOWN = shared([parsed(Contents(f"forms/{one.name}", files_of(one))) for one in FOLDERS])


def sheet(book: Workbook, name: str) -> Worksheet:
    found = book[name]
    assert isinstance(found, Worksheet)
    return found


def faults(change: Callable[[Workbook], None]) -> tuple[Problem, ...]:
    """Everything found when the edited workbook is read as a pack."""
    back = imported(edited(BOOK, change))
    contents = Contents(f"pack.xlsx/{PACK}", back.files, has_cases=True)
    return back.placed(build(parsed(contents), KNOWN).problems)


def setting(name: str, field: str, row: int, value: object) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        page = sheet(book, name)
        page.cell(row, column_of(page, field)).value = value  # type: ignore[assignment]

    return change


def cell(name: str, field: str, row: int) -> str:
    """The address of a cell, found by the hidden id of its column."""
    page = next(one for one in opened(BOOK).sheets if one.name == name)
    return place(row, next(at for at, one in page.by_row[1].items() if one.text == field))


def test_the_workbook_as_exported_has_no_fault() -> None:
    assert faults(lambda _book: None) == ()


@pytest.mark.parametrize(
    ("name", "field", "row", "value", "code"),
    [
        (TABLE, "direction", 7, "≤ 越小越号", "book.word_misspelt"),
        (TABLE, "limiting", 7, "对", "book.not_flag"),
        (TABLE, "weight", 7, "=0.5+0.5", "book.formula"),
        (TABLE, "levels.2", 7, date(2026, 8, 24), "book.number_as_date"),
        (TABLE, "levels.1", 7, "8 +", "formula.ends_early"),
        (TABLE, "valid_from", 7, "去年", "book.not_day"),
        (TABLE, "levels.1", 7, None, "book.level_gap"),
        (TABLE, "match", 7, "source kiln", "book.not_fields"),
        ("数据项", "kind", 3, "数直", "book.word_misspelt"),
        ("数据项", "option", 3, "没有竖线", "book.not_options"),
        ("数据项", "name", 3, None, "pack.field_missing"),
        ("数据项", "key", 3, "Output.Plated", "pack.bad_name"),
        ("数据项", "name", 3, "#REF!", "book.error_value"),
        ("出处", "issued", 3, "2015/13/1", "book.not_day"),
        ("出处", "title", 3, "toml: v = ", "book.not_literal"),
        ("评价表", "{sheet}", 3, "电镀清洁生产水平（综合电镀，2016）", "book.table_sheet_unknown"),
        ("评价表", "weight", 4, "三成", "pack.not_number"),
        ("模板", "{template}", 3, "[[item]\n", "pack.not_toml"),
    ],
)
def test_a_wrong_cell_is_named(name: str, field: str, row: int, value: object, code: str) -> None:
    found = told(faults(setting(name, field, row, value)))
    at = [(one[1], one[2]) for one in found if one[0] == code]
    assert (name, cell(name, field, row)) in at, found


def test_a_misspelt_word_gets_a_suggestion() -> None:
    found = faults(setting("数据项", "kind", 3, "数直"))
    assert "数值" in found[0].told()


def test_a_field_nobody_knows_is_told_in_its_column() -> None:
    def change(book: Workbook) -> None:
        page = sheet(book, "数据项")
        column = page.max_column + 1
        page.cell(1, column).value = "hintt"
        page.cell(4, column).value = "提示"

    found = [one for one in faults(change) if one.code == "pack.field_misspelt"]
    assert [one.args["suggestion"] for one in found] == ["hint"]
    assert found[0].where.path.endswith("4")
    assert found[0].where.document == "pack.xlsx/数据项"


def test_a_column_without_id_is_not_dropped_in_silence() -> None:
    def change(book: Workbook) -> None:
        page = sheet(book, "数据项")
        page.cell(5, page.max_column + 1).value = "记一下"

    assert [one.code for one in faults(change)] == ["book.column_unknown"]


def test_a_sheet_of_ones_own_is_not_dropped_in_silence() -> None:
    def change(book: Workbook) -> None:
        book.create_sheet("草稿").append(["随手记"])

    assert told(faults(change)) == [("book.sheet_unknown", "草稿", "A1")]


def test_a_column_of_a_row_that_was_deleted_with_its_table() -> None:
    def change(book: Workbook) -> None:
        page = sheet(book, "评价表")
        page.delete_rows(3, page.max_row)

    found = told(faults(change))
    assert ("book.table_sheet_unused", TABLE, "A1") in found


def test_a_part_needs_its_row() -> None:
    found = told(faults(setting(TABLE, "{line}", 3, "分项")))
    assert ("book.line_orphan", TABLE, "B3") in found


def test_a_new_row_gets_an_id_and_the_file_of_the_rows_above() -> None:
    def change(book: Workbook) -> None:
        page = sheet(book, TABLE)
        row = page.max_row + 1
        for field, value in {
            "no": 26, "group": "管理指标", "name": "新的一项", "direction": "选择文字要求",
            "levels.1": "有", "levels.2": "有", "levels.3": "有", "weight": 0.1, "clause": "附录",
        }.items():  # fmt: skip
            page.cell(row, column_of(page, field)).value = value  # type: ignore[assignment]

    back = imported(edited(BOOK, change))
    assert not back.problems
    text = back.files["clean_production.toml"].decode()
    assert 'id = "row26"' in text
    assert text.count("[[assessment.indicator]]") == 26
    added = text[text.index('id = "row26"') - 300 :]
    assert 'no = "26"' in added
    assert 'group = "management"' in added


def test_an_edited_number_arrives_as_typed() -> None:
    def change(book: Workbook) -> None:
        page = sheet(book, TABLE)
        row = row_of(page, "id", "wash_water")
        page.cell(row, column_of(page, "levels.1")).value = 7.5
        page.cell(row, column_of(page, "weight")).value = 0.30000000000000004

    text = imported(edited(BOOK, change)).files["clean_production.toml"].decode()
    assert "levels = [7.5, 24, 40]" in text
    assert "weight = 0.3\n" in text


def test_a_percentage_is_not_taken_for_its_share() -> None:
    def change(book: Workbook) -> None:
        page = sheet(book, TABLE)
        at = page.cell(row_of(page, "id", "use_zn"), column_of(page, "levels.1"))
        at.value, at.number_format = 0.82, "0%"

    assert [one.code for one in faults(change)] == ["book.percent"]


@pytest.mark.parametrize(
    "name", ["../../x.toml", "a/b.toml", "C:\\x.toml", "x.txt", ".toml", "con.toml"]
)
def test_no_file_can_be_written_elsewhere(name: str) -> None:
    def change(book: Workbook) -> None:
        sheet(book, "数据项")["A3"].value = name
        sheet(book, "算例")["B3"].value = name
        sheet(book, "文件")["B3"].value = name

    back = imported(edited(BOOK, change))
    assert name not in back.files
    assert f"cases/{name}" not in back.files
    assert {"book.file_name"} <= {one.code for one in back.problems}
