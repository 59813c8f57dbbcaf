"""The words a plan is written with in report and workbook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.improve.effect import (
    Cut,
    Effect,
    Forecast,
    Move,
    headlines,
    is_told,
    moves,
)
from desktop_app.core.pack import Limb
from desktop_app.core.planned import DataChange, How, PlannedMeasure, Progress
from desktop_app.core.result import Kind, Result, Status
from desktop_app.core.summary import lead_figure
from desktop_app.core.units import show_unit
from desktop_app.i18n import _, translate
from desktop_app.reports.words import amount, conclusion_word, figure

_DUTIES = (Limb.POLICY, Limb.CARBON)
_MONEY = "万元"


def progress_word(progress: Progress) -> str:
    """How far a measure is."""
    return {
        Progress.IDEA: _("设想"),
        Progress.DECIDED: _("已定"),
        Progress.RUNNING: _("实施中"),
        Progress.DONE: _("已完成"),
        Progress.DROPPED: _("不做"),
    }[progress]


def changes_text(evaluation: Evaluation, one: PlannedMeasure) -> str:
    """All changes of data of a measure."""
    said = [change_text(evaluation, change) for change in one.changes if change.said]
    return _("；").join(said) or _("没有写明")


def change_text(evaluation: Evaluation, change: DataChange) -> str:
    """One change in a few words."""
    model = evaluation.model
    name = translate(model.label_of(change.item))
    if change.record:
        found = next((one for one in evaluation.case.records if one.id == change.record), None)
        detail = found.name if found is not None else change.record
        name = _("{name}（{detail}）").format(name=name, detail=detail)
    if change.month:
        name = _("{name} {month} 月").format(name=name, month=change.month)
    if change.how is How.TO:
        return f"{name} → {_new(evaluation, change)}"
    unit = "%" if change.how is How.PERCENT else f" {show_unit(change.unit)}".rstrip()
    return f"{name} {signed(change.value)}{unit}"


def _new(evaluation: Evaluation, change: DataChange) -> str:
    if change.value is not None:
        return amount(change.value, change.unit or evaluation.model.unit_of(change.item))
    words = {"yes": _("是"), "no": _("否")}
    option = evaluation.model.option_of(change.item, change.text)
    return words.get(change.text) or translate(option)


def signed(value: Decimal | None, places: int | None = None, plus: str = "+") -> str:
    """A figure with its sign, a real minus."""
    if value is None:
        return "—"
    size = figure(abs(value), places)
    return f"−{size}" if value < 0 else f"{plus}{size}"


def alone_text(effect: Effect) -> str:
    """What a measure brings by itself."""
    parts = [
        *_cut(_("能耗"), effect.energy),
        *_cut("CO₂", effect.carbon),
        *_cut(_("大气污染当量"), effect.pollution),
    ]
    if parts:
        return _("，").join(parts)
    moved = len(headlines(effect))
    return _("{count} 项结果变化").format(count=moved) if moved else _("没有结果变化")


def _cut(name: str, cut: Cut) -> Iterator[str]:
    if cut.amount:
        unit = cut.figure.unit if cut.figure and cut.figure.unit.startswith("t") else ""
        yield f"{name} {signed(-cut.amount)} {show_unit(unit)}".rstrip()


def period_text(one: PlannedMeasure) -> str:
    """When it is done."""
    if one.begin and one.due:
        return _("{begin} 至 {due}").format(begin=one.begin, due=one.due)
    return one.due or one.begin or "—"


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """A result before and after, as written."""

    name: str
    before: str
    after: str
    change: str
    limb: Limb


def before_after(forecast: Forecast) -> list[BeforeAfter]:
    """Grade, axes, tables and lead figures, then every other headline that moved."""
    return beside(forecast.before, forecast.together.evaluation)


def beside(before: Evaluation, after: Evaluation) -> list[BeforeAfter]:
    """The same of any two judged cases; what only one of them has is left out."""
    first = [name for name in _first(before) if name in after.results]
    told = [one.after.id for one in moves(before, after) if is_told(one.after)]
    names = list(dict.fromkeys([*first, *told]))
    lines = [_line(before, after, name) for name in names]
    return [one for place, one in enumerate(lines) if place < len(first) or one.before != one.after]


def _first(before: Evaluation) -> Iterator[str]:
    model = before.model.readiness
    if model is not None:
        yield model.id
        yield from (f"{model.id}.{axis}" for axis in model.axes)
    for own_id in before.tables:
        result = before.results[own_id]
        if result.status not in (Status.NA, Status.BLANK) and result.limb not in _DUTIES:
            yield own_id
    for limb in (Limb.ENERGY, Limb.CARBON, Limb.POLLUTANTS):
        lead = lead_figure(before, limb)
        if lead is not None and lead.value is not None:
            yield lead.id
    for result in before.results.values():
        if result.headline and result.unit == _MONEY and result.value:
            yield result.id


def _line(before: Evaluation, after: Evaluation, name: str) -> BeforeAfter:
    old, new = before.results[name], after.results[name]
    change = Move(old, new).change
    places = 1 if old.kind is Kind.SUB_INDEX else None
    told = "" if not change or old.kind is Kind.READINESS else signed(change, places)
    said = (_said(before, old), _said(after, new))
    return BeforeAfter(translate(new.name), *said, told, new.limb)


def _said(evaluation: Evaluation, result: Result) -> str:
    if result.kind is Kind.READINESS:
        return f"{result.level} {translate(result.level_name)}"
    if result.kind is Kind.GATE:
        return {"passed": _("通过"), "failed": _("未通过")}.get(result.level, _("待确认"))
    if result.kind is Kind.SUB_INDEX:
        if result.low == result.high:
            return figure(result.low, 1)
        return f"{figure(result.low, 1)}–{figure(result.high, 1)}"
    if result.kind is Kind.ASSESSMENT:
        return conclusion_word(evaluation, result)
    return amount(result.value, result.unit)


def sums_text(forecast: Forecast) -> str:
    """What the plan costs, in a sentence."""
    money = forecast.money
    parts = []
    if money.investment is not None:
        parts.append(_("投资合计 {amount} 万元").format(amount=figure(money.investment)))
    if money.yearly is not None:
        word = _("年净节省 {amount} 万元") if money.yearly >= 0 else _("年净支出 {amount} 万元")
        parts.append(word.format(amount=figure(abs(money.yearly))))
    if money.payback is not None:
        parts.append(_("静态回收期 {years} 年").format(years=figure(money.payback, 1)))
    if money.unknown:
        parts.append(_("{count} 项没有填投资").format(count=len(money.unknown)))
    return _("，").join(parts) or _("没有计入的措施")
