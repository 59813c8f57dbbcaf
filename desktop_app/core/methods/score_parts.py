"""The parts of a sub-index: points of a figure, of a table's level, of rows, of answers.

What is n.a. takes no part; what is blank scores nothing as filled and everything at best.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from desktop_app.core.expr import Expr
from desktop_app.core.expr.ast import Call, Name, Node, children
from desktop_app.core.expr.combine import order
from desktop_app.core.expr.parse import parse
from desktop_app.core.methods.interpolate import ADVANCED, Anchors, points
from desktop_app.core.methods.row_points import advanced_line, band_points, limit_points
from desktop_app.core.methods.rows import Row
from desktop_app.core.methods.scores import FULL, ZERO, Context, Reading, Score, Table, gathered
from desktop_app.core.methods.table_truths import tier_place
from desktop_app.core.pack import Confidence, ScorePart
from desktop_app.core.problems import Problem, problem
from desktop_app.core.result import Status
from desktop_app.core.value import Value, ValueState

_BONUS: Final = Decimal(95)


def score_part(part: ScorePart, context: Context, reading: Reading) -> Score:
    """The points of one component of a sub-index.

    Raises:
        ValueError: a metric part has no formula.
    """
    found = _PARTS[part.kind](part, context, reading)
    if not found.applies:
        return found
    if reading.firm_anchors and _anchors_to_verify(part, context, found):
        return Score(part.name, part.weight, None, None)
    if reading.pinned is not None and part.kind not in _BY_ROWS and found.confidence.to_verify:
        return replace(found, low=reading.pinned, high=reading.pinned)
    return found


_BY_ROWS: Final = ("limits", "bands")


def _anchors_to_verify(part: ScorePart, context: Context, found: Score) -> bool:
    """Whether a part is measured against a number to verify; rows are judged one by one."""
    firm = [part.cited.confidence]
    for name in sorted({name for one in part.anchors.values() for name in _values(one.root)}):
        named = parse(name)
        firm += [context.confidence(named)] if isinstance(named, Expr) else []
    if part.kind == "levels":
        firm.append(found.confidence)
    return min(firm).to_verify


def _values(node: Node) -> set[str]:
    """The names an anchor may take its value from; what only decides between them is left out."""
    if isinstance(node, Name):
        return {node.name}
    inside = node.args[1:] if isinstance(node, Call) and node.function == "if" else children(node)
    return {name for child in inside for name in _values(child)}


def _away(part: ScorePart) -> Score:
    return Score(part.name, part.weight, None, None)


def _metric(part: ScorePart, context: Context, _reading: Reading) -> Score:
    if part.value is None:
        raise ValueError(f"metric part without a formula: {part.name}")
    value = context.read(part.value, {}, part.unit)
    if value.state is ValueState.NA:
        return _away(part)
    read = {name: context.read(expr, {}, part.unit) for name, expr in part.anchors.items()}
    missing = tuple(sorted(value.missing.union(*(anchor.missing for anchor in read.values()))))
    anchors = _anchors(read)
    number = None if value.state is ValueState.PARTIAL else value.number
    if number is None or anchors is None:
        return Score(part.name, part.weight, ZERO, FULL, value.number, part.unit, missing=missing)
    low = points(number, anchors)
    # A near-zero anchor still to be filled in can only add points beyond the advanced one.
    waiting = anchors.near_zero is None and "near_zero" in read and read["near_zero"].missing
    return Score(
        part.name,
        part.weight,
        low,
        FULL if waiting and low >= ADVANCED else low,
        number,
        part.unit,
        min(part.cited.confidence, *(context.confidence(e) for e in _formulas(part))),
        missing,
    )


def _formulas(part: ScorePart) -> list[Expr]:
    return [*([part.value] if part.value is not None else []), *part.anchors.values()]


def _anchors(read: Mapping[str, Value]) -> Anchors | None:
    """The anchors that are settled; None without base or advanced one."""
    settled = {name: value.number for name, value in read.items() if not value.missing}
    base, advanced = settled.get("base"), settled.get("advanced")
    if base is None or advanced is None:
        return None
    return Anchors(base, advanced, settled.get("near_zero"), settled.get("worst"))


def _levels(part: ScorePart, context: Context, _reading: Reading) -> Score:
    """The level of the worst table that applies."""
    tables = [t for t in context.tables(part.assessment) if t.verdict.status is not Status.NA]
    if not tables:
        return _away(part)
    judged = [_level_points(part, table) for table in tables]
    firm = [t.verdict.confidence for t in tables if t.verdict.status is not Status.BLANK]
    return Score(
        part.name,
        part.weight,
        min(low for low, _high in judged),
        min(high for _low, high in judged),
        confidence=min(part.cited.confidence, *firm) if firm else Confidence.CONFIRMED,
        missing=gathered([table.verdict.missing for table in tables]),
    )


def _level_points(part: ScorePart, table: Table) -> tuple[Decimal, Decimal]:
    verdict = table.verdict
    first = table.scale.levels[0].id
    bonus = part.points.get(f"{first}_95")
    low = part.points.get(verdict.level_low, ZERO)
    high = part.points.get(verdict.level_high, ZERO)
    if bonus is not None and verdict.level == first:
        low = bonus if _reaches(verdict.figures.values.get("Y1") or ZERO) else low
    if bonus is not None and verdict.level_high == first:
        high = bonus if _reaches(verdict.figures.best.get("Y1") or FULL) else high
    return low, max(low, high)


def _reaches(index: Decimal) -> bool:
    return order(index, _BONUS) >= 0


def _limits(part: ScorePart, context: Context, reading: Reading) -> Score:
    """Outlet rows: base the general limit, advanced the best tier known, near-zero half of it.

    Weighted by the pollution equivalents of a year of each outlet and pollutant.
    """
    tables = context.tables(part.assessment)
    rows = [(row, tier_place(table, reading)) for table in tables for row in table.rows]
    if tables and not rows:
        return Score(part.name, part.weight, ZERO, FULL, missing=("record:outlet",))
    taking_part = [(row, tier) for row, tier in rows if row.applies]
    scores = [(row, limit_points(row, tier)) for row, tier in taking_part]
    found = _weighted_rows(part, scores, reading)
    lineless = sum(
        advanced_line(row, tier) is None and not row.open_by_blank for row, tier in taking_part
    )
    notes = (problem("score.no_advanced_line", count=lineless),) if lineless else ()
    return replace(found, notes=(*found.notes, *notes)) if found.applies else found


def _bands(part: ScorePart, context: Context, reading: Reading) -> Score:
    """Benchmark rows: base 基准, advanced 标杆, near-zero 10 % better, weighted by output."""
    rows = [row for table in context.tables(part.assessment) for row in table.rows if row.applies]
    return _weighted_rows(part, [(row, band_points(row)) for row in rows], reading)


def _weighted_rows(
    part: ScorePart, scored: Sequence[tuple[Row, Decimal | None]], reading: Reading
) -> Score:
    """The mean of the points of rows by their weights; all count alike while one has none."""
    if reading.firm_anchors:
        scored = [one for one in scored if not one[0].indicator.cited.confidence.to_verify]
    if not scored:
        return _away(part)
    weights = row_weights([row for row, _points in scored])
    low = high = ZERO
    for (row, got), weight in zip(scored, weights, strict=True):
        worst, best = _interval(row, got, reading)
        low += weight * worst
        high += weight * best
    total = sum(weights, ZERO)
    firm = [row.confidence for row, _points in scored if not row.open_by_blank]
    return Score(
        part.name,
        part.weight,
        low / total,
        high / total,
        confidence=min(part.cited.confidence, *firm) if firm else Confidence.CONFIRMED,
        missing=gathered([row.missing for row, _points in scored]),
        notes=_weighed_alike(part, [row for row, _points in scored]),
    )


def _interval(row: Row, got: Decimal | None, reading: Reading) -> tuple[Decimal, Decimal]:
    if row.open_by_blank or got is None:
        return ZERO, FULL
    if reading.pinned is not None and row.confidence.to_verify:
        return reading.pinned, reading.pinned
    return got, got


def row_weights(rows: Sequence[Row]) -> list[Decimal]:
    """What rows count for: their own weights where all are known, else all alike."""
    known = [row.weight_by for row in rows if row.weight_by is not None and row.weight_by >= 0]
    if len(known) < len(rows) or not sum(known, ZERO):
        return [Decimal(1)] * len(rows)
    return known


def _weighed_alike(part: ScorePart, rows: Sequence[Row]) -> tuple[Problem, ...]:
    """Says so where rows that should be weighed count alike, because weights are not known."""
    lacking = [row for row in rows if row.weight_by is None or row.weight_by < 0]
    if len(rows) < 2 or (not lacking and sum((row.weight_by or ZERO for row in rows), ZERO)):
        return ()
    return (problem("score.weighed_alike", name=part.name, count=len(lacking) or len(rows)),)


def _checklist(part: ScorePart, context: Context, _reading: Reading) -> Score:
    answers = {key: context.item(key) for key in part.items}
    asked = {key: value for key, value in answers.items() if value.state is not ValueState.NA}
    if not asked:
        return _away(part)
    yes = sum(1 for value in asked.values() if value.truth is True)
    blank = [key for key, value in asked.items() if value.truth is None]
    return Score(
        part.name,
        part.weight,
        FULL * yes / len(asked),
        FULL * (yes + len(blank)) / len(asked),
        confidence=part.cited.confidence,
        missing=tuple(blank),
    )


_PARTS: Final[Mapping[str, Callable[[ScorePart, Context, Reading], Score]]] = {
    "metric": _metric,
    "levels": _levels,
    "limits": _limits,
    "bands": _bands,
    "checklist": _checklist,
}
