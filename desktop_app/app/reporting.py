"""Making the documents of a case: composed from a snapshot, rendered to a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop_app.app.paths import Paths
from desktop_app.app.places import region_name
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.problems import Problem

Progress = Callable[[float], bool]
TEMPLATE = "self_assessment"


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
