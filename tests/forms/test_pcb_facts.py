"""The printed circuit board pack against its sources, typed in independently."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from desktop_app.app.case_file import read_case_file
from desktop_app.core.data import Key, Period
from desktop_app.core.evaluate import Evaluation, evaluate
from desktop_app.core.pack import Assessment, Confidence, Indicator, Met
from tests.forms.industry import Industry, catalog

PCB = Industry("pcb", "C3982", "520100")
CASES = Path(__file__).resolve().parents[2] / "forms" / "pcb" / "cases"

GROUPS = {
    "equipment": "0.15",
    "energy": "0.1",
    "water": "0.1",
    "material": "0.1",
    "recycle": "0.1",
    "pollutant": "0.2",
    "ghg": "0.05",
    "product": "0.1",
    "management": "0.1",
}
# row, number, group, limiting, levels from the best down; n is the number of layers less two
ROWS = """
basics | 1 | equipment |  | text
machining | 2 | equipment |  | text
imaging | 3 | equipment |  | text
cleaning | 4 | equipment |  | text
etching | 5 | equipment |  | text
plating | 6 | equipment |  | text
power_rigid_single | 7 | energy |  | 5 10 25
power_rigid_double | 8 | energy |  | 10 20 50
power_rigid_multi | 9 | energy |  | 10+5n 25+10n ?
power_rigid_hdi | 10 | energy |  | 15+10n 30+20n ?
power_flex_single | 11 | energy |  | 10 15 35
power_flex_double | 12 | energy |  | 15 25 65
power_flex_multi | 13 | energy |  | 15+5n 35+10n ?
power_flex_hdi | 14 | energy |  | 25+10n 35+20n ?
fresh_single | 15 | water |  | 0.05 0.07 0.11
fresh_double | 16 | water |  | 0.14 0.23 0.4
fresh_multi | 17 | water |  | 0.14+0.08n 0.23+0.12n 0.39+0.15n
fresh_hdi | 18 | water |  | 0.16+0.14n 0.25+0.18n 0.39+0.24n
water_reuse | 19 | water |  | 65 55 45
laminate_rigid_single | 20 | material |  | 94 88 85
laminate_rigid_double | 21 | material |  | 90 82 80
laminate_rigid_multi | 22 | material |  | ? ? ?
laminate_rigid_hdi | 23 | material |  | ? ? ?
laminate_flex_single | 24 | material |  | 85 80 72
laminate_flex_double | 25 | material |  | 80 72 66
laminate_flex_multi | 26 | material |  | ? ? ?
laminate_flex_hdi | 27 | material |  | ? ? ?
copper_recovery | 28 | recycle |  | 95 88 80
waste_used | 29 | recycle |  | 90 73 65
sewage_single | 30 | pollutant |  | 0.04 0.06 0.09
sewage_double | 31 | pollutant |  | 0.11 0.22 0.36
sewage_multi | 32 | pollutant |  | 0.11+0.08n 0.22+0.11n 0.36+0.14n
sewage_hdi | 33 | pollutant |  | 0.13+0.13n 0.24+0.16n 0.36+0.22n
copper_single | 34 | pollutant |  | 4 20 50
copper_double | 35 | pollutant |  | 8 25 60
copper_multi | 36 | pollutant |  | 8+2n 20+4n 50+8n
copper_hdi | 37 | pollutant |  | 10+3n 25+5n 60+10n
cod_single | 38 | pollutant |  | ? ? ?
cod_double | 39 | pollutant |  | ? ? ?
cod_multi | 40 | pollutant |  | ? ? ?
cod_hdi | 41 | pollutant |  | ? ? ?
sewage | 42 | pollutant |  | text
gas | 43 | pollutant |  | text
solid | 44 | pollutant |  | text
hazardous | 45 | pollutant |  | text
noise | 46 | pollutant |  | text
carbon_management | 47 | ghg |  | text
carbon_trend | 48 | ghg |  | text
carbon_intensity | 49 | ghg |  | 0.628 1.71 2.677
auxiliaries | 50 | product |  | text
packing | 51 | product |  | text
substances | 52 | product |  | text
performance | 53 | product |  | text
law | 54 | management | limiting | text
industry_policy | 55 | management | limiting | text
management | 56 | management |  | text
audit | 57 | management |  | text
saving | 58 | management |  | text
monitoring | 59 | management |  | text
chemicals | 60 | management | limiting | text
meters | 61 | management |  | text
waste_disposal | 62 | management | limiting | text
soil | 63 | management |  | text
transport | 64 | management |  | text
"""

OWN = {
    "1": "0.2",
    "2": "0.2",
    "3": "0.15",
    "4": "0.15",
    "5": "0.15",
    "6": "0.15",
    "19": "0.5",
}
BOARDS = [
    "rigid_single",
    "rigid_double",
    "rigid_multi",
    "rigid_hdi",
    "flex_single",
    "flex_double",
    "flex_multi",
    "flex_hdi",
]
FAMILIES = ["single", "double", "multi", "hdi"]
# first number, weight all share, the outputs they share it by
POOLS = [
    (7, "1", [f"pcb.area.{one}" for one in BOARDS]),
    (15, "0.5", [f"pcb.area_of.{one}" for one in FAMILIES]),
    (20, "1", [f"pcb.area.{one}" for one in BOARDS]),
    (30, "0.2", [f"pcb.area_of.{one}" for one in FAMILIES]),
    (34, "0.1", [f"pcb.area_of.{one}" for one in FAMILIES]),
    (38, "0.1", [f"pcb.area_of.{one}" for one in FAMILIES]),
]
# HJ 450-2008: single, double, multi, hdi; then rows of the whole plant
OLDER = """
fresh | 0.17 0.26 0.36 | 0.5 0.9 1.32 | 0.5+0.3n 0.9+0.4n 1.3+0.5n | 0.6+0.5n 1.0+0.6n 1.3+0.8n
power | 20 25 35 | 45 55 70 | 45+20n 65+25n 75+30n | 60+40n 85+50n 105+60n
laminate | 88 85 75 | 80 75 70 | 0.80-0.02n 0.75-0.03n 0.70-0.05n | 0.75-0.02n 0.70-0.03n 0.65-0.04n
sewage | .14 .22 .3 | .42 .78 1.32 | .42+.29n .78+.39n 1.3+.49n | .52+.49n .85+.59n 1.3+.79n
copper | 8 20 50 | 15 25 60 | 15+3n 20+5n 50+8n | 15+8n 20+10n 50+12n
cod | 40 80 100 | 100 180 300 | 100+30n 180+60n 300+100n | 120+50n 200+80n 300+120n
"""


@pytest.fixture(scope="module")
def table() -> Assessment:
    return PCB.table("pcb.cp")


def numbered(table: Assessment, number: int) -> Indicator:
    (found,) = (one for one in table.indicators if one.no == str(number))
    return found


def short(formula: str) -> str:
    """10 + 5 * pcb.n.multi as the source writes it: 10+5n."""
    return re.sub(r" ([+-]) ([\d.]+) \* pcb\.n\.\w+", r"\1\2n", formula)


def written(row: Indicator) -> list[str]:
    steps = row.parts[0].thresholds
    return [short(step.limit.source) if step.limit else "?" for step in steps]


def test_no_errors() -> None:
    assert PCB.errors() == []


def test_groups(table: Assessment) -> None:
    assert {one.id: str(one.weight) for one in table.groups} == GROUPS
    assert sum(Decimal(weight) for weight in GROUPS.values()) == 1


@pytest.mark.parametrize("line", ROWS.strip().splitlines())
def test_rows_to_the_figure(table: Assessment, line: str) -> None:
    row_id, number, group, limiting, levels = (text.strip() for text in line.split("|"))
    row = next(one for one in table.indicators if one.id == row_id)
    assert (row.no, row.group, row.limiting) == (number, group, bool(limiting))
    assert row.cited.confidence is Confidence.SINGLE
    if levels == "text":
        assert {step.met for step in row.parts[0].thresholds} <= {Met.TEXT, Met.UNKNOWN}
    else:
        assert written(row) == levels.split()


def test_there_is_nothing_else(table: Assessment) -> None:
    assert len(table.indicators) == len(ROWS.strip().splitlines()) == 64


def test_weights_are_those_found_and_no_others(table: Assessment) -> None:
    own = {one.no: str(one.weight) for one in table.indicators if one.weight is not None}
    assert own == OWN
    unknown = [int(one.no) for one in table.indicators if one.weight is None and not one.pool]
    assert unknown == [28, 29, *range(42, 65)]
    assert table.options == {"weights": "partial", "level1_others": "L2"}


@pytest.mark.parametrize(("first", "weight", "outputs"), POOLS)
def test_weights_shared_by_output(
    table: Assessment, first: int, weight: str, outputs: list[str]
) -> None:
    rows = [numbered(table, first + place) for place in range(len(outputs))]
    assert len({one.pool for one in rows}) == 1
    assert {one.pool_weight for one in rows} == {Decimal(weight)}
    assert [one.weight_by.source for one in rows if one.weight_by] == outputs


def test_doubtful_formulas_are_holes_and_their_wording_is_told(table: Assessment) -> None:
    doubtful = [row for row in table.indicators if "疑" in row.cited.note and row.unit]
    assert [row.no for row in doubtful] == [
        *("9", "10", "13", "14", "22", "23", "26", "27"),
        *("38", "39", "40", "41"),
    ]
    for row in doubtful:
        assert Met.UNKNOWN in {step.met for step in row.parts[0].thresholds}
    assert "90+2n / 82+3n / 80+5n" in numbered(table, 22).cited.note


@pytest.mark.parametrize("line", OLDER.strip().splitlines())
def test_the_older_standard_to_the_figure(line: str) -> None:
    name, *cells = (text.strip() for text in line.split("|"))
    for family, levels in zip(FAMILIES, cells, strict=True):
        row = PCB.row("pcb.hj450", f"{name}_{family}")
        assert [numbers(text) for text in written(row)] == [
            numbers(text) for text in levels.split()
        ]
        assert row.cited.confidence is Confidence.RECALLED
        assert bool(row.cited.evidence) == (name in {"fresh", "sewage", "copper"})


def numbers(text: str) -> list[Decimal]:
    """The constant and the part per layer, whatever zeros they end with."""
    return [Decimal(found) for found in re.findall(r"[+-]?[\d.]+", text)]


def test_the_older_standard_has_no_more(table: Assessment) -> None:
    older = PCB.table("pcb.hj450")
    assert older.method == "item_by_item.v1"
    assert len(older.indicators) == 6 * 4 + 2
    assert PCB.cells("pcb.hj450", "water_reuse") == ["55", "45", "30"]
    assert PCB.cells("pcb.hj450", "copper_recovery") == ["95", "88", "80"]
    assert all(one.weight is None for one in older.indicators)


# --- what the unknown weights decide ---------------------------------------------------------


def judged(**answers: str) -> Evaluation:
    """The worked plant, some of its answers changed (`pcb_cp_noise` is pcb.cp.noise)."""
    read = read_case_file(CASES / "boards_2023.toml", catalog())
    assert read.case is not None
    assert read.model is not None
    data = dict(read.case.data)
    for name, text in answers.items():
        key = Key(name.replace("__", "."), Period(2023))
        old = data[key]
        data[key] = replace(old, text=text) if old.text else replace(old, value=Decimal(text))
    return evaluate(read.model, replace(read.case, data=data))


def ends(found: Evaluation, place: int) -> tuple[Decimal, Decimal]:
    figures = found.results["pcb.cp"].figures
    assert figures is not None
    low, high = figures.values[f"Y{place}"], figures.best[f"Y{place}"]
    assert low is not None
    assert high is not None
    return round(low, 4), round(high, 4)


def test_a_row_of_unknown_weight_can_leave_level_two_open() -> None:
    """Waste used at 60 % misses Ⅲ (65): the group of 10 points has any part of them to lose."""
    found = judged(waste__solid__used="60")
    assert ends(found, 2) == (Decimal("84.6667"), Decimal(100))
    result = found.results["pcb.cp"]
    assert (result.level, result.level_low, result.level_high) == ("", "below", "L2")
    assert result.notes[0].code == "verdict.some_weights"


def test_one_of_several_unknown_rows_missed_costs_no_more_than_what_they_share() -> None:
    """Noise below: pollutants have 0.2 + 0.1 known and 0.6 shared by five rows, one of them missed.

    Ⅱ: 100 − 3.3333 (laminate) − 2 (oxygen demand) − 20 × 0.6 = 82.6667 at least.
    """
    found = judged(pcb__cp__noise="below")
    assert ends(found, 2) == (Decimal("82.6667"), Decimal(100))
    assert found.results["pcb.cp"].level == ""


def test_a_known_weight_missed_decides_nothing_here() -> None:
    """Etching below Ⅲ costs 15 × 0.15 = 2.25 of 94.6667."""
    found = judged(pcb__cp__etching="below")
    assert ends(found, 2) == (Decimal("92.4167"), Decimal("97.75"))
    assert found.results["pcb.cp"].level == "L2"


def test_a_limiting_row_missed_is_below_every_level() -> None:
    assert judged(pcb__cp__law="below").results["pcb.cp"].level == "below"
