"""A regulator form as declared: its tables, what each column asks, and how firm the structure is.

A form is our layout of what a regulator asks, never the official form file; it says so itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

MEMBER = "{m}"
"""Stands in formulas and paths for the member of a family of names: `energy.{m}`."""

OWN_UNIT = "*"
"""In place of a unit: the one the packs declare, where the members of a family differ."""


class Rows(StrEnum):
    """What the rows of a table are.

    FIELDS: the fields listed; RECORDS: the records of a kind; MEMBERS: the names of a family;
    EACH: the members at each record; INDICATORS: the rows of a limb's tables; MEASURES: the plan;
    BLANK: nothing the program knows of, empty lines to write on.
    """

    FIELDS = "fields"
    RECORDS = "records"
    MEMBERS = "members"
    EACH = "each"
    INDICATORS = "indicators"
    MEASURES = "measures"
    BLANK = "blank"


class Show(StrEnum):
    """Of which year a figure is, or of which change: absolute, or (rate) in per cent of before.

    LAST is the case of the year before, PLAN the case as the plan would leave it.
    """

    NOW = "now"
    LAST = "last"
    PLAN = "plan"
    LAST_CHANGE = "last_change"
    LAST_RATE = "last_rate"
    PLAN_CHANGE = "plan_change"
    PLAN_RATE = "plan_rate"


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing a form asks: a column of a table, or a field in a table of fields.

    One of: `value`, a formula in the language of the packs, answered in `unit`; `text`, a path to
    a text; `say`, words printed as they are. None of them: the program does not hold it, and
    `hint` may say where it is found. `places` are decimals, None as many as it takes. A `quiet`
    figure, a coefficient, is no reason for its row to stand.
    """

    title: str
    unit: str = ""
    value: str = ""
    text: str = ""
    say: str = ""
    show: Show = Show.NOW
    places: int | None = None
    share: int = 2
    hint: str = ""
    quiet: bool = False

    @property
    def head_unit(self) -> str:
        """The unit printed with the title; none where each row has its own."""
        return "" if self.unit == OWN_UNIT else self.unit

    @property
    def by_hand(self) -> bool:
        """Whether only a person can fill it in."""
        return not (self.value or self.text or self.say)


@dataclass(frozen=True, slots=True)
class FormTable:
    """A table of a form.

    `over` is the family of names the members come from (`energy.{m}`), `trim` what is cut off
    their names; `record` and `match` choose records; `limb` the tables whose rows are listed.
    `packs`: only for cases that use one of them. `lines` are empty lines of a BLANK table.
    `shows` are the years a table of fields has columns for. `confidence` is about the structure.
    """

    id: str
    title: str
    rows: Rows
    section: str = ""
    record: str = ""
    match: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    over: str = ""
    trim: tuple[str, ...] = ()
    limb: str = ""
    packs: tuple[str, ...] = ()
    lines: int = 3
    shows: tuple[Show, ...] = (Show.NOW,)
    columns: tuple[Asked, ...] = ()
    fields: tuple[Asked, ...] = ()
    note: str = ""
    confidence: str = "recalled"
    evidence: tuple[str, ...] = ()

    @property
    def measured(self) -> bool:
        """Whether any field has a unit, so that a table of fields has a column for them."""
        return any(one.head_unit for one in self.fields)

    @property
    def asked(self) -> tuple[Asked, ...]:
        """Everything it asks."""
        return self.fields or self.columns


@dataclass(frozen=True, slots=True)
class Fact:
    """Something known about a form (deadline, who files it), and how firm that is."""

    title: str
    text: str
    confidence: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RegulatorForm:
    """A whole form; all texts are Chinese sources of the catalogue.

    `short_basis` stands at the foot of every page. `applies` says for whom it is, which nobody
    enforces.
    """

    id: str
    name: str
    version: str
    title: str
    subtitle: str
    applies: str
    short_basis: str
    basis: tuple[str, ...]
    facts: tuple[Fact, ...]
    tables: tuple[FormTable, ...]
    sign_title: str
    sign_text: str
    sign_labels: tuple[str, ...]

    def texts(self) -> Iterator[str]:
        """All words of it that are printed, for those who translate them."""
        yield from (self.name, self.title, self.subtitle, self.applies, self.short_basis)
        yield from self.basis
        for fact in self.facts:
            yield from (fact.title, fact.text)
        for table in self.tables:
            yield from (table.section, table.title, table.note)
            for one in table.asked:
                yield from (one.title, one.say, one.hint)
        yield from (self.sign_title, self.sign_text, *self.sign_labels)
