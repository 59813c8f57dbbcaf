"""The sheet with what policy tables ask of the other tables, live: their rows read it by name."""

from __future__ import annotations

from collections.abc import Mapping

from desktop_app.core.dependencies import formulas_of_indicator
from desktop_app.core.pack import Limb
from desktop_app.core.policy_truths import truths_of_policy
from desktop_app.i18n import _
from desktop_app.reports.workbook import look
from desktop_app.reports.workbook.grid import TableSpots
from desktop_app.reports.workbook.live import Statics
from desktop_app.reports.workbook.places import DASH, Places, Spot
from desktop_app.reports.workbook.readiness_parts import ReadinessWriter
from desktop_app.reports.workbook.readiness_truths import found_truths
from desktop_app.reports.workbook.sheet import Column, Sheet, put_formula, put_text
from desktop_app.reports.workbook.states import KNOWN, NOT_APPLICABLE, OPEN


def write_asked_tables(
    sheet: Sheet, places: Places, statics: Statics, tables: Mapping[str, TableSpots]
) -> None:
    """Fill the sheet, and let formulas find the truths by their names."""
    sheet.lay_out(
        (
            Column("A", _("判断"), 60),
            Column("B", _("结果"), 14, "center"),
            *(Column(letter, "", 8, hidden=True) for letter in "CDEF"),
        )
    )
    sheet.heading(_("对照依据"), _("政策要求用到的其他各表的结论，随数据变化。"))
    sheet.head(frozen="B")
    rules = [
        formula
        for table in places.model.assessments
        if table.limb is Limb.POLICY
        for row in table.indicators
        for formula in formulas_of_indicator(row)
    ]
    found = found_truths(ReadinessWriter(sheet, places, statics, tables), rules)
    for name in truths_of_policy(places.model):
        label, low, high, none = found[name]
        row = sheet.ruled()
        put_text(sheet[f"A{row}"], label)
        put_formula(sheet[f"C{row}"], f'IF({none},"",{low})', look.HELPER)
        put_formula(sheet[f"D{row}"], f'IF({none},"",{high})', look.HELPER)
        same = f"AND(NOT({none}),C{row}=D{row})"
        put_formula(sheet[f"E{row}"], f'IF({none},"{DASH}",IF({same},C{row},""))', look.HELPER)
        state = f"IF({none},{NOT_APPLICABLE},IF({same},{KNOWN},{OPEN}))"
        put_formula(sheet[f"F{row}"], state, look.HELPER)
        word = f'IF(F{row}={NOT_APPLICABLE},"{DASH}",IF(F{row}={OPEN},"{_("待补")}",'
        put_formula(sheet[f"B{row}"], f'{word}IF(E{row},"{_("是")}","{_("否")}")))', look.MIDDLE)
        places.spots[name] = Spot(sheet.title, row, "E", "F")
        sheet.row += 1
