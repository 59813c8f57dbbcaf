"""The shared VOC pack, coating and printing against their sources, typed in independently."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from desktop_app.core.data import Record
from desktop_app.core.pack import Confidence, Met
from tests.forms.industry import Industry

VOC = Industry("voc", "C3311", "520100")
COATING = Industry("coating", "C3311", "520100", outlets={"S": "coating_spray"})
PRINTING = Industry("printing", "C2319", "520100", outlets={"P": "printing_press"})
AIR = Record("outlet", "A", "A", {"medium": "air"})


@pytest.mark.parametrize(
    ("own_id", "wanted"),
    [
        ("site_hour", ["absent", "6", "10"]),
        ("site_hour_key", ["absent", "6", "6"]),
        ("site_once", ["absent", "20", "30"]),
        ("site_once_key", ["absent", "20", "20"]),
        ("boundary_nmhc", ["absent", "absent", "4.0"]),
    ],
)
def test_limits_on_site(own_id: str, wanted: list[str]) -> None:
    assert VOC.cells("voc.limits", own_id) == wanted


@pytest.mark.parametrize(
    ("key", "wanted"),
    [
        ("voc.rate_general", "3"),
        ("voc.rate_key", "2"),
        ("voc.removal_least", "80"),
        ("voc.material_line", "10"),
        ("voc.seal_line", "2000"),
    ],
)
def test_numbers_of_gb_37822(key: str, wanted: str) -> None:
    assert VOC.parameter(2024, key) == Decimal(wanted)


@pytest.mark.parametrize(
    ("own_id", "wanted"), [("hood", "0.3"), ("stack", "15"), ("sync", "100"), ("repair", "100")]
)
def test_control_figures_of_gb_37822(own_id: str, wanted: str) -> None:
    assert VOC.cells("voc.control", own_id) == [wanted]


def outlet(inlet: str, flow: str, removal: str, **more: str) -> Mapping[str, str]:
    known = {"treated": "yes", "low": "no", "inlet": inlet, **more}
    return {
        **{f"voc_outlet.{name}@A": text for name, text in known.items()},
        "outlet.flow@A": flow,
        "air.voc.removal@A": removal,
    }


@pytest.mark.parametrize(
    ("key_region", "inlet", "removal", "level", "status"),
    [
        ("no", "300", "80", "MET", "given"),  # 300 mg/m3 × 10000 m3/h = 3 kg/h
        ("no", "300", "79", "below", "given"),
        ("no", "299", "10", "", "n.a."),
        ("yes", "200", "79", "below", "given"),  # 2 kg/h
        ("yes", "199", "10", "", "n.a."),
    ],
)
def test_eighty_percent_from_a_rate_on(
    key_region: str, inlet: str, removal: str, level: str, status: str
) -> None:
    given = {
        "voc.own_standard": "no",
        "voc.key_region": key_region,
        **outlet(inlet, "10000", removal),
    }
    found = VOC.judge(2024, given, (AIR,)).results["voc.control.removal[A]"]
    assert (found.level, found.status.value) == (level, status)


def test_low_voc_materials_need_no_eighty_percent() -> None:
    given = {
        "voc.own_standard": "no",
        "voc.key_region": "no",
        **outlet("900", "10000", "10", low="yes"),
    }
    results = VOC.judge(2024, given, (AIR,)).results
    assert results["voc.control.removal[A]"].status.value == "n.a."


def test_gb_37822_binds_existing_plants_from_july_2020() -> None:
    for table in ("voc.limits", "voc.control"):
        assert VOC.table(table).valid_from == date(2020, 7, 1)


def test_what_is_in_the_collected_facts_is_confirmed_and_the_rest_of_one_source() -> None:
    confirmed = {"site_hour", "site_hour_key", "site_once", "site_once_key"}
    for row in VOC.table("voc.limits").indicators:
        wanted = Confidence.CONFIRMED if row.id in confirmed else Confidence.SINGLE
        assert row.cited.confidence is wanted


def test_the_plan_sets_no_figure_so_the_year_before_does() -> None:
    rows = VOC.table("voc.policy").indicators
    own = {row.id for row in rows if row.parts[0].thresholds[0].limit is not None}
    assert own == {"low_share", "collection_rate", "sync_rate", "removal_rate"}
    assert {row.group for row in rows if row.id in own} == {"encouraged"}


@pytest.mark.parametrize(
    ("pollutant", "limit"), [("voc", "120"), ("benzene", "12"), ("toluene", "40"), ("xylene", "70")]
)
@pytest.mark.parametrize("kind", ["spray", "bake", "mix"])
def test_coating_limits_are_those_of_gb_16297(kind: str, pollutant: str, limit: str) -> None:
    found = COATING.row("coating.limits", f"{kind}_{pollutant}")
    assert COATING.cells("coating.limits", found.id) == ["absent", "absent", limit]
    assert found.cited.source == "voc.gb16297"
    assert found.cited.confidence is Confidence.SINGLE


@pytest.mark.parametrize("kind", ["spray", "prep", "powder"])
def test_coating_dust(kind: str) -> None:
    assert COATING.cells("coating.limits", f"{kind}_pm") == ["absent", "absent", "120"]


@pytest.mark.parametrize(
    ("own_id", "limit", "confidence"),
    [
        ("voc", "70", Confidence.RECALLED),
        ("benzene", "1", Confidence.RECALLED),
        ("benzenes", "15", Confidence.RECALLED),
        ("burner_so2", "200", Confidence.SINGLE),
        ("burner_nox", "200", Confidence.SINGLE),
    ],
)
def test_printing_limits(own_id: str, limit: str, confidence: Confidence) -> None:
    found = PRINTING.row("printing.limits", own_id)
    assert PRINTING.cells("printing.limits", own_id) == ["absent", "absent", limit]
    assert found.cited.confidence is confidence
    assert found.valid_from == date(2024, 7, 1)


@pytest.mark.parametrize(
    ("year", "new", "limit"),
    [
        (2022, "no", "120"),
        (2023, "no", "120"),
        (2023, "yes", "70"),
        (2024, "no", "70"),
        (2024, "yes", "70"),
    ],
)
def test_which_printing_limit_binds(year: int, new: str, limit: str) -> None:
    """One limit for hydrocarbons binds in every year, for new plants a year earlier."""
    for value, within in ((limit, True), (str(Decimal(limit) + 1), False)):
        results = PRINTING.judge(year, {"printing.new": new, "air.voc@P": value}).results
        rows = [
            results[f"printing.limits.{row}[P]"]
            for row in ("voc", "voc_new", "voc_before")
            if f"printing.limits.{row}[P]" in results
        ]
        (found,) = (row for row in rows if row.status.value == "given")
        assert found.level == ("LIMIT" if within else "below")


@pytest.mark.parametrize(
    ("industry", "table"), [(COATING, "coating.cp"), (PRINTING, "printing.cp")]
)
def test_no_level_of_clean_production_but_the_audited_one(industry: Industry, table: str) -> None:
    (row,) = industry.table(table).indicators
    assert all(step.met is Met.TEXT for step in row.parts[0].thresholds)
    assert "不能自行定级" in industry.table(table).completeness


@pytest.mark.parametrize("industry", [VOC, COATING, PRINTING])
def test_packs_are_sound(industry: Industry) -> None:
    assert not industry.errors()
