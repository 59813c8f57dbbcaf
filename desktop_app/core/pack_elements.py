"""The elements of a rule pack: sources, form items, parameters, derived figures.

Frozen records, no behaviour beyond simple look-ups; `pack` adds tables, model and the pack.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import IntEnum, StrEnum

from desktop_app.core.expr import Expr
from desktop_app.core.problems import Severity


class Confidence(IntEnum):
    """How firm a number is; the weakest input decides. Below SINGLE a result shows 待核实."""

    UNSURE = 0
    RECALLED = 1
    SINGLE = 2
    CONFIRMED = 3

    @property
    def word(self) -> str:
        """The word used in pack files and JSON."""
        return ("unsure", "recalled", "single-source", "confirmed")[self]

    @property
    def label(self) -> str:
        """The word shown for it, to be translated by whoever shows it."""
        return ("存疑", "凭记忆", "单一来源", "已核实")[self]

    @property
    def to_verify(self) -> bool:
        """Whether a result resting on such a number is marked 待核实."""
        return self < Confidence.SINGLE


class Limb(StrEnum):
    """The dimensions 评价维度, readiness above them, and profile data below them."""

    CLEAN_PRODUCTION = "clean_production"
    ENERGY = "energy"
    CARBON = "carbon"
    POLLUTANTS = "pollutants"
    POLICY = "policy"
    READINESS = "readiness"
    PROFILE = "profile"


class ItemKind(StrEnum):
    """What an item asks for."""

    AMOUNT = "amount"
    CHOICE = "choice"
    YESNO = "yesno"
    TEXT = "text"
    DATE = "date"


class Direction(StrEnum):
    """When a value meets a threshold: not above, not below, inside, or by the option chosen."""

    LOWER = "lower"
    HIGHER = "higher"
    RANGE = "range"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Checked:
    """Somebody compared a number with the original 核实: who, when, in which document and page."""

    who: str
    on: date
    document: str
    page: str = ""
    note: str = ""

    @property
    def told(self) -> str:
        """Who, when and where in one line, as printed beside the number."""
        said = (f"{self.who} {self.on.isoformat()}", self.document, self.page, self.note)
        return " · ".join(text for text in said if text)


@dataclass(frozen=True, slots=True)
class Source:
    """A document a number comes from. `confidence` is about the document's own particulars.

    `area` is the GB/T 2260 prefix of where it is in force ("52" for Guizhou, "" everywhere).
    """

    id: str
    title: str
    number: str = ""
    issued: date | None = None
    effective: date | None = None
    confidence: Confidence = Confidence.RECALLED
    evidence: tuple[str, ...] = ()
    note: str = ""
    checked: Checked | None = None
    area: str = ""

    @property
    def citation(self) -> str:
        """Number and title as printed beside a figure."""
        return f"{self.number}《{self.title}》" if self.number else f"《{self.title}》"


@dataclass(frozen=True, slots=True)
class Cited:
    """Where a declared thing comes from: source id, clause, confidence, remarks.

    `checked` tells who compared it with the original, where somebody did.
    """

    source: str = ""
    clause: str = ""
    confidence: Confidence = Confidence.RECALLED
    evidence: tuple[str, ...] = ()
    note: str = ""
    checked: Checked | None = None


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A confirmation as kept: which entry of a pack, what it said then, and who checked it.

    `path` and `digest` are those of the entry (core.entries); once the pack says something else
    there, the confirmation no longer counts.
    """

    pack: str
    path: str
    digest: str
    checked: Checked


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form: `grid` (rows x months), `form` (single fields) or `records`."""

    id: str
    title: str
    layout: str = "form"
    hint: str = ""
    order: int = 100
    record: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice item."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing asked once.

    `cadence` is "month" or "year"; monthly items may also be answered for the whole year.
    `aggregate` turns months into the year: sum, mean, last, max. `listed` items count only when
    the enterprise lists them (a fuel it uses); unlisted ones are not blanks. `record` names the
    record kind the item repeats for. `carry` names the figure whose value of the year before
    stands in while the item is not answered. `beside` names the item it makes a pair with: a
    listed item is asked as soon as the other is answered (stock at both ends of the year).
    """

    key: str
    name: str
    section: str
    kind: ItemKind = ItemKind.AMOUNT
    unit: str = ""
    cadence: str = "year"
    aggregate: str = "sum"
    listed: bool = False
    record: str = ""
    options: tuple[Option, ...] = ()
    hint: str = ""
    group: str = ""
    minimum: Decimal | None = Decimal(0)
    maximum: Decimal | None = None
    carry: str = ""
    beside: str = ""
    cited: Cited = Cited()


@dataclass(frozen=True, slots=True)
class Field:
    """A descriptive field of a record kind; `options` make it a choice."""

    id: str
    name: str
    options: tuple[Option, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A kind of repeating record: outlet, product, process."""

    id: str
    name: str
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldOptions:
    """Choices a pack adds to a field of a record kind that another pack declares.

    So an industry names its own kinds of outlets and products without touching shared packs.
    """

    kind: str
    field: str
    options: tuple[Option, ...]

    @property
    def id(self) -> str:
        """Record kind and field, as places of problems name it."""
        return f"{self.kind}.{self.field}"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number of a standard. Several may share a key: by date, area, or factor set.

    `family`/`member` bind it to a factor set (one member of a family is in force for a case);
    `area` is a GB/T 2260 prefix it applies to ("52" for Guizhou, "" everywhere);
    `carry_forward` lets the last year's value stand in, with a notice, until the next is out.
    `after_gap` says why the years between the edition before and this one have no value.
    """

    key: str
    name: str
    value: Decimal
    unit: str
    cited: Cited
    valid_from: date | None = None
    valid_to: date | None = None
    area: str = ""
    family: str = ""
    member: str = ""
    carry_forward: bool = False
    after_gap: str = ""


@dataclass(frozen=True, slots=True)
class Binding:
    """Which member of a parameter family a case uses, by reporting year; industry over base.

    `name` and `member_name` are what people call them: 燃料排放因子, 2013 年第一批指南.
    """

    family: str
    member: str
    valid_from: date | None = None
    valid_to: date | None = None
    reason: str = ""
    name: str = ""
    member_name: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A derived figure: one formula, evaluated, shown and exported alike.

    `needs` names a yes/no item without which the figure counts as partial (a list that must be
    confirmed complete). `record` makes it repeat per record. `headline` puts it on summaries,
    `lead` makes it the one figure of its limb's card.
    """

    id: str
    name: str
    unit: str
    formula: Expr
    limb: Limb
    group: str = ""
    needs: str = ""
    record: str = ""
    headline: bool = False
    lead: bool = False
    cited: Cited = Cited()


@dataclass(frozen=True, slots=True)
class ConsistencyRule:
    """A consistency rule 检查规则: `when` is true where answers contradict each other.

    `message` may name data in braces, "{water.fresh}"; they are shown with value and unit. `jump`
    is the item or figure to look at first, `group` the subject it is listed under. `record` and
    `match` repeat the rule for the records whose fields match. A condition that rests on a blank
    or on a partial figure finds nothing.
    """

    id: str
    name: str
    severity: Severity
    when: Expr
    message: str
    remedy: str
    jump: str
    group: str = ""
    record: str = ""
    match: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cited: Cited = Cited()
