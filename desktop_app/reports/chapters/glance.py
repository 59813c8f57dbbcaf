"""All limbs at a glance: per limb its conclusions and figures in words, and its one chart."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import Final

from desktop_app.charts.bars import Bar, bar_chart
from desktop_app.charts.limb_readings import mix_of
from desktop_app.charts.scene import Scene
from desktop_app.core import summary
from desktop_app.core.duties import duties_of
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.pack import Limb
from desktop_app.core.result import Kind, Result, Status
from desktop_app.i18n import _, translate
from desktop_app.reports.blocks import Block, Cell, Column, Heading, Row, Span, Table
from desktop_app.reports.limb_words import limb_title
from desktop_app.reports.signs import badge_spans
from desktop_app.reports.words import (
    amount,
    figure,
    interval_text,
    result_badge,
)

_WIDTH: Final = 236.0
_MOST_BARS: Final = 6
_MOST_TABLES: Final = 4
_MOST_FIGURES: Final = 4
_MOST_WORDS: Final = 60


def blocks(evaluation: Evaluation) -> tuple[Block, ...]:
    """One row per limb under its name, the chart at the right of the words."""
    rows: list[Row] = []
    for limb in summary.LIMBS:
        rows.append(Row((Cell(limb_title(limb), span=2),), kind="group"))
        caption, scene = _chart(evaluation, limb)
        words = _words(evaluation, limb)
        if scene is None:
            rows.append(Row((Cell(words, span=2),)))
        else:
            rows.append(Row((Cell(words), Cell(caption, tone="muted", scene=scene))))
    columns = (Column(_("结论与主要数值"), 5), Column(_("一图"), 5))
    note = _("条形图中未画出的项没有数据或不适用；逐项对照、公式与来源见完整版报告。")
    return (
        Heading(1, _("各维度一览"), "glance"),
        Table(columns, tuple(rows), note=note),
    )


# words


def _words(evaluation: Evaluation, limb: Limb) -> tuple[Span, ...]:
    """One line per table and figure that has something to tell; how many others there are."""
    found = [one for one in summary.of_limb(evaluation, limb) if one.status is not Status.NA]
    tables = [one for one in found if one.kind is Kind.ASSESSMENT]
    figures = [one for one in found if one.kind is not Kind.ASSESSMENT and one.value is not None]
    lines = [_table_line(evaluation, one) for one in tables[:_MOST_TABLES]]
    lines += [_figure_line(one) for one in figures[:_MOST_FIGURES]]
    if limb is Limb.POLICY:
        lines = [_duties_line(evaluation), *lines]
    rest = max(0, len(tables) - _MOST_TABLES) + max(0, len(figures) - _MOST_FIGURES)
    if rest:
        lines.append((Span(_("另有 {count} 项").format(count=rest), small=True),))
    if not lines:
        return (Span(_("没有适用的规则或数据。"), colour="muted"),)
    joined: list[Span] = []
    for line in lines:
        joined += [Span("\n"), *line] if joined else [*line]
    return tuple(joined)


def _table_line(evaluation: Evaluation, result: Result) -> tuple[Span, ...]:
    badge = result_badge(evaluation, result)
    word = badge_spans(badge.level, badge.word) if badge is not None else ()
    extra = interval_text(evaluation, result)
    more = [extra] if extra else []
    if result.to_verify:
        more.append(_("含待核实数据"))
    told = f"\n{_('；').join(more)}" if more else ""
    name = _short(translate(result.name))
    return (Span(f"{name}  "), *word, Span(told, small=True, colour="muted"))


def _figure_line(result: Result) -> tuple[Span, ...]:
    shown = amount(result.value, result.unit)
    marks = {Status.ESTIMATED: _("含估算"), Status.PARTIAL: _("不完整")}
    mark = marks.get(result.status, "")
    tail = (Span(f"  {mark}", small=True, colour="muted"),) if mark else ()
    return (Span(f"{_short(translate(result.name))}  "), Span(shown, bold=True), *tail)


def _duties_line(evaluation: Evaluation) -> tuple[Span, ...]:
    duty = duties_of(evaluation).duty
    text = _("约束性要求 {count} 项，符合 {met} 项").format(count=duty.whole, met=duty.met)
    return (Span(text, bold=True),)


def _short(text: str) -> str:
    return text if len(text) <= _MOST_WORDS else f"{text[: _MOST_WORDS - 1]}…"


# charts


def _chart(evaluation: Evaluation, limb: Limb) -> tuple[str, Scene | None]:
    """The chart that tells most about a limb, with what it shows; None where there is nothing."""
    if limb is Limb.CLEAN_PRODUCTION:
        return _("指标所达级别（项）"), _drawn(_by_level(evaluation))
    if limb is Limb.POLICY:
        return _("约束性要求（项）"), _drawn(_by_duty(evaluation))
    if limb is Limb.POLLUTANTS:
        worst = _by_limit(evaluation)
        if worst:
            return _("实测占限值的百分比，最高的几项"), _drawn(worst)
    colour = {Limb.CARBON: "carbon", Limb.POLLUTANTS: "pollution"}.get(limb, "accent")
    lead = summary.lead_figure(evaluation, limb)
    shown = mix_of(evaluation, lead.id, translate, figure, colour) if lead is not None else None
    if lead is None or shown is None:
        return "", None
    caption = _("{name}的构成").format(name=translate(lead.name))
    return caption, _drawn(_largest(shown.bars))


def _drawn(bars: tuple[Bar, ...]) -> Scene | None:
    return bar_chart(bars, _WIDTH) if any(bar.amount for bar in bars) else None


def _largest(bars: tuple[Bar, ...]) -> tuple[Bar, ...]:
    """The first few bars; the others are told as how many they are."""
    if len(bars) <= _MOST_BARS:
        return bars
    kept, rest = bars[: _MOST_BARS - 1], bars[_MOST_BARS - 1 :]
    total = sum((bar.amount or Decimal(0) for bar in rest), Decimal(0))
    label = _("其余 {count} 项").format(count=len(rest))
    return (*kept, replace(rest[0], label=label, amount=total, shown=figure(total), tip=""))


def _by_level(evaluation: Evaluation) -> tuple[Bar, ...]:
    """How many rows of the first table that applies stand at each level."""
    for table in evaluation.tables.values():
        own = table.assessment
        if own.limb is not Limb.CLEAN_PRODUCTION:
            continue
        if evaluation.results[own.id].status is Status.NA:
            continue
        rows = summary.rows_of(evaluation, own.id)
        asked = [row for row in rows if row.status is not Status.NA]
        counts = Counter(row.level for row in asked)
        steps = (*table.scale.levels, table.scale.below)
        bars = [_count_bar(translate(step.name), counts[step.id], step.tone) for step in steps]
        named = sum(counts[step.id] for step in steps)
        bars.append(_count_bar(_("未填或未定"), len(asked) - named, "muted"))
        return tuple(bars) if named else ()
    return ()


def _by_duty(evaluation: Evaluation) -> tuple[Bar, ...]:
    duty = duties_of(evaluation).duty
    return (
        _count_bar(_("符合"), duty.met, "level_1"),
        _count_bar(_("未符合"), duty.unmet, "level_below"),
        _count_bar(_("待答"), duty.open, "muted"),
        _count_bar(_("尚未到期"), duty.later, "muted"),
    )


def _count_bar(label: str, count: int, tone: str) -> Bar:
    return Bar(label, Decimal(count), str(count), tone)


def _by_limit(evaluation: Evaluation) -> tuple[Bar, ...]:
    """Measured values as a share of the limit that binds them, the nearest or beyond it first."""
    found: list[tuple[Decimal, str]] = []
    for row in evaluation.results.values():
        standing = row.standing
        if row.limb is not Limb.POLLUTANTS or standing is None or row.value is None:
            continue
        if standing.bound is None or standing.headroom is None or standing.bound <= 0:
            continue
        if standing.bound - row.value == standing.headroom:  # a limit not to be exceeded
            label = f"{row.record} {translate(row.name)}".strip()
            found.append((100 * row.value / standing.bound, label))
    found.sort(key=lambda pair: (-pair[0], pair[1]))
    return tuple(
        Bar(label, share, f"{figure(share, 0)}%", "level_below" if share > 100 else "pollution")
        for share, label in found[:_MOST_BARS]
    )
