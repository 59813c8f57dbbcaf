"""The hidden sheet with the stamp of a workbook: every spreadsheet program keeps it when it saves.

The stamp covers all other sheets: of a cell what was entered or its formula, never what a formula
came to; and what the names of the workbook stand for.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from desktop_app.core.provenance import NAMES, SHEET_MARK, Provenance, stamp_of
from desktop_app.core.visible import cell_text, formula_text
from desktop_app.i18n import _
from desktop_app.reports.workbook.places import quoted_sheet
from desktop_app.reports.workbook.sheet import Sheet, put_text

_PIECE: Final = 30_000


class StampSheet:
    """The sheet; `content` is the cell that will bear the digest of all the others."""

    def __init__(self, book: Workbook) -> None:
        self._sheet = Sheet(book, _("出处"))
        self._sheet.ws.sheet_state = "hidden"
        self.content = f"{quoted_sheet(self._sheet.title)}!$A$2"

    def fill(self, provenance: Provenance) -> None:
        """Stamp the workbook as it is now."""
        book, own = self._sheet.book, self._sheet.ws
        cells = {ws.title: texts_of(ws) for ws in book.worksheets if ws is not own}
        stamp = stamp_of(provenance, {NAMES: [names_of(book)]}, cells)
        text = stamp.to_bytes().decode("ascii")
        put_text(self._sheet["A1"], SHEET_MARK)
        put_text(self._sheet["A2"], stamp.text)
        for number, start in enumerate(range(0, len(text), _PIECE), 3):
            put_text(self._sheet[f"A{number}"], text[start : start + _PIECE])


def names_of(book: Workbook) -> str:
    """The names of a workbook and what they stand for, in order."""
    names = book.defined_names
    listed = (f"{name}={formula_text(names[name].attr_text or '')}" for name in names)
    return "\n".join(sorted(listed))


def texts_of(ws: Worksheet) -> list[list[str]]:
    """The cells of a sheet row by row, as they are compared."""
    found = [
        [cell_text(cell.data_type, _written(cell.value)) for cell in row] for row in ws.iter_rows()
    ]
    while found and not any(found[-1]):
        found.pop()
    return found


def _written(value: object) -> object:
    """A value as it comes back from the file, where numbers have sixteen digits."""
    return float(f"{value:.16g}") if isinstance(value, (Decimal, float)) else value
