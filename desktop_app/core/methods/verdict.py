"""What a method concludes about a whole table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from desktop_app.core.methods.rows import Row
from desktop_app.core.pack import Assessment, Confidence, Scale
from desktop_app.core.problems import Problem
from desktop_app.core.result import Figures, Status


@dataclass(frozen=True, slots=True)
class Brings:
    """A blank row that can still change the outcome, and what answering it alone can bring.

    `certain` is the level certain once it is answered as well as can be, `at_most` the best one
    still reachable once it is answered as badly as can be. `gain` are the points of the index at
    stake, None where the table has none. `gate` tells that no level is named before it.
    """

    row: str
    certain: str
    at_most: str
    gain: Decimal | None = None
    gate: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """Level and figure of a table, with the interval that blanks leave open.

    `level` is "" while the method may not name one. `deciding` are the blank rows that can still
    change the outcome, those that decide most first; `brings` what each can bring. `notes` are
    sentences to show with it, the weightiest first.
    """

    status: Status
    confidence: Confidence
    level: str = ""
    level_low: str = ""
    level_high: str = ""
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    figures: Figures = Figures()
    missing: tuple[str, ...] = ()
    brings: tuple[Brings, ...] = ()
    notes: tuple[Problem, ...] = ()

    @property
    def deciding(self) -> tuple[str, ...]:
        """The rows to fill first."""
        return tuple(found.row for found in self.brings)

    @property
    def note(self) -> Problem | None:
        """The weightiest note."""
        return self.notes[0] if self.notes else None


Judge = Callable[[Assessment, Scale, Sequence[Row], bool | None], Verdict]
"""Judges the rows of a table. The last argument tells whether the project is a new or rebuilt one
(None while nobody answered), for the methods that treat those otherwise."""
