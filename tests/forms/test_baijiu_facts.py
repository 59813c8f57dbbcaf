"""The baijiu and boiler packs against GB 27631-2011 and GB 13271-2014, typed in independently."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from desktop_app.core.data import Record
from desktop_app.core.pack import Confidence, Met
from tests.forms.industry import Industry

BAIJIU = Industry("baijiu", "C1512", "520382")
BOILER = Industry("boiler", "C1512", "520382")
DIRECT = Record("outlet", "D", "D", {"medium": "water", "source": "baijiu_direct"})
INDIRECT = Record("outlet", "I", "I", {"medium": "water", "source": "baijiu_indirect"})

# pollutant: direct, direct special, indirect, indirect special
LIMITS = {
    "color": ("40", "20", "80", "40"),
    "ss": ("50", "20", "140", "50"),
    "bod5": ("30", "20", "80", "30"),
    "cod": ("100", "50", "400", "100"),
    "nh3n": ("10", "5", "30", "10"),
    "tn": ("20", "15", "50", "20"),
    "tp": ("1.0", "0.5", "3.0", "1.0"),
}


@pytest.mark.parametrize("pollutant", LIMITS)
def test_numbers_of_gb_27631(pollutant: str) -> None:
    for column, wanted in zip(("dl", "ds", "il", "is"), LIMITS[pollutant], strict=True):
        key = f"baijiu.limit_{column}.{pollutant}"
        (found,) = (one for one in BAIJIU.pack.parameters if one.key == key)
        assert found.value == Decimal(wanted)
        assert found.cited.confidence is Confidence.CONFIRMED
    for kind in ("direct", "indirect"):
        row = BAIJIU.row("baijiu.water_limits", f"{kind}_{pollutant}")
        assert row.parts[0].thresholds[0].met is Met.ABSENT


def test_base_water_and_dates() -> None:
    assert BAIJIU.parameter(2024, "baijiu.base_water") == 20
    assert BAIJIU.parameter(2024, "baijiu.base_water_special") == 10
    assert BAIJIU.table("baijiu.water_limits").valid_from == date(2014, 1, 1)


@pytest.mark.parametrize(
    ("record", "column"),
    [(DIRECT, 0), (INDIRECT, 2)],
)
@pytest.mark.parametrize("pollutant", LIMITS)
def test_limits_bind_as_printed(record: Record, column: int, pollutant: str) -> None:
    """10 m3/t is within both base waters, so nothing is converted."""
    kind = "direct" if record is DIRECT else "indirect"
    general, special = (Decimal(one) for one in LIMITS[pollutant][column : column + 2])
    cases = ((special, "SPECIAL"), (general, "LIMIT"), (general + 1, "below"))
    for value, level in cases:
        given = {
            "output.baijiu": "100",
            "water.discharge": "1000",
            f"water_out.{pollutant}@{record.id}": str(value),
            f"baijiu.agreed@{record.id}": "no",
        }
        results = BAIJIU.judge(2024, given, (record,)).results
        found = results[f"baijiu.water_limits.{kind}_{pollutant}[{record.id}]"]
        assert found.level == level


@pytest.mark.parametrize(
    ("discharge", "cod", "level"),
    [
        ("2000", "100", "LIMIT"),  # 20 m3/t is the base
        ("4000", "50", "LIMIT"),  # twice the base: 50 counts as 100
        ("4000", "50.1", "below"),
        ("4000", "12.5", "SPECIAL"),  # four times the special base: counts as 50
        ("4000", "12.6", "LIMIT"),
    ],
)
def test_dilution_lowers_the_limit(discharge: str, cod: str, level: str) -> None:
    given = {"output.baijiu": "100", "water.discharge": discharge, "water_out.cod@D": cod}
    results = BAIJIU.judge(2024, given, (DIRECT,)).results
    assert results["baijiu.water_limits.direct_cod[D]"].level == level


@pytest.mark.parametrize(("ph", "level"), [("6", "SPECIAL"), ("9", "SPECIAL"), ("9.1", "below")])
def test_acidity(ph: str, level: str) -> None:
    results = BAIJIU.judge(2024, {"water_out.ph@D": ph}, (DIRECT,)).results
    found = results["baijiu.water_limits.direct_ph[D]"]
    assert found.level == level
    assert found.standing is not None
    assert found.standing.limits == ("", "6–9", "6–9")


def test_only_distillers_grains_count() -> None:
    grains = {"solid.kind@G": "distillers_grains", "solid.generated@G": "100", "solid.used@G": "69"}
    slag = {"solid.kind@S": "boiler_slag", "solid.generated@S": "50", "solid.used@S": "50"}
    records = (Record("waste", "G", "G", {}), Record("waste", "S", "S", {}))
    results = BAIJIU.judge(2024, {**grains, **slag}, records).results
    assert results["baijiu.grains_rate"].value == 69
    assert results["baijiu.grains_gap"].value == 1
    assert results["general.policy.solid_kind[G]"].level == "later"
    later = BAIJIU.judge(2026, {**grains, **slag}, records).results
    assert later["general.policy.solid_kind[G]"].level == "short"


def test_renhuai_asks_only_its_own() -> None:
    rows = ("cooling", "pits", "receiving", "pipes", "emergency")
    elsewhere = BAIJIU.judge(2024, {"baijiu.renhuai": "no"}).results
    inside = BAIJIU.judge(2024, {"baijiu.renhuai": "yes"}).results
    assert {elsewhere[f"baijiu.policy.{row}"].status.value for row in rows} == {"n.a."}
    assert {inside[f"baijiu.policy.{row}"].status.value for row in rows} == {"blank"}
    assert {BAIJIU.row("baijiu.policy", row).cited.confidence for row in rows} == {
        Confidence.SINGLE
    }


def test_no_level_of_clean_production_but_the_audited_one() -> None:
    (row,) = BAIJIU.table("baijiu.cp").indicators
    assert all(step.met is Met.TEXT for step in row.parts[0].thresholds)
    assert "不能自行定级" in BAIJIU.table("baijiu.cp").completeness


@pytest.mark.parametrize(
    ("own_id", "special", "limit"),
    [
        ("coal_old_pm", "30", "80"),
        ("coal_old_nox", "200", "400"),
        ("coal_pm", "30", "50"),
        ("coal_so2", "200", "300"),
        ("coal_nox", "200", "300"),
        ("oil_old_pm", "30", "60"),
        ("oil_old_so2", "100", "300"),
        ("oil_old_nox", "200", "400"),
        ("oil_pm", "30", "30"),
        ("oil_so2", "100", "200"),
        ("oil_nox", "200", "250"),
        ("gas_old_pm", "20", "30"),
        ("gas_old_so2", "50", "100"),
        ("gas_old_nox", "150", "400"),
        ("gas_pm", "20", "20"),
        ("gas_so2", "50", "50"),
        ("gas_nox", "150", "200"),
        ("coal_hg", "0.05", "0.05"),
    ],
)
def test_boilers(own_id: str, special: str, limit: str) -> None:
    assert BOILER.cells("boiler.limits", own_id) == ["absent", special, limit]
    assert BOILER.row("boiler.limits", own_id).cited.confidence is Confidence.CONFIRMED


@pytest.mark.parametrize(
    ("region", "limit"),
    [("520382", "550"), ("450000", "550"), ("500000", "550"), ("510000", "550"), ("110000", "400")],
)
def test_sulphur_of_old_coal_boilers_by_region(region: str, limit: str) -> None:
    there = Industry("boiler", "C1512", region)
    assert there.parameter(2024, "boiler.coal_so2_old") == Decimal(limit)


@pytest.mark.parametrize("industry", [BAIJIU, BOILER])
def test_packs_are_sound(industry: Industry) -> None:
    assert not industry.errors()
