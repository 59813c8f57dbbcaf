"""What a method concludes about a whole table."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from desktop_app.core.pack import Confidence
from desktop_app.core.problems import Problem
from desktop_app.core.result import Figures, Status


@dataclass(frozen=True, slots=True)
class Verdict:
    """Level and figure of a table, with the interval that blanks leave open.

    `level` is "" while the method may not name one. `deciding` are the items to fill first.
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
    deciding: tuple[str, ...] = ()
    note: Problem | None = None
