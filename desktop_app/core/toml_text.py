"""Reading TOML that somebody else wrote: as `tomllib`, without what would never come to an end."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from typing import Any, Final

LONGEST_KEY: Final = 24
"""Segments of the longest dotted key that is read."""

# A key of many dotted segments costs the parser quadratic time and memory before anyone can count.
_SEGMENT: Final = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')"""
_LONG_KEY: Final = re.compile(
    rf"(?<![A-Za-z0-9_-]){_SEGMENT}(?:[ \t]*+\.[ \t]*+{_SEGMENT}){{{LONGEST_KEY}}}"
)


class LongKeyError(tomllib.TOMLDecodeError):
    """A dotted key has more segments than anybody needs."""


def load_toml(text: str, parse_float: Callable[[str], Any] = float) -> dict[str, Any]:
    """The content of a TOML text.

    Raises:
        LongKeyError: see there.
        tomllib.TOMLDecodeError: it is no TOML.
        ValueError: a number has too many digits.
        RecursionError: its lists lie too deep in one another.
    """
    if _LONG_KEY.search(text):
        raise LongKeyError(f"a key of more than {LONGEST_KEY} segments")
    return tomllib.loads(text, parse_float=parse_float)
