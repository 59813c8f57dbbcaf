"""What the readiness model is scored with: points with their interval, tables, ways of reading.

A score is known as filled (`low`) and at best (`high`). A reading says how what rests on numbers
to verify is taken: as it stands, pinned to an end of the scale, or left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Protocol

from desktop_app.core.expr import Expr
from desktop_app.core.methods.rows import Row
from desktop_app.core.methods.verdict import Verdict
from desktop_app.core.pack import Assessment, Confidence, Scale
from desktop_app.core.problems import Problem
from desktop_app.core.value import Value

ZERO: Final = Decimal(0)
FULL: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Table:
    """A judged table the model may refer to."""

    assessment: Assessment
    scale: Scale
    rows: tuple[Row, ...]
    verdict: Verdict

    def row(self, row_id: str) -> Row | None:
        """The row of that id (with its record in brackets where it repeats)."""
        return next((row for row in self.rows if row.id == row_id), None)


class Context(Protocol):
    """What the model reads: formulas, items and judged tables of the case."""

    def read(self, expr: Expr, names: Mapping[str, Value], unit: str = "") -> Value:
        """The value of a formula, in a unit if one is named, else with extra names in scope."""

    def item(self, key: str) -> Value:
        """The value of an item."""

    def confidence(self, expr: Expr) -> Confidence:
        """The weakest number behind a formula."""

    def tables(self, pattern: str) -> Sequence[Table]:
        """The tables whose id is `pattern`, or ends with the rest of "*.suffix"."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a model is read.

    `pinned` are the points given to whatever rests on a number to verify (0 or 100), which tells
    whether the grade stands on it. `firm_anchors` leaves out what is compared with an anchor to
    verify. `tier` is the level whose limit counts as the advanced line, "" for the strictest.
    """

    pinned: Decimal | None = None
    firm_anchors: bool = False
    tier: str = ""


AS_JUDGED: Final = Reading()


@dataclass(frozen=True, slots=True)
class Score:
    """Points of a part, sub-index or axis: as filled (`low`), at best (`high`); None when n.a.

    `confidence` is that of the weakest number that moves the points: what is n.a. or still open
    rests on no number, and does not taint. `notes` say what the points leave unsaid.
    """

    name: str
    weight: Decimal
    low: Decimal | None
    high: Decimal | None
    value: Decimal | None = None
    unit: str = ""
    confidence: Confidence = Confidence.CONFIRMED
    missing: tuple[str, ...] = ()
    parts: tuple[Score, ...] = ()
    notes: tuple[Problem, ...] = ()

    @property
    def applies(self) -> bool:
        """Whether it takes part in the average."""
        return self.low is not None


def average(name: str, scores: Sequence[Score]) -> Score:
    """Σ w s / Σ w over what applies; n.a. where nothing does."""
    taking_part = [score for score in scores if score.applies]
    total = sum((score.weight for score in taking_part), ZERO)
    if not total:
        return Score(name, ZERO, None, None, parts=tuple(scores))
    low = sum(((score.low or ZERO) * score.weight for score in taking_part), ZERO) / total
    high = sum(((score.high or ZERO) * score.weight for score in taking_part), ZERO) / total
    return Score(
        name,
        total,
        low,
        high,
        confidence=min(score.confidence for score in taking_part if score.weight),
        missing=gathered([score.missing for score in taking_part]),
        parts=tuple(scores),
        notes=tuple(note for score in taking_part for note in score.notes),
    )


def gathered(*lists: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """All names of several lists, each once, in their order."""
    return tuple(dict.fromkeys(name for group in lists for names in group for name in names))
