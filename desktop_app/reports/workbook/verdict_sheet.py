"""The sheet of conclusions: grade, axes, tables and headline figures, linked to where they live."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from desktop_app.core import summary
from desktop_app.core.pack import Limb
from desktop_app.core.result import Kind, Result, Status
from desktop_app.core.units import show_unit
from desktop_app.i18n import _, translate
from desktop_app.reports.limb_words import limb_title
from desktop_app.reports.words import (
    confidence_word,
    interval_text,
    scale_of,
    state_word,
    unnamed_duties,
)
from desktop_app.reports.workbook import look
from desktop_app.reports.workbook.calculation_sheet import checked
from desktop_app.reports.workbook.grid import TableSpots
from desktop_app.reports.workbook.live import state_word as live_state
from desktop_app.reports.workbook.places import DASH, Places, quoted_sheet
from desktop_app.reports.workbook.readiness_parts import APPLIES, HIGH, LOW
from desktop_app.reports.workbook.readiness_sheet import ReadinessSpots
from desktop_app.reports.workbook.sheet import (
    Column,
    Sheet,
    level_word,
    put_formula,
    put_number,
    put_text,
)


@dataclass(frozen=True, slots=True)
class Live:
    """Where the live conclusions stand: tables by id, and the readiness model."""

    tables: dict[str, TableSpots]
    readiness: ReadinessSpots | None


def write_verdict(sheet: Sheet, places: Places, live: Live) -> None:
    """Fill the sheet of conclusions."""
    evaluation = places.evaluation
    sheet.lay_out(
        (
            Column("A", _("结论"), 44),
            Column("B", _("数值"), 16, "right"),
            Column("C", _("单位"), 12),
            Column("D", _("级别或状态"), 26),
            Column("E", _("软件结果"), 26, "right"),
            Column("F", _("核对"), 9),
            Column("G", _("依据"), 18),
            Column("H", _("说明"), 60),
        )
    )
    name, year = evaluation.case.enterprise.name, evaluation.case.year
    sheet.heading(
        _("自评结论"),
        _("{name} · {year} 年 · 企业自评参考，非官方认定").format(name=name, year=year),
    )
    sheet.head(frozen="B")
    if live.readiness is not None:
        _readiness(sheet, places, live.readiness)
    for limb in summary.LIMBS:
        results = summary.of_limb(evaluation, limb)
        if results:
            sheet.band(limb_title(limb), look.SECTION)
        for result in results:
            if result.kind is Kind.ASSESSMENT:
                _table(sheet, places, result, live.tables[result.id])
            else:
                _figure(sheet, places, result)
    sheet.colour_when(f"F4:F{sheet.row}", "LEN($F4)>1", "level_below")


def _readiness(sheet: Sheet, places: Places, spots: ReadinessSpots) -> None:
    evaluation = places.evaluation
    model, verdict = evaluation.model.readiness, evaluation.readiness
    if model is None or verdict is None:
        return
    sheet.band(limb_title(Limb.READINESS), look.SECTION)
    head = f"{quoted_sheet(spots.sheet)}!"
    row = sheet.row
    _label(sheet, _("双近零自评等级"), verdict.confidence.word)
    put_formula(sheet[f"D{row}"], f"{head}{spots.grades.word}", look.STRONG)
    put_text(sheet[f"E{row}"], f"{verdict.grade.id} {translate(verdict.grade.name)}", look.COMPARED)
    put_formula(sheet[f"F{row}"], checked(f"D{row}", f"E{row}"), look.MUTED)
    best = f'"{_("补全后最好：")}"&{head}{spots.grades.word_high}'
    put_formula(sheet[f"H{row}"], best, look.MUTED)
    sheet.row += 1
    for axis, name in model.axes.items():
        place, score = spots.axes[axis], verdict.axes[axis]
        _label(sheet, f"{axis}  {translate(name)}", score.confidence.word)
        value = f'IF({head}{APPLIES}{place}=1,{head}{LOW}{place},"{DASH}")'
        _number(sheet, value, score.low)
        put_formula(
            sheet[f"H{sheet.row}"],
            f'"{_("补全后最好：")}"&TEXT({head}{HIGH}{place},"0.00")',
            look.MUTED,
        )
        sheet.row += 1
    _label(sheet, _("双近零指数 D"), verdict.confidence.word)
    _number(sheet, f"{head}{spots.index_low}", verdict.index)
    put_formula(
        sheet[f"H{sheet.row}"],
        f'"{_("补全后最好：")}"&TEXT({head}{spots.index_high},"0.00")',
        look.MUTED,
    )
    sheet.row += 1


def _label(sheet: Sheet, name: str, confidence: str) -> None:
    row = sheet.row
    put_text(sheet[f"A{row}"], name, look.STRONG)
    for letter in "BCDEF":
        put_text(sheet[f"{letter}{row}"], "")
    put_text(sheet[f"G{row}"], confidence_word(confidence), look.MUTED)
    put_text(sheet[f"H{row}"], "", look.MUTED)


def _number(sheet: Sheet, formula: str, value: Decimal | None) -> None:
    row = sheet.row
    put_formula(sheet[f"B{row}"], formula, look.TOTAL, "0.00")
    if value is None:
        put_text(sheet[f"E{row}"], DASH, look.COMPARED)
    else:
        put_number(sheet[f"E{row}"], value, look.COMPARED, "0.00")
    put_formula(sheet[f"F{row}"], checked(f"B{row}", f"E{row}"), look.MUTED)


def _table(sheet: Sheet, places: Places, result: Result, spots: TableSpots) -> None:
    row, scale = sheet.row, scale_of(places.evaluation, result)
    _label(sheet, translate(result.name), result.confidence.word)
    if spots.y_low:
        index = f"CHOOSE(MIN(N({spots.cell(spots.low)}),{len(spots.grid.met)}),"
        cells = [
            spots.cell(f"{_column(spots.y_low)}{_row(spots.y_low) + place}")
            for place in range(len(spots.grid.met))
        ]
        text = f'IF(LEN({spots.cell(spots.low)})=0,"",{index}{",".join(cells)}))'
        put_formula(sheet[f"B{row}"], text, look.TOTAL, "0.00")
        put_text(sheet[f"C{row}"], _("综合指数 Y"), look.MUTED)
    elif spots.index:
        put_formula(sheet[f"B{row}"], spots.cell(spots.index), look.TOTAL, "0.00")
        put_text(sheet[f"C{row}"], _("综合指数 P"), look.MUTED)
    put_formula(sheet[f"D{row}"], spots.cell(spots.word), look.STRONG)
    level = scale.level(result.level) if scale else None
    ours = level_word(level.sign, translate(level.name)) if level else _unnamed(result)
    put_text(sheet[f"E{row}"], ours, look.COMPARED)
    put_formula(sheet[f"F{row}"], checked(f"D{row}", f"E{row}"), look.MUTED)
    notes = [interval_text(places.evaluation, result)]
    notes += [note.message(translate) for note in result.notes]
    put_text(sheet[f"H{row}"], _("；").join(note for note in notes if note), look.MUTED)
    if scale is not None:
        sheet.colour_words(f"D{row}:E{row}", scale)
    sheet.row += 1


def _unnamed(result: Result) -> str:
    if result.limb is Limb.POLICY:
        return unnamed_duties(result)
    return _("不适用") if result.status is Status.NA else _("暂不定级")


def _column(place: str) -> str:
    return place.rstrip("0123456789")


def _row(place: str) -> int:
    return int(place[len(_column(place)) :])


def _figure(sheet: Sheet, places: Places, result: Result) -> None:
    row, spot = sheet.row, places.spot(result.id)
    _label(sheet, translate(result.name), result.confidence.word)
    value, state = (spot.cell(one, sheet.title) for one in (spot.value, spot.state))
    put_formula(sheet[f"B{row}"], value, look.TOTAL, look.number_format(result.value))
    put_text(sheet[f"C{row}"], show_unit(result.unit), look.MUTED)
    put_formula(sheet[f"D{row}"], live_state(state), look.CELL)
    if result.value is None or result.status is Status.NA:
        put_text(sheet[f"E{row}"], state_word(result.status), look.COMPARED)
        same = f'IF(ISNUMBER(B{row}),"{_("已更改")}","✓")'
    else:
        put_number(sheet[f"E{row}"], result.value, look.COMPARED)
        same = checked(f"B{row}", f"E{row}")
    put_formula(sheet[f"F{row}"], same, look.MUTED)
    sheet.row += 1
