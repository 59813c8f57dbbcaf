"""From an evaluation to what the charts show; words come from the caller's translator `_`."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from desktop_app.charts.bands import BandInput
from desktop_app.charts.bars import Bar
from desktop_app.charts.quadrant import Position, QuadrantInput
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.methods.rows import Row
from desktop_app.core.pack import Direction, Scale
from desktop_app.core.value import ValueState

Translate = Callable[[str], str]
Show = Callable[[Decimal | None], str]

_GATE: Final = {True: "ok", False: "fail", None: "open"}
_MAX_BARS: Final = 12


def quadrant_of(
    evaluation: Evaluation,
    translate: Translate,
    last: Evaluation | None = None,
    path: tuple[Position, ...] = (),
) -> QuadrantInput | None:
    """The double near-zero quadrant of a case, with last year's point if there is one.

    `path` is where the planned measures lead.
    """
    verdict = evaluation.readiness
    if verdict is None:
        return None
    p, c = verdict.axes.get("P"), verdict.axes.get("C")
    if p is None or c is None:
        return None
    return QuadrantInput(
        p=p.low,
        c=c.low,
        p_low=p.low,
        p_high=p.high,
        c_low=c.low,
        c_high=c.high,
        last=_position(last),
        path=path,
        grade=verdict.grade.id,
        gates=tuple((state.gate.id, _GATE[state.passed]) for state in verdict.gates),
        labels={
            "p_axis": translate("近零污染指数 P"),
            "c_axis": translate("近零碳指数 C"),
            "target": translate("双近零"),
            "point": translate("本年"),
            "last": translate("上年"),
            "plan": translate("改进方案"),
            "interval": translate("补全后可能到达的范围"),
            "missing": translate("资料不足，暂无位置"),
            "title": translate("双近零象限图"),
            "band_60": "D2",
            "band_70": "D3",
            "band_80": "D4",
            "band_90": "D5",
            **{f"gate_{state.gate.id}": translate(state.gate.name) for state in verdict.gates},
        },
    )


def _position(last: Evaluation | None) -> tuple[Decimal, Decimal] | None:
    if last is None or last.readiness is None:
        return None
    p, c = last.readiness.axes.get("P"), last.readiness.axes.get("C")
    if p is None or c is None or p.low is None or c.low is None:
        return None
    return p.low, c.low


def band_of(row: Row, scale: Scale, translate: Translate, show: Show) -> BandInput | None:
    """The threshold band of a row with numeric limits; None for texts and composite rows."""
    part = row.indicator.parts[0]
    if len(row.indicator.parts) != 1 or part.direction not in (Direction.LOWER, Direction.HIGHER):
        return None
    if all(limit is None for limit in row.limits):
        return None
    limits = tuple(
        (translate(level.name), limit, level.tone)
        for level, limit in zip(scale.levels, row.limits, strict=True)
    )
    texts = "  ".join(f"{name} {show(limit)}" for name, limit, _tone in limits)
    return BandInput(
        limits=limits,
        value=row.value,
        lower_is_better=part.direction is Direction.LOWER,
        tip=f"{show(row.value)} {part.unit}  |  {texts}",
        title=translate(row.indicator.name),
    )


def parts_of(
    evaluation: Evaluation, prefix: str, translate: Translate, show: Show
) -> tuple[Bar, ...]:
    """The known terms of a sum (`ce.`, `carbon.fuel.`), largest first, small ones put together."""
    found: list[tuple[str, Decimal]] = []
    for name, value in evaluation.values.items():
        stem, _dot, _last = name.rpartition(".")
        quantity = evaluation.model.quantity(name)
        if stem != prefix.rstrip(".") or quantity is None or value.number is None:
            continue
        if value.state is not ValueState.NA and value.number:
            found.append((translate(quantity.name), value.number))
    found.sort(key=lambda pair: -abs(pair[1]))
    kept, rest = found[:_MAX_BARS], found[_MAX_BARS:]
    bars = [Bar(label, amount, show(amount)) for label, amount in kept]
    if rest:
        total = sum((amount for _label, amount in rest), Decimal(0))
        bars.append(Bar(translate("其他"), total, show(total), "muted"))
    return tuple(bars)
