"""Spreading a year's figure over its months: the months give it back, whatever it was."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.distribute import MONTHS, rest_of, spread
from desktop_app.core.inputs import aggregate

FIGURES = st.decimals(min_value=0, max_value=10**9, allow_nan=False, allow_infinity=False, places=3)
WEIGHTS = st.lists(
    st.decimals(min_value=0, max_value=10**6, places=2), min_size=12, max_size=12
).map(lambda found: dict(zip(MONTHS, found, strict=True)))


def test_even_months_keep_a_digit_for_the_remainder() -> None:
    parts = spread(Decimal(1000), MONTHS)
    assert {str(part) for part in parts.values()} == {"83.333", "83.334"}
    assert sum(parts.values()) == 1000
    assert set(spread(Decimal(150000), MONTHS).values()) == {Decimal(12500)}


def test_the_shape_of_last_year_is_kept() -> None:
    shape = {month: Decimal(2 if month <= 6 else 1) for month in MONTHS}
    parts = spread(Decimal(1800), MONTHS, shape)
    assert [parts[1], parts[12]] == [200, 100]


def test_weights_that_tell_nothing_spread_nothing() -> None:
    assert spread(Decimal(5), MONTHS, {1: Decimal(3)}) == {}
    assert spread(Decimal(5), MONTHS, dict.fromkeys(MONTHS, Decimal(0))) == {}
    assert spread(Decimal(5), ()) == {}


@given(FIGURES, WEIGHTS, st.booleans())
def test_the_months_add_up_to_the_year(
    year: Decimal, weights: dict[int, Decimal], even: bool
) -> None:
    parts = spread(year, MONTHS, None if even else weights)
    if not even and not sum(weights.values()):
        assert parts == {}
        return
    assert aggregate("sum", list(parts.values())) == year
    assert all(part >= 0 for part in parts.values())


@given(FIGURES, st.sets(st.sampled_from(MONTHS), max_size=11), st.sampled_from(("sum", "mean")))
def test_months_that_are_filled_stay(year: Decimal, filled: set[int], how: str) -> None:
    known = dict.fromkeys(filled, year / 50)
    rest = rest_of(year, known, how)
    empty = [month for month in MONTHS if month not in known]
    whole = {**known, **spread(rest, empty)}
    made = aggregate(how, [whole[month] for month in MONTHS])
    assert abs(made - year) <= Decimal("1e-18")
