"""Energy by GB/T 2589: what is consumed, converted, used as a raw material, and counted how."""

from __future__ import annotations

from decimal import Decimal

import pytest

from desktop_app.core.result import Status
from tests.forms.general_pack import results_of

EXACT = Decimal("1e-20")
LISTED = {"energy.list_complete": "yes"}


def test_consumption_is_purchases_stock_own_production_and_exports() -> None:
    answers = {
        "energy.raw_coal": "100",
        "stock_open.raw_coal": "20",
        "stock_close.raw_coal": "50",
        "energy_own.raw_coal": "7",
        "energy_out.raw_coal": "3",
    }
    assert results_of(2024, answers)["net.raw_coal"].value == 100 + 20 - 50 + 7 - 3


@pytest.mark.parametrize("known", ["stock_open", "stock_close"])
def test_stock_of_one_end_keeps_the_figure_open(known: str) -> None:
    found = results_of(2024, {"energy.coke": "10", f"{known}.coke": "5"} | LISTED)
    assert (found["net.coke"].status, found["net.coke"].value) == (Status.PARTIAL, Decimal(10))
    other = {"stock_open": "stock_close", "stock_close": "stock_open"}[known]
    assert found["net.coke"].missing == (f"{other}.coke",)
    assert found["energy.total"].status == "partial"


@pytest.mark.parametrize("fuel", ["slurry", "coke_oven_gas", "biogas"])
def test_a_fuel_without_a_coefficient_asks_for_its_heating_value(fuel: str) -> None:
    """GB/T 2589 gives a range only: who burns it has to measure, nobody else is asked."""
    without = results_of(2024, {"energy.coke": "10"} | LISTED)
    assert without[f"k_measured.{fuel}"].status == "n.a."
    asked = results_of(2024, {f"energy.{fuel}": "10"} | LISTED)
    assert f"lhv.{fuel}" in asked["energy.total"].missing
    own = results_of(2024, {f"energy_own.{fuel}": "10"} | LISTED) if fuel == "biogas" else asked
    assert own["energy.total"].status == "blank"
    measured = results_of(2024, {f"energy.{fuel}": "10", f"lhv.{fuel}": "29.3076"} | LISTED)
    assert measured["energy.total"].value == pytest.approx(Decimal(10), rel=EXACT)


def test_own_secondary_energy_never_enters_the_total() -> None:
    answers = {"energy.bituminous": "100"} | LISTED
    made = {"conversion_in.bituminous": "100", "conversion_out.electricity": "10"}
    results = results_of(2024, answers | made | {"conversion_out.heat": "500"})
    plain = results_of(2024, answers)["energy.total"].value
    assert results["energy.total"].value == plain == Decimal("71.43")
    share = (Decimal("12.29") + Decimal("17.06")) / Decimal("71.43") * 100
    assert results["conversion.efficiency"].value == pytest.approx(share, rel=EXACT)


def test_nothing_converted_has_no_efficiency() -> None:
    idle = results_of(2024, {"conversion_in.coke": "0", "conversion_out.bf_gas": "0"})
    assert idle["conversion.efficiency"].status == "n.a."
    assert idle["conversion.loss"].value == 0


@pytest.mark.parametrize("carrier", ["bituminous", "coke", "diesel"])
def test_feedstock_stays_in_energy_and_leaves_combustion(carrier: str) -> None:
    answers = {f"energy.{carrier}": "10"} | LISTED
    burnt = results_of(2024, answers)
    half = results_of(2024, answers | {f"energy_feedstock.{carrier}": "5"})
    assert half["energy.total"].value == burnt["energy.total"].value
    whole = burnt[f"carbon.fuel.{carrier}"].value
    assert whole is not None
    assert half[f"carbon.fuel.{carrier}"].value == pytest.approx(whole / 2, rel=EXACT)


def test_a_measured_heating_value_goes_everywhere() -> None:
    answers = {
        "energy.diesel": "10",
        "energy_feedstock.diesel": "4",
        "conversion_in.diesel": "6",
        "lhv.diesel": "29.3076",  # 1 tce/t
    }
    results = results_of(2024, answers)
    assert results["ce.diesel"].value == 10
    assert results["feedstock_ce.diesel"].value == 4
    assert results["conversion_in_ce.diesel"].value == 6
    by_hand = 6 * Decimal("29.3076") * Decimal("0.0202") * Decimal("0.98") * 44 / 12
    assert results["carbon.fuel.diesel"].value == pytest.approx(by_hand, rel=EXACT)


def test_equal_value_waits_for_the_heat_coefficient_only_where_heat_is_bought() -> None:
    answers = {"energy.electricity": "1", "energy.electricity_equal_value_coef": "0.3"} | LISTED
    assert results_of(2024, answers)["energy.total_equal_value"].value == 3
    with_heat = results_of(2024, answers | {"energy.heat": "10"})
    assert with_heat["energy.total_equal_value"].status == "n.a."


def test_nothing_made_of_nothing_is_no_fault() -> None:
    stopped = {"energy.diesel": "0", "output.value": "0"} | LISTED
    assert results_of(2024, stopped)["energy.per_value"].status == "n.a."
    idle = {"energy.diesel": "1", "output.value": "0"} | LISTED
    assert results_of(2024, idle)["energy.per_value"].status == "invalid"
