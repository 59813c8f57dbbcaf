"""Units: what texts mean, exact conversion, algebra, and what is refused rather than guessed."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop_app.core.problems import Problem
from desktop_app.core.unit_table import ALIASES, ATOMS, CASELESS, FAMILIES, PREFIXES
from desktop_app.core.units import (
    UNITLESS_ONE,
    Unit,
    alternatives,
    convert,
    divide,
    equal_scale,
    multiply,
    parse_unit,
    raise_to,
    root,
    same_dimension,
    scale,
    show_unit,
)


def unit(text: str) -> Unit:
    found = parse_unit(text)
    assert isinstance(found, Unit), found
    return found


def code(found: object) -> str:
    assert isinstance(found, Problem)
    assert "{" not in found.sentence()
    return found.code


simple = st.sampled_from(sorted(ATOMS))
convertible = st.sampled_from(
    [
        (one, other)
        for one in sorted(ATOMS)
        for other in sorted(ATOMS)
        if ATOMS[one].dimension == ATOMS[other].dimension
    ]
)
figures = st.decimals(min_value=-(10**9), max_value=10**9, places=6)


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("kgce/t", "kgce/t"),
        ("GJ/10^4Nm3", "GJ/万Nm3"),
        ("GJ/10⁴Nm³", "GJ/万Nm3"),
        ("GJ/万Nm3", "GJ/万Nm3"),
        ("kg/10^4m^2", "kg/万m2"),
        ("L/100km", "L/百km"),
        ("kg/1000m3", "kg/千m3"),
        ("mg/m³", "mg/m3"),
        ("mg / Nm3", "mg/Nm3"),
        ("㎎/㎥", "mg/m3"),
        ("t*km", "t·km"),
        ("t×km", "t·km"),
        ("tkm", "t·km"),
        ("万吨公里", "万t·km"),
        ("kgce/(kW·h)", "kgce/kWh"),
        ("kgce/kW·h", "kgce/kWh"),
        ("kW h", "kWh"),
        ("W·h", "Wh"),
        ("m3/(MW·h)", "m3/MWh"),
        ("kg·t^-1", "kg/t"),
        ("mg·L⁻¹", "mg/L"),
        ("m3/t/d", "m3/(t·d)"),
        ("kWh/(m2·a)", "kWh/(m2·a)"),
        ("(t)", "t"),
        ("1/t", "1/t"),
        ("s^-2", "1/s^2"),
        ("(m·s)^2/s", "m^2·s"),
        ("ng TEQ/m3", "ngTEQ/m3"),
        ("ng-TEQ/Nm³", "ngTEQ/Nm3"),
        ("dB(A)", "dB(A)"),
        ("dB（A）", "dB(A)"),
        ("℃", "°C"),
        ("kJ/(kg·℃)", "kJ/(kg·°C)"),
        ("吨", "t"),
        ("公斤", "kg"),
        ("万吨", "万t"),
        ("千吨", "千t"),
        ("度", "kWh"),
        ("千瓦时", "kWh"),
        ("亿千瓦时", "亿kWh"),
        ("吨标准煤", "tce"),
        ("万吨标煤", "万tce"),
        ("千克标准煤/吨", "kgce/t"),
        ("吨二氧化碳", "tCO2"),
        ("tCO₂", "tCO2"),
        ("tCO2eq", "tCO2e"),
        ("立方米", "m3"),
        ("万方", "万m3"),
        ("平方米", "m2"),
        ("公顷", "hm2"),
        ("百万片", "百万片"),
        ("kgce/重量箱", "kgce/重量箱"),
        ("µg/m3", "μg/m3"),
        ("ug/m3", "μg/m3"),
        ("％", "%"),
        ("ＫＷＨ", "kWh"),
        ("KWH", "kWh"),
        ("Kwh", "kWh"),
        ("Kg", "kg"),
        ("M3", "m3"),
        ("T", "t"),
        ("GJ/T", "GJ/t"),
        ("万KWH", "万kWh"),
        ("l", "L"),
        ("ml", "mL"),
        ("", "1"),
        ("1", "1"),
        ("-", "1"),
        ("无量纲", "1"),
        ("t/t", "1"),
    ],
)
def test_reads(text: str, symbol: str) -> None:
    assert unit(text).symbol == symbol


@pytest.mark.parametrize(
    ("text", "problem_code", "similar"),
    [
        ("xyz", "unit.unknown", ""),
        ("万", "unit.unknown", ""),
        ("10^4", "unit.unknown", ""),
        ("104Nm3", "unit.unknown_similar", "Nm3"),
        ("kgce/tt", "unit.unknown_similar", "t"),
        ("t钢", "unit.unknown_similar", "t"),
        ("万万元", "unit.unknown_similar", "元"),
        ("tonnes", "unit.unknown_similar", "tonne"),
        ("mg/m3@6%O2", "unit.unknown", ""),
        ("kJ/kg·℃", "unit.ambiguous", ""),
        ("t/", "unit.malformed", ""),
        ("/t", "unit.malformed", ""),
        ("t//d", "unit.malformed", ""),
        ("(t", "unit.malformed", ""),
        ("t)", "unit.malformed", ""),
        ("()", "unit.malformed", ""),
        ("(t·)", "unit.malformed", ""),
        ("m^", "unit.malformed", ""),
        ("m^x", "unit.malformed", ""),
        ("m^0", "unit.malformed", ""),
        ("m^12", "unit.malformed", ""),
        ("kg^2^2", "unit.malformed", ""),
        ("10^99t", "unit.unknown", ""),
        ("t" * 61, "unit.too_long", ""),
        ("(" * 60, "unit.malformed", ""),
    ],
)
def test_refuses(text: str, problem_code: str, similar: str) -> None:
    found = parse_unit(text)
    assert code(found) == problem_code
    assert isinstance(found, Problem)
    assert found.args.get("similar", "") == similar


@pytest.mark.parametrize("text", ["Mg", "MG", "mt", "MT", "M", "G", "k", "ML", "MVa", "Cal"])
def test_does_not_guess_where_case_decides(text: str) -> None:
    assert code(parse_unit(text)).startswith("unit.unknown")


@pytest.mark.parametrize(
    ("value", "source", "target", "result"),
    [
        ("5", "万kWh", "MWh", "50"),
        ("1", "kWh", "MJ", "3.6"),
        ("3.6", "GJ", "MWh", "0.001E3"),
        ("1", "GJ/万m3", "kJ/m3", "100"),
        ("0.5810", "tCO2/MWh", "kgCO2/kWh", "0.5810"),
        ("0.1229", "kgce/kWh", "tce/万kWh", "1.229"),
        ("50", "mg/L", "g/m3", "50"),
        ("1", "亿元", "万元", "10000"),
        ("20", "重量箱", "t", "1"),
        ("3", "亩", "m2", "2000"),
        ("1", "kcal", "kJ", "4.1868"),
        ("25", "°C", "K", "298.15"),
        ("298.15", "K", "℃", "25"),
        ("85", "%", "1", "0.85"),
        ("1", "ngTEQ/m3", "pgTEQ/m3", "1000"),
        ("12", "月", "a", "1"),
        ("1", "d", "h", "24"),
        ("7", "t", "吨", "7"),
        ("1000", "kV·A", "MVA", "1"),
        ("1", "L/m2", "mm", "1"),
    ],
)
def test_converts(value: str, source: str, target: str, result: str) -> None:
    assert convert(Decimal(value), source, target) == Decimal(result)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("kWh", "kgce"),
        ("tCO2", "t"),
        ("tC", "tCO2"),
        ("tCH4", "tCO2e"),
        ("toe", "tce"),
        ("t/d", "t/a"),
        ("ngTEQ", "ng"),
        ("m3", "t"),
        ("元", "个"),
        ("dB(A)", "1"),
        ("pH", "1"),
    ],
)
def test_coefficients_are_not_conversions(source: str, target: str) -> None:
    assert code(convert(Decimal(1), source, target)) == "unit.different"
    assert code(scale(source, target)) == "unit.different"


def test_unknown_units_do_not_convert() -> None:
    assert code(convert(Decimal(1), "tt", "t")) == "unit.unknown_similar"
    assert code(convert(Decimal(1), "t", "xyz")) == "unit.unknown"
    assert code(scale("xyz", "t")) == "unit.unknown"


def test_scale_is_for_proportional_units_only() -> None:
    assert scale("kg", "t") == Decimal("0.001")
    assert scale(unit("t·GJ/万m3"), unit("t·GJ/m3")) == Decimal("0.0001")
    assert code(scale("°C", "K")) == "unit.different"
    assert scale("°C", "℃") == 1


@given(figures, convertible)
def test_conversion_is_exact_up_to_one_rounding(value: Decimal, pair: tuple[str, str]) -> None:
    source, target = unit(pair[0]), unit(pair[1])
    there = convert(value, source, target)
    assert isinstance(there, Decimal)
    exact = (Fraction(value) * source.factor + source.offset - target.offset) / target.factor
    assert abs(Fraction(there) - exact) <= abs(exact) / 10**33
    back = convert(there, target, source)
    assert isinstance(back, Decimal)
    if Fraction(there) == exact:
        assert back == value


@given(figures, convertible)
def test_a_round_trip_comes_back(value: Decimal, pair: tuple[str, str]) -> None:
    there = convert(value, *pair)
    assert isinstance(there, Decimal)
    back = convert(there, *reversed(pair))
    assert isinstance(back, Decimal)
    # Exact, unless the way there had to end an endless decimal (1 MJ = 0.2777… kWh).
    assert abs(back - value) <= max(abs(value), Decimal(1)) / 10**30


powers = st.integers(-3, 3).filter(bool)
products = st.lists(st.tuples(simple, powers), min_size=1, max_size=3)


@given(products)
def test_a_symbol_parses_to_its_own_unit(terms: list[tuple[str, int]]) -> None:
    made = UNITLESS_ONE
    for symbol, exponent in terms:
        made = multiply(made, raise_to(unit(symbol), exponent))
    assume(len(made.symbol) <= 60 and all(abs(exponent) <= 9 for _, exponent in made.terms))
    again = unit(made.symbol)
    assert (again.dimension, again.factor) == (made.dimension, made.factor)


@given(simple, simple)
def test_algebra(one: str, other: str) -> None:
    left, right = unit(one), unit(other)
    both = multiply(left, right)
    assert both.factor == left.factor * right.factor
    assert equal_scale(divide(both, right), left) or left.offset
    assert same_dimension(divide(left, left), UNITLESS_ONE)
    square = root(multiply(both, both))
    assert square is not None
    assert (square.dimension, square.factor) == (both.dimension, both.factor)


def test_roots_only_where_they_are_exact() -> None:
    assert root(unit("t")) is None
    assert root(unit("%")) is None
    assert root(unit("s^2")) == unit("s")


def test_equal_scale() -> None:
    assert equal_scale(unit("t"), unit("千kg"))
    assert not equal_scale(unit("t"), unit("kg"))
    assert not equal_scale(unit("°C"), unit("K"))
    assert unit("%").unitless
    assert not unit("t").unitless


@given(st.text(max_size=70) | st.text("tkgJWhm3万/·()^10CO2 \u00b3⁻", max_size=20))
def test_any_text_is_answered(text: str) -> None:
    found = parse_unit(text)
    assert isinstance(found, Unit) or found.message()
    assert isinstance(show_unit(text), str)
    assert isinstance(alternatives(text), tuple)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("m3", "m³"),
        ("mg/Nm3", "mg/Nm³"),
        ("kgce/t", "kgce/t"),
        ("GJ/10^4Nm3", "GJ/10⁴Nm³"),
        ("万m3", "万m³"),
        ("kWh/(m2·a)", "kWh/(m²·a)"),
        ("t*km", "t·km"),
        ("m^-1", "m⁻¹"),
        ("ug/m3", "μg/m³"),
        ("°C", "℃"),
        ("tCO2", "tCO₂"),
        ("1", ""),
        ("", ""),
    ],
)
def test_shows(text: str, shown: str) -> None:
    assert show_unit(text) == shown


def test_offers_alternatives() -> None:
    assert alternatives("万kWh") == ("kWh", "MWh", "万kWh", "亿kWh")
    assert alternatives("吨") == ("kg", "t", "万t")
    assert alternatives(unit("GWh"))[0] == "GWh"
    assert "kWh" in alternatives("GWh")
    assert alternatives("个") == ("个",)
    assert alternatives("倍") == ("倍",)
    assert alternatives("???") == ("???",)


def test_the_tables_agree() -> None:
    for family in FAMILIES:
        units = [unit(symbol) for symbol in family]
        assert len({one.dimension for one in units}) == 1, family
        assert [one.symbol for one in units] == list(family)
    for alias in ALIASES:
        assert isinstance(parse_unit(alias), Unit), alias
        assert alias not in ATOMS
    for folded, symbol in CASELESS.items():
        assert folded == symbol.casefold()
    # A prefix must never turn one known unit into another spelling of a different one.
    for prefix, power in PREFIXES.items():
        for symbol, atom in ATOMS.items():
            found = parse_unit(prefix + symbol)
            assert isinstance(found, Unit)
            assert found.factor == atom.factor * 10**power, prefix + symbol
