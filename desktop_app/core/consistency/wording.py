"""What rules are written in: names of verdicts, and sentences with data in braces."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

ABOUT_TABLES: Final = ("cp_", "benchmark_", "limits_")
"""How names begin that ask whether the tables of a kind can reach a level: benchmark_BL."""

_PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")


def placeholders(template: str) -> tuple[str, ...]:
    """The names a template mentions in braces, in their order."""
    return tuple(name.strip() for name in _PLACEHOLDER.findall(template))


def stray_brace(template: str) -> bool:
    """Whether a brace is left that belongs to no placeholder."""
    rest = _PLACEHOLDER.sub("", template)
    return "{" in rest or "}" in rest


def filled(template: str, value: Callable[[str], str]) -> str:
    """The template with what `value` says of each name in its braces."""
    return _PLACEHOLDER.sub(lambda found: value(found[1].strip()), template)
