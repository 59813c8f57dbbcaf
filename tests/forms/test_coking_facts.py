"""The coking pack against its sources, typed in independently."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from desktop_app.core.pack import Confidence, Met
from tests.forms.industry import Industry, catalog

COKING = Industry("coking", "C2521")
TOP = {
    "coking.oven": "top", "coking.rate": "186", "coking.mixed_gas": "0", "coking.volatile": "21",
    "coking.water": "12", "coking.quench": "wet", "coking.age": "over25",
}  # fmt: skip


def test_the_pack_has_no_errors() -> None:
    assert COKING.errors() == []


@pytest.mark.parametrize(
    ("own_id", "wanted"),
    [
        ("capacity", ["100", "60", "40"]),
        ("stripped_ammonia", ["200", "200", "200"]),
        ("energy", ["150", "170", "180"]),
        ("fresh_water", ["2.5", "3.5", "3.5"]),
        ("steam", ["0.2", "0.25", "0.4"]),
        ("power", ["30", "35", "40"]),
        ("heat_cog", ["2150", "2250", "2350"]),
        ("heat_bfg", ["2450", "2550", "2650"]),
        ("gas_rate", ["100", "95", "80"]),
        ("water_reuse", ["95", "85", "75"]),
        ("waste_water", ["0.5", "0.7", "1.0"]),
        ("cod", ["1.2", "2.0", "4.0"]),
        ("nh3n", ["0.06", "0.1", "0.2"]),
        ("cn", ["0.008", "0.012", "0.025"]),
        ("phenol", ["0.24", "0.4", "0.8"]),
        ("sulphide", ["0.02", "0.03", "0.06"]),
    ],
)
def test_levels_of_the_2003_standard(own_id: str, wanted: list[str]) -> None:
    assert COKING.cells("coking.cp", own_id) == wanted


def test_the_2003_standard_has_no_weights_and_is_judged_row_by_row() -> None:
    table = COKING.table("coking.cp")
    assert table.method == "item_by_item.v1"
    assert {row.weight for row in table.indicators} == {None}
    assert not any(row.limiting for row in table.indicators)


def test_uncertain_numbers_are_never_judged() -> None:
    uncertain = [
        row for row in COKING.table("coking.cp").indicators
        if row.cited.confidence is Confidence.UNSURE
    ]  # fmt: skip
    numbers = {row.id for row in uncertain if row.parts[0].direction != "choice"}
    assert numbers == {
        "chamber", "gas_h2s", "charging_pm", "pushing_pm", "charging_bap", "pushing_bap"
    }  # fmt: skip
    met = {cell.met for row in uncertain for part in row.parts for cell in part.thresholds}
    assert met == {Met.UNKNOWN, Met.TEXT}


@pytest.mark.parametrize(
    ("own_id", "wanted", "confidence"),
    [
        ("top", ["110", "135"], Confidence.RECALLED),
        ("stamp", ["110", "140"], Confidence.CONFIRMED),
    ],
)
def test_benchmark(own_id: str, wanted: list[str], confidence: Confidence) -> None:
    row = COKING.row("coking.benchmark", own_id)
    assert COKING.cells("coking.benchmark", own_id) == wanted
    assert (row.cited.confidence, row.deadline) == (confidence, date(2025, 12, 31))


@pytest.mark.parametrize(
    ("volatile", "wanted"),
    [
        ("21", "-8.3"), ("22", "-4.2"), ("23", "0"), ("24", "4.25"), ("25", "8.55"),
        ("26", "11"), ("27", "14.08"), ("28", "18.71"), ("23.5", "2.125"), ("21.5", "-6.25"),
    ],
)  # fmt: skip
def test_volatile_matter_of_top_charged_coal(volatile: str, wanted: str) -> None:
    evaluation = COKING.judge(2026, {"coking.volatile": volatile})
    assert evaluation.results["coking.volatile_top"].value == Decimal(wanted)


@pytest.mark.parametrize(
    ("volatile", "wanted"),
    [
        ("25", "0"), ("26", "3.2"), ("27", "6.44"), ("28", "11.4"), ("29", "14.65"),
        ("30", "17.93"), ("31", "21.23"), ("32", "24.5"), ("27.5", "8.92"),
    ],
)  # fmt: skip
def test_volatile_matter_of_stamped_coal(volatile: str, wanted: str) -> None:
    evaluation = COKING.judge(2026, {"coking.volatile": volatile})
    assert evaluation.results["coking.volatile_stamp"].value == Decimal(wanted)


def test_volatile_matter_outside_the_table_is_not_extrapolated() -> None:
    for volatile in ("20.99", "28.01"):
        found = COKING.judge(2026, TOP | {"coking.volatile": volatile})
        assert found.results["coking.quota.top"].status == "n.a."


def test_an_old_oven_with_wet_quenching_meets_only_the_third_level() -> None:
    result = COKING.judge(2026, TOP).results["coking.quota.top"]
    assert result.standing is not None
    assert result.standing.limits == ("114.54", "109.04", "186")
    assert result.standing.met == (False, False, True)
    assert COKING.judge(2026, TOP | {"coking.rate": "186.01"}).results[
        "coking.quota.top"
    ].level == "below"  # fmt: skip


def test_a_better_limit_may_be_the_looser_one() -> None:
    """113 kgce/t: above 109.04 (level 2, no allowance for age), below 114.54 (level 1)."""
    result = COKING.judge(2026, TOP | {"coking.rate": "113"}).results["coking.quota.top"]
    assert result.standing is not None
    assert result.standing.met == (True, False, True)


@pytest.mark.parametrize("blank", ["mixed_gas", "water", "quench", "age"])
def test_a_blank_correction_leaves_the_row_open(blank: str) -> None:
    answers = {key: text for key, text in TOP.items() if key != f"coking.{blank}"}
    result = COKING.judge(2026, answers | {"coking.rate": "120"}).results["coking.quota.top"]
    assert result.status == "partial"
    assert f"coking.{blank}" in result.missing


def test_no_quota_is_judged_before_it_begins() -> None:
    assert COKING.table("coking.quota").valid_from == date(2026, 5, 1)
    assert "coking.quota" not in COKING.judge(2025, TOP).results


def test_other_ovens_are_outside_benchmark_and_quota() -> None:
    for oven in ("heat_recovery", "semi"):
        results = COKING.judge(2026, TOP | {"coking.oven": oven}).results
        assert results["coking.quota"].status == results["coking.benchmark"].status == "n.a."


def test_the_numbers_of_the_standard_are_those_of_the_steel_pack() -> None:
    """Neither pack needs the other, so the coke standard stands in both; they must agree."""
    steel = {one.key: one.value for one in catalog().library.packs["steel"].parameters}
    coking = {one.key: one.value for one in COKING.pack.parameters}
    pairs = {
        f"steel.q.coke_{oven}.l{level}": f"coking.q.{oven}.l{level}"
        for oven in ("top", "stamp") for level in (1, 2, 3)
    } | {
        f"steel.q.coke_{name}": f"coking.q.{name}"
        for name in (
            "fuel_top", "fuel_stamp", "water_top", "water_stamp", "wet", "age15", "age25"
        )
    }  # fmt: skip
    assert {ours: steel[theirs] for theirs, ours in pairs.items()} == {
        ours: coking[ours] for ours in pairs.values()
    }
    formulas = {
        one.id: one.formula.source
        for pack in ("steel", "coking")
        for one in catalog().library.packs[pack].quantities
    }
    for oven in ("top", "stamp"):
        ours = formulas[f"coking.volatile_{oven}"]
        theirs = formulas[f"steel.coke_volatile_{oven}"]
        assert ours == theirs.replace("steel.coke_volatile_points", "coking.volatile_points")


@pytest.mark.parametrize(
    ("own_id", "wanted"),
    [
        ("oven_pm", ["10", "15", "30"]),
        ("oven_so2", ["30", "30", "50"]),
        ("oven_nox", ["150", "150", "500"]),
        ("oven_voc", ["100", "unknown", "unknown"]),
        ("oven_nh3", ["8", "unknown", "unknown"]),
        ("heat_nox", ["unknown", "unknown", "200"]),
        ("charging_so2", ["unknown", "70", "100"]),
        ("charging_bap", ["unknown", "unknown", "0.3"]),
        ("pushing_so2", ["unknown", "30", "50"]),
        ("cdq_so2", ["unknown", "80", "100"]),
        ("heater_nox", ["unknown", "150", "200"]),
        ("tank_hcn", ["unknown", "unknown", "1.0"]),
        ("tank_phenols", ["unknown", "unknown", "80"]),
        ("tank_h2s", ["unknown", "unknown", "3.0"]),
    ],
)
def test_emission_limits(own_id: str, wanted: list[str]) -> None:
    assert COKING.cells("coking.limits", own_id) == wanted


@pytest.mark.parametrize(
    ("own_id", "wanted"),
    [
        ("w_cod", ["absent", "40", "80"]),
        ("w_nh3n", ["absent", "5", "10"]),
        ("w_phenol", ["absent", "unknown", "0.3"]),
        ("w_cn", ["absent", "unknown", "0.2"]),
    ],
)
def test_water_limits(own_id: str, wanted: list[str]) -> None:
    assert COKING.cells("coking.water_limits", own_id) == wanted


def test_coal_of_the_balance_is_not_burnt_and_sold_coke_counts_once() -> None:
    """10000 t at 0.76 tC/t, 7000 t of coke at 0.85, all sold: (7600 − 5950) × 44/12 = 6050."""
    results = COKING.judge(
        2024,
        {
            "energy.list_complete": "yes", "energy.washed_coal": "10000",
            "energy_feedstock.washed_coal": "10000", "coking.cc.washed_coal": "0.76",
            "output.coke_dry": "7000", "coking.cc.coke": "0.85", "energy_out.coke": "7000",
            "coking.own_gas": "0",
        },
    ).results  # fmt: skip
    assert results["carbon.fuel.washed_coal"].value == 0
    assert round(results["carbon.process.coking"].value or 0, 9) == 6050
    assert results["carbon.fuel_total"].value == 0
    assert round(results["carbon.direct"].value or 0, 9) == 6050


def test_coke_put_into_stock_is_deducted_once() -> None:
    """All coke made leaves by the balance, whether it is sold or stored."""
    made = {
        "energy.washed_coal": "1400", "energy_feedstock.washed_coal": "1400",
        "coking.cc.washed_coal": "0.76", "output.coke_dry": "1000",
    }  # fmt: skip
    sold = {"energy_out.coke": "1000"}
    stored = {"energy_out.coke": "900", "stock_open.coke": "50", "stock_close.coke": "150"}
    one, other = (COKING.judge(2026, made | left).results for left in (sold, stored))
    assert one["carbon.fuel_total"].value == other["carbon.fuel_total"].value == 0
    assert one["carbon.direct"].value == other["carbon.direct"].value
