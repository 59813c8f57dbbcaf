"""The whole workbook: sheets made in reading order, filled in working order, written atomically."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from openpyxl.workbook import Workbook
from openpyxl.workbook.properties import CalcProperties

from desktop_app.core.consistency.findings import findings
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.methods.readiness import Table
from desktop_app.core.pack import Limb
from desktop_app.core.policy_truths import truths_of_policy
from desktop_app.core.problems import Problem
from desktop_app.i18n import _, translate
from desktop_app.reports.stamps.stamping import Stamping
from desktop_app.reports.workbook import look
from desktop_app.reports.workbook.asked_tables_sheet import write_asked_tables
from desktop_app.reports.workbook.calculation_sheet import write_calculation
from desktop_app.reports.workbook.changes_sheet import write_changes
from desktop_app.reports.workbook.checks_sheet import write_checks
from desktop_app.reports.workbook.data_sheet import data_heads, write_data
from desktop_app.reports.workbook.evidence_sheet import write_evidence
from desktop_app.reports.workbook.exported_sheet import write_exported
from desktop_app.reports.workbook.factors_sheet import write_factors
from desktop_app.reports.workbook.grid import TableSpots
from desktop_app.reports.workbook.last_year_sheet import write_last_year
from desktop_app.reports.workbook.live import Statics
from desktop_app.reports.workbook.log_sheet import LogLine, write_log
from desktop_app.reports.workbook.missing_sheet import write_missing
from desktop_app.reports.workbook.notes_sheet import About, write_notes
from desktop_app.reports.workbook.options_sheet import options_sheet
from desktop_app.reports.workbook.packing import packed
from desktop_app.reports.workbook.places import Places
from desktop_app.reports.workbook.plan_sheet import write_plan
from desktop_app.reports.workbook.profile_sheet import write_profile
from desktop_app.reports.workbook.readiness_sheet import ReadinessSpots, write_readiness
from desktop_app.reports.workbook.row_points import OUTLETS, PRODUCTS
from desktop_app.reports.workbook.sheet import Sheet
from desktop_app.reports.workbook.sources_sheet import write_sources
from desktop_app.reports.workbook.stamp_sheet import StampSheet
from desktop_app.reports.workbook.table_sheet import write_table
from desktop_app.reports.workbook.verdict_sheet import Live, write_verdict
from desktop_app.reports.writing import write_whole


def write_workbook(
    evaluation: Evaluation,
    target: Path,
    created: str,
    region: str,
    last: Evaluation | None = None,
    stamping: Stamping | None = None,
    log: tuple[tuple[LogLine, ...], int] = ((), 0),
) -> Problem | None:
    """Write the live workbook of a judged case; `created` and `region` are printed on it.

    `last` is the year before, which some findings compare with. With `stamping` the file says
    where it comes from. `log` are the newest edits of the case and how many there are. Equal
    input gives equal bytes.

    The file appears as a whole or not at all; `report.cannot_write` when the folder refuses.
    """
    provenance = stamping.provenance if stamping is not None else None
    lines, edits = log
    about = About(created, region, provenance, log=lines, edits=edits)
    book = make_workbook(evaluation, about, last)
    return write_whole(target, packed(book, created, stamping))


def make_workbook(evaluation: Evaluation, about: About, last: Evaluation | None = None) -> Workbook:
    """The workbook of a judged case, not yet written."""
    book = _empty_book(evaluation)
    first = (_("说明"), _("结论"), _("企业档案"), _("数据"), _("系数"), _("计算"))
    notes, verdict, profile, data, factors, calculation = (Sheet(book, one) for one in first)
    tables = [
        (table, Sheet(book, translate(table.assessment.name)))
        for table in evaluation.tables.values()
    ]
    asked = Sheet(book, _("对照依据")) if truths_of_policy(evaluation.model) else None
    readiness = Sheet(book, _("双近零")) if evaluation.model.readiness else None
    plan = Sheet(book, _("改进方案")) if evaluation.case.plan else None
    compared = Sheet(book, _("与上年对照")) if last is not None else None
    checks, sources, evidence, missing, changes = (
        Sheet(book, title) for title in (_("检查"), _("来源"), _("佐证"), _("缺项"), _("更改提示"))
    )
    log = Sheet(book, _("修改记录")) if about.log else None
    exported, options = Sheet(book, _("导出时的值")), options_sheet(book)
    stamp = StampSheet(book) if about.provenance is not None else None
    if stamp is not None:
        about = replace(about, content=stamp.content)
    places, statics = Places(evaluation, options.nothing, options.unlisted), Statics()
    write_data(data, places, options)
    write_factors(factors, places)
    write_calculation(calculation, places, statics)
    spots = _write_tables(tables, asked, places, statics)
    live = Live(spots, _readiness(readiness, places, statics, spots))
    write_verdict(verdict, places, live)
    write_checks(checks, places, statics, findings(evaluation, last))
    write_sources(sources, evaluation.model)
    write_evidence(evidence, evaluation)
    _write_asked_for(evaluation, last, about, (plan, compared, log))
    write_missing(missing, places)
    write_changes(changes, places, live, (data.title, calculation.title, verdict.title))
    write_profile(profile, evaluation, about.region)
    write_notes(notes, evaluation, statics, about, places.sections)
    labels = options.labels()
    write_exported(exported, evaluation, data_heads(), places.inputs, labels, about.created)
    everything = [
        notes,
        verdict,
        profile,
        data,
        factors,
        calculation,
        checks,
        sources,
        missing,
        changes,
    ]
    everything += [evidence, *(sheet for _table, sheet in tables)]
    everything += [sheet for sheet in (asked, readiness, plan, compared, log) if sheet is not None]
    _set_up(everything, evaluation)
    if stamp is not None and about.provenance is not None:
        stamp.fill(about.provenance)
    book.active = 1
    return book


def _empty_book(evaluation: Evaluation) -> Workbook:
    """A workbook without sheets, which is worked out whenever it is opened."""
    book = Workbook()
    book.remove(book.worksheets[0])
    look.add_styles(book)
    book.calculation = CalcProperties(fullCalcOnLoad=True)
    book.properties.title = _("双近零企业自评工作簿")
    book.properties.creator = evaluation.case.enterprise.name
    return book


def _write_asked_for(
    evaluation: Evaluation,
    last: Evaluation | None,
    about: About,
    sheets: tuple[Sheet | None, Sheet | None, Sheet | None],
) -> None:
    """Fill the sheets there are only where a plan, a year before or a log is at hand."""
    plan, compared, log = sheets
    if plan is not None:
        write_plan(plan, evaluation)
    if compared is not None and last is not None:
        write_last_year(compared, evaluation, last)
    if log is not None:
        write_log(log, about.log, about.edits)


def _write_tables(
    tables: Sequence[tuple[Table, Sheet]], asked: Sheet | None, places: Places, statics: Statics
) -> dict[str, TableSpots]:
    """Fill the sheets of all tables; those of the plan stand last and read `asked` about others."""
    spots: dict[str, TableSpots] = {}
    others = sum(table.assessment.limb is not Limb.POLICY for table, _sheet in tables)
    for place, (table, sheet) in enumerate(tables):
        if place == others and asked is not None:
            write_asked_tables(asked, places, statics, spots)
        scored = _scored(places.evaluation, table)
        spots[table.assessment.id] = write_table(sheet, places, statics, table, scored)
    return spots


def _readiness(
    sheet: Sheet | None, places: Places, statics: Statics, spots: dict[str, TableSpots]
) -> ReadinessSpots | None:
    model, verdict = places.model.readiness, places.evaluation.readiness
    if sheet is None or model is None or verdict is None:
        return None
    return write_readiness(sheet, places, statics, spots, model, verdict)


def _scored(evaluation: Evaluation, table: Table) -> frozenset[str]:
    """The kinds of points the readiness model asks of the rows of a table."""
    model, own = evaluation.model.readiness, table.assessment.id
    parts = [part for sub in model.sub_indices for part in sub.parts] if model else []
    kinds = {part.kind for part in parts if part.assessment and _names(part.assessment, own)}
    if own.endswith((".limits", ".water_limits")):
        kinds.add(OUTLETS)
    return frozenset(kinds & {OUTLETS, PRODUCTS})


def _names(pattern: str, table: str) -> bool:
    return table.endswith(pattern[1:]) if pattern.startswith("*") else table == pattern


def _set_up(sheets: list[Sheet], evaluation: Evaluation) -> None:
    head = _("{name} · {year} 年").format(
        name=evaluation.case.enterprise.name, year=evaluation.case.year
    )
    for sheet in sheets:
        sheet.fit_rows()
        sheet.set_up_print(head, _("企业自评参考，非官方认定"))
