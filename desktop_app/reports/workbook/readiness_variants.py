"""Below the model: the grade judged other ways, and the distance to the best level, as judged.

These are our figures, not live ones: another way of judging would need a second copy of the whole
model with its tables. The sheet says so where they stand. The residual emissions are live.
"""

from __future__ import annotations

from decimal import Decimal

from desktop_app.core.methods.readiness import ReadinessVerdict
from desktop_app.core.residual import mean_distance, residual_figures
from desktop_app.core.sensitivity import sensitivity
from desktop_app.core.units import show_unit
from desktop_app.i18n import _, translate
from desktop_app.reports.workbook import look
from desktop_app.reports.workbook.places import DASH
from desktop_app.reports.workbook.readiness_parts import (
    HIGH,
    LOW,
    NAME,
    NO,
    UNIT,
    VALUE,
    WHY,
    ReadinessWriter,
)
from desktop_app.reports.workbook.sheet import put_formula, put_number, put_text


def write_variants(writer: ReadinessWriter) -> None:
    """The position as judged, and judged every other way the model names."""
    sheet, evaluation = writer.sheet, writer.places.evaluation
    outcomes = sensitivity(evaluation)
    if not outcomes or evaluation.readiness is None:
        return
    sheet.row += 1
    sheet.band(_("换一种算法时的得分和等级（判定时的结果，不随单元格更改；P、C 各占一行）"))
    rows = [(_("本次判定"), evaluation.readiness, "")]
    for one in outcomes:
        left = _("、").join(translate(name) for name in one.left_out)
        note = translate(one.variant.note)
        said = _("{note}未计：{names}。").format(note=note, names=left) if left else note
        rows.append((translate(one.variant.name), one.verdict, said))
    for name, verdict, note in rows:
        _put(writer, name, verdict, note)


def _put(writer: ReadinessWriter, name: str, verdict: ReadinessVerdict, note: str) -> None:
    sheet = writer.sheet
    row = sheet.ruled()
    put_text(sheet[f"{NO}{row}"], "", look.MUTED)
    put_text(sheet[f"{NAME}{row}"], name, look.STRONG)
    put_text(sheet[f"{LOW}{row}"], verdict.grade.id, look.STATIC)
    put_text(sheet[f"{HIGH}{row}"], verdict.grade_high.id, look.STATIC)
    put_text(sheet[f"{WHY}{row}"], note, look.MUTED)
    sheet.row += 1
    for axis, score in verdict.axes.items():
        row = sheet.ruled()
        put_text(sheet[f"{NO}{row}"], "", look.MUTED)
        put_text(sheet[f"{NAME}{row}"], f"　{axis}")
        for letter, points in ((LOW, score.low), (HIGH, score.high)):
            _number(writer, f"{letter}{row}", points)
        sheet.row += 1


def _number(writer: ReadinessWriter, cell: str, value: Decimal | None) -> None:
    if value is None:
        put_text(writer.sheet[cell], DASH, look.STATIC)
    else:
        put_number(writer.sheet[cell], value, look.STATIC, "0.00")


def write_residual(writer: ReadinessWriter) -> None:
    """Residual emissions before and after offsets, live, beside the distance to the best level."""
    sheet, evaluation = writer.sheet, writer.places.evaluation
    figures = residual_figures(evaluation)
    if not figures:
        return
    sheet.row += 1
    sheet.band(_("残余排放（抵销前后）与行业可达最好水平"))
    for one in figures:
        row = sheet.ruled()
        put_text(sheet[f"{NO}{row}"], "", look.MUTED)
        put_text(sheet[f"{NAME}{row}"], translate(one.name))
        put_formula(sheet[f"{VALUE}{row}"], writer.scope.ref(one.id), look.NUMBER)
        put_text(sheet[f"{UNIT}{row}"], show_unit(one.unit), look.MUTED)
        put_text(sheet[f"{WHY}{row}"], translate(one.cited.note), look.MUTED)
        sheet.row += 1
    row = sheet.ruled()
    put_text(sheet[f"{NO}{row}"], "", look.MUTED)
    put_text(sheet[f"{NAME}{row}"], _("距行业可达最好水平（能效标杆，按产量加权）"))
    _number(writer, f"{VALUE}{row}", mean_distance(evaluation))
    put_text(sheet[f"{UNIT}{row}"], "%", look.MUTED)
    put_text(sheet[f"{WHY}{row}"], _("判定时的结果，不随单元格更改。"), look.MUTED)
    sheet.row += 1
