"""Weights of printed tables: whatever they are parts of, their proportions stay exact."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.problems import Problem
from desktop_app.packs.template.weights import (
    How,
    Share,
    Unbalanced,
    Weighed,
    read_weight,
    weigh,
)

HUNDRED = 100


@st.composite
def parts_of(draw: st.DrawFn, whole: int) -> list[int]:
    """Whole numbers above zero that add up to `whole`."""
    most = min(whole - 1, 6)
    cuts = draw(st.sets(st.integers(1, whole - 1), max_size=most)) if whole > 1 else set()
    ends = [0, *sorted(cuts), whole]
    return [right - left for left, right in pairwise(ends)]


def shares(numbers: list[Decimal]) -> list[Share | None]:
    return [Share(number) for number in numbers]


def scaled(numbers: list[int], *, to_one: bool) -> list[Decimal]:
    return [Decimal(number).scaleb(-2) if to_one else Decimal(number) for number in numbers]


def weighed(groups: list[Decimal | None], rows: list[list[Share | None]]) -> Weighed:
    found = weigh(groups, rows)
    assert isinstance(found, Weighed), found
    return found


def in_index(found: Weighed) -> list[list[Fraction]]:
    """The weight of every row in the whole index, the way the method works it out."""
    result: list[list[Fraction]] = []
    for group, inside in zip(found.groups, found.rows, strict=True):
        own = [Fraction(one.value) for one in inside if one is not None]
        result.append([Fraction(group or 0) * one / sum(own) for one in own])
    return result


@given(st.data(), st.booleans(), st.booleans())
def test_shares_of_the_group(data: st.DataObject, groups_to_one: bool, rows_to_one: bool) -> None:
    groups = data.draw(parts_of(HUNDRED))
    rows = [data.draw(parts_of(HUNDRED)) for _group in groups]
    found = weighed(
        [*scaled(groups, to_one=groups_to_one)],
        [shares(scaled(inside, to_one=rows_to_one)) for inside in rows],
    )
    expected = [
        [Fraction(group * one, HUNDRED * HUNDRED) for one in inside]
        for group, inside in zip(groups, rows, strict=True)
    ]
    assert in_index(found) == expected


@given(st.data(), st.booleans())
def test_shares_of_the_whole_table(data: st.DataObject, to_one: bool) -> None:
    groups = data.draw(parts_of(HUNDRED))
    rows = [data.draw(parts_of(group)) for group in groups]
    found = weighed(
        [*scaled(groups, to_one=to_one)],
        [shares(scaled(inside, to_one=to_one)) for inside in rows],
    )
    assert in_index(found) == [[Fraction(one, HUNDRED) for one in inside] for inside in rows]
    assert found.how in (How.WHOLE, How.GROUP)


@given(st.lists(st.integers(1, 200), min_size=1, max_size=5))
def test_what_adds_up_to_nothing_sensible_is_refused(numbers: list[int]) -> None:
    inside = [Share(Decimal(one)) for one in numbers]
    found = weigh([Decimal(1)], [inside])
    if sum(numbers) in (1, HUNDRED):
        assert isinstance(found, Weighed)
    else:
        assert isinstance(found, Unbalanced)
        assert found.fault.args["total"] == str(sum(numbers))


ONE = Decimal(1)
HALF = Decimal("0.5")
FIFTY = Decimal(50)
SHARED = Share(Decimal("0.8"), 1)


@pytest.mark.parametrize(
    ("groups", "rows", "how"),
    [
        ([None, None], [[None], [None, None]], How.NONE),
        ([HALF, HALF], [[None], [None]], How.PARTIAL),
        ([HALF, HALF], [[Share(ONE)], [Share(HALF), None]], How.PARTIAL),
        ([FIFTY, FIFTY], [[Share(Decimal(100))], [Share(Decimal(60)), None]], How.PARTIAL),
        ([ONE], [[SHARED, SHARED, Share(Decimal("0.2"))]], How.GROUP),
    ],
)
def test_how_complete_weights_are(
    groups: list[Decimal | None], rows: list[list[Share | None]], how: How
) -> None:
    found = weighed(groups, rows)
    assert found.how is how
    assert all(group is None or group <= 1 for group in found.groups)


@pytest.mark.parametrize(
    ("groups", "rows", "code", "group"),
    [
        ([HALF, None], [[Share(ONE)], [Share(ONE)]], "template.group_weight_missing", 1),
        ([HALF, None], [[None], [None]], "template.group_weight_missing", 1),
        ([None], [[Share(ONE)]], "template.group_weight_missing", 0),
        ([HALF, HALF, HALF], [[Share(ONE)]] * 3, "template.group_weights", -1),
        ([ONE], [[Share(HALF), Share(Decimal("0.4"))]], "template.row_weights", 0),
        ([HALF, HALF], [[Share(ONE)], [Share(ONE), None]], "template.weights_used_up", 1),
        ([HALF, HALF], [[Share(HALF)], [None]], "template.row_weights", 0),
    ],
)
def test_what_is_missing_is_told_of_its_group(
    groups: list[Decimal | None], rows: list[list[Share | None]], code: str, group: int
) -> None:
    found = weigh(groups, rows)
    assert isinstance(found, Unbalanced)
    assert (found.fault.code, found.group) == (code, group)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", None),
        ("—", None),
        ("0.15", Share(Decimal("0.15"))),
        ("１５％", Share(Decimal("0.15"))),
        ("15", Share(Decimal(15))),
        ("0.8/n", SHARED),
        ("0.8 ／ n注", SHARED),
    ],
)
def test_a_weight_as_typed(text: str, wanted: Share | None) -> None:
    assert read_weight(text) == wanted


@pytest.mark.parametrize("text", ["0", "-1", "≥0.1", "3 t", "十五", "0.1~0.2", "120"])
def test_what_is_no_weight(text: str) -> None:
    assert isinstance(read_weight(text), Problem)


@given(st.text(max_size=30))
def test_any_weight_is_read_or_refused(text: str) -> None:
    found = read_weight(text)
    assert found is None or isinstance(found, Problem) or 0 < found.value <= HUNDRED
