"""How hard a password is to guess, told as a hint: nothing is ever refused for it.

Guessing one costs half a second of a processor and 128 MB. The estimate counts the signs and the
kinds of signs; runs, repeats and years make a password easier than it looks, so they count as one.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from desktop_app.i18n import _

_KINDS: Final = (
    (re.compile(r"[0-9]"), 10),
    (re.compile(r"[a-z]"), 26),
    (re.compile(r"[A-Z]"), 26),
    (re.compile(r"[^0-9A-Za-z\u3400-\u9fff]"), 30),
    (re.compile(r"[\u3400-\u9fff]"), 1500),
)
_EASY: Final = re.compile(r"(?:19|20)\d\d|(.)\1+|0?1234567*8*9*|abc+|password|admin", re.IGNORECASE)
_WEAK: Final = 36
_FAIR: Final = 56


def strength(password: str) -> int:
    """About how many bits there are to guess."""
    plain = unicodedata.normalize("NFKC", password)
    signs = sum(size for kind, size in _KINDS if kind.search(plain))
    counted = len(_EASY.sub("x", plain))
    return counted * max(signs, 1).bit_length()


def hint_of(password: str) -> str:
    """What to say below the field."""
    if not password:
        return _("不填则不加密。")
    bits = strength(password)
    if bits < _WEAK:
        return _("容易猜出：请用更长的，例如四五个不相关的词。")
    return _("一般：再长一些更好。") if bits < _FAIR else _("够强。")
