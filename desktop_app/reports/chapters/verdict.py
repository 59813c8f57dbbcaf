"""The one-page verdict: quadrant, grade with its gates, the four limbs, what to do first."""

from __future__ import annotations

from decimal import Decimal

from desktop_app.charts.quadrant import quadrant
from desktop_app.charts.readings import quadrant_of
from desktop_app.core import summary
from desktop_app.core.duties import duties_of
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.pack import Limb
from desktop_app.core.result import Kind, Status
from desktop_app.core.units import show_unit
from desktop_app.i18n import _, translate
from desktop_app.reports.blocks import (
    Block,
    Bullets,
    Callout,
    Card,
    Cards,
    Figure,
    Heading,
    Paragraph,
)
from desktop_app.reports.limb_words import limb_title
from desktop_app.reports.templates.model import Wants, everything
from desktop_app.reports.words import (
    conclusion_word,
    figure,
    interval_text,
    level_badge,
    result_badge,
    scale_of,
)


def blocks(
    evaluation: Evaluation, last: Evaluation | None, wants: Wants = everything
) -> tuple[Block, ...]:
    """The verdict page."""
    found: list[Block] = [Heading(1, _("自评结论"), "verdict")]
    if wants("position"):
        found.extend(_position(evaluation, last))
    if wants("limbs"):
        found.append(Cards(tuple(_card(evaluation, limb) for limb in summary.LIMBS)))
    if wants("steps"):
        found.extend(steps_of(evaluation))
    return tuple(found)


def steps_of(evaluation: Evaluation, count: int = 5) -> list[Block]:
    """What to do first, numbered; nothing where there is nothing."""
    found: list[Block] = []
    steps = summary.next_steps(evaluation, count)
    if steps:
        found.append(Heading(2, _("最值得先做的事"), "steps"))
        items = tuple(step.advice.told(translate) for step in steps)
        found.append(Bullets(items, ordered=True))
    return found


def _position(evaluation: Evaluation, last: Evaluation | None) -> list[Block]:
    verdict, model = evaluation.readiness, evaluation.model.readiness
    shown = quadrant_of(evaluation, translate, last)
    if verdict is None or model is None or shown is None:
        return []
    p, c = verdict.axes["P"], verdict.axes["C"]
    sentence = _("双近零等级 {grade} {name}：近零污染指数 P {p}，近零碳指数 C {c}。").format(
        grade=verdict.grade.id,
        name=translate(verdict.grade.name),
        p=_span(p.low, p.high),
        c=_span(c.low, c.high),
    )
    found: list[Block] = [
        Paragraph(sentence, style="lead"),
        Paragraph(translate(verdict.grade.meaning)),
    ]
    if verdict.missing:
        share = summary.whole_completion(evaluation)
        found.append(
            Callout(
                _(
                    "资料尚不完整：应填 {asked} 项，已填 {answered} 项。未填项按 0 分计，"
                    "补全后等级最高可达 {best}。"
                ).format(
                    asked=share.asked,
                    answered=share.answered,
                    best=f"{verdict.grade_high.id} {translate(verdict.grade_high.name)}",
                ),
                tone="warning",
            )
        )
    found.append(Figure(quadrant(shown, 270), _("双近零象限（企业自评参考，非官方认定）")))
    return found


def _span(low: Decimal | None, high: Decimal | None) -> str:
    if low is None or low == high:
        return figure(low, 1)
    return f"{figure(low, 1)}–{figure(high, 1)}"


def _duties_card(evaluation: Evaluation) -> Card:
    """The duties of all policy tables in counts; targets and directions stand in the note."""
    found = duties_of(evaluation)
    duty, target = found.duty, found.target
    title = limb_title(Limb.POLICY)
    if not (duty.whole or target.whole or found.encouraged.whole):
        return Card(title, "—", note=_("没有适用的要求。"))
    note = _(
        "约束性要求 {count} 项：符合 {met}，未符合 {unmet}，待答 {open}，尚未到期 {later}"
    ).format(count=duty.whole, met=duty.met, unmet=duty.unmet, open=duty.open, later=duty.later)
    if target.whole:
        extra = _("全省目标 {count} 项作对照：达到 {met}").format(
            count=target.whole, met=target.met
        )
        note = _("；").join((note, extra))
    badge = level_badge(evaluation.model.scales.get("policy"), found.level)
    return Card(title, f"{duty.met} / {duty.whole}", badge=badge, note=note)


def _card(evaluation: Evaluation, limb: Limb) -> Card:
    if limb is Limb.POLICY:
        return _duties_card(evaluation)
    result = summary.headline(evaluation, limb)
    if result is None:
        return Card(limb_title(limb), "—", note=_("没有可用的规则。"))
    note = translate(result.name)
    extra = interval_text(evaluation, result)
    if extra:
        note = _("；").join((note, extra))
    if result.to_verify:
        note = _("；").join((note, _("含待核实数据")))
    if result.kind is Kind.ASSESSMENT:
        word = conclusion_word(evaluation, result)
        badge = level_badge(scale_of(evaluation, result), result.level)
        return Card(limb_title(limb), word, badge=badge, note=note)
    badge = None if result.status is Status.GIVEN else result_badge(evaluation, result)
    unit = show_unit(result.unit) if result.value is not None else ""
    return Card(limb_title(limb), figure(result.value), unit, badge, note)
