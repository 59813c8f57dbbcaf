"""The sheet of the plan: its measures, and results before and after, as they were at the export."""

from __future__ import annotations

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.improve.effect import Forecast, abatement_cost, forecast
from desktop_app.core.planned import PlannedMeasure
from desktop_app.i18n import _, translate
from desktop_app.reports.plan_words import (
    alone_text,
    before_after,
    changes_text,
    progress_word,
    sums_text,
)
from desktop_app.reports.workbook import look
from desktop_app.reports.workbook.sheet import Column, Sheet, put_number, put_text


def write_plan(sheet: Sheet, evaluation: Evaluation) -> None:
    """Fill the sheet of a case that has a plan."""
    plan = evaluation.case.plan
    found = forecast(evaluation, plan)
    sheet.lay_out(
        (
            Column("A", _("序"), 6, "right"),
            Column("B", _("措施或结果"), 40),
            Column("C", _("计入"), 7),
            Column("D", _("数据变动或方案前"), 44),
            Column("E", _("单独的效果或方案后"), 40),
            Column("F", _("投资（万元）"), 13, "right"),
            Column("G", _("年净省（万元）"), 14, "right"),
            Column("H", _("年限"), 8, "right"),
            Column("I", _("元/tCO₂"), 12, "right"),
            Column("J", _("负责人"), 16),
            Column("K", _("开始"), 12),
            Column("L", _("完成"), 12),
            Column("M", _("进展"), 10),
            Column("N", _("备注"), 40),
        )
    )
    sheet.heading(
        _("改进方案"),
        _("方案前后都是导出时的结果：把措施改动的数据代入后整套重新判定。金额和变动由企业填写。"),
    )
    sheet.head(frozen="C")
    for place, one in enumerate(plan, 1):
        _row(sheet, evaluation, found, one, place)
    sheet.line(sums_text(found), look.CELL)
    for told in found.together.problems:
        sheet.line(told.told(translate))
    sheet.row += 1
    sheet.band(_("方案前后"), look.SECTION)
    for line in before_after(found):
        row = sheet.row
        put_text(sheet[f"B{row}"], line.name)
        put_text(sheet[f"D{row}"], line.before)
        put_text(sheet[f"E{row}"], line.after)
        put_text(sheet[f"F{row}"], line.change, look.MUTED)
        sheet.row += 1


def _row(
    sheet: Sheet, evaluation: Evaluation, found: Forecast, one: PlannedMeasure, place: int
) -> None:
    row = sheet.row
    alone = found.alone[one.id]
    put_number(sheet[f"A{row}"], place)
    put_text(sheet[f"B{row}"], one.name)
    put_text(sheet[f"C{row}"], _("是") if one.counts else _("否"))
    put_text(sheet[f"D{row}"], changes_text(evaluation, one))
    put_text(sheet[f"E{row}"], alone_text(alone))
    for column, value in (
        ("F", one.investment),
        ("G", one.yearly),
        ("H", one.years),
        ("I", abatement_cost(one, alone)),
    ):
        put_number(sheet[f"{column}{row}"], value)
    texts = (one.owner, one.begin, one.due, progress_word(one.progress), one.note)
    for column, text in zip("JKLMN", texts, strict=True):
        put_text(sheet[f"{column}{row}"], text)
    sheet.row += 1
