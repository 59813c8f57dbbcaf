"""The commands about reports: documents of a case or data file, and their templates."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from desktop_app.app.answer import problems_json
from desktop_app.app.binder import MadeBinder
from desktop_app.app.catalog import Catalog
from desktop_app.app.formats import FORMATS
from desktop_app.app.logged import with_log
from desktop_app.app.paths import Paths
from desktop_app.app.report_templates import (
    TemplateEntry,
    check_template,
    copy_template,
    find_entry,
    known_names,
    list_templates,
)
from desktop_app.app.reporting import document_name, edition_of
from desktop_app.app.session import CaseSession
from desktop_app.app.stamping import Along
from desktop_app.commands.binding import along_of, bound
from desktop_app.commands.data_files import judged_data
from desktop_app.commands.documents import FILES, documents
from desktop_app.commands.printing import FAILED, OK, as_json_text, fail, print_problems
from desktop_app.commands.regulator_forms import make_forms
from desktop_app.commands.with_case import with_case
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.problems import Problem, has_errors, problem
from desktop_app.i18n import _


def report(given: argparse.Namespace, paths: Paths) -> int:
    """Make the report, or regulator forms, of a case in the formats asked for.

    Of a case of the library the files bear its name and year, so that one folder can hold many.
    """
    if given.data is None:
        return with_case(given, paths, lambda session: _of_session(given, paths, session))
    if given.binder:
        return fail([problem("report.binder_without_case")], as_json=given.json)
    judged = judged_data(given, paths)
    if judged.evaluation is None or has_errors(judged.problems):
        return fail(judged.problems, as_json=given.json)
    along = along_of(given)
    if isinstance(along, Problem):
        return fail([along], as_json=given.json)
    return _made(given, paths, judged.evaluation, judged.last, FILES, along)


def _of_session(given: argparse.Namespace, paths: Paths, session: CaseSession) -> int:
    case, edition = session.case, edition_of(paths, given.template)
    names = {kind: document_name(kind, case, edition) for kind in FORMATS}
    along, files = along_of(given), list[Path]()
    if isinstance(along, Problem):
        return fail([along], as_json=given.json)
    if given.binder:
        made = bound(paths, session, given.out, along)
        if not isinstance(made, MadeBinder):
            return fail(made, as_json=given.json)
        along, files = replace(along, binder=made.numbers), [made.path]
    along = with_log(session.library, session.case_id, along)
    last = session.last_evaluation()
    return _made(given, paths, session.evaluation, last, names, along, files)


def _made(
    given: argparse.Namespace,
    paths: Paths,
    evaluation: Evaluation,
    last: Evaluation | None,
    names: Mapping[str, str],
    along: Along,
    files: Sequence[Path] = (),
) -> int:
    if given.form:
        made = make_forms(given, paths, evaluation, last, along)
    else:
        made = documents(
            paths, evaluation, given.out, last, given.format, given.template, names, along
        )
    if not isinstance(made, list):
        return fail(made, as_json=given.json)
    if given.json:
        print(as_json_text({"files": [str(path) for path in (*files, *made)]}))
    else:
        for path in (*files, *made):
            print(path)
    return OK


# templates


def templates(given: argparse.Namespace, paths: Paths) -> int:
    """List all templates with what is wrong with them."""
    every = list_templates(paths)
    if given.json:
        print(as_json_text({"ok": True, "templates": [_as_json(entry) for entry in every]}))
        return OK
    for entry in every:
        own = _("自己的") if entry.own else _("随程序")
        state = "" if entry.template is not None else _("（不能用）")
        print("\t".join((entry.id, own, f"{entry.title}{state}", str(entry.folder))))
        print_problems(entry.problems)
    return OK


def copy(given: argparse.Namespace, paths: Paths) -> int:
    """Copy a template for the user to edit."""
    made = copy_template(paths, given.source, given.target, given.name)
    if isinstance(made, tuple):
        return fail(made, as_json=given.json)
    if given.json:
        print(as_json_text({"ok": True, "template": _as_json(made)}))
    else:
        print(made.folder / "template.toml")
    return OK


def check(given: argparse.Namespace, paths: Paths) -> int:
    """Everything wrong with the templates named, or with all of the user's own."""
    folders = _folders(given.template, paths)
    if isinstance(folders, Problem):
        return fail([folders], as_json=given.json)
    knows = known_names(Catalog(paths))
    found = [one for folder in folders for one in check_template(folder, paths.fonts, knows)]
    failed = has_errors(found)
    if given.json:
        print(as_json_text({"ok": not failed, "problems": problems_json(found)}))
    else:
        print_problems(found)
        print(
            _("检查了 {count} 个版式，问题 {problems} 个。").format(
                count=len(folders), problems=len(found)
            )
        )
    return FAILED if failed else OK


def _folders(named: Sequence[str], paths: Paths) -> list[Path] | Problem:
    """The folders of templates named by id or by path; all of the user's where none is."""
    if not named:
        return [entry.folder for entry in list_templates(paths) if entry.own]
    folders: list[Path] = []
    for name in named:
        if Path(name).is_dir():
            folders.append(Path(name))
            continue
        entry = find_entry(paths, name)
        if isinstance(entry, Problem):
            return entry
        folders.append(entry.folder)
    return folders


def _as_json(entry: TemplateEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "name": entry.title,
        "own": entry.own,
        "usable": entry.template is not None,
        "folder": str(entry.folder),
        "problems": problems_json(entry.problems),
    }
