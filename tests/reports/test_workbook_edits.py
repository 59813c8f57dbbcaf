"""Whoever changes a cell of the workbook gets what judging the changed case gives."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from openpyxl import load_workbook

from desktop_app.core.evaluate import Evaluation, evaluate
from desktop_app.reports.workbook import write_workbook
from tests.reports.recalculate import needs_office, recalculate
from tests.reports.workbook_cases import FORMS, judged
from tests.reports.workbook_edits import (
    Answer,
    edit_workbook,
    edited_case,
    option_labels,
    random_answers,
)
from tests.reports.workbook_reading import differences, rows_by_id

pytestmark = [needs_office, pytest.mark.set_up_once]

ELECTROPLATING = FORMS / "electroplating" / "cases" / "level_two.toml"
STEEL = FORMS / "steel" / "cases" / "long_process_2024.toml"
BALANCE = FORMS / "general" / "cases" / "balance_2023.toml"
FULL = FORMS / "steel" / "cases" / "demo_2023.toml"

SCENES = {
    "electroplating-some": (ELECTROPLATING, 1, 0.1),
    "electroplating-many": (ELECTROPLATING, 2, 0.6),
    "steel-few": (STEEL, 3, 0.02),
    "steel-many": (STEEL, 4, 0.5),
    "steel-full": (FULL, 5, 0.04),
    "balance-many": (BALANCE, 7, 0.5),
}


def answers_of(name: str) -> tuple[Evaluation, list[Answer]]:
    path, seed, share = SCENES[name]
    before = judged(path)
    return before, random_answers(before, Random(seed), share)


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """All edited workbooks, recalculated in one go."""
    folder = tmp_path_factory.mktemp("edited")
    for name in SCENES:
        before, answers = answers_of(name)
        assert write_workbook(before, folder / f"{name}.xlsx", "2026-01-01", "") is None
        edit_workbook(folder / f"{name}.xlsx", answers, option_labels(before))
    one_cell(folder / "level.xlsx")
    factor(folder / "factor.xlsx")
    out = folder / "out"
    out.mkdir()
    return recalculate(sorted(folder.glob("*.xlsx")), out)


def one_cell(path: Path) -> None:
    """The workbook of a level-Ⅱ plant with one figure made worse."""
    before = judged(ELECTROPLATING)
    assert write_workbook(before, path, "2026-01-01", "") is None
    edit_workbook(path, worse_answers(before), {})


def worse_answers(before: Evaluation) -> list[Answer]:
    items = before.model.items
    return [Answer(items["electroplating.direct.wash_water"], number=Decimal("60"))]


def factor(path: Path) -> None:
    """The workbook with the factor of electricity doubled."""
    assert write_workbook(judged(ELECTROPLATING), path, "2026-01-01", "") is None
    book = load_workbook(path)
    sheet = book["系数"]
    cell = sheet[f"C{rows_by_id(sheet)['k.electricity']}"]
    cell.value = 2 * Decimal(str(cell.value))
    book.save(path)


@pytest.mark.parametrize("name", SCENES)
def test_edited_cells_give_what_the_edited_case_gives(name: str, books: dict[str, Path]) -> None:
    before, answers = answers_of(name)
    assert answers
    after = evaluate(before.model, edited_case(before.case, answers))
    book = load_workbook(books[f"{name}.xlsx"], data_only=True)
    assert not differences(after, book, changed=True)
    assert differences(before, book, changed=True), "the edits change something"


def test_one_cell_moves_the_level_and_says_so(books: dict[str, Path]) -> None:
    before = judged(ELECTROPLATING)
    after = evaluate(before.model, edited_case(before.case, worse_answers(before)))
    assert before.results["electroplating.cp"].level == "L2"
    assert after.results["electroplating.cp"].level == "below"
    book = load_workbook(books["level.xlsx"], data_only=True)
    verdict = book["结论"]
    row = rows_by_id(verdict)["电镀清洁生产水平（综合电镀，2015）"]
    assert verdict[f"D{row}"].value == "✕ 未达Ⅲ级"
    assert verdict[f"E{row}"].value == "◐ Ⅱ级"
    assert verdict[f"F{row}"].value == "已更改"
    changes = book["更改提示"]
    counts = {label: changes[f"B{row}"].value for label, row in rows_by_id(changes).items()}
    assert counts["改动过的数据"] == 1
    assert counts["变化的结论"] >= 1


def test_a_changed_factor_moves_what_it_feeds(books: dict[str, Path]) -> None:
    before = judged(ELECTROPLATING)
    old = before.model.parameters["k.electricity"]
    doubled = {**before.model.parameters, "k.electricity": replace(old, value=2 * old.value)}
    after = evaluate(replace(before.model, parameters=doubled), before.case)
    book = load_workbook(books["factor.xlsx"], data_only=True)
    assert after.values["energy.total"] != before.values["energy.total"]
    assert not differences(after, book, changed=True)
