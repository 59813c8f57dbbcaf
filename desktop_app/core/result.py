"""Results of judging and the trace 计算过程 behind each of them.

Everything shown - panel, list, PDF, workbook, JSON - reads these records; nobody recomputes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from desktop_app.core.pack import Checked, Cited, Confidence, Limb
from desktop_app.core.problems import Problem


class Kind(StrEnum):
    """What a result is about."""

    QUANTITY = "quantity"
    INDICATOR = "indicator"
    ASSESSMENT = "assessment"
    SUB_INDEX = "sub_index"
    GATE = "gate"
    READINESS = "readiness"


class Status(StrEnum):
    """How complete a result is.

    PARTIAL rests on some blanks; BLANK could not be derived; NA does not apply; INVALID means a
    formula could not be worked out with these inputs (division by zero).
    """

    GIVEN = "given"
    ESTIMATED = "estimated"
    PARTIAL = "partial"
    BLANK = "blank"
    NA = "n.a."
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one indicator stands on its scale.

    `level` is the best level certainly met ("" while unknown), `met` the verdict per level from
    best to last: True, False, or None where a blank or a hole in the table leaves it open.
    `gap` is what is missing to the next better level, in the indicator's own unit, signed so
    that a positive gap always means improvement needed; `next_level` is that level's id.
    `bound` is the strictest limit that binds, `binding` what sets it (a level's id or "permit"),
    and `headroom` what is left up to it, negative beyond it, both in the indicator's own unit.
    """

    level: str
    met: tuple[bool | None, ...]
    limits: tuple[str, ...]
    limiting: bool
    weight: Decimal | None
    gap: Decimal | None = None
    next_level: str = ""
    binding: str = ""
    bound: Decimal | None = None
    headroom: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """Named figures of a composite result (Y1, Y2, Y3; P, C, D; share of rows met)."""

    values: Mapping[str, Decimal | None] = field(default_factory=dict)
    best: Mapping[str, Decimal | None] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Deciding:
    """A blank row that can still change a result, and what answering it alone can bring.

    `certain` is the level certain once it is answered as well as can be, `at_most` the best one
    still reachable once it is answered as badly as can be; `gain` are points of the index at
    stake. `gate` tells that no level is named before it. `item` is the first blank behind it.
    """

    result: str
    item: str
    certain: str
    at_most: str
    gain: Decimal | None = None
    gate: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """One judged or derived thing.

    `low`/`high` bound the value that can still be reached; `level_low`/`level_high` the level.
    `missing` names the items whose blanks keep it open, `deciding` the results of blank rows
    that can still change it, those that decide most first; `brings` tells what each can bring.
    `verdict` and `notices` are sentences to show with it.
    """

    id: str
    name: str
    kind: Kind
    limb: Limb
    value: Decimal | None
    unit: str
    status: Status
    confidence: Confidence
    level: str = ""
    level_name: str = ""
    level_low: str = ""
    level_high: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    parent: str = ""
    group: str = ""
    no: str = ""
    record: str = ""
    scale: str = ""
    standing: Standing | None = None
    figures: Figures | None = None
    missing: tuple[str, ...] = ()
    brings: tuple[Deciding, ...] = ()
    verdict: Problem | None = None
    notices: tuple[Problem, ...] = ()
    headline: bool = False
    cited: Cited = Cited()

    @property
    def deciding(self) -> tuple[str, ...]:
        """The results of the blank rows to fill first 最值得先补."""
        return tuple(found.result for found in self.brings)

    @property
    def notes(self) -> tuple[Problem, ...]:
        """All sentences to show with it, the weightiest first."""
        return self.notices if self.verdict is None else (self.verdict, *self.notices)

    @property
    def to_verify(self) -> bool:
        """Whether the result rests on a number nobody has confirmed: 待核实."""
        return self.confidence.to_verify and self.status not in (Status.BLANK, Status.NA)


def waiting_results(results: Iterable[Result]) -> dict[str, tuple[Result, ...]]:
    """By name of a blank what a person is told and it keeps open: headlines, tables, gates, scores.

    Figures on the way there do not count: the factor of a fuel that is not burnt has no value,
    and nobody waits for it.
    """
    found: dict[str, list[Result]] = {}
    for one in results:
        if one.headline or one.kind is not Kind.QUANTITY:
            for name in one.missing:
                found.setdefault(name, []).append(one)
    return {name: tuple(told) for name, told in found.items()}


def waited_for(results: Iterable[Result]) -> frozenset[str]:
    """The names of `waiting_results`."""
    told = (one for one in results if one.headline or one.kind is not Kind.QUANTITY)
    return frozenset(name for one in told for name in one.missing)


@dataclass(frozen=True, slots=True)
class Trace:
    """One node of the tree behind a result.

    `kind` is result, item, parameter, month, step or rounding. `checked` tells who compared its
    number with the original document. `formula` names inputs, `worked`
    has their numbers filled in. `origin` tells how an input came in (the words of `data.Origin`,
    joined by "+" where its months came in different ways). `jump` is the datum key text of an
    input, so that a click leads to it. A rounding step has the number before it in `worked`.
    """

    kind: str
    id: str
    label: str
    value: Decimal | None = None
    text: str = ""
    unit: str = ""
    status: Status = Status.GIVEN
    formula: str = ""
    worked: str = ""
    source: str = ""
    clause: str = ""
    confidence: Confidence = Confidence.CONFIRMED
    note: str = ""
    checked: Checked | None = None
    origin: str = ""
    jump: str = ""
    children: tuple[Trace, ...] = ()

    def walk(self) -> Iterator[Trace]:
        """This node and all below it, depth first."""
        yield self
        for child in self.children:
            yield from child.walk()
