"""The ammonia pack against its sources, typed in independently."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from desktop_app.core.pack import Confidence
from tests.forms.industry import Industry

AMMONIA = Industry("ammonia", "C2621", "520500")


def plant(kind: str) -> Industry:
    return Industry("ammonia", "C2621", "520500", products={"P1": kind})


def test_the_pack_has_no_errors() -> None:
    assert AMMONIA.errors() == []


def test_there_is_no_clean_production_table_and_the_pack_says_so() -> None:
    assert not [one for one in AMMONIA.pack.assessments if one.id.endswith(".cp")]
    assert "没有清洁生产表" in AMMONIA.pack.completeness


@pytest.mark.parametrize(
    ("own_id", "wanted", "confidence"),
    [
        ("nh3_lump", ["1090", "1100", "1350"], Confidence.CONFIRMED),
        ("nh3_briquette", ["1180", "1200", "1520"], Confidence.CONFIRMED),
        ("nh3_powder", ["1340", "1350", "1550"], Confidence.CONFIRMED),
        ("nh3_lignite", ["1700", "1800", "1900"], Confidence.SINGLE),
        ("nh3_gas", ["996", "1000", "1200"], Confidence.CONFIRMED),
        ("urea_turbine", ["130", "150", "170"], Confidence.SINGLE),
        ("urea_motor", ["115", "138", "165"], Confidence.SINGLE),
        ("abc", ["18", "20", "30"], Confidence.SINGLE),
        ("k2so4_brine", ["300", "310", "320"], Confidence.SINGLE),
        ("k2so4_sea", ["400", "420", "450"], Confidence.SINGLE),
        ("k2so4_mirabilite", ["450", "480", "500"], Confidence.SINGLE),
        ("k2so4_mannheim", ["105", "110", "120"], Confidence.SINGLE),
    ],
)
def test_quotas(own_id: str, wanted: list[str], confidence: Confidence) -> None:
    row = AMMONIA.row("ammonia.quota", own_id)
    assert AMMONIA.cells("ammonia.quota", own_id) == wanted
    assert row.cited.confidence is confidence
    assert row.unit == ("kWh/t" if own_id == "abc" else "kgce/t")


@pytest.mark.parametrize(
    ("own_id", "wanted"),
    [
        ("nh3_lump", ["1100", "1350"]),
        ("nh3_briquette", ["1200", "1520"]),
        ("nh3_powder", ["1350", "1550"]),
        ("nh3_gas", ["1000", "1200"]),
    ],
)
def test_benchmarks(own_id: str, wanted: list[str]) -> None:
    assert AMMONIA.cells("ammonia.benchmark", own_id) == wanted
    row = AMMONIA.row("ammonia.benchmark", own_id)
    assert (row.deadline, row.cited.confidence) == (date(2025, 12, 31), Confidence.RECALLED)


def test_lignite_and_urea_have_no_benchmark_of_their_own() -> None:
    rows = {row.id for row in AMMONIA.table("ammonia.benchmark").indicators}
    assert rows == {"nh3_lump", "nh3_briquette", "nh3_powder", "nh3_gas"}


@pytest.mark.parametrize(
    ("rate", "level"), [("996", "Q1"), ("996.01", "Q2"), ("1000", "Q2"), ("1200.01", "below")]
)
def test_a_figure_on_a_limit_meets_it(rate: str, level: str) -> None:
    result = plant("nh3_gas").judge(2024, {"ammonia.rate@P1": rate}).results
    assert result["ammonia.quota.nh3_gas[P1]"].level == level


def test_the_standard_begins_in_december_2024() -> None:
    assert AMMONIA.table("ammonia.quota").valid_from == date(2024, 12, 1)
    found = plant("nh3_gas").judge(2023, {"ammonia.rate@P1": "900"}).results
    assert "ammonia.quota" not in found


def test_bicarbonate_is_judged_by_electricity_not_by_coal_equivalent() -> None:
    answers = {"product.output@P1": "1000", "ammonia.abc_power@P1": "18000"}
    found = plant("abc").judge(2025, answers).results["ammonia.quota.abc[P1]"]
    assert (found.value, found.level) == (Decimal(18), "Q1")


def test_a_registered_product_without_figures_stays_open() -> None:
    found = plant("nh3_lump").judge(2025, {}).results["ammonia.quota.nh3_lump[P1]"]
    assert (found.status, found.level) == ("blank", "")


@pytest.mark.parametrize(
    ("key", "wanted"),
    [
        ("ammonia.cc_default.urea", "0.2"), ("ammonia.cc_default.abc", "0.1519"),
        ("ammonia.cc_default.methanol", "0.375"), ("cf.bituminous.ncv", "19.57"),
        ("ammonia.ef_hno3.high", "13.9"), ("ammonia.ef_hno3.medium", "11.8"),
        ("ammonia.ef_hno3.atmospheric", "9.7"), ("ammonia.ef_hno3.dual", "8.0"),
        ("ammonia.ef_hno3.combined", "7.5"), ("ammonia.ef_hno3.low", "5.0"),
        ("ammonia.nscr", "0.85"), ("ammonia.scr", "0"), ("gwp.n2o", "310"),
    ],
)  # fmt: skip
def test_factors_of_the_chemical_guide(key: str, wanted: str) -> None:
    assert AMMONIA.parameter(2025, key) == Decimal(wanted)


@pytest.mark.parametrize(
    ("control", "wanted"), [("none", "2480"), ("scr", "2480"), ("nscr", "582.8")]
)
def test_nitrous_oxide_by_the_treatment_of_the_tail_gas(control: str, wanted: str) -> None:
    """1000 t by the dual-pressure process: 8 t of N2O × 310; NSCR at 0.85 × 0.9 leaves 0.235."""
    answers = {
        "ammonia.hno3.dual": "1000", "ammonia.n2o_control": control, "ammonia.n2o_use": "0.9",
    }  # fmt: skip
    found = AMMONIA.judge(2025, answers).results["carbon.gas.nitric_acid"]
    assert found.value == Decimal(wanted)


def test_without_nitric_acid_nothing_is_asked_of_it() -> None:
    assert AMMONIA.judge(2025, {}).results["carbon.gas.nitric_acid"].status == "n.a."


@pytest.mark.parametrize(
    ("own_id", "wanted"),
    [
        ("d_cod", ["absent", "50", "80"]),
        ("d_nh3n", ["absent", "15", "25"]),
        ("d_tn", ["absent", "25", "35"]),
        ("d_tp", ["absent", "0.5", "0.5"]),
        ("d_oil", ["absent", "unknown", "3"]),
        ("i_cod", ["absent", "absent", "200"]),
        ("i_nh3n", ["absent", "absent", "50"]),
        ("i_ss", ["absent", "absent", "100"]),
    ],
)
def test_water_limits(own_id: str, wanted: list[str]) -> None:
    assert AMMONIA.cells("ammonia.water_limits", own_id) == wanted
