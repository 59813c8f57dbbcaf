"""The ferroalloy pack against its sources, typed in independently."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from desktop_app.core.data import Record
from desktop_app.core.pack import Confidence
from desktop_app.core.result import Result
from tests.forms.industry import Industry, cells_of

# base limits of levels 1-3, base grade, change per point, unit
SMELTING = {
    "fesi": (("8050", "8300", "8400"), "98", "40"),
    "hcfemn": (("2100", "2400", "2550"), "39", "50"),
    "simn": (("3800", "4000", "4250"), "36", "100"),
    "lcsimn": (("4650", "4900", "4990"), "38", "100"),
    "mcfemn": (("1050", "1100", "1140"), "44", "30"),
    "hcfecr": (("3100", "3300", "3500"), "40", "80"),
    "chargecr": (("3200", "3500", "3650"), "40", "80"),
    "lcfecr": (("1650", "1800", "1950"), "48", "35"),
    "bffemn": (("1280", "1320", "1350"), "37", "30"),
}
ENERGY = {
    "fesi": ("1700", "1770", "1850"),
    "hcfemn": ("610", "660", "700"),
    "simn": ("850", "860", "950"),
    "lcsimn": ("1180", "1200", "1230"),
    "mcfemn": ("150", "160", "170"),
    "hcfecr": ("800", "850", "900"),
    "chargecr": ("830", "910", "940"),
    "lcfecr": ("220", "240", "260"),
    "bffemn": ("800", "950", "1050"),
}
FERROALLOY = Industry("ferroalloy", "C3140", "522600")


def smelt(kind: str, amounts: dict[str, str], year: int = 2024) -> dict[str, Result]:
    """The results of a plant with one product."""
    product = Record("product", "P", "产品", {"kind": f"fa_{kind}"})
    answers = {f"{key}@P": one for key, one in amounts.items()}
    return dict(FERROALLOY.judge(year, answers, (product,)).results)


def standing_limits(result: Result) -> tuple[str, ...]:
    assert result.standing is not None
    return result.standing.limits


@pytest.mark.parametrize("kind", SMELTING)
def test_base_limits(kind: str) -> None:
    limits, grade, _change = SMELTING[kind]
    values = FERROALLOY.model(2024).parameters
    found = tuple(values[f"ferroalloy.q.{kind}.l{level}"].value for level in (1, 2, 3))
    assert found == tuple(map(Decimal, limits))
    assert values[f"ferroalloy.grade_base.{kind}"].value == Decimal(grade)


@pytest.mark.parametrize("kind", SMELTING)
def test_a_point_of_grade_moves_all_three_limits_either_way(kind: str) -> None:
    limits, grade, change = SMELTING[kind]
    own_id = f"ferroalloy.quota.{kind}_{'coke' if kind == 'bffemn' else 'power'}[P]"
    rate = "ferroalloy.rate.coke" if kind == "bffemn" else "ferroalloy.rate.power"
    for points in (-2, 0, 1):
        known = {
            "ferroalloy.grade": str(int(grade) + points), rate: "1", "ferroalloy.cr_fe": "3",
        }  # fmt: skip
        found = standing_limits(smelt(kind, known)[own_id])
        assert [Decimal(one) for one in found] == [
            Decimal(one) - points * Decimal(change) for one in limits
        ]


@pytest.mark.parametrize("kind", ENERGY)
def test_energy_is_not_corrected(kind: str) -> None:
    known = {"ferroalloy.grade": "20", "ferroalloy.rate.energy": "1"}
    found = standing_limits(smelt(kind, known)[f"ferroalloy.quota.{kind}_energy[P]"])
    assert found == ENERGY[kind]


def test_eighteen_rows_from_2024() -> None:
    rows = FERROALLOY.table("ferroalloy.quota").indicators
    assert len(rows) == 18
    assert {one.valid_from for one in rows} == {date(2024, 1, 1)}


def test_low_grade_ore_meets_the_power_quota_but_not_the_energy_quota() -> None:
    """Ore of 30 % allows 600 kWh/t more, yet not one kgce more."""
    known = {
        "ferroalloy.grade": "30", "ferroalloy.rate.power": "4850", "ferroalloy.rate.energy": "1000",
    }  # fmt: skip
    results = smelt("simn", known)
    assert results["ferroalloy.quota.simn_power[P]"].level == "Q3"
    assert results["ferroalloy.quota.simn_energy[P]"].level == "below"


def test_an_unknown_grade_leaves_the_row_open() -> None:
    results = smelt("simn", {"ferroalloy.rate.power": "3900"})
    result = results["ferroalloy.quota.simn_power[P]"]
    assert (result.status, result.level) == ("partial", "")
    assert result.missing == ("ferroalloy.grade[P]",)


@pytest.mark.parametrize(
    ("kind", "ratio", "judged"),
    [
        ("hcfecr", "2.2", True), ("hcfecr", "2.19", False),
        ("chargecr", "1.5", True), ("chargecr", "1.49", False),
    ],
)  # fmt: skip
def test_poor_chromium_ore_is_not_judged(kind: str, ratio: str, judged: bool) -> None:
    known = {
        "ferroalloy.grade": "40", "ferroalloy.cr_fe": ratio, "ferroalloy.rate.power": "3000",
    }  # fmt: skip
    result = smelt(kind, known)[f"ferroalloy.quota.{kind}_power[P]"]
    assert (result.level == "Q1") is judged
    assert (result.status == "n.a.") is not judged


def test_an_unknown_chromium_ratio_leaves_the_row_open() -> None:
    known = {"ferroalloy.grade": "40", "ferroalloy.rate.power": "3000"}
    result = smelt("hcfecr", known)["ferroalloy.quota.hcfecr_power[P]"]
    assert (result.status, result.level) == ("blank", "")


@pytest.mark.parametrize(
    ("own_id", "wanted", "confidence"),
    [
        ("fesi_2021", ["1770", "1900"], Confidence.CONFIRMED),
        ("simn_2021", ["860", "950"], Confidence.CONFIRMED),
        ("fesi", ["1770", "1850"], Confidence.CONFIRMED),
        ("simn", ["860", "950"], Confidence.CONFIRMED),
        ("hcfecr", ["unknown", "unknown"], Confidence.RECALLED),
    ],
)
def test_benchmarks(own_id: str, wanted: list[str], confidence: Confidence) -> None:
    found = FERROALLOY.row("ferroalloy.benchmark", own_id)
    assert cells_of(found) == wanted
    assert found.cited.confidence is confidence
    assert found.deadline == (None if own_id.endswith("_2021") else date(2025, 12, 31))


@pytest.mark.parametrize(("year", "level"), [(2022, "BL"), (2023, "below"), (2024, "below")])
def test_the_baseline_of_ferrosilicon_was_tightened(year: int, level: str) -> None:
    """1880 kgce/t: within 1900 of the 2021 edition, above 1850 of the 2023 edition."""
    results = smelt("fesi", {"ferroalloy.rate.energy": "1880"}, year)
    assert results["ferroalloy.benchmark"].level == level


@pytest.mark.parametrize(
    ("table", "own_id", "wanted"),
    [
        ("limits", "fa_furnace_pm", ["absent", "30", "50"]),
        ("limits", "fa_other_pm", ["absent", "20", "30"]),
        ("limits", "fa_chromium_pm", ["absent", "20", "30"]),
        ("limits", "fa_chromium_cr", ["absent", "unknown", "4"]),
        ("water_limits", "fa_workshop_water_cr6", ["absent", "unknown", "0.5"]),
        ("water_limits", "fa_workshop_water_cr", ["absent", "unknown", "1.5"]),
    ],
)
def test_emission_limits(table: str, own_id: str, wanted: list[str]) -> None:
    assert FERROALLOY.cells(f"ferroalloy.{table}", own_id) == wanted


def test_unsure_limits_are_for_reading_only() -> None:
    unsure = FERROALLOY.unsure()
    used = {name for one in FERROALLOY.pack.quantities for name in one.formula.names}
    judged = {one.id for one in FERROALLOY.table("ferroalloy.water_limits").indicators}
    assert "ferroalloy.reference.water.cod" in unsure
    assert "ferroalloy.reference.content.simn" in unsure
    assert not unsure & used
    assert judged == {"fa_workshop_water_cr6", "fa_workshop_water_cr"}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("ef.reductant.coke", "2.862"),
        ("ef.reductant.bluecoke", "2.853"),
        ("ef.reductant.anthracite", "1.924"),
        ("ef.reductant.natural_gas", "21.622"),
        ("cf.coke.of", "0.93"),
    ],
)
def test_reductant_factors(key: str, value: str) -> None:
    assert FERROALLOY.model(2024).parameters[key].value == Decimal(value)


def test_coke_used_as_a_reductant_is_not_burnt() -> None:
    known = {"energy.coke": "1000", "energy_feedstock.coke": "1000", "smelting.bluecoke": "400"}
    results = FERROALLOY.judge(2024, known).results
    assert results["carbon.fuel.coke"].value == 0
    assert results["carbon.process.reductant_coke"].value == Decimal("1717.2")
    assert results["carbon.process.reductant_bluecoke"].value == Decimal("1141.2")


def test_an_electrode_without_its_carbon_is_not_left_out() -> None:
    results = FERROALLOY.judge(2024, {"smelting.electrode": "100"}).results
    assert results["carbon.process.electrode"].status == "blank"
    assert results["carbon.process_total"].missing == ("smelting.electrode_carbon",)
    assert FERROALLOY.judge(2024, {}).results["carbon.process.electrode"].status == "n.a."
