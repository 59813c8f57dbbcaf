"""The months of a year as columns, last year's as a line."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.charts.scene import Circle, Polyline, Rect, Scene, Text
from desktop_app.charts.trend import Month, TrendWords, trend
from tests.charts.geometry import colliding_texts, outside, shapes_of

WORDS = TrendWords("电力", "万kWh", "本年", "上年")


def months(this: list[int | None], last: list[int | None] | None = None) -> list[Month]:
    before = last or [None] * len(this)
    return [
        Month(
            str(at),
            None if now is None else Decimal(now),
            None if then is None else Decimal(then),
            f"{at} 月",
        )
        for at, (now, then) in enumerate(zip(this, before, strict=True), 1)
    ]


def columns(scene: Scene) -> list[Rect]:
    return [shape for shape in shapes_of(scene, Rect) if shape.tip]


def test_columns_are_in_proportion_and_blank_months_have_none() -> None:
    scene = trend(months([100, None, 50]), WORDS)
    first, third = columns(scene)
    assert first.height == pytest.approx(2 * third.height)
    assert first.y + first.height == pytest.approx(third.y + third.height)


def test_last_year_is_a_line_broken_where_a_month_is_missing() -> None:
    scene = trend(months([1] * 5, [1, 2, None, 4, 5]), WORDS)
    runs = [shape for shape in shapes_of(scene, Polyline) if len(shape.points) == 2 and shape.dash]
    assert len(shapes_of(scene, Circle)) == 4
    assert len(runs) == 3  # two runs and the sign beside the name of last year
    assert "上年" in [text.text for text in shapes_of(scene, Text)]


def test_without_last_year_it_is_not_named() -> None:
    assert "上年" not in [text.text for text in shapes_of(trend(months([1, 2]), WORDS), Text)]


@pytest.mark.parametrize(
    ("most", "top"), [(97, "100"), (3, "4"), (8_500_000, "1,000万"), (101, "200"), (0, "4")]
)
def test_the_axis_ends_on_a_round_figure(most: int, top: str) -> None:
    texts = [text.text for text in shapes_of(trend(months([most, most]), WORDS), Text)]
    assert top in texts


def test_the_description_reads_the_months() -> None:
    assert trend(months([1, 2]), WORDS).description == "1 月；2 月"


@given(
    this=st.lists(st.none() | st.integers(-5, 10**9), min_size=12, max_size=12),
    last=st.lists(st.none() | st.integers(-5, 10**9), min_size=12, max_size=12),
    width=st.floats(260, 900),
)
def test_nothing_leaves_the_scene_and_no_words_collide(
    this: list[int | None], last: list[int | None], width: float
) -> None:
    scene = trend(months(this, last), WORDS, width)
    assert not outside(scene)
    assert not colliding_texts(scene)
