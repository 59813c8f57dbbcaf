"""What the page 改进方案 shows, as plain words and figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.improve.effect import Cut, Effect, Forecast, Money, Move, headlines
from desktop_app.core.improve.gaps import Fit, Match, Way
from desktop_app.core.improve.target import Goal, Target
from desktop_app.core.model import Model
from desktop_app.core.pack import Limb, Measure
from desktop_app.core.planned import DataChange, How, PlannedMeasure, Progress
from desktop_app.core.result import Kind, Result, Status
from desktop_app.core.summary import lead_figure
from desktop_app.core.units import show_unit
from desktop_app.i18n import _, translate
from desktop_app.ui.gap_words import short_name
from desktop_app.ui.live_differences import DOWN, UP, said, trend_of
from desktop_app.ui.result_words import (
    amount,
    citation,
    confidence_word,
    figure,
    name_label,
    result_label,
    score_span,
)

MONEY: Final = "万元"
MINUS: Final = "−"
_DUTIES: Final = (Limb.POLICY, Limb.CARBON)
"""Tables that tell what is asked, not how good the plant is."""


@dataclass(frozen=True, slots=True)
class Line:
    """A result before and after; `better` is None where neither direction is."""

    name: str
    before: str
    after: str
    trend: str = ""
    better: bool | None = None
    target: str = ""


# --- gaps and measures ----------------------------------------------------------------------------


def match_text(evaluation: Evaluation, match: Match) -> str:
    """Why a measure is offered, and what the pack says it does."""
    measure = match.measure
    if match.fit is Fit.NOT:
        why = _("所针对的内容本企业没有")
    elif match.way is Way.ROW:
        why = _("直接针对本项")
    elif match.way is Way.TABLE:
        table = evaluation.results[match.via]
        why = _("针对“{name}”整表").format(name=translate(table.name).partition("（")[0])
    else:
        why = _("经“{name}”起作用").format(name=short_name(evaluation, match.via))
    parts = [why]
    if match.fit is Fit.CHECK:
        parts.append(_("条件待核对：{text}").format(text=translate(measure.condition)))
    parts.append(_("公开报道：{text}").format(text=translate(measure.effect)))
    return _("；").join(parts)


def measure_facts(evaluation: Evaluation, measure: Measure) -> list[tuple[str, str]]:
    """What a pack says of a measure, with where it comes from."""
    cited = measure.cited
    source = citation(evaluation.model, cited)
    firm = confidence_word(cited.confidence)
    named = _("{source}（{confidence}）").format(source=source, confidence=firm) if source else firm
    found = [
        (_("公开报道的效果"), translate(measure.effect)),
        (_("条件"), translate(measure.condition)),
        (_("投资"), translate(measure.cost)),
        (_("来源"), named),
    ]
    return [(name, text) for name, text in found if text]


def progress_words() -> list[tuple[str, str]]:
    """How far a measure can be, as (key, word)."""
    return [
        (Progress.IDEA.value, _("设想")),
        (Progress.DECIDED.value, _("已定")),
        (Progress.RUNNING.value, _("实施中")),
        (Progress.DONE.value, _("已完成")),
        (Progress.DROPPED.value, _("不做")),
    ]


def progress_word(progress: Progress) -> str:
    """How far a measure is."""
    return dict(progress_words())[progress.value]


# --- changes --------------------------------------------------------------------------------------


def how_words() -> list[tuple[str, str]]:
    """The ways to change a figure, as (key, word)."""
    return [
        (How.PERCENT.value, _("增减 %")),
        (How.TO.value, _("改为")),
        (How.BY.value, _("增减量")),
    ]


def change_text(evaluation: Evaluation, change: DataChange) -> str:
    """A change in a few words: 电力 −10%, 氮氧化物（DA001）→ 50 mg/m³."""
    full = f"{change.item}[{change.record}]" if change.record else change.item
    name = name_label(evaluation, full)
    month = _("（{month}月）").format(month=change.month) if change.month else ""
    model = evaluation.model
    if not change.said:
        return _("{name}{month} 还没有写改成多少").format(name=name, month=month)
    if change.how is How.TO:
        item = model.items.get(change.item)
        unit = change.unit or (item.unit if item else "")
        value = amount(change.value, unit) if change.value is not None else _answer(model, change)
        return f"{name}{month} → {value}"
    unit = "%" if change.how is How.PERCENT else f" {show_unit(change.unit)}".rstrip()
    return f"{name}{month} {signed(change.value)}{unit}"


def _answer(model: Model, change: DataChange) -> str:
    words = {"yes": _("是"), "no": _("否")}
    return words.get(change.text) or translate(model.option_of(change.item, change.text))


def signed(value: Decimal | None) -> str:
    """A figure with its sign, a real minus."""
    if value is None:
        return ""
    text = figure(abs(value))
    return f"{MINUS}{text}" if value < 0 else f"+{text}"


def changes_text(evaluation: Evaluation, one: PlannedMeasure) -> str:
    """All changes of a measure."""
    if not one.changes:
        return _("还没有写明会改变哪些数据")
    return _("；").join(change_text(evaluation, change) for change in one.changes)


def money_text(one: PlannedMeasure) -> str:
    """Money, owner and date of a measure, as far as they are known."""
    parts = []
    if one.investment is not None:
        parts.append(_("投资 {amount} 万元").format(amount=figure(one.investment)))
    if one.yearly is not None:
        word = _("年净省 {amount} 万元") if one.yearly >= 0 else _("年净支出 {amount} 万元")
        parts.append(word.format(amount=figure(abs(one.yearly))))
    if one.owner:
        parts.append(one.owner)
    if one.due:
        parts.append(_("{date} 前完成").format(date=one.due))
    return _(" · ").join(parts)


def alone_text(effect: Effect) -> str:
    """What a measure brings by itself: energy, carbon, pollution."""
    parts = [
        *_cut(_("能耗"), effect.energy),
        *_cut(_("CO₂"), effect.carbon),
        *_cut(_("大气污染当量"), effect.pollution),
    ]
    if not parts:
        moved = len(headlines(effect))
        return _("另有 {count} 项结果变化").format(count=moved) if moved else ""
    return _("单独做：{parts}").format(parts=_("，").join(parts))


def _cut(name: str, cut: Cut) -> Iterator[str]:
    if cut.amount:
        unit = cut.figure.unit if cut.figure else ""
        yield f"{name} {signed(-cut.amount)} {show_unit(unit)}".rstrip()


# --- before and after -----------------------------------------------------------------------------


def before_after(forecast: Forecast) -> tuple[list[Line], list[Line]]:
    """What everybody asks first, also where nothing moved; then whatever else moved."""
    before, after = forecast.before, forecast.together.evaluation
    first = [*_grade(before, after), *_axes(before, after), *_tables(before, after)]
    first += _leads(before, after)
    shown = {line.target for line in first}
    rest = [
        _line(after, move) for move in headlines(forecast.together) if move.after.id not in shown
    ]
    return first, [line for line in rest if line.before != line.after]


def _grade(before: Evaluation, after: Evaluation) -> Iterator[Line]:
    model = before.model.readiness
    if model is not None:
        old, new = before.results[model.id], after.results[model.id]
        order = [grade.id for grade in model.grades]
        step = order.index(new.level) - order.index(old.level)
        trend = UP if step > 0 else DOWN if step < 0 else ""
        better = None if not step else step > 0
        yield Line(_("双近零等级"), said(old), said(new), trend, better, model.id)


def _axes(before: Evaluation, after: Evaluation) -> Iterator[Line]:
    model = before.model.readiness
    if model is None:
        return
    for axis, name in model.axes.items():
        old, new = before.results[f"{model.id}.{axis}"], after.results[f"{model.id}.{axis}"]
        step = (new.low or Decimal(0)) - (old.low or Decimal(0))
        yield Line(
            f"{axis} {translate(name)}",
            score_span(old.low, old.high),
            score_span(new.low, new.high),
            UP if step > 0 else DOWN if step < 0 else "",
            None if not step else step > 0,
            new.id,
        )


def _tables(before: Evaluation, after: Evaluation) -> Iterator[Line]:
    for own_id in before.tables:
        old, new = before.results[own_id], after.results[own_id]
        judged = new.status not in (Status.NA, Status.BLANK) and old.limb not in _DUTIES
        if judged:
            yield _line(after, Move(old, new))


def _leads(before: Evaluation, after: Evaluation) -> Iterator[Line]:
    limbs = (Limb.ENERGY, Limb.CARBON, Limb.POLLUTANTS)
    found = [lead_figure(before, limb) for limb in limbs]
    names = [one.id for one in found if one is not None]
    results = before.results.values()
    names += [one.id for one in results if one.headline and one.unit == MONEY and one.value]
    for name in dict.fromkeys(names):
        old, new = before.results[name], after.results[name]
        if old.value is not None or new.value is not None:
            yield _line(after, Move(old, new), less_is_better=True)


def _line(evaluation: Evaluation, move: Move, *, less_is_better: bool = False) -> Line:
    old, new = move.before, move.after
    trend = trend_of(evaluation, old, new)
    better = None
    if trend and new.kind in (Kind.ASSESSMENT, Kind.SUB_INDEX):
        better = trend == UP
    elif trend and less_is_better:
        better = trend == DOWN
    was, now = said(old), said(new)
    unit = f" {show_unit(new.unit)}"
    if new.unit and was != now and was.endswith(unit) and now.endswith(unit):
        was = was.removesuffix(unit)
    return Line(translate(new.name), was, now, trend, better, new.id)


def sums_text(money: Money) -> str:
    """What the plan costs, as far as figures were given."""
    parts = []
    if money.investment is not None:
        parts.append(_("投资合计 {amount} 万元").format(amount=figure(money.investment)))
    if money.yearly is not None:
        word = _("年净省 {amount} 万元") if money.yearly >= 0 else _("年净支出 {amount} 万元")
        parts.append(word.format(amount=figure(abs(money.yearly))))
    if money.payback is not None:
        parts.append(_("静态回收期 {years} 年").format(years=figure(money.payback, 1)))
    if money.unknown:
        parts.append(_("{count} 项没有填投资").format(count=len(money.unknown)))
    return _("，").join(parts) or _("没有计入的措施")


# --- targets --------------------------------------------------------------------------------------


def target_text(evaluation: Evaluation, target: Target) -> str:
    """What is to be reached, in words."""
    result = evaluation.results[target.id]
    if target.goal is Goal.GRADE:
        model = evaluation.model.readiness
        grades = model.grades if model else ()
        grade = next((one for one in grades if one.id == target.level), None)
        name = translate(grade.name) if grade else ""
        return _("双近零等级 {grade} {name}").format(grade=target.level, name=name)
    level = evaluation.model.scales[result.scale].level(target.level)
    return _("{name} 达到{level}").format(
        name=_whole_name(evaluation, result), level=translate(level.name) if level else ""
    )


def _whole_name(evaluation: Evaluation, result: Result) -> str:
    if result.kind is not Kind.INDICATOR:
        return translate(result.name)
    table = translate(evaluation.results[result.parent].name)
    return _("{table} · {name}").format(table=table, name=result_label(result))


def names_text(plan: Sequence[PlannedMeasure], ids: Sequence[str]) -> str:
    """The names of some measures of a plan."""
    return _("、").join(one.name for one in plan if one.id in ids)
