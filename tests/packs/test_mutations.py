"""Whatever becomes of a good pack, reading and checking it ends in values, never in exceptions."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.core.check import check_pack
from desktop_app.core.model import build_model
from desktop_app.core.problems import has_errors
from desktop_app.packs.read import Library, read_library
from tests.packs.samples import SAMPLES, write_samples

VALUES = [
    "true", "0", "-1", "1e40", "nan", "2020-01-01", "2020-01-01T00:00:00", "10:30:00", "[]",
    "{}", "[[1, 2], {a = 1}]", '""', '"x"', '"free"', '"unknown"', '"none"', '"energy.total"',
    '"sum(ce.*)"', '"air.pm"', '"1 / 0"', '"not gate.permit"', '"{x}"', '"{none}"', "'\\'",
    '"P"', '"cp"', '"outlet"', '"level_index.v1"', '"\\u0000"', '"1e999"', "0x" + "f" * 200,
]  # fmt: skip
LINE = re.compile(r"^(?P<name>[a-z_]+) = .*$", re.MULTILINE)
HEADING = re.compile(r"^\[+[a-z_.]+\]+$", re.MULTILINE)


@st.composite
def mutated(draw: st.DrawFn, text: str) -> str:
    """The text after a few of: value replaced, line dropped or doubled, headings swapped."""
    for _step in range(draw(st.integers(1, 4))):
        change: Callable[[st.DrawFn, str], str] = draw(st.sampled_from(CHANGES))
        text = change(draw, text)
    return text


def _place(draw: st.DrawFn, pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    places = list(pattern.finditer(text))
    found: re.Match[str] | None = draw(st.sampled_from(places)) if places else None
    return found


def _new_value(draw: st.DrawFn, text: str) -> str:
    place = _place(draw, LINE, text)
    if place is None:
        return text
    line = f"{place['name']} = {draw(st.sampled_from(VALUES))}"
    return text[: place.start()] + line + text[place.end() :]


def _no_line(draw: st.DrawFn, text: str) -> str:
    place = _place(draw, LINE, text)
    return text[: place.start()] + text[place.end() :] if place else text


def _other_heading(draw: st.DrawFn, text: str) -> str:
    place, other = _place(draw, HEADING, text), _place(draw, HEADING, text)
    if place is None or other is None:
        return text
    return text[: place.start()] + other[0] + text[place.end() :]


def _doubled(draw: st.DrawFn, text: str) -> str:
    place, other = _place(draw, HEADING, text), _place(draw, HEADING, text)
    if place is None or other is None or place.start() >= other.start():
        return text
    return text[: other.start()] + text[place.start() : other.start()] + text[other.start() :]


def _noise(draw: st.DrawFn, text: str) -> str:
    at = draw(st.integers(0, len(text)))
    return text[:at] + draw(st.text(max_size=5)) + text[at:]


CHANGES = [_new_value, _new_value, _no_line, _other_heading, _doubled, _noise]


def judge(library: Library) -> None:
    """Check every pack and merge those without errors, telling every problem in words."""
    found = list(library.problems)
    for pack in library.packs.values():
        found += check_pack(pack, library.packs)
    built = build_model(list(library.packs.values()), 2023, "520000", "C3130")
    found += built.problems
    assert (built.model is None) == has_errors(built.problems)
    for one in found:
        assert one.sentence()


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return write_samples(tmp_path_factory.mktemp("packs"))


@settings(max_examples=250, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_mutation_raises(folders: list[Path], data: st.DataObject) -> None:
    pack_id = data.draw(st.sampled_from(list(SAMPLES)))
    text = data.draw(mutated(SAMPLES[pack_id]))
    chosen = next(folder for folder in folders if folder.name == pack_id)
    (chosen / "pack.toml").write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        judge(read_library(folders))
    finally:
        (chosen / "pack.toml").write_text(SAMPLES[pack_id], encoding="utf-8")


@settings(max_examples=100)
@given(data=st.binary(max_size=300))
def test_no_bytes_raise(folders: list[Path], data: bytes) -> None:
    path = folders[0] / "noise.toml"
    path.write_bytes(data)
    try:
        judge(read_library(folders))
    finally:
        path.unlink()
