"""What a person looks at first: per limb the headline, per section how much is filled, next steps.

Pure look-ups over an evaluation; nothing is judged here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from desktop_app.core.evaluate import Evaluation, record_name
from desktop_app.core.model import Model
from desktop_app.core.numbers import plain, significant
from desktop_app.core.pack import Item, Limb, Measure, Scale, Section
from desktop_app.core.problems import Problem, problem
from desktop_app.core.result import Kind, Result, Status, waited_for
from desktop_app.core.units import show_unit
from desktop_app.core.value import ValueState

LIMBS: Final = (
    Limb.CLEAN_PRODUCTION,
    Limb.ENERGY,
    Limb.CARBON,
    Limb.POLLUTANTS,
    Limb.POLICY,
)


@dataclass(frozen=True, slots=True)
class Completion:
    """How far a section is answered: items asked, answered, and those n.a. among them."""

    section: str
    title: str
    asked: int
    answered: int

    @property
    def share(self) -> Decimal:
        """Answered share, 1 for a section that asks nothing."""
        return Decimal(self.answered) / self.asked if self.asked else Decimal(1)


@dataclass(frozen=True, slots=True)
class Step:
    """A next step: a coded sentence, the result it serves and the item to go to."""

    advice: Problem
    result: str
    item: str
    worth: Decimal


@lru_cache(maxsize=4)
def completion(evaluation: Evaluation) -> tuple[Completion, ...]:
    """Per form section, in form order.

    What is still open counts while a result waits for it: not a fuel that is not listed, nor the
    questions about a process there is not, nor one of several ways to answer. Questions that no
    figure reads count always; months count as answered only when whole.
    """
    asked: dict[str, int] = {}
    answered: dict[str, int] = {}
    records: dict[str, list[str]] = {}
    for record in evaluation.case.records:
        records.setdefault(record.kind, []).append(record.id)
    waiting = waited_for(evaluation.results.values())
    for item in evaluation.model.items.values():
        for name in _names(item, records):
            read = evaluation.inputs[name]
            paired = bool(item.beside) and read.value.state is ValueState.BLANK
            for_itself = not item.listed and not evaluation.model.dependents.get(item.key)
            wanted = read.data or paired or for_itself or name in waiting
            if not wanted:
                continue
            asked[item.section] = asked.get(item.section, 0) + 1
            if read.value.state not in (ValueState.BLANK, ValueState.PARTIAL):
                answered[item.section] = answered.get(item.section, 0) + 1
    return tuple(
        Completion(section.id, section.title, asked.get(section.id, 0), answered.get(section.id, 0))
        for section in sections_of(evaluation.model)
    )


def sections_of(model: Model) -> tuple[Section, ...]:
    """The form sections in the order they are shown."""
    return tuple(sorted(model.sections.values(), key=lambda section: section.order))


def _names(item: Item, records: Mapping[str, Sequence[str]]) -> Iterable[str]:
    """The names an item goes by: its own, or one per record (ids by kind) it repeats for."""
    if not item.record:
        return (item.key,)
    return [record_name(item.key, record) for record in records.get(item.record, ())]


def whole_completion(evaluation: Evaluation) -> Completion:
    """All sections together."""
    parts = completion(evaluation)
    return Completion(
        "", "", sum(part.asked for part in parts), sum(part.answered for part in parts)
    )


def headline(evaluation: Evaluation, limb: Limb) -> Result | None:
    """The one result a limb's card shows: a judged table, else its lead figure, else any table.

    A table that does not apply, or of which nothing is answered, gives way to the lead figure. Of
    carbon the figure speaks in any case: a table there tells a duty, not how good the plant is.
    """
    tables = _of(evaluation, limb, Kind.ASSESSMENT)
    active = [r for r in tables if r.status not in (Status.NA, Status.BLANK)]
    lead = lead_figure(evaluation, limb)
    if limb is Limb.CARBON and lead is not None:
        return lead
    known_lead = lead if lead is not None and lead.value is not None else None
    if active:
        return _worst_of_its_scale(evaluation, active)
    waiting = next((r for r in tables if r.status is Status.BLANK), None)
    return known_lead or waiting or lead or next(iter(tables), None)


def _worst_of_its_scale(evaluation: Evaluation, tables: Sequence[Result]) -> Result:
    """The first table, unless one on the same scale is worse: good boilers hide no bad water.

    A table that is open is behind every level and before the one that is surely not reached.
    """
    scale = evaluation.model.scales[tables[0].scale]
    order = [step.id for step in scale.levels]

    def rank(table: Result) -> int:
        if table.level in order:
            return order.index(table.level)
        return len(order) + (table.level == scale.below.id)

    alike = [table for table in tables if table.scale == scale.id]
    return max(alike, key=rank)


def ruled_out(evaluation: Evaluation, assessment: str) -> bool:
    """Whether a table is not for the enterprise: its conditions take out every row it has.

    A table of which somebody said, row by row, that nothing applies is none such.
    """
    table = evaluation.tables.get(assessment)
    if table is None or not table.rows:
        return False
    work = evaluation.workings()
    conditions = [(row.indicator.applies, row.record) for row in table.rows]
    return all(
        condition is not None and work.value(condition, record).truth is False
        for condition, record in conditions
    )


def lead_figure(evaluation: Evaluation, limb: Limb) -> Result | None:
    """The one figure that speaks for a limb: energy, carbon, pollutant equivalents of the year."""
    name = _lead(evaluation.model, limb)
    return evaluation.results.get(name) if name else None


@lru_cache(maxsize=64)
def _lead(model: Model, limb: Limb) -> str:
    quantities = (quantity for pack in model.packs for quantity in pack.quantities)
    return next((one.id for one in quantities if one.limb is limb and one.lead), "")


def tables_of(evaluation: Evaluation, limb: Limb) -> tuple[Result, ...]:
    """The judged tables of a limb."""
    return _of(evaluation, limb, Kind.ASSESSMENT)


def of_limb(evaluation: Evaluation, limb: Limb) -> tuple[Result, ...]:
    """All headline results of a limb, tables first."""
    tables = _of(evaluation, limb, Kind.ASSESSMENT)
    figures = [r for r in _of(evaluation, limb, Kind.QUANTITY) if r.headline]
    return (*tables, *figures)


def _of(evaluation: Evaluation, limb: Limb, kind: Kind) -> tuple[Result, ...]:
    return _by_kind(evaluation).get((limb, kind), ())


@lru_cache(maxsize=4)
def _by_kind(evaluation: Evaluation) -> Mapping[tuple[Limb, Kind], tuple[Result, ...]]:
    """The results of each kind of a limb, in their order."""
    found: dict[tuple[Limb, Kind], list[Result]] = {}
    for one in evaluation.results.values():
        found.setdefault((one.limb, one.kind), []).append(one)
    return {place: tuple(results) for place, results in found.items()}


def rows_of(evaluation: Evaluation, assessment: str) -> tuple[Result, ...]:
    """The indicator results of one table, in its order."""
    return tuple(r for r in evaluation.results.values() if r.parent == assessment)


def gaps(evaluation: Evaluation) -> tuple[Result, ...]:
    """Indicators with a known distance to a better level, limiting ones first.

    What a plan sets for the province, encourages, or asks only later is no gap to close.
    """
    found = [
        result
        for result in evaluation.results.values()
        if result.kind is Kind.INDICATOR
        and result.standing is not None
        and result.standing.next_level
        and result.status not in (Status.BLANK, Status.NA)
        and not is_mark(evaluation.model.scales[result.scale], result.level)
    ]
    return tuple(sorted(found, key=_urgency))


def is_mark(scale: Scale, level: str) -> bool:
    """Whether a level is a mark of its scale: not met, and no failure for it."""
    return any(mark.id == level for mark in scale.marks)


def _urgency(result: Result) -> tuple[bool, bool, int, str]:
    standing = result.standing
    assert standing is not None  # noqa: S101 - gaps() keeps only results with a standing
    below = all(cell is False for cell in standing.met)
    unmet = sum(cell is False for cell in standing.met)
    return (not (standing.limiting and below), not below, -unmet, result.id)


def measures_for(evaluation: Evaluation, result_id: str) -> tuple[Measure, ...]:
    """The measures that serve a result."""
    return tuple(
        measure
        for pack in evaluation.model.packs
        for measure in pack.measures
        if result_id in measure.serves
    )


def next_steps(evaluation: Evaluation, count: int = 5) -> tuple[Step, ...]:
    """The most worthwhile things to do: open gates, deciding blanks, failed rows, lost points."""
    steps = [*_gate_steps(evaluation), *_blank_steps(evaluation), *_gap_steps(evaluation)]
    steps += [*_duty_steps(evaluation), *_score_steps(evaluation)]
    best: dict[str, Step] = {}
    for step in sorted(steps, key=lambda step: -step.worth):
        best.setdefault(step.item or step.result, step)
    return tuple(best.values())[:count]


def _gate_steps(evaluation: Evaluation) -> Iterable[Step]:
    """One step per failed gate, and one for all that are still open."""
    gates = [r for r in evaluation.results.values() if r.kind is Kind.GATE]
    waiting = [gate for gate in gates if gate.level == "open"]
    for gate in gates:
        if gate.level == "failed":
            advice = problem("step.gate_failed", path=gate.id, gate=gate.no, name=gate.name)
            yield Step(advice, gate.id, "", Decimal(100))
    if waiting:
        first = waiting[0]
        advice = problem(
            "step.gates_open", path=first.id, count=len(waiting), gate=first.no, name=first.name
        )
        yield Step(advice, first.id, next(iter(first.missing), ""), Decimal(90))


def _blank_steps(evaluation: Evaluation) -> Iterable[Step]:
    for table in evaluation.tables.values():
        whole = evaluation.results[table.assessment.id]
        for first in whole.brings[:1]:
            result = evaluation.results[first.result]
            code = "step.fill_limiting" if first.gate else "step.fill"
            count = sum(row.applies and row.open_by_blank for row in table.rows)
            # What is typed, not the row that is worked out from it; a limiting row is spoken of
            # itself, and a record is told by its row's name.
            asked = None if first.gate else evaluation.model.items.get(first.item)
            name = asked.name if asked is not None else result.name
            advice = problem(
                code, path=result.id, name=name, count=count, table=table.assessment.name
            )
            yield Step(advice, result.id, first.item, Decimal(95 if first.gate else 60))


def _gap_steps(evaluation: Evaluation) -> Iterable[Step]:
    for result in gaps(evaluation):
        standing = result.standing
        if standing is None or standing.gap is None or result.limb is Limb.POLICY:
            continue
        scale = evaluation.model.scales[result.scale]
        level = scale.level(standing.next_level)
        below = all(cell is False for cell in standing.met)
        worth = Decimal(70 if below else 40) + (10 if standing.limiting else 0)
        advice = problem(
            "step.close_gap",
            path=result.id,
            name=result.name,
            gap=plain(significant(standing.gap, 4)),
            unit=show_unit(result.unit),
            level=level.name if level else "",
        )
        yield Step(advice, result.id, "", worth)


def _duty_steps(evaluation: Evaluation) -> Iterable[Step]:
    """One step for all duties of the plan that are due and not met."""
    failed = [
        result
        for result in _of(evaluation, Limb.POLICY, Kind.INDICATOR)
        if result.level == evaluation.model.scales[result.scale].below.id
    ]
    if failed:
        first = failed[0]
        advice = problem("step.duties", path=first.id, count=len(failed), name=first.name)
        yield Step(advice, first.id, "", Decimal(75))


def _score_steps(evaluation: Evaluation) -> Iterable[Step]:
    model, verdict = evaluation.model.readiness, evaluation.readiness
    if model is None or verdict is None:
        return
    for sub in model.sub_indices:
        score = verdict.sub_indices[sub.id]
        if score.low is None or not score.missing:
            continue
        gain = (score.high or score.low) - score.low
        item = score.missing[0]
        advice = problem("step.fill_score", path=sub.id, name=sub.name, gain=round(gain))
        yield Step(advice, f"{model.id}.{sub.id}", item, sub.weight * gain / 100)
