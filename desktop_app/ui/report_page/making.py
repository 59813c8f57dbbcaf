"""Jobs of the report page: make the PDF in memory, or a document at the place the user picked.

What is made is the assessment report, or the regulator form a `Frozen` names.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from desktop_app.app.binder import FileContents, MadeBinder
from desktop_app.app.formats import DOCX, PDF, WORKBOOK
from desktop_app.app.paths import Paths
from desktop_app.app.regulator_forms import (
    FormGaps,
    fill_form,
    form_choices,
    gaps_of,
    make_form,
    usable_form,
    write_form,
)
from desktop_app.app.report_templates import FULL, template_choices
from desktop_app.app.reporting import MadeOf
from desktop_app.app.scratch import Scratch
from desktop_app.app.stamping import ALONE, Along
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.problems import Problem
from desktop_app.i18n import _
from desktop_app.ui.report_page.pdf_document import PdfDocument
from desktop_app.ui.tasks import Progress

REPORT: Final = "report:"
"""Stands before the id of a template where forms are chosen from, too."""


WHOLE: Final = f"{REPORT}{FULL}"
"""The whole report, chosen at first."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """What a document is made of: nothing in here changes while a worker reads it.

    `what` is the id of a regulator form, or `REPORT` and the id of a template; `along` tells who
    signs and holds the edits a workbook lists.
    """

    paths: Paths
    evaluation: Evaluation
    last: Evaluation | None
    created: str
    what: str = WHOLE
    along: Along = ALONE

    @property
    def form(self) -> str:
        """The id of the regulator form; "" for the assessment report."""
        return "" if self.template else self.what

    @property
    def template(self) -> str:
        """The id of the template of the report; "" for a form."""
        return template_of(self.what)

    @property
    def made_of(self) -> MadeOf:
        """What the report or workbook is made of."""
        template = self.template or FULL
        return MadeOf(self.paths, self.evaluation, self.created, self.last, template, self.along)


def template_of(what: str) -> str:
    """The id of the template something chosen names; "" where it is a form."""
    return what.removeprefix(REPORT) if what.startswith(REPORT) else ""


@dataclass(frozen=True, slots=True)
class Preview:
    """The pages to show, and what the form lacks where it is one."""

    document: PdfDocument
    gaps: FormGaps | None = None


def freeze(
    paths: Paths,
    evaluation: Evaluation,
    last: Evaluation | None,
    what: str,
    along: Along = ALONE,
) -> Frozen:
    """The evaluation as it is now, dated today."""
    today = datetime.now().astimezone().date().isoformat()
    return Frozen(paths, evaluation, last, today, what, along)


def choices(paths: Paths) -> tuple[tuple[str, str], ...]:
    """The editions of the report, then the regulator forms."""
    editions = (
        (f"{REPORT}{template}", _("自评报告 · {name}").format(name=title))
        for template, title in template_choices(paths)
    )
    return (*editions, *form_choices(paths))


def make_preview(frozen: Frozen, progress: Progress) -> Preview | tuple[Problem, ...]:
    """The report or form as a document for the preview; leaves no file behind."""
    with Scratch() as folder:
        target = folder / "report.pdf"
        if frozen.form:
            return _preview_of_form(frozen, target, progress)
        problems = export_pdf(frozen, target, progress)
        return problems or Preview(PdfDocument(target.read_bytes()))


def _preview_of_form(
    frozen: Frozen, target: Path, progress: Progress
) -> Preview | tuple[Problem, ...]:
    form = usable_form(frozen.paths, frozen.form)
    if isinstance(form, tuple):
        return form
    filled = fill_form(frozen.paths, form, frozen.evaluation, frozen.created, frozen.last)
    made = write_form(PDF, frozen.paths, filled, target, _asked(progress))
    if isinstance(made, tuple):
        return made
    return Preview(PdfDocument(target.read_bytes()), gaps_of(form, filled))


def _export_form(
    kind: str, frozen: Frozen, target: Path, progress: Progress
) -> tuple[Problem, ...]:
    made = make_form(kind, frozen.made_of, frozen.form, target, _asked(progress))
    return made if isinstance(made, tuple) else ()


def export_pdf(frozen: Frozen, target: Path, progress: Progress) -> tuple[Problem, ...]:
    """Write the PDF to `target`; empty when it is there."""
    from desktop_app.app.reporting import Made, make_pdf

    if frozen.form:
        return _export_form(PDF, frozen, target, progress)
    made = make_pdf(frozen.made_of, target, _asked(progress))
    return () if isinstance(made, Made) else made


def export_docx(frozen: Frozen, target: Path, progress: Progress) -> tuple[Problem, ...]:
    """Write the Word file to `target`; empty when it is there."""
    from desktop_app.app.reporting import Made, make_docx

    if frozen.form:
        return _export_form(DOCX, frozen, target, progress)
    made = make_docx(frozen.made_of, target, _asked(progress))
    return () if isinstance(made, Made) else made


def export_workbook(frozen: Frozen, target: Path, progress: Progress) -> tuple[Problem, ...]:
    """Write the workbook to `target`; empty when it is there."""
    from desktop_app.app.reporting import Made, make_workbook

    progress.check()
    if frozen.form:
        return _export_form(WORKBOOK, frozen, target, progress)
    made = make_workbook(frozen.made_of, target)
    return () if isinstance(made, Made) else made


def export_binder(
    frozen: Frozen, files: FileContents, target: Path, progress: Progress
) -> MadeBinder | tuple[Problem, ...]:
    """Write the evidence binder of the case to `target`."""
    from desktop_app.app.binder import make_binder

    return make_binder(
        frozen.paths,
        frozen.evaluation,
        files,
        target,
        frozen.created,
        progress=_asked(progress),
        along=frozen.along,
    )


def _asked(progress: Progress) -> Callable[[float], bool]:
    """Progress as the report writer wants it: False asks it to stop."""

    def step(share: float) -> bool:
        progress.report(share)
        return not progress.cancelled

    return step
