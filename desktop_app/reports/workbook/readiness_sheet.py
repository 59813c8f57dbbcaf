"""The sheet of the double near-zero model: sub-indices, axes, gates, grades - live throughout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop_app.core.methods.readiness import ReadinessVerdict
from desktop_app.core.pack import Readiness, SubIndex
from desktop_app.i18n import _, translate
from desktop_app.reports.workbook import look
from desktop_app.reports.workbook.grid import TableSpots
from desktop_app.reports.workbook.live import StaticCell, Statics
from desktop_app.reports.workbook.places import DASH, Places
from desktop_app.reports.workbook.readiness_grade import (
    HIDDEN,
    GradeSpots,
    write_gates,
    write_grades,
)
from desktop_app.reports.workbook.readiness_parts import (
    ANCHORS,
    APPLIES,
    CHECK,
    COUNTED,
    HIGH,
    LOW,
    NAME,
    NO,
    OUR_HIGH,
    OUR_LOW,
    POINTS,
    STATE,
    UNIT,
    VALUE,
    WEIGHT,
    WHY,
    WORD,
    Points,
    ReadinessWriter,
    put_scores,
    write_part,
)
from desktop_app.reports.workbook.readiness_truths import write_truths
from desktop_app.reports.workbook.readiness_variants import write_residual, write_variants
from desktop_app.reports.workbook.sheet import (
    Column,
    Sheet,
    dress,
    put_formula,
    put_number,
    put_text,
)
from desktop_app.reports.workbook.states import KNOWN, NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class ReadinessSpots:
    """Where the results of the model stand: rows of axes, cells of grades and of D."""

    sheet: str
    axes: Mapping[str, int]
    grades: GradeSpots
    index_low: str
    index_high: str


def write_readiness(
    sheet: Sheet,
    places: Places,
    statics: Statics,
    tables: Mapping[str, TableSpots],
    model: Readiness,
    verdict: ReadinessVerdict,
) -> ReadinessSpots:
    """Fill the sheet and say where its results stand."""
    writer = ReadinessWriter(sheet, places, statics, tables)
    sheet.lay_out(_columns())
    sheet.heading(translate(model.name))
    headline = sheet.line("", look.LEAD, 20)
    sheet.remark(translate(model.statement))
    sheet.head(frozen=WEIGHT)
    rows: dict[str, int] = {}
    for axis, name in model.axes.items():
        sheet.band(f"{axis}  {translate(name)}")
        for sub in model.sub_indices:
            if sub.axis == axis:
                rows[sub.id] = _sub_index(writer, sub, verdict)
    sheet.band(_("两轴得分"))
    for axis, name in model.axes.items():
        own = [rows[sub.id] for sub in model.sub_indices if sub.axis == axis]
        rows[axis] = _axis(writer, axis, translate(name), own, verdict)
    index = _index(sheet, model, verdict, rows)
    truths, words = write_truths(writer, model)
    judged = {"truths": truths, "gates": write_gates(writer, model, verdict, truths)}
    grades = write_grades(writer, model, verdict, judged, rows, words)
    write_residual(writer)
    write_variants(writer)
    p_and_c = "&".join(
        f'"，{axis} "&IF(ISNUMBER({LOW}{rows[axis]}),TEXT({LOW}{rows[axis]},"0.0"),"—")'
        for axis in model.axes
    )
    text = f'"{_("自评等级：")}"&{grades.word}&{p_and_c}&"，D "&TEXT({index[0]},"0.0")'
    put_formula(sheet[f"{NO}{headline}"], text, look.LEAD)
    sheet.colour_when(f"{CHECK}5:{CHECK}{sheet.row}", f"LEN({CHECK}5)>1", "level_below")
    return ReadinessSpots(sheet.title, {axis: rows[axis] for axis in model.axes}, grades, *index)


def _columns() -> tuple[Column, ...]:
    heads = {
        "worst": _("最差点"),
        "base": _("基准点"),
        "advanced": _("先进点"),
        "near_zero": _("近零点"),
    }
    return (
        Column("A", _("编号"), 8, hidden=True),
        Column(NO, _("编号"), 7),
        Column(NAME, _("内容"), 44),
        Column(WEIGHT, _("权重"), 8, "right"),
        Column(VALUE, _("企业值"), 14, "right"),
        Column(UNIT, _("单位"), 11),
        *(Column(letter, heads[name], 10, "right") for name, letter in ANCHORS.items()),
        Column(LOW, _("按已填"), 11, "right"),
        Column(HIGH, _("补全后最好"), 12, "right"),
        Column(WORD, _("状态"), 9),
        Column(OUR_LOW, _("软件：按已填"), 12, "right"),
        Column(OUR_HIGH, _("软件：最好"), 12, "right"),
        Column(CHECK, _("核对"), 8),
        Column(WHY, _("说明"), 44),
        *(
            Column(letter, "", 8, hidden=True)
            for letter in (STATE, APPLIES, COUNTED, POINTS, *HIDDEN)
        ),
    )


def _sub_index(writer: ReadinessWriter, sub: SubIndex, verdict: ReadinessVerdict) -> int:
    """A sub-index with its parts below it; gives its row."""
    sheet, row = writer.sheet, writer.sheet.ruled()
    score = verdict.sub_indices[sub.id]
    put_text(sheet[f"{NO}{row}"], sub.id, look.STRONG)
    put_text(sheet[f"{NAME}{row}"], translate(sub.name), look.STRONG)
    put_number(sheet[f"{WEIGHT}{row}"], sub.weight)
    put_text(sheet[f"{WHY}{row}"], translate(sub.why), look.MUTED)
    sheet.row += 1
    first = sheet.row
    for place, part in enumerate(sub.parts):
        write_part(writer, part, score.parts[place] if score.parts else None)
    last = sheet.row - 1
    counted = f"{COUNTED}{first}:{COUNTED}{last}"
    averages = [
        f"SUMPRODUCT({counted},{letter}{first}:{letter}{last})/SUM({counted})"
        for letter in (LOW, HIGH)
    ]
    has_any = f"IF(SUM({counted})=0,0,1)"
    points = _conditional(writer, sub, Points(has_any, *averages))
    put_scores(sheet, row, points, score)
    _finish(sheet, row)
    return row


def _conditional(writer: ReadinessWriter, sub: SubIndex, points: Points) -> Points:
    """A sub-index with a condition: wholly open while nobody knows whether it applies."""
    if sub.applies is None:
        return points
    text, state = writer.scope.finished(sub.applies), writer.scope.state(sub.applies)
    if text is None or state is None:
        cell = f"{APPLIES}{writer.sheet.row}"
        writer.statics.found.append(StaticCell(writer.sheet.title, cell, translate(sub.name)))
        return points
    known, away = f"{text}=TRUE", f"OR({text}=FALSE,{state}={NOT_APPLICABLE})"
    return Points(
        f"IF({known},{points.applies},IF({away},0,1))",
        f"IF({known},{points.low},0)",
        f"IF({known},{points.high},100)",
    )


def _finish(sheet: Sheet, row: int) -> None:
    """The weight that counts, and the state grade rules see."""
    put_formula(sheet[f"{COUNTED}{row}"], f"{APPLIES}{row}*{WEIGHT}{row}", look.HELPER)
    text = f"IF({APPLIES}{row}=1,{KNOWN},{NOT_APPLICABLE})"
    put_formula(sheet[f"{STATE}{row}"], text, look.HELPER)


def _axis(
    writer: ReadinessWriter, axis: str, name: str, own: list[int], verdict: ReadinessVerdict
) -> int:
    sheet, row = writer.sheet, writer.sheet.ruled()
    put_text(sheet[f"{NO}{row}"], axis, look.STRONG)
    put_text(sheet[f"{NAME}{row}"], name, look.STRONG)
    weights = "+".join(f"{COUNTED}{sub}" for sub in own) or "0"
    put_formula(sheet[f"{WEIGHT}{row}"], weights, look.NUMBER, "0")
    averages = []
    for letter in (LOW, HIGH):
        terms = "+".join(f"{COUNTED}{sub}*N({letter}{sub})" for sub in own) or "0"
        averages.append(f"({terms})/{WEIGHT}{row}")
    text = f"IF({APPLIES}{row}=1,{KNOWN},{NOT_APPLICABLE})"
    put_formula(sheet[f"{STATE}{row}"], text, look.HELPER)
    points = Points(f"IF({WEIGHT}{row}=0,0,1)", *averages)
    put_scores(sheet, row, points, verdict.axes[axis])
    for letter in (LOW, HIGH):
        dress(sheet[f"{letter}{row}"], look.TOTAL)
        sheet[f"{letter}{row}"].number_format = "0.00"
    sheet.row += 1
    return row


def _index(
    sheet: Sheet, model: Readiness, verdict: ReadinessVerdict, rows: Mapping[str, int]
) -> tuple[str, str]:
    """D: the root of the product of two axes: none where one is n.a., zero where one is."""
    row = sheet.ruled()
    put_text(sheet[f"{NO}{row}"], "D", look.STRONG)
    put_text(sheet[f"{NAME}{row}"], _("双近零指数 D = √(P×C)"), look.STRONG)
    for letter in (LOW, HIGH):
        cells = [f"{letter}{rows[axis]}" for axis in model.axes]
        product = "*".join(f"N({cell})" for cell in cells) or "1"
        text = f"SQRT({product})" if len(model.axes) == 2 else product
        if cells:
            text = f'IF(COUNT({",".join(cells)})<{len(cells)},"{DASH}",{text})'
        put_formula(sheet[f"{letter}{row}"], text, look.TOTAL, "0.00")
    put_number(sheet[f"{OUR_LOW}{row}"], verdict.index, look.COMPARED, "0.00")
    put_number(sheet[f"{OUR_HIGH}{row}"], verdict.index_high, look.COMPARED, "0.00")
    sheet.row += 1
    return f"{LOW}{row}", f"{HIGH}{row}"
