"""Live spreadsheet formulas: how they look, and that LibreOffice recalculates our results."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from openpyxl import Workbook, load_workbook

from desktop_app.core.expr import Expr, cells
from desktop_app.core.expr.ast import Binary, Compare, Literal, Logic, Name, Node
from desktop_app.core.expr.evaluate import evaluate
from desktop_app.core.expr.excel import to_excel
from desktop_app.core.expr.parse import parse
from desktop_app.core.expr.show import as_source
from desktop_app.core.problems import Problem
from desktop_app.core.value import Value, ValueState
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
    value_of,
)

CELLS = {
    "a": "A1",
    "b": "B1",
    "c": "C1",
    "yes": "E1",
    "type": "F1",
    "ce.raw": "D5",
    "ce.gas": "D6",
    "ce.oil": "D7",
}


def written(source: str, scale: Decimal = Decimal(1)) -> str:
    kinds = {"yes": kind(TRUTHS[0]), "type": kind(CHOICES[0])}
    found = to_excel(
        expr(source),
        CELLS.__getitem__,
        expand,
        kind=lambda name: kinds.get(name, kind(name)),
        scale=scale,
    )
    assert isinstance(found, str)
    return found


@pytest.mark.parametrize(
    ("source", "formula"),
    [
        ("1.50", "1.5"),
        ("a", 'IF(COUNT(A1)<1,"",A1)'),
        ("a * b + c", 'IF(COUNT(A1:C1)<3,"",A1*B1+C1)'),
        ("a * a", 'IF(COUNT(A1)<1,"",A1*A1)'),
        ("a - (b - c)", 'IF(COUNT(A1:C1)<3,"",A1-(B1-C1))'),
        ("-(a ^ 2)", 'IF(COUNT(A1)<1,"",-(A1^2))'),
        ("(-a) ^ 2", 'IF(COUNT(A1)<1,"",(-A1)^2)'),
        ("a / b", 'IFERROR(IF(COUNT(A1:B1)<2,"",A1/B1),"")'),
        ("sum(ce.*)", 'IF(COUNT(D5:D7)>0,SUM(D5:D7),"")'),
        ("a * sum(ce.*)", 'IF(AND(COUNT(A1)=1,COUNT(D5:D7)>0),A1*SUM(D5:D7),"")'),
        ("sum(ce.*, 0)", "SUM(D5:D7,0)"),
        ("count(ce.*)", "COUNT(D5:D7)"),
        ("count(none.*)", "0"),
        ("any(given(a))", 'IFERROR(CHOOSE(2*MAX(N(ISNUMBER(A1)))+1,FALSE,NA(),TRUE),"")'),
        ("any(none.*)", 'IFERROR(NA(),"")'),
        ("max(a, b, 3)", 'IF(COUNT(A1:B1)<2,"",MAX(A1,B1,3))'),
        ("largest(2, ce.*)", 'IF(COUNT(D5:D7)>0,LARGE(D5:D7,MIN(2,COUNT(D5:D7))),"")'),
        (
            "largest(2, a, ce.*)",
            'IF(COUNT(A1,D5:D7)>0,LARGE((A1,D5:D7),MIN(2,COUNT(A1,D5:D7))),"")',
        ),
        ("largest(1, none.*)", 'IFERROR(NA(),"")'),
        ("ratio(a, b)", 'IFERROR(IF(COUNT(A1:B1)<2,"",A1/B1),"")'),
        ("power(a, 0.5)", 'IFERROR(IF(COUNT(A1)<1,"",IF(A1>0,POWER(A1,0.5),NA())),"")'),
        ("first(a, 0.7)", "IF(ISNUMBER(A1),A1,0.7)"),
        ("first(0.7, a)", "0.7"),
        ("2 / first(3 * 4, a)", 'IFERROR(2/(3*4),"")'),
        ("if(a > 1, 2, 3)", 'IF(COUNT(A1)<1,"",IF(A1>1,2,3))'),
        ("a != b", 'IF(COUNT(A1:B1)<2,"",A1<>B1)'),
        ("a > 1 and b < a and 1 < 2", None),
        ("a > 1 and a < 5", 'IF(COUNT(A1)<1,"",AND(A1>1,A1<5))'),
        ("given(a) or given(type)", "OR(ISNUMBER(A1),LEN(F1)>0)"),
        ("choice(type, 'x')", 'IF(LEN(F1)>0,F1="x","")'),
        ("yes", 'IF(OR(ISLOGICAL(E1),E1="是",E1="否"),OR(E1=TRUE,E1="是"),"")'),
    ],
)
def test_writes(source: str, formula: str | None) -> None:
    text = written(source)
    assert text == formula if formula else text.startswith("IFERROR(CHOOSE(2*MIN(")


def test_the_unit_factor_is_part_of_the_formula() -> None:
    assert written("a + b", scale=Decimal("0.001")) == 'IF(COUNT(A1:B1)<2,"",(A1+B1)*0.001)'
    assert written("a > b", scale=Decimal("0.001")) == written("a > b")


@pytest.mark.parametrize(
    ("refs", "drawn"),
    [
        (["A1", "A2", "A3"], ["A1:A3"]),
        (["A1", "B1", "C1", "C2"], ["A1:C1", "C2"]),
        (["Z9", "AA9"], ["Z9:AA9"]),
        (["A1", "A3", "A2"], ["A1", "A3", "A2"]),
        (["A1", "A1"], ["A1", "A1"]),
        (["$D$5", "$D$6"], ["$D$5:$D$6"]),
        (["台账!D5", "台账!D6", "能耗!D7"], ["台账!D5:D6", "能耗!D7"]),
        (["'能源 台账'!$D5", "'能源 台账'!$D6"], ["'能源 台账'!$D5:$D6"]),
        (["A1:B2", "0.7", "0.7"], ["A1:B2", "0.7", "0.7"]),
    ],
)
def test_neighbouring_cells_become_ranges(refs: list[str], drawn: list[str]) -> None:
    assert cells.ranges(refs) == drawn


def test_long_sums_are_split() -> None:
    names = [f"x.n{at}" for at in range(450)]
    scattered = {name: f"A{2 * at + 1}" for at, name in enumerate(names)}
    found = to_excel(expr("sum(x.*)"), scattered.__getitem__, lambda _: names)
    assert isinstance(found, str)
    assert "SUM(SUM(" in found
    assert "COUNT(A1," in found
    longest = max(part.split(")")[0].count(",") for part in found.split("("))
    assert longest < cells.MAX_ARGUMENTS


def test_what_does_not_fit_a_cell_is_a_problem() -> None:
    source = "a"
    for _ in range(7):
        source = f"round({source} + 1, 2)"
    too_long = to_excel(expr(source), CELLS.__getitem__, expand)
    assert isinstance(too_long, Problem)
    assert too_long.code == "formula.too_long_for_workbook"
    assert "{" not in too_long.sentence()
    source = "a"
    for _ in range(40):
        source = f"if(a > 1, {source}, 0)"
    too_deep = to_excel(expr(source), CELLS.__getitem__, expand)
    assert isinstance(too_deep, Problem)


@pytest.mark.parametrize(
    "wrong",
    [
        Binary("+", Name("a"), Compare("<", Name("a"), Name("b"))),
        Logic("and", Name("yes"), Literal(Decimal(1))),
    ],
)
def test_a_tree_the_parser_would_refuse_is_a_bug(wrong: Node) -> None:
    with pytest.raises(AssertionError):
        to_excel(Expr("wrong", wrong, frozenset(), frozenset()), CELLS.__getitem__, expand)


# Recalculation: one workbook with one row per case, calculated by LibreOffice.

SOFFICE = shutil.which("soffice")
needs_libreoffice = pytest.mark.skipif(
    SOFFICE is None,
    reason="LibreOffice (soffice) is not installed, so exported formulas are not recalculated",
)
NAMES = (*AMOUNTS, *TRUTHS, *CHOICES)


@dataclass(frozen=True, slots=True)
class Row:
    """A formula with the values it reads and what the cell holds for each name."""

    formula: Expr
    scene: Scene
    inputs: Mapping[str, object]


def cell_content(name: str, value: Value, random: Random) -> object:
    if value.state is ValueState.BLANK:
        return None
    if value.state is ValueState.NA:
        return None if name in CHOICES else "不适用"
    if value.truth is not None:
        return value.truth if random.random() < 0.5 else ("是" if value.truth else "否")
    return value.number if value.number is not None else value.text


def a_row(random: Random, formula: Expr) -> Row:
    scene = a_scene(random)
    inputs = {name: cell_content(name, scene.lookup(name), random) for name in NAMES}
    return Row(formula, scene, inputs)


def random_rows(seed: int, count: int) -> Iterator[Row]:
    random = Random(seed)
    while count:
        make: Callable[[Random, int], object] = random.choice((a_number, a_truth))
        tree = a_number(random, 4) if make is a_number else a_truth(random, 4)
        found = parse(as_source(tree))
        if isinstance(found, Expr) and isinstance(formula_of(found, 1), str):
            count -= 1
            yield a_row(random, found)


def formula_of(formula: Expr, row: int) -> str | Problem:
    places = {name: f"{chr(ord('B') + at)}{row}" for at, name in enumerate(NAMES)}
    return to_excel(formula, places.__getitem__, expand, kind=kind)


def recalculated(rows: list[Row], folder: Path) -> list[object]:
    """What LibreOffice shows for the formula of every row."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for at, row in enumerate(rows, start=1):
        sheet.cell(at, 1).value = f"={formula_of(row.formula, at)}"
        for column, name in enumerate(NAMES, start=2):
            sheet.cell(at, column).value = row.inputs[name]  # type: ignore[assignment]
    given = folder / "given.xlsx"
    book.save(given)
    done = folder / "done"
    command = [str(SOFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
               "--convert-to", "xlsx", "--outdir", str(done), str(given)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    result = load_workbook(done / "given.xlsx", data_only=True).active
    assert result is not None
    return [result.cell(at, 1).value for at in range(1, len(rows) + 1)]


def same(value: Value, shown: object) -> bool:
    if not value.known:
        return shown in {None, ""}
    if value.truth is not None:
        return shown is value.truth
    if value.number is None or isinstance(shown, bool) or not isinstance(shown, int | float):
        return False
    # A spreadsheet has 15 digits, and a difference of large numbers fewer.
    return abs(Decimal(shown) - value.number) <= Decimal("1E-9") * max(
        Decimal(1), abs(value.number)
    )


def mismatches(rows: list[Row], folder: Path) -> list[str]:
    found: list[str] = []
    for at, (row, shown) in enumerate(zip(rows, recalculated(rows, folder), strict=True), start=1):
        value = evaluate(row.formula, row.scene.lookup, expand)
        if not same(value, shown):
            inputs = {name: row.inputs[name] for name in NAMES}
            found.append(f"{row.formula.source}\n  ={formula_of(row.formula, at)}\n"
                         f"  {inputs}\n  ours {value}\n  theirs {shown!r}")  # fmt: skip
    return found


@needs_libreoffice
def test_libreoffice_agrees_on_random_formulas(tmp_path: Path) -> None:
    rows = list(random_rows(20240607, 1500))
    assert not (found := mismatches(rows, tmp_path)), "\n".join(found[:5])
    known = [evaluate(row.formula, row.scene.lookup, expand).known for row in rows]
    assert known.count(True) > 300
    assert known.count(False) > 300


@needs_libreoffice
def test_libreoffice_rounds_half_to_even(tmp_path: Path) -> None:
    random = Random(8170)
    texts = ["0.5", "1.5", "2.5", "2.345", "2.355", "1.005", "-2.5", "-3.5", "1000000.125", "12.15"]
    texts += [f"{random.randint(-99999, 99999)}.{random.choice(('5', '25', '75', '125'))}"
              for _ in range(200)]  # fmt: skip
    rows = []
    for text in texts:
        for places in ("0", "1", "2", "-1", "-3"):
            scene = Scene({"coal": Value.given(Decimal(text))})
            inputs: dict[str, object] = {**dict.fromkeys(NAMES), "coal": Decimal(text)}
            rows.append(Row(expr(f"round(coal, {places})"), scene, inputs))
    assert not (found := mismatches(rows, tmp_path)), "\n".join(found[:5])


def test_the_comparison_above_can_fail() -> None:
    assert same(value_of("1 / 3"), 1 / 3)
    assert not same(value_of("1 / 3"), 0.3333)
    assert not same(value_of("1 / 3"), "")
    assert not same(value_of("1 > 3"), 0)
    assert same(value_of("1 / 0"), None)
    assert not same(value_of("1 / 0"), "#DIV/0!")
