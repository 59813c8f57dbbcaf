"""The fonts of a report: which face draws a character, how wide it is, and what is missing.

Noto Sans SC carries the text; DejaVu Sans lends the signs it lacks (the subscript of CO₂, ☑ ☐).
A character in neither is drawn as 〓 and reported, never dropped or boxed in silence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final
from unicodedata import category

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from desktop_app.reports import reportlab_fixes

REGULAR: Final = "NotoSansSC"
BOLD: Final = "NotoSansSC-Bold"
FALLBACK: Final = "DejaVuSans"
FILES: Final = {
    REGULAR: "NotoSansSC-Regular.ttf",
    BOLD: "NotoSansSC-Bold.ttf",
    FALLBACK: "DejaVuSans.ttf",
}
#: Stands for a character that no font of ours has (the printers' "geta").
MISSING_MARK: Final = "〓"
#: The level signs come from one face, so that they are of one size.
_FROM_FALLBACK: Final = frozenset("●◐○✕◌")
#: These only choose a variant of the character before them.
_SELECTORS: Final = frozenset([*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])


@dataclass(frozen=True, slots=True)
class Face:
    """One registered font: its name for drawing, and widths in thousandths of its size."""

    name: str
    widths: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class FontSet:
    """The three faces of a report."""

    regular: Face
    bold: Face
    fallback: Face

    def face_for(self, char: str, *, bold: bool = False) -> Face | None:
        """The face that draws `char`, or None when no face can."""
        code = ord(char)
        preferred = self.bold if bold else self.regular
        if char in _FROM_FALLBACK or code not in preferred.widths:
            return self.fallback if code in self.fallback.widths else None
        return preferred

    def glyph_for(self, char: str, *, bold: bool = False) -> tuple[str, Face] | None:
        """What is drawn for `char` and by which face; None when only 〓 can stand for it.

        A kind of space no face has is drawn as a plain one.
        """
        face = self.face_for(char, bold=bold)
        if face is not None:
            return char, face
        return (" ", self.bold if bold else self.regular) if category(char) == "Zs" else None


@lru_cache(maxsize=1)
def load_fonts(folder: Path) -> FontSet:
    """Register the fonts in `folder` (about 0.2 s the first time).

    Raises:
        OSError: a font file is missing or unreadable; the installation is damaged.
    """
    reportlab_fixes.apply()
    return FontSet(*(_face(name, folder / file) for name, file in FILES.items()))


def drawable(text: str) -> str:
    """`text` as it can be drawn: tabs as spaces, line ends as newlines, no shapeless characters."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(char for char in unified if char == "\n" or _has_shape(char))


def undrawable(text: str, fonts: FontSet) -> str:
    """The characters of a text for which only 〓 would be printed, each once."""
    shaped = dict.fromkeys(drawable(text).replace("\n", ""))
    return "".join(char for char in shaped if fonts.glyph_for(char) is None)


def _has_shape(char: str) -> bool:
    """False for control and format characters and for selectors of glyph variants."""
    return ord(char) not in _SELECTORS and category(char) not in ("Cc", "Cf")


def _face(name: str, path: Path) -> Face:
    font = TTFont(name, str(_existing(path)))
    pdfmetrics.registerFont(font)
    return Face(name, {code: font.face.charWidths[code] for code in font.face.charToGlyph})


def _existing(path: Path) -> Path:
    """The path itself: reportlab would look for a missing file in other folders."""
    if not path.is_file():
        raise FileNotFoundError(str(path))
    return path
