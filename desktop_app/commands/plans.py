"""The commands about the plan 改进方案: what it brings, and trying changes of data."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from typing import Final

from desktop_app.app.case_file import read_case_file
from desktop_app.app.catalog import Catalog
from desktop_app.app.file_before import judge_file
from desktop_app.app.paths import Paths
from desktop_app.app.plan_answer import effect_json, gaps_json, plan_json
from desktop_app.app.plan_file import typed_change
from desktop_app.commands.printing import OK, as_json_text, fail, print_problems
from desktop_app.commands.with_case import with_case
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.improve.effect import Effect, Forecast, effect, forecast, headlines, in_order
from desktop_app.core.improve.gaps import Gap, gaps, matches
from desktop_app.core.numbers import plain, significant
from desktop_app.core.planned import DataChange, PlannedMeasure
from desktop_app.core.problems import Problem, has_errors, problem
from desktop_app.core.result import Kind, Result
from desktop_app.i18n import _, translate

Job = Callable[[Evaluation], int]

_CHANGE: Final = re.compile(r"^([\w.]+)(?:\[([^\]]*)\])?(?:@\d{4}-(\d{2}))?\s*[=＝]\s*(.+)$")
_DIGITS: Final = 6


def show(given: argparse.Namespace, paths: Paths) -> int:
    """List gaps, planned measures, and what the plan brings."""

    def job(evaluation: Evaluation) -> int:
        plan = evaluation.case.plan
        found = forecast(evaluation, plan)
        if given.json:
            told = {"gaps": gaps_json(evaluation), "plan": plan_json(found, plan)}
            print(as_json_text({"ok": True, **told}))
            return OK
        _print_gaps(evaluation)
        _print_plan(found, plan)
        _print_effect(found.together)
        return OK

    return _with_evaluation(given, paths, job)


def try_changes(given: argparse.Namespace, paths: Paths) -> int:
    """Judge the case with changes of data that are not stored."""

    def job(evaluation: Evaluation) -> int:
        changes = [_read(evaluation, text) for text in given.change]
        wrong = [one for one in changes if isinstance(one, Problem)]
        if wrong:
            return fail(wrong, as_json=given.json)
        made = tuple(one for one in changes if isinstance(one, DataChange))
        plan = [] if given.alone else [one for one in evaluation.case.plan if one.counts]
        tried = PlannedMeasure("try", _("试算"), changes=made)
        found = effect(evaluation, [*in_order(plan), tried])
        if given.json:
            print(as_json_text({"ok": True, "together": effect_json(found)}))
        else:
            _print_effect(found)
        return OK

    return _with_evaluation(given, paths, job)


def _with_evaluation(given: argparse.Namespace, paths: Paths, job: Job) -> int:
    if given.data is None:
        return with_case(given, paths, lambda session: job(session.evaluation))
    catalog = Catalog(paths)
    judged = judge_file(given.data, read_case_file(given.data, catalog), catalog)
    if judged.evaluation is None or has_errors(judged.problems):
        return fail(judged.problems, as_json=given.json)
    print_problems(judged.problems)
    return job(judged.evaluation)


def _read(evaluation: Evaluation, text: str) -> DataChange | Problem:
    found = _CHANGE.match(text.strip())
    if found is None:
        return problem("plan.bad_try", value=text)
    item, record, month, wanted = found.groups()
    return typed_change(evaluation.model, item, wanted, record or "", int(month or 0))


# --- in words -------------------------------------------------------------------------------------


def _print_gaps(evaluation: Evaluation) -> None:
    print(_("差距"))
    for gap in gaps(evaluation):
        print(f"  {_gap_line(gap)}")
        for one in matches(evaluation, gap):
            print(f"      {one.measure.id}  {translate(one.measure.name)}")


def _gap_line(gap: Gap) -> str:
    name = translate(gap.result.name)
    record = f"[{gap.result.record}]" if gap.result.record else ""
    level = translate(gap.level.name) if gap.level else _("许可限值")
    if gap.amount is None:
        return _("{name} 未达到{level}").format(name=f"{name}{record}", level=level)
    amount = f"{plain(significant(gap.amount, _DIGITS))} {gap.result.unit}"
    return _("{name} 距{level}还差 {gap}").format(name=f"{name}{record}", level=level, gap=amount)


def _print_plan(found: Forecast, plan: Sequence[PlannedMeasure]) -> None:
    print(_("方案"))
    for place, one in enumerate(plan, 1):
        mark = "☑" if one.counts else "☐"
        carbon = found.alone[one.id].carbon.amount
        cut = f"  {plain(significant(-carbon, _DIGITS))} tCO₂" if carbon else ""
        money = "" if one.investment is None else f"  {plain(one.investment)} 万元"
        print(f"  {mark} {place} {one.name}{money}{cut}  {one.due}".rstrip())


def _print_effect(found: Effect) -> None:
    print(_("方案前后"))
    for move in headlines(found):
        before, after = _said(move.before), _said(move.after)
        if before != after:
            print(f"  {translate(move.after.name)}: {before} → {after}")
    print_problems(found.problems)


def _said(result: Result) -> str:
    if result.kind is Kind.GATE:
        return {"passed": _("通过"), "failed": _("未通过")}.get(result.level, _("待确认"))
    if result.level_name:
        return translate(result.level_name)
    if result.value is None:
        return "—"
    return f"{plain(significant(result.value, _DIGITS))} {result.unit}".rstrip()
