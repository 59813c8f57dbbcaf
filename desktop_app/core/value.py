"""What a formula works with: a number, a truth or a text together with how far it is known."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final


class ValueState(StrEnum):
    """How far a value is known.

    PARTIAL rests on a sum some of whose terms are blank or INVALID; INVALID could not be worked
    out with these inputs (division by zero).
    """

    GIVEN = "given"
    ESTIMATED = "estimated"
    PARTIAL = "partial"
    BLANK = "blank"
    NA = "n.a."
    INVALID = "invalid"


NOTHING: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a formula; `number`, `truth` and `text` exclude one another.

    `missing` names the blanks that keep it BLANK or PARTIAL; `problem` is the `formula.*` code
    of an INVALID value, or of the term that a PARTIAL one had to leave out.
    """

    number: Decimal | None = None
    truth: bool | None = None
    text: str | None = None
    state: ValueState = ValueState.GIVEN
    missing: frozenset[str] = NOTHING
    problem: str = ""

    @classmethod
    def given(cls, number: Decimal) -> Value:
        """A known number."""
        return cls(number)

    @classmethod
    def estimated(cls, number: Decimal) -> Value:
        """A number somebody estimated."""
        return cls(number, state=ValueState.ESTIMATED)

    @classmethod
    def partial(cls, number: Decimal, missing: frozenset[str]) -> Value:
        """A number some of whose terms, the missing ones, are blank."""
        return cls(number, state=ValueState.PARTIAL, missing=missing)

    @classmethod
    def blank(cls, *missing: str) -> Value:
        """No value, because these names are not answered."""
        return cls(state=ValueState.BLANK, missing=frozenset(missing))

    @classmethod
    def na(cls) -> Value:
        """No value, because the thing does not apply."""
        return _NA

    @classmethod
    def invalid(cls, problem: str) -> Value:
        """No value, because the formula has none for these inputs."""
        return cls(state=ValueState.INVALID, problem=problem)

    @classmethod
    def of_truth(cls, truth: bool) -> Value:
        """A known yes or no."""
        return cls(truth=truth)

    @classmethod
    def of_text(cls, text: str) -> Value:
        """The option chosen, by id."""
        return cls(text=text)

    @property
    def known(self) -> bool:
        """Whether there is something to work with, be it estimated or partial."""
        return self.state in _KNOWN


_NA: Final = Value(state=ValueState.NA)
_KNOWN: Final = frozenset({ValueState.GIVEN, ValueState.ESTIMATED, ValueState.PARTIAL})
