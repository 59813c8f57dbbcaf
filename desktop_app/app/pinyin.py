"""Pinyin 拼音: finding and sorting Chinese names by how they are read.

The readings are those of `resources/pinyin/pinyin.txt`, without tones, ü as v. A name is found by
full syllables (guizhou), by their first letters (gz), and from any of its characters on; what is
no letter or digit is passed over.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Final

from desktop_app.app.paths import Paths

_MOST_WAYS: Final = 8
"""Of a name with several readings so many are tried."""
_FULL: Final = 32
_INITIALS: Final = 12
_BEGIN: Final = "\n"


class Pinyin:
    """The readings of characters; one that has none, such as a Latin letter, stands for itself."""

    def __init__(self, path: Path) -> None:
        self._readings: dict[str, tuple[str, ...]] = {}
        for line in _lines(path):
            syllable, first, *second = line.split("\t")
            for character in first:
                known = self._readings.get(character, ())
                self._readings[character] = (syllable, *known)
            for character in "".join(second):
                known = self._readings.get(character, ())
                self._readings[character] = (*known, syllable)

    def order(self, text: str) -> tuple[str, ...]:
        """What to sort by: syllable by syllable, alike ones by character."""
        return tuple(f"{self._of(one)[0]} {one}" for one in plain(text))

    def sound(self, text: str) -> str:
        """A text in full syllables, each character by its first reading."""
        return "".join(self._of(one)[0] for one in plain(text) if one.isalnum())

    def starts(self, text: str) -> str:
        """What `reads` looks in; worth keeping, because it takes longer than looking."""
        letters = [self._of(one) for one in plain(text) if one.isalnum()]
        several = [place for place, ways in enumerate(letters) if len(ways) > 1]
        for place in several[_MOST_WAYS.bit_length() - 1 :]:
            letters[place] = letters[place][:1]
        found: dict[str, None] = {}
        for way in product(*letters):
            initials = "".join(part[0] for part in way)
            for place in range(len(way)):
                found["".join(way[place : place + _INITIALS])[:_FULL]] = None
                found[initials[place : place + _INITIALS]] = None
        return _BEGIN + _BEGIN.join(found)

    def _of(self, character: str) -> tuple[str, ...]:
        return self._readings.get(character) or (character,)


def plain(text: str) -> str:
    """A text as it is compared: full-width and compatibility forms made plain, small letters."""
    return unicodedata.normalize("NFKC", text).casefold()


def reads(starts: str, typed: str) -> bool:
    """Whether a name, given by its `starts`, may be read as typed; `typed` is `plain` already."""
    return _BEGIN + typed.replace("'", "") in starts


def _lines(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError:
        return []  # without the table names are found by their characters alone
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@lru_cache(maxsize=2)
def pinyin(paths: Paths) -> Pinyin:
    """The readings, loaded once."""
    return Pinyin(paths.pinyin)
