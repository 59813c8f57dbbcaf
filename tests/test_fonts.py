"""The bundled fonts are the ones described, and draw what the app writes."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase, QRawFont
from PySide6.QtWidgets import QApplication

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "fonts"
FONTS: dict[str, dict[str, str]] = tomllib.loads(
    (FOLDER / "fonts.toml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", FONTS)
def test_the_file_is_the_one_described(name: str) -> None:
    font = FONTS[name]
    assert hashlib.sha256((FOLDER / font["file"]).read_bytes()).hexdigest() == font["sha256"]
    assert (FOLDER / font["licence_file"]).read_text(encoding="utf-8")
    assert {"version", "licence", "origin"} <= font.keys()


def test_every_font_is_described() -> None:
    assert {path.name for path in FOLDER.glob("*.ttf")} == {f["file"] for f in FONTS.values()}


@pytest.mark.parametrize("name", FONTS)
def test_qt_knows_it_under_its_family(qapp: QApplication, name: str) -> None:
    number = QFontDatabase.addApplicationFont(str(FOLDER / FONTS[name]["file"]))
    assert QFontDatabase.applicationFontFamilies(number) == [FONTS[name]["family"]]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("NotoSansSC-Regular", "贵州磷化企业自评㙍𫖯ⅠⅡⅢ³㎡≤≥±℃‰①（）《》"),
        ("NotoSansSC-Bold", "贵州磷化企业自评㙍𫖯ⅠⅡⅢ³㎡≤≥±℃‰①（）《》"),
        ("DejaVuSans", "₂₃₄ₓ☐☑⁺⁻"),
    ],
)
def test_it_has_the_signs(qapp: QApplication, name: str, text: str) -> None:
    font = QRawFont(str(FOLDER / FONTS[name]["file"]), 12)
    missing = [sign for sign in text if not font.supportsCharacter(ord(sign))]
    assert not missing
