"""What a pack may ask of a method, checked: each change gives exactly its own problem."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.core.checks.options import number_of
from desktop_app.core.problems import Severity, problem
from tests.core.test_check import faults

OPTIONS = "assessment[mill.cp].options"
WITH = "valid_from = 2020-01-01\n\n[[assessment.group]]"


def option(line: str) -> tuple[str, str]:
    """The mill's table with an option."""
    return (
        WITH,
        f"valid_from = 2020-01-01\n\n[assessment.options]\n{line}\n\n[[assessment.group]]",
    )


@pytest.mark.parametrize(
    ("line", "code", "name"),
    [
        ('level1_other = "L2"', "pack.table_option_unknown", "level1_other"),
        ('level1_others = "L3"', "pack.option_value", "level1_others"),
        ('new_build = "mill.has"', "pack.option_item", "new_build"),
        ('new_build = "output.steel"', "pack.option_item", "new_build"),
        ("non_monotonic = 3", "pack.option_value", "non_monotonic"),
        ('weights = "missing"', "pack.option_weights", "weights"),
    ],
)
def test_options_are_known_and_say_what_they_may(
    tmp_path: Path, line: str, code: str, name: str
) -> None:
    assert faults(tmp_path, "mill", option(line)) == [(code, f"{OPTIONS}.{name}")]
    assert problem(code).severity is Severity.ERROR


@pytest.mark.parametrize(
    "line", ['level1_others = "L2"', 'new_build = "mill.has.kiln"', "non_monotonic = true"]
)
def test_good_options_pass(tmp_path: Path, line: str) -> None:
    assert faults(tmp_path, "mill", option(line)) == []


def test_a_bonus_group_stands_outside_the_weights_of_one(tmp_path: Path) -> None:
    bonus = '[[assessment.group]]\nid = "extra"\nname = "加分"\nweight = 0.1\nbonus = true\n\n'
    row = (
        '[[assessment.indicator]]\nid = "more"\nname = "加分项"\ngroup = "extra"\nunit = "t"\n'
        'direction = "lower"\nlevels = [1, 2, 3]\nvalue = "output.steel"\nweight = 1\n\n'
    )
    first = "[[assessment.group]]\n"
    whole = (first, bonus + first)
    added = ("[[assessment.indicator]]\n", row + "[[assessment.indicator]]\n")
    assert faults(tmp_path / "a", "mill", whole, added) == []
    gate = (added[0], added[1].replace("weight = 1\n\n", "weight = 1\nlimiting = true\n\n", 1))
    assert ("pack.bonus_limiting", "assessment[mill.cp].indicator[more].limiting") in faults(
        tmp_path / "b", "mill", whole, gate
    )


def test_a_pool_shared_by_output_names_it_in_every_row(tmp_path: Path) -> None:
    change = ('applies = "mill.has.kiln"', 'weight_by = "output.steel"')
    assert faults(tmp_path, "mill", change) == [
        ("pack.pool_output", "assessment[mill.cp].group[craft]")
    ]


def test_numbers_of_options() -> None:
    assert number_of("0.7") is not None
    assert number_of("seven") is None
    assert number_of("NaN") is None


def test_only_an_index_has_bonus_groups(tmp_path: Path) -> None:
    change = ('name = "工艺"\nweight = 0.4', 'name = "工艺"\nweight = 0.4\nbonus = true')
    method = ('method = "level_index.v1"', 'method = "band.v1"')
    assert faults(tmp_path, "mill", change, method) == [
        ("pack.bonus_method", "assessment[mill.cp].group")
    ]
