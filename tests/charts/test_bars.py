"""Bars from zero, and the waterfall from parts to total."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.charts.bars import Bar, bar_chart, waterfall
from desktop_app.charts.scene import Rect, Scene, Text
from tests.charts.geometry import colliding_texts, outside, shapes_of

AMOUNTS = ("698200", "1264500", "148300", "-62400")


def bars(*amounts: str | None) -> tuple[Bar, ...]:
    return tuple(
        Bar(f"来源 {index}", None if amount is None else Decimal(amount), f"{amount} t")
        for index, amount in enumerate(amounts)
    )


def rects(scene: Scene) -> list[Rect]:
    return shapes_of(scene, Rect)


def test_lengths_are_in_proportion() -> None:
    first, second = rects(bar_chart(bars("100", "25")))
    assert first.width == pytest.approx(4 * second.width)
    assert first.x == second.x
    assert first.y < second.y


def test_negative_amounts_go_left_of_zero() -> None:
    positive, negative = rects(bar_chart(bars("100", "-50")))
    assert negative.x + negative.width == pytest.approx(positive.x)


def test_an_unknown_amount_keeps_its_row_but_has_no_bar() -> None:
    scene = bar_chart((*bars("100"), Bar("替代燃料", None, "未填")))
    assert len(rects(scene)) == 1
    assert "未填" in [text.text for text in shapes_of(scene, Text)]


def test_the_waterfall_runs_on_and_ends_in_the_total() -> None:
    *parts, total = rects(waterfall(bars(*AMOUNTS), "合计", "2 048 600 t"))
    assert parts[1].x == pytest.approx(parts[0].x + parts[0].width)
    assert parts[2].x == pytest.approx(parts[1].x + parts[1].width)
    assert parts[3].x + parts[3].width == pytest.approx(parts[2].x + parts[2].width)
    assert total.x == pytest.approx(parts[0].x)
    assert total.x + total.width == pytest.approx(parts[3].x)


def test_the_scene_says_its_figures_in_words() -> None:
    assert bar_chart(bars("1", "2")).description == "来源 0 1 t；来源 1 2 t"


def test_nothing_to_show_is_an_empty_frame() -> None:
    assert not rects(bar_chart(()))
    assert not rects(bar_chart(bars("0", "0")))


@given(st.lists(st.decimals(-(10**7), 10**7, places=1), min_size=1, max_size=9))
def test_rows_stay_inside_and_apart(amounts: list[Decimal]) -> None:
    parts = bars(*(str(amount) for amount in amounts))
    for scene in (bar_chart(parts), waterfall(parts, "合计", "1 234 567 t")):
        assert not outside(scene)
        assert not colliding_texts(scene)


def test_a_long_label_is_shortened_but_whole_in_the_hover_text() -> None:
    name = "电石炉气净化后用于石灰窑的部分（含放散、含自备电厂用气）"
    label = shapes_of(bar_chart((Bar(name, Decimal(1), "1"),), 300), Text)[0]
    assert label.text.endswith("…")
    assert label.tip == name
