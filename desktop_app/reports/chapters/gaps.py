"""Gaps to the next better level, what is missing, and the measures that serve each gap."""

from __future__ import annotations

from desktop_app.core import summary
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.result import waiting_results
from desktop_app.i18n import _, translate
from desktop_app.reports.blocks import Block, Bullets, Cell, Column, Heading, Paragraph, Row, Table
from desktop_app.reports.templates.model import Wants, everything
from desktop_app.reports.words import amount, figure, result_badge, scale_of

_MAX_MISSING = 40


def blocks(evaluation: Evaluation, wants: Wants = everything) -> tuple[Block, ...]:
    """The gap list, the measures, and the list of blanks."""
    return (
        Heading(1, _("差距与改进"), "gaps"),
        *(gap_table(evaluation) if wants("gaps") else []),
        *(_measures(evaluation) if wants("measures") else []),
        *(_missing(evaluation) if wants("missing") else []),
    )


def gap_table(evaluation: Evaluation, most: int = 0) -> list[Block]:
    """How far each indicator is from its next level; of many the `most` pressing ones."""
    rows = []
    found = summary.gaps(evaluation)
    for result in found[: most or None]:
        standing, scale = result.standing, scale_of(evaluation, result)
        if standing is None or scale is None:
            continue
        level = scale.level(standing.next_level)
        rows.append(
            Row(
                (
                    Cell(f"{translate(result.name)}{' *' if standing.limiting else ''}"),
                    Cell(amount(result.value, result.unit)),
                    Cell(badge=result_badge(evaluation, result)),
                    Cell(translate(level.name) if level else ""),
                    Cell(amount(standing.gap, result.unit) if standing.gap else _("见描述")),
                )
            )
        )
    columns = (
        Column(_("指标"), 3.6),
        Column(_("企业值"), 2, "right"),
        Column(_("现级别"), 1.8),
        Column(_("下一级"), 1.4),
        Column(_("还差"), 2, "right"),
    )
    empty = _("已填的指标没有差距，或尚无可判的指标。")
    rest = len(found) - len(rows)
    note = _("另有 {count} 项，见完整版报告。").format(count=rest) if most and rest > 0 else ""
    return [Table(columns, tuple(rows), caption=_("距下一级别的差距"), empty=empty, note=note)]


def _measures(evaluation: Evaluation) -> list[Block]:
    served = {result.id for result in summary.gaps(evaluation)}
    served |= {result.id for result in evaluation.results.values() if result.headline}
    rows = tuple(
        Row(
            (
                Cell(translate(measure.name)),
                Cell(translate(measure.kind)),
                Cell(translate(measure.effect)),
                Cell(translate(measure.condition or measure.cost)),
            )
        )
        for measure in evaluation.model.measures
        if served & set(measure.serves)
    )
    if not rows:
        return []
    columns = (
        Column(_("措施"), 2.6),
        Column(_("类型"), 1.3),
        Column(_("公开报道的效果"), 3.1),
        Column(_("条件或投资"), 2.4),
    )
    note = _("效果为公开资料中的个案或目录口径，不能直接套用，须以企业自身基线测算。")
    return [
        Heading(2, _("可参考的改进措施"), "measures"),
        Table(columns, rows, caption=_("改进措施"), note=note),
    ]


def _missing(evaluation: Evaluation) -> list[Block]:
    labels = missing_labels(evaluation)
    found: list[Block] = [Heading(2, _("还缺的数据"), "missing")]
    if not labels:
        return [*found, Paragraph(_("没有缺项。"))]
    shown = labels[:_MAX_MISSING]
    found.append(
        Paragraph(_("、").join(shown) + (_("。") if len(shown) == len(labels) else _(" 等。")))
    )
    done = summary.completion(evaluation)
    lines = tuple(
        _("{section}：{answered} / {asked} 项").format(
            section=translate(part.title),
            answered=figure_of(part.answered),
            asked=figure_of(part.asked),
        )
        for part in done
        if part.answered < part.asked
    )
    return [*found, Bullets(lines)] if lines else found


def missing_labels(evaluation: Evaluation) -> list[str]:
    """What is not filled in and keeps a result open, each once."""
    waiting = waiting_results(evaluation.results.values())
    return list(dict.fromkeys(_label(evaluation, name) for name in waiting))


def figure_of(count: int) -> str:
    """A count as text."""
    from decimal import Decimal

    return figure(Decimal(count))


def _label(evaluation: Evaluation, name: str) -> str:
    if name.startswith("record:"):
        kind = evaluation.model.record_kinds.get(name.removeprefix("record:"))
        return translate(kind.name) if kind else name
    base, _bracket, record = name.partition("[")
    label = translate(evaluation.model.label_of(base))
    if not record:
        return label
    return _("{name}（{detail}）").format(name=label, detail=record.rstrip("]"))
