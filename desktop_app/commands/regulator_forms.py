"""The commands about regulator forms 监管报表: which there are, and making those asked for."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path

from desktop_app.app.answer import problems_json
from desktop_app.app.catalog import Catalog
from desktop_app.app.paths import Paths
from desktop_app.app.regulator_forms import (
    check_forms,
    fill_form,
    find_form,
    form_file_name,
    forms,
    write_form,
)
from desktop_app.app.reporting import Made
from desktop_app.commands.printing import FAILED, OK, as_json_text, print_problems
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.problems import Problem, has_errors, problem
from desktop_app.i18n import _, translate


def list_forms(given: argparse.Namespace, paths: Paths) -> int:
    """List the forms and whom they are for; what is wrong in their files is told, too."""
    problems = check_forms(paths, Catalog(paths))
    every = forms(paths)
    if given.json:
        told = [
            {
                "id": one.id,
                "name": one.name,
                "version": one.version,
                "applies": one.applies,
                "basis": list(one.basis),
                "tables": len(one.tables),
            }
            for one in every
        ]
        ok = not has_errors(problems)
        print(as_json_text({"ok": ok, "forms": told, "problems": problems_json(problems)}))
    else:
        for one in every:
            print(f"{one.id}　{translate(one.name)}　{one.version}")
            print(_("  适用：{who}").format(who=translate(one.applies)))
        print_problems(problems)
    return FAILED if has_errors(problems) else OK


def make_forms(
    given: argparse.Namespace, paths: Paths, evaluation: Evaluation, last: Evaluation | None
) -> list[Path] | tuple[Problem, ...]:
    """Make the forms asked for in the formats asked for; how much each lacks goes to stderr."""
    try:
        given.out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return (problem("report.cannot_write", str(given.out), detail=error.strerror or error),)
    created = datetime.now().astimezone().date().isoformat()
    made: list[Path] = []
    for form_id in dict.fromkeys(given.form):
        form = find_form(paths, form_id)
        if isinstance(form, tuple):
            return form
        filled = fill_form(paths, form, evaluation, created, last)
        for kind in given.format:
            target = given.out / form_file_name(evaluation.case, form, kind)
            found = write_form(kind, paths, filled, target)
            if not isinstance(found, Made):
                return found
            made.append(found.path)
        asked = sum(not one.by_hand for one in filled.missing)
        words = _("{name}：缺 {asked} 项可在程序里补，{hand} 项要在导出的文件里填")
        told = words.format(
            name=translate(form.name), asked=asked, hand=len(filled.missing) - asked
        )
        print(told, file=sys.stderr)
    return made
