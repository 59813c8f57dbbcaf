"""Writing the ledgers of a case as a workbook for colleagues: months, units, drop-down lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from desktop_app.exchange.template_book import (
    KEY_HEAD,
    NAME_HEAD,
    NOTE_HEAD,
    UNIT_HEAD,
    TemplateRow,
    TemplateSheet,
    mark_of,
)
from desktop_app.i18n import _

Step = Callable[[float], object]
_FONT: Final = "Microsoft YaHei"
_HAIR: Final = Side("thin", "D5DDD9")
_BOX: Final = Border(left=_HAIR, right=_HAIR, top=_HAIR, bottom=_HAIR)
_HEAD: Final = PatternFill("solid", start_color="1B7358", end_color="1B7358")
_INPUT: Final = PatternFill("solid", start_color="FFF8E1", end_color="FFF8E1")
_QUIET: Final = PatternFill("solid", start_color="F5F7F6", end_color="F5F7F6")
_MIDDLE: Final = Alignment(horizontal="center", vertical="center")
_RIGHT: Final = Alignment(horizontal="right", vertical="center")
_LEFT: Final = Alignment(horizontal="left", vertical="center", wrap_text=True)
_HEAD_ROW, _FIRST_MONTH, _YEAR, _NOTE = 4, 4, 16, 17
_WIDTHS: Final = {2: 30, 3: 12, _YEAR: 14, _NOTE: 34}
_MOST_LIST: Final = 250
"""Excel takes no longer list of choices in one text."""
_UNSAFE_TITLE: Final = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def write_template(
    sheets: Sequence[TemplateSheet],
    year: int,
    enterprise: str,
    guide: Sequence[str],
    step: Step = lambda _share: None,
) -> bytes:
    """The workbook; `guide` are the lines of its first sheet. `step` may raise to stop."""
    book = Workbook()
    first = book.active
    if not isinstance(first, Worksheet):
        raise TypeError(type(first))
    first.title = "说明"
    first.column_dimensions["A"].width = 100
    for number, line in enumerate(guide, 1):
        cell = first.cell(number, 1, _clean(line))
        cell.font = Font(name=_FONT, size=14 if number == 1 else 10, bold=number == 1)
        cell.alignment = _LEFT
    for number, sheet in enumerate(sheets):
        step(number / len(sheets))
        title = sheet.title.translate(_UNSAFE_TITLE)[:31]
        _Writer(book.create_sheet(title), year).write(sheet, enterprise)
    if sheets:
        book.active = 1
    stream = BytesIO()
    book.save(stream)
    step(1)
    return stream.getvalue()


class _Writer:
    """Writes one ledger."""

    def __init__(self, sheet: Worksheet, year: int) -> None:
        self.sheet = sheet
        self.year = year

    def write(self, ledger: TemplateSheet, enterprise: str) -> None:
        sheet = self.sheet
        sheet.column_dimensions["A"].hidden = True
        for column in range(2, _NOTE + 1):
            sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(column, 11)
        self._put(1, 1, mark_of(self.year))
        title = self._put(1, 2, f"{ledger.title}（{self.year} 年）  {enterprise}")
        title.font = Font(name=_FONT, size=14, bold=True, color="1B7358")
        self._put(2, 2, ledger.hint).font = Font(name=_FONT, size=9, color="56645E")
        self._heads()
        for number, row in enumerate(ledger.rows, _HEAD_ROW + 1):
            self._row(number, row)
        self._units(ledger.rows)
        sheet.freeze_panes = f"{get_column_letter(_FIRST_MONTH)}{_HEAD_ROW + 1}"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"

    def _put(self, row: int, column: int, value: Decimal | str) -> Cell:
        cell = self.sheet.cell(row, column)
        if not isinstance(cell, Cell):
            raise TypeError(cell.coordinate)
        cell.font = Font(name=_FONT, size=10)
        if isinstance(value, Decimal):
            cell.value = value
        elif value:
            cell.value = _clean(value)
            cell.data_type = "s"
            cell.quotePrefix = value[:1] in tuple("=+-@'")
        return cell

    def _heads(self) -> None:
        months = [f"{month}月" for month in range(1, 13)]
        for column, text in enumerate(
            (KEY_HEAD, NAME_HEAD, UNIT_HEAD, *months, "全年", NOTE_HEAD), 1
        ):
            cell = self._put(_HEAD_ROW, column, text)
            cell.font = Font(name=_FONT, size=10, bold=True, color="FFFFFF")
            cell.fill, cell.alignment, cell.border = _HEAD, _MIDDLE, _BOX

    def _row(self, number: int, row: TemplateRow) -> None:
        self._put(number, 1, row.key)
        for column, text in ((2, row.name), (3, row.unit), (_NOTE, row.note)):
            cell = self._put(number, column, text)
            cell.alignment, cell.border = _LEFT, _BOX
        for month in range(1, 13):
            cell = self._put(number, _FIRST_MONTH + month - 1, row.cells.get(month, ""))
            cell.fill, cell.alignment, cell.border = _INPUT, _RIGHT, _BOX
        cell = self._put(number, _YEAR, row.cells.get(0, ""))
        cell.fill, cell.alignment, cell.border = _QUIET, _RIGHT, _BOX
        if 0 not in row.cells:
            made = "AVERAGE" if row.mean else "SUM"
            span = f"D{number}:O{number}"
            cell.value = f'=IF(COUNT({span})=0,"",{made}({span}))'

    def _units(self, rows: Sequence[TemplateRow]) -> None:
        """A drop-down list of units in every line, one list for all lines with the same units."""
        lists: dict[str, DataValidation] = {}
        for number, row in enumerate(rows, _HEAD_ROW + 1):
            choices = ",".join(row.units)
            if len(row.units) < 2 or len(choices) > _MOST_LIST:
                continue
            found = lists.get(choices)
            if found is None:
                found = DataValidation(type="list", formula1=f'"{choices}"', allow_blank=False)
                found.errorTitle, found.error = _("单位"), _("请从列表中选一个单位。")
                found.showErrorMessage = True
                lists[choices] = found
                self.sheet.add_data_validation(found)
            found.add(f"C{number}")


def _clean(text: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", text)
