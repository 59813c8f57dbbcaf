"""Which given values have evidence 佐证覆盖: per section, weighted by what they move.

The weight of a value is what it moves when it rises by one per cent: the changes of all headline
figures and rows of tables, in per cent, added up. So a value many verdicts rest on weighs more
than one that only is a verdict itself. Choices and texts move no figure and weigh nothing; they
count, but not by weight.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from desktop_app.core.data import Key, Period, State
from desktop_app.core.evaluate import Evaluation, record_name
from desktop_app.core.evidence import Evidence, Subject, SubjectKind
from desktop_app.core.result import Kind
from desktop_app.core.summary import sections_of
from desktop_app.core.what_moves import Mover, all_drivers

_ALL: Final = 10_000
"""More than any result has inputs."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A value of the year that was filled in, by item and record, with what supports it.

    `moves` is its weight; `missing` are periods that no document supports.
    """

    item: str
    record: str
    name: str
    section: str
    moves: Decimal
    documents: tuple[Evidence, ...]
    missing: tuple[Period, ...]

    @property
    def supported(self) -> bool:
        """Whether every period that was filled in has a document."""
        return not self.missing

    @property
    def key(self) -> Key | None:
        """The first datum that has none."""
        return Key(self.item, self.missing[0], self.record) if self.missing else None

    def subjects(self) -> list[Subject]:
        """What a document for it would support: the year when no month has one, else the gaps."""
        if not self.documents and self.missing:
            year = Period(self.missing[0].year)
            return [Subject.of_datum(Key(self.item, year, self.record))]
        keys = (Key(self.item, period, self.record) for period in self.missing)
        return [Subject.of_datum(key) for key in keys]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a section has evidence: values, those supported, and the same by weight."""

    section: str
    title: str
    answered: int
    supported: int
    weight: Decimal
    weight_supported: Decimal

    @property
    def share(self) -> Decimal | None:
        """The supported share by weight; None where nothing has a weight."""
        return self.weight_supported / self.weight if self.weight else None


def answered(
    evaluation: Evaluation, moves: Mapping[str, Decimal] | None = None
) -> tuple[Answered, ...]:
    """Every value filled in for the year, what moves most first; n.a. needs a reason, no document.

    `moves` are the weights where they are at hand (`weights`).
    """
    case, model = evaluation.case, evaluation.model
    known = weights(evaluation) if moves is None else moves
    periods: dict[tuple[str, str], list[Period]] = {}
    for key, datum in case.data.items():
        if key.item in model.items and key.period.year == case.year and datum.state in _GIVEN:
            periods.setdefault((key.item, key.record), []).append(key.period)
    documents = _by_value(case.evidence)
    order = {item: place for place, item in enumerate(model.items)}
    found = []
    for (item, record), filled in periods.items():
        held = documents.get((item, record), ())
        found.append(
            Answered(
                item,
                record,
                model.items[item].name,
                model.items[item].section,
                known.get(record_name(item, record), Decimal(0)),
                held,
                tuple(sorted(one for one in filled if not _has(held, Key(item, one, record)))),
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.moves, order[one.item], one.record)))


_GIVEN: Final = frozenset({State.GIVEN, State.ESTIMATED})


def coverage(evaluation: Evaluation, values: Iterable[Answered]) -> tuple[Coverage, ...]:
    """Per section of the form that has values, in form order."""
    listed = tuple(values)
    return tuple(
        _covered(section.id, section.title, own)
        for section in sections_of(evaluation.model)
        if (own := [one for one in listed if one.section == section.id])
    )


def whole_coverage(values: Iterable[Answered]) -> Coverage:
    """All sections together."""
    return _covered("", "", tuple(values))


def weights(evaluation: Evaluation) -> dict[str, Decimal]:
    """What each input moves, by its name (with its record)."""
    told = {
        result.id
        for result in evaluation.results.values()
        if result.headline or result.kind is Kind.INDICATOR
    }
    found: dict[str, Decimal] = {}
    for result_id, drivers in all_drivers(evaluation, _ALL).items():
        if result_id not in told:
            continue
        for one in drivers:
            if one.kind is Mover.INPUT and one.effect is not None:
                found[one.id] = found.get(one.id, Decimal(0)) + abs(one.effect)
    return found


def _covered(section: str, title: str, own: Iterable[Answered]) -> Coverage:
    listed = tuple(own)
    supported = [one for one in listed if one.supported]
    return Coverage(
        section,
        title,
        len(listed),
        len(supported),
        sum((one.moves for one in listed), Decimal(0)),
        sum((one.moves for one in supported), Decimal(0)),
    )


def _by_value(evidence: Iterable[Evidence]) -> dict[tuple[str, str], tuple[Evidence, ...]]:
    found: dict[tuple[str, str], dict[str, Evidence]] = {}
    for one in sorted(evidence, key=lambda document: document.number):
        for subject in one.subjects:
            if subject.kind is SubjectKind.DATUM:
                found.setdefault((subject.id, subject.record), {})[one.id] = one
    return {value: tuple(listed.values()) for value, listed in found.items()}


def _has(documents: Iterable[Evidence], key: Key) -> bool:
    return any(one.supports(key) for one in documents)
