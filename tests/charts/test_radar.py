"""The radar of groups: where its corners lie, and that its words have room."""

from __future__ import annotations

from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.charts.radar import Series, Spoke, radar
from desktop_app.charts.scene import Circle, Polygon, Polyline, Scene
from tests.charts.geometry import colliding_texts, outside, shapes_of

LEVELS = (
    Series("Ⅲ级", "level_3"),
    Series("Ⅰ级", "level_1"),
    Series("补全后可能", "muted", open=True),
)
GROUPS = ("生产工艺装备及技术", "节能减排装备及技术", "资源与能源消耗", "产品特征", "清洁生产管理")


def spokes(*shares: tuple[float, ...]) -> tuple[Spoke, ...]:
    return tuple(Spoke(GROUPS[at], one, f"{at}") for at, one in enumerate(shares))


def areas(scene: Scene) -> list[Polygon]:
    return [shape for shape in shapes_of(scene, Polygon) if shape.fill]


def test_a_full_group_reaches_the_outer_ring_and_an_empty_one_the_middle() -> None:
    scene = radar(spokes((1, 1, 1), (0, 0, 1), (0.5, 0, 1)), LEVELS)
    ring = max(
        (shape for shape in shapes_of(scene, Polygon) if not shape.fill),
        key=lambda shape: max(x for x, _y in shape.points),
    )
    middle = shapes_of(scene, Polyline)[0].points[0]
    third, _first = areas(scene)
    assert third.points[0] == pytest.approx(ring.points[0])
    assert third.points[1] == pytest.approx(middle)
    reach = hypot(third.points[2][0] - middle[0], third.points[2][1] - middle[1])
    whole = hypot(ring.points[2][0] - middle[0], ring.points[2][1] - middle[1])
    assert reach == pytest.approx(whole / 2)


def test_what_is_only_possible_is_a_dashed_outline() -> None:
    scene = radar(spokes((0, 0, 1), (0, 0, 1), (0, 0, 1)), LEVELS)
    dashed = [shape for shape in shapes_of(scene, Polyline) if shape.dash]
    assert any(len(shape.points) == 4 for shape in dashed)
    assert len(areas(scene)) == 2


def test_every_corner_tells_its_figures() -> None:
    scene = radar(spokes((1, 0, 1), (0, 0, 1), (0, 0, 1)), LEVELS)
    assert [dot.tip for dot in shapes_of(scene, Circle)] == ["0", "1", "2", "0", "1", "2"]
    assert scene.description == "0；1；2"


def test_two_groups_are_no_radar() -> None:
    with pytest.raises(ValueError, match="2"):
        radar(spokes((1, 1, 1), (1, 1, 1)), LEVELS)


@given(
    count=st.integers(3, 5),
    width=st.floats(260, 900),
    share=st.floats(0, 1),
)
def test_nothing_leaves_the_scene_and_no_words_collide(
    count: int, width: float, share: float
) -> None:
    scene = radar(spokes(*([(share, share / 2, 1)] * count)), LEVELS, width)
    assert not outside(scene)
    assert not colliding_texts(scene)
