"""Where the window finds its fonts, icons and readings: the resources folder beside the package."""

from __future__ import annotations

from pathlib import Path
from typing import Final

RESOURCES: Final = Path(__file__).resolve().parents[2] / "resources"
FONT_FOLDER: Final = RESOURCES / "fonts"
ICON_FOLDER: Final = RESOURCES / "icons"
PINYIN_FILE: Final = RESOURCES / "pinyin" / "pinyin.txt"
