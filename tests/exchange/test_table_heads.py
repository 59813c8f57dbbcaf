"""What heads of plants' tables mean, one spelling at a time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.exchange.table_heads import (
    Head,
    Names,
    Span,
    Target,
    as_unit,
    is_money,
    read_head,
    split_unit,
    title_item,
    title_unit,
    title_year,
)

NAMES = Names(
    [
        Target("coal", "原煤", "t"),
        Target("coke", "焦炭（干全焦）", "t"),
        Target("power", "电力", "万kWh"),
        Target("gas", "天然气", "万m3"),
        Target("n2", "氮气（做副产品时）", "万m3"),
        Target("n2_main", "氮气（做主产品时）", "万m3"),
        Target("water", "取新水量", "万m3"),
        Target("steel", "粗钢产量", "t"),
    ]
)


@pytest.mark.parametrize(
    ("text", "month", "year"),
    [
        ("1月", 1, 0),
        ("１２月", 12, 0),
        ("3月份", 3, 0),
        (" 一 月 ", 1, 0),
        ("十二月", 12, 0),
        ("2023-01", 1, 2023),
        ("2023/1", 1, 2023),
        ("2023/1/1", 1, 2023),
        ("2023年1月", 1, 2023),
        ("2023年01月份", 1, 2023),
        ("2023年十月", 10, 2023),
        ("202306", 6, 2023),
        ("2023.06", 6, 2023),
        ("Jan-23", 1, 2023),
        ("Sept", 9, 0),
    ],
)
def test_months(text: str, month: int, year: int) -> None:
    found = read_head(text)
    assert found is not None
    assert (found.span, found.month, found.year) == (Span.MONTH, month, year)


def test_what_stands_behind_a_month_is_kept() -> None:
    assert read_head("1月份合计用电量（万kWh）") == Head(Span.MONTH, 1, rest="合计用电量(万kWh)")


@pytest.mark.parametrize(
    "text",
    [
        "合计",
        "合　计",
        "全年",
        "全年合计",
        "年累计",
        "1-12月合计",
        "2023年",
        "2023年度",
        "2023年合计",
    ],
)
def test_years(text: str) -> None:
    found = read_head(text)
    assert found is not None
    assert found.span is Span.YEAR


@pytest.mark.parametrize(
    "text",
    ["一季度", "上半年", "1-6月", "2023年1-6月累计用电量", "小计", "月平均", "同比", "1月累计"],
)
def test_sums_that_are_no_year(text: str) -> None:
    found = read_head(text)
    assert found is not None
    assert found.span is Span.SUM


@pytest.mark.parametrize(
    "text", ["", "原煤", "13月", "0月", "备注", "2023-13", "12.5", "1,234", "月份", "1月2日"]
)
def test_other_words_are_no_time(text: str) -> None:
    assert read_head(text) is None


def test_figures_that_look_like_months_are_weak() -> None:
    found = read_head("202306")
    assert found is not None
    assert found.weak


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    found = read_head(text)
    assert found is None or 0 <= found.month <= 12
    NAMES.find(text)
    split_unit(text)


@pytest.mark.parametrize(
    ("text", "name", "unit"),
    [
        ("电力（万kWh）", "电力", "万kWh"),
        ("天然气量（Nm3)", "天然气量", "Nm3"),
        ("用电量/万千瓦时", "用电量", "万千瓦时"),
        ("煤炭\n（吨）", "煤炭", "吨"),
        ("原煤 吨", "原煤", "吨"),
        ("焦炭（干全焦）", "焦炭(干全焦)", ""),
        ("取新水量\n(万m³)", "取新水量", "万m3"),
        ("电力【单位:万kWh】", "电力【单位:万kWh】", ""),
    ],
)
def test_units_in_heads(text: str, name: str, unit: str) -> None:
    assert split_unit(text) == (name, unit)


@pytest.mark.parametrize("text", ["1", "0.5", "", "—", "合计", "1月", "备注"])
def test_what_is_no_unit(text: str) -> None:
    assert as_unit(text) == ""


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("原煤", ("coal",)),
        ("１、原 煤", ("coal",)),
        ("其中：原煤", ("coal",)),
        ("原煤消耗量（吨）", ("coal",)),
        ("外购电力（万kWh）", ("power",)),
        ("用电量", ("power",)),
        ("总用电量合计", ("power",)),
        ("焦炭", ("coke",)),
        ("焦炭（干全焦）", ("coke",)),
        ("取新水", ("water",)),
        ("粗钢产量（万吨）", ("steel",)),
        ("氮气", ("n2", "n2_main")),
        ("蒸汽", ()),
        ("生产用电", ("power",)),
        ("", ()),
    ],
)
def test_names(text: str, keys: tuple[str, ...]) -> None:
    assert NAMES.find(text) == keys


def test_titles() -> None:
    assert title_year("某厂 2023 年度能源台账") == 2023
    assert title_year("编号 120230101") == 0
    assert title_unit("计量单位：吨 ") == "吨"
    assert title_unit("单位：见表") == ""
    assert title_item("能源名称：原煤") == "原煤"


@pytest.mark.parametrize(
    ("text", "money"), [("金额（万元）", True), ("电费", True), ("用量（吨）", False)]
)
def test_money(text: str, money: bool) -> None:
    assert is_money(text) is money


FUELS = Names(
    Target(key, name, "t")
    for key, name in (
        ("anthracite", "无烟煤"),
        ("bituminous", "一般烟煤"),
        ("coking", "炼焦烟煤"),
        ("washed", "洗精煤"),
        ("middlings", "洗中煤"),
        ("diesel", "柴油"),
        ("gas", "天然气"),
    )
)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("烟煤", ("bituminous",)),
        ("外购烟煤消耗量（吨）", ("bituminous",)),
        ("无烟煤", ("anthracite",)),
        ("中煤", ("middlings",)),
        ("０＃柴油", ("diesel",)),
        ("天燃气用量", ("gas",)),
        ("焦煤", ("coking", "washed")),
        ("喷吹煤", ("anthracite", "bituminous")),
        ("煤气", ()),
        ("市电", ()),
    ],
)
def test_everyday_names_are_known_and_unclear_ones_offered(
    text: str, keys: tuple[str, ...]
) -> None:
    assert FUELS.find(text) == keys
