"""This year against the last 与上年对照: levels, what moved the lead figures, what is new.

What moved a figure is told one datum at a time: the figure as it is, less what it would be with
that one datum (or coefficient) of the year before. Effects of several data do not add up exactly,
and nothing is spread over them to make it look so. What the year before did not have moves nothing
that could be told in figures; it is listed as new.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Final

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.numbers import CONTEXT
from desktop_app.core.pack import Item, ItemKind, Limb
from desktop_app.core.result import Kind, Result
from desktop_app.core.summary import lead_figure
from desktop_app.core.value import Value
from desktop_app.core.what_moves import Mover, drivers
from desktop_app.core.workings import split_name

_LED: Final = (Limb.ENERGY, Limb.CARBON, Limb.POLLUTANTS)
_LOOKED_AT: Final = 60
"""Data and coefficients of a figure that are tried, those with most say first."""


@dataclass(frozen=True, slots=True)
class LevelChange:
    """A table or a row of one whose level differs from that of the year before."""

    before: Result
    after: Result


@dataclass(frozen=True, slots=True)
class Cause:
    """One datum or coefficient that moved a figure, in its own unit, and by how much it did.

    `effect` is in the unit of the figure, positive where the figure is higher for it.
    """

    name: str
    parameter: bool
    before: Decimal | None
    after: Decimal | None
    unit: str
    effect: Decimal


@dataclass(frozen=True, slots=True)
class Moved:
    """The lead figure of a limb in both years and what moved it most, the strongest first."""

    before: Result
    after: Result
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure of the year before that somebody typed, beside this year's."""

    name: str
    before: Decimal
    after: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class YearChange:
    """What changed since the year before; `filled` and `left` are names of items with records."""

    levels: tuple[LevelChange, ...]
    moved: tuple[Moved, ...]
    filled: tuple[str, ...]
    left: tuple[str, ...]


def year_change(now: Evaluation, last: Evaluation, most: int = 6) -> YearChange:
    """What changed, with up to `most` causes per lead figure."""
    with localcontext(CONTEXT):
        moved = tuple(_moved(now, last, most))
    return YearChange(
        levels=tuple(_levels(now, last)),
        moved=moved,
        filled=tuple(_answered_only(now, last)),
        left=tuple(_answered_only(last, now)),
    )


def typed_comparisons(now: Evaluation) -> tuple[Compared, ...]:
    """Figures of the year before that were typed, where there is no case of that year."""
    found = []
    for item in now.model.items.values():
        figure = now.model.quantity_by_id.get(item.carry)
        before = now.values.get(item.key)
        after = now.values.get(item.carry) if figure is not None else None
        if figure is None or before is None or after is None or item.unit != figure.unit:
            continue
        if before.number is not None and after.number is not None:
            found.append(Compared(figure.name, before.number, after.number, figure.unit))
    return tuple(found)


def _levels(now: Evaluation, last: Evaluation) -> Iterator[LevelChange]:
    for name, after in now.results.items():
        before = last.results.get(name)
        judged = after.kind in (Kind.ASSESSMENT, Kind.INDICATOR) and after.limb is not Limb.POLICY
        if before is None or not judged or before.scale != after.scale:
            continue
        if before.level and after.level and before.level != after.level:
            yield LevelChange(before, after)


def _moved(now: Evaluation, last: Evaluation, most: int) -> Iterator[Moved]:
    for limb in _LED:
        after = lead_figure(now, limb)
        before = last.results.get(after.id) if after is not None else None
        if after is None or before is None or after.value is None or before.value is None:
            continue
        causes = sorted(_causes(now, last, after), key=lambda one: -abs(one.effect))
        yield Moved(before, after, tuple(causes[:most]))


def _causes(now: Evaluation, last: Evaluation, figure: Result) -> Iterator[Cause]:
    kinds = (Mover.INPUT, Mover.PARAMETER)
    found = [*drivers(now, figure.id, _LOOKED_AT), *drivers(last, figure.id, _LOOKED_AT)]
    leaves = {one.id: one for one in found if one.kind in kinds}
    for leaf, driver in leaves.items():
        old, new = last.values.get(leaf), now.values.get(leaf)
        if old is None or new is None or old.number == new.number:
            continue
        was = _with(now, leaf, old, figure.id)
        if was is None or figure.value is None or was == figure.value:
            continue
        in_force = now.model.parameters.get(split_name(leaf)[0])
        yield Cause(
            in_force.name if in_force is not None else driver.name,
            driver.kind is Mover.PARAMETER,
            old.number,
            new.number,
            now.model.unit_of(split_name(leaf)[0]),
            figure.value - was,
        )


def _with(now: Evaluation, leaf: str, value: Value, figure: str) -> Decimal | None:
    """The figure as it would be with another value of one datum or coefficient."""
    work = now.workings()
    touched = now.model.closure([split_name(leaf)[0]])
    for full in list(work.values):
        base = split_name(full)[0]
        if base in touched and base in now.model.quantity_by_id:
            del work.values[full]
    work.values[leaf] = value
    return work.values[figure].number


def _answered_only(one: Evaluation, other: Evaluation) -> Iterator[str]:
    """The names of items answered in one case and not in the other."""
    for full in _answered(one):
        read = other.inputs.get(full)
        if read is None or not read.data:
            yield full


def _answered(evaluation: Evaluation) -> Iterable[str]:
    items = evaluation.model.items
    carried = evaluation.case.carried
    for full, read in evaluation.inputs.items():
        base = split_name(full)[0]
        if read.data and not (base in carried and read.data == (carried[base].datum,)):
            yield from _named(items.get(base), full)


def _named(item: Item | None, full: str) -> Iterator[str]:
    """Figures count, and answers in words; what was only carried over does not."""
    if item is not None and item.kind in (ItemKind.AMOUNT, ItemKind.CHOICE, ItemKind.YESNO):
        yield full
