"""Line breaking of Chinese text: what may begin and end a line, and that nothing is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.reports.linebreak import break_lines
from tests.reports.sample import LONG_TEXT

NEVER_FIRST = "，。、；：？！”’》〉）】」％％·…"
NEVER_LAST = "“‘《〈（【「"


def lines_of(text: str, ems: float) -> list[str]:
    """The lines of `text` when Han take one em, all else half an em, nothing may hang."""
    advances = [1.0 if ord(char) >= 0x2E80 or char in "“”…—" else 0.5 for char in text]
    ranges = break_lines(text, advances, [0.0] * len(text), ems)
    return [text[start:end] for start, end in ranges]


def width(line: str) -> float:
    return sum(1.0 if ord(char) >= 0x2E80 or char in "“”…—" else 0.5 for char in line)


WIDTHS = [tenth / 10 for tenth in range(100, 500)]


def test_no_sign_begins_or_ends_a_line_where_it_may_not() -> None:
    wrong = [
        line
        for ems in WIDTHS
        for line in lines_of(LONG_TEXT, ems)
        if line[0] in NEVER_FIRST or line[-1] in NEVER_LAST
    ]
    assert not wrong


def test_no_line_is_too_wide() -> None:
    assert all(width(line) <= ems + 1e-6 for ems in WIDTHS for line in lines_of(LONG_TEXT, ems))


def test_numbers_units_and_words_stay_whole() -> None:
    words = ("412,806.5 tce", "104.2 kgce/t", "84.2 mg/m³", "GB/T", "DA001", "CO₂", "0.846 t")
    for ems in WIDTHS:
        broken = lines_of(LONG_TEXT, ems)
        assert all(any(word in line for line in broken) for word in words), ems


def test_paired_dashes_and_dots_stay_together() -> None:
    for ems in WIDTHS:
        broken = lines_of(LONG_TEXT, ems)
        assert any("——" in line for line in broken)
        assert any("……" in line for line in broken)


@given(st.text(alphabet="企业能耗，。（）《》“”、 abc12.,-/%\n", max_size=120), st.integers(1, 30))
def test_nothing_but_spaces_and_line_ends_is_lost(text: str, ems: int) -> None:
    kept = "".join(lines_of(text, ems))
    assert re.sub(r"[ \n]", "", kept) == re.sub(r"[ \n]", "", text)


@given(st.text(alphabet="企业能耗，。（《abc1 ", min_size=1, max_size=80), st.integers(1, 6))
def test_even_the_narrowest_column_makes_progress(text: str, ems: int) -> None:
    broken = lines_of(text, ems)
    assert all(width(line) <= max(ems, 1) or len(line) == 1 for line in broken)


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert lines_of("a" * 25, 5) == ["a" * 10, "a" * 10, "a" * 5]


def test_a_line_end_of_the_author_is_kept() -> None:
    assert lines_of("甲\n\n乙\n", 20) == ["甲", "", "乙", ""]
    assert lines_of("", 20) == [""]


def test_a_closing_sign_may_hang_by_its_blank_half() -> None:
    text = "企业能耗，碳排放"
    hanging = [0.5 if char == "，" else 0.0 for char in text]
    advances = [1.0] * len(text)
    assert break_lines(text, advances, hanging, 4.5)[0] == (0, 5)
    assert break_lines(text, advances, [0.0] * len(text), 4.5)[0] == (0, 3)


@pytest.mark.parametrize("count", [20, 21, 22])
def test_the_last_line_is_never_a_single_character(count: int) -> None:
    assert len(lines_of("企" * count, 20)[-1]) >= (2 if count > 20 else 20)


def test_the_break_is_after_the_space_and_the_space_goes() -> None:
    assert lines_of("first second third", 6.5) == ["first second", "third"]
