"""`additive.v1`: the additive score of the trial evaluation systems of 2005-2009 (试行).

Quantitative rows score S = S_o / S_x where less is better, S_x / S_o where more is, at most the
cap k; qualitative ones 1 or 0. P1 = Σ S·K' and P2 = Σ F·K' with K' = K · A1 / A2: inside a first-
level group the rows that take part carry the weight of those that do not. P = a·P1 + b·P2.

Every system sets k, a, b and the thresholds of its two grades itself, so that a pack states them
with their source; there is no default. A group or a whole part that is n.a. hands its weight on,
which no text settles, so that it is said. Blank rows count as 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from desktop_app.core.methods.firmness import weakest_deciding
from desktop_app.core.methods.rows import Row
from desktop_app.core.methods.verdict import (
    Brings,
    Verdict,
    completeness,
    fill_first,
    nothing_applies,
)
from desktop_app.core.methods.weights import as_decimal
from desktop_app.core.numbers import plain, significant
from desktop_app.core.pack import Assessment, Confidence, Direction, Group, Indicator, Scale
from desktop_app.core.problems import Problem, problem
from desktop_app.core.result import Figures, Status

Span = tuple[Fraction, Fraction]
"""The least and the most something can still be."""

QUANTITATIVE, QUALITATIVE = 0, 1
SHARES = ("share_quantitative", "share_qualitative")
"""The options that hold a and b."""


def part_of(indicator: Indicator) -> int:
    """Whether a row is quantitative or qualitative."""
    choice = indicator.parts[0].direction is Direction.CHOICE
    return QUALITATIVE if choice else QUANTITATIVE


def groups_of(assessment: Assessment, part: int) -> tuple[Group, ...]:
    """The first-level groups of the quantitative or the qualitative part."""
    inside = {row.group for row in assessment.indicators if part_of(row) == part}
    return tuple(group for group in assessment.groups if group.id in inside)


def minimum(assessment: Assessment, place: int) -> Fraction:
    """The P a grade needs, best grade first."""
    return Fraction(assessment.options[f"minimum_{place + 1}"])


def score(row: Row, cap: Fraction) -> Span:
    """S of a quantitative row, F (0 or 1) of a qualitative one, with what blanks leave open."""
    part = row.indicator.parts[0]
    if part.direction not in (Direction.LOWER, Direction.HIGHER):
        cell = row.met[0]
        return Fraction(cell is True), Fraction(cell is not False)
    limit = row.limits[0]
    if row.open_by_blank or row.value is None or limit is None:
        return Fraction(0), cap
    own, base = Fraction(row.value), Fraction(limit)
    above, below = (base, own) if part.direction is Direction.LOWER else (own, base)
    found = cap if below <= 0 else min(cap, max(Fraction(0), above / below))
    return found, found


def at_best(row: Row, cap: Fraction) -> Row:
    """The row settled so that it scores the most it can; one without base value stays as it is."""
    best = replace(row, met=(True,) * len(row.met), status=Status.GIVEN, missing=())
    if part_of(row.indicator) == QUALITATIVE:
        return best
    limit = row.limits[0]
    if limit is None:
        return row
    lower = row.indicator.parts[0].direction is Direction.LOWER
    return replace(best, value=Decimal(0) if lower else limit * as_decimal(cap))


@dataclass(frozen=True, slots=True)
class _Sum:
    """How points add up: the share of each part and the weight of each row in it (of 100)."""

    assessment: Assessment
    scale: Scale
    shares: tuple[Fraction, Fraction]
    weights: Mapping[str, Fraction]

    def points(self, rows: Sequence[Row], spans: Mapping[str, Span], part: int) -> Span:
        """P1 or P2."""
        inside = [row for row in rows if part_of(row.indicator) == part]
        low, high = (
            sum((self.weights[row.id] * spans[row.id][end] for row in inside), Fraction(0))
            for end in (0, 1)
        )
        return low, high

    def whole(self, rows: Sequence[Row], spans: Mapping[str, Span]) -> Span:
        """P."""
        parts = [self.points(rows, spans, part) for part in (QUANTITATIVE, QUALITATIVE)]
        low, high = (
            sum((a * found[end] for a, found in zip(self.shares, parts, strict=True)), Fraction(0))
            for end in (0, 1)
        )
        return low, high

    def any_weights(self, rows: Sequence[Row], spans: Mapping[str, Span]) -> Span:
        """What P can be whatever the weights of the rows are."""
        low = high = Fraction(0)
        for part, share in enumerate(self.shares):
            inside = [spans[row.id] for row in rows if part_of(row.indicator) == part]
            low += 100 * share * min((span[0] for span in inside), default=Fraction(0))
            high += 100 * share * max((span[1] for span in inside), default=Fraction(0))
        return low, high

    def grades(self, span: Span) -> tuple[str, str]:
        """The grade certain, and the best still possible."""
        return self._grade(span[0]), self._grade(span[1])

    def _grade(self, points: Fraction) -> str:
        for place, level in enumerate(self.scale.levels):
            if points >= minimum(self.assessment, place):
                return level.id
        return self.scale.below.id


def judge(
    assessment: Assessment, scale: Scale, rows: Sequence[Row], _new_build: bool | None = False
) -> Verdict:
    """The grade of a trial system; see the module for the rule."""
    taking_part = [row for row in rows if row.applies]
    if not taking_part:
        return nothing_applies()
    cap = Fraction(assessment.options["cap"])
    spans = {row.id: score(row, cap) for row in taking_part}
    weights = adjusted_weights(assessment, taking_part)
    adding = _Sum(assessment, scale, _shares(assessment, taking_part), weights)
    whole = adding.whole(taking_part, spans)
    low, high = adding.grades(whole)
    level = low if low in (high, *(one.id for one in scale.levels)) else ""
    figures = _figures(adding, taking_part, spans)
    brings = _brings(adding, taking_part, spans)
    notes = (
        *_notes(assessment, taking_part, figures, settled=low == high),
        *fill_first(scale, taking_part, brings, (low, high)),
    )
    return Verdict(
        status=completeness(taking_part),
        confidence=_confidence(adding, taking_part, spans, level, cap),
        level=level,
        level_low=low,
        level_high=high,
        value=figures.values["P"],
        low=figures.values["P"],
        high=figures.best["P"],
        figures=figures,
        missing=tuple(dict.fromkeys(name for row in taking_part for name in row.missing)),
        brings=brings,
        notes=notes,
    )


def adjusted_weights(assessment: Assessment, rows: Sequence[Row]) -> dict[str, Fraction]:
    """K' of each row that takes part; each part that has any adds up to what its groups do."""
    found: dict[str, Fraction] = {}
    for part in (QUANTITATIVE, QUALITATIVE):
        groups = groups_of(assessment, part)
        inside = {group.id: [r for r in rows if r.indicator.group == group.id] for group in groups}
        total = sum((Fraction(group.weight or 0) for group in groups), Fraction(0))
        present = [group for group in groups if inside[group.id]]
        carried = sum((Fraction(group.weight or 0) for group in present), Fraction(0))
        for group in present:
            members = inside[group.id]
            taking = sum((Fraction(row.indicator.weight or 0) for row in members), Fraction(0))
            for row in members:
                own = Fraction(row.indicator.weight or 0) * Fraction(group.weight or 0)
                found[row.id] = own * total / (taking * carried or 1)
    return found


def _shares(assessment: Assessment, rows: Sequence[Row]) -> tuple[Fraction, Fraction]:
    """A and b; a part to which nothing applies hands its share to the other."""
    used = {part_of(row.indicator) for row in rows}
    a, b = (
        Fraction(assessment.options[name]) if part in used else Fraction(0)
        for part, name in enumerate(SHARES)
    )
    total = a + b
    return (a / total, b / total) if total else (Fraction(0), Fraction(0))


def _figures(adding: _Sum, rows: Sequence[Row], spans: Mapping[str, Span]) -> Figures:
    found = {"P": adding.whole(rows, spans)}
    for part in (QUANTITATIVE, QUALITATIVE):
        if any(part_of(row.indicator) == part for row in rows):
            found[f"P{part + 1}"] = adding.points(rows, spans, part)
    counts = {
        "rows": Decimal(len(rows)),
        "open": Decimal(sum(row.open_by_blank for row in rows)),
    }
    return Figures(
        {**{name: as_decimal(span[0]) for name, span in found.items()}, **counts},
        {name: as_decimal(span[1]) for name, span in found.items()},
    )


def _brings(adding: _Sum, rows: Sequence[Row], spans: Mapping[str, Span]) -> tuple[Brings, ...]:
    """The blank rows while the grade is open, the heaviest first."""
    low, high = adding.grades(adding.whole(rows, spans))
    found: list[tuple[tuple[Fraction, str], Brings]] = []
    for row in rows:
        gain = adding.weights[row.id] * adding.shares[part_of(row.indicator)]
        gain *= spans[row.id][1] - spans[row.id][0]
        if low == high or not row.open_by_blank or not gain:
            continue
        best = {**spans, row.id: (spans[row.id][1],) * 2}
        worst = {**spans, row.id: (spans[row.id][0],) * 2}
        certain = adding.grades(adding.whole(rows, best))[0]
        at_most = adding.grades(adding.whole(rows, worst))[1]
        found.append(((-gain, row.id), Brings(row.id, certain, at_most, as_decimal(gain))))
    return tuple(brings for _key, brings in sorted(found, key=lambda pair: pair[0]))


def _confidence(
    adding: _Sum, rows: Sequence[Row], spans: Mapping[str, Span], level: str, cap: Fraction
) -> Confidence:
    """The weakest number that can change the grade; the thresholds always have a say."""
    options, groups = adding.assessment.options, adding.assessment.groups
    thresholds = next(one for one in Confidence if one.word == options["thresholds_confidence"])
    of_weights = min((group.cited.confidence for group in groups), default=Confidence.CONFIRMED)
    found = [row.confidence for row in rows if not row.open_by_blank]
    if not level:
        return min(*found, of_weights, thresholds)

    def holds(confidence: Confidence) -> bool:
        doubted = {row.id: _doubted(row, spans[row.id], confidence, cap) for row in rows}
        trusted = of_weights > confidence
        span = (adding.whole if trusted else adding.any_weights)(rows, doubted)
        return adding.grades(span) == (level, level)

    return min(thresholds, weakest_deciding([*found, of_weights], holds))


def _doubted(row: Row, span: Span, confidence: Confidence, cap: Fraction) -> Span:
    """What a row can score where numbers of that confidence and below may be anything."""
    if row.open_by_blank or row.confidence > confidence:
        return span[0], span[0]
    return score(replace(row.opened(), status=Status.BLANK), cap)


def _notes(
    assessment: Assessment, rows: Sequence[Row], figures: Figures, *, settled: bool
) -> Iterator[Problem]:
    shown = {name: _shown(figures.values.get(name)) for name in ("P", "P1", "P2")}
    best = _shown(figures.best["P"])
    blank = sum(row.open_by_blank for row in rows)
    code = "verdict.additive_open" if blank else "verdict.additive"
    yield problem(code, p=shown["P"], p1=shown["P1"], p2=shown["P2"], best=best)
    if blank and not settled:
        yield problem("verdict.incomplete", count=blank)
    used = {row.indicator.group for row in rows}
    for part in (QUANTITATIVE, QUALITATIVE):
        groups = groups_of(assessment, part)
        away = [group for group in groups if group.id not in used]
        if groups and len(away) == len(groups):
            yield problem(("verdict.no_quantitative", "verdict.no_qualitative")[part])
        else:
            yield from (problem("verdict.group_handed_on", name=group.name) for group in away)


def _shown(value: Decimal | None) -> str:
    return "—" if value is None else plain(significant(value, 4))
