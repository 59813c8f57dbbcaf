"""The commands about all cases of a library: list, judge, roll up, report.

Judging remembers its verdicts beside the library, so that the next command has less to do.
Progress goes to the error output, and only where somebody may be watching.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from desktop_app.app.answer import problems_json, text_of
from desktop_app.app.arranging import Arranger, Wanted
from desktop_app.app.batch_reports import Reported, ReportRun
from desktop_app.app.enterprise_words import (
    figure_words,
    grade_words,
    mark_words,
    span_words,
    standing_words,
)
from desktop_app.app.enterprises import CaseLine, Standing, case_lines, judge_run
from desktop_app.app.formats import FORMATS, PDF, WORKBOOK
from desktop_app.app.limb_words import limb_title
from desktop_app.app.paths import Paths
from desktop_app.app.pinyin import pinyin
from desktop_app.app.report_templates import find_template
from desktop_app.app.rolling_up import write_rolled_up
from desktop_app.app.workspace import Workspace
from desktop_app.commands.printing import FAILED, OK, as_json_text, fail
from desktop_app.core.case_summary import Figure, Mark, Span
from desktop_app.core.problems import Problem, problem
from desktop_app.i18n import _, translate

Work = Callable[[Workspace, Sequence[CaseLine]], int]


def list_cases(given: argparse.Namespace, paths: Paths) -> int:
    """Print the cases with what is remembered of them; judges nothing."""
    return _with_lines(given, paths, lambda _workspace, lines: _answer(given, lines))


def judge(given: argparse.Namespace, paths: Paths) -> int:
    """Judge what has no current verdict, or everything, and print it."""

    def work(workspace: Workspace, lines: Sequence[CaseLine]) -> int:
        current = _judged(workspace, lines, everything=given.all)
        if isinstance(current, Problem):
            return fail([current], as_json=given.json)
        return _answer(given, current)

    return _with_lines(given, paths, work)


def roll_up(given: argparse.Namespace, paths: Paths) -> int:
    """Write the roll-up workbook; what has no current verdict is judged first."""

    def work(workspace: Workspace, lines: Sequence[CaseLine]) -> int:
        current = _judged(workspace, lines)
        if isinstance(current, Problem):
            return fail([current], as_json=given.json)
        failed = write_rolled_up(current, given.out)
        if failed is not None:
            return fail([failed], as_json=given.json)
        if given.json:
            print(as_json_text({"ok": True, "file": str(given.out), "cases": len(current)}))
        else:
            print(given.out)
        return OK

    return _with_lines(given, paths, work)


def report_all(given: argparse.Namespace, paths: Paths) -> int:
    """Make the reports of every case; failures are listed and give the exit code of one."""
    kinds = [kind for kind in FORMATS if getattr(given, kind)]

    def work(workspace: Workspace, lines: Sequence[CaseLine]) -> int:
        cases = [line.facts for line in lines]
        whole = kinds or [PDF, WORKBOOK]
        refused = find_template(paths, given.template)
        if isinstance(refused, tuple):
            return fail(refused, as_json=given.json)
        run = ReportRun(workspace, cases, given.out, whole, given.template)
        while run.left:
            _tell(len(run.done), run.count)
            run.step()
        return _reported(given, run)

    return _with_lines(given, paths, work)


# --- inside ----------------------------------------------------------------------------------


def _with_lines(given: argparse.Namespace, paths: Paths, work: Work) -> int:
    """Open the library, pick the lines asked for, work on them, and let go of the file."""
    if given.library and not Path(given.library).is_file():
        missing = problem("file.missing", given.library, file=given.library)
        return fail([missing], as_json=given.json)
    workspace = Workspace.open(paths, given.library)
    if workspace.library is None:
        return fail(workspace.problems, as_json=given.json)
    try:
        lines = case_lines(workspace)
        if isinstance(lines, Problem):
            return fail([lines], as_json=given.json)
        wanted = Wanted(text=given.find, year=given.year)
        chosen = Arranger(lines, pinyin(paths)).shown(wanted)
        if not chosen and (given.find or given.year):
            return fail([problem("batch.nothing_chosen")], as_json=given.json)
        return work(workspace, chosen)
    finally:
        workspace.close()


def _judged(
    workspace: Workspace, lines: Sequence[CaseLine], *, everything: bool = False
) -> list[CaseLine] | Problem:
    """The lines with current verdicts."""
    wanted = [one for one in lines if everything or one.standing is not Standing.CURRENT]
    run = judge_run(workspace, wanted)
    if isinstance(run, Problem):
        return run
    while run.left:
        _tell(len(run.done), run.count)
        run.step()
    return [line.judged_as(run.done[line.id]) if line.id in run.done else line for line in lines]


def _tell(done: int, count: int) -> None:
    if sys.stderr is not None and sys.stderr.isatty():
        print(f"\r{done} / {count}", end="", file=sys.stderr, flush=True)


def _answer(given: argparse.Namespace, lines: Sequence[CaseLine]) -> int:
    if given.json:
        print(as_json_text({"ok": True, "cases": [line_json(line) for line in lines]}))
        return OK
    for line in lines:
        print(_line(line))
    print(_("共 {count} 个自评").format(count=len(lines)))
    return OK


def _line(line: CaseLine) -> str:
    found = line.shown
    who = f"{line.enterprise.name} {line.facts.year}"
    if not found.packs:
        return f"{who}　{standing_words(line)}"
    axes = f"P {span_words(found.pollution_axis)}　C {span_words(found.carbon_axis)}"
    marks = []
    for limb, mark in found.marks.items():
        words = mark_words(mark, limb)
        marks.append(f"{limb_title(limb)} {words.sign}{words.text}")
    sums = f"{figure_words(found.energy)} tce　{figure_words(found.carbon)} tCO₂"
    return "　".join((who, grade_words(found), axes, *marks, sums))


def line_json(line: CaseLine) -> dict[str, Any]:
    """One case of the list; the verdict is null unless it is current."""
    who, facts = line.enterprise, line.facts
    return {
        "id": line.id,
        "enterprise": who.name,
        "uscc": who.uscc,
        "region": who.region,
        "region_name": line.region,
        "industry": who.industry,
        "industry_name": line.industry,
        "year": facts.year,
        "packs": list(facts.packs),
        "changed": facts.changed,
        "standing": line.standing.value,
        "judged": line.judged or None,
        "verdict": _verdict_json(line),
    }


def _verdict_json(line: CaseLine) -> dict[str, Any] | None:
    found = line.shown
    if found.faults:
        return {"problems": problems_json(found.faults)}
    if not found.packs:
        return None
    return {
        "grade": found.grade,
        "grade_high": found.grade_high,
        "axes": {"P": _span(found.pollution_axis), "C": _span(found.carbon_axis)},
        "limbs": {limb.value: _mark(mark) for limb, mark in found.marks.items()},
        "energy": _figure(found.energy),
        "carbon": _figure(found.carbon),
        "asked": found.asked,
        "answered": found.answered,
        "findings": {severity.value: count for severity, count in found.findings.items()},
        "to_verify": found.to_verify,
        "packs": dict(found.packs),
    }


def _span(span: Span) -> dict[str, str | None]:
    return {"low": text_of(span.low), "high": text_of(span.high)}


def _mark(mark: Mark) -> dict[str, Any]:
    return {
        "state": mark.state.value,
        "name": translate(mark.name),
        "level": mark.level,
        "level_name": translate(mark.word),
        "value": text_of(mark.value),
        "unit": mark.unit,
        "to_verify": mark.to_verify,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {"value": text_of(figure.value), "unit": figure.unit, "partial": figure.partial}


def _reported(given: argparse.Namespace, run: ReportRun) -> int:
    failed = run.failed
    if given.json:
        files = [str(path) for one in run.done for path in one.files]
        told = [{**_who(one), "problems": problems_json(one.problems)} for one in failed]
        print(as_json_text({"ok": not failed, "files": files, "failed": told}))
    else:
        for one in run.done:
            for path in one.files:
                print(path)
        for one in failed:
            head = f"{one.case.enterprise.name} {one.case.year}"
            for fault in one.problems:
                print(f"{head}：{_sentence(fault)}", file=sys.stderr)
    return FAILED if failed else OK


def _who(one: Reported) -> dict[str, Any]:
    case = one.case
    return {"id": case.id, "enterprise": case.enterprise.name, "year": case.year}


def _sentence(fault: Problem) -> str:
    return fault.sentence(translate)
