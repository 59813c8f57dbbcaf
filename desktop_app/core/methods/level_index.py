"""`level_index.v1`: the composite level index of GB/T 43329 / 清洁生产评价指标体系编制通则.

Y_k = Σ w_i Σ ω_ij · 100 over the rows that meet level k (membership is cumulative, without
interpolation). Level Ⅰ: all limiting rows at Ⅰ and Y_Ⅰ >= 85; Ⅱ: limiting at Ⅱ and Y_Ⅱ >= 85;
Ⅲ: limiting at Ⅲ and Y_Ⅲ = 100. Rows that do not apply hand their weight on inside their group;
a group wholly n.a. hands it on to the other groups. Blank rows do not: they count as not met,
and the interval says what is still reachable. Weights are exact fractions, so "= 100" is exact.

Where a table has no weights there is no Y, but what holds for every possible weighting holds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Final

from desktop_app.core.methods.rows import Row
from desktop_app.core.methods.verdict import Verdict
from desktop_app.core.pack import Assessment, Confidence, Scale
from desktop_app.core.problems import Problem, problem
from desktop_app.core.result import Figures, Status

Pick = Callable[[bool | None], bool]
Weights = dict[str, Fraction]

MINIMUM: Final = (Fraction(85), Fraction(85), Fraction(100))
"""The index each level needs, best level first."""

_FULL: Final = Fraction(100)


def judge(assessment: Assessment, scale: Scale, rows: Sequence[Row]) -> Verdict:
    """The level of a three-step table; see the module for the rule."""
    taking_part = [row for row in rows if row.applies]
    if not taking_part:
        return Verdict(Status.NA, Confidence.CONFIRMED, note=problem("verdict.nothing_applies"))
    strict = assessment.options.get("level1_others", "") == "L2"
    weights = effective_weights(assessment, taking_part)
    low, high = _interval(scale, taking_part, weights, strict=strict)
    level = _named(taking_part, low, high, scale)
    figures = _figures(scale, taking_part, weights)
    place = _place(scale, level or low)
    return Verdict(
        status=_status(taking_part),
        confidence=_confidence(assessment, scale, taking_part, weights, level, strict=strict),
        level=level,
        level_low=low,
        level_high=high,
        value=figures.values.get(f"Y{place + 1}"),
        low=figures.values.get(f"Y{place + 1}"),
        high=figures.best.get(f"Y{place + 1}"),
        figures=figures,
        missing=_missing(taking_part),
        deciding=_deciding(taking_part, weights),
        note=_note(taking_part, weights, level, low, high),
    )


def effective_weights(assessment: Assessment, rows: Sequence[Row]) -> Weights | None:
    """The weight of each row in the whole index (sum 1), or None where the table has none.

    `rows` are those that apply. Rows of a pool share its weight equally (0.8/n rules); the rows
    of one indicator share its weight by output, equally where the table names no output.
    """
    if any(group.weight is None for group in assessment.groups if _members(rows, group.id)):
        return None
    groups = {
        group.id: Fraction(group.weight)
        for group in assessment.groups
        if group.weight is not None and _members(rows, group.id)
    }
    total = sum(groups.values(), Fraction(0))
    found: Weights = {}
    for group_id, group_weight in groups.items():
        inside = _inside(_members(rows, group_id))
        if inside is None:
            return None
        for row_id, weight in inside.items():
            found[row_id] = group_weight / total * weight
    return found


def _members(rows: Sequence[Row], group: str) -> list[Row]:
    return [row for row in rows if row.indicator.group == group]


def _inside(members: Sequence[Row]) -> Weights | None:
    """The weights inside a group (sum 1); None where one is missing or cannot be shared out."""
    raw: Weights = {}
    for row in members:
        share = _share(row, members)
        own = row.indicator.pool_weight if row.indicator.pool else row.indicator.weight
        if share is None or own is None:
            return None
        raw[row.id] = Fraction(own) * share
    total = sum(raw.values(), Fraction(0))
    return {row_id: weight / total for row_id, weight in raw.items()} if total else None


def _share(row: Row, members: Sequence[Row]) -> Fraction | None:
    """A row's part of the weight it shares: equal in a pool, by output over its records."""
    indicator = row.indicator
    if indicator.pool:
        return Fraction(1, sum(other.indicator.pool == indicator.pool for other in members))
    outputs = [other.weight_by for other in members if other.indicator is indicator]
    if indicator.weight_by is None or len(outputs) == 1:
        return Fraction(1, len(outputs))
    known = [Fraction(output) for output in outputs if output is not None]
    total = sum(known, Fraction(0))
    if len(known) < len(outputs) or row.weight_by is None or total <= 0:
        return None
    return Fraction(row.weight_by) / total


def index_of(rows: Sequence[Row], weights: Weights, place: int, pick: Pick) -> Fraction:
    """Y of the level at `place`, counting the rows whose membership `pick` accepts."""
    return sum((weights[row.id] * 100 for row in rows if pick(row.met[place])), Fraction(0))


def _sure(cell: bool | None) -> bool:
    return cell is True


def _possible(cell: bool | None) -> bool:
    return cell is not False


def _interval(
    scale: Scale, rows: Sequence[Row], weights: Weights | None, *, strict: bool
) -> tuple[str, str]:
    if weights is None:
        return _any_weighting(scale, rows, strict=strict)
    low = _reached(scale, rows, weights, _sure, strict=strict)
    return low, _reached(scale, rows, weights, _possible, strict=strict)


def _reached(
    scale: Scale, rows: Sequence[Row], weights: Weights, pick: Pick, *, strict: bool
) -> str:
    for place, level in enumerate(scale.levels):
        if not all(pick(row.met[place]) for row in rows if row.indicator.limiting):
            continue
        if place == 0 and strict and not all(pick(row.met[1]) for row in rows):
            continue
        if index_of(rows, weights, place, pick) >= MINIMUM[place]:
            return level.id
    return scale.below.id


def _any_weighting(scale: Scale, rows: Sequence[Row], *, strict: bool) -> tuple[str, str]:
    """The levels certain, and still possible, whatever positive weights the table may have."""
    low = next(
        (
            level.id
            for place, level in enumerate(scale.levels)
            if all(row.met[place] is True for row in rows)
        ),
        scale.below.id,
    )
    for place, level in enumerate(scale.levels):
        if not all(_possible(row.met[place]) for row in rows if row.indicator.limiting):
            continue
        if place == 0 and strict and not all(_possible(row.met[1]) for row in rows):
            continue
        hits = [_possible(row.met[place]) for row in rows]
        if all(hits) or (place < 2 and any(hits)):
            return low, level.id
    return low, scale.below.id


def _named(rows: Sequence[Row], low: str, high: str, scale: Scale) -> str:
    """The level that may be stated: none while a limiting row is open, nor "below" by blanks."""
    below = scale.below.id
    if any(row.indicator.limiting and row.open_by_blank for row in rows):
        return below if high == below else ""
    return low if low in (high, *(level.id for level in scale.levels)) else ""


def _status(rows: Sequence[Row]) -> Status:
    if all(row.open_by_blank for row in rows):
        return Status.BLANK
    if any(row.open_by_blank for row in rows):
        return Status.PARTIAL
    return Status.ESTIMATED if any(row.status is Status.ESTIMATED for row in rows) else Status.GIVEN


def _place(scale: Scale, level_id: str) -> int:
    ids = [level.id for level in scale.levels]
    return ids.index(level_id) if level_id in ids else len(ids) - 1


def _figures(scale: Scale, rows: Sequence[Row], weights: Weights | None) -> Figures:
    values: dict[str, Decimal | None] = {}
    best: dict[str, Decimal | None] = {}
    for place in range(len(scale.levels)):
        if weights is not None:
            values[f"Y{place + 1}"] = _decimal(index_of(rows, weights, place, _sure))
            best[f"Y{place + 1}"] = _decimal(index_of(rows, weights, place, _possible))
        values[f"met{place + 1}"] = Decimal(sum(row.met[place] is True for row in rows))
        values[f"unmet{place + 1}"] = Decimal(sum(row.met[place] is False for row in rows))
        values[f"limiting_unmet{place + 1}"] = Decimal(
            sum(row.met[place] is False for row in rows if row.indicator.limiting)
        )
    values["rows"] = Decimal(len(rows))
    values["open"] = Decimal(sum(row.open_by_blank for row in rows))
    values["limiting"] = Decimal(sum(row.indicator.limiting for row in rows))
    return Figures(values, best)


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _missing(rows: Sequence[Row]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for row in rows for name in row.missing))


def _deciding(rows: Sequence[Row], weights: Weights | None) -> tuple[str, ...]:
    """Blank rows by what they decide: limiting ones first, then the heavier ones."""
    blank = [row for row in rows if row.open_by_blank]
    heavy = weights or {}
    blank.sort(key=lambda row: (not row.indicator.limiting, -heavy.get(row.id, Fraction(0))))
    return tuple(row.id for row in blank)


def _confidence(
    assessment: Assessment,
    scale: Scale,
    rows: Sequence[Row],
    weights: Weights | None,
    level: str,
    *,
    strict: bool,
) -> Confidence:
    """The weakest number that can change the level; numbers that cannot do not taint it."""
    judged = [row for row in rows if not row.open_by_blank]
    weakest = min((row.confidence for row in judged), default=Confidence.CONFIRMED)
    weight_confidence = min(
        (group.cited.confidence for group in assessment.groups), default=Confidence.CONFIRMED
    )
    if weights is not None:
        weakest = min(weakest, weight_confidence)
    if not weakest.to_verify or not level:
        return weakest
    firm = [row.opened() if row.confidence.to_verify else _as_filled(row) for row in rows]
    trusted = None if weights is None or weight_confidence.to_verify else weights
    if _interval(scale, firm, trusted, strict=strict) != (level, level):
        return weakest
    return min(
        (row.confidence for row in judged if not row.confidence.to_verify),
        default=Confidence.SINGLE,
    )


def _as_filled(row: Row) -> Row:
    """The row as it counts now: what is open is not met."""
    return replace(row, met=tuple(cell is True for cell in row.met))


def _note(
    rows: Sequence[Row], weights: Weights | None, level: str, low: str, high: str
) -> Problem | None:
    if weights is None:
        code = "verdict.no_weights_settled" if low == high else "verdict.no_weights"
        return problem(code)
    limiting_open = sum(row.indicator.limiting and row.open_by_blank for row in rows)
    if not level and limiting_open:
        return problem("verdict.limiting_open", count=limiting_open)
    if any(row.open_by_blank for row in rows) and low != high:
        return problem("verdict.incomplete", count=sum(row.open_by_blank for row in rows))
    if not any(row.indicator.limiting for row in rows):
        return problem("verdict.no_limiting")
    return None
