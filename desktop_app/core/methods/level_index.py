"""`level_index.v1`: the composite level index of GB/T 43329 / 清洁生产评价指标体系编制通则.

Y_k = Σ w_i Σ ω_ij · 100 over the rows that meet level k (membership is cumulative, without
interpolation). Level Ⅰ: all limiting rows at Ⅰ and Y_Ⅰ >= 85; Ⅱ: limiting at Ⅱ and Y_Ⅱ >= 85;
Ⅲ: limiting at Ⅲ and Y_Ⅲ = 100, for existing enterprises only. Blank rows count as not met, and
the interval says what is still reachable. Weights are exact fractions, so "= 100" is exact.

Where a table has no weights there is no Y, but what holds for every possible weighting holds.
Where some of its weights are known, Y lies between two ends, and so does the level.

Options of a pack: `level1_others = "L2"`, Ⅰ also asks Ⅱ of all other rows (new systems, e.g.
printed circuit boards); `new_build`, the yes/no item that tells a new or rebuilt project;
`weights`, that all ("missing") or some ("partial") of the weights are not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Final

from desktop_app.core.methods.firmness import doubted, weakest_deciding
from desktop_app.core.methods.options import NEW_BUILD
from desktop_app.core.methods.partial_weights import Ranges, is_unknown, ranges_of
from desktop_app.core.methods.rows import Row
from desktop_app.core.methods.thresholds import can_tip
from desktop_app.core.methods.verdict import (
    Brings,
    Verdict,
    completeness,
    fill_first,
    nothing_applies,
)
from desktop_app.core.methods.weights import (
    FULL,
    Points,
    as_decimal,
    bonus_groups,
    effective_weights,
    handed_on,
    points_of,
)
from desktop_app.core.pack import Assessment, Confidence, Scale
from desktop_app.core.problems import Problem, problem
from desktop_app.core.result import Figures, Status

MINIMUM: Final = (85, 85, 100)
"""The index each level needs, best level first."""

NEW_BUILD_RULE: Final = Confidence.RECALLED
"""How firm it is that a new project never gets Ⅲ: known from memory of clause 5.4."""


@dataclass(frozen=True, slots=True)
class _Steps:
    """The three steps of a table: its scale, points (None: unknown), options and bonus groups.

    `ranges` stand in for the points where only some weights are known.
    """

    scale: Scale
    points: Points | None
    ranges: Ranges | None
    bonus: frozenset[str]
    strict: bool
    new_build: bool | None

    def interval(self, rows: Sequence[Row]) -> tuple[str, str]:
        """The level reached by what is known for sure, and the best still possible."""
        return self.reached(rows, sure=True), self.reached(rows, sure=False)

    def reached(self, rows: Sequence[Row], *, sure: bool) -> str:
        """The best level reached, open cells counted as met only where not `sure`."""
        for place, level in enumerate(self.scale.levels):
            if self.open_to(place, sure=sure) and self._reaches(rows, place, sure=sure):
                return level.id
        return self.scale.below.id

    def open_to(self, place: int, *, sure: bool) -> bool:
        """Whether the step may be taken: the last one only by existing enterprises."""
        if place < len(self.scale.levels) - 1:
            return True
        return self.new_build is False or (self.new_build is None and not sure)

    def _reaches(self, rows: Sequence[Row], place: int, *, sure: bool) -> bool:
        pick = _sure if sure else _possible
        if not all(pick(row.met[place]) for row in rows if row.indicator.limiting):
            return False
        base = [row for row in rows if row.indicator.group not in self.bonus]
        if place == 0 and self.strict and not all(pick(row.met[1]) for row in base):
            return False
        if self.points is not None:
            return self.points.sum(rows, place, pick) >= MINIMUM[place] * self.points.whole
        if self.ranges is not None:
            return self.ranges.reaches(rows, place, MINIMUM[place], sure=sure)
        if all(pick(row.met[place]) for row in base):
            return True
        return not sure and self._some_weighting(rows, place)

    def _some_weighting(self, rows: Sequence[Row], place: int) -> bool:
        """Whether rows that miss the level may weigh so little that it is still reached.

        Ⅲ needs the whole index, so that only a bonus can make up for a row that misses it.
        """
        whole = MINIMUM[place] >= FULL
        heavy = [row for row in rows if not whole or row.indicator.group in self.bonus]
        return any(_possible(row.met[place]) for row in heavy)


def judge(
    assessment: Assessment, scale: Scale, rows: Sequence[Row], new_build: bool | None = False
) -> Verdict:
    """The level of a three-step table; see the module for the rule."""
    taking_part = [row for row in rows if row.applies]
    bonus = bonus_groups(assessment)
    if all(row.indicator.group in bonus for row in taking_part):
        return nothing_applies()
    strict = assessment.options.get("level1_others", "") == "L2"
    weights = effective_weights(assessment, taking_part)
    points = None if weights is None else points_of(weights)
    ranges = ranges_of(assessment, rows) if points is None else None
    steps = _Steps(scale, points, ranges, bonus, strict, new_build)
    low, high = steps.interval(taking_part)
    level = _named(taking_part, low, high, scale)
    figures = _figures(steps, taking_part)
    brings = _brings(steps, taking_part, (low, high))
    said = _notes(assessment, steps, rows, level, (low, high))
    place = _place(scale, level or low)
    return Verdict(
        status=_status(taking_part, new_build),
        confidence=_confidence(assessment, steps, taking_part, level),
        level=level,
        level_low=low,
        level_high=high,
        value=figures.values.get(f"Y{place + 1}"),
        low=figures.values.get(f"Y{place + 1}"),
        high=figures.best.get(f"Y{place + 1}"),
        figures=figures,
        missing=_missing(assessment, taking_part, new_build),
        brings=brings,
        notes=(*said, *fill_first(scale, rows, brings, (low, high))),
    )


def _sure(cell: bool | None) -> bool:
    return cell is True


def _possible(cell: bool | None) -> bool:
    return cell is not False


def _named(rows: Sequence[Row], low: str, high: str, scale: Scale) -> str:
    """The level that may be stated: none while a limiting row is open, nor "below" by blanks."""
    below = scale.below.id
    if _gate_open(rows):
        return below if high == below else ""
    return low if low in (high, *(level.id for level in scale.levels)) else ""


def _gate_open(rows: Sequence[Row]) -> int:
    """How many limiting rows nobody has answered."""
    return sum(row.indicator.limiting and row.open_by_blank for row in rows)


def _status(rows: Sequence[Row], new_build: bool | None) -> Status:
    found = completeness(rows)
    return Status.PARTIAL if new_build is None and found is not Status.BLANK else found


def _place(scale: Scale, level_id: str) -> int:
    ids = [level.id for level in scale.levels]
    return ids.index(level_id) if level_id in ids else len(ids) - 1


def _figures(steps: _Steps, rows: Sequence[Row]) -> Figures:
    values: dict[str, Decimal | None] = {}
    best: dict[str, Decimal | None] = {}
    for place in range(len(steps.scale.levels)):
        if steps.points is not None:
            values[f"Y{place + 1}"] = as_decimal(steps.points.index(rows, place, _sure))
            best[f"Y{place + 1}"] = as_decimal(steps.points.index(rows, place, _possible))
        elif steps.ranges is not None:
            values[f"Y{place + 1}"] = as_decimal(steps.ranges.least(rows, place, _sure))
            best[f"Y{place + 1}"] = as_decimal(steps.ranges.most(rows, place, _possible))
        values[f"met{place + 1}"] = Decimal(sum(row.met[place] is True for row in rows))
        values[f"unmet{place + 1}"] = Decimal(sum(row.met[place] is False for row in rows))
        values[f"limiting_unmet{place + 1}"] = Decimal(
            sum(row.met[place] is False for row in rows if row.indicator.limiting)
        )
    values["rows"] = Decimal(len(rows))
    values["open"] = Decimal(sum(row.open_by_blank for row in rows))
    values["limiting"] = Decimal(sum(row.indicator.limiting for row in rows))
    return Figures(values, best)


def _missing(
    assessment: Assessment, rows: Sequence[Row], new_build: bool | None
) -> tuple[str, ...]:
    asked = (assessment.options[NEW_BUILD],) if new_build is None else ()
    return tuple(dict.fromkeys((*(name for row in rows for name in row.missing), *asked)))


# what is still to decide


def _brings(steps: _Steps, rows: Sequence[Row], interval: tuple[str, str]) -> tuple[Brings, ...]:
    """The blank rows that can still change the outcome, and what each can bring."""
    order = [level.id for level in (*steps.scale.levels, steps.scale.below)]
    low, high = (order.index(end) for end in interval)
    gate = bool(_gate_open(rows)) and high < len(steps.scale.levels)
    found: list[tuple[tuple[bool, int, int, str], Brings]] = []
    for row in rows:
        gates = gate and row.indicator.limiting
        if not row.open_by_blank:
            continue
        if not gates and not any(_can_tip(steps, rows, row, k) for k in range(high, low)):
            continue
        brings = _answered(steps, rows, row, gate=gates)
        moved = low - order.index(brings.certain) + order.index(brings.at_most) - high
        heavy = steps.points.units[row.id] if steps.points is not None else 0
        found.append(((not gates, -moved, -heavy, row.id), brings))
    return tuple(brings for _key, brings in sorted(found, key=lambda pair: pair[0]))


def _can_tip(steps: _Steps, rows: Sequence[Row], row: Row, place: int) -> bool:
    """Whether some answers to all blanks reach the level with this row and not without it."""
    bonus = row.indicator.group in steps.bonus
    if place == 0 and steps.strict and not bonus and row.met[1] is None:
        return True
    if row.met[place] is not None:
        return False
    points = steps.points
    if row.indicator.limiting or points is None:
        return True
    forced = [one for one in rows if one.met[place] is True or one.indicator.limiting]
    others = [
        points.units[one.id]
        for one in rows
        if one.met[place] is None and one is not row and not one.indicator.limiting
    ]
    known = sum(points.units[one.id] for one in forced)
    return can_tip(points.units[row.id], others, MINIMUM[place] * points.whole - known)


def _answered(steps: _Steps, rows: Sequence[Row], row: Row, *, gate: bool) -> Brings:
    """What the row brings when it alone is answered, as well and as badly as can be."""

    def with_row(met: bool) -> list[Row]:
        cells = tuple(met if cell is None else cell for cell in row.met)
        return [replace(row, met=cells) if one is row else one for one in rows]

    gain = None
    if steps.points is not None:
        gain = as_decimal(Fraction(steps.points.units[row.id], steps.points.whole))
    certain = steps.reached(with_row(True), sure=True)
    return Brings(row.id, certain, steps.reached(with_row(False), sure=False), gain, gate)


# how firm it is


def _confidence(
    assessment: Assessment, steps: _Steps, rows: Sequence[Row], level: str
) -> Confidence:
    """The weakest number that can change the level; numbers that cannot do not taint it."""
    found = [row.confidence for row in rows if not row.open_by_blank]
    of_weights = min(
        (group.cited.confidence for group in assessment.groups), default=Confidence.CONFIRMED
    )
    if steps.points is not None or steps.ranges is not None:
        found.append(of_weights)
    if steps.new_build:
        found.append(NEW_BUILD_RULE)
    if not level:
        return min(found, default=Confidence.CONFIRMED)

    def holds(confidence: Confidence) -> bool:
        trusted = replace(
            steps,
            points=steps.points if of_weights > confidence else None,
            ranges=steps.ranges if of_weights > confidence else None,
            new_build=None if doubtful(confidence) else steps.new_build,
        )
        return trusted.interval([doubted(row, confidence) for row in rows]) == (level, level)

    def doubtful(confidence: Confidence) -> bool:
        return steps.new_build is True and confidence >= NEW_BUILD_RULE

    return weakest_deciding(found, holds)


# what is said with it


def _notes(
    assessment: Assessment,
    steps: _Steps,
    rows: Sequence[Row],
    level: str,
    interval: tuple[str, str],
) -> Iterator[Problem]:
    taking_part = [row for row in rows if row.applies]
    settled = interval[0] == interval[1]
    if steps.ranges is not None:
        yield problem("verdict.some_weights", count=_without_weight(taking_part))
    elif steps.points is None:
        lacking = "output" if _outputs_open(taking_part) else "weights"
        yield problem(f"verdict.no_{lacking}_settled" if settled else f"verdict.no_{lacking}")
    waiting = _gate_open(taking_part)
    if not level and waiting:
        yield problem("verdict.limiting_open", count=waiting)
    blank = sum(row.open_by_blank for row in taking_part)
    if blank and not settled and (level or not waiting):
        yield problem("verdict.incomplete", count=blank)
    if not any(row.indicator.limiting for row in taking_part):
        yield problem("verdict.no_limiting")
    for group in handed_on(assessment, rows):
        yield problem("verdict.group_handed_on", name=group.name)
    if steps.new_build:
        yield problem("verdict.new_build", level=steps.scale.levels[-1].name)
    if steps.new_build is None:
        yield problem("verdict.new_build_open", level=steps.scale.levels[-1].name)
    if any(row.indicator.group in steps.bonus for row in taking_part):
        yield problem("verdict.bonus")


def _without_weight(rows: Sequence[Row]) -> int:
    """How many rows have no known weight."""
    return sum(is_unknown(row.indicator) for row in rows)


def _outputs_open(rows: Sequence[Row]) -> bool:
    """Whether the weights are only lacking for outputs nobody has given."""
    return any(row.indicator.weight_by is not None and row.weight_by is None for row in rows)
