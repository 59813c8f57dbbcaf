"""Where the window finds its fonts and icons: the resources folder beside the package."""

from __future__ import annotations

from pathlib import Path
from typing import Final

RESOURCES: Final = Path(__file__).resolve().parents[2] / "resources"
FONT_FOLDER: Final = RESOURCES / "fonts"
ICON_FOLDER: Final = RESOURCES / "icons"
