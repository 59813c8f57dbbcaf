"""Pasted blocks in the arrangements plants use, down to a whole messy sheet."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.numbers import plain
from desktop_app.core.problems import Severity
from desktop_app.exchange.clipboard_table import (
    MAX_CELLS,
    Anchor,
    PastedTable,
    read_table,
    split_cells,
)
from desktop_app.exchange.table_heads import Target
from tests.exchange.excel import MESSY, copied

TARGETS = (
    Target("coal", "原煤", "t"),
    Target("anthracite", "无烟煤", "t"),
    Target("washed", "洗精煤", "t"),
    Target("coke", "焦炭（干全焦）", "t"),
    Target("gas", "天然气", "万m3"),
    Target("diesel", "柴油", "t"),
    Target("power", "电力", "万kWh"),
    Target("oxygen", "氧气", "万m3"),
    Target("water", "取新水量", "万m3"),
    Target("reuse", "重复利用水量", "万m3"),
    Target("output", "年产值", "万元", monthly=False),
)


def read(text: str, anchor: Anchor | None = None, year: int = 2023) -> PastedTable:
    return read_table(split_cells(text), TARGETS, year, anchor)


def placed(table: PastedTable) -> dict[tuple[str, int], str]:
    return {(cell.item, cell.month): cell.text for cell in table.cells}


def codes(table: PastedTable) -> list[str]:
    return [one.problem.code for one in table.left_out]


# --- splitting -------------------------------------------------------------------------------


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in '\t\n\r"') else text


@given(
    st.lists(
        st.lists(st.text('ab,　1\t\n"中', max_size=5), min_size=2, max_size=4),
        min_size=1,
        max_size=5,
    )
)
def test_cells_survive_the_clipboard(rows: list[list[str]]) -> None:
    width = max(len(row) for row in rows)
    rows = [[cell.strip() for cell in row] + [""] * (width - len(row)) for row in rows]
    if not any(rows[-1]):
        rows.append(["x"] * width)
    text = "\r\n".join("\t".join(quoted(cell) for cell in row) for row in rows)
    found = split_cells(text + "\r\n")
    assert [list(row) for row in found] == rows


@given(st.text(max_size=60))
def test_any_text_is_split_into_a_rectangle(text: str) -> None:
    found = split_cells(text)
    assert len({len(row) for row in found}) <= 1
    read_table(found, TARGETS, 2023)


def test_quotes_inside_a_cell_are_text() -> None:
    assert split_cells('6" 管\t2') == (('6" 管', "2"),)


# --- blocks without heads --------------------------------------------------------------------


def test_a_bare_block_goes_where_the_cursor_is() -> None:
    table = read("1\t2\n3\t", Anchor(("coal", "power"), 10))
    assert placed(table) == {("coal", 11): "1", ("coal", 12): "2", ("power", 11): "3"}
    assert not table.by_names


def test_what_sticks_out_is_told() -> None:
    table = read("1\t2\n3\t4", Anchor(("coal",), 12))
    assert placed(table) == {("coal", 0): "1"}
    assert codes(table) == ["paste.outside"] * 3


def test_a_thirteenth_figure_is_the_total() -> None:
    months = [str(n) for n in range(1, 13)]
    table = read("\t".join([*months, "78"]), Anchor(("coal",), 0))
    assert len(table.cells) == 12
    assert codes(table) == ["paste.total"]
    wrong = read("\t".join([*months, "80"]), Anchor(("coal",), 0))
    assert codes(wrong) == ["paste.total_differs"]
    assert "78" in wrong.left_out[0].problem.message()


# --- blocks with heads -----------------------------------------------------------------------

ORDERS = st.tuples(st.permutations(("原煤", "焦炭", "电力", "柴油")), st.permutations(range(1, 13)))


@given(ORDERS)
def test_order_and_direction_do_not_matter(orders: tuple[list[str], list[int]]) -> None:
    names, months = orders
    grid = [["品种", *(f"{month}月" for month in months)]]
    grid += [[name, *(f"{at * 100 + month}" for month in months)] for at, name in enumerate(names)]
    keys = {"原煤": "coal", "焦炭": "coke", "电力": "power", "柴油": "diesel"}
    wanted = {
        (keys[name], month): f"{at * 100 + month}"
        for at, name in enumerate(names)
        for month in months
    }
    turned = list(zip(*grid, strict=True))
    for block in (grid, turned):
        table = read_table(block, TARGETS, 2023)
        assert placed(table) == wanted
        for cell in table.cells:
            assert block[cell.row][cell.column] == cell.text


def test_units_come_from_the_nearest_head() -> None:
    text = "单位：吨\t\t\n名称\t单位\t1月\n原煤\t\t1\n电力（kWh）\t\t2\n柴油\t公斤\t3\n"
    assert {cell.item: cell.unit for cell in read(text).cells} == {
        "coal": "吨",
        "power": "kWh",
        "diesel": "公斤",
    }


def test_two_line_heads_with_money() -> None:
    text = "项目\t1月\t\t2月\t\n\t用量(吨)\t金额(万元)\t用量(吨)\t金额(万元)\n原煤\t1\t2\t3\t4\n"
    table = read(text)
    assert placed(table) == {("coal", 1): "1", ("coal", 2): "3"}
    assert {cell.unit for cell in table.cells} == {"吨"}
    assert codes(table) == ["paste.money"] * 2


def test_this_month_and_running_total_under_a_merged_name() -> None:
    text = "能源\t\t1月\t2月\n原煤\t本月\t5\t6\n\t累计\t5\t11\n柴油\t本月\t1\t1\n\t累计\t1\t2\n"
    table = read(text)
    assert placed(table) == {
        ("coal", 1): "5",
        ("coal", 2): "6",
        ("diesel", 1): "1",
        ("diesel", 2): "1",
    }
    assert codes(table) == ["paste.total_row"] * 2


def test_one_sheet_per_kind_of_energy() -> None:
    text = (
        "能源名称：原煤\t\t\n计量单位：吨\t\t\n项目\t1月\t2月\n"
        "消费量总计\t5\t6\n其中：生产用\t4\t5\n购进量总计\t9\t9\n"
    )
    table = read(text)
    assert placed(table) == {("coal", 1): "5", ("coal", 2): "6"}
    assert codes(table) == ["paste.part", "paste.no_item"]


def test_another_year_is_left_out_and_said() -> None:
    text = "\t2022年\t\t2023年\t\n品种\t1月\t2月\t1月\t2月\n原煤\t1\t2\t3\t4\n"
    table = read(text)
    assert placed(table) == {("coal", 1): "3", ("coal", 2): "4"}
    assert codes(table).count("paste.other_year") == 2
    other = read("某厂2022年台账\t\n品种\t1月\n原煤\t1\n")
    assert "paste.title_year" in codes(other)


def test_a_total_alone_is_the_year() -> None:
    assert placed(read("品种\t合计\n原煤\t120\n电力\t5\n")) == {
        ("coal", 0): "120",
        ("power", 0): "5",
    }
    assert placed(read("原煤\t120\n电力\t5\n")) == {("coal", 0): "120", ("power", 0): "5"}


def test_names_with_twelve_figures_are_months() -> None:
    line = "\t".join(str(n) for n in range(1, 13))
    table = read(f"原煤\t吨\t{line}\t78\n电力\t万kWh\t{line}\t78\n")
    assert len(table.cells) == 24
    assert codes(table) == ["paste.total"] * 2


def test_months_without_names_go_to_the_rows_at_the_cursor() -> None:
    table = read("3月\t1月\n5\t6\n7\t8\n", Anchor(("coal", "power"), 7))
    assert placed(table) == {
        ("coal", 3): "5",
        ("coal", 1): "6",
        ("power", 3): "7",
        ("power", 1): "8",
    }


def test_nothing_is_guessed() -> None:
    twice = read("品种\t1月\n原煤\t1\n原煤\t2\n")
    assert placed(twice) == {("coal", 1): "1"}
    assert codes(twice) == ["paste.repeated"]
    unknown = read("品种\t1月\n蒸汽\t1\n")
    assert codes(unknown) == ["paste.no_item"]
    yearly = read("品种\t1月\n年产值\t1\n")
    assert codes(yearly) == ["paste.not_monthly"]


def test_empty_cells_and_dashes_are_not_figures() -> None:
    table = read("品种\t1月\t2月\t3月\t4月\n原煤\t1\t\t—\t/\n")
    assert placed(table) == {("coal", 1): "1"}
    assert not table.left_out


def test_too_much_is_refused_at_once() -> None:
    table = read_table([[""] * 100] * (MAX_CELLS // 100 + 1), TARGETS, 2023)
    assert codes(table) == ["paste.too_large"]
    assert table.left_out[0].problem.severity is Severity.ERROR


def test_an_empty_clipboard_says_so() -> None:
    assert codes(read("")) == ["paste.nothing"]


# --- a plant's own workbook ------------------------------------------------------------------


@pytest.fixture(scope="module")
def messy() -> PastedTable:
    return read(copied(MESSY, "能源"))


def test_the_messy_sheet_is_read(messy: PastedTable) -> None:
    cells = placed(messy)
    by_item = {key: sum(item == key for item, _month in cells) for key, _m in cells}
    # Of anthracite two months are missing; oxygen and coke have no figure at all.
    assert by_item == {"washed": 12, "anthracite": 10, "power": 12, "gas": 12, "diesel": 12}
    assert cells["washed", 1] == "１２３４５６"
    assert cells["power", 12] == "4166.7"
    assert cells["gas", 7] == "未检出"
    units = {cell.item: cell.unit for cell in messy.cells}
    assert units == {
        "washed": "吨", "anthracite": "t", "power": "万kWh", "gas": "万Nm³", "diesel": "公斤",
    }  # fmt: skip


def test_the_messy_sheet_tells_what_it_leaves_out(messy: PastedTable) -> None:
    found = codes(messy)
    assert found.count("paste.money") == 1
    assert found.count("paste.total_row") == 2
    assert found.count("paste.part") == 1
    assert "paste.title_year" not in found
    steam = next(one.problem for one in messy.left_out if one.problem.code == "paste.no_item")
    assert steam.args["name"] == "蒸汽"
    assert found.count("paste.total") + found.count("paste.total_differs") == 4


def test_months_down_and_items_across() -> None:
    table = read(copied(MESSY, "用水"))
    assert len(table.cells) == 24
    assert placed(table)["water", 12] == "26"
    assert {cell.unit for cell in table.cells} == {"万m3"}
    assert codes(table).count("paste.money") == 1
    totals = [one.problem for one in table.left_out if one.problem.code.startswith("paste.total")]
    sums = {
        key: sum((Decimal(c.text) for c in table.cells if c.item == key), Decimal(0))
        for key in ("water", "reuse")
    }
    assert len(totals) == 2
    assert plain(sums["water"]) == "279"
