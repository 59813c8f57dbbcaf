"""Threshold band, completion ring and level badge."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.charts.bands import (
    BAND_HEIGHT,
    BAND_WIDTH,
    LEVEL_SIGNS,
    BandInput,
    completion_ring,
    level_badge,
    threshold_band,
)
from desktop_app.charts.scene import Arc, Hatch, Line, Polygon, Rect, Scene, Text
from tests.charts.geometry import box, colliding_texts, outside, shapes_of, unknown_colours


def band(limits: tuple[str | None, ...], value: str | None, *, lower: bool = False) -> Scene:
    marks = tuple(
        (label, None if limit is None else Decimal(limit), f"level_{rank}")
        for rank, (label, limit) in enumerate(zip("ⅠⅡⅢ", limits, strict=False), 1)
    )
    known = None if value is None else Decimal(value)
    return threshold_band(BandInput(marks, known, lower_is_better=lower))


def tick_labels(scene: Scene) -> list[str]:
    return [text.text for text in sorted(shapes_of(scene, Text), key=lambda text: text.x)]


def marker(scene: Scene) -> tuple[float, float]:
    """The tip of the marker."""
    return shapes_of(scene, Polygon)[0].points[-1]


@pytest.mark.parametrize(
    ("limits", "lower"), [(("100", "107", "117"), True), (("95", "90", "80"), False)]
)
def test_better_is_always_to_the_right(limits: tuple[str, ...], lower: bool) -> None:
    assert tick_labels(band(limits, limits[1], lower=lower)) == ["Ⅲ", "Ⅱ", "Ⅰ"]


@pytest.mark.parametrize("lower", [True, False])
def test_a_better_value_stands_further_right(lower: bool) -> None:
    limits = ("100", "107", "117") if lower else ("117", "107", "100")
    worse, better = ("112", "103") if lower else ("103", "112")
    assert marker(band(limits, worse, lower=lower)) < marker(band(limits, better, lower=lower))


def test_a_value_on_a_limit_stands_on_its_tick() -> None:
    scene = band(("100", "107", "117"), "107", lower=True)
    tick = next(text for text in shapes_of(scene, Text) if text.text == "Ⅱ")
    assert marker(scene)[0] == pytest.approx(tick.x)


@pytest.mark.parametrize(("value", "edge"), [("500", 0.0), ("1", BAND_WIDTH)])
def test_off_the_scale_an_arrow_points_outwards(value: str, edge: float) -> None:
    arrow = shapes_of(band(("100", "107", "117"), value, lower=True), Polygon)[0]
    assert arrow.points[0][0] == edge
    assert all(abs(x - edge) > 1 for x, _ in arrow.points[1:])


def test_equal_limits_share_a_tick() -> None:
    scene = band(("0.30", "0.30", "0.60"), "0.2", lower=True)
    assert tick_labels(scene) == ["Ⅲ", "Ⅰ/Ⅱ"]


def test_one_single_limit_is_enough() -> None:
    assert tick_labels(band(("50",), "20", lower=True)) == ["Ⅰ"]
    assert tick_labels(band(("0",), "0")) == ["Ⅰ"]


def test_grades_too_many_for_the_bar_are_ticks_alone() -> None:
    grades = ("良好", "中级", "初级", "勉强", "濒临", "轻度", "中度", "严重", "极度")
    limits = tuple((word, Decimal(10 - at), "level_2") for at, word in enumerate(grades))
    scene = threshold_band(BandInput(limits, Decimal(5)))
    assert tick_labels(scene) == []
    ticks = [line for line in shapes_of(scene, Line) if line.colour != "text"]
    assert len(ticks) == len(grades)


def test_a_hole_in_the_table_is_passed_over() -> None:
    assert tick_labels(band(("100", None, "117"), "105", lower=True)) == ["Ⅲ", "Ⅰ"]


def test_unknown_is_hatched_and_has_no_marker() -> None:
    for scene in (band(("100", "107", "117"), None, lower=True), band((), "5")):
        assert shapes_of(scene, Hatch)
        assert not shapes_of(scene, Polygon)


def test_segments_fill_the_bar_without_gap() -> None:
    bars = shapes_of(band(("100", "107", "117"), "104", lower=True), Rect)
    assert [bar.fill for bar in bars] == ["level_below", "level_3", "level_2", "level_1"]
    assert {bar.height for bar in bars} == {BAND_HEIGHT}
    ends = [0.0, *(bar.x + bar.width for bar in bars)]
    assert [bar.x for bar in bars] == pytest.approx(ends[:-1])
    assert ends[-1] == pytest.approx(BAND_WIDTH)


@given(
    st.lists(st.decimals(-1000, 1000, places=2), min_size=3, max_size=3),
    st.decimals(-3000, 3000, places=2),
    st.booleans(),
)
def test_it_stays_inside_and_readable(limits: list[Decimal], value: Decimal, lower: bool) -> None:
    ordered = sorted(limits, reverse=not lower)
    scene = band(tuple(str(limit) for limit in ordered), str(value), lower=lower)
    assert not outside(scene)
    assert not colliding_texts(scene)
    assert not unknown_colours(scene)


@pytest.mark.parametrize(
    ("done", "total", "text"),
    [(0, 7, "0%"), (3, 7, "42%"), (199, 200, "99%"), (7, 7, "100%"), (0, 0, "0%")],
)
def test_the_ring_is_rounded_down(done: int, total: int, text: str) -> None:
    ring = completion_ring(done, total)
    assert [shape.text for shape in shapes_of(ring, Text)] == [text]
    sweeps = [arc.sweep for arc in shapes_of(ring, Arc)]
    assert sweeps == ([pytest.approx(360 * done / total)] if done else [])
    assert not outside(ring)


@pytest.mark.parametrize("level", LEVEL_SIGNS)
def test_a_badge_bears_sign_and_word(level: str) -> None:
    badge = level_badge(level, "Ⅱ级 国内先进")
    label = shapes_of(badge, Text)[0]
    assert label.text == f"{LEVEL_SIGNS[level]} Ⅱ级 国内先进"
    assert label.colour == level
    assert box(label)[2] <= badge.width


def test_a_badge_without_level_is_a_muted_word() -> None:
    label = shapes_of(level_badge("", "未填"), Text)[0]
    assert (label.text, label.colour) == ("未填", "muted")
