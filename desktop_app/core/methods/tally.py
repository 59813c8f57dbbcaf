"""Methods that judge row by row without an index.

`item_by_item.v1`: HJ/T 清洁生产标准, each row has its own level and only counts are reported.
`band.v1`: 标杆/基准 of 发改产业〔2023〕723号, per product; the worst product is the verdict.
`quota.v1`: 能耗限额 1/2/3 级, each level passed or failed on its own, since limits of some
standards are not monotonic; never cumulative.
`limits.v1`: emission limits per outlet and pollutant; the worst row is the verdict.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from desktop_app.core.methods.rows import Row, best_level
from desktop_app.core.methods.verdict import Verdict
from desktop_app.core.pack import Assessment, Confidence, Scale
from desktop_app.core.problems import Problem, problem
from desktop_app.core.result import Figures, Status


def judge_items(_assessment: Assessment, scale: Scale, rows: Sequence[Row]) -> Verdict:
    """Counts per level; an overall level only where every row reaches it (HJ/T standards)."""
    return _judge(scale, rows, problem("verdict.item_by_item"))


def judge_worst(_assessment: Assessment, scale: Scale, rows: Sequence[Row]) -> Verdict:
    """The worst row speaks for the table (benchmark bands, quota levels, emission limits)."""
    return _judge(scale, rows, None)


def _judge(scale: Scale, rows: Sequence[Row], note: Problem | None) -> Verdict:
    taking_part = [row for row in rows if row.applies]
    if not taking_part:
        return Verdict(Status.NA, Confidence.CONFIRMED, note=problem("verdict.nothing_applies"))
    low = _worst(scale, [best_level(row.met, scale) or scale.below.id for row in taking_part])
    high = _worst(scale, [best_level(row.met, scale, possible=True) for row in taking_part])
    blank = [row for row in taking_part if row.open_by_blank]
    judged = [row for row in taking_part if not row.open_by_blank]
    level = low if low == high else ""
    if blank and not level:
        note = problem("verdict.incomplete", count=len(blank))
    return Verdict(
        status=_status(judged, blank),
        confidence=min((row.confidence for row in judged), default=Confidence.CONFIRMED),
        level=level,
        level_low=low,
        level_high=high,
        figures=_counts(scale, taking_part, blank),
        missing=tuple(dict.fromkeys(name for row in taking_part for name in row.missing)),
        deciding=tuple(row.id for row in blank),
        note=note,
    )


def _worst(scale: Scale, levels: Sequence[str]) -> str:
    order = [step.id for step in (*scale.levels, scale.below)]
    return max((level for level in levels), key=order.index)


def _status(judged: Sequence[Row], blank: Sequence[Row]) -> Status:
    if not judged:
        return Status.BLANK
    if blank:
        return Status.PARTIAL
    estimated = any(row.status is Status.ESTIMATED for row in judged)
    return Status.ESTIMATED if estimated else Status.GIVEN


def _counts(scale: Scale, rows: Sequence[Row], blank: Sequence[Row]) -> Figures:
    at_level = [best_level(row.met, scale) for row in rows]
    values: dict[str, Decimal | None] = {
        f"at_{step.id}": Decimal(at_level.count(step.id)) for step in (*scale.levels, scale.below)
    }
    values["rows"] = Decimal(len(rows))
    values["open"] = Decimal(len(blank))
    return Figures(values)
