"""Variants of methods, recalculated by another program, come out as judged."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop_app.reports.workbook import write_workbook
from tests.reports.method_scenes import SCENES
from tests.reports.recalculate import needs_office, recalculate
from tests.reports.workbook_reading import differences

pytestmark = [needs_office, pytest.mark.set_up_once]

#: NEAR_ZERO_EVERY_WORKBOOK=1 takes many more.
SEEDS = range(40 if os.environ.get("NEAR_ZERO_EVERY_WORKBOOK") else 5)
CHOSEN = [(name, seed) for name in SCENES for seed in SEEDS]


def file_name(name: str, seed: int) -> str:
    return f"{name}-{seed}.xlsx"


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """All workbooks, recalculated in one go."""
    folder = tmp_path_factory.mktemp("methods")
    for name, seed in CHOSEN:
        made = folder / file_name(name, seed)
        assert write_workbook(SCENES[name].judged(seed), made, "2026-01-01", "") is None
    out = folder / "out"
    out.mkdir()
    return recalculate([folder / file_name(*one) for one in CHOSEN], out)


@pytest.mark.parametrize(("name", "seed"), CHOSEN)
def test_recalculated_it_is_what_was_judged(name: str, seed: int, books: dict[str, Path]) -> None:
    book = load_workbook(books[file_name(name, seed)], data_only=True)
    assert not differences(SCENES[name].judged(seed), book)


@pytest.mark.parametrize("name", SCENES)
def test_the_answers_differ_enough_to_mean_something(name: str) -> None:
    found = {
        tuple(one.level_low for one in SCENES[name].judged(seed).results.values()) for seed in SEEDS
    }
    assert len(found) > 1
