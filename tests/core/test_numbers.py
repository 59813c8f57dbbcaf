"""Reading numbers as people in China type them; rounding as GB/T 8170 says."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.numbers import (
    MAX_DIGITS,
    NumberText,
    add_up,
    plain,
    read_number,
    round_gbt8170,
    significant,
)
from desktop_app.core.problems import Problem

figures = st.decimals(min_value=-(10**12), max_value=10**12, places=4)


def read(text: str) -> NumberText:
    found = read_number(text)
    assert isinstance(found, NumberText), found
    return found


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("12", "12", ""),
        ("1234.5", "1234.5", ""),
        ("1,234.5", "1234.5", ""),
        ("1，234.5", "1234.5", ""),
        ("12,345,678", "12345678", ""),
        ("1\u00a0234.5", "1234.5", ""),
        ("1\u2009234\u2009567 t", "1234567", "t"),
        ("１２３．５", "123.5", ""),
        ("3。5", "3.5", ""),
        (".5", "0.5", ""),
        ("5.", "5", ""),
        ("007", "7", ""),
        ("+5", "5", ""),
        ("-5", "-5", ""),
        ("－5", "-5", ""),
        ("− 5", "-5", ""),
        ("-0", "0", ""),
        ("0.00", "0", ""),
        ("(1,234)", "-1234", ""),
        ("（1,234.5） 元", "-1234.5", "元"),
        ("(3.2万)元", "-32000", "元"),
        ("3.2万", "32000", ""),
        ("3.2万吨", "32000", "吨"),
        ("3.2 万 kWh", "32000", "kWh"),
        ("5万m3", "50000", "m3"),
        ("1.5亿元", "150000000", "元"),
        ("2百万片", "2000000", "片"),
        ("1万亿元", "1000000000000", "元"),
        ("3千瓦时", "3", "千瓦时"),
        ("85%", "85", "%"),
        ("85％", "85", "％"),
        ("12 kgce/t", "12", "kgce/t"),
        ("5 10^4Nm3", "5", "10^4Nm3"),
        ("5 kg·t-1", "5", "kg·t-1"),
        ("1.2e3", "1200", ""),
        ("1.2E-3 t", "0.0012", "t"),
        ("1.2×10^3", "1200", ""),
        ("1.2 x 10^-3", "0.0012", ""),
        ("1.2×10³ t", "1200", "t"),
        ("1.2*10⁻³", "0.0012", ""),
        ("  7\u3000", "7", ""),
        ("0e999", "0", ""),
    ],
)
def test_reads_what_people_type(text: str, value: str, unit: str) -> None:
    assert read(text) == NumberText(Decimal(value), unit)
    # Written out: no exponent may turn up in a field that is filled from this.
    assert "E" not in str(read(text).value)


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("<5", "<"),
        ("＜5", "<"),
        ("小于5", "<"),
        ("≤5", "<="),
        ("<=5", "<="),
        ("＜＝5", "<="),
        ("不大于 5", "<="),
        (">5", ">"),
        ("≥5", ">="),
        ("不低于5", ">="),
        ("大于等于5", ">="),
        ("约5", "≈"),
        ("≈ 5", "≈"),
        ("~5", "≈"),
    ],
)
def test_keeps_the_qualifier(text: str, qualifier: str) -> None:
    assert read(text) == NumberText(Decimal(5), "", qualifier)


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        *((text, "dash") for text in ("-", "－", "—", "——", "–", "/", "／", "无", " — ")),
        *(
            (text, "not_detected")
            for text in ("未检出", "ND", "nd", "N.D.", "<检出限", "＜ 检出限")
        ),
    ],
)
def test_knows_the_signs_of_absence(text: str, absent: str) -> None:
    assert read(text) == NumberText(None, absent=absent)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "number.empty"),
        (" \u3000\u00a0", "number.empty"),
        ("abc", "number.unreadable"),
        ("nan", "number.unreadable"),
        ("Infinity", "number.unreadable"),
        ("=1+1", "number.unreadable"),
        ("٣", "number.unreadable"),
        ("(-5)", "number.unreadable"),
        ("-(5)", "number.unreadable"),
        ("(5", "number.unreadable"),
        ("5)", "number.unreadable"),
        ("5×", "number.unreadable"),
        ("5 = 5", "number.unreadable"),
        ("5 t " + "x" * 60, "number.unreadable"),
        ("5" + " " * 300 + "t", "number.unreadable"),
        ("三千", "number.chinese_numerals"),
        ("负三千", "number.unreadable"),
        ("约十二", "number.chinese_numerals"),
        ("万", "number.chinese_numerals"),
        ("1,23", "number.ambiguous_comma"),
        ("1.234,5", "number.ambiguous_comma"),
        ("0,123", "number.ambiguous_comma"),
        ("1,2345", "number.ambiguous_comma"),
        ("1,234,56", "number.ambiguous_comma"),
        ("12,345,6", "number.ambiguous_comma"),
        ("5,", "number.ambiguous_comma"),
        ("1.2.3", "number.misplaced_point"),
        ("1..2", "number.misplaced_point"),
        ("5。", "number.misplaced_point"),
        ("10-20", "number.range"),
        ("10 - 20", "number.range"),
        ("10~20", "number.range"),
        ("10～20 t", "number.range"),
        ("10至20", "number.range"),
        ("10t~20t", "number.range"),
        ("10t-20t", "number.range"),
        ("12 345", "number.several"),
        ("5\n6", "number.several"),
        ("3亿5000万", "number.several"),
        ("2023 100", "number.several"),
        ("1" * 31, "number.too_long"),
        ("1" * 90, "number.too_long"),
        ("1e30", "number.too_long"),
        ("1e-30", "number.too_long"),
        ("1e99999999", "number.too_long"),
        ("9" * 20 + "万亿", "number.too_long"),
    ],
)
def test_never_guesses(text: str, code: str) -> None:
    found = read_number(text)
    assert isinstance(found, Problem)
    assert found.code == code
    assert "{" not in found.sentence()


def test_the_digit_limit_is_inclusive() -> None:
    assert read("1" * MAX_DIGITS).value == Decimal("1" * MAX_DIGITS)
    assert read("0." + "1" * (MAX_DIGITS - 1)).value == Decimal("0." + "1" * (MAX_DIGITS - 1))


@given(st.text(max_size=30) | st.text("0123456789.,-+()eE×10^万亿 ~%约<>≥\u00a0，。", max_size=15))
def test_any_text_is_answered(text: str) -> None:
    found = read_number(text)
    if isinstance(found, Problem):
        assert found.message()
    else:
        assert (found.value is None) == bool(found.absent)
        assert found.value is None or len(plain(found.value).strip("-").replace(".", "")) <= 30


@given(figures, st.sampled_from(["", "t", "kgce/t", "万t"]))
def test_reads_back_what_it_writes(value: Decimal, unit: str) -> None:
    unit_only = unit.removeprefix("万")
    times = 10_000 if unit.startswith("万") else 1
    assert read(f"{plain(value)}{unit}") == NumberText(value * times, unit_only)
    assert read(f"{value:,f}{unit}") == NumberText(value * times, unit_only)


@given(figures)
def test_plain_is_canonical(value: Decimal) -> None:
    assert Decimal(plain(value)) == value
    assert plain(value * Decimal("1.000")) == plain(value)
    assert "E" not in plain(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [("1E+3", "1000"), ("3.20", "3.2"), ("-0.00", "0"), ("100", "100"), ("1E-7", "0.0000001")],
)
def test_plain(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


# The examples are those of GB/T 8170-2008, 3.2 and 3.3.
@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        ("12.1498", 1, "12.1"),
        ("12.1498", 0, "12"),
        ("1268", -2, "1300"),
        ("10.5002", 0, "11"),
        ("1.050", 1, "1.0"),
        ("0.35", 1, "0.4"),
        ("2500", -3, "2000"),
        ("3500", -3, "4000"),
        ("-355", -1, "-360"),
        ("-325", -1, "-320"),
        ("97.46", 0, "97"),
        ("2.5", 0, "2"),
        ("0.0325", 3, "0.032"),
        ("0", 2, "0"),
        ("1E+40", 2, "1E+40"),
        ("0.5", -1, "0"),
    ],
)
def test_rounds_as_gbt_8170(value: str, places: int, rounded: str) -> None:
    assert round_gbt8170(Decimal(value), places) == Decimal(rounded)


@given(figures, st.integers(-4, 6))
def test_rounding_agrees_with_exact_fractions(value: Decimal, places: int) -> None:
    step = Fraction(10) ** -places
    # Python's round() of a Fraction goes to the even neighbour.
    assert Fraction(round_gbt8170(value, places)) == round(Fraction(value) / step) * step


def test_adds_up_to_34_digits() -> None:
    tiny = Decimal("0.000000000000000000000000000000001")
    assert add_up([Decimal(1), tiny]) == Decimal("1.000000000000000000000000000000001")
    assert add_up([]) == 0


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        ("1234.5", 2, "1200"),
        ("0.0012345", 3, "0.00123"),
        ("9.995", 3, "10"),
        ("2.5", 1, "2"),
        ("5", 3, "5"),
        ("0", 3, "0"),
    ],
)
def test_significant_digits(value: str, digits: int, text: str) -> None:
    assert plain(significant(Decimal(value), digits)) == text
