"""The industrial silicon pack against its sources, typed in independently."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desktop_app.app.catalog import Catalog
from desktop_app.app.paths import Paths
from desktop_app.core.pack import Confidence, Pack
from tests.forms.facts import Judge, limits_of, row

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return Catalog(Paths(ROOT, tmp_path_factory.mktemp("user")))


@pytest.fixture(scope="module")
def pack(catalog: Catalog) -> Pack:
    return catalog.library.packs["silicon"]


@pytest.fixture(scope="module")
def judge(catalog: Catalog) -> Judge:
    return Judge(catalog, "silicon", "522700", "C3218")


@pytest.mark.parametrize(
    ("own_id", "wanted"),
    [
        ("charcoal", ["2500", "2800", "3300"]),
        ("mixed", ["2700", "3000", "3500"]),
        ("coal", ["2800", "3100", "3600"]),
    ],
)
def test_quotas_by_reductant(pack: Pack, own_id: str, wanted: list[str]) -> None:
    found = row(pack, "silicon.quota", own_id)
    assert limits_of(found) == wanted
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
    judge: Judge, reductant: str, rate: str, level: str
) -> None:
    known = {"silicon.reductant": reductant, "silicon.rate.energy": rate}
    results = judge(2024, known).results
    assert results["silicon.quota"].level == level
    others = {"charcoal", "mixed", "coal"} - {reductant}
    assert {results[f"silicon.quota.{one}"].status for one in others} == {"n.a."}


def test_an_unknown_reductant_leaves_all_rows_open(judge: Judge) -> None:
    results = judge(2024, {"silicon.rate.energy": "2000"}).results
    assert results["silicon.quota"].status == "blank"


def test_no_quota_is_judged_before_2024(judge: Judge) -> None:
    known = {"silicon.reductant": "coal", "silicon.rate.energy": "2800"}
    assert judge(2023, known).results["silicon.quota"].status == "n.a."


def test_the_benchmark_is_a_hole_due_in_2026(pack: Pack, judge: Judge) -> None:
    found = row(pack, "silicon.benchmark", "silicon")
    assert limits_of(found) == ["unknown", "unknown"]
    assert found.deadline == date(2026, 12, 31)
    assert judge(2024, {"silicon.rate.energy": "2000"}).results["silicon.benchmark"].level == ""


@pytest.mark.parametrize(
    ("own_id", "wanted"),
    [
        ("si_furnace_pm", ["absent", "30", "100"]),
        ("si_furnace_so2", ["absent", "200", "unknown"]),
        ("si_furnace_nox", ["absent", "300", "unknown"]),
    ],
)
def test_emission_limits(pack: Pack, own_id: str, wanted: list[str]) -> None:
    assert limits_of(row(pack, "silicon.limits", own_id)) == wanted
