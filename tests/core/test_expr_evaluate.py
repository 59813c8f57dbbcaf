"""Working formulas out: exact figures, blanks and n.a. carried through, nothing raised."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop_app.core.expr import Expr, evaluate_expr
from desktop_app.core.expr.ast import Binary, Call, Literal, Name, Node, Unary
from desktop_app.core.expr.combine import order
from desktop_app.core.expr.evaluate import Scope, compile_expr, compile_node, evaluate
from desktop_app.core.expr.parse import parse
from desktop_app.core.expr.show import as_source
from desktop_app.core.problem_texts import TEXTS
from desktop_app.core.value import Value, ValueState
from tests.core.formulas import Scene, a_number, a_scene, a_truth, expand, expr, value_of

BLANK, NA = Value.blank("gap"), Value.na()
YES, NO = Value.of_truth(True), Value.of_truth(False)
GUESS, SOME = Value.estimated(Decimal(7)), Value.partial(Decimal(7), frozenset({"hole"}))
BROKEN = Value.invalid("formula.division_by_zero")
SOME_NO = Value(truth=False, state=ValueState.PARTIAL, missing=frozenset({"hole"}))


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("10 - 4 - 3", "3"),
        ("0.1 + 0.2", "0.3"),
        ("2 / 8", "0.25"),
        ("1 / 3", "0.3333333333333333333333333333333333"),
        ("-2 ^ 2", "-4"),
        ("(-2) ^ 2", "4"),
        ("3 ^ 3", "27"),
        ("2 ^ 4", "16"),
        ("--5", "5"),
        ("sqrt(2.25)", "1.5"),
        ("abs(-3)", "3"),
        ("power(4, 0.5)", "2"),
        ("power(10, -2)", "0.01"),
        ("ratio(1, 8)", "0.125"),
        ("min(3, 1, 2)", "1"),
        ("max(3, 1, 2)", "3"),
        ("round(2.345, 2)", "2.34"),
        ("round(2.355, 2)", "2.36"),
        ("round(1250, -2)", "1200"),
        ("if(2 > 1, 10, 20)", "10"),
        ("if(2 < 1, 10, 20)", "20"),
        ("first(4, 5)", "4"),
        ("sum(1, 2, 3.5)", "6.5"),
        ("mean(1, 2, 6)", "3"),
        ("count(1, 2, 6)", "3"),
    ],
)
def test_figures(source: str, result: str) -> None:
    assert value_of(source) == Value.given(Decimal(result))


@pytest.mark.parametrize(
    ("source", "truth"),
    [
        ("1 < 2", True),
        ("2 <= 2.0", True),
        ("2 > 2", False),
        ("0.1 + 0.2 == 0.3", True),
        ("1 != 1", False),
        ("1 >= 2", False),
        ("10 / 3 * 3 >= 10", True),
        ("10 / 3 * 3 < 10", False),
        ("10 / 3 * 3 == 10", True),
        ("between(10 / 3 * 3, 10, 11)", True),
        ("between(5, 1, 5)", True),
        ("between(0.99, 1, 5)", False),
        ("between(5.01, 1, 5)", False),
        ("not 1 > 2", True),
        ("1 > 2 or 2 > 1", True),
        ("1 > 2 and 2 > 1", False),
        ("given(1)", True),
    ],
)
def test_truths(source: str, truth: bool) -> None:
    assert value_of(source) == Value.of_truth(truth)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("1", "1", 0),
        ("0", "1E-50", -1),
        ("1E-50", "0", 1),
        ("0", "-0", 0),
        ("1", "1.0000000000000000000000000000001", 0),
        ("1", "1.00000000000000000000000001", -1),
        ("9E+307", "-9E+307", 1),
        ("-2", "3", -1),
    ],
)
def test_order(left: str, right: str, expected: int) -> None:
    assert order(Decimal(left), Decimal(right)) == expected
    assert order(Decimal(right), Decimal(left)) == -expected


@pytest.mark.parametrize(
    ("source", "values", "found"),
    [
        ("largest(1, x.*)", {"a": 3, "b": 9, "c": 5}, "9"),
        ("largest(2, x.*)", {"a": 3, "b": 9, "c": 5}, "5"),
        ("largest(3, x.*)", {"a": 3, "b": 9, "c": 9}, "3"),
        ("largest(3, x.*)", {"a": 3, "b": 9}, "3"),
        ("largest(2, x.*)", {"a": 3, "b": 9, "c": Value.na()}, "3"),
        ("largest(2, x.a, x.b)", {"a": -3, "b": -9}, "-9"),
    ],
)
def test_the_largest(source: str, values: dict[str, Value | int], found: str) -> None:
    named = {f"x__{name}": value for name, value in values.items()}
    assert value_of(source, **named) == Value.given(Decimal(found))


def test_the_largest_of_what_is_known_so_far() -> None:
    assert state("largest(1, x.*)", x__a=3, x__b=Value.blank("b")) == (ValueState.PARTIAL, {"b"})
    assert state("largest(1, x.*)", x__a=Value.na()) == (ValueState.NA, set())
    assert state("largest(1, x.*)") == (ValueState.NA, set())
    assert state("largest(1, x.a)", x__a=Value.blank("a")) == (ValueState.BLANK, {"a"})


def test_a_ratio_of_nothing_to_nothing_is_not_applicable() -> None:
    blank, some = Value.blank("a"), Value.partial(Decimal(0), frozenset({"b"}))
    assert state("ratio(a, b)", a=0, b=0) == (ValueState.NA, set())
    assert state("ratio(a, b)", a=Value.na(), b=blank) == (ValueState.NA, set())
    assert state("ratio(a, b)", a=blank, b=0) == (ValueState.BLANK, {"a"})
    assert state("ratio(a, b)", a=0, b=some) == (ValueState.BLANK, {"b"})
    assert state("ratio(a, b)", a=1, b=some) == (ValueState.BLANK, {"b"})
    assert state("ratio(a, b)", a=some, b=0) == (ValueState.BLANK, {"b"})
    assert value_of("ratio(a, b)", a=1, b=0) == Value.invalid("formula.division_by_zero")


def state(source: str, **values: Value | str | int) -> tuple[ValueState, set[str]]:
    found = value_of(source, **values)
    return found.state, set(found.missing)


PRODUCTS = ("a * b", "b / a", "round(a, 1) * b", "(a * b) ^ 2")


@pytest.mark.parametrize("source", ["a + b", "b - a", "a * b", "b / a", "min(a, b)", "max(b, a)",
    "a < b", "b == a", "between(b, a, a)", "abs(a) + b", "round(a, 1) * b", "(a * b) ^ 2",
    "-a - b", "if(a > b, 1, 2)", "not a > b", "sqrt(abs(a)) + b"])  # fmt: skip
def test_strict_operators(source: str) -> None:
    five = Value.given(Decimal(5))
    assert state(source, a=five, b=five) == (ValueState.GIVEN, set())
    assert state(source, a=five, b=GUESS) == (ValueState.ESTIMATED, set())
    assert state(source, a=GUESS, b=SOME) == (ValueState.PARTIAL, {"hole"})
    assert state(source, a=SOME, b=NA) == (ValueState.NA, set())
    if source not in PRODUCTS:
        assert state(source, a=NA, b=BLANK) == (ValueState.BLANK, {"gap"})
    assert state(source, a=SOME, b=BLANK) == (ValueState.BLANK, {"gap", "hole"})
    assert value_of(source, a=BLANK, b=BROKEN) == BROKEN


@pytest.mark.parametrize("source", PRODUCTS)
def test_a_product_with_an_unused_factor_is_unused(source: str) -> None:
    assert state(source, a=NA, b=BLANK) == (ValueState.NA, set())
    assert state(source, a=BLANK, b=NA) == (ValueState.NA, set())


def test_a_blank_without_a_name_gets_one() -> None:
    assert value_of("a + b", a=Value.blank(), b=Value.blank()) == Value.blank("a", "b")


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("1 / 0", "division_by_zero"),
        ("0 / 0", "division_by_zero"),
        ("1 / (a - a)", "division_by_zero"),
        ("sqrt(-1)", "root_of_negative"),
        ("power(0, 2)", "power_of_negative"),
        ("power(-8, 3)", "power_of_negative"),
        ("power(10, 400)", "overflow"),
        ("(" * 4 + "9" * 30 + "^4)^4)^4)^4)^4", "overflow"),
        ("sum(a / 0, 1 / 0)", "division_by_zero"),
        ("if(1 / 0 > 1, 2, 3)", "division_by_zero"),
        ("not 1 / 0 > 1", "division_by_zero"),
        ("1 / 0 > 1 and 2 > 1", "division_by_zero"),
        ("first(1 / 0)", "division_by_zero"),
        ("a + yes", "not_a_number"),
        ("yes < 1", "not_a_number"),
        ("sum(yes, 1)", "not_a_number"),
        ("sum(a / 0, yes)", "not_a_number"),
        ("a + text", "not_a_number"),
        ("a and yes", "not_a_truth"),
        ("not a", "not_a_truth"),
        ("if(a, 1, 2)", "not_a_truth"),
        ("choice(a, 'x')", "not_a_choice"),
    ],
)
def test_no_result_is_said_and_not_raised(source: str, code: str) -> None:
    found = value_of(source, a=1, yes=YES, text=Value.of_text("x"))
    assert found == Value.invalid(f"formula.{code}")
    assert not found.known
    assert found.problem in TEXTS


def test_sum_skips_what_does_not_apply_and_tells_what_is_missing() -> None:
    assert value_of("sum(x.*)", x__a=1, x__b=NA, x__c=2) == Value.given(Decimal(3))
    assert value_of("sum(x.*)", x__a=1, x__b=GUESS) == Value.estimated(Decimal(8))
    blank = Value.blank("x.b")
    assert value_of("sum(x.*)", x__a=1, x__b=blank) == Value.partial(Decimal(1), blank.missing)
    both = Value.partial(Decimal(7), frozenset({"hole", "gap"}))
    assert value_of("sum(x.*)", x__a=SOME, x__b=BLANK, x__c=NA) == both
    assert value_of("sum(x.*)", x__a=NA, x__b=BLANK) == BLANK
    assert value_of("sum(x.*)", x__a=NA, x__b=NA) == NA
    assert value_of("sum(x.*, 0)") == Value.given(Decimal(0))
    assert value_of("sum(x.*)") == Value.na()
    lacking = Value(Decimal(2), state=ValueState.PARTIAL, problem=BROKEN.problem)
    assert value_of("sum(x.*)", x__a=1, x__b=BROKEN, x__c=1) == lacking
    assert value_of("first(b, sum(x.*)) + 0", b=NA, x__a=BROKEN, x__c=2) == lacking
    assert value_of("sum(x.*)", x__a=BLANK, x__b=BROKEN) == BROKEN
    assert value_of("sum(x.*, a) / b", x__a=2, a=BLANK, b=4).state is ValueState.PARTIAL


def test_mean_and_count() -> None:
    assert value_of("mean(x.*)", x__a=1, x__b=NA, x__c=2) == Value.given(Decimal("1.5"))
    assert value_of("mean(x.*)", x__a=1, x__b=BLANK) == Value.partial(Decimal(1), BLANK.missing)
    assert value_of("mean(x.*)", x__a=BLANK) == BLANK
    assert value_of("mean(x.*)") == NA
    found = value_of("count(x.*)", x__a=1, x__b=BLANK, x__c=NA, x__d=YES, x__e=BROKEN, x__f=GUESS)
    assert found == Value.given(Decimal(3))
    assert value_of("count(x.*)") == Value.given(Decimal(0))


def test_first_and_given() -> None:
    assert value_of("first(a, b, c)", a=BLANK, b=NA, c=GUESS) == GUESS
    assert value_of("first(a, b)", a=BROKEN, b=SOME) == SOME
    assert value_of("first(a, b)", a=Value.blank("a"), b=NA) == Value.blank("a")
    assert value_of("first(a, b)", a=NA, b=NA) == NA
    for value, known in [(GUESS, True), (SOME, True), (NO, True), (BLANK, False), (NA, False),
                         (BROKEN, False), (Value.of_text("x"), True)]:  # fmt: skip
        assert value_of("given(a)", a=value) == Value.of_truth(known)


def test_if_takes_one_branch_only() -> None:
    assert value_of("if(a > 1, b, 1 / 0)", a=2, b=3) == Value.given(Decimal(3))
    assert value_of("if(a, b, c)", a=NO, b=BLANK, c=NA) == NA
    assert value_of("if(a, b, c)", a=BLANK, b=1, c=2) == BLANK
    assert value_of("if(a > 1, b, c)", a=GUESS, b=3, c=2) == Value.estimated(Decimal(3))
    assert value_of("if(a > 1, b, c)", a=SOME, b=BLANK, c=2) == BLANK
    assert value_of("if(a, b, c)", a=SOME_NO, b=YES, c=NO) == SOME_NO


def test_choice() -> None:
    assert value_of("choice(a, 'x')", a=Value.of_text("x")) == YES
    assert value_of("choice(a, 'x')", a=Value.of_text("y")) == NO
    assert value_of("choice(a, 'x')", a=BLANK) == BLANK
    assert value_of("choice(a, 'x')", a=NA) == NA


@pytest.mark.parametrize(
    ("left", "right", "conjunction", "disjunction"),
    [
        (YES, YES, YES, YES),
        (YES, NO, NO, YES),
        (NO, NO, NO, NO),
        (NO, BLANK, NO, BLANK),
        (YES, BLANK, BLANK, YES),
        (NO, NA, NO, NA),
        (YES, NA, NA, YES),
        (BLANK, NA, BLANK, BLANK),
        (NO, BROKEN, NO, BROKEN),
        (YES, BROKEN, BROKEN, YES),
        (SOME_NO, NO, NO, SOME_NO),
        (SOME_NO, YES, SOME_NO, YES),
        (SOME_NO, BLANK, SOME_NO, Value.blank("gap", "hole")),
    ],
)
def test_three_valued_logic(
    left: Value, right: Value, conjunction: Value, disjunction: Value
) -> None:
    for one, other in [(left, right), (right, left)]:
        assert value_of("a and b", a=one, b=other) == conjunction
        assert value_of("a or b", a=one, b=other) == disjunction


def test_any_and_all_skip_what_does_not_apply() -> None:
    assert value_of("all(x.*)", x__a=YES, x__b=NA) == YES
    assert value_of("all(x.*)", x__a=YES, x__b=BLANK) == BLANK
    assert value_of("all(x.*, 1 > 2)", x__a=BLANK) == NO
    assert value_of("any(x.*)", x__a=NO, x__b=NA) == NO
    assert value_of("any(x.*)", x__a=NA) == NA
    assert value_of("any(x.*)") == NA
    assert value_of("not a", a=YES) == NO
    assert value_of("not a", a=NA) == NA


class Bounded(NamedTuple):
    """An exact value and how far 34-digit arithmetic may be from it."""

    value: Fraction
    error: Fraction


def rounded(value: Fraction, error: Fraction) -> Bounded:
    return Bounded(value, error + (abs(value) + error) / 10**33)


def reference(node: Node) -> Bounded | None:
    """Exact rational arithmetic with a bound on rounding; None where a divisor may be zero."""
    match node:
        case Literal(value):
            return Bounded(Fraction(value), Fraction(0))
        case Unary("-", operand):
            inner = reference(operand)
            return Bounded(-inner.value, inner.error) if inner else None
        case Binary(op, left, right):
            one, other = reference(left), reference(right)
            if one is None or other is None:
                return None
            if op in "+-":
                sign = 1 if op == "+" else -1
                return rounded(one.value + sign * other.value, one.error + other.error)
            if op == "/":
                if abs(other.value) <= 2 * other.error:
                    return None
                error = (one.error + abs(one.value / other.value) * other.error) / (
                    abs(other.value) - other.error
                )
                return rounded(one.value / other.value, error)
            cross = abs(one.value) * other.error + abs(other.value) * one.error
            return rounded(one.value * other.value, cross + one.error * other.error)
        case _:
            raise AssertionError(node)


digits = st.decimals(0, 1000, places=3).map(Literal)
sums = st.recursive(
    digits,
    lambda inner: (
        st.builds(Binary, st.sampled_from("+-*/"), inner, inner)
        | st.builds(Unary, st.just("-"), inner)
    ),
    max_leaves=25,
)


@given(sums)
def test_arithmetic_agrees_with_exact_fractions(tree: Node) -> None:
    found = parse(as_source(tree))
    exact = reference(tree)
    assume(isinstance(found, Expr) and exact is not None)
    assert isinstance(found, Expr)
    assert exact is not None
    result = evaluate(found, Scene({}).lookup, lambda _: ())
    assert result.number is not None
    assert abs(Fraction(result.number) - exact.value) <= exact.error


@given(st.randoms(use_true_random=False), st.booleans())
def test_any_formula_has_a_value_that_explains_itself(random: Random, truth: bool) -> None:
    scene = a_scene(random)
    found = parse(as_source(a_truth(random) if truth else a_number(random)))
    assume(isinstance(found, Expr))
    assert isinstance(found, Expr)
    value = evaluate_expr(found, scene.lookup, expand)
    if value.known:
        assert (value.truth is None) != truth
        assert (value.number is None) == truth
    if value.state is ValueState.PARTIAL:
        assert value.missing or value.problem
    else:
        assert bool(value.problem) == (value.state is ValueState.INVALID)
        assert bool(value.missing) == (value.state is ValueState.BLANK)
    assert compile_node(found.root)(Scope(scene.lookup, expand)) == value


@given(st.randoms(use_true_random=False))
def test_missing_names_are_blank_names(random: Random) -> None:
    scene = a_scene(random)
    found = parse(as_source(a_number(random)))
    assume(isinstance(found, Expr))
    assert isinstance(found, Expr)
    value = evaluate(found, scene.lookup, expand)
    assert all(scene.lookup(name).state is ValueState.BLANK for name in value.missing)


def test_compiled_once() -> None:
    formula = expr("a * 2")
    assert compile_expr(formula) is compile_expr(expr("a * 2"))
    scope = Scope(lambda _: Value.given(Decimal(4)), expand)
    assert compile_expr(formula)(scope) == Value.given(Decimal(8))


def test_a_text_never_stands_alone() -> None:
    with pytest.raises(AssertionError):
        compile_node(Call("abs", (parse_free_wildcard(),)))


def parse_free_wildcard() -> Node:
    """A wildcard where the parser would not let it be."""
    node = expr("sum(ce.*)").root
    assert isinstance(node, Call)
    return node.args[0]


def test_names_are_looked_up_as_written() -> None:
    asked: list[str] = []

    def lookup(name: str) -> Value:
        asked.append(name)
        return Value.given(Decimal(1))

    evaluate(expr("a.b + sum(ce.*) + first(c, d)"), lookup, expand)
    assert asked == ["a.b", *expand("ce.*"), "c"]
    assert isinstance(expr("a.b").root, Name)
