"""The double near-zero quadrant: places of point, interval, history and words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.charts.quadrant import BAND_STARTS, QuadrantInput, quadrant
from desktop_app.charts.scene import Circle, Hatch, Line, Polygon, Rect, Scene, Text
from tests.charts.geometry import box, colliding_texts, outside, shapes_of, unknown_colours

LABELS = {
    "p_axis": "近零污染指数 P",
    "c_axis": "近零碳指数 C",
    "target": "双近零",
    "missing": "数据不足，暂不评级",
    "point": "本年",
    "last": "上一年",
    "interval": "缺项造成的范围",
    "band_60": "合规提升",
    "band_70": "协同先进",
    "band_80": "协同引领",
    "band_90": "就绪",
}
scores = st.decimals(0, 100, places=1)


def shown(p: str | None, c: str | None, **more: object) -> QuadrantInput:
    p_score, c_score = (None if text is None else Decimal(text) for text in (p, c))
    return replace(QuadrantInput(p_score, c_score, labels=LABELS), **more)  # type: ignore[arg-type]


def point(scene: Scene) -> Circle:
    return next(c for c in shapes_of(scene, Circle) if c.tip == "本年" and c.stroke == "surface")


def test_more_p_is_right_and_more_c_is_up() -> None:
    low, high = (point(quadrant(shown(*at))) for at in (("40", "40"), ("80", "70")))
    assert high.x > low.x
    assert high.y < low.y


def test_the_point_is_to_scale() -> None:
    zero, half, full = (point(quadrant(shown(at, at))) for at in ("0", "50", "100"))
    assert half.x - zero.x == pytest.approx(full.x - half.x)
    assert zero.y - half.y == pytest.approx(half.y - full.y)


def test_scores_beyond_the_scale_stay_on_its_edge() -> None:
    assert point(quadrant(shown("120", "-5"))) == point(quadrant(shown("100", "0")))


def test_bands_are_steps_towards_the_corner() -> None:
    bands = [p for p in shapes_of(quadrant(shown("50", "50")), Polygon) if p.opacity < 1]
    assert len(bands) == len(BAND_STARTS)
    lefts = [box(band)[0] for band in bands]
    bottoms = [box(band)[3] for band in bands]
    assert lefts == sorted(lefts)
    assert bottoms == sorted(bottoms, reverse=True)
    assert {box(band)[2] for band in bands} == {box(bands[0])[2]}
    assert [band.opacity for band in bands] == sorted(band.opacity for band in bands)


def test_an_open_position_has_a_box_around_the_point() -> None:
    bounds = {
        name: Decimal(v)
        for name, v in zip(
            ("p_low", "p_high", "c_low", "c_high"), ("60", "80", "50", "75"), strict=True
        )
    }
    scene = quadrant(shown("70", "60", **bounds))
    left, top, right, bottom = box(shapes_of(scene, Hatch)[0])
    here = point(scene)
    assert left < here.x < right
    assert top < here.y < bottom


def test_a_certain_position_has_no_box() -> None:
    same = dict.fromkeys(("p_low", "p_high", "c_low", "c_high"), Decimal(70))
    assert not shapes_of(quadrant(shown("70", "70", **same)), Hatch)


def test_nothing_known_is_said_and_no_point_drawn() -> None:
    scene = quadrant(shown(None, "60"))
    assert "数据不足，暂不评级" in [text.text for text in shapes_of(scene, Text)]
    assert not [circle for circle in shapes_of(scene, Circle) if circle.tip == "本年"]


def test_last_year_is_hollow_and_its_arrow_leads_to_this_year() -> None:
    scene = quadrant(shown("80", "80", last=(Decimal(40), Decimal(50))))
    before = next(circle for circle in shapes_of(scene, Circle) if circle.tip == "上一年")
    assert before.fill == "surface"
    arrow = next(line for line in shapes_of(scene, Line) if line.tip == "上一年")
    here = point(scene)
    assert before.x < arrow.x1 < arrow.x2 < here.x
    assert before.y > arrow.y1 > arrow.y2 > here.y


def test_no_arrow_between_points_that_touch() -> None:
    scene = quadrant(shown("80", "80", last=(Decimal(79), Decimal(80))))
    assert not [line for line in shapes_of(scene, Line) if line.tip == "上一年"]


def test_gates_say_their_state_by_sign() -> None:
    gates = (("G1", "ok"), ("G2", "fail"), ("G3", "open"))
    scene = quadrant(shown("80", "80", gates=gates))
    texts = [text.text for text in shapes_of(scene, Text)]
    assert texts[-6:] == ["●", "G1", "✕", "G2", "○", "G3"]
    assert scene.height > quadrant(shown("80", "80")).height


@pytest.mark.parametrize("at", [("84.9", "73.1"), ("100", "100"), ("0", "0"), ("99", "3")])
def test_words_do_not_collide(at: tuple[str, str]) -> None:
    gates = tuple((f"G{number}", "ok") for number in range(1, 8))
    scene = quadrant(shown(*at, gates=gates, grade="D3 协同先进级"))
    assert not colliding_texts(scene)
    assert not unknown_colours(scene)


@given(scores, scores, scores, scores, st.sampled_from([180, 240, 320, 480]))
def test_all_stays_inside_the_frame(
    p: Decimal, c: Decimal, last_p: Decimal, last_c: Decimal, size: int
) -> None:
    interval = (max(Decimal(0), p - 9), min(Decimal(100), p + 9), c, c)
    given_input = QuadrantInput(
        p,
        c,
        *interval,
        last=(last_p, last_c),
        path=((last_c, p),),
        grade="D5 双近零就绪级（自评）",
        gates=(("G1", "ok"),),
        labels=LABELS,
    )
    assert not outside(quadrant(given_input, size))


def test_the_flag_stands_clear_of_the_interval() -> None:
    bounds = {
        "p_low": Decimal(60),
        "p_high": Decimal(80),
        "c_low": Decimal(50),
        "c_high": Decimal(75),
    }
    scene = quadrant(shown("70", "60", grade="D2", **bounds))
    flag = next(rect for rect in shapes_of(scene, Rect) if rect.fill == "accent")
    assert box(flag)[3] <= box(shapes_of(scene, Hatch)[0])[1]
