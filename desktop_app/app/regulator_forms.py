"""Regulator forms 监管报表 of a case: which there are, what each lacks, and making their files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop_app.app.catalog import Catalog
from desktop_app.app.formats import DOCX, PDF, WORKBOOK
from desktop_app.app.hints import suggestion
from desktop_app.app.paths import Paths
from desktop_app.app.pdf_pictures import pdf_pictures
from desktop_app.app.places import region_name
from desktop_app.app.reporting import Made, Progress, file_name
from desktop_app.app.stamping import stamping_for, told_of
from desktop_app.core.data import Case
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.problems import Problem, problem
from desktop_app.core.provenance import Output
from desktop_app.i18n import translate

if TYPE_CHECKING:
    from desktop_app.reports.regulator_forms.check import Known
    from desktop_app.reports.regulator_forms.compose import FilledForm
    from desktop_app.reports.regulator_forms.form import RegulatorForm
    from desktop_app.reports.regulator_forms.read import FormFile

SUFFIX: Final = ".toml"
_ORDER: Final = ("disclosure", "carbon_report", "energy_use", "permit_report", "cleaner_audit")


def form_files(paths: Paths) -> tuple[FormFile, ...]:
    """Every form at hand, also those that cannot be read; a file in report_templates/ is one."""
    from desktop_app.reports.regulator_forms.read import read_form

    found = sorted(paths.templates.glob(f"*{SUFFIX}"), key=lambda path: (_rank(path), path.name))
    return tuple(read_form(path) for path in found)


def _rank(path: Path) -> int:
    return _ORDER.index(path.stem) if path.stem in _ORDER else len(_ORDER)


def forms(paths: Paths) -> tuple[RegulatorForm, ...]:
    """The forms that can be filled in, in the order they are offered."""
    return tuple(one.form for one in form_files(paths) if one.form is not None)


def find_form(paths: Paths, form_id: str) -> RegulatorForm | tuple[Problem, ...]:
    """The form of that id, or why there is none."""
    files = form_files(paths)
    for one in files:
        if one.form is not None and one.form.id == form_id:
            return one.form
        if one.name == f"{form_id}{SUFFIX}":
            return one.problems
    known = [one.form.id for one in files if one.form is not None]
    return (problem("form.unknown", id=form_id, suggestion=suggestion(form_id, known)),)


def known_to(catalog: Catalog, files: Iterable[FormFile]) -> Known:
    """What forms may name: the packs that always apply, and those their tables are for."""
    from desktop_app.reports.regulator_forms.check import Known

    named = {
        pack
        for one in files
        if one.form is not None
        for table in one.form.tables
        for pack in table.packs
    }
    every = [head.id for head in catalog.heads]
    chosen = catalog.chosen(sorted(named & set(every)))
    return Known.of(chosen.packs, every)


def check_forms(paths: Paths, catalog: Catalog) -> tuple[Problem, ...]:
    """Everything wrong with the forms: how they are written, and names no pack declares."""
    from desktop_app.reports.regulator_forms.check import check_form

    files = form_files(paths)
    known = known_to(catalog, files)
    return tuple(found for one in files for found in (*one.problems, *check_form(one, known)))


def fill_form(
    paths: Paths,
    form: RegulatorForm,
    evaluation: Evaluation,
    created: str,
    last: Evaluation | None = None,
) -> FilledForm:
    """A form filled from a judged case; `created` is the date printed on it."""
    from desktop_app.reports.provenance_page import with_provenance
    from desktop_app.reports.regulator_forms.compose import compose_form

    region = region_name(paths, evaluation.case.enterprise.region)
    filled = compose_form(form, evaluation, created, region, last)
    told = told_of(evaluation, created, Output.REPORT)
    return replace(filled, document=with_provenance(filled.document, told))


def write_form(
    kind: str, paths: Paths, filled: FilledForm, target: Path, progress: Progress | None = None
) -> Made | tuple[Problem, ...]:
    """Write a filled form as one of the FORMATS."""
    stamping = stamping_for(filled.document)
    if kind == WORKBOOK:
        from desktop_app.reports.workbook.block_book import write_blocks

        wrong = write_blocks(filled.document, target, stamping)
        return (wrong,) if wrong is not None else Made(target)
    if kind == DOCX:
        from desktop_app.reports.docx import write_docx

        wrong = write_docx(filled.document, target, paths.fonts, pdf_pictures, progress, stamping)
        return (wrong,) if wrong is not None else Made(target)
    from desktop_app.reports.pdf import write_pdf

    made = write_pdf(filled.document, target, paths.fonts, progress, stamping)
    return (made,) if isinstance(made, Problem) else Made(target, made.pages)


def make_form(
    kind: str,
    paths: Paths,
    form_id: str,
    evaluation: Evaluation,
    target: Path,
    created: str,
    *,
    last: Evaluation | None = None,
    progress: Progress | None = None,
) -> Made | tuple[Problem, ...]:
    """Fill a form and write it as one of the FORMATS."""
    form = find_form(paths, form_id)
    if isinstance(form, tuple):
        return form
    filled = fill_form(paths, form, evaluation, created, last)
    return write_form(kind, paths, filled, target, progress)


def form_file_name(case: Case, form: RegulatorForm, kind: str) -> str:
    """The name proposed for a file of a form."""
    suffix = {PDF: ".pdf", DOCX: ".docx", WORKBOOK: ".xlsx"}[kind]
    return file_name(case, translate(form.name), suffix)


@dataclass(frozen=True, slots=True)
class FormGaps:
    """What a form lacks, as the window lists it.

    `asked` are (jump, what is missing, where it is filled in); `by_hand` counts what only the
    exported file can take. `applies` says for whom the form is.
    """

    applies: str
    asked: tuple[tuple[str, str, str], ...]
    by_hand: int


def gaps_of(form: RegulatorForm, filled: FilledForm) -> FormGaps:
    """What a filled form lacks."""
    asked = tuple((one.jump, one.name, one.place) for one in filled.missing if not one.by_hand)
    return FormGaps(translate(form.applies), asked, len(filled.missing) - len(asked))


def form_choices(paths: Paths) -> tuple[tuple[str, str], ...]:
    """Id and name of every form that can be made."""
    return tuple((one.id, translate(one.name)) for one in forms(paths))
