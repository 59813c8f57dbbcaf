"""The hazardous waste pack against the draft group standard, typed in independently."""

from __future__ import annotations

from decimal import Decimal

import pytest

from desktop_app.app.paths import find_paths
from desktop_app.core.pack import Assessment, Confidence, Met, Pack
from desktop_app.packs.read import pack_folders, read_library

# group, weight, bonus
GROUPS = {
    "equipment": ("0.22", False),
    "energy": ("0.12", False),
    "water": ("0.06", False),
    "material": ("0.1", False),
    "pollutant": ("0.3", False),
    "ghg": ("0.05", False),
    "management": ("0.15", False),
    "bonus_recycling": ("0.1", True),
}
# row, group, weight within the group, limiting, strict sign, levels from the best down
ROWS = """
records | equipment | 0.1 |  |  | text
seepage | equipment | 0.1 |  |  | text
storage | equipment | 0.05 |  |  | text
hours | equipment | 0.1 |  | > | 7000 6000 5000
stops | equipment | 0.1 |  |  | 3 4 5
cold | equipment | 0.15 |  |  | 5 5 5
co | equipment | 0.15 |  | < | 30 50 80
loss | equipment | 0.1 |  | < | 4 4.5 5
control | equipment | 0.05 |  |  | text
efficient | equipment | 0.1 |  |  | 90 80 70
energy | energy | 1 |  |  | 30 40 50
water | water | 1 |  |  | 8 10 12
denox_agent | material | 0.5 |  |  | 2.5 3 3.5
sorbent | material | 0.5 |  |  | 8 12 15
dioxin | pollutant | 0.15 | limiting |  | 0.3 0.4 0.5
pm | pollutant | 0.15 | limiting |  | 10 15 20
so2 | pollutant | 0.15 | limiting |  | 40 60 80
nox | pollutant | 0.15 |  |  | 150 200 250
hf | pollutant | 0.15 |  |  | 1 2 2
hcl | pollutant | 0.15 |  |  | 10 20 30
slag | pollutant | 0.05 |  | < | 25 30 35
ash | pollutant | 0.05 |  | < | 5 10 15
co2 | ghg | 1 |  |  | ? ? ?
audit | management | 0.5 |  |  | text
saving | management | 0.5 |  |  | text
steam | bonus_recycling | 0.2 |  |  | text
ash_used | bonus_recycling | 0.4 |  | > | 70 50 30
slag_used | bonus_recycling | 0.4 |  | > | 60 40 20
"""


@pytest.fixture(scope="module")
def pack() -> Pack:
    return read_library(pack_folders(find_paths().forms)).packs["hazardous_waste"]


@pytest.fixture
def table(pack: Pack) -> Assessment:
    return next(one for one in pack.assessments if one.id == "hazardous_waste.cp")


def test_groups_and_weights(table: Assessment) -> None:
    found = {one.id: (str(one.weight), one.bonus) for one in table.groups}
    assert found == GROUPS
    assert sum(Decimal(weight) for weight, bonus in GROUPS.values() if not bonus) == 1


@pytest.mark.parametrize("line", ROWS.strip().splitlines())
def test_rows_to_the_figure(table: Assessment, line: str) -> None:
    row_id, group, weight, limiting, sign, levels = (text.strip() for text in line.split("|"))
    row = next(one for one in table.indicators if one.id == row_id)
    (part,) = row.parts
    assert (row.group, str(row.weight), row.limiting) == (group, weight, bool(limiting))
    assert row.cited.confidence is Confidence.SINGLE
    assert part.strict is bool(sign)
    if sign:
        assert part.sign == sign
    if levels == "text":
        assert {step.met for step in part.thresholds} <= {Met.TEXT, Met.FREE}
    else:
        found = [step.limit.source if step.limit else "?" for step in part.thresholds]
        assert found == levels.split()


def test_there_is_nothing_else(table: Assessment) -> None:
    assert len(table.indicators) == len(ROWS.strip().splitlines()) == 28


def test_limits_of_the_furnace_are_marked_as_remembered(pack: Pack) -> None:
    limits = next(one for one in pack.assessments if one.id == "hazardous_waste.limits")
    wanted = {"pm": "20", "so2": "80", "nox": "250", "hf": "2", "co": "80"}
    steps = {row.id: row.parts[0].thresholds[-1].limit for row in limits.indicators}
    assert {key: step.source for key, step in steps.items() if step} == wanted
    assert all(row.cited.confidence is Confidence.RECALLED for row in limits.indicators)
