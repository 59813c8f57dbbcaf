"""The chlor-alkali pack against its sources, typed in independently."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from desktop_app.core.pack import Confidence, Met
from tests.forms.industry import Industry

CHLOR = Industry("chlor_alkali", "C2612", "520300")


def plant(kind: str) -> Industry:
    return Industry("chlor_alkali", "C2612", "520300", products={"P1": kind})


def test_the_pack_has_no_errors() -> None:
    assert CHLOR.errors() == []


def test_there_is_no_clean_production_table_and_the_pack_says_so() -> None:
    assert not [one for one in CHLOR.pack.assessments if one.id.endswith(".cp")]
    assert "没有清洁生产表" in CHLOR.pack.completeness


@pytest.mark.parametrize(
    ("own_id", "wanted", "confidence"),
    [
        ("naoh_30", ["308", "315", "350"], Confidence.CONFIRMED),
        ("naoh_45", ["410", "420", "470"], Confidence.CONFIRMED),
        ("naoh_98", ["600", "620", "685"], Confidence.CONFIRMED),
        ("pvc_carbide_general", ["185", "193", "270"], Confidence.SINGLE),
        ("pvc_carbide_paste", ["430", "450", "480"], Confidence.SINGLE),
        ("pvc_ethylene_general", ["600", "620", "635"], Confidence.SINGLE),
        ("pvc_ethylene_paste", ["900", "950", "1100"], Confidence.SINGLE),
        ("pvc_monomer_general", ["150", "175", "210"], Confidence.SINGLE),
        ("pvc_monomer_paste", ["355", "385", "415"], Confidence.SINGLE),
        ("cms_other", ["220", "250", "290"], Confidence.SINGLE),
        ("cms_methyl", ["220", "250", "290"], Confidence.SINGLE),
        ("cms_chloroform", ["255", "275", "320"], Confidence.SINGLE),
    ],
)
def test_quotas(own_id: str, wanted: list[str], confidence: Confidence) -> None:
    assert CHLOR.cells("chlor_alkali.quota", own_id) == wanted
    assert CHLOR.row("chlor_alkali.quota", own_id).cited.confidence is confidence


@pytest.mark.parametrize(
    ("own_id", "wanted"),
    [("naoh_30", ["315", "350"]), ("naoh_45", ["420", "470"]), ("naoh_98", ["620", "685"])],
)
def test_benchmarks(own_id: str, wanted: list[str]) -> None:
    assert CHLOR.cells("chlor_alkali.benchmark", own_id) == wanted
    row = CHLOR.row("chlor_alkali.benchmark", own_id)
    assert (row.deadline, row.cited.confidence) == (date(2025, 12, 31), Confidence.RECALLED)


def test_uncertain_benchmarks_of_pvc_are_kept_for_reading_only() -> None:
    rows = {row.id for row in CHLOR.table("chlor_alkali.benchmark").indicators}
    assert rows == {"naoh_30", "naoh_45", "naoh_98"}
    found = {
        one.key.removeprefix("chlor_alkali.reference."): (one.value, one.cited.confidence)
        for one in CHLOR.pack.parameters if ".reference." in one.key
    }  # fmt: skip
    assert found == {
        "pvc_carbide_bm": (Decimal(193), Confidence.UNSURE),
        "pvc_carbide_bl": (Decimal(270), Confidence.UNSURE),
        "pvc_ethylene_bm": (Decimal(620), Confidence.UNSURE),
        "pvc_ethylene_bl": (Decimal(635), Confidence.UNSURE),
    }


@pytest.mark.parametrize(
    ("rate", "level"), [("410", "Q1"), ("410.5", "Q2"), ("420.1", "Q3"), ("470.1", "below")]
)
def test_a_strong_lye_is_judged_by_its_own_row(rate: str, level: str) -> None:
    results = plant("naoh_45").judge(2025, {"chlor_alkali.rate@P1": rate}).results
    assert results["chlor_alkali.quota.naoh_45[P1]"].level == level
    assert "chlor_alkali.quota.naoh_30[P1]" not in results


def test_the_standard_begins_in_may_2025() -> None:
    assert CHLOR.table("chlor_alkali.quota").valid_from == date(2025, 5, 1)
    found = plant("naoh_45").judge(2024, {"chlor_alkali.rate@P1": "400"}).results
    assert "chlor_alkali.quota" not in found


@pytest.mark.parametrize(
    ("own_id", "wanted"), [("cell_power", ["2450"]), ("carbide", ["1420"]), ("ethylene", ["480"])]
)
def test_conditions_of_entry(own_id: str, wanted: list[str]) -> None:
    assert CHLOR.cells("chlor_alkali.duty", own_id) == wanted


def test_conditions_of_entry_are_for_new_plants() -> None:
    answers = {"chlor_alkali.cell_power": "2500", "chlor_alkali.new_build": "no"}
    assert CHLOR.judge(2025, answers).results["chlor_alkali.duty.cell_power"].status == "n.a."
    answers["chlor_alkali.new_build"] = "yes"
    assert CHLOR.judge(2025, answers).results["chlor_alkali.duty.cell_power"].level == "below"


def test_no_uncertain_emission_limit_is_judged() -> None:
    for name in ("chlor_alkali.limits", "chlor_alkali.water_limits"):
        for row in CHLOR.table(name).indicators:
            met = [cell.met for cell in row.parts[0].thresholds]
            assert met == [Met.ABSENT, Met.UNKNOWN, Met.UNKNOWN]
            assert row.cited.confidence is Confidence.UNSURE
            assert row.permit is not None


@pytest.mark.parametrize(
    ("key", "wanted"),
    [("carbide", "0.314"), ("ethylene", "0.856"), ("edc", "0.245"), ("vcm_in", "0.384"),
     ("methanol", "0.375"), ("pvc", "0.384"), ("vcm_out", "0.384")],
)  # fmt: skip
def test_carbon_contents(key: str, wanted: str) -> None:
    assert CHLOR.parameter(2025, f"chlor_alkali.cc_default.{key}") == Decimal(wanted)


def test_carbon_of_the_product_is_not_emitted() -> None:
    """1500 t of carbide hold 471 tC, 1000 t of PVC take 384: 87 × 44/12 = 319."""
    answers = {"chlor_alkali.in.carbide": "1500", "chlor_alkali.out.pvc": "1000"}
    found = CHLOR.judge(2025, answers).results["carbon.process.chlor_alkali"]
    assert round(found.value or 0, 9) == 319
