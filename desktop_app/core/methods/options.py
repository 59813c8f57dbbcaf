"""The options a pack may give a method, by name, and what they may say."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

NEW_BUILD: Final = "new_build"
"""The yes/no item that tells a new, rebuilt or extended project from an existing enterprise."""


@dataclass(frozen=True, slots=True)
class Option:
    """One option; a required one has no default.

    Its kind: one of some `words`, a `number` from `low` to `high`, the key of an `item`, the id
    of a document (`source`), or free `text`.
    """

    kind: str
    words: tuple[str, ...] = ()
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    required: bool = False


def one_of(*words: str) -> Option:
    """An option that is one of these words."""
    return Option("words", words)


def firm() -> Option:
    """The confidence of other options: what is unsure may not be judged by."""
    return Option("words", ("recalled", "single-source", "confirmed"), required=True)


def number(low: str, high: str) -> Option:
    """An option without default: a number in these bounds."""
    return Option("number", low=Decimal(low), high=Decimal(high), required=True)


DOCUMENT: Final = Option("source", required=True)
"""An option that names the document other options come from."""
TEXT: Final = Option("text")
"""An option in free words."""
YES_NO_ITEM: Final = Option("item")
"""An option that names a yes/no item of the case, not repeated for records."""
NON_MONOTONIC: Final = "non_monotonic"
"""The limits of the standard itself are not in the order of the levels."""
EVERYWHERE: Final = {NON_MONOTONIC: one_of("true", "false")}
