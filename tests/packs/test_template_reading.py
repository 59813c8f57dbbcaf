"""Templates as people fill them: merged, full-width, starred, in parts; and what is asked back."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from openpyxl import Workbook

from desktop_app.packs.template import layout
from desktop_app.packs.template.draft import RowDraft
from desktop_app.packs.template.example import MERGED, ROWS
from desktop_app.packs.template.new_pack import Template, read_template
from desktop_app.packs.template.weights import How
from tests.packs.books import edited, opened
from tests.packs.templates import COLUMNS, FIRST_ROW, Row, blank, filled, read, row, sheet

NOTES = {"template.ids_made", "template.way_by_sign", "template.no_day", "template.id_made"}


def told(found: Template) -> list[tuple[str, str]]:
    """Code and cell of what is said, but for what is said of every table."""
    return [(one.code, one.where.path) for one in found.problems if one.code not in NOTES]


def rows(found: Template) -> list[RowDraft]:
    return list(found.table.rows)


def single(*cells: Row, **standard: object) -> Template:
    """A table of one group without weights."""
    first, *others = cells
    return read(
        filled([{"group": "消耗", **first}, *others], {"kind": layout.ITEM_BY_ITEM, **standard})
    )


def test_the_example_reads_without_a_question() -> None:
    fields = [head.field for head in layout.HEADS]
    cells = [dict(zip(fields, texts, strict=True)) for texts in ROWS]
    found = read(filled(cells, merged=MERGED))
    assert [code for code, _cell in told(found)] == [
        "template.parts_read", "template.unit_words_cut", "template.unit_words_cut",
        "template.way_by_order", "template.unit_words_cut", "template.unit_blank",
    ]  # fmt: skip
    assert [(group.name, len(group.rows)) for group in found.table.groups] == [
        ("生产工艺及装备", 2), ("资源能源消耗", 2), ("污染物产生", 2), ("环境管理", 1),
    ]  # fmt: skip
    assert [one.limiting for one in rows(found)] == [True, False, True, False, True, False, False]
    water = rows(found)[4]
    assert [part.name for part in water.parts] == ["a) 废水产生量", "b) pH"]
    assert rows(found)[1].parts[0].requirement.levels == ("没有国家明令淘汰的设备",) * 3
    assert found.table.how is How.GROUP


def test_names_are_in_one_line_and_without_hidden_signs() -> None:
    found = single(
        row("★单位产品\n综合能耗", "≤1", "≤2", "≤3", unit="kgce/t"),
        row("\u202e用水\ufeff", "≤1", "≤2", "≤3", unit="m3/t"),
        row("COD\nremoval rate\n（总）", "≥3", "≥2", "≥1", unit="t/t"),
    )
    assert [one.name for one in rows(found)] == [
        "单位产品综合能耗", "用水", "COD removal rate（总）",
    ]  # fmt: skip


def test_a_refused_cell_is_told_once() -> None:
    found = single(row("能耗", "=H3", "=G3", "≤3", unit="kgce/t"))
    assert [one for one in told(found) if one[1] in ("G3", "H3")] == [
        ("book.formula", "G3"), ("book.formula", "H3"),
    ]  # fmt: skip


def test_merged_cells_hold_for_all_they_cover() -> None:
    cells = [
        row("能耗", "≤1", "≤2", "≤3", group="消耗", group_weight="0.4", unit="t/t", weight="0.5"),
        row("水耗", "≤4", "", "≤6", weight="0.5"),
        row("制度", "有制度", "", "", group="管理", group_weight="0.6", weight="1"),
    ]
    found = read(filled(cells, merged=("B3:B4", "C3:C4", "E3:E4", "G4:H4", "G5:I5")))
    assert told(found) == [("template.no_limiting", "D2")]
    energy, water, rules = rows(found)
    assert water.parts[0].requirement.levels == (Decimal(4), Decimal(4), Decimal(6))
    assert (energy.parts[0].requirement.unit, water.parts[0].requirement.unit) == ("t/t", "t/t")
    assert rules.parts[0].requirement.levels == ("有制度",) * 3
    assert [group.weight for group in found.table.groups] == [Decimal("0.4"), Decimal("0.6")]


def test_full_width_and_separators_and_stars() -> None:
    found = single(
        row("＊ 取水量", "≤１，２００", "≤1,500", "≤ 2 000", unit="ｍ３／ｔ"),
        row("综合利用率※", "９５％以上", "90%以上", "同左", unit="％"),
        row("能耗", "１．５", "２．０", "２．５", unit="kgce/t产品", limiting="是"),
    )
    assert told(found)[:1] == [("number.several", "I3")]
    found = single(row("＊ 取水量", "≤１，２００", "≤1,500", "≤2000", unit="ｍ３／ｔ"))
    assert [(one.name, one.limiting) for one in rows(found)] == [("取水量", True)]
    assert rows(found)[0].parts[0].requirement.levels == (
        Decimal(1200), Decimal(1500), Decimal(2000),
    )  # fmt: skip


def test_numbers_excel_has_made_of_what_was_typed() -> None:
    def change(book: Workbook) -> None:
        page = sheet(book, layout.TABLE)
        for column, value in ((7, 0.95), (8, 0.9)):
            page.cell(FIRST_ROW, column).value = value
            page.cell(FIRST_ROW, column).number_format = "0%"
        page.cell(FIRST_ROW, 9).value = datetime(2024, 1, 2)  # noqa: DTZ001 - Excel has no zones
        page.cell(FIRST_ROW, 9).number_format = "yyyy-mm-dd"
        page.cell(FIRST_ROW + 1, 7).value = "=1+1"

    data = filled([row("回用率", group="消耗"), row("水耗", "", "2", "3")], change=change)
    found = read(data)
    assert ("template.became_date", "I3") in told(found)
    assert ("book.formula", "G4") in told(found)
    texts = [line.texts for line in found.filled.lines]
    assert (texts[0]["level_1"], texts[0]["level_2"]) == ("95%", "90%")


def test_parts_of_one_name_merged_down() -> None:
    cells = [
        row("废水", "≤1", "≤2", "≤3", group="污染物", unit="m3/t"),
        row("", "≤10", "≤20", "≤30", unit="mg/L"),
        row("废气", "达标", "达标", "达标"),
    ]
    found = read(filled(cells, {"kind": layout.ITEM_BY_ITEM}, merged=("B3:B5", "D3:D4")))
    water, air = rows(found)
    assert [part.name for part in water.parts] == ["第 1 项", "第 2 项"]
    assert [part.requirement.unit for part in water.parts] == ["m3/t", "mg/L"]
    assert len(air.parts) == 1
    assert told(found) == [("template.parts_read", "D3")]


def test_parts_with_weights_of_their_own_are_indicators() -> None:
    cells = [
        row("废水", group="污染物", group_weight="1"),
        row("a) 产生量", "≤1", "≤2", "≤3", unit="m3/t", weight="0.6"),
        row("b) 浓度*", "≤10", "≤20", "≤30", unit="mg/L", weight="0.4"),
    ]
    found = read(filled(cells))
    assert [(one.name, one.weight and one.weight.value) for one in rows(found)] == [
        ("废水：a) 产生量", Decimal("0.6")),
        ("废水：b) 浓度", Decimal("0.4")),
    ]
    assert ("template.parts_split", "D3") in told(found)
    assert ("template.part_limiting", "D5") in told(found)


def test_headings_remarks_and_blank_lines() -> None:
    cells = [
        {"no": "一、资源消耗"},
        row("能耗", "≤1", "≤2", "≤3", unit="t/t"),
        {},
        {"group": "二、管理"},
        row("制度", "有", "有", "有"),
        {},
        {"no": "注：★ 为限定性指标。"},
    ]
    found = read(filled(cells, {"kind": layout.ITEM_BY_ITEM}))
    assert [group.name for group in found.table.groups] == ["一、资源消耗", "二、管理"]
    assert told(found) == [("template.line_ignored", "A9")]


def test_a_printed_head_pasted_over_the_template() -> None:
    def change(book: Workbook) -> None:
        page = sheet(book, layout.TABLE)
        heads = ("序号", "一级指标", "一级指标权重", "序号", "二级指标", "单位", "二级指标权重")
        for column, text in enumerate(heads, 1):
            page.cell(2, column).value = text
        page.cell(2, 8).value = "基准值"
        for column, text in enumerate(("Ⅰ级基准值", "II级基准值", "Ⅲ级 基准值"), 8):
            page.cell(3, column).value = text
        page.cell(2, 9).value = page.cell(2, 10).value = page.cell(2, 11).value = None
        cells: list[str | int] = ["1", "消耗", 1, "1", "*能耗", "t/t", 1, 1, 2, 3]
        for column, value in enumerate(cells, 1):
            page.cell(4, column).value = value

    found = read(filled([], change=change))
    (energy,) = rows(found)
    assert (energy.name, energy.limiting) == ("能耗", True)
    assert energy.parts[0].requirement.direction == "lower"
    assert told(found) == [("template.way_by_order", "H4")]


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        ([row("", "≤1", "≤2", "≤3")], ("template.name_missing", "D3")),
        ([row("a) 浓度", "≤1", "≤2", "≤3")], ("template.part_orphan", "D3")),
        ([row("废水")], ("template.level_blank", "G3")),
        ([row("能耗", "≤1", "≤2", "≤3", unit="斤两")], ("unit.unknown_similar", "E3")),
        ([row("能耗", "≤1", "≤2", "≤3")], ("template.unit_blank", "E3")),
        ([row("能耗", "≤1", "≤2", "≤3", limiting="大概")], ("template.limiting_unread", "J3")),
        ([row("能耗", "≥95", "≥90", "0..5", unit="%")], ("number.misplaced_point", "I3")),
        ([row("能耗", "≥95", "有计量", "有计量", unit="%")], ("template.levels_mixed", "G3")),
        ([row("能耗", "100", "100", "100", unit="%")], ("template.way_unknown", "G3")),
        (
            [row("能耗", "≤1", "≤2", "≤3", unit="t"), row("能耗", "≤1", "≤2", "≤3", unit="t")],
            ("template.row_twice", "D4"),
        ),
    ],
)
def test_a_cell_that_says_too_little_is_named(cells: list[Row], wanted: tuple[str, str]) -> None:
    assert wanted in told(single(*cells))


def test_without_a_group_nothing_is_made_up() -> None:
    found = read(filled([row("能耗", "≤1", "≤2", "≤3", unit="t/t")]))
    assert ("template.group_missing", "B3") in told(found)


@pytest.mark.parametrize(
    ("weights", "wanted"),
    [
        ([("0.4", "1"), ("0.5", "1")], ("template.group_weights", "C2")),
        ([("0.4", "1"), ("0.6", "0.9")], ("template.row_weights", "F4")),
        ([("0.4", "1"), ("", "1")], ("template.group_weight_missing", "C4")),
        ([("0.4", "x"), ("0.6", "1")], ("template.weight_unread", "F3")),
        ([("", ""), ("", "")], ("template.weights_none", "F2")),
        ([("0.4", "1"), ("0.6", "")], ("template.weights_partial", "F2")),
        ([("40", "100"), ("60", "100")], ("template.weights_scaled", "F2")),
    ],
)
def test_weights_that_do_not_tell_all(
    weights: list[tuple[str, str]], wanted: tuple[str, str]
) -> None:
    cells = [
        row(f"能耗{n}", "≤1", "≤2", "≤3", unit="t/t", group=f"组{n}", group_weight=g, weight=w)
        for n, (g, w) in enumerate(weights)
    ]
    assert wanted in told(read(filled(cells)))


def test_a_bonus_group_stands_outside_the_sum() -> None:
    cells = [
        row("甲", "≤1", "≤2", "≤3", unit="t/t", group="组一", group_weight="1", weight="1"),
        row(
            "乙", "开展", "开展", "无要求", group="循环利用（加分）", group_weight="0.1", weight="1"
        ),
    ]
    found = read(filled(cells))
    assert [group.bonus for group in found.table.groups] == [False, True]
    assert ("template.bonus_read", "B4") in told(found)
    assert "template.group_weights" not in [code for code, _cell in told(found)]


def test_weights_of_the_whole_table_are_kept_as_printed() -> None:
    cells = [
        row("甲", "≤1", "≤2", "≤3", unit="t/t", group="组一", group_weight="15", weight="5"),
        row("乙", "≤1", "≤2", "≤3", unit="t/t", weight="10"),
        row("丙", "≤1", "≤2", "≤3", unit="t/t", group="组二", group_weight="85", weight="85"),
    ]
    found = read(filled(cells))
    assert found.table.how is How.WHOLE
    values = [one.weight.value for one in rows(found) if one.weight is not None]
    assert values == [Decimal("0.05"), Decimal("0.10"), Decimal("0.85")]


def test_a_weight_merged_over_several_indicators_is_asked_for() -> None:
    cells = [
        row("甲", "≤1", "≤2", "≤3", unit="t/t", group="组一", group_weight="1", weight="1"),
        row("乙", "≤1", "≤2", "≤3", unit="t/t"),
    ]
    found = read(filled(cells, merged=("F3:F4",)))
    assert ("template.weight_merged", "F4") in told(found)
    shared = [{**cells[0], "weight": "1/n"}, cells[1]]
    found = read(filled(shared, merged=("F3:F4",)))
    assert [one.weight and one.weight.pool for one in rows(found)] == [1, 1]


@pytest.mark.parametrize(
    ("field", "value", "code", "cell"),
    [
        ("industry", "印染", "template.industry_unread", "B8"),
        ("kind", "打分", "book.word_unknown", "B9"),
        ("minimum_1", "90", "template.minimum", "B12"),
        ("id", "My Pack", "template.bad_id", "B16"),
        ("id", "con", "template.bad_id", "B16"),
        ("valid_from", "去年", "book.not_day", "B6"),
        ("valid_to", "2010-01-01", "template.days_order", "B7"),
        ("title", None, "template.field_blank", "B3"),
        ("evidence", "=1+1", "book.formula", "B11"),
    ],
)
def test_the_document_itself(field: str, value: object, code: str, cell: str) -> None:
    one = row("能耗", "≤1", "≤2", "≤3", unit="t/t", group="组", group_weight="1", weight="1")
    standard = {"valid_from": date(2015, 10, 28), field: value}
    assert (code, cell) in told(read(filled([one], standard)))


def test_what_a_document_says() -> None:
    one = row("能耗", "≤1", "≤2", "≤3", unit="t/t", group="组", group_weight="1", weight="1")
    found = read(
        filled(
            [one],
            {
                "valid_from": "2015年10月28日",
                "valid_to": "—",
                "industry": "ｃ３３６０、C1512 白酒制造；GB/T 4754-2017 C2631",
                "evidence": "第 3 页\nhttps://example.org",
                "others": "是",
                "confidence": "单一来源",
            },
        )
    ).standard
    assert (found.valid_from, found.valid_to) == (date(2015, 10, 28), None)
    assert found.industries == ("C3360", "C1512", "C2631")
    assert (found.others, found.confidence, len(found.evidence)) == (True, "single-source", 2)


# --- workbooks that are no templates ------------------------------------------------------------


def without(title: str) -> bytes:
    return edited(blank(), lambda book: book.remove(book[title]))


def test_workbooks_that_are_no_templates() -> None:
    for title in (layout.STANDARD, layout.TABLE):
        found = read_template(opened(without(title)))
        assert isinstance(found, tuple)
        assert found[0].code == "template.sheet_missing"

    def headless(book: Workbook) -> None:
        sheet(book, layout.TABLE).delete_rows(1, 2)

    found = read_template(opened(edited(blank(), headless)))
    assert isinstance(found, tuple)
    assert found[0].code == "template.no_heads"


def test_another_filled_sheet_is_told_not_to_count() -> None:
    def change(book: Workbook) -> None:
        book.create_sheet("阳极氧化")["A1"] = "另一张表"

    found = read(filled([], change=change))
    assert "template.sheet_unread" in [one.code for one in found.problems]


def test_a_table_beyond_all_bounds() -> None:
    def change(book: Workbook) -> None:
        page = sheet(book, layout.TABLE)
        for number in range(layout.MAX_LINES + 5):
            page.cell(FIRST_ROW + number, COLUMNS["name"]).value = f"指标 {number}"
        for number in range(2, 12):
            page.merge_cells(
                start_row=FIRST_ROW, end_row=19_000, start_column=number * 3, end_column=number * 3
            )

    found = read(filled([], change=change))
    codes = [one.code for one in found.problems]
    assert "template.too_long" in codes
    assert len(found.filled.lines) == layout.MAX_LINES
