"""Wildcards, working order and circles, held against plain restatements."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.dependencies import expand_wildcards, working_order

NAMES = st.sampled_from([f"n{number}" for number in range(8)])


def test_a_wildcard_stands_for_one_more_segment() -> None:
    names = ["ce.coal", "ce.coke", "ce.coke.dry", "ce", "cf.coal"]
    assert expand_wildcards(["ce.*", "ce.coke.*", "x.*"], names, frozenset()) == {
        "ce.*": ("ce.coal", "ce.coke"),
        "ce.coke.*": ("ce.coke.dry",),
        "x.*": (),
    }


def test_a_wildcard_on_a_repeated_name_stands_for_its_records() -> None:
    names = ["air.pm", "air.pm.mass"]
    table = expand_wildcards(["air.pm.*"], names, frozenset({"air.pm"}))
    assert table == {"air.pm.*": ("air.pm",)}


@given(st.dictionaries(NAMES, st.frozensets(NAMES, max_size=3)))
def test_order_and_circle(fed: dict[str, frozenset[str]]) -> None:
    order, circle = working_order(fed)
    assert len(set(order)) == len(order)
    for place, name in enumerate(order):
        assert fed[name] & fed.keys() <= set(order[:place])
    if not circle:
        assert set(order) == set(fed)
        return
    assert circle[0] == circle[-1]
    assert len(circle) > 1
    for name, other in pairwise(circle):
        assert other in fed[name]
        assert name not in order
