"""Which characters a text may hold, so that every file and report can carry it."""

from __future__ import annotations

import re
from typing import Final

from desktop_app.core.problems import Problem, problem

_UNPRINTABLE: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_BREAK_SIGNS: Final = "\t\n\v\f\r\x85\u2028\u2029"
_BREAKS: Final = re.compile(rf"\s*[{_BREAK_SIGNS}]\s*")
_UNSEEN: Final = re.compile(f"{_UNPRINTABLE.pattern}|[\\xad\\u200b\\u200e\\u200f\\u2060\\ufeff]")
_LONGEST: Final = 200
MOST: Final = 20_000
"""Characters of the longest text a field takes: a dozen printed pages."""


def printable(text: str) -> bool:
    """Whether a text is free of control characters and halves of characters.

    Among the first are those that turn the direction of writing: with them a name can look like
    another one (Unicode TR 36, 3.2).
    """
    # Nearly every text is what Python calls printable, which is narrower and quicker to see.
    return text.isprintable() or _UNPRINTABLE.search(text) is None


def one_line(text: str) -> str:
    """A text as it stands in a single line: what pasting brings along and nobody sees is gone.

    Line breaks and tabs become one blank, and nothing at the ends; signs that only steer the
    layout of where the text came from are left out. Blanks that were typed stay.
    """
    if not (_BREAKS.search(text) or _UNSEEN.search(text)):
        return text
    return _UNSEEN.sub("", _BREAKS.sub(" ", text.strip(_BREAK_SIGNS)))


def shown(text: str) -> str:
    """A text of unknown origin, fit to stand in a sentence: what cannot be printed is `?`."""
    clean = _UNPRINTABLE.sub("?", text)
    return clean if len(clean) <= _LONGEST else f"{clean[: _LONGEST - 1]}…"


def check_printable(field: str, *texts: str) -> Problem | None:
    """The problem of a field one of whose texts no report could print, or nobody would read."""
    field, longest = shown(field), max(map(len, texts), default=0)
    if longest > MOST:
        return problem("data.text_too_long", path=field, field=field, count=longest, most=MOST)
    if all(map(printable, texts)):
        return None
    return problem("data.control_character", path=field, field=field)
