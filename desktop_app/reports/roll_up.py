"""The roll-up workbook 汇总: one row per case, live totals, and counts for one year.

It is told what to write, column by column; what the columns mean is not known here. Texts never
act as formulas. The totals follow the filter of the list, the counts the year chosen above them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Final, TypeAlias

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.workbook.properties import CalcProperties
from openpyxl.worksheet.datavalidation import DataValidation

from desktop_app.core.problems import Problem
from desktop_app.i18n import _
from desktop_app.reports.stamps.stamping import Stamping
from desktop_app.reports.workbook import look
from desktop_app.reports.workbook.packing import packed
from desktop_app.reports.workbook.places import quoted_sheet
from desktop_app.reports.workbook.sheet import Column, Sheet, put_formula, put_number, put_text
from desktop_app.reports.workbook.stamp_sheet import StampSheet
from desktop_app.reports.writing import write_whole

Value: TypeAlias = "str | int | Decimal | None"
Going: TypeAlias = Callable[[float], bool]
_TELL_EVERY: Final = 100
_MOST_YEARS: Final = 60
_A3: Final = 8


class Form(StrEnum):
    """What stands in a column."""

    TEXT = "text"
    MIDDLE = "middle"
    YEAR = "year"
    COUNT = "count"
    FIGURE = "figure"
    POINTS = "points"
    SHARE = "share"


class Total(StrEnum):
    """What is worked out of a column over the rows that are shown."""

    NONE = ""
    COUNT = "count"
    SUM = "sum"
    MEAN = "mean"


_FORMATS: Final = {
    Form.YEAR: "0",
    Form.COUNT: "#,##0",
    Form.FIGURE: "#,##0.00",
    Form.POINTS: "0.0",
    Form.SHARE: "0%",
}
_SUBTOTAL: Final = {Total.COUNT: 103, Total.SUM: 109, Total.MEAN: 101}


@dataclass(frozen=True, slots=True)
class RollUpColumn:
    """A column: its head, width in characters, what is in it, its total, and its level tones.

    A `counted` column is counted word by word on the second sheet, a `summed` one added up there
    by what stands in counted columns. `tones` colour the words of levels.
    """

    head: str
    width: int
    form: Form = Form.TEXT
    total: Total = Total.NONE
    counted: bool = False
    summed: bool = False
    tones: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RollUp:
    """All there is to write: `year` is the place of the column with the year of a row.

    `frozen` columns stay in sight, the first `printed` are printed, `notes` are the lines of the
    sheet that explains.
    """

    title: str
    notes: tuple[str, ...]
    columns: tuple[RollUpColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    year: int
    frozen: int
    printed: int


class StoppedError(Exception):
    """Raised inside when `going` said to stop; nothing was written."""


def write_roll_up(
    roll_up: RollUp,
    target: Path,
    going: Going | None = None,
    stamping: Stamping | None = None,
) -> Problem | None:
    """Write the workbook; it appears as a whole or not at all.

    With `stamping` the file says where it comes from.

    `going` is told how far it is and says whether to go on. Problems: `report.cannot_write`.

    Raises:
        StoppedError: `going` said no.
    """
    book = make_roll_up(roll_up, going)
    if stamping is not None:
        StampSheet(book).fill(stamping.provenance)
    created = stamping.provenance.created if stamping is not None else ""
    return write_whole(target, packed(book, created, stamping))


def make_roll_up(roll_up: RollUp, going: Going | None = None) -> Workbook:
    """The workbook, not yet written."""
    book = Workbook()
    book.remove(book.worksheets[0])
    look.add_styles(book)
    book.calculation = CalcProperties(fullCalcOnLoad=True)
    book.properties.title = roll_up.title
    listed, counts, notes = (Sheet(book, title) for title in (_("汇总"), _("统计"), _("说明")))
    first = _write_list(listed, roll_up, going)
    _write_counts(counts, roll_up, _Spots(listed.title, first, first + len(roll_up.rows) - 1))
    _write_notes(notes, roll_up)
    for sheet in (listed, counts, notes):
        sheet.set_up_print(roll_up.title, _("企业自评参考，非官方认定"))
    listed.ws.page_setup.paperSize = _A3
    listed.ws.print_area = f"A1:{_letter(roll_up.printed - 1)}{max(listed.row - 1, first)}"
    return book


def _letter(place: int) -> str:
    return get_column_letter(place + 1)


# --- the list --------------------------------------------------------------------------------


def _write_list(sheet: Sheet, roll_up: RollUp, going: Going | None) -> int:
    """Title, totals, head, one row per case; gives the first of them."""
    sheet.lay_out(
        [
            Column(_letter(place), one.head, one.width, _stands(one.form))
            for place, one in enumerate(roll_up.columns)
        ]
    )
    sheet.heading(
        roll_up.title,
        _("下面一行的合计、平均只算筛选后看得见的行；同一企业有几个年度时，请先按年度筛选。"),
    )
    totals = sheet.row
    first, last = totals + 2, totals + 1 + len(roll_up.rows)
    _write_totals(sheet, roll_up, totals, (first, max(first, last)))
    sheet.row += 1
    head = sheet.head(frozen=_letter(roll_up.frozen))
    ws = sheet.ws
    for number, row in enumerate(roll_up.rows):
        if (
            going is not None
            and number % _TELL_EVERY == 0
            and not going(number / len(roll_up.rows))
        ):
            raise StoppedError
        for place, (column, value) in enumerate(zip(roll_up.columns, row, strict=True), 1):
            _put(sheet, ws.cell(first + number, place).coordinate, column.form, value)
    sheet.row = max(first, last) + 1
    ws.auto_filter.ref = f"A{head}:{_letter(len(roll_up.columns) - 1)}{max(head, last)}"
    for place, column in enumerate(roll_up.columns):
        area = f"{_letter(place)}{first}:{_letter(place)}{max(first, last)}"
        for word, tone in column.tones.items():
            quoted = word.replace('"', '""')
            sheet.colour_when(area, f'{_letter(place)}{first}="{quoted}"', tone)
    return first


def _stands(form: Form) -> str:
    if form is Form.TEXT:
        return "left"
    return "center" if form in (Form.MIDDLE, Form.YEAR) else "right"


def _put(sheet: Sheet, place: str, form: Form, value: Value) -> None:
    cell = sheet[place]
    if isinstance(value, str):
        put_text(cell, value, look.LINE if form is Form.TEXT else look.MIDDLE)
    elif form in (Form.TEXT, Form.MIDDLE):
        put_text(cell, "", look.LINE)
    else:
        style = look.MIDDLE if form is Form.YEAR else look.NUMBER
        fmt = look.number_format(value) if isinstance(value, Decimal) else ""
        put_number(cell, value, style, fmt if form is Form.FIGURE and fmt else _FORMATS[form])


def _write_totals(sheet: Sheet, roll_up: RollUp, row: int, rows: tuple[int, int]) -> None:
    sheet.ws.row_dimensions[row].height = 22
    for place, column in enumerate(roll_up.columns):
        if column.total is not Total.NONE:
            letter = _letter(place)
            area = f"{letter}{rows[0]}:{letter}{rows[1]}"
            formula = f"SUBTOTAL({_SUBTOTAL[column.total]},{area})"
            if column.total is Total.MEAN:
                formula = f'IFERROR({formula},"")'
            if column.total is Total.COUNT:
                fmt = _counted(_("所示 {count} 个自评"))
            else:
                fmt = _FORMATS.get(column.form, "#,##0")
            style = look.STRONG if column.total is Total.COUNT else look.TOTAL
            put_formula(sheet[f"{letter}{row}"], formula, style, fmt)


def _counted(words: str) -> str:
    """The number format that says a count in words."""
    before, _count, after = words.replace('"', "").partition("{count}")
    return f'"{before}"#,##0"{after}"'


# --- the counts ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Spots:
    """Where the rows of the list are."""

    sheet: str
    first: int
    last: int

    def column(self, place: int) -> str:
        """An absolute reference to a column of the list."""
        letter, last = _letter(place), max(self.first, self.last)
        return f"{quoted_sheet(self.sheet)}!${letter}${self.first}:${letter}${last}"


def _write_counts(sheet: Sheet, roll_up: RollUp, spots: _Spots) -> None:
    """The year to count, then a small table for each counted column."""
    summed = [place for place, one in enumerate(roll_up.columns) if one.summed]
    heads = [_("项目"), _("自评数"), *(roll_up.columns[place].head for place in summed)]
    widths = (34, 12, *(20 for _place in summed))
    sheet.lay_out(
        [
            Column(_letter(n), head, width, "left" if n == 0 else "right")
            for n, (head, width) in enumerate(zip(heads, widths, strict=True))
        ]
    )
    sheet.heading(_("统计"), _("改动年度，下面各表随之重算；数都出自“汇总”，不受筛选影响。"))
    year = _ask_year(sheet, roll_up)
    for place, column in enumerate(roll_up.columns):
        if column.counted:
            _write_count(sheet, roll_up, spots, place, year, summed)
    sheet.ws.freeze_panes = f"A{int(year.rpartition('$')[2]) + 1}"


def _ask_year(sheet: Sheet, roll_up: RollUp) -> str:
    """The cell with the year to count; gives its absolute address."""
    row = sheet.row
    years = sorted({row[roll_up.year] for row in roll_up.rows if row[roll_up.year]}, key=str)
    put_text(sheet[f"A{row}"], _("统计年度"), look.STRONG)
    newest = years[-1] if years else None
    put_number(
        sheet[f"B{row}"],
        newest if isinstance(newest, int) else None,
        look.INPUT_NUMBER,
        _FORMATS[Form.YEAR],
    )
    if years:
        listed = ",".join(str(one) for one in years[-_MOST_YEARS:])
        choice = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=False)
        choice.add(f"B{row}")
        sheet.ws.add_data_validation(choice)
    sheet.row += 2
    return f"$B${row}"


def _write_count(
    sheet: Sheet,
    roll_up: RollUp,
    spots: _Spots,
    place: int,
    year: str,
    summed: Sequence[int],
) -> None:
    """How many cases of the year have each word of a column, and what their figures add up to."""
    column = roll_up.columns[place]
    sheet.band(column.head)
    # Equality, not COUNTIF: that would read a name such as ">5" or "a*" as a condition.
    of_year = f"({spots.column(roll_up.year)}={year})"
    words = dict.fromkeys(str(row[place]) for row in roll_up.rows if row[place])
    first = sheet.row
    for word in _in_order(words, column):
        row = sheet.row
        put_text(sheet[f"A{row}"], word, look.LINE)
        mine = f"{of_year}*({spots.column(place)}=$A{row})"
        put_formula(sheet[f"B{row}"], f"SUMPRODUCT({mine})", look.NUMBER, "#,##0")
        for number, other in enumerate(summed, 2):
            formula = f"SUMPRODUCT({mine},{spots.column(other)})"
            put_formula(sheet[f"{_letter(number)}{row}"], formula, look.NUMBER, "#,##0.00")
        sheet.row += 1
    last = sheet.row - 1
    put_text(sheet[f"A{sheet.row}"], _("合计"), look.STRONG)
    for number in range(1, len(summed) + 2):
        letter = _letter(number)
        area = f"SUM({letter}{first}:{letter}{last})" if last >= first else "0"
        put_formula(
            sheet[f"{letter}{sheet.row}"], area, look.TOTAL, "#,##0" if number == 1 else "#,##0.00"
        )
    if column.tones and last >= first:
        for word, tone in column.tones.items():
            quoted = word.replace('"', '""')
            sheet.colour_when(f"A{first}:A{last}", f'A{first}="{quoted}"', tone)
    sheet.row += 2


def _in_order(words: dict[str, None], column: RollUpColumn) -> list[str]:
    """Levels from best to worst as the column names them, other words by themselves."""
    ranks = {word: rank for rank, word in enumerate(column.tones)}
    return sorted(words, key=lambda word: (ranks.get(word, len(ranks)), word))


def _write_notes(sheet: Sheet, roll_up: RollUp) -> None:
    sheet.lay_out([Column("A", "", 96)])
    sheet.heading(roll_up.title)
    for note in roll_up.notes:
        put_text(sheet[f"A{sheet.row}"], note, look.CELL)
        sheet.row += 1
    sheet.fit_rows()
