"""Editions of one number: in force once for every year, or told; and limits through parameters."""

from __future__ import annotations

import pytest

from desktop_app.core.check import check_pack
from desktop_app.core.problems import Problem
from tests.core.packs_for_tests import item, parameter, read_small


def found(*texts: str) -> list[Problem]:
    packs = read_small("".join(texts))
    return [
        one
        for one in check_pack(packs[0], {pack.id: pack for pack in packs})
        if one.code.startswith("pack.editions") or one.code == "pack.thresholds_order"
    ]


def told(*texts: str) -> list[tuple[str, str]]:
    return [(one.code, one.args.get("years", "")) for one in found(*texts)]


def k(value: str, first: str = "", last: str = "", **more: str) -> str:
    dates = {"valid_from": first, "valid_to": last}
    return parameter("k.a", value, "t", **{n: d for n, d in dates.items() if d}, **more)


@pytest.mark.parametrize(
    ("editions", "wrong"),
    [
        ([("1", "", "2023-12-31"), ("2", "2024-01-01", "")], []),
        # In force from March: 31 December 2024 decides, so 2024 has the new one alone.
        ([("1", "", "2024-02-29"), ("2", "2024-03-01", "")], []),
        ([("1", "", "2023-06-30"), ("2", "2023-09-01", "")], []),
        ([("1", "", "2022-12-31"), ("2", "2024-01-01", "")], [("pack.editions_gap", "2023")]),
        ([("1", "", "2012-12-31"), ("2", "2021-01-01", "")], [("pack.editions_gap", "2013—2020")]),
        ([("1", "", "2024-12-31"), ("2", "2024-01-01", "")], [("pack.editions_overlap", "2024")]),
        ([("1", "2020-01-01", ""), ("2", "2020-01-01", "2022-12-31")],
         [("pack.editions_overlap", "2020、2021、2022")]),
        # A later edition takes the place of one that was never ended.
        ([("1", "2020-01-01", ""), ("2", "2022-01-01", "")], []),
        # The same number twice decides nothing.
        ([("1", "", "2024-12-31"), ("1", "2024-01-01", "")], []),
    ],
)  # fmt: skip
def test_parameters(editions: list[tuple[str, str, str]], wrong: list[tuple[str, str]]) -> None:
    assert told(*(k(*one) for one in editions)) == wrong


def test_a_value_carried_forward_or_a_reason_bridges_a_gap() -> None:
    old, new = k("1", "", "2020-12-31"), k("2", "2024-01-01", "")
    assert told(old, new) == [("pack.editions_gap", "2021、2022、2023")]
    assert told(k("1", "", "2020-12-31", carry_forward="true"), new) == []
    assert told(old, k("2", "2024-01-01", "", after_gap='"没有公布"')) == []


def test_other_areas_and_factor_sets_are_no_editions() -> None:
    assert told(k("1", "", "2020-12-31", area='"52"'), k("2", "2024-01-01", "")) == []


BINDINGS = """
[[binding]]
family = "f"
member = "old"
valid_to = 2022-12-31
[[binding]]
family = "f"
member = "next"
valid_from = {start}
"""
MEMBERS = "".join(
    parameter("k.f", value, "t", family='"f"', member=f'"{member}"')
    for value, member in (("1", "old"), ("2", "next"))
)


@pytest.mark.parametrize(
    ("start", "wrong"),
    [
        ("2023-01-01", []),
        ("2022-05-01", [("pack.editions_overlap", "2022")]),
        ("2025-01-01", [("pack.editions_gap", "2023、2024")]),
    ],
)
def test_bindings(start: str, wrong: list[tuple[str, str]]) -> None:
    assert told(MEMBERS, BINDINGS.format(start=start)) == wrong


TABLE = """
[[assessment]]
id = "small.cp"
name = "表"
limb = "energy"
method = "item_by_item.v1"
scale = "cp"
source = "std"
confidence = "confirmed"
[[assessment.group]]
id = "g"
name = "组"
"""


def row(row_id: str, levels: str, dates: str = "", value: str = "made.rate") -> str:
    return f"""
[[assessment.indicator]]
id = "{row_id}"
name = "单耗"
group = "g"
unit = "kgce/t"
direction = "lower"
value = "{value}"
levels = {levels}
{dates}
"""


ITEMS = item("made.rate", "kgce/t") + item("made.other", "kgce/t")


@pytest.mark.parametrize(
    ("first", "second", "wrong"),
    [
        ("valid_to = 2023-12-31", "valid_from = 2024-01-01", []),
        ("valid_to = 2024-12-31", "valid_from = 2024-07-01", [("pack.editions_overlap", "2024")]),
        ("", "valid_from = 2024-07-01", [("pack.editions_overlap", "2024—")]),
        ("valid_to = 2021-12-31", "valid_from = 2024-01-01", [("pack.editions_gap", "2022、2023")]),
        ("", "", []),
    ],
)
def test_rows_that_measure_one_thing(first: str, second: str, wrong: list[tuple[str, str]]) -> None:
    rows = row("old", "[1, 2, 3]", first) + row("next", "[1, 2, 3]", second)
    assert told(ITEMS, TABLE, rows) == wrong


def test_rows_that_measure_different_things_are_no_editions() -> None:
    rows = row("a", "[1, 2, 3]", "valid_to = 2021-12-31")
    rows += row("b", "[1, 2, 3]", "valid_from = 2024-01-01", "made.other")
    assert told(ITEMS, TABLE, rows) == []


def test_limits_named_by_parameters_must_grow_stricter_too() -> None:
    limits = "".join(
        parameter(f"k.l{number}", value, "kgce/t")
        for number, value in ((1, "12"), (2, "10"), (3, "20"))
    )
    rows = row("a", '["k.l1", "k.l2", "k.l3"]')
    (fault,) = found(ITEMS, limits, TABLE, rows)
    assert (fault.code, fault.args["values"]) == ("pack.thresholds_order", "12, 10")
    # A number that changes over the years decides nothing here.
    later = parameter("k.l1", "9", "kgce/t", valid_from="2024-01-01")
    assert found(ITEMS, limits, later, TABLE, rows) == []
