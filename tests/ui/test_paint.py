"""Scenes on screen: each shape leaves its colour where it should, at any scale, in any theme."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from desktop_app.charts.scene import (
    Arc,
    Circle,
    Hatch,
    Line,
    Polygon,
    Polyline,
    Rect,
    Scene,
    Shape,
    Text,
)
from desktop_app.ui.paint import bounds, paint_scene, tip_at
from desktop_app.ui.theme import Theme

SIDE = 60
SHAPES: tuple[Shape, ...] = (
    Line(10, 30, 50, 30, "accent", 4),
    Polyline(((10, 30), (50, 30)), "accent", 4),
    Polygon(((10, 10), (50, 10), (50, 50), (10, 50)), fill="accent"),
    Rect(10, 10, 40, 40, fill="accent"),
    Circle(30, 30, 20, fill="accent"),
    Arc(30, 50, 20, -90, 180, "accent", 6),
    Text(30, 34, "口口口", 12, "middle", bold=True, colour="accent"),
    Hatch(10, 10, 40, 40, "accent", 4),
)


def painted(*shapes: Shape, theme: Theme | None = None, density: int = 2) -> QImage:
    image = QImage(QSize(SIDE, SIDE) * density, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(density)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint_scene(painter, Scene(SIDE, SIDE, shapes), theme or Theme())
    painter.end()
    return image


def inked(image: QImage) -> set[tuple[int, int]]:
    """The places that are not transparent, in scene units."""
    density = round(image.devicePixelRatio())
    return {
        (x // density, y // density)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 0
    }


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: type(shape).__name__)
def test_a_shape_stays_within_its_bounds(qapp: QApplication, shape: Shape) -> None:
    places = inked(painted(shape))
    room = bounds(shape).adjusted(-4, -4, 4, 4)
    assert places
    assert all(room.contains(x, y) for x, y in places)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: type(shape).__name__)
def test_a_shape_takes_the_colours_of_the_theme(qapp: QApplication, shape: Shape) -> None:
    light, dark = painted(shape), painted(shape, theme=Theme("dark"))
    assert inked(light) == inked(dark)
    assert light != dark


def test_an_empty_token_draws_nothing(qapp: QApplication) -> None:
    assert inked(painted(Rect(0, 0, 50, 50), Circle(20, 20, 10), Line(0, 0, 9, 9, ""))) == set()


@pytest.mark.parametrize(
    ("start", "x", "y"), [(0, 44, 16), (90, 44, 44), (180, 16, 44), (270, 16, 16)]
)
def test_an_arc_runs_clockwise_from_twelve(
    qapp: QApplication, start: float, x: int, y: int
) -> None:
    places = inked(painted(Arc(30, 30, 20, start, 90, "accent", 4)))
    assert any(abs(x - a) <= 1 and abs(y - b) <= 1 for a, b in places)
    assert not any(abs(60 - x - a) <= 4 and abs(60 - y - b) <= 4 for a, b in places)


@pytest.mark.parametrize(("anchor", "left"), [("start", 30), ("middle", 18), ("end", 6)])
def test_text_is_anchored(qapp: QApplication, anchor: str, left: int) -> None:
    places = inked(painted(Text(30, 40, "口口", 12, anchor)))
    assert abs(min(x for x, _ in places) - left) <= 3
    assert abs(max(x for x, _ in places) - (left + 24)) <= 3


def test_text_turns_around_its_place(qapp: QApplication) -> None:
    places = inked(painted(Text(30, 50, "口口口", 12, rotate=-90)))
    assert max(y for _, y in places) - min(y for _, y in places) > 30
    assert max(x for x, _ in places) <= 33


def test_dashes_are_counted_in_scene_units(qapp: QApplication) -> None:
    places = inked(painted(Line(0, 30, 60, 30, "accent", 2, dash=(10, 5))))
    columns = {x for x, y in places if y == 30}
    assert {0, 9, 15, 24} <= columns
    assert not {11, 13, 27, 28} & columns
    odd = inked(painted(Line(0, 30, 60, 30, "accent", 2, dash=(10,))))
    assert {x for x, y in odd if y == 30} & {12, 15, 18} == set()


def test_opacity_fades_the_fill_alone(qapp: QApplication) -> None:
    image = painted(Rect(10, 10, 40, 40, "accent", "text", 4, opacity=0.2))
    assert image.pixelColor(60, 60).alpha() < 80
    assert image.pixelColor(20, 60).alpha() == 255


def test_tips_come_from_the_topmost_shape_hit() -> None:
    corner = Polygon(((0, 0), (40, 0), (0, 40)), fill="accent", tip="三角")
    scene = Scene(60, 60, (Rect(0, 0, 60, 60, tip="底"), corner, Circle(10, 10, 2, tip="点")))
    assert tip_at(scene, 10, 10) == "点"
    assert tip_at(scene, 25, 5) == "三角"
    assert tip_at(scene, 38, 38) == "底"
    assert tip_at(Scene(60, 60, ()), 5, 5) == ""
