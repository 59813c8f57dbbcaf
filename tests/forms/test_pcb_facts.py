"""The printed circuit board pack against its source, typed in independently."""

from __future__ import annotations

import re

import pytest

from desktop_app.app.paths import find_paths
from desktop_app.core.pack import Assessment, Confidence, Met
from desktop_app.packs.read import pack_folders, read_library

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


@pytest.fixture(scope="module")
def table() -> Assessment:
    pack = read_library(pack_folders(find_paths().forms)).packs["pcb"]
    return next(one for one in pack.assessments if one.id == "pcb.cp")


def test_groups(table: Assessment) -> None:
    assert {one.id: str(one.weight) for one in table.groups} == GROUPS


@pytest.mark.parametrize("line", ROWS.strip().splitlines())
def test_rows_to_the_figure(table: Assessment, line: str) -> None:
    row_id, number, group, limiting, levels = (text.strip() for text in line.split("|"))
    row = next(one for one in table.indicators if one.id == row_id)
    (part,) = row.parts
    assert (row.no, row.group, row.limiting) == (number, group, bool(limiting))
    assert row.cited.confidence is Confidence.SINGLE
    if levels == "text":
        assert {step.met for step in part.thresholds} <= {Met.TEXT, Met.UNKNOWN}
        return
    found = [short(step.limit.source) if step.limit else "?" for step in part.thresholds]
    assert found == levels.split()


def short(formula: str) -> str:
    """10 + 5 * pcb.n.multi as the source writes it: 10+5n."""
    return re.sub(r" \+ ([\d.]+) \* pcb\.n\.\w+", r"+\1n", formula)


def test_there_is_nothing_else(table: Assessment) -> None:
    assert len(table.indicators) == len(ROWS.strip().splitlines()) == 64


def test_doubtful_formulas_are_holes_and_their_wording_is_told(table: Assessment) -> None:
    doubtful = [row for row in table.indicators if "疑" in row.cited.note and row.unit]
    assert len(doubtful) >= 8
    for row in doubtful:
        assert Met.UNKNOWN in {step.met for step in row.parts[0].thresholds}
