"""Formula text to tree: what the grammar is, and how every fault is told."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop_app.core.expr import Expr
from desktop_app.core.expr.ast import (
    Binary,
    Call,
    Compare,
    Literal,
    Logic,
    Name,
    Text,
    Unary,
    Wildcard,
)
from desktop_app.core.expr.parse import MAX_DEPTH, MAX_LENGTH, parse
from desktop_app.core.expr.show import as_source
from desktop_app.core.problems import Problem
from tests.core.formulas import a_number, a_truth, expr

A, B, C = Name("a"), Name("b"), Name("c")


def faults(source: str) -> tuple[Problem, ...]:
    found = parse(source)
    assert isinstance(found, tuple), found
    for fault in found:
        assert "{" not in fault.sentence()
        assert "\n" not in fault.sentence()
    return found


@pytest.mark.parametrize(
    ("source", "tree"),
    [
        ("a", A),
        (" ( a ) ", A),
        ("12.50", Literal(Decimal("12.5"))),
        ("energy.raw_coal", Name("energy.raw_coal")),
        ("_x.2020", Name("_x.2020")),
        ("a + b - c", Binary("-", Binary("+", A, B), C)),
        ("a + b * c", Binary("+", A, Binary("*", B, C))),
        ("(a + b) * c", Binary("*", Binary("+", A, B), C)),
        ("a / b / c", Binary("/", Binary("/", A, B), C)),
        ("a / b ^ 2", Binary("/", A, Binary("^", B, Literal(Decimal(2))))),
        ("-a ^ 2", Unary("-", Binary("^", A, Literal(Decimal(2))))),
        ("-a * b", Binary("*", Unary("-", A), B)),
        ("a - -b", Binary("-", A, Unary("-", B))),
        ("a + b <= c", Compare("<=", Binary("+", A, B), C)),
        ("a == b or b != c and c > a", Logic("or", Compare("==", A, B),
            Logic("and", Compare("!=", B, C), Compare(">", C, A)))),
        ("not a and b", Logic("and", Unary("not", A), B)),
        ("not a > b", Unary("not", Compare(">", A, B))),
        ("a and not b", Logic("and", A, Unary("not", B))),
        ("sum(ce.*)", Call("sum", (Wildcard("ce.*"),))),
        ("sum(c.p.*, 0)", Call("sum", (Wildcard("c.p.*"), Literal(Decimal(0))))),
        ("if(a, b, c)", Call("if", (A, B, C))),
        ("choice(a, \"level1\")", Call("choice", (A, Text("level1")))),
        ("choice(a, 'Ⅰ级')", Call("choice", (A, Text("Ⅰ级")))),
        ("round(a, -2)", Call("round", (A, Unary("-", Literal(Decimal(2)))))),
        ("（a × b）÷ c ≥ 2", Compare(">=", Binary("/", Binary("*", A, B), C), Literal(Decimal(2)))),
        ("min(a，b)", Call("min", (A, B))),
        ("notice", Name("notice")),
    ],
)  # fmt: skip
def test_grammar(source: str, tree: object) -> None:
    assert expr(source).root == tree


def test_a_formula_lists_what_it_reads() -> None:
    found = expr("first(k.coal, 0.7143) * energy.coal + sum(ce.*) + sum(ce.*, x) + energy.coal")
    assert found.names == {"k.coal", "energy.coal", "x"}
    assert found.wildcards == {"ce.*"}


def test_equal_sources_are_one_formula() -> None:
    assert expr("a + b") == expr("a + b")
    assert expr("a + b") is expr("a + b")
    assert hash(expr("a+b")) != hash(expr("a + b"))


@pytest.mark.parametrize(
    ("source", "code", "position"),
    [
        ("", "formula.empty", ""),
        ("  \n ", "formula.empty", ""),
        ("a" * (MAX_LENGTH + 1), "formula.too_long", ""),
        ("(" * 20_000, "formula.too_long", ""),
        ("(" * 200 + "a" + ")" * 200, "formula.too_deep", ""),
        ("-" * 100 + "a", "formula.too_deep", ""),
        ("not " * 100 + "a", "formula.too_deep", ""),
        ("+".join(["a"] * (MAX_DEPTH + 1)), "formula.too_deep", ""),
        ("abs(" * 70 + "a" + ")" * 70, "formula.too_deep", ""),
        ("a @ b", "formula.bad_character", "3"),
        ("a;b", "formula.bad_character", "2"),
        ("a.b['c']", "formula.bad_character_similar", "4"),
        ("a = b", "formula.bad_character_similar", "3"),
        ("a && b", "formula.bad_character_similar", "3"),
        ("!a", "formula.bad_character_similar", "1"),
        ("煤 * 2", "formula.bad_character", "1"),
        ("choice(a, \"x)", "formula.bad_character", "11"),
        ("1e3", "formula.bad_number", "1"),
        ("0x10", "formula.bad_number", "1"),
        ("2a", "formula.bad_number", "1"),
        ("1.2.3", "formula.bad_number", "1"),
        ("１ + 2", "formula.bad_number", "1"),
        ("1" * 31, "formula.number_too_long", "1"),
        ("2 * " + "9" * 1000, "formula.number_too_long", "5"),
        ("a..b", "formula.bad_name", "1"),
        ("a.", "formula.bad_name", "1"),
        ("sum(.*)", "formula.bad_character", "5"),
        ("sum(a..*)", "formula.bad_name", "5"),
        ("__import__('os').system('id')", "formula.bad_name", "1"),
        ("a.__class__", "formula.bad_name", "1"),
        ("a.b.__globals__.c", "formula.bad_name", "1"),
        ("a b", "formula.unexpected", "3"),
        ("a)", "formula.unexpected", "2"),
        ("* a", "formula.unexpected", "1"),
        ("a + * b", "formula.unexpected", "5"),
        ("and", "formula.unexpected", "1"),
        ("sum(a,)", "formula.unexpected", "7"),
        ("lambda x", "formula.unexpected", "8"),
        ("a if b else c", "formula.unexpected", "3"),
        ("(a b", "formula.unexpected_wanted", "4"),
        ("sum(ce.* 2)", "formula.unexpected_wanted", "10"),
        ("a +", "formula.ends_early", "4"),
        ("not", "formula.ends_early", "4"),
        ("(a", "formula.ends_early_wanted", "3"),
        ("sum(a", "formula.ends_early_wanted", "6"),
        ("eval(a)", "formula.unknown_function", "1"),
        ("summ(a)", "formula.unknown_function_similar", "1"),
        ("a.sum(b)", "formula.unknown_function_similar", "1"),
        ("sum + 1", "formula.function_alone", "1"),
        ("sum()", "formula.too_few_arguments", "1"),
        ("min(a)", "formula.too_few_arguments", "1"),
        ("abs(a, b)", "formula.argument_count", "1"),
        ("if(a, b)", "formula.argument_count", "1"),
        ("round(a)", "formula.argument_count", "1"),
        ("a < b < c", "formula.chained_comparison", "7"),
        ("a ^ b", "formula.bad_exponent", "5"),
        ("a ^ 5", "formula.bad_exponent", "5"),
        ("a ^ 2.0", "formula.bad_exponent", "5"),
        ("a ^ -2", "formula.bad_exponent", "5"),
        ("a ^", "formula.bad_exponent", "4"),
        ("9^9^9", "formula.bad_exponent", "3"),
        ("a^2^2", "formula.bad_exponent", "3"),
        ("a ** 9", "formula.unexpected", "4"),
        ("round(a, b)", "formula.bad_places", "10"),
        ("round(a, 1.5)", "formula.bad_places", "10"),
        ("round(a, 13)", "formula.bad_places", "10"),
        ("round(a, not b)", "formula.bad_places", "10"),
        ("round(a > b, 1)", "formula.needs_number", "7"),
        ("largest(0, a)", "formula.bad_rank", "9"),
        ("largest(1.5, a)", "formula.bad_rank", "9"),
        ("largest(a, b)", "formula.bad_rank", "9"),
        ("largest(1, a + b)", "formula.rank_of_terms", "12"),
        ("largest(1)", "formula.too_few_arguments", "1"),
        ("ratio(a)", "formula.argument_count", "1"),
        ("choice(1, 'x')", "formula.bad_choice", "1"),
        ("choice(a, b)", "formula.bad_choice", "1"),
        ("choice(a, '')", "formula.bad_choice", "1"),
        ("'x'", "formula.stray_text", "1"),
        ("a == 'x'", "formula.stray_text", "6"),
        ("if(a, 'x', 'y')", "formula.stray_text", "7"),
        ("ce.*", "formula.stray_wildcard", "1"),
        ("2 * ce.*", "formula.stray_wildcard", "5"),
        ("min(ce.*, 1)", "formula.stray_wildcard", "5"),
        ("first(ce.*)", "formula.stray_wildcard", "7"),
        ("(a > b) + 1", "formula.needs_number", "2"),
        ("-(a > b)", "formula.needs_number", "3"),
        ("not a + 1", "formula.needs_condition", "5"),
        ("a and b * 2", "formula.needs_condition", "7"),
        ("if(1, a, b)", "formula.needs_condition", "4"),
        ("any(a, 2)", "formula.needs_condition", "8"),
        ("sum(given(a))", "formula.needs_number", "5"),
        ("if(a, 1, b > 2)", "formula.mixed_branches", "1"),
        ("first(a, 1, b > 2)", "formula.mixed_branches", "1"),
        ("(if(a, b > 1, c) + 1)", "formula.needs_number", "2"),
        ("first(b > 1, c) + 1", "formula.needs_number", "1"),
    ],
)  # fmt: skip
def test_faults_are_told(source: str, code: str, position: str) -> None:
    first = faults(source)[0]
    assert first.code == code
    assert first.args.get("position", "") == position


def test_all_misuses_are_told_at_once() -> None:
    assert [fault.code for fault in faults("(a > b) + 1 and min('x', ce.*)")] == [
        "formula.needs_condition",
        "formula.needs_number",
        "formula.needs_condition",
        "formula.stray_text",
        "formula.stray_wildcard",
    ]


def test_the_caret_points_at_the_fault() -> None:
    source = "sum(energy.coal, " + "a + " * 20 + "\n@ b)"
    line, caret = faults(source)[0].args["excerpt"].split("\n")
    assert line[caret.index("^")] == "@"
    assert len(line) <= 60


def test_suggestions() -> None:
    assert faults("summ(a)")[0].args["similar"] == "sum"
    assert faults("a = b")[0].args["similar"] == "=="
    assert "first" in faults("wrong_thing(a)")[0].args["known"]


@given(st.randoms(use_true_random=False), st.booleans())
def test_source_round_trip(random: Random, truth: bool) -> None:
    tree = a_truth(random) if truth else a_number(random)
    source = as_source(tree)
    assume(len(source) <= MAX_LENGTH)
    assert expr(source).root == tree


WORDS = """
a b.c ce.* 1 2.5 ( ) , + - * / ^ < <= == and or not if sum first choice 'x' round " . × ≥
"""
words = st.sampled_from(WORDS.split())


@given(st.text(max_size=60) | st.lists(words, max_size=20).map(" ".join))
def test_any_text_is_answered(source: str) -> None:
    found = parse(source)
    if isinstance(found, Expr):
        assert expr(as_source(found.root)).root == found.root
    else:
        assert found
        assert all(fault.message() for fault in found)
