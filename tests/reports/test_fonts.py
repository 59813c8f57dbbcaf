"""Which face draws a character, and what happens to characters no face has."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.reports.fonts import BOLD, FALLBACK, REGULAR, FontSet, drawable, load_fonts
from tests.conftest import FONTS


@pytest.fixture(scope="module")
def fonts() -> FontSet:
    return load_fonts(FONTS)


@pytest.mark.parametrize("char", "企㙍𫖯Ⅰ³㎡≤℃（1a")
def test_noto_draws_text_in_both_weights(fonts: FontSet, char: str) -> None:
    regular, bold = fonts.face_for(char), fonts.face_for(char, bold=True)
    assert regular is not None
    assert bold is not None
    assert (regular.name, bold.name) == (REGULAR, BOLD)


@pytest.mark.parametrize("char", "₂ₓ☑☐✕●◐○◌⁻")
def test_dejavu_lends_the_signs_noto_lacks(fonts: FontSet, char: str) -> None:
    face = fonts.face_for(char, bold=True)
    assert face is not None
    assert face.name == FALLBACK


@pytest.mark.parametrize("char", ["\ue000", "\U0002b81c", "😀"])
def test_a_character_without_a_glyph_has_no_face(fonts: FontSet, char: str) -> None:
    known = fonts.glyph_for(char)
    assert known is None or known[1].name in (REGULAR, FALLBACK)
    assert fonts.glyph_for("\ue000") is None


def test_every_kind_of_space_can_be_drawn(fonts: FontSet) -> None:
    assert all(fonts.glyph_for(space) for space in " \u00a0\u2002\u2003\u2009\u202f\u205f\u3000")


def test_figures_are_all_of_one_width(fonts: FontSet) -> None:
    for face in (fonts.regular, fonts.bold):
        assert len({face.widths[ord(digit)] for digit in "0123456789"}) == 1


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("葛\U000e0100飾", "葛飾"),
        ("a\u200bb\u200d\ufeffc\u00ad", "abc"),
        ("一\r\n二\r三", "一\n二\n三"),
        ("甲\t乙\x07", "甲 乙"),
        ("\ue000", "\ue000"),
    ],
)
def test_only_what_has_no_shape_is_dropped(text: str, drawn: str) -> None:
    assert drawable(text) == drawn


def test_a_missing_font_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="NotoSansSC-Regular"):
        load_fonts(tmp_path)


def test_fonts_are_read_only_when_the_first_report_is_written() -> None:
    code = (
        "import desktop_app.reports.pdf, reportlab.pdfbase.pdfmetrics as m;"
        "print([name for name in m.getRegisteredFontNames() if 'Noto' in name])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
