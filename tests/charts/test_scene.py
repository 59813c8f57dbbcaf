"""Helpers of chart geometry: widths, shortened labels, labels moved apart."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.charts.scene import shorten, spread, text_width


@pytest.mark.parametrize(("text", "ems"), [("企业", 2), ("", 0), ("Ⅰ级", 2)])
def test_a_wide_character_is_one_em(text: str, ems: float) -> None:
    assert text_width(text, 9) == ems * 9


def test_latin_is_narrower_than_han() -> None:
    assert text_width("kgce", 9) < text_width("千克标煤", 9)


def test_a_label_that_fits_stays() -> None:
    assert shorten("柴油", 9, 18) == "柴油"


def test_a_label_too_long_ends_in_an_ellipsis_and_fits() -> None:
    short = shorten("余热发电（自用部分）", 9, 50)
    assert short.endswith("…")
    assert text_width(short, 9) <= 50
    assert "余热发电（自用部分）".startswith(short[:-1])


@given(st.lists(st.floats(-50, 250), max_size=8), st.floats(1, 40))
def test_spread_keeps_order_distance_and_bounds(wanted: list[float], gap: float) -> None:
    placed = spread(wanted, gap, 0, 200)
    assert len(placed) == len(wanted)
    assert all(-1e-6 <= position <= 200 + 1e-6 for position in placed)
    ranked = [placed[index] for index in sorted(range(len(wanted)), key=lambda i: wanted[i])]
    fair = min(gap, 200 / (len(wanted) - 1)) if len(wanted) > 1 else gap
    assert all(after - before >= fair - 1e-6 for before, after in pairwise(ranked))


def test_spread_leaves_alone_what_does_not_touch() -> None:
    assert spread([10, 60, 120], 20, 0, 200) == (10, 60, 120)
