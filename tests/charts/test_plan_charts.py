"""The synergy plane and the cost curve: places, signs, and nothing outside or on top of another."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.charts.cost_curve import CostCurveInput, CostStep, cost_curve
from desktop_app.charts.scene import Circle, Polygon, Rect, Text
from desktop_app.charts.synergy import SynergyInput, SynergyPoint, synergy
from desktop_app.charts.ticks import round_ticks, tick_text
from tests.charts.geometry import outside, shapes_of

LABELS = {
    "x": "减污 %", "y": "降碳 %", "both": "污碳同减", "carbon_only": "降碳增污",
    "neither": "污碳同增", "pollution_only": "减污增碳", "empty": "没有可画的措施",
}  # fmt: skip
shares = st.decimals(min_value=-100, max_value=100, places=2)


def plane(*points: tuple[str, str]) -> SynergyInput:
    placed = [SynergyPoint(str(n), Decimal(p), Decimal(c)) for n, (p, c) in enumerate(points, 1)]
    return SynergyInput(tuple(placed), LABELS)


def test_more_cut_is_farther_right_and_higher() -> None:
    scene = synergy(plane(("1", "2"), ("8", "2"), ("8", "6")))
    first, second, third = shapes_of(scene, Circle)
    assert first.x < second.x
    assert first.y == second.y
    assert third.x == second.x
    assert third.y < second.y


def test_what_adds_pollution_stands_left_of_the_axis() -> None:
    scene = synergy(plane(("-5", "6"), ("5", "6")))
    left, right = shapes_of(scene, Circle)
    [axis] = [one for one in scene.shapes if getattr(one, "colour", "") == "carbon" and
              getattr(one, "x1", 0) == getattr(one, "x2", 1)]  # fmt: skip
    assert left.x < getattr(axis, "x1", 0) < right.x


def test_points_in_one_place_are_told_apart() -> None:
    scene = synergy(plane(("5", "5"), ("5", "5"), ("5", "5")))
    dots = [one for one in shapes_of(scene, Circle) if one.radius > 5]
    assert len({(one.x, one.y) for one in dots}) == 3


def test_the_whole_plan_is_a_mark_of_its_own() -> None:
    points = (*plane(("5", "5")).points, SynergyPoint("", Decimal(9), Decimal(8), whole=True))
    assert len(shapes_of(synergy(SynergyInput(points, LABELS)), Polygon)) == 1


@given(st.lists(st.tuples(shares, shares), max_size=8))
def test_the_plane_keeps_everything_inside(points: list[tuple[Decimal, Decimal]]) -> None:
    shown = [SynergyPoint(str(n), p, c) for n, (p, c) in enumerate(points)]
    assert not outside(synergy(SynergyInput(tuple(shown), LABELS)))


def curve(*steps: tuple[str, str]) -> CostCurveInput:
    placed = [CostStep(str(n), Decimal(a), Decimal(c)) for n, (a, c) in enumerate(steps, 1)]
    return CostCurveInput(tuple(placed), {"x": "累计 tCO₂/年", "y": "元/tCO₂"})


def bars(shown: CostCurveInput) -> list[Rect]:
    return [one for one in shapes_of(cost_curve(shown), Rect) if one.fill != "surface"]


def test_the_cheapest_tonne_stands_first_and_savings_hang_below() -> None:
    dear, cheap = curve(("100", "300"), ("300", "-50")).steps
    first, second = bars(CostCurveInput((dear, cheap)))
    assert first.width == pytest.approx(3 * second.width, rel=0.02)
    assert first.x < second.x
    assert (first.fill, second.fill) == ("level_1", "carbon")
    assert first.y == pytest.approx(second.y + second.height)


@given(
    st.lists(
        st.tuples(
            st.decimals(min_value="0.01", max_value=10**7, places=2),
            st.decimals(min_value=-(10**6), max_value=10**6, places=2),
        ),
        max_size=8,
    )
)
def test_the_curve_keeps_everything_inside(steps: list[tuple[Decimal, Decimal]]) -> None:
    shown = CostCurveInput(tuple(CostStep(str(n), a, c) for n, (a, c) in enumerate(steps)))
    assert not outside(cost_curve(shown))


def test_without_measures_both_say_so() -> None:
    empty = CostCurveInput((), {"empty": "没有"})
    for scene in (synergy(SynergyInput((), LABELS)), cost_curve(empty)):
        assert any(one.text in ("没有可画的措施", "没有") for one in shapes_of(scene, Text))


@given(
    st.decimals(min_value=-(10**9), max_value=0, places=3),
    st.decimals(min_value=0, max_value=10**9, places=3),
)
def test_ticks_are_round_and_reach_both_ends(low: Decimal, high: Decimal) -> None:
    ticks = round_ticks(low, high)
    assert ticks[0] <= low
    assert ticks[-1] >= high
    assert Decimal(0) in ticks
    assert 2 <= len(ticks) <= 9
    assert (ticks[1] - ticks[0]).normalize().as_tuple().digits in ((1,), (2,), (5,))


@pytest.mark.parametrize(
    ("value", "text"), [("0", "0"), ("-0.50", "−0.5"), ("120000", "12万"), ("1500", "1500")]
)
def test_ticks_are_written_plainly(value: str, text: str) -> None:
    assert tick_text(Decimal(value)) == text
