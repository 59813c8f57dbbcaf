"""The commands for an exported workbook that comes back edited: what it changes, taking it in."""

from __future__ import annotations

import argparse
from typing import Any

from desktop_app.app.answer import problems_json
from desktop_app.app.paths import Paths
from desktop_app.app.returned_workbooks import (
    Change,
    ReturnPlan,
    plan_return,
    read_workbook,
)
from desktop_app.app.session import CaseSession
from desktop_app.commands.printing import FAILED, OK, as_json_text, fail, print_problems
from desktop_app.commands.with_case import with_case
from desktop_app.core.problems import Problem, has_errors
from desktop_app.i18n import _

TAKE = "take"
KEEP = "keep"


def take_back(given: argparse.Namespace, paths: Paths) -> int:
    """Show what an edited workbook changes and, unless only asked for that, store it."""
    return with_case(given, paths, lambda session: _taken(given, session))


def _taken(given: argparse.Namespace, session: CaseSession) -> int:
    book = read_workbook(given.file)
    if isinstance(book, tuple):
        return fail(book, as_json=given.json)
    plan = plan_return(book, session.case, session.model, anyway=given.anyway)
    if isinstance(plan, tuple):
        return fail(plan, as_json=given.json)
    left_out = list(plan.problems)
    wrong = [one for one in left_out if one.severity == "error"]
    if wrong and not plan.changes:
        return fail(wrong, as_json=given.json)
    undecided = bool(plan.clashes) and given.clashes is None
    entries = plan.entries(lambda one: not one.clash or given.clashes == TAKE)
    stored: tuple[Problem, ...] = ()
    if not given.preview and not undecided and entries:
        outcome = session.enter(entries, _("导入改过的工作簿“{file}”").format(file=given.file.name))
        stored = outcome.problems
    done = bool(entries) and not given.preview and not undecided and not has_errors(stored)
    failed = has_errors(stored) or (undecided and not given.preview)
    if given.json:
        print(as_json_text(_as_json(plan, left_out, ok=not failed, stored=done)))
        return FAILED if failed else OK
    _print(plan, left_out)
    print_problems(stored)
    if undecided and not given.preview:
        print(
            _(
                "有 {count} 处冲突，没有导入。"
                "请加 --clashes keep（留自评的）或 --clashes take（用工作簿的）。"
            ).format(count=len(plan.clashes))
        )
    elif done:
        print(_("已导入 {count} 个数，可一次撤销。").format(count=len(entries)))
    elif not entries:
        print(_("没有可导入的改动。"))
    return FAILED if failed else OK


def _print(plan: ReturnPlan, left_out: list[Problem]) -> None:
    for one in plan.changes:
        head = f"{one.sheet}!{one.cell} {one.name} {one.where}"
        words = f"{one.before or '—'} → {one.after or '—'} {one.unit}".rstrip()
        if one.clash:
            words += _("（冲突：自评现在是 {ours}）").format(ours=one.ours or "—")
        print(f"{head}：{words}")
    if plan.same:
        print(_("另有 {count} 格的改动自评里已经有了。").format(count=plan.same))
    print_problems(left_out)


def _as_json(
    plan: ReturnPlan, left_out: list[Problem], *, ok: bool, stored: bool
) -> dict[str, Any]:
    return {
        "ok": ok,
        "stored": stored,
        "changes": [_change(one) for one in plan.changes],
        "same": plan.same,
        "problems": problems_json(left_out),
    }


def _change(one: Change) -> dict[str, Any]:
    return {
        "keys": [str(entry.key) for entry in one.entries],
        "name": one.name,
        "where": one.where,
        "sheet": one.sheet,
        "cell": one.cell,
        "unit": one.unit,
        "before": one.before,
        "after": one.after,
        "now": one.ours,
        "clash": one.clash,
    }
