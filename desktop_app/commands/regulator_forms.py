"""The commands about regulator forms 监管报表: listing, copying, checking, making them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop_app.app.answer import problems_json
from desktop_app.app.catalog import Catalog
from desktop_app.app.own_forms import copy_form
from desktop_app.app.paths import Paths
from desktop_app.app.regulator_forms import (
    FormEntry,
    check_forms,
    fill_form,
    find_entry,
    form_file_name,
    list_forms,
    own_entry,
    usable_form,
    write_form,
)
from desktop_app.app.reporting import Made
from desktop_app.app.stamping import Along
from desktop_app.commands.printing import FAILED, OK, as_json_text, fail, print_problems
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.problems import Problem, has_errors, problem
from desktop_app.i18n import _, translate


def listing(given: argparse.Namespace, paths: Paths) -> int:
    """List the forms and whom they are for; what is wrong in their files is told, too."""
    listed = list_forms(paths)
    problems = check_forms(Catalog(paths), listed)
    every = [one for one in listed if one.form is not None]
    if given.json:
        told = [_as_json(one) for one in every]
        ok = not has_errors(problems)
        print(as_json_text({"ok": ok, "forms": told, "problems": problems_json(problems)}))
    else:
        for one in every:
            if one.form is not None:
                print(f"{one.id}　{one.title}　{one.form.version}")
                print(_("  适用：{who}").format(who=translate(one.form.applies)))
        print_problems(problems)
    return FAILED if has_errors(problems) else OK


def copy(given: argparse.Namespace, paths: Paths) -> int:
    """Copy a form for the user to edit."""
    made = copy_form(paths, given.source, given.target, given.name)
    if isinstance(made, tuple):
        return fail(made, as_json=given.json)
    if given.json:
        print(as_json_text({"ok": True, "form": _as_json(made)}))
    else:
        print(made.path)
    return OK


def check(given: argparse.Namespace, paths: Paths) -> int:
    """Everything wrong with the forms named, or with all of the user's own."""
    files = _named(given.form_id, paths)
    if isinstance(files, Problem):
        return fail([files], as_json=given.json)
    found = check_forms(Catalog(paths), files)
    failed = has_errors(found)
    if given.json:
        print(as_json_text({"ok": not failed, "problems": problems_json(found)}))
    else:
        print_problems(found)
        words = _("检查了 {count} 个监管报表，问题 {problems} 个。")
        print(words.format(count=len(files), problems=len(found)))
    return FAILED if failed else OK


def _named(named: Sequence[str], paths: Paths) -> list[FormEntry] | Problem:
    """The forms named by id or by file; all of the user's where none is."""
    if not named:
        return [one for one in list_forms(paths) if one.own]
    files: list[FormEntry] = []
    for name in named:
        found = own_entry(Path(name)) if Path(name).is_file() else find_entry(paths, name)
        if isinstance(found, Problem):
            return found
        files.append(found)
    return files


def _as_json(entry: FormEntry) -> dict[str, Any]:
    form = entry.form
    told = {"id": entry.id, "own": entry.own, "file": str(entry.path)}
    if form is None:
        return told
    return {
        **told,
        "name": form.name,
        "version": form.version,
        "applies": form.applies,
        "basis": list(form.basis),
        "tables": len(form.tables),
    }


def make_forms(
    given: argparse.Namespace,
    paths: Paths,
    evaluation: Evaluation,
    last: Evaluation | None,
    along: Along,
) -> list[Path] | tuple[Problem, ...]:
    """Make the forms asked for in the formats asked for; how much each lacks goes to stderr."""
    try:
        given.out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return (problem("report.cannot_write", str(given.out), detail=error.strerror or error),)
    created = datetime.now().astimezone().date().isoformat()
    made: list[Path] = []
    for form_id in dict.fromkeys(given.form):
        form = usable_form(paths, form_id)
        if isinstance(form, tuple):
            return form
        filled = fill_form(paths, form, evaluation, created, last, along)
        for kind in given.format:
            target = given.out / form_file_name(evaluation.case, form, kind)
            found = write_form(kind, paths, filled, target, along=along)
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
