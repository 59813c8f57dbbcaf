"""The bundled fonts: registered once at start, and the one font family list of the window.

Noto Sans SC draws Chinese; DejaVu Sans stands behind it for the signs Noto lacks (₂ ☑ ☐). Fonts
of the machine are never relied on: without a Chinese font Qt draws boxes and reports no error.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase

FAMILIES: Final = ("Noto Sans SC", "DejaVu Sans")
FILES: Final = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf", "DejaVuSans.ttf")


def load_fonts(folder: Path) -> tuple[str, ...]:
    """Register the bundled files found in `folder`; needs a QGuiApplication.

    Returns the names of the files that could not be used: empty when all is well. A caller that
    gets a non-empty answer must say so, because Chinese text may then be boxes.
    """
    return tuple(
        name
        for name in FILES
        if not (folder / name).is_file()
        or QFontDatabase.addApplicationFont(str(folder / name)) == -1
    )


def window_font(points: float, *, bold: bool = False) -> QFont:
    """The window's font at `points`, with figures of one width so that columns line up."""
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPointSizeF(points)
    font.setBold(bold)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
