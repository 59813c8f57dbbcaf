"""The alumina pack against its sources, typed in independently."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from desktop_app.core.model import Model
from desktop_app.core.pack import Confidence
from tests.forms.industry import Industry, catalog, cells_of

ALUMINA = Industry("alumina", "C3216", "520100")


@pytest.mark.parametrize(
    ("own_id", "wanted"),
    [
        ("bayer_process", ["310", "360", "430"]),
        ("bayer_total", ["340", "390", "460"]),
        ("other_process", ["500", "550", "650"]),
        ("other_total", ["550", "600", "700"]),
    ],
)
def test_quotas(own_id: str, wanted: list[str]) -> None:
    found = ALUMINA.row("alumina.quota", own_id)
    assert cells_of(found) == wanted
    assert found.cited.confidence is Confidence.SINGLE
    assert found.valid_from == date(2024, 1, 1)


@pytest.mark.parametrize(("process", "level"), [("bayer", "below"), ("other", "Q1")])
def test_the_same_figure_by_two_processes(process: str, level: str) -> None:
    """500 kgce/t: too much for Bayer plants, the best for sinter plants."""
    known = {
        "alumina.process": process, "alumina.rate.process": "500", "alumina.rate.total": "500",
    }  # fmt: skip
    results = ALUMINA.judge(2024, known).results
    assert results[f"alumina.quota.{process}_process"].level == level
    assert results[f"alumina.quota.{process}_total"].level == level


def test_limestone_by_guide_and_by_purity() -> None:
    """1000 t × 0.405 = 405 until 2023; later 1000 t × 90 % × 0.4397 = 395.73, never the guide's."""
    used = {"alumina.limestone": "1000"}
    pure = {**used, "alumina.limestone_purity": "90"}
    emitted = "carbon.process.alumina_limestone"
    assert ALUMINA.judge(2023, used).results[emitted].value == 405
    assert ALUMINA.judge(2023, pure).results[emitted].value == 405
    assert ALUMINA.judge(2024, pure).results[emitted].value == Decimal("395.73")
    assert ALUMINA.judge(2024, used).results[emitted].status == "blank"


@pytest.mark.parametrize("year", [2022, 2023, 2024, 2026])
def test_smelter_and_refinery_agree_on_the_guide(year: int) -> None:
    found = catalog().model(("aluminium", "alumina"), year, "520100", "C3216")
    assert isinstance(found, Model)
    alone = catalog().model(("aluminium",), year, "520100", "C3216")
    assert isinstance(alone, Model)
    for key in ("cf.anthracite.ncv", "cf.natural_gas.cc", "gwp.cf4"):
        assert found.parameters[key].value == alone.parameters[key].value


@pytest.mark.parametrize(
    ("table", "own_id", "wanted"),
    [
        ("limits", "alumina_sinter_kiln_pm", ["absent", "unknown", "100"]),
        ("limits", "alumina_sinter_kiln_so2", ["absent", "unknown", "400"]),
        ("limits", "alumina_calciner_pm", ["absent", "unknown", "50"]),
        ("limits", "alumina_calciner_so2", ["absent", "unknown", "400"]),
        ("limits", "alumina_handling_pm", ["absent", "unknown", "30"]),
        ("water_limits", "alumina_water_cod", ["absent", "unknown", "60"]),
        ("water_limits", "alumina_water_ss", ["absent", "unknown", "30"]),
        ("water_limits", "alumina_water_f", ["absent", "unknown", "5.0"]),
        ("water_limits", "alumina_water_nh3n", ["absent", "unknown", "8"]),
        ("water_limits", "alumina_water_tn", ["absent", "unknown", "15"]),
        ("water_limits", "alumina_water_tp", ["absent", "unknown", "1.0"]),
        ("water_limits", "alumina_water_oil", ["absent", "unknown", "3.0"]),
    ],
)
def test_emission_limits(table: str, own_id: str, wanted: list[str]) -> None:
    assert ALUMINA.cells(f"alumina.{table}", own_id) == wanted


@pytest.mark.parametrize(
    ("discharge", "factor"), [("500", "1"), ("499", "1"), ("1000", "2"), ("0", "1")]
)
def test_diluted_waste_water_is_converted(discharge: str, factor: str) -> None:
    given = {"output.alumina": "1000", "water.discharge": discharge}
    assert ALUMINA.judge(2024, given).results["alumina.water_factor"].value == Decimal(factor)


@pytest.mark.parametrize(("used", "gap"), [("700", "0"), ("699", "0.1"), ("900", "0"), ("0", "70")])
def test_red_mud_is_measured_against_seventy_percent(used: str, gap: str) -> None:
    results = ALUMINA.judge(2024, {"alumina.mud": "1000", "alumina.mud_used": used}).results
    assert results["alumina.mud_gap"].value == Decimal(gap)
