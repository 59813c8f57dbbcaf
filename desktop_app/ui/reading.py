"""What is typed, held against Chinese words: as they are written, or by pinyin 拼音.

A user with a Latin keyboard finds 水泥 by `shuini` or `sn`, wherever a list is searched. What is
found by nobody may still be nearly right: 水尼, `shiuni`, or 综能耗 for 综合能耗.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from desktop_app.app.pinyin import Pinyin, plain, reads
from desktop_app.ui.resources import PINYIN_FILE

_KEPT: Final = 20_000
"""More names than any case offers to a search; each is read once."""


_LEAST_SLIP: Final = 4
"""Of a shorter word too many are only one slip away."""
_MOST_SLIP: Final = 60
"""Letters of the longest name typed by pinyin; the pattern of slips grows with their square."""


@lru_cache(maxsize=_KEPT)
def folded(text: str) -> str:
    """A text as it is searched in: full-width and raised signs made plain, small letters."""
    return plain(text)


def is_nearly(text: str, typed: str) -> bool:
    """Whether a text is what was meant, with signs left out, sounding alike, or one slip."""
    word = folded(typed).replace("'", "")
    if word.isascii():
        slips = _slips(word)
        if slips is None:
            return False
        return reads(_blurred(text), _blur(word)) or slips.search(_starts(text)) is not None
    return _in_order(folded(text), word) or (len(word) > 1 and reads(_starts(text), _sound(word)))


@lru_cache(maxsize=_KEPT)
def _blurred(text: str) -> str:
    return _blur(_starts(text))


def _blur(reading: str) -> str:
    """A reading in which sounds that many people do not tell apart are one: zh and z, ang and an.

    Chinese input methods call this 模糊音.
    """
    for sound, plainer in (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n")):
        reading = reading.replace(sound, plainer)
    return reading


def _in_order(text: str, word: str) -> bool:
    """Whether all signs of a word of several come in a text one after the other."""
    rest = iter(text)
    return len(word) > 1 and all(sign in rest for sign in word)


@lru_cache(maxsize=64)
def _sound(word: str) -> str:
    """How a word is read: each sign by its commonest reading."""
    return _pinyin().sound(word)


@lru_cache(maxsize=64)
def _slips(word: str) -> re.Pattern[str] | None:
    """Finds what is one slip away from a word of letters, from the beginning of a reading on."""
    if not _LEAST_SLIP <= len(word) <= _MOST_SLIP or not word.isalpha():
        return None
    return re.compile("\n(?:" + "|".join(dict.fromkeys(_one_slip(word))) + ")")


def _one_slip(word: str) -> Iterator[str]:
    """A letter too many, too few, another one, or two exchanged; the first one is never wrong."""
    for at in range(1, len(word)):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + "[a-z]" + word[at + 1 :]
        yield word[:at] + "[a-z]" + word[at:]
        yield word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]


def learn(texts: Iterable[str]) -> None:
    """Work out how texts are read before anybody looks for them; may run in any thread."""
    for text in texts:
        _starts(text)


def is_read_as(text: str, typed: str) -> bool:
    """Whether a text may be read as typed; what is not all Latin letters is no pinyin."""
    word = plain(typed).replace("'", "")
    return word.isascii() and word.isalpha() and reads(_starts(text), word)


def order_of(text: str) -> tuple[str, ...]:
    """What to sort Chinese names by: as they are read."""
    return _pinyin().order(text)


@lru_cache(maxsize=1)
def _pinyin() -> Pinyin:
    return Pinyin(PINYIN_FILE)


@lru_cache(maxsize=_KEPT)
def _starts(text: str) -> str:
    return _pinyin().starts(text)
