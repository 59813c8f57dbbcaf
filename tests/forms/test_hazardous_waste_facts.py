"""The hazardous waste pack against the draft group standard, typed in independently."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from desktop_app.app.case_file import read_case_file
from desktop_app.core.data import Key, Period
from desktop_app.core.evaluate import Evaluation, evaluate
from desktop_app.core.pack import Assessment, Confidence, Met
from tests.forms.industry import Industry, catalog

WASTE = Industry("hazardous_waste", "N7724", "520100")
CASES = Path(__file__).resolve().parents[2] / "forms" / "hazardous_waste" / "cases"

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
def table() -> Assessment:
    return WASTE.table("hazardous_waste.cp")


def test_no_errors() -> None:
    assert WASTE.errors() == []


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


def test_it_says_that_it_is_a_draft(table: Assessment) -> None:
    assert "草案" in table.name
    assert "草案" in table.completeness
    assert "草案" in WASTE.pack.completeness


def test_limits_of_the_furnace_are_marked_as_remembered() -> None:
    limits = WASTE.table("hazardous_waste.limits")
    wanted = {"pm": "20", "so2": "80", "nox": "250", "hf": "2", "co": "80", "dioxin": "0.5"}
    steps = {row.id: row.parts[0].thresholds[-1].limit for row in limits.indicators}
    assert {key: step.source for key, step in steps.items() if step} == wanted
    assert {key for key, step in steps.items() if not step} == {"hcl", "hg", "cd", "pb", "as", "cr"}
    assert all(row.cited.confidence is Confidence.RECALLED for row in limits.indicators)
    assert all(row.permit is not None for row in limits.indicators if row.record)


# --- what the draft's own rules decide -------------------------------------------------------


def judged(answers: dict[str, str | None]) -> Evaluation:
    """The worked plant, some of its answers changed or (None) taken away."""
    read = read_case_file(CASES / "plant_2024.toml", catalog())
    assert read.case is not None
    assert read.model is not None
    data = dict(read.case.data)
    for name, text in answers.items():
        key = Key(name, Period(2024))
        old = data.pop(key)
        if text is not None:
            data[key] = replace(old, text=text) if old.text else replace(old, value=Decimal(text))
    return evaluate(read.model, replace(read.case, data=data))


def index(found: Evaluation, place: int) -> tuple[Decimal, Decimal]:
    figures = found.results["hazardous_waste.cp"].figures
    assert figures is not None
    low, high = figures.values[f"Y{place}"], figures.best[f"Y{place}"]
    assert low is not None
    assert high is not None
    return low, high


def test_no_level_while_a_limiting_row_is_blank() -> None:
    """Without dioxins Ⅱ has 103.5 − 4.5 = 99 of its points, and the bonus ends at 100."""
    found = judged({"hazardous_waste.cp.dioxin": None})
    result = found.results["hazardous_waste.cp"]
    assert (result.level, result.level_low, result.level_high) == ("", "below", "L2")
    assert index(found, 2) == (Decimal("99"), Decimal(100))


def test_the_bonus_can_make_up_for_what_the_groups_lack() -> None:
    """Nitrogen oxides below Ⅲ: 95 − 4.5 − 1.5 = 89 at Ⅱ, and the bonus of 10."""
    found = judged({"hazardous_waste.cp.nox": "300"})
    assert index(found, 2)[0] == 99
    assert index(found, 3)[0] == 100  # 90.5 + 10, ended at 100
    assert found.results["hazardous_waste.cp"].level == "L2"


def test_without_the_bonus_the_empty_group_leaves_level_three_open() -> None:
    """Everything just at Ⅲ, no residues used: 95, and 5 that the draft leaves empty."""
    worst = {
        "hazardous_waste.cp.hours": "5500",
        "hazardous_waste.cp.co": "60",
        "hazardous_waste.cp.loss": "4.8",
        "hazardous_waste.cp.pm": "18",
        "hazardous_waste.cp.so2": "70",
        "hazardous_waste.cp.dioxin": "0.45",
        "hazardous_waste.cp.audit": "L3",
        "hazardous_waste.cp.saving": "L3",
        "hazardous_waste.cp.steam": "below",
        "hazardous_waste.ash_used": "0",
        "hazardous_waste.slag_used": "0",
    }
    found = judged(dict(worst))
    # the steam row asks nothing at Ⅲ: 95 + 2
    assert index(found, 3) == (Decimal(97), Decimal(100))
    result = found.results["hazardous_waste.cp"]
    assert (result.level, result.level_low, result.level_high) == ("", "below", "L3")


@pytest.mark.parametrize(
    ("row", "figure", "level"),
    [
        ("hours", "7000", "L2"),
        ("hours", "7001", "L1"),
        ("co", "30", "L2"),
        ("co", "29.9", "L1"),
        ("co", "80", "below"),
        ("loss", "5", "below"),
        ("stops", "3", "L1"),
        ("pm", "10", "L1"),
    ],
)
def test_a_strict_limit_itself_is_not_enough(row: str, figure: str, level: str) -> None:
    found = judged({f"hazardous_waste.cp.{row}": figure})
    assert found.results[f"hazardous_waste.cp.{row}"].level == level
