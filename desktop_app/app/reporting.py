"""Making the documents of a case: composed from a snapshot, rendered to a file."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop_app.app.paths import Paths
from desktop_app.app.places import region_name
from desktop_app.core.data import Case
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.problems import Problem
from desktop_app.i18n import _

Progress = Callable[[float], bool]
TEMPLATE = "self_assessment"
_FORBIDDEN: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\ud800-\udfff]+')
_MOST_CHARACTERS: Final = 50
"""Of the enterprise's name: a file name holds 255 bytes, of which a character takes up to four."""


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made, and what the user should know about it."""

    path: Path
    pages: int = 0
    problems: tuple[Problem, ...] = ()


def make_pdf(
    paths: Paths,
    evaluation: Evaluation,
    target: Path,
    created: str,
    *,
    last: Evaluation | None = None,
    progress: Progress | None = None,
) -> Made | tuple[Problem, ...]:
    """Write the PDF report of a case; `created` is the date printed on it."""
    from desktop_app.reports.compose import Snapshot, compose  # reportlab takes long to load
    from desktop_app.reports.pdf import write_pdf
    from desktop_app.reports.template import Template, read_template

    template = read_template(paths.templates / TEMPLATE)
    if not isinstance(template, Template):
        return template
    region = region_name(paths, evaluation.case.enterprise.region)
    document = compose(Snapshot(evaluation, created, region, last), template)
    made = write_pdf(document, target, paths.fonts, progress)
    if isinstance(made, Problem):
        return (made,)
    return Made(target, made.pages)


def make_workbook(
    paths: Paths,
    evaluation: Evaluation,
    target: Path,
    created: str,
    *,
    last: Evaluation | None = None,
) -> Made | tuple[Problem, ...]:
    """Write the workbook of a case with live formulas; findings compare with the year before."""
    from desktop_app.reports.workbook import write_workbook  # openpyxl takes long to load

    region = region_name(paths, evaluation.case.enterprise.region)
    found = write_workbook(evaluation, target, created, region, last)
    return (found,) if isinstance(found, Problem) else Made(target)


def report_name(case: Case) -> str:
    """The name proposed for the PDF."""
    return file_name(case, _("双近零企业自评报告"), ".pdf")


def workbook_name(case: Case) -> str:
    """The name proposed for the workbook."""
    return file_name(case, _("双近零企业自评工作簿"), ".xlsx")


def file_name(case: Case, document: str, suffix: str) -> str:
    """企业_年度_文件.后缀, without what no file system takes."""
    name = _FORBIDDEN.sub("-", case.enterprise.name)[:_MOST_CHARACTERS].strip(" .")
    return f"{name}_{case.year}_{document}{suffix}"
