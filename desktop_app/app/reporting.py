"""Making the documents of a case: composed from a snapshot, rendered to a file."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop_app.app.formats import DOCX, WORKBOOK
from desktop_app.app.logged import log_lines
from desktop_app.app.paths import Paths
from desktop_app.app.pdf_pictures import pdf_pictures
from desktop_app.app.places import region_name
from desktop_app.app.report_templates import FULL, find_entry, find_template
from desktop_app.app.stamping import ALONE, Along, stamping_for, stamping_from, told_of
from desktop_app.core.data import Case
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.problems import Problem
from desktop_app.core.provenance import Output
from desktop_app.i18n import _

if TYPE_CHECKING:
    from desktop_app.reports.blocks import Document

Progress = Callable[[float], bool]
_FORBIDDEN: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\ud800-\udfff]+')
_MOST_OF_EDITION: Final = 12
_MOST_CHARACTERS: Final = 50
"""Of the enterprise's name: a file name holds 255 bytes, of which a character takes up to four."""


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made, and what the user should know about it."""

    path: Path
    pages: int = 0
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class MadeOf:
    """What a document is made of: nothing in here changes while it is written.

    `created` is the date printed on it, `last` the year before, `template` the id of a template of
    reports (a workbook has none), `along` who signs and what goes with it.
    """

    paths: Paths
    evaluation: Evaluation
    created: str
    last: Evaluation | None = None
    template: str = FULL
    along: Along = ALONE


def make_document(
    kind: str, of: MadeOf, target: Path, progress: Progress | None = None
) -> Made | tuple[Problem, ...]:
    """Write the report of a case as one of the FORMATS."""
    if kind == WORKBOOK:
        return make_workbook(of, target)
    return (make_docx if kind == DOCX else make_pdf)(of, target, progress)


def make_pdf(
    of: MadeOf, target: Path, progress: Progress | None = None
) -> Made | tuple[Problem, ...]:
    """Write the PDF report of a case by a template."""
    document = _composed(of)
    if isinstance(document, tuple):
        return document
    from desktop_app.reports.pdf import write_pdf  # reportlab takes long to load

    stamping = stamping_for(document, of.along)
    made = write_pdf(document, target, of.paths.fonts, progress, stamping)
    return (made,) if isinstance(made, Problem) else Made(target, made.pages)


def make_docx(
    of: MadeOf, target: Path, progress: Progress | None = None
) -> Made | tuple[Problem, ...]:
    """Write the same report as a Word file; how many pages it has, Word decides."""
    document = _composed(of)
    if isinstance(document, tuple):
        return document
    from desktop_app.reports.docx import write_docx  # reportlab draws its charts

    stamping = stamping_for(document, of.along)
    found = write_docx(document, target, of.paths.fonts, pdf_pictures, progress, stamping)
    return (found,) if found else Made(target)


def make_workbook(of: MadeOf, target: Path) -> Made | tuple[Problem, ...]:
    """Write the workbook of a case with live formulas; findings compare with the year before."""
    from desktop_app.reports.workbook import write_workbook  # openpyxl takes long to load

    region = region_name(of.paths, of.evaluation.case.enterprise.region)
    told = told_of(of.evaluation, of.created, Output.WORKBOOK, of.along)
    stamping = stamping_from(told, of.along)
    log = (log_lines(of.along.log), of.along.edits)
    found = write_workbook(of.evaluation, target, of.created, region, of.last, stamping, log)
    return (found,) if isinstance(found, Problem) else Made(target)


def _composed(of: MadeOf) -> Document | tuple[Problem, ...]:
    """The report as blocks, or what is wrong with its template."""
    from desktop_app.reports.compose import Snapshot, compose
    from desktop_app.reports.provenance_page import with_provenance
    from desktop_app.reports.templates.printing import logo_fault

    template = find_template(of.paths, of.template)
    if isinstance(template, tuple):
        return template
    fault = logo_fault(template)
    if fault is not None:
        return (fault,)
    region = region_name(of.paths, of.evaluation.case.enterprise.region)
    snapshot = Snapshot(of.evaluation, of.created, region, of.last, of.along.binder)
    document = compose(snapshot, template)
    return with_provenance(document, told_of(of.evaluation, of.created, Output.REPORT, of.along))


def edition_of(paths: Paths, template: str) -> str:
    """What tells the files of a template from those of the full one; "" for that one itself."""
    if template == FULL:
        return ""
    entry = find_entry(paths, template)
    return template if isinstance(entry, Problem) else entry.title


def report_name(case: Case, edition: str = "") -> str:
    """The name proposed for the PDF of a template, see `edition_of`."""
    return file_name(case, _edition(_("双近零企业自评报告"), edition), ".pdf")


def docx_name(case: Case, edition: str = "") -> str:
    """The name proposed for the Word file."""
    return file_name(case, _edition(_("双近零企业自评报告"), edition), ".docx")


def workbook_name(case: Case) -> str:
    """The name proposed for the workbook."""
    return file_name(case, _("双近零企业自评工作簿"), ".xlsx")


def document_name(kind: str, case: Case, edition: str = "") -> str:
    """The name proposed for one of the FORMATS."""
    if kind == WORKBOOK:
        return workbook_name(case)
    return docx_name(case, edition) if kind == DOCX else report_name(case, edition)


def _edition(document: str, edition: str) -> str:
    plain = _FORBIDDEN.sub("-", edition)[:_MOST_OF_EDITION].strip(" .")
    return f"{document}_{plain}" if plain else document


def file_name(case: Case, document: str, suffix: str) -> str:
    """企业_年度_文件.后缀, without what no file system takes."""
    name = _FORBIDDEN.sub("-", case.enterprise.name)[:_MOST_CHARACTERS].strip(" .")
    plain = _FORBIDDEN.sub("-", document)[:_MOST_CHARACTERS].strip(" .")
    return f"{name}_{case.year}_{plain}{suffix}"
