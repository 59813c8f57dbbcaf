"""Units of formulas: what the result is in, and what does not go together."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.expr import Expr
from desktop_app.core.expr.ast import Binary, Compare, Name
from desktop_app.core.expr.check import ANY_UNIT, infer, scale
from desktop_app.core.expr.parse import parse
from desktop_app.core.expr.show import as_source
from desktop_app.core.problems import Problem
from desktop_app.core.units import Unit, parse_unit
from tests.core.formulas import a_number, expand, expr

UNITS = {
    "coal": "t",
    "coke": "t",
    "ore": "kg",
    "gas": "万Nm3",
    "bought": "万kWh",
    "heat": "GJ",
    "ncv": "GJ/t",
    "ncv.gas": "GJ/万Nm3",
    "ef": "tCO2/GJ",
    "k.power": "tce/万kWh",
    "share": "%",
    "rate": "1",
    "ce.a": "tce",
    "ce.b": "tce",
    "mix.a": "tce",
    "mix.b": "kgce",
    "alias": "吨",
}
MANY = {
    "ce.*": ("ce.a", "ce.b"),
    "mix.*": ("mix.a", "mix.b"),
    "none.*": (),
    "odd.*": ("ce.a", "yes"),
}


def unit_of(name: str) -> Unit | None:
    found = parse_unit(UNITS[name]) if name in UNITS else None
    return found if isinstance(found, Unit) else None


def inferred(source: str) -> Unit | tuple[Problem, ...]:
    return infer(expr(source), unit_of, MANY.__getitem__)


@pytest.mark.parametrize(
    ("source", "symbol"),
    [
        ("coal", "t"),
        ("12", "1"),
        ("coal + coke - alias", "t"),
        ("-coal", "t"),
        ("coal * ncv", "GJ"),
        ("coal * ncv * ef", "tCO2"),
        ("gas * ncv.gas", "GJ"),
        ("heat / coal", "GJ/t"),
        ("bought * k.power", "tce"),
        ("coal / coke", "1"),
        ("coal * share / 100", "t·%"),
        ("2 * coal", "t"),
        ("1 / coal", "1/t"),
        ("coal ^ 2", "t^2"),
        ("sqrt(coal * coke)", "t"),
        ("abs(coal)", "t"),
        ("largest(2, ce.*, ce.a)", "tce"),
        ("ratio(heat, coal)", "GJ/t"),
        ("ratio(sum(none.*), coal)", "0"),
        ("power(coal / coke, 0.25)", "1"),
        ("round(coal, 1)", "t"),
        ("sum(ce.*)", "tce"),
        ("sum(ce.*, 0)", "tce"),
        ("mean(ce.*, ce.a)", "tce"),
        ("sum(none.*, ce.a) / coal", "tce/t"),
        ("count(ce.*, yes)", "1"),
        ("count(coal > 1, ce.*)", "1"),
        ("min(coal, 100)", "t"),
        ("max(0, coal)", "t"),
        ("coal + 0", "t"),
        ("first(coal, coke, 5)", "t"),
        ("first(5, 44 / 12)", "1"),
        ("if(yes, coal, 0)", "t"),
        ("if(coal > 10 and yes, coal, coke)", "t"),
        ("rate + 1", "1"),
        ("share / share + 1", "1"),
        ("coal >= 5", "1"),
        ("coal >= -5 * 2", "1"),
        ("heat / coal <= 20.5", "1"),
        ("between(coal, 1, coke)", "1"),
        ("given(yes)", "1"),
        ("given(coal / coke)", "1"),
        ("choice(anything, 'x')", "1"),
        ("not yes or all(gate.*, coal > 1)", "1"),
        ("if(yes, coal > 1, yes)", "1"),
        ("first(yes, coal > 1)", "1"),
    ],
)
def test_units_of_results(source: str, symbol: str) -> None:
    found = inferred(source)
    assert isinstance(found, Unit), [one.sentence() for one in found]
    assert found.symbol == symbol


@pytest.mark.parametrize(
    ("source", "code", "position"),
    [
        ("coal + heat", "different_dimension", "6"),
        ("coal + ore", "different_scale", "6"),
        ("coal - 1", "different_dimension", "6"),
        ("share + 1", "different_scale", "7"),
        ("rate - share", "different_scale", "6"),
        ("coal > heat", "different_dimension", "6"),
        ("coal > ore", "different_scale", "6"),
        ("coal > rate", "different_dimension", "6"),
        ("coal > 5 * rate", "different_dimension", "6"),
        ("between(coal, ore, 5)", "different_scale", "1"),
        ("sum(coal, 1)", "different_dimension", "1"),
        ("sum(mix.*)", "different_scale", "5"),
        ("sum(ce.*, coal)", "different_dimension", "1"),
        ("min(coal, heat)", "different_dimension", "1"),
        ("if(yes, coal, heat)", "different_dimension", "1"),
        ("first(coal, heat)", "different_dimension", "1"),
        ("sqrt(coal)", "root_unit", "1"),
        ("power(coal, 2)", "power_unit", "1"),
        ("power(2, share)", "power_unit", "1"),
        ("largest(1, coal, heat)", "different_dimension", "1"),
        ("ratio(yes, coal)", "name_without_unit", "7"),
        ("sqrt(share)", "root_unit", "1"),
        ("yes", "name_without_unit", "1"),
        ("2 * yes", "name_without_unit", "5"),
        ("yes > 1", "name_without_unit", "1"),
        ("sum(odd.*)", "name_without_unit", "5"),
        ("given(coal + heat)", "different_dimension", "12"),
        ("count(coal + heat)", "different_dimension", "12"),
        ("not (coal + heat > 1)", "different_dimension", "11"),
        ("yes and coal > heat", "different_dimension", "14"),
        ("any(gate.*, coal > heat)", "different_dimension", "18"),
    ],
)
def test_misfits_are_told(source: str, code: str, position: str) -> None:
    found = inferred(source)
    assert isinstance(found, tuple)
    assert [(one.code, one.args["position"]) for one in found] == [(f"formula.{code}", position)]
    assert "{" not in found[0].sentence()


def test_one_misfit_raises_no_second_one() -> None:
    found = inferred("(coal + heat) / (yes + 1) + sqrt(coal) * (no + 1) ^ 2 + sqrt(coal + no)")
    assert isinstance(found, tuple)
    assert [one.code for one in found] == [
        "formula.different_dimension",
        "formula.name_without_unit",
        "formula.root_unit",
        "formula.name_without_unit",
        "formula.name_without_unit",
    ]


@pytest.mark.parametrize(
    "source",
    ["sum(none.*)", "sum(none.*, 0)", "sum(none.*) * heat", "1 / sum(none.*)", "sum(none.*) ^ 2",
     "sqrt(sum(none.*))", "max(0, sum(none.*))", "sum(none.*) + sum(none.*)"],
)  # fmt: skip
def test_nothing_is_nothing_in_any_unit(source: str) -> None:
    assert inferred(source) == ANY_UNIT


def test_without_expansion_the_pattern_is_asked() -> None:
    tce = unit_of("ce.a")
    found = infer(expr("sum(ce.*)"), lambda name: tce if name == "ce.*" else None)
    assert isinstance(found, Unit)
    assert found.symbol == "tce"


def test_scale_leads_to_the_declared_unit() -> None:
    found = inferred("coal * ncv.gas")
    assert isinstance(found, Unit)
    assert scale(found, "t·GJ/Nm3") == Decimal("0.0001")
    assert scale("t·%", "t") == Decimal("0.01")


@given(st.randoms(use_true_random=False))
def test_unitless_names_fit_any_formula(random: Random) -> None:
    found = parse(as_source(a_number(random)))
    one = parse_unit("1")
    assert isinstance(one, Unit)
    if not isinstance(found, tuple):
        assert infer(found, lambda _: one, expand) in {one, ANY_UNIT}


def test_a_tree_the_parser_would_refuse_is_a_bug() -> None:
    wrong = Binary("+", Name("coal"), Compare("<", Name("coal"), Name("coke")))
    with pytest.raises(AssertionError):
        infer(Expr("wrong", wrong, frozenset(), frozenset()), unit_of)
