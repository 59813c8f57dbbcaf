"""What a plan brings as plain data for `--json`; decimals as text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desktop_app.app.answer import problems_json, text_of
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.improve.effect import (
    Cut,
    Effect,
    Forecast,
    Move,
    abatement_cost,
    headlines,
    yearly_cost,
)
from desktop_app.core.improve.gaps import Gap, gaps, matches
from desktop_app.core.planned import DataChange, PlannedMeasure
from desktop_app.core.result import Result
from desktop_app.i18n import translate


def plan_json(forecast: Forecast, plan: Sequence[PlannedMeasure]) -> dict[str, Any]:
    """The plan of a case: its measures with what each brings, and all of them together."""
    return {
        "measures": [measure_json(one, forecast.alone[one.id]) for one in plan],
        "together": effect_json(forecast.together),
        "path": [[text_of(p), text_of(c)] for p, c in forecast.path],
        "money": {
            "investment": text_of(forecast.money.investment),
            "yearly": text_of(forecast.money.yearly),
            "payback": text_of(forecast.money.payback),
            "without_investment": list(forecast.money.unknown),
        },
    }


def measure_json(one: PlannedMeasure, alone: Effect) -> dict[str, Any]:
    """One planned measure, and what it brings by itself."""
    return {
        "id": one.id,
        "name": one.name,
        "measure": one.measure,
        "on": one.on,
        "progress": one.progress.value,
        "changes": [change_json(change) for change in one.changes],
        "investment": text_of(one.investment),
        "yearly": text_of(one.yearly),
        "years": text_of(one.years),
        "yearly_cost": text_of(yearly_cost(one)),
        "cost_per_tco2": text_of(abatement_cost(one, alone)),
        "owner": one.owner,
        "begin": one.begin,
        "due": one.due,
        "note": one.note,
        "alone": cuts_json(alone),
    }


def change_json(change: DataChange) -> dict[str, Any]:
    """One change of data."""
    return {
        "key": change.item,
        "record": change.record,
        "month": change.month,
        "how": change.how.value,
        "value": text_of(change.value),
        "unit": change.unit,
        "text": change.text,
    }


def effect_json(effect: Effect) -> dict[str, Any]:
    """What measures bring together: the cuts, every headline that moved, and what to know."""
    return {
        **cuts_json(effect),
        "moved": [move_json(one) for one in headlines(effect)],
        "results_moved": len(effect.moves),
        "problems": problems_json(effect.problems),
    }


def cuts_json(effect: Effect) -> dict[str, Any]:
    """How much less there is of energy, carbon and pollution."""
    return {
        "energy": _cut(effect.energy),
        "carbon": _cut(effect.carbon),
        "pollution": _cut(effect.pollution),
    }


def _cut(cut: Cut) -> dict[str, str | None]:
    return {
        "id": cut.figure.id if cut.figure else None,
        "unit": cut.figure.unit if cut.figure else None,
        "less": text_of(cut.amount),
        "share": text_of(cut.share),
    }


def move_json(move: Move) -> dict[str, Any]:
    """A result before and after."""
    return {
        "id": move.after.id,
        "name": translate(move.after.name),
        "unit": move.after.unit,
        "before": _side(move.before),
        "after": _side(move.after),
    }


def _side(result: Result) -> dict[str, str | None]:
    return {
        "value": text_of(result.value),
        "level": result.level,
        "level_name": translate(result.level_name),
        "state": result.status.value,
        "low": text_of(result.low),
        "high": text_of(result.high),
    }


def gaps_json(evaluation: Evaluation) -> list[dict[str, Any]]:
    """The gaps of a case with the measures that serve them."""
    return [_gap(evaluation, one) for one in gaps(evaluation)]


def _gap(evaluation: Evaluation, gap: Gap) -> dict[str, Any]:
    return {
        "id": gap.id,
        "name": translate(gap.result.name),
        "record": gap.result.record,
        "value": text_of(gap.result.value),
        "unit": gap.result.unit,
        "level": gap.level.id if gap.level else "permit",
        "limit": text_of(gap.limit),
        "gap": text_of(gap.amount),
        "yearly": [
            {"id": part.figure, "amount": text_of(part.amount), "unit": part.unit}
            for part in gap.yearly
        ],
        "measures": [
            {"id": one.measure.id, "via": one.via, "way": one.way.value, "fit": one.fit.value}
            for one in matches(evaluation, gap)
        ],
    }
