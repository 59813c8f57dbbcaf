"""The edits a tormented process makes, known beforehand: what they are, and what they lead to.

Edit number n is the same in every run, so whoever knows how many edits reached the disk knows
exactly what has to be there.
"""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Final

from desktop_app.core.changes import DropDatum, Mutation, PutDatum
from desktop_app.core.data import Datum, Key, Period, State

YEAR: Final = 2023
UNDO_EVERY: Final = 9
KEYS: Final = tuple(
    Key(f"energy.fuel_{number}", Period(YEAR, month))
    for number in range(4)
    for month in range(1, 13)
)

Content = dict[Key, Decimal]


def is_undo(number: int) -> bool:
    """Whether edit `number` takes back the one before."""
    return number % UNDO_EVERY == 5


def is_redo(number: int) -> bool:
    """Whether edit `number` makes the one taken back again."""
    return number % UNDO_EVERY == 6


def mutations(number: int) -> tuple[Mutation, ...]:
    """What edit `number` does: some values, now and then one cleared in the same edit."""
    choice = Random(number)
    first, *others = choice.sample(KEYS, choice.randint(2, 5))
    put = [PutDatum(Datum(key, State.GIVEN, Decimal(number), "t")) for key in others]
    return (*put, DropDatum(first))


class Expected:
    """What a library holds after a number of edits."""

    def __init__(self) -> None:
        self.count = 0
        self.content: Content = {}
        self._before: list[Content] = []
        self._undone: list[Content] = []

    def advance(self, count: int) -> Content:
        """The content after `count` edits, which must not be fewer than before."""
        while self.count < count:
            self._make(self.count)
            self.count += 1
        return self.content

    def _make(self, number: int) -> None:
        if is_undo(number):
            self._undone.append(self.content)
            self.content = self._before.pop()
        elif is_redo(number):
            self._before.append(self.content)
            self.content = self._undone.pop()
        else:
            self._before.append(self.content)
            self._undone.clear()
            self.content = _after(self.content, number)


def _after(content: Content, number: int) -> Content:
    new = dict(content)
    for mutation in mutations(number):
        if isinstance(mutation, PutDatum) and mutation.datum.value is not None:
            new[mutation.datum.key] = mutation.datum.value
        elif isinstance(mutation, DropDatum):
            new.pop(mutation.key, None)
    return new
