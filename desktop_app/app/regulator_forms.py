"""Regulator forms 监管报表 of a case: which there are, what each lacks, and making their files."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop_app.app.catalog import Catalog
from desktop_app.app.formats import DOCX, PDF, WORKBOOK
from desktop_app.app.hints import suggestion
from desktop_app.app.paths import Paths
from desktop_app.app.pdf_pictures import pdf_pictures
from desktop_app.app.places import region_name
from desktop_app.app.reporting import Made, MadeOf, Progress, file_name
from desktop_app.app.stamping import ALONE, Along, stamping_for, told_of
from desktop_app.core.data import Case
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.problems import Problem, has_errors, problem
from desktop_app.core.provenance import Output
from desktop_app.i18n import _, translate

if TYPE_CHECKING:
    from desktop_app.reports.regulator_forms.check import Known
    from desktop_app.reports.regulator_forms.compose import FilledForm
    from desktop_app.reports.regulator_forms.form import RegulatorForm
    from desktop_app.reports.regulator_forms.read import FormFile

SUFFIX: Final = ".toml"
_ID: Final = re.compile(r"[^\W_][\w-]{0,39}")
_ORDER: Final = ("disclosure", "carbon_report", "energy_use", "permit_report", "cleaner_audit")


@dataclass(frozen=True, slots=True)
class FormEntry:
    """A form as it is listed; `form` is None when it cannot be used."""

    file: FormFile
    path: Path
    own: bool

    @property
    def form(self) -> RegulatorForm | None:
        """The form."""
        return self.file.form

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with how it is written."""
        return self.file.problems

    @property
    def id(self) -> str:
        """Its id, or the name of its file while that cannot be read."""
        return self.file.form.id if self.file.form is not None else self.path.name

    @property
    def title(self) -> str:
        """Its name, whether it is the user's own, and whether it can be used."""
        if self.form is None:
            return f"{self.id}{_('（不能用）')}"
        name = translate(self.form.name)
        return _("{name}（{detail}）").format(name=name, detail=_("自己的")) if self.own else name


def list_forms(paths: Paths) -> tuple[FormEntry, ...]:
    """Every form at hand, ours first, then the user's; those that cannot be used, too.

    A file in report_templates/ is a form; one that is broken never stops the others.
    """
    ours = [_entry(one) for one in _files(paths.templates)]
    ours.sort(key=lambda one: (_rank(one.id), one.id))
    taken = {one.id.casefold() for one in ours}
    own: list[FormEntry] = []
    for path in _files(paths.user_templates):
        own.append(own_entry(path, taken))
        taken.add(own[-1].id.casefold())
    return (*ours, *own)


def _files(folder: Path) -> list[Path]:
    return sorted(one for one in folder.glob(f"*{SUFFIX}") if not one.name.startswith("."))


def _entry(path: Path) -> FormEntry:
    from desktop_app.reports.regulator_forms.read import read_form

    return FormEntry(read_form(path), path, own=False)


def own_entry(path: Path, taken: Collection[str] = ()) -> FormEntry:
    """The form in a file of the user's; one whose id is no id, or of the `taken`, is refused."""
    file = _entry(path).file
    wrong = refused_id(file.form.id, taken) if file.form is not None else None
    if file.form is not None and wrong is not None:
        placed = wrong.at(file.place(words=file.form.id), "form.id")
        file = replace(file, form=None, problems=(*file.problems, placed))
    return FormEntry(file, path, own=True)


def refused_id(form_id: str, taken: Collection[str]) -> Problem | None:
    """Why something is no id for a form of the user's; `taken` are those there are, casefolded."""
    if not _ID.fullmatch(form_id):
        return problem("form.bad_id", value=form_id[:60])
    return problem("form.taken", id=form_id) if form_id.casefold() in taken else None


def _rank(form_id: str) -> int:
    return _ORDER.index(form_id) if form_id in _ORDER else len(_ORDER)


def find_entry(paths: Paths, form_id: str) -> FormEntry | Problem:
    """The form of that id as listed, one that can be used before one that cannot."""
    every = list_forms(paths)
    broken = (one for one in every if one.form is None and one.path.stem == form_id)
    found = next((one for one in every if one.id == form_id), None) or next(broken, None)
    if found is not None:
        return found
    known = [one.id for one in every if one.form is not None]
    return problem("form.unknown", id=form_id, suggestion=suggestion(form_id, known))


def find_form(paths: Paths, form_id: str) -> RegulatorForm | tuple[Problem, ...]:
    """The form of that id, or why there is none."""
    entry = find_entry(paths, form_id)
    if isinstance(entry, Problem):
        return (entry,)
    return entry.problems if entry.form is None else entry.form


def usable_form(paths: Paths, form_id: str) -> RegulatorForm | tuple[Problem, ...]:
    """The form of that id, looked through; reads packs where it is the user's own.

    A name no pack declares would be printed as one that does not apply, so it is refused.
    """
    entry = find_entry(paths, form_id)
    if isinstance(entry, Problem):
        return (entry,)
    if entry.form is None or not entry.own:
        return entry.problems if entry.form is None else entry.form
    wrong = check_forms(Catalog(paths), [entry])
    return wrong if has_errors(wrong) else entry.form


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


def check_forms(catalog: Catalog, entries: Iterable[FormEntry]) -> tuple[Problem, ...]:
    """Everything wrong with forms: how they are written, and names no pack declares."""
    from desktop_app.reports.regulator_forms.check import check_form

    files = [one.file for one in entries]
    known = known_to(catalog, files)
    return tuple(found for one in files for found in (*one.problems, *check_form(one, known)))


def fill_form(
    paths: Paths,
    form: RegulatorForm,
    evaluation: Evaluation,
    created: str,
    last: Evaluation | None = None,
    along: Along = ALONE,
) -> FilledForm:
    """A form filled from a judged case; `created` is the date printed on it, `along` who signs."""
    from desktop_app.reports.provenance_page import with_provenance
    from desktop_app.reports.regulator_forms.compose import compose_form

    region = region_name(paths, evaluation.case.enterprise.region)
    filled = compose_form(form, evaluation, created, region, last)
    told = told_of(evaluation, created, Output.REPORT, along)
    return replace(filled, document=with_provenance(filled.document, told))


def write_form(
    kind: str,
    paths: Paths,
    filled: FilledForm,
    target: Path,
    progress: Progress | None = None,
    along: Along = ALONE,
) -> Made | tuple[Problem, ...]:
    """Write a filled form as one of the FORMATS, signed as it was filled."""
    stamping = stamping_for(filled.document, along)
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
    kind: str, of: MadeOf, form_id: str, target: Path, progress: Progress | None = None
) -> Made | tuple[Problem, ...]:
    """Fill a form and write it as one of the FORMATS."""
    form = usable_form(of.paths, form_id)
    if isinstance(form, tuple):
        return form
    filled = fill_form(of.paths, form, of.evaluation, of.created, of.last, of.along)
    return write_form(kind, of.paths, filled, target, progress, of.along)


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
    """Id and title of every form, also of one of the user's that cannot be used."""
    return tuple((one.id, one.title) for one in list_forms(paths) if one.own or one.form)
