"""Every formula of a pack with its place, its record kind, and what it has to be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from desktop_app.core.expr import Expr
from desktop_app.core.expr.ast import Kind
from desktop_app.core.expr.kinds import kind_of
from desktop_app.core.pack import Assessment, Direction, Limb, Pack, Part, Readiness, ScorePart


class Wanted(StrEnum):
    """What a formula has to give.

    FIGURE has the declared unit; LIMIT too, or is a bare number taken to be in that unit; AMOUNT
    is a number of any unit; CHOICE is the option chosen; ANSWER, where there is but one level, may
    be a yes or no as well.
    """

    FIGURE = "figure"
    LIMIT = "limit"
    AMOUNT = "amount"
    TRUTH = "truth"
    CHOICE = "choice"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Placed:
    """One formula: where it stands, what it should give, and in which unit.

    The `rule` of a grade may name verdicts beside data; the condition of a `gate`, and a policy
    table, truths about other tables.
    """

    path: str
    formula: Expr
    wanted: Wanted
    unit: str = ""
    record: str = ""
    rule: bool = False
    gate: bool = False

    @property
    def measured(self) -> bool:
        """Whether the outcome is a number in the unit written at its place."""
        if self.wanted not in (Wanted.FIGURE, Wanted.LIMIT):
            return False
        return bool(self.unit) or kind_of(self.formula.root) is not Kind.TRUTH


def formulas(pack: Pack) -> Iterator[Placed]:
    """All formulas of a pack."""
    for one in pack.quantities:
        path = f"quantity[{one.id}].formula"
        yield Placed(path, one.formula, Wanted.FIGURE, one.unit, one.record)
    for rule in pack.rules:
        yield Placed(f"check[{rule.id}].when", rule.when, Wanted.TRUTH, record=rule.record)
    for table in pack.assessments:
        yield from _of_table(table)
    if pack.readiness is not None:
        yield from _of_readiness(pack.readiness)


def _of_table(table: Assessment) -> Iterator[Placed]:
    policy = table.limb is Limb.POLICY
    for row in table.indicators:
        path = f"assessment[{table.id}].indicator[{row.id}]"
        several = len(row.parts) > 1
        for number, part in enumerate(row.parts):
            place = f"{path}.part[{number}]" if several else path
            yield from _of_part(place, part, row.record, gate=policy)
        if row.applies is not None:
            place = f"{path}.applies"
            yield Placed(place, row.applies, Wanted.TRUTH, record=row.record, gate=policy)
        if row.weight_by is not None:
            yield Placed(f"{path}.weight_by", row.weight_by, Wanted.AMOUNT, record=row.record)
        if row.permit is not None:
            yield Placed(f"{path}.permit", row.permit, Wanted.LIMIT, row.unit, row.record)


def _of_part(path: str, part: Part, record: str, *, gate: bool) -> Iterator[Placed]:
    choice = part.direction is Direction.CHOICE
    answer = Wanted.ANSWER if len(part.thresholds) == 1 else Wanted.CHOICE
    wanted = answer if choice else Wanted.FIGURE
    yield Placed(f"{path}.value", part.value, wanted, part.unit, record, gate=gate)
    for number, step in enumerate(part.thresholds):
        for limit in (step.low, step.limit):
            if limit is not None:
                place = f"{path}.levels[{number}]"
                yield Placed(place, limit, Wanted.LIMIT, part.unit, record)


def _of_readiness(model: Readiness) -> Iterator[Placed]:
    for sub_index in model.sub_indices:
        path = f"readiness.sub_index[{sub_index.id}]"
        if sub_index.applies is not None:
            yield Placed(f"{path}.applies", sub_index.applies, Wanted.TRUTH)
        for number, part in enumerate(sub_index.parts):
            yield from _of_score_part(f"{path}.part[{number}]", part)
    for gate in model.gates:
        path = f"readiness.gate[{gate.id}]"
        yield Placed(f"{path}.condition", gate.condition, Wanted.TRUTH, gate=True)
        if gate.contradiction is not None:
            yield Placed(f"{path}.contradiction", gate.contradiction, Wanted.TRUTH, gate=True)
    for grade in model.grades:
        path = f"readiness.grade[{grade.id}].rule"
        yield Placed(path, grade.rule, Wanted.TRUTH, rule=True)


def _of_score_part(path: str, part: ScorePart) -> Iterator[Placed]:
    if part.value is not None:
        yield Placed(f"{path}.value", part.value, Wanted.FIGURE, part.unit)
    for name, anchor in part.anchors.items():
        yield Placed(f"{path}.anchors.{name}", anchor, Wanted.LIMIT, part.unit)
