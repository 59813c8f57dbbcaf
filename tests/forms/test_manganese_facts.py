"""The electrolytic manganese pack against its sources, typed in independently."""

from __future__ import annotations

from decimal import Decimal

import pytest

from desktop_app.core.pack import Confidence
from tests.forms.industry import Industry, cells_of

MANGANESE = Industry("manganese", "C3219", "520600")


@pytest.mark.parametrize(
    ("own_id", "limit"),
    [
        ("dc_selenium", "5800"),
        ("dc_plain_2012", "7200"),
        ("dc_plain", "6800"),
        ("fresh_water", "3"),
        ("slag_soluble", "2"),
        ("slag_moisture", "25"),
    ],
)
def test_technology_policy(own_id: str, limit: str) -> None:
    found = MANGANESE.row("manganese.policy", own_id)
    assert cells_of(found) == [limit]
    assert found.cited.confidence is Confidence.SINGLE


@pytest.mark.parametrize(
    ("year", "rows"),
    [(2012, {"dc_selenium", "dc_plain_2012"}), (2013, {"dc_plain"}), (2024, {"dc_plain"})],
)
def test_the_policy_was_tightened_in_2013(year: int, rows: set[str]) -> None:
    tables = {one.id: one for one in MANGANESE.model(year).assessments}
    found = {one.id for one in tables["manganese.policy"].indicators if one.id.startswith("dc_")}
    assert found == rows


@pytest.mark.parametrize(("rate", "level"), [("6800", "MET"), ("6800.1", "idle")])
def test_the_limit_itself_is_met(rate: str, level: str) -> None:
    known = {"manganese.selenium": "no", "manganese.rate.dc": rate}
    assert MANGANESE.judge(2024, known).results["manganese.policy.dc_plain"].level == level
    known["manganese.selenium"] = "yes"
    assert MANGANESE.judge(2024, known).results["manganese.policy.dc_plain"].status == "n.a."


def test_there_is_neither_quota_nor_benchmark() -> None:
    assert {one.id for one in MANGANESE.pack.assessments} == {
        "manganese.cp", "manganese.policy", "manganese.limits", "manganese.water_limits",
    }  # fmt: skip
    assert all(one.method != "quota.v1" for one in MANGANESE.pack.assessments)


@pytest.mark.parametrize(
    ("carbonate", "wanted"),
    [("mnco3", "382.9"), ("caco3", "439.7"), ("mgco3", "522"), ("feco3", "379.9")],
)
def test_leaching_frees_the_carbon_of_the_ore(carbonate: str, wanted: str) -> None:
    known = {"manganese.ore": "2000", f"manganese.ore_{carbonate}": "50"}
    result = MANGANESE.judge(2024, known).results[f"carbon.process.manganese_{carbonate}"]
    assert result.value == Decimal(wanted)


def test_an_unknown_content_is_not_left_out() -> None:
    results = MANGANESE.judge(2024, {"manganese.ore": "2000", "manganese.ore_mnco3": "50"}).results
    assert results["carbon.process.manganese_caco3"].status == "blank"
    assert results["carbon.process_total"].status == "partial"
    assert MANGANESE.judge(2024, {}).results["carbon.process.manganese_caco3"].status == "n.a."


@pytest.mark.parametrize(
    ("outlet", "limits"),
    [
        ("mn_water_1", {"mn": "2.0", "nh3n": "15", "cod": "100", "ss": "70", "zn": "2.0"}),
        ("mn_water_2", {"mn": "2.0", "nh3n": "25", "cod": "150", "ss": "150", "zn": "5.0"}),
        ("mn_water_3", {"mn": "5.0", "cod": "500", "ss": "400"}),
        (
            "mn_workshop_water",
            {
                "cr6": "0.5", "cr": "1.5", "cd": "0.1", "pb": "1.0", "ni": "1.0", "as": "0.5",
                "hg": "0.05",
            },
        ),
    ],
)  # fmt: skip
def test_water_limits(outlet: str, limits: dict[str, str]) -> None:
    rows = MANGANESE.table("manganese.water_limits").indicators
    found = {one.id.removeprefix(f"{outlet}_"): one for one in rows if outlet in one.id}
    assert {key: cells_of(one) for key, one in found.items()} == {
        key: ["absent", "absent", limit] for key, limit in limits.items()
    }
    assert {one.cited.confidence for one in found.values()} == {Confidence.CONFIRMED}


@pytest.mark.parametrize(
    ("own_id", "limit"), [("mn_stack_pm", "120"), ("mn_stack_so2", "550"), ("mn_stack_nox", "240")]
)
def test_air_limits(own_id: str, limit: str) -> None:
    assert MANGANESE.cells("manganese.limits", own_id) == ["absent", "absent", limit]


@pytest.mark.parametrize(("used", "gap"), [("700", "0"), ("450", "25"), ("0", "70")])
def test_slag_is_measured_against_seventy_percent(used: str, gap: str) -> None:
    results = MANGANESE.judge(2024, {"manganese.slag": "1000", "manganese.slag_used": used}).results
    assert results["manganese.slag_gap"].value == Decimal(gap)
