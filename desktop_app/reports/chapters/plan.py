"""The plan: its measures with effect, cost, owner and date; before and after; the two charts."""

from __future__ import annotations

from desktop_app.charts.cost_curve import cost_curve
from desktop_app.charts.plan_readings import (
    cost_curve_of,
    left_out_of_curve,
    marks_of,
    synergy_of,
)
from desktop_app.charts.synergy import synergy
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.improve.effect import Forecast, forecast
from desktop_app.core.planned import PlannedMeasure
from desktop_app.i18n import _, translate
from desktop_app.reports.blocks import (
    Block,
    Bullets,
    Callout,
    Cell,
    Column,
    Figure,
    Heading,
    Paragraph,
    Row,
    Table,
)
from desktop_app.reports.plan_words import (
    alone_text,
    before_after,
    changes_text,
    period_text,
    progress_word,
    signed,
    sums_text,
)
from desktop_app.reports.templates.model import Wants, everything
from desktop_app.reports.words import figure

_WIDTH = 380.0


def blocks(evaluation: Evaluation, wants: Wants = everything) -> tuple[Block, ...]:
    """The chapter of the plan; none without one."""
    plan = evaluation.case.plan
    if not plan:
        return ()
    found = forecast(evaluation, plan)
    return (
        Heading(1, _("改进方案与行动计划"), "plan"),
        *(_opening(found, plan) if wants("opening") else []),
        *([_measures(evaluation, found, plan), *_clashes(found)] if wants("measures") else []),
        *([_before_after(found)] if wants("before_after") else []),
        *(_charts(found, plan) if wants("charts") else []),
    )


def _opening(found: Forecast, plan: tuple[PlannedMeasure, ...]) -> list[Block]:
    counting = [one for one in plan if one.counts]
    sentence = _("方案共 {count} 项措施，计入 {counting} 项：{sums}。").format(
        count=len(plan), counting=len(counting), sums=sums_text(found)
    )
    basis = _(
        "方案后的结果是把各项措施改动的数据代入后整套重新判定得出的；"
        "数据变动、费用和年限由企业填写，没有按公开资料中的效果折算。"
    )
    return [Paragraph(sentence, style="lead"), Paragraph(basis)]


def _measures(evaluation: Evaluation, found: Forecast, plan: tuple[PlannedMeasure, ...]) -> Table:
    marks = marks_of(plan)
    rows = []
    for one in plan:
        muted = "" if one.counts else "muted"
        name = one.name if one.counts else _("{name}（未计入）").format(name=one.name)
        rows.append(
            Row(
                (
                    Cell(marks[one.id], tone=muted),
                    Cell(name, tone=muted),
                    Cell(changes_text(evaluation, one), tone=muted),
                    Cell(alone_text(found.alone[one.id]), tone=muted),
                    Cell(figure(one.investment), tone=muted),
                    Cell(signed(one.yearly, plus=""), tone=muted),
                    Cell(_who(one), tone=muted),
                )
            )
        )
    columns = (
        Column(_("序"), 0.5, "middle"),
        Column(_("措施"), 2.2),
        Column(_("数据变动"), 2.7),
        Column(_("单独做的效果"), 2.3),
        Column(_("投资"), 1.1, "right", _("万元")),
        Column(_("年净省"), 1.1, "right", _("万元")),
        Column(_("负责、时间、进展"), 2.1),
    )
    note = _("年净省为负即每年净支出；各项单独的效果相加不一定等于全部一起做的效果。")
    return Table(columns, tuple(rows), caption=_("行动计划"), note=note)


def _who(one: PlannedMeasure) -> str:
    parts = (one.owner, period_text(one), progress_word(one.progress), one.note)
    return _("；").join(part for part in parts if part and part != "—")


def _clashes(found: Forecast) -> list[Block]:
    told = found.together.problems
    if not told:
        return []
    items = tuple(one.told(translate) for one in told)
    return [Callout(_("下列几项请一并核对："), title=_("措施之间的关系")), Bullets(items)]


def _before_after(found: Forecast) -> Table:
    rows = tuple(
        Row(
            (
                Cell(line.name),
                Cell(line.before),
                Cell(line.after, tone="strong" if line.before != line.after else ""),
                Cell(line.change),
            )
        )
        for line in before_after(found)
    )
    columns = (
        Column(_("结果"), 3.4),
        Column(_("方案前"), 2.1, "right"),
        Column(_("方案后"), 2.1, "right"),
        Column(_("变化"), 1.6, "right"),
    )
    return Table(columns, rows, caption=_("方案前后"))


def _charts(found: Forecast, plan: tuple[PlannedMeasure, ...]) -> list[Block]:
    plane = synergy(synergy_of(found, plan, translate, figure), _WIDTH)
    curve = cost_curve(cost_curve_of(found, plan, translate, figure), _WIDTH)
    missing = left_out_of_curve(found, plan)
    about = _("成本 =（投资 ÷ 年限 − 年净节省）÷ 年减 CO₂；投资按年限平均，不计利息。")
    if missing:
        marks = _("、").join(missing)
        about += _("措施 {marks} 缺金额、年限或不减碳，没有画。").format(marks=marks)
    return [
        Figure(plane, _("减污降碳协同坐标（数字为措施序号，菱形为全部措施）")),
        Figure(curve, _("减排成本曲线（数字为措施序号，横线以下的自己收回成本）")),
        Paragraph(about, style="small"),
    ]
