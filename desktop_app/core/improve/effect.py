"""What planned measures bring: each on its own, all together, and the way there.

Every effect is the difference of two judged cases. What the plan saves in money is the user's
own figures; what is spread over years is spread evenly, without interest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from desktop_app.core.evaluate import Evaluation, changed_results
from desktop_app.core.improve.scenario import Outcome, what_if
from desktop_app.core.numbers import CONTEXT
from desktop_app.core.pack import Limb
from desktop_app.core.planned import PlannedMeasure
from desktop_app.core.problems import Problem
from desktop_app.core.result import Kind, Result
from desktop_app.core.summary import lead_figure

Tell = Callable[[int, int], None]
"""Told how many steps of how many are done; may raise to stop."""

_YUAN: Final = Decimal(10000)
Position = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Move:
    """A result before and after."""

    before: Result
    after: Result

    @property
    def change(self) -> Decimal | None:
        """How much the figure grew; None where one of the two has none."""
        if self.before.value is None or self.after.value is None:
            return None
        return self.after.value - self.before.value


@dataclass(frozen=True, slots=True)
class Cut:
    """How much less there is of the lead figure of a limb; `share` is of what there was.

    None where the figure is not known before or after.
    """

    figure: Result | None
    amount: Decimal | None = None
    share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """What some measures bring together: the judged case, what moved, and the cuts of the year."""

    outcome: Outcome
    moves: tuple[Move, ...]
    energy: Cut
    carbon: Cut
    pollution: Cut

    @property
    def evaluation(self) -> Evaluation:
        """The case as it would be."""
        return self.outcome.evaluation

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is not in it, and what clashes."""
        return self.outcome.problems


@dataclass(frozen=True, slots=True)
class Money:
    """What measures cost, in 万元: sums over those whose figures are known, and who lacks them.

    A sum of which no figure is known is None, not zero.
    """

    investment: Decimal | None
    yearly: Decimal | None
    unknown: tuple[str, ...] = ()

    @property
    def payback(self) -> Decimal | None:
        """The simple payback in years; None where nothing comes back, or figures are missing."""
        if self.unknown or not self.investment or not self.yearly:
            return None
        if self.yearly < 0 or self.investment < 0:
            return None
        return CONTEXT.divide(self.investment, self.yearly)


@dataclass(frozen=True, slots=True)
class Forecast:
    """A plan worked through: each measure that counts alone, all together, and the stations.

    `alone` goes by the ids of all measures, also those switched off; `path` are the positions
    (P, C) in the order of the dates, the last one that of the whole plan.
    """

    before: Evaluation
    alone: dict[str, Effect]
    together: Effect
    path: tuple[Position, ...]
    money: Money


def forecast(
    evaluation: Evaluation, plan: Sequence[PlannedMeasure], tell: Tell = lambda _done, _all: None
) -> Forecast:
    """Work a plan through; an empty one leaves everything as it is."""
    counting = in_order([one for one in plan if one.counts])
    steps = len(plan) + len(counting) + 1
    alone: dict[str, Effect] = {}
    for one in plan:
        tell(len(alone), steps)
        alone[one.id] = effect(evaluation, [one])
    path = []
    for place in range(1, len(counting)):
        tell(len(plan) + place, steps)
        path.append(position(what_if(evaluation, counting[:place]).evaluation))
    together = effect(evaluation, counting)
    path.append(position(together.evaluation) if counting else None)
    tell(steps, steps)
    return Forecast(
        evaluation,
        alone,
        together,
        tuple(one for one in path if one is not None),
        money(counting),
    )


def in_order(plan: Sequence[PlannedMeasure]) -> list[PlannedMeasure]:
    """The measures by the date they are to be done; those without one last, as listed."""
    return sorted(plan, key=lambda one: (not one.due, one.due))


def effect(evaluation: Evaluation, measures: Sequence[PlannedMeasure]) -> Effect:
    """What some measures bring together."""
    outcome = what_if(evaluation, measures)
    after = outcome.evaluation
    energy, carbon, pollution = (
        cut(evaluation, after, limb) for limb in (Limb.ENERGY, Limb.CARBON, Limb.POLLUTANTS)
    )
    return Effect(outcome, moves(evaluation, after), energy, carbon, pollution)


def moves(before: Evaluation, after: Evaluation) -> tuple[Move, ...]:
    """All results that differ, in their order."""
    changed = changed_results(before, after)
    return tuple(
        Move(before.results[name], result)
        for name, result in after.results.items()
        if name in changed and name in before.results
    )


def cut(before: Evaluation, after: Evaluation, limb: Limb) -> Cut:
    """How much less there is of the lead figure of a limb."""
    figure = lead_figure(before, limb)
    if figure is None:
        return Cut(None)
    then = after.results[figure.id].value
    if figure.value is None or then is None:
        return Cut(figure)
    amount = figure.value - then
    share = CONTEXT.divide(amount, figure.value) if figure.value else None
    return Cut(figure, amount, share)


def headlines(effect: Effect) -> tuple[Move, ...]:
    """Of what moved that which a person is told: grade, axes, tables, gates, headline figures."""
    return tuple(one for one in effect.moves if is_told(one.after))


def is_told(result: Result) -> bool:
    """Whether a person is told when it moved."""
    if result.kind is Kind.SUB_INDEX:
        return result.id.endswith(f".{result.group}")
    return result.headline or result.kind is Kind.GATE


def position(evaluation: Evaluation) -> Position | None:
    """Where a case stands in the quadrant, blanks counting as nothing."""
    verdict = evaluation.readiness
    p, c = (verdict.axes.get(axis) if verdict else None for axis in ("P", "C"))
    if p is None or c is None or p.low is None or c.low is None:
        return None
    return p.low, c.low


# --- money ----------------------------------------------------------------------------------------


def money(measures: Sequence[PlannedMeasure]) -> Money:
    """What measures cost together."""
    return Money(
        _sum(one.investment for one in measures),
        _sum(one.yearly for one in measures),
        tuple(one.id for one in measures if one.investment is None),
    )


def _sum(figures: Iterable[Decimal | None]) -> Decimal | None:
    known = [one for one in figures if one is not None]
    return sum(known, Decimal(0)) if known else None


def yearly_cost(one: PlannedMeasure) -> Decimal | None:
    """What a measure costs a year in 万元: its investment spread over its years, less its saving.

    None where a figure is missing: an unknown cost is not zero.
    """
    if one.investment is None or one.yearly is None:
        return None
    if not one.investment:
        return -one.yearly
    if not one.years:
        return None
    return CONTEXT.divide(one.investment, one.years) - one.yearly


def abatement_cost(one: PlannedMeasure, effect: Effect) -> Decimal | None:
    """元 a year per tCO2 less; None where cost or cut is unknown, or nothing is cut."""
    cost, amount = yearly_cost(one), effect.carbon.amount
    if cost is None or amount is None or amount <= 0:
        return None
    return CONTEXT.divide(cost * _YUAN, amount)
