"""The workbook, recalculated by another program, gives our numbers."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop_app.reports.workbook import write_workbook
from tests.reports.recalculate import needs_office, recalculate
from tests.reports.workbook_cases import CASES, judged
from tests.reports.workbook_reading import differences

pytestmark = [needs_office, pytest.mark.set_up_once]

# The pack all others share with all its cases, of the others the fullest one: every workbook takes
# LibreOffice some seconds. NEAR_ZERO_EVERY_WORKBOOK=1 takes them all.
EVERY = bool(os.environ.get("NEAR_ZERO_EVERY_WORKBOOK"))
WHOLE = {"general"}
BY_NAME = {(case.parent.parent.name, case.stem.partition("_")[0]): case for case in CASES}
FULLEST = {
    case.parent.parent.name: case
    for case in sorted(BY_NAME.values(), key=lambda path: path.stat().st_size)
}
CHOSEN = sorted(
    case
    for case in BY_NAME.values()
    if EVERY or case.parent.parent.name in WHOLE or FULLEST[case.parent.parent.name] == case
)


def file_name(path: Path) -> str:
    return f"{path.parent.parent.name}-{path.stem}.xlsx"


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
