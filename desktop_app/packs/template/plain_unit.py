"""Units as tables print them: "t/t 产品", "kgce/t钢", "m³/万元（不含税）".

What a unit is of (产品, 钢) is no part of it; it is cut off and kept beside it as words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from desktop_app.core.problems import Problem
from desktop_app.core.units import Unit, parse_unit

_BLANKS: Final = re.compile(r"[\s\u3000]+")
_BRACKETS: Final = re.compile(r"[（(\[【][^（）()\[\]【】]*[）)\]】]")
_CUTS: Final = re.compile(r"([/／·•*×])")
_LETTERS: Final = re.compile(r"[\u3400-\u9fffA-Za-z]")

_HALF_WIDTH: Final = {0xFEE0 + sign: sign for sign in range(0x21, 0x7F)}
_SUBSTANCES: Final = frozenset(
    {
        "COD", "CODCr", "BOD", "BOD5", "SS", "TN", "TP", "NH3-N", "NH3", "SO2", "NOx", "NOX",
        "VOC", "VOCs", "NMHC",
    }
)  # fmt: skip
"""What tables print right behind a unit: "kgCOD/t"."""


@dataclass(frozen=True, slots=True)
class PlainUnit:
    """A unit, and the words behind it that were cut off, in order."""

    unit: str
    words: tuple[str, ...] = ()


def plain_unit(text: str) -> PlainUnit | Problem:
    """The unit a text begins with, factor by factor; the problem of the text where there is none.

    Of each factor the longest beginning counts that is a unit: of 吨标准煤 all of it, of "t 产品"
    the t.
    """
    spaced = _BLANKS.sub(" ", text).strip().translate(_HALF_WIDTH)
    whole = spaced.replace(" ", "")
    read = parse_unit(whole)
    if isinstance(read, Unit):
        return PlainUnit(whole)
    words = [found.strip("（）()[]【】") for found in _BRACKETS.findall(whole)]
    bare = _BRACKETS.sub("", spaced).strip()
    kept: list[str] = []
    for piece in _CUTS.split(bare):
        if _CUTS.fullmatch(piece):
            kept.append(piece)
            continue
        unit, word = _begins(piece.strip())
        if not unit:
            return read
        kept.append(unit)
        words += [word] if word else []
    unit = "".join(kept)
    return PlainUnit(unit, tuple(words)) if isinstance(parse_unit(unit), Unit) else read


def _begins(piece: str) -> tuple[str, str]:
    """The longest beginning of a factor that is a unit, and the rest, which must be words.

    Between Latin letters only a blank parts them, lest kgbce is read as kg; but for the names of
    substances that cannot be meant for a unit.
    """
    for end in range(len(piece), 0, -1):
        unit, rest = piece[:end].replace(" ", ""), piece[end:]
        word = rest.strip().lstrip("-－— ")
        joined = bool(rest) and rest[0].isascii() and rest[0].isalnum() and piece[end - 1].isascii()
        joined = joined and unicodedata.normalize("NFKC", word) not in _SUBSTANCES
        if joined or (word and not _LETTERS.match(word)) or (rest and not word):
            continue
        if isinstance(parse_unit(unit), Unit):
            return unit, word
    return "", piece
