"""The lead, zinc and antimony pack against its sources, typed in independently."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from desktop_app.core.data import Record
from desktop_app.core.pack import Confidence
from tests.forms.industry import Industry, cells_of

OWN = "lead_zinc_antimony"

QUOTAS = {
    "zn_fire_crude": "1250 1400 1470", "zn_fire_refine": "290 300 420",
    "zn_fire": "1540 1700 1890", "zn_wet_slag": "1010 1040 1260", "zn_wet": "550 660 820",
    "zn_oxide_12": "1300 1600 2000", "zn_oxide_8": "2200 2500 2800",
    "zn_oxide_5": "2500 2800 3000", "zn_calcine": "300 330 350",
    "zn_calcine_12": "1600 1930 2350", "zn_calcine_8": "2500 2830 3150",
    "zn_calcine_5": "2800 3130 3350", "zn_second_wet": "750 800 860",
    "zn_second_wet_slag": "1100 1200 1400", "pb_crude": "220 230 300",
    "pb_refine": "80 100 120", "pb": "300 330 420", "rpb_prepare": "3 3.5 4",
    "rpb_paste": "145 180 250", "rpb_chips": "12 13 15", "rpb_refine": "10 16 22",
    "rpb_battery": "120 150 210", "rpb_metal": "15 18 20", "sb_low": "1600 1800 1950",
    "sb_conc": "560 620 700", "sb_refine": "370 410 440", "sb_low_whole": "1970 2210 2390",
    "sb_conc_whole": "950 1100 1250", "jam_crude": "836 890 950", "jam_slag": "500 540 600",
    "jam_refine": "390 440 500", "jam_whole": "1710 1820 2100",
}  # fmt: skip
SMELTER = Industry(OWN, "C3212", "520200")


def test_thirty_two_spans_are_limited() -> None:
    rows = SMELTER.table(f"{OWN}.quota").indicators
    assert {one.id: " ".join(cells_of(one)) for one in rows} == QUOTAS
    assert {one.valid_from for one in rows} == {date(2024, 6, 1)}
    firm = {one.id for one in rows if one.cited.confidence is Confidence.CONFIRMED}
    assert firm == {"pb_crude", "pb_refine", "pb"}


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("zn_fire", ("zn_fire_crude", "zn_fire_refine")),
        ("pb", ("pb_crude", "pb_refine")),
        ("sb_low_whole", ("sb_low", "sb_refine")),
        ("zn_calcine_12", ("zn_oxide_12", "zn_calcine")),
        ("zn_calcine_8", ("zn_oxide_8", "zn_calcine")),
        ("zn_calcine_5", ("zn_oxide_5", "zn_calcine")),
    ],
)
def test_whole_routes_are_the_sum_of_their_parts(whole: str, parts: tuple[str, ...]) -> None:
    rows = {
        one.id: [Decimal(cell) for cell in cells_of(one)]
        for one in SMELTER.table(f"{OWN}.quota").indicators
    }
    added = [sum(cells) for cells in zip(*(rows[part] for part in parts), strict=True)]
    assert rows[whole] == added


def test_every_span_can_be_registered() -> None:
    (kind,) = SMELTER.pack.record_kinds
    offered = {option.id for option in kind.fields[0].options}
    used = {word for one in SMELTER.table(f"{OWN}.quota").indicators for word in one.match["kind"]}
    assert offered == used | {"other"}


@pytest.mark.parametrize(("year", "level"), [(2023, "n.a."), (2024, "given")])
def test_the_quota_begins_in_2024(year: int, level: str) -> None:
    span = Record("smelting_span", "S", "粗铅", {"kind": "pb_crude"})
    results = SMELTER.judge(year, {"span.rate@S": "230"}, (span,)).results
    assert results[f"{OWN}.quota"].status == level
    assert results[f"{OWN}.benchmark"].level == "BM"


@pytest.mark.parametrize(
    ("rate", "level"), [("220", "Q1"), ("220.1", "Q2"), ("300", "Q3"), ("300.1", "below")]
)
def test_a_quota_includes_its_limit(rate: str, level: str) -> None:
    span = Record("smelting_span", "S", "粗铅", {"kind": "pb_crude"})
    assert (
        SMELTER.judge(2024, {"span.rate@S": rate}, (span,)).results[f"{OWN}.quota"].level == level
    )


def test_a_span_without_figures_is_open_and_another_zinc_content_is_not_judged() -> None:
    open_span = Record("smelting_span", "A", "粗铅", {"kind": "pb_crude"})
    other = Record("smelting_span", "B", "含锌 10%", {"kind": "other"})
    results = SMELTER.judge(2024, {"span.rate@B": "9000"}, (open_span, other)).results
    assert results[f"{OWN}.quota.pb_crude[A]"].status == "blank"
    assert not [one for one in results if one.startswith(f"{OWN}.quota.") and "[B]" in one]


@pytest.mark.parametrize(
    ("own_id", "wanted"),
    [
        ("pb_crude", ["230", "300"]),
        ("pb_refine", ["100", "120"]),
        ("pb", ["330", "420"]),
        ("zn_fire_crude", ["1450", "1620"]),
        ("zn_fire", ["1800", "2020"]),
        ("zn_wet_slag", ["1100", "1280"]),
        ("zn_wet", ["800", "950"]),
        ("zn_second_wet", ["unknown", "unknown"]),
        ("zn_second_wet_slag", ["unknown", "unknown"]),
    ],
)
def test_benchmarks_are_recalled(own_id: str, wanted: list[str]) -> None:
    found = SMELTER.row(f"{OWN}.benchmark", own_id)
    assert cells_of(found) == wanted
    assert found.cited.confidence is Confidence.RECALLED
    assert found.deadline == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("table", "outlet", "limits"),
    [
        (
            "limits",
            "lza_furnace",
            {
                "pm": ("10", "80"), "so2": ("100", "400"), "nox": ("100", "unknown"),
                "pb": ("2", "8"), "hg": ("0.05", "0.05"), "h2so4": ("unknown", "20"),
            },
        ),
        (
            "limits",
            "lza_other",
            {"pm": ("10", "80"), "so2": ("100", "400"), "nox": ("100", "unknown")},
        ),
        (
            "water_limits",
            "lza_water",
            {
                key: ("unknown", limit)
                for key, limit in {
                    "cod": "60", "ss": "50", "nh3n": "8", "tp": "1.0", "tn": "15", "zn": "1.5",
                    "cu": "0.5", "s": "1.0", "f": "8",
                }.items()
            },
        ),
        (
            "water_limits",
            "lza_workshop_water",
            {
                key: ("unknown", limit)
                for key, limit in {
                    "pb": "0.5", "cd": "0.05", "hg": "0.03", "as": "0.3", "ni": "0.5", "cr": "1.5",
                }.items()
            },
        ),
        (
            "water_limits",
            "sb_workshop_water",
            {"sb": ("unknown", "0.3"), "hg": ("unknown", "0.005")},
        ),
    ],
)  # fmt: skip
def test_emission_limits(table: str, outlet: str, limits: dict[str, tuple[str, str]]) -> None:
    rows = SMELTER.table(f"{OWN}.{table}").indicators
    found = {
        one.id.removeprefix(f"{outlet}_"): cells_of(one)
        for one in rows
        if one.match["source"] == (outlet,)
    }
    assert found == {key: ["absent", *cells] for key, cells in limits.items()}


def test_what_is_remembered_badly_never_judges() -> None:
    unsure = SMELTER.unsure()
    assert "lza.reference.air_so2" in unsure
    judged = {
        name
        for table in SMELTER.pack.assessments
        for one in table.indicators
        for part in one.parts
        for step in part.thresholds
        if step.limit
        for name in step.limit.names
    }
    assert not unsure & judged
