"""The calcium carbide pack against its sources, typed in independently."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from desktop_app.core.pack import Confidence
from tests.forms.industry import Industry

CARBIDE = Industry("calcium_carbide", "C2613", "522300")
FURNACE = {
    "output.calcium_carbide": "1000", "calcium_carbide.gas_yield": "300",
    "calcium_carbide.carbide_rate": "805", "calcium_carbide.furnace_power": "3000000",
}  # fmt: skip


def test_the_pack_has_no_errors() -> None:
    assert CARBIDE.errors() == []


@pytest.mark.parametrize(
    ("own_id", "unit", "wanted"),
    [
        ("energy", "kgce/t", "1200"),
        ("power", "kWh/t", "3400"),
        ("carbon", "t/t", "0.63"),
        ("lime", "t/t", "1.05"),
        ("water", "m3/t", "2"),
        ("gas_yield", "L/kg", "280"),
        ("waste", "%", "100"),
    ],
)
def test_only_the_third_level_is_known(own_id: str, unit: str, wanted: str) -> None:
    assert CARBIDE.cells("calcium_carbide.cp", own_id) == ["unknown", "unknown", wanted]
    row = CARBIDE.row("calcium_carbide.cp", own_id)
    assert (row.unit, row.cited.confidence) == (unit, Confidence.SINGLE)


def test_the_table_can_fail_but_never_names_a_level() -> None:
    good = CARBIDE.judge(2025, FURNACE).results["calcium_carbide.cp.energy"]
    assert (good.level, good.level_high) == ("L3", "L1")
    bad = CARBIDE.judge(2025, FURNACE | {"calcium_carbide.carbide_rate": "1200.1"}).results
    assert bad["calcium_carbide.cp.energy"].level == "below"
    assert bad["calcium_carbide.cp"].level == "below"


@pytest.mark.parametrize(
    ("own_id", "wanted"),
    [
        ("carbide", ["805", "823", "940"]),
        ("power", ["3000", "3080", "3200"]),
        ("vac_acetylene", ["280", "410", "450"]),
        ("vac_ethylene", ["240", "250", "410"]),
        ("pva_acetylene", ["1900", "2000", "2500"]),
        ("pva_ethylene", ["1350", "1790", "2230"]),
        ("bdo_reppe", ["890", "950", "1080"]),
        ("bdo_maleic", ["810", "850", "950"]),
        ("bdo_allyl", ["890", "890", "1000"]),
        ("dicyandiamide", ["230", "300", "350"]),
        ("cyanamide_30", ["315", "350", "500"]),
        ("cyanamide_50", ["600", "750", "900"]),
    ],
)
def test_quotas(own_id: str, wanted: list[str]) -> None:
    assert CARBIDE.cells("calcium_carbide.quota", own_id) == wanted


def test_energy_and_electricity_are_judged_apart() -> None:
    results = CARBIDE.judge(2025, FURNACE | {"calcium_carbide.carbide_rate": "830"}).results
    assert results["calcium_carbide.quota.carbide"].level == "Q3"
    assert results["calcium_carbide.quota.power"].level == "Q1"
    assert results["calcium_carbide.quota"].level == "Q3"


def test_output_is_converted_to_300_litres() -> None:
    """1000 t at 270 L/kg are 900 t: 2 772 000 kWh are 3080 kWh/t, just the second level."""
    answers = FURNACE | {
        "calcium_carbide.gas_yield": "270", "calcium_carbide.furnace_power": "2772000",
    }  # fmt: skip
    results = CARBIDE.judge(2025, answers).results
    assert results["calcium_carbide.standard_output"].value == 900
    assert results["calcium_carbide.quota.power"].value == 3080
    assert results["calcium_carbide.quota.power"].level == "Q2"


def test_without_the_gas_yield_electricity_stays_open() -> None:
    answers = {key: text for key, text in FURNACE.items() if key != "calcium_carbide.gas_yield"}
    result = CARBIDE.judge(2025, answers).results["calcium_carbide.quota.power"]
    assert (result.status, result.level) == ("blank", "")


def test_dates() -> None:
    assert CARBIDE.table("calcium_carbide.quota").valid_from == date(2024, 12, 1)
    assert CARBIDE.cells("calcium_carbide.benchmark", "carbide") == ["805", "940"]
    row = CARBIDE.row("calcium_carbide.benchmark", "carbide")
    assert (row.deadline, row.cited.confidence) == (date(2025, 12, 31), Confidence.RECALLED)
    assert "calcium_carbide.quota" not in CARBIDE.judge(2023, FURNACE).results


def test_the_carbon_of_carbide_stays_in_it() -> None:
    """500 t of coke at 0.85 = 425 tC; 1000 t of carbide take 314: 111 × 44/12 = 407."""
    assert CARBIDE.parameter(2025, "calcium_carbide.cc_default.carbide") == Decimal("0.314")
    answers = FURNACE | {
        "energy.coke": "500", "energy_feedstock.coke": "500", "calcium_carbide.cc.coke": "0.85",
    }  # fmt: skip
    results = CARBIDE.judge(2025, answers).results
    assert round(results["carbon.process.calcium_carbide"].value or 0, 9) == 407
    assert results["carbon.fuel.coke"].value == 0


def test_semi_coke_without_a_measured_content_leaves_the_balance_open() -> None:
    answers = FURNACE | {"calcium_carbide.used.semi_coke": "100"}
    found = CARBIDE.judge(2025, answers).results["carbon.process.calcium_carbide"]
    assert found.status in ("blank", "partial")
    assert "calcium_carbide.cc.semi_coke" in found.missing


@pytest.mark.parametrize(
    ("own_id", "wanted"),
    [
        ("furnace_pm", ["absent", "30", "200"]),
        ("furnace_so2", ["absent", "200", "unknown"]),
        ("furnace_nox", ["absent", "300", "unknown"]),
        ("lime_so2", ["absent", "200", "850"]),
    ],
)
def test_limits(own_id: str, wanted: list[str]) -> None:
    assert CARBIDE.cells("calcium_carbide.limits", own_id) == wanted
