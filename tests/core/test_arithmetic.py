"""Sums typed behind an equals sign: read as spreadsheets read them, in decimals, nothing else."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.arithmetic import is_sum, work_out
from desktop_app.core.problems import Problem


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("=120+130.5", "250.5"),
        ("＝（３＋４）×２", "14"),
        ("= 1,200 - 200", "1000"),
        ("=2+3*4", "14"),
        ("=-(2-5)÷2", "1.5"),
        ("=0.1+0.2", "0.3"),
        ("=1/3", "0.333333333333333"),
        ("=.5*.5", "0.25"),
        ("=5−5", "0"),
    ],
)
def test_a_sum_is_worked_out(text: str, value: str) -> None:
    assert is_sum(text)
    assert work_out(text) == Decimal(value)
    assert "E" not in str(work_out(text))


@pytest.mark.parametrize(
    "text",
    ["=", "=1+", "=(1", "=1)", "=1 2", "=A1+B2", "=SUM(1,2)", "=1/0", "=1,2", "=9e9", "=2**3",
     "=" + "(" * 90 + "1" + ")" * 90, "=" + "1+" * 150 + "1", "=1/" + "9" * 100, "=%"],
)  # fmt: skip
def test_what_is_no_sum_is_refused_with_the_text(text: str) -> None:
    found = work_out(text)
    assert isinstance(found, Problem)
    assert found.code == "number.sum"


def test_no_zeros_stand_behind_a_result() -> None:
    found = [work_out(text) for text in ("=1/3*3", "=100*1.50", "=0.1+0.20", "=5*20", "=0*0.10")]
    assert [str(one) for one in found] == ["1", "150", "0.3", "100", "0"]


@pytest.mark.parametrize("text", ["12", "=<5", "=>5", "≥5", "", "＝＜3"])
def test_signs_of_comparison_are_no_sums(text: str) -> None:
    assert not is_sum(text)


@given(
    st.recursive(
        st.integers(0, 9999).map(str),
        lambda inner: st.tuples(inner, st.sampled_from("+-*"), inner).map(
            lambda t: f"({''.join(t)})"
        ),
        max_leaves=6,
    )
)
def test_it_agrees_with_python(text: str) -> None:
    expected = Fraction(eval(text))  # noqa: S307 - figures and signs of our own
    found = work_out(f"={text}")
    if isinstance(found, Problem):
        assert text.count("(") > 40
        return
    assert abs(Fraction(found) - expected) <= abs(expected) * Fraction(1, 10**14)
