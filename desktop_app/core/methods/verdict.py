"""What a method concludes about a whole table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from desktop_app.core.methods.rows import Row
from desktop_app.core.pack import Assessment, Confidence, Scale
from desktop_app.core.problems import Problem, problem
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


def nothing_applies() -> Verdict:
    """The verdict on a table of which no row applies."""
    notes = (problem("verdict.nothing_applies"),)
    return Verdict(Status.NA, Confidence.CONFIRMED, notes=notes)


def completeness(rows: Sequence[Row]) -> Status:
    """How complete a table is whose rows that apply are these."""
    if all(row.open_by_blank for row in rows):
        return Status.BLANK
    if any(row.open_by_blank for row in rows):
        return Status.PARTIAL
    estimated = any(row.status is Status.ESTIMATED for row in rows)
    return Status.ESTIMATED if estimated else Status.GIVEN


Judge = Callable[[Assessment, Scale, Sequence[Row], bool | None], Verdict]
"""Judges the rows of a table. The last argument tells whether the project is a new or rebuilt one
(None while nobody answered), for the methods that treat those otherwise."""


FIRST: Final = "verdict.first_"
"""How the codes of what to fill first begin."""


def fill_first(
    scale: Scale, rows: Sequence[Row], brings: Sequence[Brings], interval: tuple[str, str]
) -> Iterator[Problem]:
    """The blank to fill first and what it can bring, as a sentence; none where nothing decides."""
    for first in brings[:1]:
        row = next(row for row in rows if row.id == first.row)
        name = row.indicator.name
        where = f"（{row.record}）" if row.record else ""
        lifts, sinks = first.certain != interval[0], first.at_most != interval[1]
        code = {(True, True): "both", (True, False): "lifts", (False, True): "sinks"}
        how = "gate" if first.gate else code.get((lifts, sinks), "plain")
        best, worst = scale.level(first.certain), scale.level(first.at_most)
        yield problem(
            f"{FIRST}{how}",
            name=name,
            record=where,
            level=best.name if best else "",
            expected=worst.name if worst else "",
        )
