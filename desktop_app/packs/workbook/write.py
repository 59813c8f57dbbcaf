"""Writing a planned pack as a workbook: heads, hidden ids, notes, drop-down lists, frozen panes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from desktop_app.packs.workbook import kinds, look
from desktop_app.packs.workbook.aids import GUIDE, WordLists
from desktop_app.packs.workbook.cells import Value
from desktop_app.packs.workbook.coding import LITERAL, MAX_CELL, Form, decimals, fits
from desktop_app.packs.workbook.columns import Column
from desktop_app.packs.workbook.plan import BookPlan, Line, SheetPlan
from desktop_app.packs.workbook.step import Step, unwatched
from desktop_app.packs.workbook.words import CONFIDENCE

_SHEETS: Final = 3 / 5
"""The share of the work that is done once all sheets stand in memory."""
SPARE_ROWS: Final = 300
"""Rows below the last one that offer the drop-down lists, too."""
_TEXTS: Final = frozenset({Form.TEXT, Form.LINES, Form.FIELDS, Form.OPTIONS, Form.WORD})
_CENTRED: Final = frozenset({Form.FLAG, Form.DAY, Form.SHARE, Form.LEVEL})
_NARROW: Final = frozenset({"no", "unit", kinds.LINE, "{group_weight}"})
_CODES: Final = frozenset({"{template}", "text", "value"})
_MOST_DECIMALS: Final = 12


def write_book(plan: BookPlan, names: Mapping[str, Sequence[str]], step: Step = unwatched) -> bytes:
    """The workbook; `names` are the names drop-down lists offer, by what they are for."""
    book = Workbook()
    first = book.active
    if not isinstance(first, Worksheet):
        raise TypeError(type(first))
    _guide(first, plan.name)
    lists = WordLists()
    titles = [sheet.title for sheet in plan.sheets if sheet.mark == kinds.INDICATOR.mark]
    offered = {**names, "sheet": titles}
    for number, sheet in enumerate(plan.sheets):
        step(_SHEETS * number / len(plan.sheets))
        writer = _Writer(book.create_sheet(sheet.title), sheet, lists, offered)
        writer.write(plan)
    _long(book, plan.long)
    lists.write(book.create_sheet("词表"))
    book.active = 1
    stream = BytesIO()
    step(_SHEETS)
    book.save(stream)
    step(1)
    return stream.getvalue()


def at(sheet: Worksheet, row: int, column: int) -> Cell:
    """A cell of a sheet in which nothing is merged."""
    found = sheet.cell(row, column)
    if not isinstance(found, Cell):
        raise TypeError(found.coordinate)
    return found


def put(cell: Cell, value: Value) -> None:
    """Set a cell; a text stays a text whatever it looks like, a number keeps its decimals."""
    cell.value = value
    places = decimals(value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = int(value[:1] in tuple("=+-@'"))
    elif places:
        cell.number_format = f"0.{'0' * places}{'#' * max(0, _MOST_DECIMALS - places)}"
    elif cell.is_date:
        cell.number_format = "yyyy-mm-dd"


class _Writer:
    """Writes one sheet."""

    def __init__(
        self,
        sheet: Worksheet,
        plan: SheetPlan,
        lists: WordLists,
        names: Mapping[str, Sequence[str]],
    ) -> None:
        self.sheet = sheet
        self.plan = plan
        self.lists = lists
        self.names = names
        line = Column(kinds.LINE, "行", note="这一行是什么；空着即第一种。", width=10)
        self.columns = (*((line,) if plan.words else ()), *plan.columns)
        self.place = {
            column.field: number for number, column in enumerate(self.columns, kinds.FIELD_COLUMN)
        }

    def write(self, book: BookPlan) -> None:
        sheet = self.sheet
        sheet.sheet_properties.tabColor = look.TABS[self.plan.tab]
        at(sheet, 1, 1).value = self.plan.mark
        sheet.row_dimensions[1].hidden = True
        sheet.column_dimensions["A"].hidden = True
        if self.plan.upright:
            self._upright()
            return
        self._heads()
        for number, line in enumerate(self.plan.lines, kinds.FIRST_ROW):
            self._line(number, line, book)
        self._choices()
        self._marks()
        sheet.freeze_panes = at(sheet, kinds.FIRST_ROW, self._frozen() + 1).coordinate
        last = get_column_letter(kinds.FIELD_COLUMN + len(self.columns) - 1)
        end = max(self._last(), kinds.FIRST_ROW)
        sheet.auto_filter.ref = f"B2:{last}{end}"
        _page(sheet)
        if self.plan.tab == "hidden":
            sheet.sheet_state = "hidden"

    def _last(self) -> int:
        return kinds.FIRST_ROW + len(self.plan.lines) - 1

    def _frozen(self) -> int:
        """The last column that stays in view: the name, where it is near."""
        width = 0
        for column in self.columns:
            width += column.width
            if column.field in ("name", "title", "text"):
                return self.place[column.field] if width < 110 else kinds.FIELD_COLUMN
        return kinds.FIELD_COLUMN

    def _heads(self) -> None:
        for column in self.columns:
            number = self.place[column.field]
            letter = get_column_letter(number)
            at(self.sheet, 1, number).value = column.field
            dimension = self.sheet.column_dimensions[letter]
            dimension.width = column.width
            dimension.font = look.PLAIN
            if column.form in _TEXTS:
                dimension.number_format = "@"
            _head(at(self.sheet, 2, number), column)
        self.sheet.row_dimensions[2].height = 30

    def _line(self, row: int, line: Line, book: BookPlan) -> None:
        put(at(self.sheet, row, kinds.FILE_COLUMN), line.file)
        cells = dict(line.cells)
        main = not self.plan.words or line.word == self.plan.words[0]
        if self.plan.words:
            cells[kinds.LINE] = line.word
        for column in self.columns:
            cell = at(self.sheet, row, self.place[column.field])
            self._dress(cell, column, main=main)
            if column.field == "{group_weight}":
                self._weight(cell, cells.get(column.field), book)
            elif column.field in cells:
                put(cell, cells[column.field])
        self.sheet.row_dimensions[row].height = look.height_of(
            max(
                (
                    look.lines_of(str(value), self.columns[self.place[name] - 2].width)
                    for name, value in cells.items()
                    if name in self.place
                ),
                default=1,
            )
        )

    def _dress(self, cell: Cell, column: Column, *, main: bool) -> None:
        cell.border = look.BOX
        strong = column.field in ("name", "title") and main and bool(self.plan.words)
        cell.font = look.STRONG if strong else look.PLAIN
        if column.field in _CODES and self.plan.tab in ("model", "cases"):
            cell.font = look.CODE
        middle = column.form in _CENTRED or column.field in _NARROW
        cell.alignment = look.MIDDLE if middle else look.LEFT
        if column.form in _TEXTS:
            cell.number_format = "@"
        if main and self.plan.words and self.plan.mark != kinds.INDICATOR.mark:
            cell.fill = look.BAND_FILL
        if column.field in ("{group_weight}", kinds.LINE):
            cell.font = look.FAINT

    def _weight(self, cell: Cell, group: Value | None, book: BookPlan) -> None:
        """The weight of the group as 评价表 has it now."""
        lines = book.groups.get(self.plan.title, {})
        overview = next((one for one in book.sheets if one.mark == kinds.ASSESSMENT.mark), None)
        if overview is None or str(group) not in lines:
            return
        fields = [kinds.LINE, *(column.field for column in overview.columns)]
        column = get_column_letter(kinds.FIELD_COLUMN + fields.index("weight"))
        source = f"{quote_sheetname(overview.title)}!{column}{kinds.FIRST_ROW + lines[str(group)]}"
        cell.value = f'=IF({source}="","",{source})'
        cell.number_format = "General"

    # --- help while editing ------------------------------------------------------------------

    def _choices(self) -> None:
        for column in self.columns:
            choices, closed = self._offered(column)
            if not choices:
                continue
            rule = DataValidation(
                type="list",
                formula1=self.lists.reference(choices),
                allow_blank=True,
                showErrorMessage=closed,
            )
            rule.errorTitle = "请从列表选"
            rule.error = f"“{column.head}”只能从下拉列表中选。"
            letter = get_column_letter(self.place[column.field])
            rule.add(f"{letter}{kinds.FIRST_ROW}:{letter}{self._last() + SPARE_ROWS}")
            self.sheet.add_data_validation(rule)

    def _offered(self, column: Column) -> tuple[tuple[str, ...], bool]:
        """The choices of a column, and whether nothing else may stand there."""
        if column.field == kinds.LINE:
            return self.plan.words, True
        if column.form is Form.FLAG:
            return ("是", "否"), True
        if column.words.labels:
            return _sayable(column.words.labels.values()), column.words.closed
        return _sayable(self.names.get(column.pick, ())), False

    def _marks(self) -> None:
        """Colours that follow what is written: how firm a number is, what may veto a level."""
        end = self._last() + SPARE_ROWS
        for field, label, colour in (
            ("confidence", CONFIDENCE.labels["recalled"], look.WARN),
            ("confidence", CONFIDENCE.labels["unsure"], look.BAD),
            ("limiting", "是", look.BAD),
        ):
            if field not in self.place:
                continue
            letter = get_column_letter(self.place[field])
            area = f"{letter}{kinds.FIRST_ROW}:{letter}{end}"
            rule = FormulaRule(  # type: ignore[no-untyped-call]
                formula=[f'${letter}{kinds.FIRST_ROW}="{label}"'],
                font=Font(color=colour, bold=True),
            )
            self.sheet.conditional_formatting.add(area, rule)
        if self.plan.mark == kinds.INDICATOR.mark:
            self._ruled_groups()

    def _ruled_groups(self) -> None:
        """A line above the first row of each group."""
        before: Value | None = None
        for row, line in enumerate(self.plan.lines, kinds.FIRST_ROW):
            group = line.cells.get("group")
            if group is not None and group != before:
                for number in self.place.values():
                    at(self.sheet, row, number).border = look.RULED
                before = group

    # --- one field per row -------------------------------------------------------------------

    def _upright(self) -> None:
        sheet = self.sheet
        line = self.plan.lines[0]
        put(at(sheet, 1, 2), line.file)
        for number, (head, width) in enumerate((("项目", 18), ("内容", 70), ("说明", 60)), 2):
            sheet.column_dimensions[get_column_letter(number)].width = width
            _head(at(sheet, 2, number), Column("", head))
        for row, column in enumerate(self.plan.columns, kinds.FIRST_ROW):
            at(sheet, row, 1).value = column.field
            name, cell, note = (at(sheet, row, number) for number in (2, 3, 4))
            name.value, note.value = column.head, column.note
            name.font, note.font, cell.font = look.STRONG, look.FAINT, look.PLAIN
            name.alignment, cell.alignment, note.alignment = look.LEFT, look.LEFT, look.LEFT
            for one in (name, cell, note):
                one.border = look.BOX
            cell.fill = look.INPUT_FILL
            if column.form in _TEXTS:
                cell.number_format = "@"
            value = line.cells.get(column.field)
            if value is not None:
                put(cell, value)
            lines = max(look.lines_of(str(value or ""), 70), look.lines_of(column.note, 60))
            sheet.row_dimensions[row].height = look.height_of(lines)
            choices, closed = self._offered(column)
            if choices:
                rule = DataValidation(type="list", formula1=self.lists.reference(choices))
                rule.showErrorMessage = closed
                rule.add(cell)
                sheet.add_data_validation(rule)
        sheet.freeze_panes = at(sheet, kinds.FIRST_ROW, 1).coordinate
        _page(sheet)


def _sayable(words: Iterable[str]) -> tuple[str, ...]:
    """The words a drop-down list can show."""
    return tuple(word for word in words if fits(word))


def _head(cell: Cell, column: Column) -> None:
    cell.value = column.head
    cell.font, cell.fill, cell.alignment = look.HEAD_FONT, look.HEAD_FILL, look.HEAD_ALIGN
    cell.border = look.BOX
    if column.note:
        note = Comment(column.note, "near-zero")
        note.width = 260
        note.height = 24 + 20 * look.lines_of(column.note, 36)
        cell.comment = note


def _page(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "2:2"
    sheet.sheet_view.zoomScale = 100


def _guide(sheet: Worksheet, name: str) -> None:
    """The first sheet: what this is and how to edit it."""
    sheet.title = "说明"
    at(sheet, 1, 1).value = kinds.AIDS_MARK
    sheet.row_dimensions[1].hidden = True
    sheet.column_dimensions["A"].hidden = True
    sheet.column_dimensions["B"].width = 4
    sheet.column_dimensions["C"].width = 110
    sheet.sheet_view.showGridLines = False
    title = at(sheet, 2, 2)
    title.value, title.font = f"规则包：{name if fits(name) else ''}", look.TITLE
    sheet.row_dimensions[2].height = 32
    for row, (number, text) in enumerate(GUIDE, 4):
        mark, cell = at(sheet, row, 2), at(sheet, row, 3)
        mark.value, mark.font, mark.alignment = number, look.LEAD, look.TOP
        cell.value, cell.font, cell.alignment = text, look.PLAIN, look.TOP
        sheet.row_dimensions[row].height = look.height_of(look.lines_of(text, 110))


def _long(book: Workbook, texts: Sequence[str]) -> None:
    """Texts longer than a cell, in pieces of one row."""
    if not texts:
        return
    sheet = book.create_sheet("长文")
    at(sheet, 1, 1).value = kinds.LONG_MARK
    sheet.row_dimensions[1].hidden = True
    at(sheet, 2, 1).value = "单元格放不下的文字，请勿改动。"
    for row, text in enumerate(texts, kinds.FIRST_ROW):
        pieces = [text[start : start + MAX_CELL] for start in range(0, len(text), MAX_CELL)]
        for number, piece in enumerate(pieces, kinds.FIELD_COLUMN):
            put(at(sheet, row, number), f"{LITERAL}{piece}")
    sheet.sheet_state = "hidden"
