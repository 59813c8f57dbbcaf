"""An evaluation as plain data for `--json`: results, problems, packs; decimals as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from desktop_app.core.consistency.finding import Finding, RuleInfo
from desktop_app.core.consistency.findings import findings
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.numbers import plain
from desktop_app.core.pack import Checked, Pack
from desktop_app.core.problems import Problem
from desktop_app.core.result import Deciding, Figures, Result, Trace
from desktop_app.core.sensitivity import Outcome, sensitivity
from desktop_app.core.trace import build_traces
from desktop_app.core.what_moves import Driver, all_drivers
from desktop_app.i18n import translate

_MOST: Final = 5
"""How many inputs, and how many parameters, are named beside a result."""


def answer(
    evaluation: Evaluation, problems: Iterable[Problem] = (), last: Evaluation | None = None
) -> dict[str, Any]:
    """Everything a case was judged to be, and what its rules found beside the year before."""
    found = (*problems, *evaluation.problems)
    results, traces = evaluation.results, build_traces(evaluation, depth=2)
    movers = all_drivers(evaluation, _MOST)
    return {
        "case": {
            "enterprise": evaluation.case.enterprise.name,
            "year": evaluation.case.year,
            "packs": list(evaluation.case.packs),
        },
        "results": [
            {**result_json(result, traces[name]), "drivers": drivers_json(movers[name])}
            for name, result in results.items()
        ],
        "sensitivity": [outcome_json(one) for one in sensitivity(evaluation)],
        "problems": problems_json(found),
        "findings": [finding_json(one) for one in findings(evaluation, last)],
        "packs": [pack_json(pack) for pack in evaluation.model.packs],
    }


def outcome_json(outcome: Outcome) -> dict[str, Any]:
    """The double near-zero position judged another way."""
    verdict = outcome.verdict
    return {
        "id": outcome.variant.id,
        "name": outcome.variant.name,
        "grade": verdict.grade.id,
        "grade_high": verdict.grade_high.id,
        "axes": {
            axis: {"low": text_of(score.low), "high": text_of(score.high)}
            for axis, score in verdict.axes.items()
        },
        "left_out": list(outcome.left_out),
    }


def drivers_json(found: Iterable[Driver]) -> list[dict[str, str | None]]:
    """What moves a result most."""
    return [
        {
            "kind": one.kind.value,
            "id": one.id,
            "name": one.name,
            "effect": text_of(one.effect),
            "unit": one.unit,
            "level": one.level,
            "jump": one.jump,
        }
        for one in found
    ]


def result_json(result: Result, trace: Trace) -> dict[str, Any]:
    """One result with its trace."""
    found: dict[str, Any] = {
        "id": result.id,
        "name": result.name,
        "kind": result.kind.value,
        "limb": result.limb.value,
        "value": text_of(result.value),
        "unit": result.unit,
        "level": result.level,
        "level_name": result.level_name,
        "state": result.status.value,
        "confidence": result.confidence.word,
        "to_verify": result.to_verify,
        "low": text_of(result.low),
        "high": text_of(result.high),
        "level_low": result.level_low,
        "level_high": result.level_high,
        "missing": list(result.missing),
        "trace": trace_json(trace),
    }
    if result.standing is not None:
        found["limiting"] = result.standing.limiting
        found["met"] = list(result.standing.met)
        found["gap"] = text_of(result.standing.gap)
        if result.standing.binding:
            found["binding"] = result.standing.binding
            found["bound"] = text_of(result.standing.bound)
            found["headroom"] = text_of(result.standing.headroom)
    if result.figures is not None:
        found["figures"] = _figures(result.figures)
    if result.verdict is not None:
        found["verdict"] = result.verdict.message(translate)
        found["notes"] = [note.message(translate) for note in result.notes]
        found["deciding"] = [_deciding(one) for one in result.brings]
    return found


def _deciding(found: Deciding) -> dict[str, Any]:
    """A blank to fill first, and what it can bring."""
    return {
        "id": found.result,
        "item": found.item,
        "certain": found.certain,
        "at_most": found.at_most,
        "gain": text_of(found.gain),
        "gate": found.gate,
    }


def _figures(figures: Figures) -> dict[str, Any]:
    return {
        "values": {name: text_of(value) for name, value in figures.values.items()},
        "best": {name: text_of(value) for name, value in figures.best.items()},
    }


def trace_json(trace: Trace) -> dict[str, Any]:
    """A trace node; empty fields are left out."""
    whole: dict[str, Any] = {
        "kind": trace.kind,
        "id": trace.id,
        "label": trace.label,
        "value": text_of(trace.value),
        "text": trace.text,
        "unit": trace.unit,
        "state": trace.status.value,
        "formula": trace.formula,
        "worked": trace.worked,
        "source": trace.source,
        "clause": trace.clause,
        "confidence": trace.confidence.word,
        "checked": checked_json(trace.checked) if trace.checked else None,
        "origin": trace.origin,
        "children": [trace_json(child) for child in trace.children],
    }
    return {name: value for name, value in whole.items() if value not in ("", None, [])}


def checked_json(checked: Checked) -> dict[str, str]:
    """Who compared a number with the original, when and where."""
    return {
        "who": checked.who,
        "on": checked.on.isoformat(),
        "document": checked.document,
        "page": checked.page,
        "note": checked.note,
    }


def problems_json(problems: Iterable[Problem]) -> list[dict[str, str]]:
    """Coded problems with their sentences."""
    return [
        {
            "code": found.code,
            "severity": found.severity.value,
            "where": str(found.where),
            "message": found.message(translate),
            "remedy": found.remedy(translate),
        }
        for found in problems
    ]


def finding_json(finding: Finding) -> dict[str, str]:
    """One finding with its sentences; `where` is the datum to look at."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "name": translate(finding.name),
        "group": translate(finding.group),
        "where": finding.jump,
        "place": finding.place,
        "message": finding.message(translate),
        "remedy": finding.remedy(translate),
        "set_aside": finding.set_aside,
    }


def rule_json(rule: RuleInfo) -> dict[str, str]:
    """One rule as listed."""
    return {
        "id": rule.id,
        "severity": rule.severity.value,
        "name": translate(rule.name),
        "group": translate(rule.group),
        "pack": rule.pack,
        "source": rule.cited.source,
        "clause": rule.cited.clause,
    }


def pack_json(pack: Pack) -> Mapping[str, str]:
    """A pack's identity."""
    return {"id": pack.id, "name": pack.name, "version": pack.version, "hash": pack.digest}


def text_of(value: Decimal | None) -> str | None:
    """A decimal as text, without exponent or superfluous zeros."""
    return None if value is None else plain(value)
