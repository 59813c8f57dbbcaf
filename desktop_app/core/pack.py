"""What a rule pack 规则包 declares: frozen records, no behaviour beyond simple look-ups.

A pack is data under forms/<id>/. Names of items, parameters and quantities share one namespace
of dotted names over all packs of a case, so formulas of one pack may use those of another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from desktop_app.core.expr import Expr
from desktop_app.core.pack_elements import (
    Binding,
    Checked,
    Cited,
    Confidence,
    Confirmation,
    ConsistencyRule,
    Direction,
    Field,
    FieldOptions,
    Item,
    ItemKind,
    Limb,
    Option,
    Parameter,
    Quantity,
    RecordKind,
    Section,
    Source,
)

__all__ = [
    "Assessment",
    "Binding",
    "Checked",
    "Cited",
    "Confidence",
    "Confirmation",
    "ConsistencyRule",
    "Direction",
    "Field",
    "FieldOptions",
    "Gate",
    "Grade",
    "Group",
    "Indicator",
    "Item",
    "ItemKind",
    "Level",
    "Limb",
    "Measure",
    "Met",
    "Option",
    "Pack",
    "Parameter",
    "Part",
    "Quantity",
    "Readiness",
    "RecordKind",
    "Scale",
    "ScorePart",
    "Section",
    "Source",
    "SubIndex",
    "Threshold",
    "Variant",
]


class Met(StrEnum):
    """What a threshold cell of a table says."""

    LIMIT = "limit"
    TEXT = "text"
    FREE = "free"
    ABSENT = "absent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Threshold:
    """The requirement of one level. `limit` (and `low` for ranges) are formulas, mostly literals.

    FREE: the standard asks nothing at this level. ABSENT: the standard has no such level (a dash
    in its table), so nothing reaches it. UNKNOWN: our table has a hole here.
    """

    met: Met
    limit: Expr | None = None
    low: Expr | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One component of an indicator; all parts must reach a level for the indicator to have it.

    With `strict` the limit itself does not meet the level: < and > in place of ≤ and ≥.
    """

    name: str
    value: Expr
    unit: str
    direction: Direction
    thresholds: tuple[Threshold, ...]
    strict: bool = False

    @property
    def sign(self) -> str:
        """How a value stands to a limit it meets; "" for ranges and descriptions."""
        signs = {Direction.LOWER: ("≤", "<"), Direction.HIGHER: ("≥", ">")}
        return signs.get(self.direction, ("", ""))[self.strict]


@dataclass(frozen=True, slots=True)
class Indicator:
    """A row of a table: parts judged against the thresholds of the table's scale.

    `weight` is within the group; `pool`/`pool_weight` share one weight equally among those that
    apply (0.8/n rules). `applies` is a condition; false means n.a. by rule. `record`/`match`
    repeat the row for records whose fields match. `weight_by` is an activity (output) by which
    rows share a weight; a product not made takes no part. `deadline` is when those below the
    last level must have acted. `after_gap` says why no edition of the row is in force between
    the one before and this one.
    """

    id: str
    no: str
    name: str
    group: str
    parts: tuple[Part, ...]
    weight: Decimal | None = None
    pool: str = ""
    pool_weight: Decimal | None = None
    limiting: bool = False
    applies: Expr | None = None
    record: str = ""
    match: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    weight_by: Expr | None = None
    permit: Expr | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    deadline: date | None = None
    after_gap: str = ""
    cited: Cited = Cited()

    @property
    def unit(self) -> str:
        """The unit of the first part, the one shown."""
        return self.parts[0].unit


@dataclass(frozen=True, slots=True)
class Group:
    """A first-level group 一级指标 of a table; a `bonus` group has its weight beyond the 1."""

    id: str
    name: str
    weight: Decimal | None = None
    cited: Cited = Cited()
    bonus: bool = False


@dataclass(frozen=True, slots=True)
class Level:
    """One step of a scale, best first; `tone` is a colour token, `sign` its mark."""

    id: str
    name: str
    sign: str
    tone: str


@dataclass(frozen=True, slots=True)
class Scale:
    """The steps a table judges by, best first, and the words below the last one.

    `marks` are further words of a method for a row that meets no step and is no failure for it.
    """

    id: str
    name: str
    levels: tuple[Level, ...]
    below: Level
    marks: tuple[Level, ...] = ()

    @property
    def words(self) -> tuple[Level, ...]:
        """All there is to say of a row: steps, the one below them, further marks."""
        return (*self.levels, self.below, *self.marks)

    def level(self, level_id: str) -> Level | None:
        """The step or mark of that id, including the one below the scale."""
        return next((step for step in self.words if step.id == level_id), None)


@dataclass(frozen=True, slots=True)
class Assessment:
    """A table and the method that reads it. Method names carry a version (`level_index.v1`)."""

    id: str
    name: str
    limb: Limb
    method: str
    scale: str
    groups: tuple[Group, ...]
    indicators: tuple[Indicator, ...]
    options: Mapping[str, str] = field(default_factory=dict)
    completeness: str = ""
    cited: Cited = Cited()
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class ScorePart:
    """One component of a sub-index.

    `kind`: "metric" interpolates a formula between anchors; "levels" maps the level of a table
    to points; "limits" averages the record rows of a limits table; "bands" averages benchmark
    rows by output; "checklist" is the share of listed yes/no items. With `weigh`, rows that name
    no weight themselves are weighted by the figure `<weigh>.<name>` of their record, `name` being
    what their value reads (`outlet_equivalent` and `air.so2`: `outlet_equivalent.air.so2`).
    """

    name: str
    weight: Decimal
    kind: str
    value: Expr | None = None
    unit: str = ""
    anchors: Mapping[str, Expr] = field(default_factory=dict)
    assessment: str = ""
    points: Mapping[str, Decimal] = field(default_factory=dict)
    items: tuple[str, ...] = ()
    weigh: str = ""
    cited: Cited = Cited()


@dataclass(frozen=True, slots=True)
class SubIndex:
    """One sub-index of an axis: weight and parts."""

    id: str
    name: str
    axis: str
    weight: Decimal
    parts: tuple[ScorePart, ...]
    applies: Expr | None = None
    why: str = ""
    cited: Cited = Cited()


@dataclass(frozen=True, slots=True)
class Gate:
    """A hard condition: while it fails or is open the grade is capped at `cap`.

    `contradiction` holds where what is answered does not go with what follows from the data;
    `conflict` says so in a sentence.
    """

    id: str
    name: str
    axis: str
    condition: Expr
    cap: str
    contradiction: Expr | None = None
    conflict: str = ""
    cited: Cited = Cited()


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade of the readiness model, worst first; `rule` over P, C and the sub-indices."""

    id: str
    name: str
    meaning: str
    rule: Expr


@dataclass(frozen=True, slots=True)
class Variant:
    """Another way to judge the same case, shown beside the grade 敏感性.

    `without` are items taken as not answered; `firm_anchors` leaves out what is measured against
    an anchor to verify; `tier` is the level whose limit counts as the advanced line.
    """

    id: str
    name: str
    without: tuple[str, ...] = ()
    firm_anchors: bool = False
    tier: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Readiness:
    """The double near-zero model: axes, gates, grades. `official` is false for our own model."""

    id: str
    name: str
    axes: Mapping[str, str]
    sub_indices: tuple[SubIndex, ...]
    gates: tuple[Gate, ...]
    grades: tuple[Grade, ...]
    official: bool
    statement: str
    variants: tuple[Variant, ...] = ()
    cited: Cited = Cited()


@dataclass(frozen=True, slots=True)
class Measure:
    """An improvement 改进措施 and the results it serves (indicator or quantity ids)."""

    id: str
    name: str
    kind: str
    effect: str
    serves: tuple[str, ...]
    condition: str = ""
    cost: str = ""
    cited: Cited = Cited()


@dataclass(frozen=True, slots=True)
class Pack:
    """A whole rule pack; `digest` is the SHA-256 of its files.

    `industries` are GB/T 4754 codes, `plan` names of the industries of the plan (core.plan).
    """

    id: str
    name: str
    version: str
    kind: str
    digest: str
    summary: str = ""
    completeness: str = ""
    requires: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    plan: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    sections: tuple[Section, ...] = ()
    record_kinds: tuple[RecordKind, ...] = ()
    field_options: tuple[FieldOptions, ...] = ()
    items: tuple[Item, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    bindings: tuple[Binding, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    scales: tuple[Scale, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    readiness: Readiness | None = None
    measures: tuple[Measure, ...] = ()
    rules: tuple[ConsistencyRule, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
