"""What is typed, held against Chinese words: as they are written, or by pinyin 拼音.

A user with a Latin keyboard finds 水泥 by `shuini` or `sn`, wherever a list is searched.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from desktop_app.app.pinyin import Pinyin, plain, reads
from desktop_app.ui.resources import PINYIN_FILE

_KEPT: Final = 20_000
"""More names than any case offers to a search; each is read once."""


def is_read_as(text: str, typed: str) -> bool:
    """Whether a text may be read as typed; what is not all Latin letters is no pinyin."""
    word = plain(typed).replace("'", "")
    return word.isascii() and word.isalpha() and reads(_starts(text), word)


@lru_cache(maxsize=1)
def _pinyin() -> Pinyin:
    return Pinyin(PINYIN_FILE)


@lru_cache(maxsize=_KEPT)
def _starts(text: str) -> str:
    return _pinyin().starts(text)
