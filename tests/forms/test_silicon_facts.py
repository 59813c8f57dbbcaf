"""The industrial silicon pack against its sources, typed in independently."""

from __future__ import annotations

from datetime import date

import pytest

from desktop_app.core.pack import Confidence
from tests.forms.industry import Industry, cells_of

SILICON = Industry("silicon", "C3218", "522700")


@pytest.mark.parametrize(
    ("own_id", "wanted"),
    [
        ("charcoal", ["2500", "2800", "3300"]),
        ("mixed", ["2700", "3000", "3500"]),
        ("coal", ["2800", "3100", "3600"]),
    ],
)
def test_quotas_by_reductant(own_id: str, wanted: list[str]) -> None:
    found = SILICON.row("silicon.quota", own_id)
    assert cells_of(found) == wanted
    assert found.cited.confidence is Confidence.SINGLE
    assert found.valid_from == date(2024, 10, 1)


@pytest.mark.parametrize(
    ("reductant", "rate", "level"),
    [
        ("charcoal", "2800", "Q2"), ("mixed", "2800", "Q2"), ("coal", "2800", "Q1"),
        ("charcoal", "3300.1", "below"), ("mixed", "3500", "Q3"), ("coal", "3600", "Q3"),
    ],
)  # fmt: skip
def test_only_the_row_of_the_main_reductant_is_judged(
    reductant: str, rate: str, level: str
) -> None:
    known = {"silicon.reductant": reductant, "silicon.rate.energy": rate}
    results = SILICON.judge(2024, known).results
    assert results["silicon.quota"].level == level
    others = {"charcoal", "mixed", "coal"} - {reductant}
    assert {results[f"silicon.quota.{one}"].status for one in others} == {"n.a."}


def test_an_unknown_reductant_leaves_all_rows_open() -> None:
    results = SILICON.judge(2024, {"silicon.rate.energy": "2000"}).results
    assert results["silicon.quota"].status == "blank"


def test_no_quota_is_judged_before_2024() -> None:
    known = {"silicon.reductant": "coal", "silicon.rate.energy": "2800"}
    assert SILICON.judge(2023, known).results["silicon.quota"].status == "n.a."


def test_the_benchmark_is_a_hole_due_in_2026() -> None:
    found = SILICON.row("silicon.benchmark", "silicon")
    assert cells_of(found) == ["unknown", "unknown"]
    assert found.deadline == date(2026, 12, 31)
    assert (
        SILICON.judge(2024, {"silicon.rate.energy": "2000"}).results["silicon.benchmark"].level
        == ""
    )


@pytest.mark.parametrize(
    ("own_id", "wanted"),
    [
        ("si_furnace_pm", ["absent", "30", "100"]),
        ("si_furnace_so2", ["absent", "200", "unknown"]),
        ("si_furnace_nox", ["absent", "300", "unknown"]),
    ],
)
def test_emission_limits(own_id: str, wanted: list[str]) -> None:
    assert SILICON.cells("silicon.limits", own_id) == wanted
