"""The workbook, recalculated by another program, gives our numbers."""

from __future__ import annotations

import os
from collections.abc import Hashable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop_app.reports.workbook import write_workbook
from tests.reports.recalculate import needs_office, recalculate
from tests.reports.workbook_cases import CASES, judged
from tests.reports.workbook_features import features
from tests.reports.workbook_reading import differences

pytestmark = [needs_office, pytest.mark.set_up_once]

# Every workbook takes LibreOffice some seconds; these few show every kind of cell that any worked
# case has (a test below holds them to it). NEAR_ZERO_EVERY_WORKBOOK=1 takes all cases.
TELLING = (
    "baijiu/blanks_2024",
    "calcium_carbide/plant_whole_2025",
    "cement/near_zero_2023",
    "chlor_alkali/plant_whole_2025",
    "coal_mining/plant_whole_2026",
    "coal_power/load_2022",
    "coal_power/quota_2025",
    "coking/plant_whole_2026",
    "ferroalloy/products_2024",
    "flat_glass/boundary_2023",
    "general/co_control_2023",
    "general/stock_one_end_2023",
    "general/zeros_2024",
    "hazardous_waste/blanks_2024",
    "hazardous_waste/plant_2024",
    "manganese/plant_2024",
    "oil_storage/station_2022",
    "pcb/blanks_2025",
    "printing/existing_2023",
    "readiness/electric_2023",
    "steel/corrections_2026",
    "steel/long_process_2024",
    "wastewater/gases_2024",
)


def name_of(path: Path) -> str:
    return f"{path.parent.parent.name}/{path.stem}"


EVERY = bool(os.environ.get("NEAR_ZERO_EVERY_WORKBOOK"))
CHOSEN = [case for case in CASES if EVERY or name_of(case) in TELLING]


def file_name(path: Path) -> str:
    return f"{name_of(path).replace('/', '-')}.xlsx"


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """All workbooks, recalculated in one go."""
    folder = tmp_path_factory.mktemp("books")
    for case in CHOSEN:
        written = write_workbook(judged(case), folder / file_name(case), "2026-01-01", "贵州省")
        assert written is None
    out = folder / "out"
    out.mkdir()
    return recalculate([folder / file_name(case) for case in CHOSEN], out)


@pytest.mark.parametrize("path", CHOSEN, ids=file_name)
def test_recalculated_it_gives_our_numbers(path: Path, books: dict[str, Path]) -> None:
    book = load_workbook(books[file_name(path)], data_only=True)
    assert not differences(judged(path), book)


def test_the_chosen_cases_show_every_kind_of_cell() -> None:
    kinds = {case: features(judged(case)) for case in CASES}
    shown = frozenset[Hashable]().union(*(kinds[case] for case in CHOSEN))
    lacking = {name_of(case): kinds[case] - shown for case in CASES}
    assert not {name: left for name, left in lacking.items() if left}
