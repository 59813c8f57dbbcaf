"""The sentences of findings: placeholders that name data, filled with value and unit."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

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
