"""The coal chemical pack against its sources, typed in independently."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from desktop_app.core.pack import Confidence
from tests.forms.industry import Industry

METHANOL = Industry("methanol", "C2523", "520500", products={"P1": "methanol"})


def test_the_pack_has_no_errors() -> None:
    assert METHANOL.errors() == []


def test_there_is_no_clean_production_table_and_the_pack_says_so() -> None:
    assert not [one for one in METHANOL.pack.assessments if one.id.endswith(".cp")]
    assert "没有清洁生产表" in METHANOL.pack.completeness


@pytest.mark.parametrize(
    ("own_id", "wanted"),
    [
        ("bituminous", ["1380", "1400", "1800"]),
        ("anthracite", ["1200", "1250", "1500"]),
        ("lignite", ["1750", "1800", "2000"]),
        ("gas", ["1130", "1150", "1380"]),
        ("coke_oven_gas", ["1280", "1400", "1500"]),
        ("eg_ethylene", ["335", "375", "470"]),
        ("eg_syngas", ["850", "1000", "1300"]),
        ("eg_coal", ["2450", "2850", "3100"]),
        ("dme", ["1120", "1140", "1200"]),
    ],
)
def test_quotas(own_id: str, wanted: list[str]) -> None:
    assert METHANOL.cells("methanol.quota", own_id) == wanted
    assert METHANOL.table("methanol.quota").valid_from == date(2024, 12, 1)


@pytest.mark.parametrize(
    ("own_id", "wanted"),
    [
        ("lignite", ["1550", "2000"]),
        ("bituminous", ["1400", "1800"]),
        ("anthracite", ["1250", "1600"]),
        ("eg_syngas", ["1000", "1350"]),
    ],
)
def test_benchmarks_are_not_those_of_the_quota(own_id: str, wanted: list[str]) -> None:
    assert METHANOL.cells("methanol.benchmark", own_id) == wanted
    row = METHANOL.row("methanol.benchmark", own_id)
    assert (row.deadline, row.cited.confidence) == (date(2025, 12, 31), Confidence.RECALLED)


@pytest.mark.parametrize(
    ("feed", "gasifier", "judged_by"),
    [
        ("bituminous", "fixed", "bituminous"),
        ("bituminous", "pressurised", "bituminous"),
        ("anthracite", "fixed", "anthracite"),
        ("anthracite", "pressurised", "bituminous"),
        ("anthracite", "other", None),
        ("lignite", "fixed", "lignite"),
        ("lignite", "pressurised", "bituminous"),
        ("gas", "other", "gas"),
        ("coke_oven_gas", "other", "coke_oven_gas"),
    ],
)
def test_the_row_follows_feed_and_gasifier(feed: str, gasifier: str, judged_by: str | None) -> None:
    answers = {
        "methanol.feed": feed, "methanol.gasifier": gasifier, "methanol.rate@P1": "1400",
    }  # fmt: skip
    results = METHANOL.judge(2025, answers).results
    rows = ("bituminous", "anthracite", "lignite", "gas", "coke_oven_gas")
    applying = [row for row in rows if results[f"methanol.quota.{row}[P1]"].status != "n.a."]
    assert applying == ([judged_by] if judged_by else [])


def test_an_unknown_gasifier_leaves_the_row_of_anthracite_open() -> None:
    answers = {"methanol.feed": "anthracite", "methanol.rate@P1": "1400"}
    results = METHANOL.judge(2025, answers).results
    for row in ("bituminous", "anthracite"):
        assert results[f"methanol.quota.{row}[P1]"].status == "blank"


@pytest.mark.parametrize(("rate", "level"), [("1800", "Q3"), ("1800.001", "below")])
def test_a_figure_on_a_limit_meets_it(rate: str, level: str) -> None:
    answers = {
        "methanol.feed": "bituminous", "methanol.gasifier": "pressurised", "methanol.rate@P1": rate,
    }  # fmt: skip
    assert METHANOL.judge(2025, answers).results["methanol.quota.bituminous[P1]"].level == level


def test_no_quota_before_the_standard() -> None:
    assert "methanol.quota" not in METHANOL.judge(2023, {}).results


def test_carbon_leaves_in_the_products() -> None:
    assert METHANOL.parameter(2025, "methanol.cc_default.methanol") == Decimal("0.375")
    assert METHANOL.parameter(2025, "methanol.cc_default.glycol") == Decimal("0.387")
    answers = {
        "energy.anthracite": "1000", "energy_feedstock.anthracite": "1000",
        "methanol.cc.anthracite": "0.6", "methanol.made.methanol": "400",
    }  # fmt: skip
    results = METHANOL.judge(2025, answers).results
    assert round(results["carbon.process.methanol"].value or 0, 9) == 1650
    assert results["carbon.fuel.anthracite"].value == 0


def test_methanol_sold_or_stored_is_deducted_once() -> None:
    """The balance takes off what is made; the ledger would take it off again as fuel."""
    made = {
        "energy.anthracite": "1000", "energy_feedstock.anthracite": "1000",
        "methanol.cc.anthracite": "0.6", "methanol.made.methanol": "400",
    }  # fmt: skip
    sold = {
        "energy_out.methanol": "370", "stock_open.methanol": "20", "stock_close.methanol": "50",
        "of.methanol": "0.98",
    }  # fmt: skip
    without = METHANOL.judge(2025, made).results
    with_it = METHANOL.judge(2025, made | sold).results
    assert with_it["carbon.fuel_total"].value == without["carbon.fuel_total"].value == 0
    assert with_it["carbon.direct"].value == without["carbon.direct"].value


@pytest.mark.parametrize(
    ("own_id", "wanted"),
    [
        ("heater_pm", ["absent", "20", "20"]),
        ("heater_so2", ["absent", "50", "100"]),
        ("heater_nox", ["absent", "100", "150"]),
    ],
)
def test_air_limits(own_id: str, wanted: list[str]) -> None:
    assert METHANOL.cells("methanol.limits", own_id) == wanted


@pytest.mark.parametrize(
    ("own_id", "wanted"),
    [("w_cod", "60"), ("w_nh3n", "8"), ("w_tn", "40"), ("w_tp", "1.0"), ("w_oil", "5")],
)
def test_water_limits(own_id: str, wanted: str) -> None:
    assert METHANOL.cells("methanol.water_limits", own_id) == ["absent", "unknown", wanted]
