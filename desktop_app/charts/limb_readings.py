"""From an evaluation to the charts of one limb: groups by level, shares, sources, months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from desktop_app.charts.bars import Bar
from desktop_app.charts.radar import FEWEST, Series, Spoke
from desktop_app.charts.readings import Show, Translate
from desktop_app.charts.trend import Month, TrendWords
from desktop_app.core import summary
from desktop_app.core.composition import known_terms, monthly, monthly_items
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.result import Result, Status
from desktop_app.core.units import show_unit

_MOST: Final = 9
"""Terms with a bar of their own; smaller ones are put together."""

_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Radar:
    """What a radar shows."""

    spokes: tuple[Spoke, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """The parts of a total, and the total itself as it is shown."""

    bars: tuple[Bar, ...]
    total: str
    shown: str


@dataclass(frozen=True, slots=True)
class Course:
    """The months of one item."""

    item: str
    months: tuple[Month, ...]
    words: TrendWords


def radar_of(evaluation: Evaluation, assessment: str, translate: Translate) -> Radar | None:
    """How much of each group of a graded table reaches each level, by number of rows.

    Rows that do not apply are left out; blank ones count as not reached, and as possible in the
    last series. None for a table without levels per row, with fewer than three groups, or of
    which nothing is answered.
    """
    table = evaluation.tables.get(assessment)
    if table is None:
        return None
    groups: dict[str, list[Result]] = {}
    for row in summary.rows_of(evaluation, assessment):
        if row.standing is not None and row.standing.met and row.status is not Status.NA:
            groups.setdefault(row.group, []).append(row)
    if all(row.status is Status.BLANK for rows in groups.values() for row in rows):
        return None
    names = {group.id: group.name for group in table.assessment.groups}
    if len(groups) < FEWEST or any(group not in names for group in groups):
        return None
    levels = table.scale.levels
    worst_first = range(len(levels) - 1, -1, -1)
    series = [Series(translate(levels[at].name), levels[at].tone) for at in worst_first]
    possible = Series(translate("补全后可能"), "muted", open=True)
    spokes = tuple(
        _spoke(translate(names[group]), rows, [one.label for one in series], translate)
        for group, rows in groups.items()
    )
    return Radar(spokes, (*series, possible))


def _spoke(
    label: str, rows: Sequence[Result], levels: Sequence[str], translate: Translate
) -> Spoke:
    """The shares of one group: per level from the last to the best, then what is possible."""
    count = len(levels)
    reached = [sum(_met(row, at) is True for row in rows) for at in range(count - 1, -1, -1)]
    possible = sum(_met(row, count - 1) is not False for row in rows)
    shares = tuple(one / len(rows) for one in (*reached, possible))
    told = (f"{name} {number}/{len(rows)}" for name, number in zip(levels, reached, strict=True))
    said = translate("{name}：{value}").format(name=label, value=translate("；").join(told))
    return Spoke(label, shares, said)


def _met(row: Result, place: int) -> bool | None:
    """Whether a row reaches the level at a place of its scale."""
    met = row.standing.met if row.standing is not None else ()
    return met[place] if place < len(met) else None


def mix_of(
    evaluation: Evaluation, total: str, translate: Translate, show: Show, colour: str = "accent"
) -> Sources | None:
    """The terms of a total with their shares; None with fewer than two of them.

    Shares are of the sum of what is added; what is taken off (exports) has none.
    """
    found = sources_of(evaluation, total, translate, show, colour)
    if found is None:
        return None
    added = sum((bar.amount for bar in found.bars if bar.amount and bar.amount > 0), Decimal(0))
    return replace(found, bars=tuple(_with_share(bar, added) for bar in found.bars))


def _with_share(bar: Bar, added: Decimal) -> Bar:
    if not bar.amount or bar.amount < 0:
        return bar
    share = f"{bar.amount / added:.1%}"
    return replace(bar, shown=f"{bar.shown}  {share}", tip=f"{bar.tip}  {share}")


def sources_of(
    evaluation: Evaluation, total: str, translate: Translate, show: Show, colour: str = "accent"
) -> Sources | None:
    """The terms of a total, the largest first; None with fewer than two of them."""
    amounts: dict[str, Decimal] = {}
    for name in known_terms(evaluation, total):
        number = evaluation.values[name].number
        if number is not None:
            label = translate(evaluation.model.label_of(name))
            amounts[label] = amounts.get(label, Decimal(0)) + number
    if len(amounts) < 2:
        return None
    ordered = sorted(amounts.items(), key=lambda pair: -abs(pair[1]))
    kept, rest = ordered[:_MOST], ordered[_MOST:]
    if rest:
        left = sum((amount for _label, amount in rest), Decimal(0))
        kept.append((translate("其余 {count} 项").format(count=len(rest)), left))
    unit = show_unit(evaluation.model.unit_of(total))
    bars = [
        Bar(label, amount, show(amount), colour, f"{label} {show(amount)} {unit}".strip())
        for label, amount in kept
    ]
    whole = sum(amounts.values(), Decimal(0))
    return Sources(tuple(bars), translate("合计"), f"{show(whole)} {unit}".strip())


def courses_of(
    evaluation: Evaluation,
    last: Evaluation | None,
    total: str,
    translate: Translate,
    show: Show,
) -> tuple[Course, ...]:
    """The course of the year of each item behind a total that is filled by month."""
    return tuple(
        _course(evaluation, last, item, translate, show)
        for item in monthly_items(evaluation, total)
    )


def _course(
    evaluation: Evaluation,
    last: Evaluation | None,
    item: str,
    translate: Translate,
    show: Show,
) -> Course:
    now = monthly(evaluation, item)
    before = monthly(last, item) if last is not None else {}
    unit = show_unit(evaluation.model.unit_of(item))
    this_year, last_year = translate("本年"), translate("上年")
    months = []
    for month in range(1, _MONTHS + 1):
        this, then = now.get(month), before.get(month)
        parts = [
            f"{name} {show(amount)} {unit}"
            for name, amount in ((this_year, this), (last_year, then))
            if amount is not None
        ]
        label = translate("{month} 月").format(month=month)
        said = translate("{name}：{value}").format(name=label, value=translate("；").join(parts))
        months.append(Month(str(month), this, then, said if parts else ""))
    name = translate(evaluation.model.label_of(item))
    return Course(item, tuple(months), TrendWords(name, unit, this_year, last_year))
