"""From a plan worked through to what its charts show; words come from the caller's translator."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from desktop_app.charts.cost_curve import CostCurveInput, CostStep
from desktop_app.charts.synergy import SynergyInput, SynergyPoint
from desktop_app.core.improve.effect import Effect, Forecast, abatement_cost
from desktop_app.core.planned import PlannedMeasure

Translate = Callable[[str], str]
Show = Callable[[Decimal | None], str]

_PER_CENT: Final = Decimal(100)


def marks_of(plan: Sequence[PlannedMeasure]) -> dict[str, str]:
    """The number each measure goes by in list, table and charts."""
    return {one.id: str(place) for place, one in enumerate(plan, 1)}


def synergy_of(
    forecast: Forecast, plan: Sequence[PlannedMeasure], translate: Translate, show: Show
) -> SynergyInput:
    """The synergy plane of the measures that count, and of all of them together.

    A measure whose cuts are not known, or that cuts nothing, is left out.
    """
    marks = marks_of(plan)
    points = []
    for one in plan:
        if one.counts:
            points += _point(forecast.alone[one.id], marks[one.id], one.name, show)
    if len(points) > 1:
        points += _point(forecast.together, "", translate("全部措施"), show, whole=True)
    return SynergyInput(
        tuple(points),
        {
            "title": translate("减污降碳协同坐标"),
            "x": translate("减污：大气污染当量减少 %"),
            "y": translate("降碳：CO₂ 减少 %"),
            "both": translate("污碳同减"),
            "carbon_only": translate("降碳增污"),
            "neither": translate("污碳同增"),
            "pollution_only": translate("减污增碳"),
            "empty": translate("还没有能比较减污和降碳的措施"),
        },
        "；".join(point.tip for point in points),
    )


def _point(
    effect: Effect, mark: str, name: str, show: Show, *, whole: bool = False
) -> list[SynergyPoint]:
    pollution, carbon = effect.pollution.share, effect.carbon.share
    if pollution is None or carbon is None or (not pollution and not carbon):
        return []
    across, up = pollution * _PER_CENT, carbon * _PER_CENT
    label = f"{mark} {name}".strip()
    return [SynergyPoint(mark, across, up, f"{label}：{show(across)}%，{show(up)}%", whole)]


def cost_curve_of(
    forecast: Forecast, plan: Sequence[PlannedMeasure], translate: Translate, show: Show
) -> CostCurveInput:
    """The cost curve of the measures that count, cut carbon and have all their figures."""
    marks = marks_of(plan)
    steps = []
    for one in plan:
        cost = abatement_cost(one, forecast.alone[one.id]) if one.counts else None
        amount = forecast.alone[one.id].carbon.amount
        if cost is None or amount is None:
            continue
        label = f"{marks[one.id]} {one.name}"
        tip = f"{label}：{show(amount)} tCO₂，{show(cost)} 元/tCO₂"
        steps.append(CostStep(marks[one.id], amount, cost, tip))
    return CostCurveInput(
        tuple(steps),
        {
            "title": translate("减排成本曲线"),
            "x": translate("累计减少 tCO₂/年"),
            "y": translate("元/tCO₂"),
            "empty": translate("填了投资、年净节省和年限才画得出"),
        },
        "；".join(step.tip for step in sorted(steps, key=lambda step: step.cost)),
    )


def left_out_of_curve(forecast: Forecast, plan: Sequence[PlannedMeasure]) -> tuple[str, ...]:
    """The numbers of the measures that count and that the cost curve cannot show."""
    marks = marks_of(plan)
    return tuple(
        marks[one.id]
        for one in plan
        if one.counts and abatement_cost(one, forecast.alone[one.id]) is None
    )
