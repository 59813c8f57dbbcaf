"""Writing the blank template: what is asked, drop-down lists, a filled example, a guide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from desktop_app.packs.template import layout
from desktop_app.packs.template.example import EXAMPLE_TITLE, GUIDE, MERGED, ROWS, TABLE_TITLE
from desktop_app.packs.workbook import look
from desktop_app.packs.workbook.aids import WordLists
from desktop_app.packs.workbook.write import at, put

SPARE_ROWS: Final = 60
"""Empty rows of the table that are laid out for filling."""
_HEAD_ROW: Final = 2
_FIRST: Final = _HEAD_ROW + 1
_FREE_TEXT: Final = frozenset({"no", "group", "name", "unit", *layout.LEVELS, "hint"})
_MIDDLE: Final = frozenset({"no", "group_weight", "weight", "unit", "limiting"})
_WIDTHS: Final = (30, 62, 58)
_LONG_FIELDS: Final = frozenset({"title", "evidence"})


def write_template(industries: Sequence[tuple[str, str]]) -> bytes:
    """The blank workbook; `industries` are offered by code and name."""
    book = Workbook()
    first = book.active
    if not isinstance(first, Worksheet):
        raise TypeError(type(first))
    lists = WordLists()
    _guide(first)
    _standard(book.create_sheet(layout.STANDARD), lists, industries)
    table = book.create_sheet(layout.TABLE)
    _heads(table, TABLE_TITLE)
    _blank_rows(table, lists)
    _totals(table)
    example = book.create_sheet(layout.EXAMPLE)
    _heads(example, EXAMPLE_TITLE)
    _example(example)
    words = book.create_sheet(layout.LISTS)
    lists.write(words)
    at(words, 1, 1).value = None
    book.active = 1
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _page(sheet: Worksheet, heads: int, *, upright: bool = False) -> None:
    sheet.page_setup.orientation = "portrait" if upright else "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.page_margins = PageMargins("0.4", "0.4", "0.5", "0.7", header="0.3", footer="0.3")
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if heads:
        sheet.print_title_rows = f"{heads}:{heads}"
    if sheet.oddFooter is not None:
        sheet.oddFooter.center.text = "&A  第 &P 页，共 &N 页"
    sheet.sheet_view.zoomScale = 100


def _guide(sheet: Worksheet) -> None:
    sheet.title = layout.GUIDE
    sheet.sheet_properties.tabColor = look.TABS["hidden"]
    sheet.column_dimensions["A"].width = 4
    sheet.column_dimensions["B"].width = 104
    sheet.sheet_view.showGridLines = False
    title = at(sheet, 1, 1)
    title.value, title.font = "由官方的指标体系表做规则包：空白模板", look.TITLE
    sheet.row_dimensions[1].height = 32
    for row, (number, text) in enumerate(GUIDE, 3):
        mark, cell = at(sheet, row, 1), at(sheet, row, 2)
        mark.value, mark.font, mark.alignment = number, look.LEAD, look.TOP
        cell.value, cell.font, cell.alignment = text, look.PLAIN, look.TOP
        sheet.row_dimensions[row].height = look.height_of(look.lines_of(text, 104))
    _page(sheet, 0, upright=True)


# --- 标准 ------------------------------------------------------------------------------------


def _standard(sheet: Worksheet, lists: WordLists, industries: Sequence[tuple[str, str]]) -> None:
    sheet.sheet_properties.tabColor = look.TABS["head"]
    title = at(sheet, 1, 1)
    title.value, title.font = "这张表出自哪份标准", look.TITLE
    sheet.row_dimensions[1].height = 32
    for column, (head, width) in enumerate(zip(("项目", "内容", "说明"), _WIDTHS, strict=True), 1):
        _head(sheet, _HEAD_ROW, column, head, width)
    listed = {one.field: one.words.labels.values() for one in layout.FIELDS if one.words}
    offered = {name: (tuple(words), True) for name, words in listed.items()}
    offered["industry"] = (tuple(f"{code} {name}" for code, name in industries), False)
    for row, asked in enumerate(layout.FIELDS, _FIRST):
        name, content, note = (at(sheet, row, column) for column in (1, 2, 3))
        name.value = f"{asked.head} *" if asked.required else asked.head
        note.value = asked.note
        name.font, content.font, note.font = look.STRONG, look.PLAIN, look.FAINT
        for cell in (name, content, note):
            cell.border, cell.alignment = look.BOX, look.LEFT
        content.fill, content.number_format = look.INPUT_FILL, "@"
        if asked.filled:
            put(content, asked.filled)
        lines = 2 if asked.field in _LONG_FIELDS else look.lines_of(asked.note, _WIDTHS[2])
        sheet.row_dimensions[row].height = look.height_of(lines)
        words, closed = offered.get(asked.field, ((), False))
        if words:
            _offer(sheet, lists, words, content.coordinate, closed=closed)
    sheet.freeze_panes = at(sheet, _FIRST, 2).coordinate
    _page(sheet, _HEAD_ROW)


def _offer(
    sheet: Worksheet, lists: WordLists, words: Iterable[str], area: str, *, closed: bool
) -> None:
    """A drop-down list for an area; unless `closed` other words are taken, too."""
    rule = DataValidation(type="list", formula1=lists.reference(tuple(words)), allow_blank=True)
    rule.showErrorMessage = closed
    rule.errorTitle = "请从列表选"
    rule.error = "这里只能从下拉列表中选。"
    rule.add(area)
    sheet.add_data_validation(rule)


# --- 指标表 and 示例 --------------------------------------------------------------------------


def _head(sheet: Worksheet, row: int, column: int, text: str, width: int) -> None:
    cell = at(sheet, row, column)
    cell.value, cell.font, cell.fill = text, look.HEAD_FONT, look.HEAD_FILL
    cell.alignment, cell.border = look.HEAD_ALIGN, look.BOX
    sheet.column_dimensions[get_column_letter(column)].width = width


def _heads(sheet: Worksheet, title: str) -> None:
    """The heads of a table, and above each what to write below it."""
    sheet.sheet_properties.tabColor = look.TABS["table"]
    at(sheet, 1, 1).value, at(sheet, 1, 1).font = title, look.LEAD
    sheet.row_dimensions[1].height = 24
    for column, head in enumerate(layout.HEADS, 1):
        _head(sheet, _HEAD_ROW, column, head.head, head.width)
    sheet.row_dimensions[_HEAD_ROW].height = 32
    name = next(n for n, head in enumerate(layout.HEADS, 1) if head.field == "name")
    sheet.freeze_panes = at(sheet, _FIRST, name + 1).coordinate
    _page(sheet, _HEAD_ROW)


def _dress(sheet: Worksheet, row: int) -> None:
    """An empty row to be filled."""
    for column, head in enumerate(layout.HEADS, 1):
        cell = at(sheet, row, column)
        cell.font, cell.border, cell.fill = look.PLAIN, look.BOX, look.INPUT_FILL
        cell.alignment = look.MIDDLE if head.field in _MIDDLE else look.LEFT
        if head.field in _FREE_TEXT:
            # As text, lest 1-2 becomes a day in January.
            cell.number_format = "@"


def _blank_rows(sheet: Worksheet, lists: WordLists) -> None:
    last = _HEAD_ROW + SPARE_ROWS
    for row in range(_FIRST, last + 1):
        _dress(sheet, row)
        sheet.row_dimensions[row].height = look.height_of(1)
    for column, head in enumerate(layout.HEADS, 1):
        letter = get_column_letter(column)
        area = f"{letter}{_FIRST}:{letter}{layout.MAX_LINES}"
        prompt = DataValidation(allow_blank=True, showInputMessage=True)
        if head.field == "limiting":
            prompt = DataValidation(type="list", formula1=lists.reference(("★",)), allow_blank=True)
            prompt.showErrorMessage = False
        prompt.promptTitle, prompt.prompt = head.head, head.note
        prompt.showInputMessage = True
        prompt.add(area)
        sheet.add_data_validation(prompt)


def _totals(sheet: Worksheet) -> None:
    """The sums of the weights above their heads, to be checked while filling."""
    for column, head in enumerate(layout.HEADS, 1):
        if head.field == "group_weight":
            letter = get_column_letter(column)
            cell = at(sheet, 1, column + 4)
            cell.value = f'="一级权重合计 "&SUM({letter}{_FIRST}:{letter}{layout.MAX_LINES})'
            cell.font = Font(name=look.FONT, size=9, color=look.MUTED)


def _example(sheet: Worksheet) -> None:
    for row, texts in enumerate(ROWS, _FIRST):
        _dress(sheet, row)
        most = 1
        for column, text in enumerate(texts, 1):
            cell = at(sheet, row, column)
            if text:
                put(cell, text)
            most = max(most, look.lines_of(text, layout.HEADS[column - 1].width))
        sheet.row_dimensions[row].height = look.height_of(most)
    for block in MERGED:
        sheet.merge_cells(block)
