"""One sheet of the workbook: cells put in so that no text ever acts as a formula."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from unicodedata import east_asian_width

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import Outline, PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from desktop_app.core.pack import Scale
from desktop_app.i18n import translate
from desktop_app.reports.workbook import look
from desktop_app.reports.workbook.look import Look
from desktop_app.reports.workbook.places import quoted_sheet

_ACTING: Final = ("=", "+", "-", "@", "\t", "\r", "|")
_MOST_CHARACTERS: Final = 32_000
_NOT_IN_TITLES: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_TITLE_LENGTH: Final = 31
_ROW_HEIGHT: Final = 18
_LINE_HEIGHT: Final = 14


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: its letter, head, width, how the head stands, whether it is hidden."""

    letter: str
    head: str
    width: int
    align: str = "left"
    hidden: bool = False


def put_text(cell: Cell, text: str, style: Look = look.CELL) -> None:
    """Write a text as a text, whatever it begins with, without characters no sheet may hold."""
    clean = ILLEGAL_CHARACTERS_RE.sub("", text)[:_MOST_CHARACTERS]
    dress(cell, style)
    if not clean:
        return
    cell.value = clean
    cell.data_type = "s"
    if clean.startswith(_ACTING):
        cell.quotePrefix = True


def put_number(
    cell: Cell, value: Decimal | int | None, style: Look = look.NUMBER, fmt: str = ""
) -> None:
    """Write a number, or leave the cell empty."""
    dress(cell, style)
    cell.value = value
    cell.number_format = fmt or (
        look.number_format(value) if isinstance(value, Decimal) else "#,##0"
    )


def put_formula(cell: Cell, text: str, style: Look = look.NUMBER, fmt: str = "") -> None:
    """Write a formula, given without its leading "="."""
    dress(cell, style)
    cell.value = f"={text}"
    if fmt:
        cell.number_format = fmt


def dress(cell: Cell, style: Look) -> None:
    """Draw a cell in a style."""
    cell.style = style.name


class Sheet:
    """A sheet that is filled from top to bottom; `row` is the next free row."""

    def __init__(self, book: Workbook, title: str) -> None:
        self.ws: Worksheet = book.create_sheet(_free_title(book, title))
        self.book = book
        self.title: str = self.ws.title
        self.row = 1
        self.columns: tuple[Column, ...] = ()
        self.ws.sheet_view.showGridLines = False

    def __getitem__(self, place: str) -> Cell:
        found = self.ws[place]
        assert isinstance(found, Cell)  # noqa: S101 - single places only
        return found

    @property
    def last(self) -> str:
        """The last visible column."""
        return [column.letter for column in self.columns if not column.hidden][-1]

    @property
    def first(self) -> str:
        """The first visible column."""
        return next(column.letter for column in self.columns if not column.hidden)

    def lay_out(self, columns: Sequence[Column]) -> None:
        """Set the columns; hidden ones keep what formulas need and people do not."""
        self.columns = tuple(columns)
        for column in columns:
            dimension = self.ws.column_dimensions[column.letter]
            dimension.width = column.width
            dimension.hidden = column.hidden

    def line(self, text: str, style: Look = look.NOTE, height: int = 0) -> int:
        """A line of text over the whole width; gives its row."""
        row = self.row
        put_text(self[f"{self.first}{row}"], text, style)
        if height:
            self.ws.row_dimensions[row].height = height
        self.row += 1
        return row

    def remark(self, text: str) -> None:
        """A longer remark, wrapped over the whole width."""
        row = self.row
        put_text(self[f"{self.first}{row}"], text, look.REMARK)
        self.ws.merge_cells(f"{self.first}{row}:{self.last}{row}")
        shown = sum(column.width for column in self.columns if not column.hidden)
        self.ws.row_dimensions[row].height = _height(text, shown)
        self.row += 1

    def heading(self, title: str, note: str = "") -> None:
        """Title of the sheet, and a line that says what it is for."""
        self.line(title, look.TITLE, 28)
        if note:
            self.line(note, look.NOTE, 16)

    def head(self, *, frozen: str = "", printed: bool = True) -> int:
        """The head of the table; `frozen` is the first column that scrolls. Gives its row."""
        row = self.row
        for column in self.columns:
            style = {"right": look.HEAD_RIGHT, "center": look.HEAD_MIDDLE}.get(
                column.align, look.HEAD
            )
            put_text(self[f"{column.letter}{row}"], column.head, style)
        self.ws.row_dimensions[row].height = 30
        if frozen:
            self.ws.freeze_panes = f"{frozen}{row + 1}"
        if printed:
            self.ws.print_title_rows = f"{row}:{row}"
        self.row += 1
        return row

    def band(self, text: str, style: Look = look.GROUP) -> int:
        """A heading inside the table, as wide as the table; gives its row."""
        row = self.row
        visible = [column for column in self.columns if not column.hidden]
        for column in visible:
            dress(self[f"{column.letter}{row}"], style)
        put_text(self[f"{visible[0].letter}{row}"], text, style)
        self.ws.row_dimensions[row].height = 20
        self.row += 1
        return row

    def ruled(self, height: int = 0) -> int:
        """Draw the line below the next row from end to end; gives the row."""
        for column in self.columns:
            if not column.hidden:
                dress(self[f"{column.letter}{self.row}"], look.CELL)
        if height:
            self.ws.row_dimensions[self.row].height = height
        return self.row

    def fold(self, first: int, last: int) -> None:
        """Fold rows away under a plus sign."""
        for row in range(first, last + 1):
            dimension = self.ws.row_dimensions[row]
            dimension.outlineLevel = 1
            dimension.hidden = True
        self.ws.sheet_properties.outlinePr = Outline(summaryBelow=False)

    def name(self, name: str, cell: str) -> None:
        """Give a cell a name of its own, if it is a new one."""
        if name and name not in self.book.defined_names:
            column = cell.rstrip("0123456789")
            target = f"{quoted_sheet(self.title)}!${column}${cell[len(column) :]}"
            self.book.defined_names[name] = DefinedName(name, attr_text=target)

    def colour_words(self, area: str, scale: Scale) -> None:
        """Colour the level words of a scale where they appear in an area."""
        first = area.partition(":")[0].replace("$", "")
        for level in (*scale.levels, scale.below):
            word = level_word(level.sign, translate(level.name)).replace('"', '""')
            style = DifferentialStyle(font=Font(bold=True, color=look.colour(level.tone)))
            rule = Rule("expression", dxf=style, formula=[f'{first}="{word}"'])
            self.ws.conditional_formatting.add(area, rule)

    def colour_when(self, area: str, condition: str, token: str) -> None:
        """Write an area in a colour where a condition on its first cell holds."""
        style = DifferentialStyle(font=Font(bold=True, color=look.colour(token)))
        self.ws.conditional_formatting.add(area, Rule("expression", dxf=style, formula=[condition]))

    def fit_rows(self) -> None:
        """Make rows as high as their wrapped texts, which no program does when it opens a file."""
        widths = {column.letter: column.width for column in self.columns if not column.hidden}
        spans = {
            one.start_cell.coordinate: sum(
                widths.get(get_column_letter(place), 0)
                for place in range(one.min_col, one.max_col + 1)
            )
            for one in self.ws.merged_cells.ranges
        }
        for line in self.ws.iter_rows():
            row = line[0].row
            if row is None or self.ws.row_dimensions[row].height is not None:
                continue
            heights = [
                _height(str(cell.value), spans.get(cell.coordinate, widths[cell.column_letter]))
                for cell in line
                if isinstance(cell, Cell) and cell.column_letter in widths and _wraps(cell)
            ]
            self.ws.row_dimensions[row].height = max(heights, default=_ROW_HEIGHT)

    def set_up_print(self, running_head: str, footer: str) -> None:
        """A4 landscape, as wide as one page, with page numbers."""
        ws = self.ws
        ws.page_setup.orientation = "landscape"
        ws.page_setup.paperSize = 9
        ws.page_setup.fitToWidth = 1
        ws.page_setup.fitToHeight = 0
        ws.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        ws.page_margins.left = ws.page_margins.right = _inches(12)
        ws.page_margins.top = ws.page_margins.bottom = _inches(20)
        ws.page_margins.header = ws.page_margins.footer = _inches(9)
        ws.oddHeader = _margin(running_head.replace("&", "&&"), "&A")
        ws.oddFooter = _margin(footer.replace("&", "&&"), "&P / &N")
        if self.columns:
            last = max(self.row - 1, 1)
            ws.print_area = f"{self.first}1:{self.last}{last}"


def _wraps(cell: Cell) -> bool:
    return cell.data_type == "s" and bool(cell.value) and bool(cell.alignment.wrap_text)


def _height(text: str, width: int) -> int:
    """The height of a text wrapped to a width in characters; Chinese ones count twice."""
    room = max(width * 11 // 10 - 2, 1)
    lines = sum(-(-max(_cells(part), 1) // room) for part in text.split("\n"))
    return max(_ROW_HEIGHT, lines * _LINE_HEIGHT + 4)


def _cells(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WFA" else 1 for letter in text)


def _margin(left: str, right: str) -> HeaderFooterItem:
    """What is printed above or below every page."""
    item = HeaderFooterItem()
    for part, text in ((item.left, left), (item.right, right)):
        part.text, part.size = text, 8
    return item


def _inches(millimetres: int) -> float:
    return millimetres / 25.4


def level_word(sign: str, name: str) -> str:
    """A level as the workbook shows it: its sign and its word."""
    return f"{sign} {name}".strip()


def letters(first: int, count: int) -> tuple[str, ...]:
    """Column letters from a place (from 1) on."""
    return tuple(get_column_letter(place) for place in range(first, first + count))


def _free_title(book: Workbook, title: str) -> str:
    """A title no other sheet has, of characters and length a sheet may have."""
    plain = " ".join(ILLEGAL_CHARACTERS_RE.sub("", title).translate(_NOT_IN_TITLES).split())
    plain = plain[:_TITLE_LENGTH] or "-"
    taken = {name.casefold() for name in book.sheetnames}
    found, number = plain, 2
    while found.casefold() in taken:
        ending = f" {number}"
        found, number = f"{plain[: _TITLE_LENGTH - len(ending)]}{ending}", number + 1
    return found
