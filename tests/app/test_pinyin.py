"""Names found and sorted by how they are read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.app.paths import find_paths
from desktop_app.app.pinyin import Pinyin, pinyin, plain, reads

NAME = "贵州𬭎达铝业（集团）有限公司"


@pytest.mark.parametrize(
    "typed", ["guizhou", "gz", "gzhd", "hongda", "lvye", "ly", "yxgs", "lyjtyx"]
)
def test_a_name_is_found_from_any_of_its_characters_on(typed: str) -> None:
    assert reads(pinyin(find_paths()).starts(NAME), typed) is True


@pytest.mark.parametrize("typed", ["uizhou", "an", "zg", "gangtie", "guizhouhongdalvyex"])
def test_what_begins_inside_a_syllable_or_is_not_there_is_not_found(typed: str) -> None:
    assert reads(pinyin(find_paths()).starts(NAME), typed) is False


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("重庆", "chongqing"),
        ("重庆", "zhongqing"),
        ("厦门", "xm"),
        ("长兴", "cx"),
        ("银行", "yinhang"),
    ],
)
def test_characters_of_several_readings_are_found_by_each(name: str, typed: str) -> None:
    assert reads(pinyin(find_paths()).starts(name), typed)


def test_full_width_letters_and_capitals_are_found_as_typed() -> None:
    starts = pinyin(find_paths()).starts("ＡＢＣ铝业")
    assert reads(starts, plain("ＡBc"))
    assert reads(starts, "abclv")
    assert reads(starts, "abcl'v")
    assert reads(starts, "l'y")


def test_names_are_sorted_as_they_are_read() -> None:
    found = sorted(["遵义", "贵阳", "安顺", "毕节", "贵定", "A厂"], key=pinyin(find_paths()).order)
    assert found == ["A厂", "安顺", "毕节", "贵定", "贵阳", "遵义"]


def test_without_the_table_names_stand_for_themselves(tmp_path: Path) -> None:
    bare = Pinyin(tmp_path / "not there.txt")
    assert reads(bare.starts("贵州"), "贵州")
    assert not reads(bare.starts("贵州"), "gz")


@given(st.text(max_size=40))
def test_any_name_is_found_by_how_it_is_read(name: str) -> None:
    readings = pinyin(find_paths())
    letters = [one for one in plain(name) if one.isalnum()][:12]
    read = "".join(readings._of(one)[0] for one in letters)[:32]
    assert reads(readings.starts(name), read) or not letters
