"""The comparison of two states of cases as a workbook: what they come to, and what differs.

It is told what to write; nothing is judged or looked up here. Texts never act as formulas; the
change in per cent is a live formula over the two figures beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Final

from openpyxl.workbook import Workbook
from openpyxl.workbook.properties import CalcProperties

from desktop_app.core.problems import Problem
from desktop_app.i18n import _
from desktop_app.reports.workbook import look
from desktop_app.reports.workbook.sheet import Column, Sheet, put_formula, put_number, put_text
from desktop_app.reports.writing import write_whole

_TONES: Final = ("level_2", "level_1", "level_below")


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One place that differs: its fate, what it belongs to, its name, and both contents.

    Where both are figures, `was` and `now` are in `unit`.
    """

    fate: str
    what: str
    name: str
    old: str
    new: str
    was: Decimal | None = None
    now: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class ComparisonBook:
    """All there is to write; `fates` are the words for changed, new and gone in that order."""

    title: str
    note: str
    old: str
    new: str
    verdict: Sequence[tuple[str, str, str]]
    rows: Sequence[ComparedRow]
    fates: tuple[str, str, str]


def write_comparison(book: ComparisonBook, target: Path) -> Problem | None:
    """Write the workbook; it appears as a whole or not at all. Problems: `report.cannot_write`."""
    stream = BytesIO()
    make_comparison(book).save(stream)
    return write_whole(target, stream.getvalue())


def make_comparison(told: ComparisonBook) -> Workbook:
    """The workbook, not yet written."""
    book = Workbook()
    book.remove(book.worksheets[0])
    look.add_styles(book)
    book.calculation = CalcProperties(fullCalcOnLoad=True)
    book.properties.title = told.title
    verdict, data = Sheet(book, _("结论对比")), Sheet(book, _("数据变化"))
    _write_verdict(verdict, told)
    _write_rows(data, told)
    for sheet in (verdict, data):
        sheet.fit_rows()
        sheet.set_up_print(told.title, _("企业自评参考，非官方认定"))
    return book


def _write_verdict(sheet: Sheet, told: ComparisonBook) -> None:
    sheet.lay_out(
        [Column("A", _("项目"), 30), Column("B", told.old, 42), Column("C", told.new, 42)]
    )
    sheet.heading(told.title)
    sheet.remark(told.note)
    sheet.head(frozen="B")
    first = sheet.row
    for name, old, new in told.verdict:
        for letter, text in (("A", name), ("B", old), ("C", new)):
            put_text(sheet[f"{letter}{sheet.row}"], text)
        sheet.row += 1
    if told.verdict:
        area = f"C{first}:C{sheet.row - 1}"
        sheet.colour_when(area, f"C{first}<>B{first}", "accent")


def _write_rows(sheet: Sheet, told: ComparisonBook) -> None:
    sheet.lay_out(
        [
            Column("A", _("变化"), 8, "center"),
            Column("B", _("类别"), 14),
            Column("C", _("名称"), 44),
            Column("D", told.old, 30),
            Column("E", told.new, 30),
            Column("F", _("原值"), 16, "right"),
            Column("G", _("现值"), 16, "right"),
            Column("H", _("单位"), 12),
            Column("I", _("增减"), 12, "right"),
        ]
    )
    count = _("共 {count} 处不同").format(count=len(told.rows))
    sheet.heading(_("数据变化"), count)
    head = sheet.head(frozen="D")
    first = sheet.row
    for row in told.rows:
        _write_row(sheet, row)
    last = max(sheet.row - 1, head)
    sheet.ws.auto_filter.ref = f"A{head}:I{last}"
    for word, tone in zip(told.fates, _TONES, strict=True):
        if told.rows:
            sheet.colour_when(f"A{first}:A{last}", f'A{first}="{word}"', tone)


def _write_row(sheet: Sheet, row: ComparedRow) -> None:
    at = sheet.row
    put_text(sheet[f"A{at}"], row.fate, look.MIDDLE)
    for letter, text in (("B", row.what), ("C", row.name), ("D", row.old), ("E", row.new)):
        put_text(sheet[f"{letter}{at}"], text)
    for letter, value in (("F", row.was), ("G", row.now)):
        put_number(sheet[f"{letter}{at}"], value)
    put_text(sheet[f"H{at}"], row.unit)
    if row.was is not None and row.now is not None and row.was:
        put_formula(sheet[f"I{at}"], f"G{at}/F{at}-1", look.NUMBER, "+0.0%;-0.0%;0.0%")
    else:
        put_text(sheet[f"I{at}"], "")
    sheet.row += 1
