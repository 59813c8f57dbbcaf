"""The aluminium pack against its sources, typed in independently, and its worked cases."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from desktop_app.core.pack import Confidence
from tests.forms.industry import Industry, cells_of

OWN = "aluminium"
ALUMINIUM = Industry(OWN, "C3216", "520500")


@pytest.mark.parametrize(
    ("own_id", "wanted", "confidence"),
    [
        ("liquid_ac", ["12950", "13000", "13350"], Confidence.CONFIRMED),
        ("liquid_total", ["13250", "13350", "13700"], Confidence.SINGLE),
        ("ingot_total", ["13300", "13400", "13750"], Confidence.SINGLE),
        ("ingot_energy", ["1670", "1680", "1720"], Confidence.SINGLE),
    ],
)
def test_quotas(own_id: str, wanted: list[str], confidence: Confidence) -> None:
    found = ALUMINIUM.row("aluminium.quota", own_id)
    assert cells_of(found) == wanted
    assert found.cited.confidence is confidence
    assert found.valid_from == date(2024, 1, 1)


@pytest.mark.parametrize(
    ("rate", "level"),
    [
        ("12950", "Q1"), ("12950.01", "Q2"), ("13000", "Q2"), ("13000.01", "Q3"),
        ("13350", "Q3"), ("13350.01", "below"),
    ],
)  # fmt: skip
def test_a_quota_includes_its_limit(rate: str, level: str) -> None:
    results = ALUMINIUM.judge(2024, {"aluminium.rate.liquid_ac": rate}).results
    assert results["aluminium.quota.liquid_ac"].level == level


def test_no_quota_is_judged_before_2024() -> None:
    results = ALUMINIUM.judge(2023, {"aluminium.rate.liquid_ac": "12900"}).results
    assert results["aluminium.quota"].status == "n.a."
    assert results["aluminium.benchmark"].level == "BM"


def test_each_rate_has_a_boundary_of_its_own() -> None:
    """13100, 13300 and 13330 kWh/t from one plant: rectifiers, pot-room, casting."""
    results = ALUMINIUM.judge(
        2024,
        {
            "output.aluminium_liquid": "1000", "output.aluminium_ingot": "1000",
            "aluminium.casts": "yes", "aluminium.power.series": "13100",
            "aluminium.power.auxiliary": "200", "aluminium.power.casting": "30",
        },
    ).results  # fmt: skip
    found = [
        results[f"aluminium.energy.{one}"].value
        for one in ("liquid_ac", "liquid_total", "ingot_total")
    ]
    assert found == [13100, 13300, 13330]


def test_a_missing_share_of_power_leaves_the_row_open() -> None:
    known = {
        "output.aluminium_ingot": "1000", "aluminium.casts": "yes",
        "aluminium.power.series": "13100", "aluminium.power.auxiliary": "200",
    }  # fmt: skip
    result = ALUMINIUM.judge(2024, known).results["aluminium.quota.ingot_total"]
    assert result.status == "blank"
    assert "aluminium.power.casting" in result.missing


def test_liquid_metal_sold_as_such_has_no_ingot_quota() -> None:
    results = ALUMINIUM.judge(2024, {"aluminium.casts": "no"}).results
    assert results["aluminium.quota.ingot_total"].status == "n.a."
    assert results["aluminium.quota.ingot_energy"].status == "n.a."


def test_benchmark_is_recalled_and_due_in_2025() -> None:
    found = ALUMINIUM.row("aluminium.benchmark", "liquid_ac")
    assert cells_of(found) == ["13000", "13350"]
    assert found.cited.confidence is Confidence.RECALLED
    assert found.deadline == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("key", "until_2023", "from_2024"),
    [
        ("aluminium.anode.net", "0.42", "0.411"),
        ("aluminium.anode.loss", None, "0.1518"),
        ("aluminium.anode.default_sulphur", "0.02", "0.02"),
        ("aluminium.anode.default_ash", "0.004", "0.004"),
        ("aluminium.pfc.default_cf4", "0.034", "0.02"),
        ("aluminium.pfc.default_c2f6", "0.0034", "0.0011"),
        ("aluminium.pfc.slope", "0.143", None),
        ("aluminium.pfc.ratio", "0.1", None),
        ("gwp.cf4", "6500", "6630"),
        ("gwp.c2f6", "9200", "11100"),
        ("cf.petroleum_coke.of", None, "0.98"),
        ("cf.anthracite.ncv", "20.304", "22.867"),
    ],
)
def test_factors_follow_the_guide_of_the_year(
    key: str, until_2023: str | None, from_2024: str | None
) -> None:
    for year, wanted in ((2023, until_2023), (2024, from_2024)):
        found = ALUMINIUM.model(year).parameters.get(key)
        assert (found.value if found else None) == (Decimal(wanted) if wanted else None)


def test_default_process_emissions_of_a_tonne() -> None:
    """2013: 0.42×0.976×44/12 = 1.50304; 0.034×6.5+0.0034×9.2 = 0.25228. 2024: 0.1448."""
    thousand = {"output.aluminium_liquid": "1000"}
    old, new = ALUMINIUM.judge(2023, thousand).results, ALUMINIUM.judge(2024, thousand).results
    assert old["carbon.process.anode"].value == Decimal("1503.04")
    assert old["aluminium.pfc.total"].value == Decimal("252.28")
    assert new["aluminium.pfc.total"].value == Decimal("144.81")
    anode = new["carbon.process.anode"].value
    assert anode is not None
    assert round(anode, 6) == Decimal("1470.832000")


def test_the_slope_is_not_used_with_the_later_guide() -> None:
    given = {"output.aluminium_liquid": "1000", "aluminium.effect_minutes": "0.2"}
    assert ALUMINIUM.judge(2023, given).results["aluminium.pfc.cf4_rate"].value == Decimal("0.0286")
    assert ALUMINIUM.judge(2024, given).results["aluminium.pfc.cf4_rate"].value == Decimal("0.02")


@pytest.mark.parametrize(
    ("table", "own_id", "wanted"),
    [
        ("limits", "al_cell_pm", ["absent", "10", "20"]),
        ("limits", "al_cell_so2", ["absent", "100", "200"]),
        ("limits", "al_cell_nox", ["absent", "100", "unknown"]),
        ("limits", "al_cell_f", ["absent", "3.0", "3.0"]),
        ("limits", "al_handling_pm", ["absent", "10", "30"]),
        ("limits", "al_anode_baking_pm", ["absent", "unknown", "30"]),
        ("limits", "al_anode_baking_so2", ["absent", "unknown", "400"]),
        ("limits", "al_anode_baking_f", ["absent", "unknown", "3.0"]),
        ("limits", "al_anode_baking_asphalt", ["absent", "unknown", "20"]),
        ("limits", "al_coke_calciner_pm", ["absent", "unknown", "100"]),
        ("limits", "al_coke_calciner_so2", ["absent", "unknown", "400"]),
        ("water_limits", "al_water_cod", ["absent", "unknown", "60"]),
        ("water_limits", "al_water_ss", ["absent", "unknown", "30"]),
        ("water_limits", "al_water_f", ["absent", "unknown", "5.0"]),
        ("water_limits", "al_water_nh3n", ["absent", "unknown", "8"]),
        ("water_limits", "al_water_tn", ["absent", "unknown", "15"]),
        ("water_limits", "al_water_tp", ["absent", "unknown", "1.0"]),
        ("water_limits", "al_water_oil", ["absent", "unknown", "3.0"]),
    ],
)
def test_emission_limits(table: str, own_id: str, wanted: list[str]) -> None:
    assert ALUMINIUM.cells(f"aluminium.{table}", own_id) == wanted


@pytest.mark.parametrize(
    ("discharge", "factor"), [("1500", "1"), ("1499", "1"), ("3000", "2"), ("0", "1")]
)
def test_diluted_waste_water_is_converted(discharge: str, factor: str) -> None:
    """1.5 m3/t is allowed; what is above it counts as dilution, what is below does not help."""
    given = {"output.aluminium_liquid": "1000", "water.discharge": discharge}
    assert ALUMINIUM.judge(2024, given).results["aluminium.water_factor"].value == Decimal(factor)


def test_clean_production_is_only_copied_from_the_report() -> None:
    (only,) = ALUMINIUM.table("aluminium.cp").indicators
    assert only.parts[0].direction == "choice"
    assert ALUMINIUM.judge(2024, {}).results["aluminium.cp"].level == ""


def test_reference_figures_never_judge() -> None:
    unsure = ALUMINIUM.unsure()
    used = {name for one in ALUMINIUM.pack.quantities for name in one.formula.names}
    assert unsure
    assert not unsure & used
