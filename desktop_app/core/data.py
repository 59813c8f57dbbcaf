"""The data of a case: periods, keys, data with their states, records, the enterprise.

A datum is one value typed once. It keeps the unit it was typed in; conversion happens when it is
judged. Missing is a state of its own and never zero.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from desktop_app.core.pack_elements import Confidence
from desktop_app.core.planned import PlannedMeasure
from desktop_app.core.problems import Problem, problem

if TYPE_CHECKING:
    from desktop_app.core.evidence import Evidence


class State(StrEnum):
    """Whether a datum is known: 已填, 未填, 不适用 (with reason), 估算."""

    GIVEN = "given"
    BLANK = "blank"
    NA = "n.a."
    ESTIMATED = "estimated"


class Origin(StrEnum):
    """How a datum came in."""

    TYPED = "typed"
    PASTED = "pasted"
    IMPORTED = "imported"
    MERGED = "merged"
    EXAMPLE = "example"
    CARRIED = "carried"


_PERIOD: Final = re.compile(r"^(\d{4})(?:-(\d{2}))?$")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A reporting year (month 0) or one month of it."""

    year: int
    month: int = 0

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d}" if self.month else str(self.year)

    @property
    def monthly(self) -> bool:
        """Whether this is a single month."""
        return self.month > 0


def read_period(text: str) -> Period | Problem:
    """A period from "2023" or "2023-03"; anything else is `data.bad_period`."""
    found = _PERIOD.match(text.strip())
    if not found:
        return problem("data.bad_period", value=text)
    month = int(found[2]) if found[2] else 0
    if found[2] and not 1 <= month <= 12:
        return problem("data.bad_period", value=text)
    return Period(int(found[1]), month)


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """The address of a datum: item of a pack, period, and record (outlet, product) if any."""

    item: str
    period: Period
    record: str = ""

    def __str__(self) -> str:
        record = f"[{self.record}]" if self.record else ""
        return f"{self.item}{record}@{self.period}"


@dataclass(frozen=True, slots=True)
class Datum:
    """One value of a case.

    `value` is in `unit` as typed; `text` holds the option id of a choice, "yes"/"no", a date
    or free text; `raw` is what the user typed, kept even when it could not be read.
    """

    key: Key
    state: State
    value: Decimal | None = None
    unit: str = ""
    text: str = ""
    raw: str = ""
    reason: str = ""
    note: str = ""
    origin: Origin = Origin.TYPED

    @property
    def filled(self) -> bool:
        """Whether the datum carries an answer of any kind."""
        return self.state is not State.BLANK


@dataclass(frozen=True, slots=True)
class Carried:
    """A figure of the year before, as a datum of this one, and how firm it is."""

    datum: Datum
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Record:
    """One repeating record of the enterprise: an outlet 排放口, a product 产品, a process 工序."""

    kind: str
    id: str
    name: str
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Enterprise:
    """The profile 企业档案. `core.codes` says how codes are kept, and judges them."""

    name: str
    uscc: str = ""
    region: str = ""
    industry: str = ""
    permit: str = ""
    address: str = ""
    contact: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One enterprise x one reporting year, as judged: a frozen snapshot.

    `carried` holds, by item, what stands in from the year before while nobody answers it here; it
    is worked out when the case is opened and not stored with it. `pins` holds, by pack, version
    and digest of what it is judged by, as "2026.11.2 0f3a..."; empty before it was first opened.
    `evidence` are the documents kept with it, by their numbers, `plan` the measures planned; no
    result rests on either. `id` is the one it has in its library, "" outside of any; two cases
    that say the same are equal whatever their ids.
    """

    enterprise: Enterprise
    year: int
    packs: tuple[str, ...]
    data: Mapping[Key, Datum]
    records: tuple[Record, ...] = ()
    note: str = ""
    carried: Mapping[str, Carried] = field(default_factory=dict)
    pins: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    plan: tuple[PlannedMeasure, ...] = ()
    id: str = field(default="", compare=False)

    def of_kind(self, kind: str) -> tuple[Record, ...]:
        """The records of one kind, in their order."""
        return tuple(record for record in self.records if record.kind == kind)
