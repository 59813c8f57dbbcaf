"""What moves a result most 影响最大的输入: inputs of a figure, rows of a table, scores.

For a figure every input and parameter it rests on is raised by one per cent on its own - a monthly
item in all its months - and the change of the figure is told in per cent. For a table each row is
taken to meet everything, for the readiness model each score to reach 100, on its own.
Nothing is rounded or guessed: what has no value, or is zero, moves nothing and is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from enum import StrEnum
from fractions import Fraction
from typing import Final

from desktop_app.core.data import Key, Period
from desktop_app.core.dependencies import result_id
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.expr import Expr
from desktop_app.core.influence import used_names
from desktop_app.core.methods import METHODS, additive
from desktop_app.core.methods.readiness import gate_names
from desktop_app.core.methods.rows import Row
from desktop_app.core.methods.scores import FULL, ZERO, Score, Table
from desktop_app.core.methods.verdict import Verdict
from desktop_app.core.numbers import CONTEXT
from desktop_app.core.pack import Gate, ItemKind, Readiness
from desktop_app.core.readiness_context import CaseContext
from desktop_app.core.result import Kind, Result, Status
from desktop_app.core.table_rows import new_build
from desktop_app.core.value import Value
from desktop_app.core.workings import Workings, split_name

_STEP: Final = Decimal("0.01")


class Mover(StrEnum):
    """What kind of thing moves a result."""

    INPUT = "input"
    PARAMETER = "parameter"
    ROW = "row"
    SCORE = "score"
    GATE = "gate"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Driver:
    """One thing that moves a result.

    `effect` is in `unit`: "%" is the change of the figure in per cent when the input rises by one
    per cent; "points" are points of the index, axis or score at stake. `level` is the level or
    grade reached when this alone is settled as well as can be. `jump` is a datum key or a result.
    """

    kind: Mover
    id: str
    name: str
    effect: Decimal | None
    unit: str
    level: str = ""
    jump: str = ""


def drivers(evaluation: Evaluation, result_id: str, limit: int = 5) -> tuple[Driver, ...]:
    """What moves a result most, the strongest first; empty for an unknown result.

    A figure has up to `limit` inputs, then up to `limit` parameters: an input can be put right,
    a parameter only be confirmed. Gates not passed stand before the scores of the model.
    """
    result = evaluation.results.get(result_id)
    if result is None:
        return ()
    with localcontext(CONTEXT):
        found = _Movers(evaluation).of(result)
    return _few(found, limit)


def all_drivers(evaluation: Evaluation, limit: int = 5) -> dict[str, tuple[Driver, ...]]:
    """What moves each result most, by its id: each input is raised once for all of them."""
    movers = _Movers(evaluation)
    with localcontext(CONTEXT):
        return {name: _few(movers.of(one), limit) for name, one in evaluation.results.items()}


def _few(found: Sequence[Driver], limit: int) -> tuple[Driver, ...]:
    parameters = [one for one in found if one.kind is Mover.PARAMETER]
    others = [one for one in found if one.kind is not Mover.PARAMETER]
    return (*others[:limit], *parameters[:limit])


class _Movers:
    """Asks one evaluation what moves its results; what was raised once is kept."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        self.model = evaluation.model
        self.work = evaluation.workings()
        self._raised: dict[str, Workings] = {}
        self._leaves: dict[str, frozenset[str]] = {}
        self._figures: dict[str, list[str]] = {}
        for full in evaluation.values:
            name, _record = split_name(full)
            if name in self.model.quantity_by_id:
                self._figures.setdefault(name, []).append(full)

    def of(self, result: Result) -> list[Driver]:
        """What moves a result, the strongest first."""
        readiness = self.model.readiness
        if result.kind is Kind.QUANTITY:
            return self._of_figure(result.id)
        if result.kind is Kind.INDICATOR:
            return self._of_row(result)
        if result.kind is Kind.ASSESSMENT:
            return self._of_table(self.evaluation.tables[result.id])
        if readiness is None or self.evaluation.readiness is None:
            return []
        if result.kind is Kind.GATE:
            gate = next(one for one in readiness.gates if one.id == result.no)
            return self._of_gate(gate)
        return self._of_model(readiness, result)

    # figures

    def _of_figure(self, full: str) -> list[Driver]:
        name, record = split_name(full)
        quantity = self.model.quantity_by_id[name]
        return self._of_formula(quantity.formula, quantity.unit, record)

    def _of_row(self, result: Result) -> list[Driver]:
        table = self.evaluation.tables[result.parent]
        row = table.row(result.id.removeprefix(f"{result.parent}."))
        if row is None or row.status is Status.NA:
            return []
        part = row.indicator.parts[0]
        return self._of_formula(part.value, part.unit, row.record)

    def _of_formula(self, expr: Expr, unit: str, record: str) -> list[Driver]:
        before = self.work.in_unit(expr, unit, record).number
        if not before:
            return []
        found = []
        for leaf in self._leaves_of(expr, record):
            after = self._with_raised(leaf).in_unit(expr, unit, record).number
            if after is not None and after != before:
                found.append(self._mover(leaf, (after - before) / before / _STEP))
        return sorted(found, key=_strength)

    def _mover(self, leaf: str, effect: Decimal) -> Driver:
        base, record = split_name(leaf)
        asked = base in self.model.items
        jump = str(Key(base, Period(self.evaluation.case.year), record)) if asked else ""
        kind = Mover.INPUT if asked else Mover.PARAMETER
        name = self.model.label_of(base)
        return Driver(kind, leaf, f"{name}（{record}）" if record else name, effect, "%", jump=jump)

    def _with_raised(self, leaf: str) -> Workings:
        """The workings of the case with one input one per cent higher."""
        found = self._raised.get(leaf)
        if found is None:
            found = self.evaluation.workings()
            for name in self.model.closure([split_name(leaf)[0]]):
                for full in self._figures.get(name, ()):
                    del found.values[full]
            before = self.evaluation.values[leaf]
            found.values[leaf] = replace(before, number=(before.number or ZERO) * (1 + _STEP))
            self._raised[leaf] = found
        return found

    def _leaves_of(self, expr: Expr, record: str) -> list[str]:
        """The inputs and parameters with a number that a formula really rests on, in order."""
        scope = self.work.scope(record)
        found: dict[str, None] = {}
        for name in used_names(expr, scope.lookup, scope.expand):
            full = f"{name}[{record}]" if record and name in self.model.repeated else name
            found |= dict.fromkeys(sorted(self._below(full)))
        return list(found)

    def _below(self, full: str) -> frozenset[str]:
        known = self._leaves.get(full)
        if known is not None:
            return known
        base, record = split_name(full)
        quantity = self.model.quantity_by_id.get(base)
        if quantity is not None:
            leaves = frozenset(self._leaves_of(quantity.formula, record))
        else:
            leaves = frozenset({full} if self.work.values[full].number else ())
        self._leaves[full] = leaves
        return leaves

    # tables

    def _of_table(self, table: Table) -> list[Driver]:
        now = table.verdict
        levels = [step.id for step in (*table.scale.levels, table.scale.below)]
        method = METHODS[table.assessment.method]
        graded = method.graded_rows
        if graded and now.level_low not in levels:
            return []
        goal = _goal(now, levels) if graded else "P"
        found: list[tuple[int, bool, Decimal, int, Driver]] = []
        for row in table.rows:
            if not row.applies or (graded and all(cell is True for cell in row.met)):
                continue
            if method.unmet(row, table.scale) != table.scale.below.id:
                continue
            after = self._judged_with(table, _at_best(table, row))
            lifted = levels.index(now.level_low) - levels.index(after.level_low)
            gain = _index(after, goal) - _index(now, goal)
            if not graded and not gain:
                continue
            own = row.met.index(True) if True in row.met else len(row.met)
            limiting = row.indicator.limiting
            name = f"{row.indicator.name}（{row.record}）" if row.record else row.indicator.name
            owner = result_id(table.assessment.id, row.id)
            level = table.scale.level(after.level_low) if lifted else None
            driver = Driver(
                Mover.ROW, owner, name, gain or None, "points", level.name if level else "", owner
            )
            found.append((-lifted, not limiting, -gain, -own, driver))
        found.sort(key=lambda one: (*one[:4], one[4].id))
        return [driver for *_order, driver in found]

    def _judged_with(self, table: Table, better: Row) -> Verdict:
        rows = [better if row.id == better.id else row for row in table.rows]
        method = METHODS[table.assessment.method]
        new = new_build(self.work, table.assessment)
        return method.judge(table.assessment, table.scale, rows, new)

    # the readiness model

    def _of_model(self, model: Readiness, result: Result) -> list[Driver]:
        own = result.id.removeprefix(f"{model.id}.")
        verdict = self.evaluation.readiness
        if verdict is None:
            return []
        if own in verdict.sub_indices:
            return self._of_sub_index(model, own, verdict.sub_indices[own])
        axes = [own] if own in model.axes else list(model.axes)
        found = [
            self._score(model, sub.id, verdict.sub_indices[sub.id], verdict.axes[axis].weight)
            for axis in axes
            for sub in model.sub_indices
            if sub.axis == axis and verdict.sub_indices[sub.id].applies
        ]
        gains = sorted((one for one in found if one.effect), key=_strength)
        return gains if result.kind is not Kind.READINESS else [*self._gates(model), *gains]

    def _score(self, model: Readiness, sub: str, score: Score, total: Decimal) -> Driver:
        gain = (FULL - (score.low or ZERO)) * score.weight / total
        owner = result_id(model.id, sub)
        return Driver(Mover.SCORE, owner, f"{sub} {score.name}", gain, "points", jump=owner)

    def _of_sub_index(self, model: Readiness, sub: str, whole: Score) -> list[Driver]:
        total = sum((part.weight for part in whole.parts if part.applies), ZERO)
        found = []
        for part in whole.parts:
            if part.applies and part.low is not None and part.low < FULL:
                gain = (FULL - part.low) * part.weight / total
                jump = self._jump(part.missing[0]) if part.missing else ""
                owner = f"{result_id(model.id, sub)}.{part.name}"
                found.append(Driver(Mover.SCORE, owner, part.name, gain, "points", jump=jump))
        return sorted(found, key=_strength)

    def _jump(self, name: str) -> str:
        base, record = split_name(name)
        year = Period(self.evaluation.case.year)
        return str(Key(base, year, record)) if base in self.model.items else name

    def _gates(self, model: Readiness) -> Iterator[Driver]:
        """The gates not passed, the hardest cap first."""
        verdict = self.evaluation.readiness
        order = [grade.id for grade in model.grades]
        states = verdict.gates if verdict else ()
        failed = [state for state in states if state.passed is not True]
        for state in sorted(failed, key=lambda one: order.index(one.gate.cap)):
            owner = result_id(model.id, state.gate.id)
            name = f"{state.gate.id} {state.gate.name}"
            yield Driver(Mover.GATE, owner, name, None, "", state.gate.cap, owner)

    def _of_gate(self, gate: Gate) -> list[Driver]:
        """The answers that on their own open or close a gate."""
        context = CaseContext(self.work, self.evaluation.tables)
        truths = gate_names(gate, context)
        now = context.read(gate.condition, truths).truth
        found = []
        for name in sorted(gate.condition.names):
            item = self.model.items.get(name)
            if item is None or item.kind is not ItemKind.YESNO:
                continue
            ways = {
                context.read(gate.condition, {**truths, name: Value.of_truth(one)}).truth
                for one in (True, False)
            }
            if ways != {now}:
                found.append(Driver(Mover.ANSWER, name, item.name, None, "", jump=self._jump(name)))
        return found


def _strength(driver: Driver) -> tuple[Decimal, str]:
    return (-abs(driver.effect or ZERO), driver.id)


def _at_best(table: Table, row: Row) -> Row:
    """A row settled as well as can be."""
    if not METHODS[table.assessment.method].graded_rows:
        return additive.at_best(row, Fraction(table.assessment.options["cap"]))
    return replace(row, met=(True,) * len(row.met), status=Status.GIVEN, missing=())


def _goal(verdict: Verdict, levels: Iterable[str]) -> str:
    """The index of the next better level than the one reached."""
    place = list(levels).index(verdict.level_low) if verdict.level_low else 0
    return f"Y{max(place, 1)}"


def _index(verdict: Verdict, goal: str) -> Decimal:
    return verdict.figures.values.get(goal) or ZERO
