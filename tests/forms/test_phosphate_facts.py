"""The phosphate pack against its sources, typed in independently."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from desktop_app.core.data import Record
from desktop_app.core.pack import Confidence, Met
from tests.forms.industry import Industry, catalog

NP = Industry("phosphate", "C2622", "522300")
ROWS = (Record("waste", "W1", "磷石膏"), Record("waste", "W2", "炉渣"))


def gypsum(opening: str, made: str, used: str, disposed: str = "0") -> dict[str, str]:
    return {
        "phosphate.has.wet_acid": "yes",
        "solid.kind@W1": "phosphogypsum",
        "solid.opening@W1": opening, "solid.generated@W1": made,
        "solid.used@W1": used, "solid.disposed@W1": disposed,
        "solid.kind@W2": "boiler_slag",
        "solid.opening@W2": "7", "solid.generated@W2": "900",
        "solid.used@W2": "11", "solid.disposed@W2": "13",
    }  # fmt: skip


def test_the_pack_has_no_errors() -> None:
    assert NP.errors() == []


@pytest.mark.parametrize("code", ["C2611", "C2622", "C2624"])
def test_a_phosphate_plant_finds_its_pack_by_its_own_name(code: str) -> None:
    found = [one for one in catalog().packs if one.kind == "industry" and code in one.industries]
    assert [one.id for one in found] == ["phosphate"]
    assert "磷酸" in found[0].name
    assert "磷肥" in found[0].name


@pytest.mark.parametrize(
    ("own_id", "wanted", "benchmark"),
    [
        ("map_old_granular", ["235", "255", "275"], ["255", "275"]),
        ("map_old_powder", ["220", "240", "260"], ["240", "260"]),
        ("map_slurry_granular", ["150", "170", "190"], ["170", "190"]),
        ("map_slurry_powder", ["140", "165", "185"], ["165", "185"]),
        ("dap_old", ["225", "250", "275"], ["250", "275"]),
        ("dap_slurry", ["160", "185", "200"], ["185", "200"]),
    ],
)
def test_quotas_and_benchmarks(own_id: str, wanted: list[str], benchmark: list[str]) -> None:
    assert NP.cells("phosphate.quota", own_id) == wanted
    assert NP.cells("phosphate.benchmark", own_id) == benchmark
    row = NP.row("phosphate.benchmark", own_id)
    assert (row.deadline, row.cited.confidence) == (date(2025, 12, 31), Confidence.RECALLED)
    row = NP.row("phosphate.quota", own_id)
    assert (row.valid_from, row.cited.confidence) == (date(2024, 12, 1), Confidence.CONFIRMED)


@pytest.mark.parametrize(
    ("kind", "low_heat", "oleum", "limits"),
    [
        ("acid_sulfur", "no", "no", [-160, -150, -110]),
        ("acid_sulfur", "yes", "no", [-160, -150, -120]),
        ("acid_sulfur", "yes", "yes", [-125, -115, -85]),
        ("acid_pyrite", "", "no", [-110, -100, -90]),
        ("acid_pyrite", "", "yes", [-75, -65, -55]),
    ],
)
def test_sulfuric_acid(kind: str, low_heat: str, oleum: str, limits: list[int]) -> None:
    plant = Industry("phosphate", "C2611", products={"P1": kind})
    for place, limit in enumerate(limits):
        for rate, meets in ((limit, True), (Fraction(limit) + Fraction(1, 100), False)):
            known = {"phosphate.rate@P1": str(float(rate)), "phosphate.oleum@P1": oleum}
            known |= {"phosphate.low_heat@P1": low_heat} if low_heat else {}
            found = plant.judge(2025, known).results[f"phosphate.quota.{kind}[P1]"]
            steps = ["Q1", "Q2", "Q3", "below"]
            assert found.level == steps[place if meets else place + 1]
    row = NP.row("phosphate.quota", kind)
    assert (row.valid_from, row.cited.confidence) == (date(2025, 6, 1), Confidence.SINGLE)


def test_sulfuric_acid_without_the_answers_stays_open() -> None:
    plant = Industry("phosphate", "C2611", products={"P1": "acid_sulfur"})
    found = plant.judge(2025, {"phosphate.rate@P1": "-125", "phosphate.oleum@P1": "no"})
    assert found.results["phosphate.quota.acid_sulfur[P1]"].level == ""


@pytest.mark.parametrize(
    ("table", "own_id", "wanted", "confidence"),
    [
        ("limits", "np_dryer_pm", ["absent", "absent", "120"], Confidence.CONFIRMED),
        ("limits", "np_dryer_f", ["absent", "absent", "9.0"], Confidence.RECALLED),
        ("limits", "acid_so2", ["absent", "200", "400"], Confidence.CONFIRMED),
        ("limits", "acid_mist", ["absent", "5", "30"], Confidence.CONFIRMED),
        ("limits", "acid_pm", ["absent", "30", "50"], Confidence.CONFIRMED),
        ("water_limits", "np_tp", ["absent", "0.5", "unknown"], Confidence.RECALLED),
        ("water_limits", "acid_cod", ["absent", "50", "60"], Confidence.CONFIRMED),
        ("water_limits", "acid_ss", ["absent", "15", "50"], Confidence.CONFIRMED),
        ("water_limits", "acid_nh3n", ["absent", "5", "8"], Confidence.CONFIRMED),
        ("water_limits", "acid_tn", ["absent", "10", "15"], Confidence.CONFIRMED),
        ("water_limits", "acid_s", ["absent", "0.5", "1"], Confidence.CONFIRMED),
        ("water_limits", "acid_f", ["absent", "10", "10"], Confidence.CONFIRMED),
        ("water_limits", "acid_oil", ["absent", "unknown", "3"], Confidence.CONFIRMED),
        ("water_limits", "acid_tp", ["absent", "0.5", "0.5"], Confidence.CONFIRMED),
        ("water_limits", "acid_tp_gypsum", ["absent", "0.5", "10"], Confidence.CONFIRMED),
    ],
)
def test_limits(table: str, own_id: str, wanted: list[str], confidence: Confidence) -> None:
    assert NP.cells(f"phosphate.{table}", own_id) == wanted
    assert NP.row(f"phosphate.{table}", own_id).cited.confidence is confidence


def test_fertilizer_water_limits_that_are_not_certain_are_not_judged() -> None:
    for own_id in ("np_cod", "np_ss", "np_f"):
        row = NP.row("phosphate.water_limits", own_id)
        met = [cell.met for cell in row.parts[0].thresholds]
        assert met == [Met.ABSENT, Met.UNKNOWN, Met.UNKNOWN]


@pytest.mark.parametrize(("used", "level"), [("399.99", "short"), ("400", "MET"), ("500", "MET")])
def test_gypsum_is_balanced_when_as_much_is_used_as_arises(used: str, level: str) -> None:
    found = NP.judge(2025, gypsum("1000", "400", used), ROWS).results
    assert found["phosphate.policy.gypsum"].level == level


@pytest.mark.parametrize(
    ("used", "disposed", "growth", "level"),
    [("300", "0", 100, "short"), ("400", "0", 0, "short"), ("300", "150", -50, "MET")],
)
def test_other_waste_is_no_gypsum_and_the_stock_is_what_is_left(
    used: str, disposed: str, growth: int, level: str
) -> None:
    found = NP.judge(2025, gypsum("1000", "400", used, disposed), ROWS).results
    assert found["phosphate.gypsum_growth"].value == growth
    assert found["phosphate.gypsum_closing"].value == 1000 + growth
    assert found["phosphate.policy.stock"].level == level


def test_the_stock_is_not_due_before_its_date() -> None:
    found = NP.judge(2024, gypsum("1000", "400", "300"), ROWS).results
    assert found["phosphate.policy.stock"].level == "later"
    assert found["phosphate.policy.gypsum"].level == "later"


def test_a_plant_that_buys_its_acid_has_no_gypsum_to_balance() -> None:
    found = NP.judge(2025, {"phosphate.has.wet_acid": "no"}).results
    for own_id in ("gypsum", "stock", "survey"):
        assert found[f"phosphate.policy.{own_id}"].status == "n.a."


def test_a_registered_fertilizer_without_figures_stays_open() -> None:
    plant = Industry("phosphate", "C2622", products={"P1": "dap_slurry"})
    found = plant.judge(2025, {"product.output@P1": "1000"}).results
    assert found["phosphate.quota.dap_slurry[P1]"].status in ("blank", "partial")
    found = plant.judge(2025, {"phosphate.rate@P1": "185"}).results
    assert found["phosphate.quota.dap_slurry[P1]"].level == "Q2"
    assert found["phosphate.benchmark.dap_slurry[P1]"].level == "BM"
