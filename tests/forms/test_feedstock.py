"""Carbon taken out of combustion is taken up by a process, or the check says that it is not."""

from __future__ import annotations

import pytest

from desktop_app.core.consistency.findings import findings
from tests.forms.industry import Industry

PLANTS = {
    "steel": Industry("steel", "C3120"),
    "methanol": Industry("methanol", "C2523"),
    "ammonia": Industry("ammonia", "C2621"),
    "calcium_carbide": Industry("calcium_carbide", "C2613"),
    "yellow_phosphorus": Industry("yellow_phosphorus", "C2619"),
    "coking": Industry("coking", "C2521"),
    "ferroalloy": Industry("ferroalloy", "C3140"),
    "silicon": Industry("silicon", "C3218"),
    "lead_zinc_antimony": Industry("lead_zinc_antimony", "C3212"),
}
CLAIMED: dict[str, set[str]] = {
    "steel": set(),
    "methanol": {"anthracite", "bituminous", "natural_gas"},
    "ammonia": {"anthracite", "bituminous", "natural_gas"},
    "calcium_carbide": {"coke", "anthracite", "petroleum_coke"},
    "yellow_phosphorus": {"coke", "anthracite", "petroleum_coke"},
    "coking": {"anthracite", "bituminous", "petroleum_coke"},
    "ferroalloy": {"coke", "anthracite", "natural_gas", "petroleum_coke", "bituminous"},
    "silicon": {"coke", "anthracite", "natural_gas", "petroleum_coke", "bituminous"},
    "lead_zinc_antimony": {"coke", "anthracite", "natural_gas", "petroleum_coke", "bituminous"},
}
FUELS = ("coke", "anthracite", "bituminous", "petroleum_coke", "natural_gas", "fuel_oil")


@pytest.mark.parametrize("plant", PLANTS)
def test_feedstock_without_a_process_is_reported(plant: str) -> None:
    answers = {f"energy.{fuel}": "10" for fuel in FUELS}
    answers |= {f"energy_feedstock.{fuel}": "10" for fuel in FUELS}
    reported = {
        one.rule.rpartition(".")[2]
        for one in findings(PLANTS[plant].judge(2024, answers))
        if one.rule.startswith("energy.feedstock_unclaimed.")
    }
    assert reported == set(FUELS) - CLAIMED[plant]


@pytest.mark.parametrize("plant", PLANTS)
def test_what_is_claimed_is_read_by_a_formula_of_the_plant(plant: str) -> None:
    model = PLANTS[plant].model(2024)
    for key, number in model.parameters.items():
        fuel = key.removeprefix("feedstock.claimed.")
        if fuel != key and number.value == 1:
            readers = {
                one.id
                for one in model.quantities
                if f"energy_feedstock.{fuel}" in one.formula.names
            }
            assert readers - {f"burnt.{fuel}", f"feedstock_ce.{fuel}"}, fuel
