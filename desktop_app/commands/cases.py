"""The commands about cases and the program: example, score.

Every one prints its findings in Chinese with place and remedy, as JSON with --json, and gives a
non-zero exit code on failure.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from desktop_app.app.answer import answer, problems_json
from desktop_app.app.catalog import Catalog
from desktop_app.app.example import fresh_example
from desktop_app.app.paths import Paths
from desktop_app.app.session import CaseSession
from desktop_app.commands.data_files import judged_data
from desktop_app.commands.documents import cannot_write, documents
from desktop_app.commands.printing import (
    FAILED,
    OK,
    as_json_text,
    fail,
    print_problems,
    severity_words,
)
from desktop_app.core.consistency.findings import findings
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.numbers import plain, significant
from desktop_app.core.problems import Problem, Severity, has_errors
from desktop_app.core.result import Result
from desktop_app.core.whole_file import write_whole
from desktop_app.i18n import _, translate


def example(given: argparse.Namespace, paths: Paths) -> int:
    """Run a real enterprise's public data through: report, workbook, picture, results."""
    session = fresh_example(paths, Catalog(paths), given.out, given.example)
    if not isinstance(session, CaseSession):
        return fail(session, as_json=given.json)
    made = documents(paths, session.evaluation, given.out, session.last_evaluation())
    if not isinstance(made, list):
        return fail(made, as_json=given.json)
    result = answer(session.evaluation, last=session.last_evaluation())
    try:
        write_whole(given.out / "result.json", as_json_text(result).encode())
    except OSError as error:
        return fail([cannot_write(given.out / "result.json", error)], as_json=given.json)
    from desktop_app.ui.screens import grab_overview

    grab_overview(paths, session, given.out / "overview.png")
    session.library.close()
    files = [*made, given.out / "overview.png", given.out / "result.json"]
    if given.json:
        print(as_json_text({"files": [str(path) for path in files], **result}))
    else:
        _print_summary(session.evaluation)
        for path in files:
            print(path)
    return OK


def score(given: argparse.Namespace, paths: Paths) -> int:
    """Judge a data file without a library."""
    judged = judged_data(given, paths)
    evaluation, last, problems = judged.evaluation, judged.last, judged.problems
    failed = evaluation is None or has_errors(problems)
    if given.json:
        found = _nothing(problems) if evaluation is None else answer(evaluation, problems, last)
        print(as_json_text({"ok": not failed, **found}))
    else:
        print_problems(problems)
        if evaluation is not None:
            print_problems(evaluation.problems)
            _print_summary(evaluation)
            _print_findings(evaluation, last)
    return FAILED if failed else OK


def _nothing(problems: Iterable[Problem]) -> dict[str, object]:
    """The answer for a file that cannot be judged, in the shape of any other."""
    return {"results": [], "problems": problems_json(problems), "packs": []}


def _print_findings(evaluation: Evaluation, last: Evaluation | None) -> None:
    """What the rules found beside the year before; of remarks only how many there are."""
    found = findings(evaluation, last)
    words = severity_words()
    print(_("检查"))
    for one in found:
        if one.severity is not Severity.INFO:
            place = f"{one.place} " if one.place else ""
            told = f"{one.message(translate)}{one.remedy(translate)}"
            print(f"  {words[one.severity]} {place}{told}")
    remarks = sum(one.severity is Severity.INFO for one in found)
    print(_("  另有 {count} 条说明。").format(count=remarks))


def _print_summary(evaluation: Evaluation) -> None:
    for result in evaluation.results.values():
        if not result.headline:
            continue
        level = translate(result.level_name)
        value = _figure(result)
        mark = _("（待核实）") if result.to_verify else ""
        name = translate(result.name)
        print(_("{name}：{value}").format(name=name, value=f"{level or value or '—'}{mark}"))


def _figure(result: Result) -> str:
    """A value as printed: six digits, never with an exponent."""
    if result.value is None:
        return ""
    return f"{plain(significant(result.value, 6))} {result.unit}".rstrip()
