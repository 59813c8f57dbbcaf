"""The sheet that compares with last year: results, levels, causes, new data, as of the export."""

from __future__ import annotations

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.units import show_unit
from desktop_app.core.year_change import YearChange, year_change
from desktop_app.i18n import _, translate
from desktop_app.reports.chapters.last_year import by_limb, cause_name, item_labels, named
from desktop_app.reports.limb_words import limb_title
from desktop_app.reports.plan_words import beside
from desktop_app.reports.words import level_badge, scale_of
from desktop_app.reports.workbook import look
from desktop_app.reports.workbook.sheet import Column, Sheet, put_number, put_text


def write_last_year(sheet: Sheet, evaluation: Evaluation, last: Evaluation) -> None:
    """Fill the sheet of a case that has one of the year before."""
    sheet.lay_out(
        (
            Column("A", _("内容"), 44),
            Column("B", _("上年"), 26, "right"),
            Column("C", _("本年"), 26, "right"),
            Column("D", _("变化或影响"), 18, "right"),
            Column("E", _("单位"), 14),
        )
    )
    note = _("导出时的对照，不随改动重算。影响是单独把这一个数换回上年的值时结果相差多少。")
    sheet.heading(_("与上年对照"), note)
    sheet.head(frozen="B")
    sheet.band(_("主要结果与上年对照"), look.SECTION)
    for limb, lines in by_limb(beside(last, evaluation)):
        sheet.band(limb_title(limb))
        for line in lines:
            _texts(sheet, (line.name, line.before, line.after, line.change, ""))
    found = year_change(evaluation, last)
    _levels(sheet, evaluation, found)
    _causes(sheet, found)
    for title, whose, names in (
        (_("今年新填的"), evaluation, found.filled),
        (_("上年填了、今年没有填的"), last, found.left),
    ):
        if names:
            sheet.row += 1
            sheet.band(title, look.SECTION)
            for label in item_labels(whose, names):
                _texts(sheet, (label, "", "", "", ""))


def _texts(sheet: Sheet, texts: tuple[str, ...]) -> None:
    for letter, text in zip("ABCDE", texts, strict=True):
        style = look.NUMBER if letter in "BCD" else look.CELL
        put_text(sheet[f"{letter}{sheet.row}"], text, style)
    sheet.row += 1


def _levels(sheet: Sheet, evaluation: Evaluation, found: YearChange) -> None:
    if not found.levels:
        return
    sheet.row += 1
    sheet.band(_("级别变了的指标"), look.SECTION)
    for one in found.levels:
        scale = scale_of(evaluation, one.after)
        badges = (level_badge(scale, one.before.level), level_badge(scale, one.after.level))
        before, after = (badge.word if badge is not None else "" for badge in badges)
        _texts(sheet, (named(one.after), before, after, "", ""))


def _causes(sheet: Sheet, found: YearChange) -> None:
    for one in found.moved:
        if not one.causes:
            continue
        sheet.row += 1
        title = _("{name}的变化主要来自").format(name=translate(one.after.name))
        sheet.band(f"{title}（{show_unit(one.after.unit)}）", look.SECTION)
        for cause in one.causes:
            row = sheet.row
            put_text(sheet[f"A{row}"], cause_name(cause))
            put_number(sheet[f"B{row}"], cause.before)
            put_number(sheet[f"C{row}"], cause.after)
            put_number(sheet[f"D{row}"], cause.effect)
            put_text(sheet[f"E{row}"], show_unit(cause.unit), look.MUTED)
            sheet.row += 1
