"""The cement pack against its sources, typed in independently, and its limits of application."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from desktop_app.core.pack import Confidence, Met
from desktop_app.core.result import Result
from tests.forms.industry import Industry

CEMENT = Industry("cement", "C3011", outlets={"K1": "cement_kiln", "M1": "cement_mill"})
BOTH = {"cement.has.clinker": "yes", "cement.has.grinding": "yes"}
KILN_ONLY = {"cement.has.clinker": "yes", "cement.has.grinding": "no"}
STATION = {"cement.has.clinker": "no", "cement.has.grinding": "yes"}


def limits(result: Result) -> tuple[Decimal, ...]:
    assert result.standing
    return tuple(Decimal(text) for text in result.standing.limits)


def test_the_pack_has_no_errors() -> None:
    assert CEMENT.errors() == []


@pytest.mark.parametrize(
    ("key", "wanted"),
    [
        ("cement", ("80", "87", "94")),
        ("clinker", ("100", "107", "117")),
        ("clinker_power", ("48", "57", "61")),
        ("clinker_coal", ("94", "100", "109")),
        ("grinding_power", ("26", "29", "34")),
    ],
)
def test_base_quotas(key: str, wanted: tuple[str, str, str]) -> None:
    found = tuple(CEMENT.parameter(2024, f"cement.q.{key}.l{level}") for level in (1, 2, 3))
    assert found == tuple(Decimal(text) for text in wanted)


def test_one_benchmark_row_with_its_deadline() -> None:
    (row,) = CEMENT.table("cement.benchmark").indicators
    assert CEMENT.cells("cement.benchmark", "clinker") == ["100", "117"]
    assert (row.deadline, row.cited.confidence) == (date(2025, 12, 31), Confidence.CONFIRMED)


@pytest.mark.parametrize(
    ("ratio", "wanted"),
    [("75", ("80", "87", "94")), ("80", ("85.5", "92.75", "100")), ("60", ("63.5", "69.75", "76"))],
)
def test_clinker_ratio_moves_all_levels(ratio: str, wanted: tuple[str, str, str]) -> None:
    """GB 16780-2021 5.4: 1.10, 1.15, 1.20 kgce/t for every point off 75 %, up and down."""
    given = {
        "cement.altitude": "800",
        "cement.clinker_ratio": ratio,
        "cement.rate.cement_energy": "1",
    }
    result = CEMENT.judge(2024, BOTH | given).results["cement.quota.cement"]
    assert limits(result) == tuple(Decimal(limit) for limit in wanted)


def test_altitude_corrects_only_above_1500_m_and_only_level_3() -> None:
    """K = 1.179 - 0.211 P/101325; at 101325 Pa that is 0.968 exactly."""
    given = {"cement.rate.clinker": "110", "cement.pressure": "101325"}
    at = CEMENT.judge(2024, KILN_ONLY | given | {"cement.altitude": "1500"}).results
    above = CEMENT.judge(2024, KILN_ONLY | given | {"cement.altitude": "1500.01"}).results
    assert limits(at["cement.quota.clinker"]) == (Decimal(100), Decimal(107), Decimal(117))
    assert limits(above["cement.quota.clinker"]) == (Decimal(100), Decimal(107), Decimal("113.256"))


@pytest.mark.parametrize("row", ["clinker", "clinker_power", "clinker_coal"])
def test_without_an_altitude_a_row_that_needs_it_stays_open(row: str) -> None:
    known = {"cement.rate.clinker_coal": "105", "cement.rate.clinker_power": "60"}
    result = CEMENT.judge(2024, KILN_ONLY | known).results[f"cement.quota.{row}"]
    assert (result.level, "cement.altitude" in result.missing) == ("", True)


def test_high_up_the_air_pressure_is_needed_too() -> None:
    known = {"cement.rate.clinker": "118", "cement.altitude": "1800"}
    result = CEMENT.judge(2024, KILN_ONLY | known).results["cement.quota.clinker"]
    assert (result.level, result.missing) == ("", ("cement.pressure",))


def test_a_grinding_station_is_judged_by_grinding_alone() -> None:
    found = CEMENT.judge(2024, STATION | {"cement.rate.grinding_power": "34"}).results
    rows = ("cement", "clinker", "clinker_power", "clinker_coal")
    assert {found[f"cement.quota.{row}"].status for row in rows} == {"n.a."}
    assert found["cement.quota"].level == "Q3"
    assert found["cement.benchmark"].status == "n.a."
    assert found["carbon.process_total"].value == 0


def test_quotas_begin_with_2022() -> None:
    known = KILN_ONLY | {"cement.rate.clinker": "90", "cement.altitude": "0"}
    assert "cement.quota" not in CEMENT.judge(2021, known).results
    assert CEMENT.judge(2022, known).results["cement.quota.clinker"].level == "Q1"


def test_clinker_energy_is_coal_plus_0_1229_per_kwh() -> None:
    known = {"cement.rate.clinker_coal": "94", "cement.rate.clinker_power": "48"}
    found = CEMENT.judge(2024, KILN_ONLY | known).results["cement.energy.clinker"]
    assert found.value == Decimal("99.8992")


def test_two_guides_never_mix() -> None:
    oxides = {"cement.fr1": "65", "cement.fr10": "0", "cement.fr2": "0", "cement.fr20": "0"}
    meal = {"cement.raw_meal": "1500", "cement.fr0": "0.3"}
    given = KILN_ONLY | oxides | meal | {"output.clinker": "1000"}
    before = CEMENT.judge(2023, given).results
    after = CEMENT.judge(2024, given).results
    assert before["carbon.process.clinker_opc"].value == 0
    assert after["carbon.process.clinker_opc"].value == 535
    assert after["carbon.process.clinker_oxides"].value == 0
    assert after["carbon.process.raw_meal"].value == 0
    # 1000 x 0.65 x 44/56 = 510.714...; 1500 x 0.003 x 44/12 = 16.5
    assert round(before["carbon.process.clinker_oxides"].value or 0, 4) == Decimal("510.7143")
    assert before["carbon.process.raw_meal"].value == Decimal("16.5")


def test_what_the_2013_guide_asks_for_is_missed_when_blank() -> None:
    found = CEMENT.judge(2023, KILN_ONLY | {"output.clinker": "1000"}).results
    missing = set(found["carbon.process_total"].missing)
    assert {"cement.fr1", "cement.fr10", "cement.fr2", "cement.fr20"} <= missing
    assert {"cement.raw_meal", "cement.fr0"} <= missing


@pytest.mark.parametrize(
    ("key", "wanted"),
    [
        ("opc", "0.535"), ("white", "0.55"), ("csa", "0.413"), ("cac", "0.292"),
        ("substitute_slaked_lime", "0.6"), ("substitute_carbide_slag", "0.48"),
        ("substitute_phosphorus_slag", "0.375"), ("substitute_ferroalloy_slag", "0.305"),
        ("substitute_phosphogypsum", "0.245"), ("substitute_steel_slag", "0.215"),
        ("substitute_manganese_slag", "0.135"), ("substitute_red_mud", "0.055"),
    ],
)  # fmt: skip
def test_factors_of_the_2024_guide(key: str, wanted: str) -> None:
    assert CEMENT.parameter(2024, f"ef.cement.{key}") == Decimal(wanted)
    assert CEMENT.parameter(2023, f"ef.cement.{key}") is None


def test_thirty_substitutes() -> None:
    keys = [item.key for item in CEMENT.pack.items if item.key.startswith("cement.substitute.")]
    assert len(keys) == 30


@pytest.mark.parametrize(
    ("fuel", "wanted"),
    [
        ("waste_oil", ("40.2", "0.074", "1")),
        ("tyre", ("31.4", "0.085", "0.2")),
        ("plastic", ("50.8", "0.075", "1")),
        ("solvent", ("51.5", "0.074", "0.8")),
        ("leather", ("29", "0.11", "0.2")),
        ("frp", ("32.6", "0.083", "1")),
    ],
)
def test_alternative_fuels_of_the_2013_guide(fuel: str, wanted: tuple[str, str, str]) -> None:
    names = [f"ef.cement.{fuel}_{part}" for part in ("ncv", "heat", "fossil")]
    assert [CEMENT.parameter(2023, name) for name in names] == [Decimal(text) for text in wanted]


def test_an_alternative_fuel_without_a_factor_of_its_guide_stays_open() -> None:
    burnt = {"cement.fuel.tyre": "100"}
    assert CEMENT.judge(2024, burnt).results["carbon.fuel.cement_tyre"].status == "blank"
    measured = CEMENT.judge(2024, burnt | {"cement.fuel_factor.tyre": "0.5"}).results
    assert measured["carbon.fuel.cement_tyre"].value == 50


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("kiln_pm", ["10", "20", "30"]),
        ("kiln_so2", ["35", "100", "200"]),
        ("kiln_nox", ["50", "320", "400"]),
        ("kiln_f", ["unknown", "3", "5"]),
        ("kiln_hg", ["unknown", "0.05", "0.05"]),
        ("kiln_nh3", ["unknown", "8", "10"]),
        ("dryer_so2", ["unknown", "400", "600"]),
        ("dryer_nox", ["unknown", "300", "400"]),
        ("cooler_pm", ["cement.limit.other_pm_ultra", "20", "30"]),
        ("mill_pm", ["cement.limit.other_pm_ultra", "10", "20"]),
        ("mine_pm", ["cement.limit.other_pm_ultra", "10", "20"]),
        ("bulk_pm", ["cement.limit.other_pm_ultra", "10", "20"]),
    ],
)
def test_emission_limits(row: str, wanted: list[str]) -> None:
    assert CEMENT.cells("cement.limits", row) == wanted


def test_a_dryer_with_its_own_burner_keeps_the_dust_limit_of_dryers() -> None:
    """表1: 30 mg/m3 for dryers; the sulphur and nitrogen limits only add to it."""
    dryer = Industry("cement", "C3011", outlets={"D": "cement_dryer"})
    found = dryer.judge(2024, {"air.pm@D": "31"}).results["cement.limits.cooler_pm[D]"]
    assert found.level == "below"


def test_the_recalled_ultra_low_limit_is_marked() -> None:
    marked = CEMENT.model(2024).parameters["cement.limit.other_pm_ultra"]
    assert marked.value == 10
    assert marked.cited.confidence is Confidence.RECALLED


def test_no_level_of_clean_production_is_invented() -> None:
    table = CEMENT.table("cement.cp")
    assert len(table.groups) == len(table.indicators) == 6
    steps = [step for row in table.indicators for step in row.parts[0].thresholds]
    assert {step.met for step in steps} == {Met.TEXT}
    assert {row.weight for row in table.indicators} == {None}
    assert not any(row.limiting for row in table.indicators)


def test_unsure_numbers_judge_nothing() -> None:
    unsure = {
        one.key for one in CEMENT.pack.parameters if one.cited.confidence is Confidence.UNSURE
    }
    assert len(unsure) == 24
    read = {name for one in CEMENT.pack.quantities for name in one.formula.names}
    for table in CEMENT.pack.assessments:
        for row in table.indicators:
            for part in row.parts:
                limits = [step.limit for step in part.thresholds if step.limit]
                read |= {name for limit in limits for name in limit.names}
    assert not unsure & read


@pytest.mark.parametrize(("new", "compliant"), [("no", 1), ("yes", 0)])
def test_a_new_project_is_held_to_level_2(new: str, compliant: int) -> None:
    known = KILN_ONLY | {"cement.altitude": "0", "cement.new_build": new}
    known |= {"cement.rate.clinker": "108", "cement.rate.clinker_coal": "100"}
    result = CEMENT.judge(2024, known | {"cement.rate.clinker_power": "57"}).results["cement.quota"]
    assert result.level == "Q3"
    assert result.figures
    assert result.figures.values["compliant"] == compliant
