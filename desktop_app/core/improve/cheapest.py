"""The cheapest set of planned measures that reaches a target.

Up to FEW measures to choose among, all sets are tried from the cheapest on, so that the first one
that reaches the target is surely the cheapest: measures may help or hinder one another, so no set
can be passed over because a part of it failed. With more, the measure that brings most for its
money is taken until the target is reached, then what is not needed is left out again; that is
said. A measure without the user's own cost figures is not chosen: an unknown cost is not zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from heapq import heappop, heappush
from itertools import combinations
from typing import Final

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.improve.effect import Tell, yearly_cost
from desktop_app.core.improve.scenario import contradict, what_if
from desktop_app.core.improve.target import Target, reached, shortfall, touches
from desktop_app.core.planned import PlannedMeasure, Progress

FEW: Final = 15
_ZERO: Final = Decimal(0)


class Price(StrEnum):
    """What is to be least: the investment, or the cost of a year."""

    INVESTMENT = "investment"
    YEARLY = "yearly"


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to.

    `chosen` are the ids of the cheapest set with what is settled already, None when no set
    reaches the target; `best` then are those that come nearest. `price` is in 万元. `exact` tells
    that no cheaper set exists. `priceless` were left out for want of figures, `idle` because
    nothing they change has a say in the target.
    """

    chosen: tuple[str, ...] | None
    best: tuple[str, ...]
    price: Decimal
    exact: bool
    tried: int
    priceless: tuple[str, ...] = ()
    idle: tuple[str, ...] = ()


def price_of(one: PlannedMeasure, by: Price) -> Decimal | None:
    """The price of a measure in 万元; None where the user gave no figures for it."""
    return one.investment if by is Price.INVESTMENT else yearly_cost(one)


def cheapest(
    evaluation: Evaluation,
    plan: Sequence[PlannedMeasure],
    target: Target,
    by: Price = Price.INVESTMENT,
    tell: Tell = lambda _done, _all: None,
) -> Found:
    """Search among the measures of a plan; those dropped stay out, those settled stay in."""
    settled = [one for one in plan if one.progress.settled]
    ideas = [one for one in plan if one.progress is Progress.IDEA]
    priced = [one for one in ideas if price_of(one, by) is not None]
    useful = [one for one in priced if _useful(evaluation, target, one)]
    search = _Search(evaluation, settled, useful, target, by, tell)
    found = search.exactly() if len(useful) <= FEW else search.step_by_step()
    chosen, exact = found
    best = chosen if chosen is not None else search.nearest
    prices = [price_of(one, by) or _ZERO for one in plan if one.id in best]
    return Found(
        chosen=chosen,
        best=best,
        price=sum(prices, _ZERO),
        exact=exact,
        tried=search.tried,
        priceless=tuple(one.id for one in ideas if one not in priced),
        idle=tuple(one.id for one in priced if one not in useful),
    )


def _useful(evaluation: Evaluation, target: Target, one: PlannedMeasure) -> bool:
    return touches(evaluation, target, [change.item for change in one.changes])


class _Search:
    """One search; `tried` counts the cases judged, `nearest` is the set that came nearest."""

    def __init__(
        self,
        evaluation: Evaluation,
        settled: Sequence[PlannedMeasure],
        free: Sequence[PlannedMeasure],
        target: Target,
        by: Price,
        tell: Tell,
    ) -> None:
        self.evaluation, self.target, self.tell = evaluation, target, tell
        self.settled, self.free = tuple(settled), tuple(free)
        self.prices = [price_of(one, by) or _ZERO for one in free]
        self.tried = 0
        self.nearest: tuple[str, ...] = tuple(one.id for one in settled)
        self._missing: Decimal | None = None
        self._apart = {
            (i, j)
            for (i, one), (j, other) in combinations(enumerate(free), 2)
            if _apart(one, other)
        }
        self._out = {
            place for place, one in enumerate(free) if any(_apart(one, other) for other in settled)
        }

    def exactly(self) -> tuple[tuple[str, ...] | None, bool]:
        """The cheapest of all sets."""
        whole = 2 ** len(self.free)
        for done, places in enumerate(_cheapest_first(self.prices)):
            self.tell(done, whole)
            if self._possible(places) and self._missing_with(places) == 0:
                return self._ids(places), True
        self.tell(whole, whole)
        return None, True

    def step_by_step(self) -> tuple[tuple[str, ...] | None, bool]:
        """A cheap set: what brings most for its money first, then without what is not needed."""
        taken: tuple[int, ...] = ()
        missing = self._missing_with(taken)
        while missing:
            self.tell(len(taken), len(self.free))
            best = self._next_best(taken, missing)
            if best is None:
                return None, False
            taken = tuple(sorted((*taken, best)))
            missing = self._missing_with(taken)
        for place in sorted(taken, key=lambda one: -self.prices[one]):
            without = tuple(one for one in taken if one != place)
            if self.prices[place] > 0 and self._missing_with(without) == 0:
                taken = without
        return self._ids(taken), False

    def _next_best(self, taken: tuple[int, ...], missing: Decimal) -> int | None:
        gains: list[tuple[Decimal, int]] = []
        for place in range(len(self.free)):
            together = tuple(sorted((*taken, place)))
            if place in taken or not self._possible(together):
                continue
            self.tell(len(taken), len(self.free))
            gain = missing - self._missing_with(together)
            if gain > 0:
                gains.append((gain / max(self.prices[place], Decimal("0.01")), -place))
        return -max(gains)[1] if gains else None

    def _possible(self, places: tuple[int, ...]) -> bool:
        if self._out.intersection(places):
            return False
        return not any(pair in self._apart for pair in combinations(places, 2))

    def _missing_with(self, places: tuple[int, ...]) -> Decimal:
        self.tried += 1
        measures = [*self.settled, *(self.free[place] for place in places)]
        after = what_if(self.evaluation, measures).evaluation
        missing = _ZERO if reached(self.target, after) else shortfall(self.target, after)
        if self._missing is None or missing < self._missing:
            self._missing, self.nearest = missing, self._ids(places)
        return missing

    def _ids(self, places: tuple[int, ...]) -> tuple[str, ...]:
        return tuple(one.id for one in (*self.settled, *(self.free[place] for place in places)))


def _apart(one: PlannedMeasure, other: PlannedMeasure) -> bool:
    """Whether two measures cannot both be done: they set one datum to different values."""
    return any(contradict(a, b) for a in one.changes for b in other.changes)


def _cheapest_first(prices: Sequence[Decimal]) -> Iterator[tuple[int, ...]]:
    """All sets of places by their price, each once.

    What pays for itself is in from the start: leaving it out costs what it would have brought.
    """
    order = sorted(range(len(prices)), key=lambda place: (abs(prices[place]), place))
    steps = [abs(prices[place]) for place in order]
    start = frozenset(place for place in order if prices[place] < 0)
    waiting: list[tuple[Decimal, tuple[int, ...]]] = [(_ZERO, ())]
    while waiting:
        cost, turned = heappop(waiting)
        yield tuple(sorted(start ^ {order[one] for one in turned}))
        following = turned[-1] + 1 if turned else 0
        if following == len(steps):
            continue
        heappush(waiting, (cost + steps[following], (*turned, following)))
        if turned:
            instead = cost - steps[turned[-1]] + steps[following]
            heappush(waiting, (instead, (*turned[:-1], following)))
