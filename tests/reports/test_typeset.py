"""Setting of text: widths, alignment, spacing between Han and Latin, missing characters."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop_app.reports.blocks import Span
from desktop_app.reports.fonts import BOLD, FALLBACK, REGULAR, load_fonts
from desktop_app.reports.style import BODY
from desktop_app.reports.typeset import TextLine, Typesetter
from tests.conftest import FONTS
from tests.reports.sample import LONG_TEXT

EM = BODY.size


@pytest.fixture
def setter() -> Typesetter:
    return Typesetter(load_fonts(FONTS))


def right_edge(line: TextLine) -> float:
    return max(run.x + run.width for run in line.runs)


@pytest.mark.parametrize("width", range(60, 500, 7))
def test_lines_keep_within_the_margins(setter: Typesetter, width: int) -> None:
    for align in ("left", "justify"):
        for line in setter.lines(LONG_TEXT, BODY.aligned(align), width):
            assert line.right <= width + 0.01
            assert line.runs[0].x >= 0
            assert right_edge(line) <= width + EM / 2 + EM * 0.36


def test_no_character_is_lost(setter: Typesetter) -> None:
    lines = setter.lines(LONG_TEXT, BODY, 300)
    assert "".join(line.text for line in lines).replace(" ", "") == LONG_TEXT.replace(" ", "")


def test_both_margins_are_even_but_for_the_last_line(setter: Typesetter) -> None:
    *full, _last = setter.lines("企业能耗与碳排放" * 30, BODY.aligned("justify"), 305)
    assert full
    for line in full:
        spaced = line.runs[-1]
        assert spaced.x + spaced.width - spaced.spacing == pytest.approx(305, abs=0.01)


def test_the_last_line_is_not_stretched(setter: Typesetter) -> None:
    last = setter.lines("企业能耗" * 20, BODY.aligned("justify"), 305)[-1]
    assert all(run.spacing == 0 for run in last.runs)


@pytest.mark.parametrize(("align", "share"), [("left", 0), ("middle", 0.5), ("right", 1)])
def test_alignment(setter: Typesetter, align: str, share: float) -> None:
    line = setter.lines("企业", BODY.aligned(align), 100)[0]
    assert line.runs[0].x == pytest.approx((100 - 2 * EM) * share)


def test_han_and_latin_stand_a_little_apart(setter: Typesetter) -> None:
    joined = setter.width("能耗12", BODY)
    assert joined > setter.width("能耗", BODY) + setter.width("12", BODY)
    assert setter.width("，12", BODY) == setter.width("，", BODY) + setter.width("12", BODY)


def test_neighbouring_signs_share_their_blank_halves(setter: Typesetter) -> None:
    assert setter.width("》（", BODY) == pytest.approx(1.5 * EM)
    assert setter.width("）。", BODY) == pytest.approx(1.5 * EM)
    assert setter.width("（《", BODY) == pytest.approx(1.5 * EM)
    assert setter.width("。能", BODY) == pytest.approx(2 * EM)


def test_each_character_gets_a_face_that_has_it(setter: Typesetter) -> None:
    (line,) = setter.lines(
        (Span("排放 CO₂"), Span("☑", bold=True), Span("强", bold=True)), BODY, 400
    )
    faces = {char: run.ink.font for run in line.runs for char in run.text}
    assert faces["排"] == faces["C"] == REGULAR
    assert faces["₂"] == faces["☑"] == FALLBACK
    assert faces["强"] == BOLD


def test_scripts_are_smaller_and_moved(setter: Typesetter) -> None:
    text = (Span("10"), Span("−3", script="sup"), Span("i", script="sub"))
    base, above, below = (run.ink for run in setter.lines(text, BODY, 400)[0].runs)
    assert above.size < base.size > below.size
    assert below.rise < base.rise < above.rise


def test_a_character_no_font_has_is_marked_and_reported(setter: Typesetter) -> None:
    (line,) = setter.lines("王\ue000明", BODY, 400)
    assert line.text == "王〓明"
    assert setter.missing == {"\ue000"}


def test_an_empty_text_is_one_empty_line(setter: Typesetter) -> None:
    assert [line.runs for line in setter.lines("", BODY, 100)] == [()]


def test_a_link_is_drawn_in_the_accent_colour(setter: Typesetter) -> None:
    run = setter.lines((Span("见第 2 章", link="energy"),), BODY, 400)[0].runs[0]
    assert (run.ink.colour, run.ink.link) == ("accent", "energy")


def test_slanted_style_reaches_the_ink(setter: Typesetter) -> None:
    (line,) = setter.lines("≈ 92.6", replace(BODY, slanted=True), 400)
    assert all(run.ink.slanted for run in line.runs)
