"""What is typed for a planned measure: changes, money, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.improve.fitness import faults
from desktop_app.core.improve.typed import guess_how, read_change, read_money
from desktop_app.core.planned import DataChange, How
from desktop_app.core.problems import Problem
from tests.core.packs_for_tests import codes
from tests.core.plans_for_tests import less, planned, works

ITEMS = works().model.items
COAL = ITEMS["coal"]


@pytest.mark.parametrize(
    ("item", "text", "expected"),
    [
        ("coal", "－１０％", DataChange("coal", How.PERCENT, Decimal(-10))),
        ("coal", "-2.5%", DataChange("coal", How.PERCENT, Decimal("-2.5"))),
        ("coal", "-5000 kg", DataChange("coal", How.BY, Decimal(-5000), "kg")),
        ("coal", "+50", DataChange("coal", How.BY, Decimal(50), "t")),
        ("coal", "1,200", DataChange("coal", How.TO, Decimal(1200), "t")),
        ("coal", "0.12万吨", DataChange("coal", How.TO, Decimal(1200), "t")),
        ("load", "95%", DataChange("load", How.TO, Decimal(95), "%")),
        ("covered", "是", DataChange("covered", How.TO, text="yes")),
    ],
)
def test_a_text_says_how_it_is_meant(item: str, text: str, expected: DataChange) -> None:
    found = ITEMS[item]
    assert read_change(found, guess_how(found, text), text) == expected


@pytest.mark.parametrize(
    ("item", "how", "text", "code"),
    [
        ("coal", How.PERCENT, "少一点", "plan.bad_change"),
        ("coal", How.PERCENT, "-101%", "plan.below_nothing"),
        ("coal", How.BY, "-5 m3", "unit.different"),
        ("coal", How.TO, "", "plan.bad_change"),
        ("coal", How.TO, "-3", "data.negative"),
        ("coal", How.TO, "三百", "number.chinese_numerals"),
        ("covered", How.TO, "也许", "data.bad_choice"),
        ("covered", How.TO, "", "plan.bad_change"),
    ],
)
def test_what_makes_no_change_is_told(item: str, how: How, text: str, code: str) -> None:
    found = read_change(ITEMS[item], how, text)
    assert isinstance(found, Problem)
    assert found.code == code


@given(st.text(max_size=30), st.sampled_from(list(How)))
def test_no_text_breaks_the_reader(text: str, how: How) -> None:
    found = read_change(COAL, how, text)
    assert isinstance(found, DataChange | Problem)
    if isinstance(found, Problem):
        assert found.told()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("３５０", "350"),
        ("3.5亿元", "35000"),
        ("35000元", "3.5"),
        ("1,200 万元", "1200"),
    ],
)
def test_money_is_in_ten_thousands(text: str, expected: str | None) -> None:
    found = read_money("投资", text)
    assert found == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize("text", ["很多", "5 t", "未检出"])
def test_what_is_no_money_is_told(text: str) -> None:
    found = read_money("投资", text)
    assert isinstance(found, Problem)
    assert found.code == "plan.bad_money"


def test_a_measure_unfit_to_store_says_everything_that_is_wrong() -> None:
    broken = replace(
        planned("a", less("coal", 120), investment=-1, years=0),
        name=" ", begin="2025-05-01", due="2025-02-30", owner="甲\x00",
    )  # fmt: skip
    assert codes(faults(broken)) == [
        "plan.name_missing", "data.control_character", "plan.negative_investment",
        "plan.bad_years", "plan.bad_date", "plan.dates", "plan.below_nothing",
    ]  # fmt: skip
    assert not faults(planned("a", less("coal", 100), investment=0, years=5))
