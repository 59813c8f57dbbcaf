"""The sheet of changes: how much of the workbook differs from what was exported, and what to try.

A reader who changes a cell sees here what moved; the advice below says which cells are worth it.
"""

from __future__ import annotations

from desktop_app.core import summary
from desktop_app.core.evaluate import Evaluation
from desktop_app.i18n import _, translate
from desktop_app.reports.words import amount, scale_of
from desktop_app.reports.workbook import look
from desktop_app.reports.workbook.calculation_sheet import CHECK
from desktop_app.reports.workbook.data_sheet import CHANGED
from desktop_app.reports.workbook.places import Places, quoted_sheet
from desktop_app.reports.workbook.sheet import Column, Sheet, put_formula, put_text
from desktop_app.reports.workbook.verdict_sheet import Live

_STEPS = 12


def write_changes(sheet: Sheet, places: Places, live: Live, titles: tuple[str, str, str]) -> None:
    """Fill the sheet; `titles` are those of data, calculation and conclusions."""
    sheet.lay_out(
        (
            Column("A", _("内容"), 60),
            Column("B", _("处数"), 12, "right"),
            Column("C", _("说明"), 80),
        )
    )
    sheet.heading(_("更改提示"), _("改动浅黄底的格子后，这里显示与导出时相比有多少处变了。"))
    sheet.head()
    data, calculation, verdict = (quoted_sheet(title) for title in titles)
    word = _("已更改")
    counts = (
        (_("改动过的数据"), f'COUNTIF({data}!{CHANGED}:{CHANGED},"{word}")', titles[0]),
        (_("随之变化的计算值"), f'COUNTIF({calculation}!{CHECK}:{CHECK},"{word}")', titles[1]),
        *(
            (
                _("{table}：级别变化的行").format(table=table.sheet),
                f'COUNTIF({table.column(table.grid.check)},"{word}")',
                table.sheet,
            )
            for table in live.tables.values()
        ),
        (_("变化的结论"), f'COUNTIF({verdict}!F:F,"{word}")', titles[2]),
    )
    first = sheet.row
    for label, formula, where in counts:
        put_text(sheet[f"A{sheet.row}"], label)
        put_formula(sheet[f"B{sheet.row}"], formula, look.TOTAL, "0")
        put_text(sheet[f"C{sheet.row}"], _("见工作表“{sheet}”").format(sheet=where), look.MUTED)
        sheet.row += 1
    sheet.colour_when(f"B{first}:B{sheet.row}", f"B{first}>0", "level_below")
    _advice(sheet, places.evaluation)
    _gaps(sheet, places.evaluation)


def _advice(sheet: Sheet, evaluation: Evaluation) -> None:
    steps = summary.next_steps(evaluation, _STEPS)
    if not steps:
        return
    sheet.row += 1
    sheet.band(_("最值得先做的事"), look.SECTION)
    for step in steps:
        put_text(sheet[f"A{sheet.row}"], step.advice.message(translate))
        put_text(sheet[f"B{sheet.row}"], "")
        put_text(sheet[f"C{sheet.row}"], step.advice.remedy(translate), look.MUTED)
        sheet.row += 1


def _gaps(sheet: Sheet, evaluation: Evaluation) -> None:
    gaps = [one for one in summary.gaps(evaluation) if one.standing and one.standing.gap]
    if not gaps:
        return
    sheet.row += 1
    sheet.band(_("距下一级别的差距（导出时）"), look.SECTION)
    for result in gaps:
        standing, scale = result.standing, scale_of(evaluation, result)
        level = scale.level(standing.next_level) if scale and standing else None
        if standing is None or level is None:
            continue
        name = f"{translate(result.name)}{' *' if standing.limiting else ''}"
        put_text(sheet[f"A{sheet.row}"], name)
        put_text(sheet[f"B{sheet.row}"], amount(standing.gap, result.unit), look.NUMBER)
        text = _("企业值 {value}，到{level}还差这么多").format(
            value=amount(result.value, result.unit), level=translate(level.name)
        )
        put_text(sheet[f"C{sheet.row}"], text, look.MUTED)
        sheet.row += 1
