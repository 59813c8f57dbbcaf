"""A case as the rules look at it: what is answered, in the units of the items, and last year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from desktop_app.core.consistency.finding import Finding
from desktop_app.core.consistency_texts import NAMES
from desktop_app.core.data import Datum, Key, Period, State
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.inputs import slots
from desktop_app.core.model import Model
from desktop_app.core.numbers import CONTEXT, plain, significant
from desktop_app.core.pack import Cited, Item, ItemKind, Limb
from desktop_app.core.problem_texts import TEXTS
from desktop_app.core.problems import Severity
from desktop_app.core.units import convert, show_unit
from desktop_app.core.value import Value, ValueState
from desktop_app.core.workings import record_name

_DIGITS = 6
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Figure:
    """One answered number in the unit of its item; `month` is 0 for a whole year."""

    month: int
    value: Decimal
    datum: Datum


@dataclass(frozen=True, slots=True)
class Answer:
    """An item, at one record if it repeats, that somebody has answered in some way."""

    item: Item
    record: str
    name: str
    value: Value
    data: tuple[Datum, ...]
    figures: tuple[Figure, ...] = ()

    @property
    def months(self) -> tuple[Figure, ...]:
        """The numbers given for months."""
        return tuple(one for one in self.figures if one.month)

    @property
    def whole(self) -> Figure | None:
        """The number given for the whole year."""
        return next((one for one in self.figures if not one.month), None)

    @property
    def settled(self) -> Decimal | None:
        """The year's number, unless months are missing."""
        known = self.value.state in (ValueState.GIVEN, ValueState.ESTIMATED)
        return self.value.number if known else None


@dataclass(frozen=True, slots=True)
class Examined:
    """An evaluation with its answers by name, and the year before in the same shape."""

    evaluation: Evaluation
    answers: Mapping[str, Answer]
    before: Examined | None = None
    record_names: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @property
    def model(self) -> Model:
        """The model the case is judged by."""
        return self.evaluation.model

    def finding(
        self, code: str, item: str = "", record: str = "", at_month: int = 0, /, **args: object
    ) -> Finding:
        """A finding of a rule of this program about an item, a record, or the case as a whole.

        Where it leads is the month's datum, the year's, or nowhere when `item` is no item.
        """
        kind, (name, group) = TEXTS[code], NAMES[code]
        asked = self.model.items.get(item)
        year = self.evaluation.case.year
        return Finding(
            rule=code,
            severity=Severity(kind.severity),
            name=name,
            group=group,
            text=kind.text,
            advice=kind.remedy,
            args={word: str(value) for word, value in args.items()},
            item=f"{item}/{at_month}" if at_month else item,
            record=record,
            jump=str(Key(item, Period(year, at_month), record)) if asked else "",
            section=asked.section if asked else "",
            limb=limb_of(self.evaluation, item),
            cited=asked.cited if asked else Cited(),
        )

    def labelled(self, answer: Answer) -> str:
        """The item's name, with its record's name before it."""
        if not answer.record:
            return answer.item.name
        known = self.record_names.get((answer.item.record, answer.record), answer.record)
        return f"{known} {answer.item.name}"


def examine(evaluation: Evaluation, before: Evaluation | None = None) -> Examined:
    """Gather what the rules look at."""
    last = examine(before) if before is not None else None
    names = {(one.kind, one.id): one.name for one in evaluation.case.records}
    return Examined(evaluation, dict(_answers(evaluation)), last, names)


def _answers(evaluation: Evaluation) -> Iterator[tuple[str, Answer]]:
    """Every answer with all its data, also those a year's figure or its months make idle."""
    items = evaluation.model.items
    for (key, record), data in slots(evaluation.case, items).items():
        item, name = items[key], record_name(key, record)
        read = evaluation.inputs.get(name)
        if read is not None:
            figures = tuple(_figures(item, data)) if item.kind is ItemKind.AMOUNT else ()
            yield name, Answer(item, record, name, read.value, data, figures)


def _figures(item: Item, data: Sequence[Datum]) -> Iterator[Figure]:
    for datum in data:
        if datum.value is None or datum.state is State.NA:
            continue
        unit = datum.unit or item.unit
        value = datum.value if unit == item.unit else convert(datum.value, unit, item.unit)
        if isinstance(value, Decimal):
            yield Figure(datum.key.period.month, value, datum)


def limb_of(evaluation: Evaluation, item: str) -> Limb | None:
    """The first limb a result of which reads an item; None when none does directly."""
    for reader in evaluation.model.dependents.get(item, ()):
        quantity = evaluation.model.quantity_by_id.get(reader)
        if quantity is not None:
            return quantity.limb
        result = evaluation.results.get(reader)
        if result is not None:
            return result.limb
    return None


def shown(value: Decimal, unit: str = "") -> str:
    """A number as findings print it: six digits and the unit."""
    return f"{plain(significant(value, _DIGITS))} {show_unit(unit)}".rstrip()


def short(value: Decimal) -> str:
    """A ratio or a percentage with three digits."""
    return plain(significant(value, 3))


def median(values: Sequence[Decimal]) -> Decimal:
    """The middle one of the values, the mean of the two in the middle of an even number."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return CONTEXT.divide(CONTEXT.add(ordered[middle - 1], ordered[middle]), Decimal(2))


def ratio(value: Decimal, usual: Decimal) -> Decimal:
    """How many times the usual a value is."""
    return CONTEXT.divide(value, usual)


def spread(times: Decimal) -> Decimal:
    """A ratio or its inverse, whichever is above one."""
    return times if times >= 1 else CONTEXT.divide(Decimal(1), times)


def deviation(value: Decimal, usual: Decimal) -> Decimal:
    """The change against the usual in %."""
    return CONTEXT.multiply(CONTEXT.subtract(ratio(value, usual), Decimal(1)), _HUNDRED)


def listed(months: Sequence[int]) -> str:
    """Months as a list: 2、3、11."""
    return "、".join(str(month) for month in months)
