"""The yellow phosphorus pack against its sources, typed in independently."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from desktop_app.core.pack import Confidence
from tests.forms.industry import Industry

P4 = Industry("yellow_phosphorus", "C2619", "522300")
FURNACE = {
    "has_furnace": "yes", "has_acid": "no", "has_chemical": "no", "buys_mud": "no",
    "n1": "25.5", "n2": "0", "n3": "0", "ql": "9566000", "reductant.coke": "1500",
    "fixed_carbon.coke": "90", "epe": "9.86", "epff": "0", "epw": "0", "ppz": "1000",
}  # fmt: skip


def answers(changed: Mapping[str, str] = {}) -> dict[str, str]:
    return {f"yellow_phosphorus.{key}": text for key, text in (FURNACE | dict(changed)).items()}


def test_the_pack_has_no_errors() -> None:
    assert P4.errors() == []


def test_there_is_no_clean_production_table_and_the_pack_says_so() -> None:
    assert not [one for one in P4.pack.assessments if one.id.endswith(".cp")]
    assert "没有清洁生产表" in P4.pack.completeness


@pytest.mark.parametrize(
    ("own_id", "wanted", "benchmark"),
    [
        ("p4", ["2300", "2450", "2800"], ["2300", "2800"]),
    ],
)
def test_quotas_and_benchmarks(own_id: str, wanted: list[str], benchmark: list[str]) -> None:
    assert P4.cells("yellow_phosphorus.quota", own_id) == wanted
    assert P4.cells("yellow_phosphorus.benchmark", own_id) == benchmark
    row = P4.row("yellow_phosphorus.benchmark", own_id)
    assert (row.deadline, row.cited.confidence) == (date(2025, 12, 31), Confidence.RECALLED)
    assert P4.row("yellow_phosphorus.quota", own_id).valid_from == date(2025, 5, 1)


@pytest.mark.parametrize(
    ("n1", "n2", "n3"), [("24", "0", "0"), ("26", "2", "3"), ("20", "1.5", "4"), ("8.01", "0", "0")]
)
def test_the_correction_for_the_charge(n1: str, n2: str, n3: str) -> None:
    a, b, c = Fraction(n1), Fraction(n2), Fraction(n3)
    half, limit = Fraction(1, 2), Fraction(7, 2)
    wanted = 170000 / (a - half) + (7750 / (a - 8) - 76) * b + (3200 / (a - limit) + 8) * c - 7234
    found = P4.judge(2025, answers({"n1": n1, "n2": n2, "n3": n3}))
    value = found.results["yellow_phosphorus.grade_power"].value
    assert value is not None
    assert abs(Fraction(value) - wanted) < Fraction(1, 10**20)


def test_a_charge_of_24_percent_is_about_the_base() -> None:
    found = P4.judge(2025, answers({"n1": "24"})).results["yellow_phosphorus.grade_power"].value
    assert found is not None
    assert abs(found) < Decimal("0.05")


def test_a_figure_on_the_third_level_meets_it() -> None:
    found = P4.judge(2025, answers()).results
    assert found["yellow_phosphorus.quota.p4"].level == "Q3"
    assert found["yellow_phosphorus.benchmark.p4"].level == "BL"
    found = P4.judge(2025, answers({"epe": "9.87"})).results
    assert found["yellow_phosphorus.quota.p4"].level == "below"
    assert found["yellow_phosphorus.benchmark.p4"].level == "below"


@pytest.mark.parametrize("n1", ["8", "7.5", "3.5", "0.5"])
def test_a_charge_the_formula_is_not_made_for_is_not_judged(n1: str) -> None:
    result = P4.judge(2025, answers({"n1": n1})).results["yellow_phosphorus.quota.p4"]
    assert result.status == "n.a."


@pytest.mark.parametrize("blank", ["n2", "ql", "epe", "epw", "ppz", "fixed_carbon.coke"])
def test_a_blank_leaves_the_row_open(blank: str) -> None:
    known = answers()
    del known[f"yellow_phosphorus.{blank}"]
    result = P4.judge(2025, known).results["yellow_phosphorus.quota.p4"]
    assert (result.status, result.level) == ("blank", "")


def test_output_counts_sludge_and_leaves_out_what_was_bought() -> None:
    """1000 + (0.3163×0.8×500 − 10) + (0.25×400 − 5) − 20 = 1000 + 116.52 + 95 − 20."""
    found = P4.judge(
        2025,
        answers(
            {
                "has_acid": "yes", "ns": "80", "ps": "500", "ppw_s": "10",
                "has_chemical": "yes", "nh": "25", "ph": "400", "ppw_h": "5",
                "buys_mud": "yes", "ppwn": "20",
            }
        ),
    )  # fmt: skip
    assert found.results["yellow_phosphorus.pp"].value == Decimal("1191.52")


def test_the_year_before_the_standard_is_not_judged() -> None:
    assert "yellow_phosphorus.quota.p4" not in P4.judge(2024, answers()).results


@pytest.mark.parametrize(
    ("table", "own_id", "wanted"),
    [
        ("limits", "dryer_pm", ["absent", "30", "200"]),
        ("limits", "dryer_so2", ["absent", "200", "850"]),
        ("limits", "dryer_nox", ["absent", "300", "unknown"]),
        ("limits", "dryer_f", ["absent", "unknown", "6"]),
        ("water_limits", "g1_tp", ["absent", "absent", "0.5"]),
        ("water_limits", "g2_tp", ["absent", "absent", "1.0"]),
        ("water_limits", "g1_p4", ["absent", "absent", "0.1"]),
        ("water_limits", "g3_p4", ["absent", "absent", "0.3"]),
        ("water_limits", "g2_f", ["absent", "absent", "15"]),
        ("water_limits", "g3_cod", ["absent", "absent", "500"]),
    ],
)
def test_limits(table: str, own_id: str, wanted: list[str]) -> None:
    assert P4.cells(f"yellow_phosphorus.{table}", own_id) == wanted


def test_the_carbon_reading_is_marked_uncertain() -> None:
    found = P4.judge(
        2024,
        {
            "energy.coke": "100", "energy_feedstock.coke": "100",
            "yellow_phosphorus.cc.coke": "0.84",
        },
    ).results["carbon.process.yellow_phosphorus"]  # fmt: skip
    assert round(found.value or 0, 9) == 308
    assert found.confidence is Confidence.UNSURE


def test_an_electrode_without_a_measured_content_leaves_the_balance_open() -> None:
    found = P4.judge(
        2024,
        {
            "energy.coke": "100", "energy_feedstock.coke": "100",
            "yellow_phosphorus.cc.coke": "0.84", "yellow_phosphorus.used.electrode": "5",
        },
    ).results["carbon.process.yellow_phosphorus"]  # fmt: skip
    assert found.status == "partial"
    assert "yellow_phosphorus.cc.electrode" in found.missing
