"""A case as planned measures would leave it: their changes of data made, one after the other.

New values come first, then amounts more or less, then per cents, so that the order of the
measures in the plan does not matter unless two of them set one datum to different values; that
is said. What is kept by month stays so: months change in proportion, and add up to the year.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, Overflow
from itertools import combinations
from typing import Final

from desktop_app.core.changes import Changes
from desktop_app.core.data import Case, Datum, Key, Period, State
from desktop_app.core.entry import misplaced, out_of_range
from desktop_app.core.evaluate import Evaluation, reevaluate
from desktop_app.core.inputs import aggregate
from desktop_app.core.model import Model
from desktop_app.core.numbers import CONTEXT, MAX_DIGITS, add_up, plain
from desktop_app.core.pack import Item, ItemKind
from desktop_app.core.planned import DataChange, How, PlannedMeasure
from desktop_app.core.problems import Problem, Where, problem
from desktop_app.core.units import convert

PLAN: Final = "plan"
"""The document of problems of planned measures; their path is the measure's id."""

_ORDER: Final = (How.TO, How.BY, How.PERCENT)
_WHOLE: Final = Decimal(100)
_FINER: Final = 6
"""So many decimals more than the figures typed have the months worked out from them."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """The case with changes made: which keys differ, and what could not be done or clashes."""

    case: Case
    keys: frozenset[Key] = frozenset()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case judged as it would be; `problems` tell what is not in it."""

    evaluation: Evaluation
    problems: tuple[Problem, ...] = ()


def what_if(evaluation: Evaluation, measures: Iterable[PlannedMeasure]) -> Outcome:
    """The case judged anew as if the measures (all of them) were done."""
    found = scenario(evaluation, measures)
    if not found.keys:
        return Outcome(evaluation, found.problems)
    after = reevaluate(evaluation, found.case, Changes(keys=found.keys))
    return Outcome(after, found.problems)


def scenario(evaluation: Evaluation, measures: Iterable[PlannedMeasure]) -> Scenario:
    """The data of the case with the changes of the measures made."""
    listed = tuple(measures)
    draft = _Draft(evaluation)
    placed = [(change, one) for one in listed for change in one.changes if change.said]
    problems: list[Problem] = list(clashes(evaluation.model, listed))
    for change, owner in sorted(placed, key=lambda pair: _ORDER.index(pair[0].how)):
        wrong = draft.make(change)
        if wrong is not None:
            problems.append(Problem(wrong.code, Where(PLAN, owner.id), wrong.args))
    case = replace(evaluation.case, data=draft.data)
    return Scenario(case, draft.differing(), tuple(problems))


def clashes(model: Model, measures: Sequence[PlannedMeasure]) -> tuple[Problem, ...]:
    """Where two measures touch one datum: different new values contradict, the rest adds up."""
    found = []
    for first, second in combinations(measures, 2):
        said = [each for each in second.changes if each.said]
        for one in (each for each in first.changes if each.said):
            other = next((each for each in said if one.overlaps(each)), None)
            if other is None:
                continue
            code = "plan.two_values" if contradict(one, other) else "plan.overlap"
            item = model.label_of(one.item)
            args = {"first": first.name, "second": second.name, "record": _at(one.record)}
            found.append(problem(code, PLAN, second.id, name=item, **args))
    return tuple(found)


def contradict(one: DataChange, other: DataChange) -> bool:
    """Whether two changes of one datum cannot both hold."""
    if one.how is not How.TO or other.how is not How.TO or not one.overlaps(other):
        return False
    return (one.value, one.unit, one.text, one.month) != (
        other.value,
        other.unit,
        other.text,
        other.month,
    )


def _at(record: str) -> str:
    return f"（{record}）" if record else ""


class _Draft:
    """The data of a case while changes are made to them."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.model, self.case = evaluation.model, evaluation.case
        self.data = dict(evaluation.case.data)

    def differing(self) -> frozenset[Key]:
        """The keys whose datum is another one than before."""
        before = self.case.data
        keys = before.keys() | self.data.keys()
        return frozenset(key for key in keys if before.get(key) != self.data.get(key))

    def make(self, change: DataChange) -> Problem | None:
        """Make one change, or tell why it cannot be made; then nothing is changed."""
        item = self.model.items.get(change.item)
        if item is None:
            return problem("plan.unknown_item", name=change.item)
        key = Key(item.key, Period(self.case.year, change.month), change.record)
        wrong = misplaced(item, key, self.case.year, self.case.records)
        if wrong is not None:
            return wrong
        if item.kind is not ItemKind.AMOUNT:
            self._answer(key, change)
            return None
        try:
            made = self._amounts(item, key, change)
        except Overflow:
            return problem("plan.too_large", name=item.name)
        if isinstance(made, Problem):
            return made
        unfit = next((one for one in (self._unfit(item, each) for each in made) if one), None)
        if unfit is not None:
            return unfit
        if not change.month:
            for old in [one.key for one in self._at(item, change.record)]:
                self.data.pop(old, None)
        self.data.update({datum.key: datum for datum in made})
        return None

    def _unfit(self, item: Item, datum: Datum) -> Problem | None:
        if datum.value is None:
            return None
        value = self._in_unit(item, datum)
        if isinstance(value, Problem):
            return value
        return out_of_range(item, value, f"{plain(datum.value)} {datum.unit}".rstrip())

    def _answer(self, key: Key, change: DataChange) -> None:
        old = self.data.get(key)
        fresh = Datum(key, State.ESTIMATED, text=change.text, raw=change.text)
        keep = old is not None and old.state is State.GIVEN
        self.data[key] = replace(fresh, state=State.GIVEN) if keep else fresh

    def _at(self, item: Item, record: str) -> list[Datum]:
        """The data that make the year's figure: twelve months, else the year, else some months."""
        year = self.case.year
        own = [
            self.data[key]
            for key in (Key(item.key, Period(year, month), record) for month in range(13))
            if key in self.data and self.data[key].filled
        ]
        carried = self.case.carried.get(item.key)
        if not own and carried is not None and not record:
            return [carried.datum]
        months = [datum for datum in own if datum.key.period.monthly]
        whole = [datum for datum in own if not datum.key.period.monthly]
        return whole if whole and len(months) < 12 else months or whole

    def _amounts(self, item: Item, key: Key, change: DataChange) -> list[Datum] | Problem:
        """The data that take the place of those there are."""
        there = self._at(item, change.record)
        known = [one for one in there if one.state is not State.NA and one.value is not None]
        if change.month:
            return self._month(item, key, change, there)
        figures = [self._in_unit(item, one) for one in known]
        wrong = next((one for one in figures if isinstance(one, Problem)), None)
        if wrong is not None:
            return wrong
        held = [one for one in figures if isinstance(one, Decimal)]
        wanted = self._wanted(item, change, held, partial=self._is_partial(there))
        if isinstance(wanted, Problem):
            return wanted
        monthly = bool(known) and known[0].key.period.monthly
        if change.how is How.PERCENT:
            return [_with(one, change.value) if one in known else one for one in there]
        if not monthly or self._is_partial(there):
            kept = known[0] if known and not monthly else None
            return [_fresh(item, key, wanted, kept)]
        shares = spread(item.aggregate, held, wanted)
        new = {
            one.key: replace(one, value=share, unit=item.unit)
            for one, share in zip(known, shares, strict=True)
        }
        return [new.get(one.key, one) for one in there]

    def _is_partial(self, there: Sequence[Datum]) -> bool:
        months = sum(one.key.period.monthly for one in there)
        return 0 < months < 12

    def _wanted(
        self, item: Item, change: DataChange, held: Sequence[Decimal], *, partial: bool
    ) -> Decimal | Problem:
        """The year's figure after the change, in the unit of the item."""
        value = change.value or Decimal(0)
        if change.how is How.TO:
            return self._converted(item, value, change.unit)
        if not held:
            return problem("plan.no_value", name=item.name)
        now = aggregate(item.aggregate, held)
        if change.how is How.PERCENT:
            return _raised(now, value)
        if partial:
            return problem("plan.partial", name=item.name)
        more = self._converted(item, value, change.unit)
        return more if isinstance(more, Problem) else CONTEXT.add(now, more)

    def _month(
        self, item: Item, key: Key, change: DataChange, there: Sequence[Datum]
    ) -> list[Datum] | Problem:
        if item.cadence != "month" or any(not one.key.period.monthly for one in there):
            return problem("plan.no_months", name=item.name, month=change.month)
        now = next((one for one in there if one.key == key), None)
        value = None if now is None or now.state is State.NA else now.value
        if change.how is How.TO:
            found = self._converted(item, change.value or Decimal(0), change.unit)
            return found if isinstance(found, Problem) else [_fresh(item, key, found, now)]
        if now is None or value is None:
            return problem("plan.no_value", name=item.name)
        if change.how is How.PERCENT:
            return [_with(now, change.value)]
        own = self._in_unit(item, now)
        more = self._converted(item, change.value or Decimal(0), change.unit)
        if isinstance(own, Problem) or isinstance(more, Problem):
            return own if isinstance(own, Problem) else problem("plan.no_value", name=item.name)
        return [_fresh(item, key, CONTEXT.add(own, more), now)]

    def _in_unit(self, item: Item, datum: Datum) -> Decimal | Problem:
        return self._converted(item, datum.value or Decimal(0), datum.unit)

    def _converted(self, item: Item, value: Decimal, unit: str) -> Decimal | Problem:
        return value if unit in ("", item.unit) else convert(value, unit, item.unit)


def _with(datum: Datum, percent: Decimal | None) -> Datum:
    value = _raised(datum.value, percent)
    return datum if value == datum.value else replace(datum, value=value, raw=plain(value))


def _raised(value: Decimal | None, percent: Decimal | None) -> Decimal:
    return CONTEXT.multiply(
        value or Decimal(0), CONTEXT.divide(_WHOLE + (percent or Decimal(0)), _WHOLE)
    )


def _fresh(item: Item, key: Key, value: Decimal, old: Datum | None) -> Datum:
    """A datum with a planned figure; what was given stays given, the rest is an estimate."""
    given = old is not None and old.state is State.GIVEN
    state = State.GIVEN if given else State.ESTIMATED
    return Datum(key, state, value, item.unit, raw=plain(value))


def spread(how: str, months: Sequence[Decimal], wanted: Decimal) -> tuple[Decimal, ...]:
    """Months changed in proportion so that they make `wanted`; alike where they make nothing.

    Added up they make it exactly: what rounding leaves over goes to the largest month.
    """
    now = aggregate(how, months)
    if not now:
        alike = CONTEXT.divide(wanted, Decimal(len(months))) if how == "sum" else wanted
        shares = [alike] * len(months)
    elif now == wanted:
        return tuple(months)
    else:
        shares = [CONTEXT.divide(CONTEXT.multiply(one, wanted), now) for one in months]
    if how == "sum":
        shares = _exactly(shares, wanted, finest=[wanted, *months])
    return tuple(shares)


def _exactly(
    shares: Sequence[Decimal], wanted: Decimal, finest: Sequence[Decimal]
) -> list[Decimal]:
    """Shares a few digits finer than the figures they come from, adding up to `wanted`."""
    places = max([0, *(-int(one.as_tuple().exponent) for one in finest)]) + _FINER
    places = min(places, MAX_DIGITS - max(one.adjusted() for one in shares))
    step = Decimal(1).scaleb(-places)
    rounded = [one.quantize(step, context=CONTEXT) for one in shares]
    largest = max(range(len(rounded)), key=lambda place: abs(rounded[place]))
    others = add_up([*rounded[:largest], *rounded[largest + 1 :]])
    rounded[largest] = CONTEXT.subtract(wanted, others)
    return rounded
