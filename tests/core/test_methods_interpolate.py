"""Points between anchors: ends, segments, both directions, missing anchors."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.methods.interpolate import Anchors, points


def at(value: str, *anchors: str | None) -> Decimal:
    """Points of a value between base, advanced, near-zero and worst."""
    read = [None if one is None else Decimal(one) for one in (*anchors, None, None)][:4]
    assert read[0] is not None
    assert read[1] is not None
    return points(Decimal(value), Anchors(read[0], read[1], read[2], read[3]))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("70", "0"), ("71", "6"), ("79", "54"), ("80", "60"), ("85", "72.5"), ("90", "85"),
        ("92", "91"), ("95", "100"), ("99", "100"), ("0", "0"), ("-10", "0"),
    ],
)  # fmt: skip
def test_higher_is_better(value: str, expected: str) -> None:
    assert at(value, "80", "90", "95") == Decimal(expected)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("134", "0"), ("133", Fraction(60, 17)), ("117", "60"), ("108.5", "72.5"), ("100", "85"),
        ("95", "92.5"), ("90", "100"), ("1", "100"), ("200", "0"),
    ],
)  # fmt: skip
def test_lower_is_better(value: str, expected: str | Fraction) -> None:
    assert abs(Fraction(at(value, "117", "100", "90")) - Fraction(expected)) < Fraction(1, 10**24)


def test_without_near_zero_the_top_segment_is_left_out() -> None:
    assert at("90", "80", "90") == 85
    assert at("1000", "80", "90") == 85
    assert at("5", "30", "10") == 85


def test_the_worst_point_may_be_given() -> None:
    assert at("50", "80", "90", "95", "20") == 30
    assert at("20", "80", "90", "95", "20") == 0
    assert at("50", "80", "90", "95") == 0


def test_an_energy_intensity_of_a_made_up_cement_works() -> None:
    """104 kgce/t between base 117 and benchmark 100 (near-zero 90): 60 + 25 x 13/17 = 79.1."""
    assert round(at("104", "117", "100", "90"), 1) == Decimal("79.1")


@pytest.mark.parametrize("near_zero", ["0.8", None])
def test_equal_anchors_leave_the_direction_to_the_others(near_zero: str | None) -> None:
    worst = None if near_zero else "2"
    assert at("1.5", "1", "1", near_zero, worst) < 60
    assert at("1", "1", "1", near_zero, worst) == 85
    assert at("0.5", "1", "1", near_zero, worst) == (100 if near_zero else 85)


def test_equal_anchors_alone_are_a_step_upwards() -> None:
    assert at("1", "1", "1") == 85
    assert at("0.9", "1", "1") == 0


small = st.integers(-50, 50).map(Decimal)


@given(small, small, small, small)
def test_points_are_the_straight_lines_between_the_anchors(
    base: Decimal, step: Decimal, further: Decimal, value: Decimal
) -> None:
    step, further = step or Decimal(1), abs(further)
    advanced = base + step
    near_zero = advanced + (further if step > 0 else -further) or advanced
    found = Fraction(points(value, Anchors(base, advanced, near_zero)))
    line = [(base - step, 0), (base, 60), (advanced, 85), (near_zero, 100)]
    assert abs(found - between(value, line)) < Fraction(1, 10**24)


def between(value: Decimal, line: list[tuple[Decimal, int]]) -> Fraction:
    """Reference: the last point reached on the line through the anchors, then the next one."""
    sign = 1 if line[1][0] < line[2][0] else -1
    told = [(Fraction(place) * sign, Fraction(score)) for place, score in line]
    x = Fraction(value) * sign
    reached = [pair for pair in told if pair[0] <= x]
    ahead = [pair for pair in told if pair[0] > x]
    if not reached:
        return Fraction(0)
    (left, low) = reached[-1]
    if not ahead:
        return low
    (right, high) = ahead[0]
    return low + (high - low) * (x - left) / (right - left)


@given(small, small, small)
def test_a_better_value_never_has_fewer_points(base: Decimal, one: Decimal, two: Decimal) -> None:
    anchors = Anchors(base, base - 10, base - 15)
    better, worse = sorted((one, two))
    assert points(better, anchors) >= points(worse, anchors)
    assert 0 <= points(one, anchors) <= 100
