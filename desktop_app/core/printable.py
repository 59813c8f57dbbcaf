"""Which characters a text may hold, so that every file and report can carry it."""

from __future__ import annotations

import re
from typing import Final

from desktop_app.core.problems import Problem, problem

_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> bool:
    """Whether a text is free of control characters and halves of characters."""
    return _UNPRINTABLE.search(text) is None


def check_printable(field: str, *texts: str) -> Problem | None:
    """The problem of a field one of whose texts no report could print."""
    if all(map(printable, texts)):
        return None
    return problem("data.control_character", path=field, field=field)
