"""What an enterprise plans to do: measures with their changes of data, money, owner and dates.

Every figure here is the user's own; what a pack says about a measure stays text and is never
turned into one. Money is in 万元, dates are ISO text ("" while nobody named one).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class How(StrEnum):
    """What a change does to a datum: a new value or answer, per cent of it, or an amount more."""

    TO = "to"
    PERCENT = "percent"
    BY = "by"


class Progress(StrEnum):
    """How far a measure is: 设想, 已定, 实施中, 已完成, 不做."""

    IDEA = "idea"
    DECIDED = "decided"
    RUNNING = "running"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def settled(self) -> bool:
        """Whether it will be done in any case: a search for the cheapest set keeps it."""
        return self in (Progress.DECIDED, Progress.RUNNING, Progress.DONE)


@dataclass(frozen=True, slots=True)
class DataChange:
    """What a measure does to one datum of the reporting year.

    `month` 0 is the whole year: what is kept by month is changed in all its months in proportion.
    `value` is in `unit` ("" is that of the item) or, for PERCENT, in per cent, negative for less;
    `text` is the new answer of an item that is no amount.
    """

    item: str
    how: How
    value: Decimal | None = None
    unit: str = ""
    text: str = ""
    record: str = ""
    month: int = 0

    @property
    def said(self) -> bool:
        """Whether it says to what; until then it changes nothing."""
        return self.value is not None or bool(self.text)

    @property
    def slot(self) -> tuple[str, str]:
        """Item and record."""
        return self.item, self.record

    def overlaps(self, other: DataChange) -> bool:
        """Whether both touch the same datum."""
        if self.slot != other.slot:
            return False
        return not (self.month and other.month) or self.month == other.month


@dataclass(frozen=True, slots=True)
class PlannedMeasure:
    """One measure of the plan 改进方案.

    `measure` is the id in a pack, "" for one of the enterprise's own. `investment` is in 万元,
    `yearly` the net saving in 万元 a year (negative: it costs), `years` how long it serves.
    """

    id: str
    name: str
    measure: str = ""
    on: bool = True
    changes: tuple[DataChange, ...] = ()
    investment: Decimal | None = None
    yearly: Decimal | None = None
    years: Decimal | None = None
    owner: str = ""
    begin: str = ""
    due: str = ""
    progress: Progress = Progress.IDEA
    note: str = ""

    @property
    def counts(self) -> bool:
        """Whether the plan is judged with it."""
        return self.on and self.progress is not Progress.DROPPED

    @property
    def goes_on(self) -> bool:
        """Whether it is still to be done: neither 已完成 nor 不做."""
        return self.progress not in (Progress.DONE, Progress.DROPPED)
