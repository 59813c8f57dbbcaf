"""Power by its several factors, gases beside carbon dioxide, the national carbon market.

The figures stand in the documents the pack names; they are typed here anew.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from desktop_app.core.pack import Confidence
from tests.forms.general_pack import general_pack, model_of, results_of

EXACT = Decimal("1e-20")
LISTED = {"energy.list_complete": "yes"}

# --- power apart, by every factor ------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "average", "fossil", "residual"),
    [
        (2021, "0.5568", "0.8426", "0.5942"),
        (2022, "0.5366", "0.8325", "0.5856"),
        (2023, "0.5306", "0.8273", "0.6096"),
        (2025, "0.5306", "0.8273", "0.6096"),
    ],
)
def test_national_factors_of_the_announcements(
    year: int, average: str, fossil: str, residual: str
) -> None:
    values = model_of(year).parameters
    assert values["grid_reference.average"].value == Decimal(average)
    assert values["grid_reference.fossil"].value == Decimal(fossil)
    assert values["grid_reference.residual"].value == Decimal(residual)


def test_each_figure_of_power_has_its_own_factor() -> None:
    answers = {
        "energy.electricity": "100",  # 万kWh, so 1000 MWh
        "energy_out.electricity": "10",
        "power.green_direct": "200",
        "power.fossil_direct": "100",
        "power.green_traded": "300",
    }
    results = results_of(2023, answers | LISTED)
    grid = Decimal(1000 - 100 - 200 - 100)
    fossil = 100 * Decimal("0.8273")
    assert results["power.grid_net"].value == grid
    assert results["carbon.electricity"].value == grid * Decimal("0.5683") + fossil
    assert results["carbon.electricity.national"].value == 700 * Decimal("0.5703")
    assert results["carbon.electricity.average"].value == grid * Decimal("0.5306") + fossil
    market = (grid - 300) * Decimal("0.6096") + fossil
    assert results["carbon.electricity.market"].value == market


@pytest.mark.parametrize("direct", ["1000", "1001", "9000"])
def test_more_green_power_than_is_used_emits_nothing_and_saves_nothing(direct: str) -> None:
    answers = {"energy.electricity": "100", "power.green_direct": direct}
    results = results_of(2023, answers | {"power.green_certificate": "500"})
    for name in ("", ".province", ".national", ".average", ".market"):
        assert results[f"carbon.electricity{name}"].value == 0
    assert results["power.green_counted"].value == 1000


def test_power_sold_counts_off_by_the_grid_and_certificates_leave_it_alone() -> None:
    answers = {"energy.electricity": "10", "energy_out.electricity": "30"}
    results = results_of(2023, answers | {"power.green_traded": "50"})
    assert results["carbon.electricity"].value == -200 * Decimal("0.5683")
    assert results["carbon.electricity.market"].value == -200 * Decimal("0.6096")


def test_heat_sold_counts_off_and_leaves_the_energy_carbon_falls_on() -> None:
    answers = {"energy.natural_gas": "100", "energy_out.heat": "1000"}
    results = results_of(2023, answers)
    assert results["carbon.heat"].value == -1000 * Decimal("0.11")
    fuel, energy = results["carbon.fuel_total"].value, results["energy.total"].value
    assert fuel is not None
    assert energy is not None
    assert energy == 100 * Decimal("13.3") - 1000 * Decimal("0.03412")
    rate = results["carbon.per_energy"].value
    assert rate is not None
    assert abs(rate * energy - (fuel - 110)) < Decimal("1e-18")


# --- gases beside carbon dioxide -------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "value", "confidence"),
    [
        ("mcf.reactor", "0.8", Confidence.CONFIRMED),
        ("mcf.digester", "0.8", Confidence.CONFIRMED),
        ("mcf.pond_shallow", "0.2", Confidence.CONFIRMED),
        ("mcf.pond_deep", "0.8", Confidence.CONFIRMED),
        ("mcf.water_body", "0.1", Confidence.CONFIRMED),
        ("mcf.aerobic_good", "0", Confidence.CONFIRMED),
        ("mcf.aerobic_poor", "0.3", Confidence.CONFIRMED),
        ("mcf.food", "0.7", Confidence.SINGLE),
        ("mcf.tobacco", "0.3", Confidence.SINGLE),
        ("mcf.beverage", "0.5", Confidence.SINGLE),
        ("mcf.paper", "0.5", Confidence.SINGLE),
        ("const.wastewater_b0", "0.25", Confidence.CONFIRMED),
        ("const.ch4_density", "7.17", Confidence.CONFIRMED),
        ("const.co2_density", "19.77", Confidence.CONFIRMED),
        ("const.flare_efficiency", "0.98", Confidence.SINGLE),
    ],
)
def test_factors_of_other_gases(key: str, value: str, confidence: Confidence) -> None:
    (found,) = [one for one in general_pack().parameters if one.key == key]
    assert (found.value, found.cited.confidence) == (Decimal(value), confidence)


@pytest.mark.parametrize(
    ("member", "ch4", "n2o"),
    [("sar", "21", 310), ("ar4", "25", 298), ("ar5", "28", 265), ("ar6", "27.9", 273)],
)
def test_warming_potentials_go_by_report_and_are_never_mixed(
    member: str, ch4: str, n2o: int
) -> None:
    values = model_of(2024, gwp=member).parameters
    assert {one.member for key, one in values.items() if key.startswith("gwp.")} == {member}
    answers = {"fugitive.ch4": "2", "fugitive.n2o": "1"}
    results = results_of(2024, answers, gwp=member)
    assert results["carbon.gas_total"].value == 2 * Decimal(ch4) + n2o


def test_gases_leave_the_total_of_carbon_dioxide_alone() -> None:
    answers = {"energy.diesel": "1"} | LISTED
    without = results_of(2024, answers)
    gases = results_of(2024, answers | {"fugitive.ch4": "1"})
    total = without["carbon.total"].value
    assert total is not None
    assert gases["carbon.total"].value == without["carbon.total_e"].value == total
    assert gases["carbon.total_e"].value == pytest.approx(total + 21, rel=EXACT)


def test_biomass_is_a_memo_and_without_measured_values_no_figure() -> None:
    answers = {"energy.biofuel": "10"} | LISTED
    plain = results_of(2024, answers)
    assert plain["carbon.biogenic"].status == "n.a."
    assert plain["carbon.biogenic_fuel"].value == 5
    measured = {"lhv.biofuel": "15", "cc.biofuel": "0.03", "of.biofuel": "1"}
    found = results_of(2024, answers | measured)
    assert found["carbon.biogenic"].value == pytest.approx(Decimal("16.5"), rel=EXACT)
    assert found["carbon.total"].status == "n.a."


# --- the national carbon market --------------------------------------------------------------


@pytest.mark.parametrize(
    ("sector", "first"), [("power", 2019), ("steel", 2024), ("cement", 2024), ("aluminium", 2024)]
)
def test_sectors_are_managed_from_their_year_on(sector: str, first: int) -> None:
    key = f"ets.managed.{sector}"
    assert model_of(first).parameters[key].value == 1
    assert model_of(first - 1).parameters[key].value == 0


@pytest.mark.parametrize(
    ("year", "sector", "cf4", "level"),
    [
        (2024, "steel", "4", "MANAGED"),  # 4 t x 6500 = 26000 tCO2e
        (2024, "steel", "3.9999", "below"),
        (2023, "steel", "4", "below"),
        (2019, "power", "4", "MANAGED"),
        (2018, "power", "4", "below"),
        (2025, "glass", "4", "REPORT"),
        (2024, "glass", "4", "below"),
        (2025, "none", "4000", "below"),
    ],
)
def test_coverage_by_sector_year_and_threshold(
    year: int, sector: str, cf4: str, level: str
) -> None:
    answers = {"fugitive.cf4": cf4, "ets.sector": sector}
    assert results_of(year, answers | LISTED)["ets.coverage"].level == level


def test_an_unanswered_sector_leaves_coverage_open_only_above_the_threshold() -> None:
    assert results_of(2024, {"fugitive.cf4": "1"} | LISTED)["ets.coverage"].level == "below"
    large = results_of(2024, {"fugitive.cf4": "5"} | LISTED)["ets.coverage"]
    assert large.level == ""
    assert "ets.sector" in large.missing
    # To be covered is a duty: no answer is the best one, and nothing is beyond a limit.
    assert [note.code for note in large.notes] == ["verdict.incomplete"]
    small = results_of(2024, {"fugitive.cf4": "1", "ets.sector": "steel"} | LISTED)
    assert small["ets.coverage"].notes == ()


@pytest.mark.parametrize(
    ("year", "key", "value"),
    [
        (2020, "ets.power.coal_large", "0.877"),
        (2020, "ets.power_heat.gas", "0.059"),
        (2021, "ets.power.coal_small", "0.8773"),
        (2021, "ets.power_balance.coal_other", "0.9627"),
        (2022, "ets.power.gas", "0.3901"),
        (2023, "ets.power.coal_large", "0.795"),
        (2023, "ets.power_heat_balance.coal_large", "0.1041"),
        (2024, "ets.power.coal_other", "0.8244"),
    ],
)
def test_power_benchmarks_by_year(year: int, key: str, value: str) -> None:
    assert model_of(year).parameters[key].value == Decimal(value)


def test_a_draft_is_no_benchmark() -> None:
    values = model_of(2025).parameters
    assert "ets.power.coal_large" not in values
    assert values["reference.ets_power.coal_large"].value == Decimal("0.7902")
    read = {name for one in general_pack().quantities for name in one.formula.names}
    assert not any(name.startswith("reference.") for name in read)
