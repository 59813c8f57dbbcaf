"""Formulas as people read them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from desktop_app.core.expr.ast import FUNCTIONS, Binary, Name, Unary
from desktop_app.core.expr.show import WORDS, as_source, show, show_numbers
from tests.core.formulas import expr

LABELS: Mapping[str, str] = {
    "coal": "原煤消耗量",
    "k.coal": "折标系数",
    "output": "产量",
    "ce.*": "各能源折标量",
    "type": "工艺",
}


def label(name: str) -> str:
    return LABELS.get(name, name)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("coal*k.coal/output", "原煤消耗量 × 折标系数 ÷ 产量"),
        ("(coal+1)*2", "(原煤消耗量 + 1) × 2"),
        ("coal-(output-1)", "原煤消耗量 - (产量 - 1)"),
        ("coal-output-1.50", "原煤消耗量 - 产量 - 1.5"),
        ("coal--output", "原煤消耗量 - (-产量)"),
        ("-coal^2", "-原煤消耗量^2"),
        ("(coal+1)^2", "(原煤消耗量 + 1)^2"),
        ("coal>=1 and not output!=2 or coal==3", "原煤消耗量 ≥ 1 且 非 产量 ≠ 2 或 原煤消耗量 = 3"),
        ("coal<=1", "原煤消耗量 ≤ 1"),
        ("sum(ce.*)/output", "合计(各能源折标量) ÷ 产量"),
        ("round(coal,2)", "修约到 2 位小数(原煤消耗量)"),
        ("largest(3,ce.*,coal)", "第 3 大(各能源折标量, 原煤消耗量)"),
        ("power(1.015,16-2*output)", "(1.015 的 16 - 2 × 产量 次方)"),
        ("ratio(coal,output)*2", "(原煤消耗量 ÷ 产量) × 2"),
        ("ratio(coal+1,output*2)", "((原煤消耗量 + 1) ÷ (产量 × 2))"),
        ("between(coal,1,2)", "(1 ≤ 原煤消耗量 ≤ 2)"),
        ("if(coal>1,2,3)*4", "(若 原煤消耗量 > 1 则 2 否则 3) × 4"),
        ("first(k.coal,0.7143)", "首个已填(折标系数, 0.7143)"),
        ("given(coal)", "已填(原煤消耗量)"),
        ("choice(type,'x')", "工艺 为“x”"),
    ],
)
def test_shows_labels(source: str, shown: str) -> None:
    assert show(expr(source), label) == shown


def test_shows_option_labels_and_other_words() -> None:
    formula = expr("choice(type, 'x') and coal > 1")
    assert show(formula, label, lambda name, option: f"{name}/{option}") == (
        "工艺 为“type/x” 且 原煤消耗量 > 1"
    )
    english = {**WORDS, "and": "and", "choice": "{name} is {option}"}
    assert show(formula, str, words=english) == "type is x and coal > 1"


def test_shows_numbers() -> None:
    numbers = {"coal": "12.5", "k.coal": "-0.7", "ce.a": "1", "ce.b": "-2", "type": "干法"}
    formula = expr("coal * k.coal + sum(ce.*) - 3")
    assert show_numbers(formula, lambda name: numbers.get(name, "…")) == (
        "12.5 × (-0.7) + 合计(…) - 3"
    )
    filled = show_numbers(formula, numbers.__getitem__, expand=lambda _: ("ce.a", "ce.b"))
    assert filled == "12.5 × (-0.7) + 合计(1, (-2)) - 3"
    assert show_numbers(expr("choice(type, 'x')"), numbers.__getitem__) == "干法 为“x”"


def test_every_function_has_a_word() -> None:
    assert set(FUNCTIONS) <= set(WORDS)


@pytest.mark.parametrize(
    ("source", "canonical"),
    [
        ("a*( b+c )", "a * (b + c)"),
        ("（a×b）÷c≥2", "a * b / c >= 2"),
        ("- - a", "-(-a)"),
        ("(a^2)^3", "(a ^ 2) ^ 3"),
        ("not(a or b)", "not (a or b)"),
        ("choice(a,'x')", 'choice(a, "x")'),
        ("sum( ce.* ,0.10)", "sum(ce.*, 0.10)"),
    ],
)
def test_source(source: str, canonical: str) -> None:
    assert as_source(expr(source).root) == canonical
    assert expr(canonical).root == expr(source).root


def test_brackets_keep_the_tree() -> None:
    assert as_source(Binary("-", Name("a"), Unary("-", Name("b")))) == "a - (-b)"
