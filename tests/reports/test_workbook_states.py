"""State formulas say what judging says: random formulas over random data, recalculated."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from desktop_app.core.expr import Expr
from desktop_app.core.expr.ast import Node
from desktop_app.core.expr.evaluate import evaluate
from desktop_app.core.expr.excel import to_excel
from desktop_app.core.expr.parse import parse
from desktop_app.core.expr.show import as_source
from desktop_app.core.problems import Problem
from desktop_app.core.value import Value, ValueState
from desktop_app.reports.workbook.states import to_state
from tests.core.formulas import (
    AMOUNTS,
    CHOICES,
    TRUTHS,
    Scene,
    a_number,
    a_scene,
    a_truth,
    expand,
    expr,
    kind,
)
from tests.reports.recalculate import needs_office, recalculated

NAMES = (*AMOUNTS, *TRUTHS, *CHOICES)
TOO_LONG = "#TOO LONG"
CODES = {
    ValueState.GIVEN: 0,
    ValueState.ESTIMATED: 0,
    ValueState.PARTIAL: 1,
    ValueState.NA: 2,
    ValueState.BLANK: 3,
    ValueState.INVALID: 4,
}


def column(name: str, offset: int = 0) -> str:
    return get_column_letter(2 * NAMES.index(name) + 1 + offset)


def cell_of(value: Value) -> Decimal | str | None:
    if value.truth is not None:
        return "是" if value.truth else "否"
    if value.state is ValueState.NA:
        return "不适用"
    return value.number if value.number is not None else value.text


def partly(scene: Scene, random: Random) -> Scene:
    """The scene with some amounts only partly known."""
    return Scene(
        {
            name: replace(value, state=ValueState.PARTIAL, missing=frozenset({name}))
            if value.number is not None and random.random() < 0.15
            else value
            for name, value in scene.values.items()
        }
    )


def state_of(formula: Expr, row: int) -> str:
    def value(part: Expr) -> str:
        text = to_excel(part, lambda name: f"${column(name)}${row}", expand, kind=kind)
        return TOO_LONG if isinstance(text, Problem) else text

    return to_state(formula, lambda name: f"${column(name, 1)}${row}", expand, value)


@needs_office
def test_random_formulas_have_the_state_of_their_evaluation(tmp_path: Path) -> None:
    random = Random(7)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    wanted: list[tuple[str, int]] = []
    while len(wanted) < 400:
        scene = partly(a_scene(random), random)
        root: Node = (a_number if random.random() < 0.7 else a_truth)(random, 3)
        formula = parse(as_source(root))
        if not isinstance(formula, Expr):
            continue
        row = len(wanted) + 1
        text = state_of(formula, row)
        if len(text) > 8000 or TOO_LONG in text:
            continue
        for name in NAMES:
            value = scene.lookup(name)
            sheet[f"{column(name)}{row}"] = cell_of(value)
            sheet[f"{column(name, 1)}{row}"] = CODES[value.state]
        sheet.cell(row, 2 * len(NAMES) + 1).value = f"={text}"
        state = evaluate(formula, scene.lookup, expand).state
        wanted.append((formula.source, CODES[state]))
    path = tmp_path / "states.xlsx"
    book.save(path)
    seen = recalculated(path).worksheets[0]
    got = [seen.cell(row, 2 * len(NAMES) + 1).value for row in range(1, len(wanted) + 1)]
    wrong = [
        (row, source, code, found)
        for row, ((source, code), found) in enumerate(zip(wanted, got, strict=True), 1)
        if code != found
    ]
    assert not wrong


@pytest.mark.parametrize(
    ("source", "state"),
    [
        ("coal + steam_t", "MAX($B$1,$H$1)"),
        ("3 * coal", "$B$1"),
        ("count(ce.*)", "0"),
        ("given(coal)", "0"),
        ("sum(none.*)", "2"),
        (
            "coal / 2",
            'IF($B$1=2,2,IF($B$1>1,$B$1,IF(ISTEXT(IFERROR(IF(COUNT($A$1)<1,"",$A$1/2),"")),4,$B$1)))',
        ),
    ],
)
def test_state_formulas_are_short_where_they_can_be(source: str, state: str) -> None:
    assert state_of(expr(source), 1) == state
